"""Customers whom a salesperson visits no more: what the visits service tells of it (R3.34)."""
import uuid

import pytest
from factories import code_of
from feed import Feed


@pytest.fixture(scope="module")
def visits(suite):
    feed = Feed(suite, "visits")
    yield feed
    feed.stop()


def stops(company, customer):
    return company.staff().get(f"/v1/customers/{customer['id']}/visit-stops", expect=200).json()["items"]


def test_R3_34_visits_stopped_without_result(company, visits):
    customer, salesperson, other = company.customer(), company.employee(company.s1), company.employee(company.s1)
    assert stops(company, customer) == []
    event = str(uuid.uuid4())
    told = {"customer_id": customer["id"], "salesperson_id": salesperson["id"], "count": 5}
    for _ in range(2):  # at least once
        visits.tell("visit.customer_dropped", str(uuid.uuid4()), told, id=event, at="2026-11-20T08:00:00Z")
    shown, = stops(company, customer)
    assert (shown["salesperson_id"], shown["visit_count"], shown["stopped_at"]) == (salesperson["id"], 5, "2026-11-20T08:00:00Z")
    visits.tell("visit.customer_dropped", str(uuid.uuid4()), {**told, "salesperson_id": other["id"]}, at="2026-11-21T08:00:00Z")
    assert {stop["salesperson_id"] for stop in stops(company, customer)} == {salesperson["id"], other["id"]}


def test_R3_34_again_after_it_was_lifted(company, visits):
    """The later one counts; one that comes late changes nothing."""
    customer, salesperson = company.customer(), company.employee(company.s1)
    for count, at in ((5, "2026-11-20T08:00:00Z"), (6, "2027-01-20T08:00:00Z"), (4, "2026-10-20T08:00:00Z")):
        visits.tell("visit.customer_dropped", str(uuid.uuid4()),
                    {"customer_id": customer["id"], "salesperson_id": salesperson["id"], "count": count}, at=at)
    shown, = stops(company, customer)
    assert (shown["visit_count"], shown["stopped_at"]) == (6, "2027-01-20T08:00:00Z")


def test_R3_34_of_nobody(company, visits):
    visits.tell("visit.customer_dropped", str(uuid.uuid4()), {"customer_id": str(uuid.uuid4()), "salesperson_id": str(uuid.uuid4()), "count": 5})
    assert code_of(company.staff().get(f"/v1/customers/{uuid.uuid4()}/visit-stops")) == (404, "NOT_FOUND")
