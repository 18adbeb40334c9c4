"""The running service the contract is held against: the tests' own suite, or KEHU_URL with the keys in KEHU_KEYS."""
import os
from pathlib import Path

import pytest

from suite import PLACES, ROOT, issuer


@pytest.fixture(scope="session")
def addresses(request):
    """service -> its own address, not the gateway's: what it says itself is tested."""
    if "KEHU_URL" in os.environ:
        return {name: os.environ["KEHU_URL"] for name in PLACES}
    suite = request.getfixturevalue("suite")
    return {name: suite.service_url(name) for name in PLACES}


@pytest.fixture(scope="session")
def token(request):
    """token(roles=[…], department=…)"""
    made = {}

    def sign(roles=(), department=None):
        wanted = {"sub": "contract-test", "roles": list(roles), "department": department}
        key = (tuple(roles), department)
        if key not in made and "KEHU_URL" in os.environ:
            made[key] = issuer.token(Path(os.environ.get("KEHU_KEYS", ROOT / "var/keys")), **wanted)
        elif key not in made:
            made[key] = request.getfixturevalue("suite").token(**wanted)
        return made[key]
    return sign
