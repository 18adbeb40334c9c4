"""Every test here is of the running suite."""
import pytest

from admissions import Admissions
from complaints import complaints, law_firm, logistics, service_unit  # noqa: F401
from complaints_orders import orders  # noqa: F401
from complaints_requests import requests_of  # noqa: F401
from credit import credit  # noqa: F401
from factories import company  # noqa: F401
from joint_events import JointEvents
from listings import Listings


@pytest.fixture(scope="session", autouse=True)
def is_running(suite):
    return suite


@pytest.fixture(scope="session")
def admissions(company, clock):  # noqa: F811
    return Admissions(company, clock)


@pytest.fixture(scope="session")
def listings(company, admissions):  # noqa: F811
    return Listings(company, admissions)


@pytest.fixture
def joint(company, clock):  # noqa: F811
    return JointEvents(company, clock)
