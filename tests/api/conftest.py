"""Every test here is of the running suite."""
import pytest

from factories import company  # noqa: F401


@pytest.fixture(scope="session", autouse=True)
def is_running(suite):
    return suite
