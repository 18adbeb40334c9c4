"""A suite that may be broken: its database keeps what it acknowledged, as in use, and time is the real one."""
import os

import pytest

from suite import TEST_BASE, Suite

SHORT = bool(os.environ.get("KEHU_SHORT"))


@pytest.fixture(scope="module")
def victim():
    suite = Suite(var="torture-var", base=TEST_BASE + 500, faked=False, durable=True, request_timeout_ms=3000)
    try:
        yield suite.start()
    finally:
        suite.stop()


@pytest.fixture(scope="module")
def department(victim):
    administrator = victim.client(roles="administrator", sub="torture")
    division = administrator.post("/v1/departments", expect=201, json={
        "code": "MD", "name": "营销事业部", "kind": "MARKETING_DIVISION"}).json()["id"]
    return administrator.post("/v1/departments", expect=201, json={
        "code": "S1", "name": "销售一部", "kind": "SALES", "parent_id": division}).json()["id"]


@pytest.fixture(scope="module")
def rounds():
    """Of each kind of death: all of them by `make torture`, a few by `make test`."""
    return int(os.environ.get("KEHU_TORTURE_ROUNDS", "3" if SHORT else "50"))
