"""Every test here is of the running suite."""
import pytest


@pytest.fixture(scope="session", autouse=True)
def is_running(suite):
    return suite
