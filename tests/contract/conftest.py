"""The running service the contract is held against: KEHU_URL, or the suite, started if it is not up."""
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("customers", "credit", "complaints", "visits", "projects", "membership")
sys.path.insert(0, str(ROOT / "shared/scripts"))


@pytest.fixture(scope="session")
def addresses():
    """service -> its own address, not the gateway's: what it says itself is tested."""
    base = int(os.environ.get("KEHU_PORT_BASE", "8080"))
    found = {name: f"http://127.0.0.1:{base + place}" for place, name in enumerate(PLACES, 1)}
    if "KEHU_URL" in os.environ:
        yield {name: os.environ["KEHU_URL"] for name in PLACES}
        return
    try:
        requests.get(found["customers"] + "/openapi.json", timeout=2)
        started = False
    except requests.ConnectionError:
        subprocess.run([ROOT / "shared/scripts/suite", "start"], check=True)
        started = True
    yield found
    if started:
        subprocess.run([ROOT / "shared/scripts/suite", "stop"], check=True)


@pytest.fixture(scope="session")
def token():
    """token(roles=[…], department=…): signed as the suite's issuer does."""
    import issuer

    made = {}

    def sign(roles=(), department=None):
        key = (tuple(roles), department)
        if key not in made:
            made[key] = issuer.token(sub="contract-test", roles=list(roles), department=department)
        return made[key]
    return sign
