"""Events of another service: what they cause happens once, in their order, whatever is stopped or killed."""
import time

import pytest
import requests
from probes import Probes


@pytest.fixture(scope="module")
def probes(suite):
    probes = Probes(suite)
    yield probes
    probes.stop_all()


def await_done(probes, made, seconds=20):
    probes.await_(lambda: all(probes.done("department.created", made).values()), seconds)
    assert {len(times) for times in probes.done("department.created", made).values()} == {1}


def test_all_that_happened_before_is_taken_in(company, probes):
    made = [company.department()["id"] for _ in range(120)]  # more than a page
    probes.start()
    await_done(probes, made)


def test_what_happens_is_taken_in_soon(company, probes):
    begun, made = time.monotonic(), company.department()["id"]
    await_done(probes, [made])
    assert time.monotonic() - begun < 2


def test_where_it_stopped_it_goes_on(company, probes):
    probes.stop()
    made = [company.department()["id"] for _ in range(3)]
    probes.start()
    await_done(probes, made)


def test_several_processes_take_each_in_once(company, probes):
    for number in (2, 3):
        probes.start(number)
    made = [company.department()["id"] for _ in range(60)]
    await_done(probes, made)
    for number in (2, 3):
        probes.stop(number)


def test_killed_again_and_again_it_loses_and_doubles_nothing(company, probes):
    made = []
    for _ in range(4):
        made += [company.department()["id"] for _ in range(15)]
        time.sleep(0.1)
        probes.kill()
        probes.start()
    await_done(probes, made)


def test_while_the_other_service_is_away_it_waits(company, probes, suite):
    suite.kill("customers")
    try:
        probes.await_(lambda: "customers answers 0" in probes.log())
    finally:
        suite.script("suite", "start")
    made = company.department()["id"]
    await_done(probes, [made], 60)
    probes.await_(lambda: "customers answers again" in probes.log())


def test_what_cannot_be_taken_in_holds_up_and_is_then_parked(company, probes):
    """Order matters, so those behind wait; after some attempts it is put aside, visibly."""
    probes.stop()
    probes.start(event_attempts=3)
    product, department = company.product(name="not to be understood")["id"], company.department()["id"]
    probes.await_(lambda: "attempt 2: INVALID_STATE not understood" in probes.log(), 20)
    assert probes.done("department.created", [department]) == {department: []}
    await_done(probes, [department], 60)
    (type_, subject, attempts, error), = probes.query(
        "select event->>'type', event->>'subject', attempts, error from event_parked")
    assert (type_, subject, attempts) == ("product.created", product, 3) and error == "INVALID_STATE: not understood"
    assert probes.done("product.created", [product]) == {product: []}
    metrics = requests.get(f"http://127.0.0.1:{probes.suite.base + 161}/metrics", timeout=10).text
    assert "events_parked_total 1" in metrics
