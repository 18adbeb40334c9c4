"""One running suite for all tests of a session, and what they ask it with."""
import os

import pytest

from suite import Suite

# For tests that read these themselves, and for what they start.
running = Suite()
os.environ.update(KEHU_VAR=str(running.var), KEHU_PORT_BASE=str(running.base))


@pytest.fixture(scope="session")
def suite():
    try:
        running.start()
    except RuntimeError as error:
        pytest.exit(str(error), returncode=1)
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def api(suite):
    """api(roles="sales_staff", sub=…, department=…): a client of the customers service as this caller."""
    return suite.client


@pytest.fixture(scope="session")
def url(suite):
    return suite.url


@pytest.fixture(scope="session")
def clock(suite):
    """clock.forward(days=5); the time never goes back, for no test."""
    return suite.clock


@pytest.fixture(scope="session")
def db(suite):
    """A connection as the administrator, for assertions; its search path is the customers' schema."""
    connection = suite.connect()
    yield connection
    connection.close()
