"""The feed of events: in commit order, without gaps, for whom each is meant; and waiting for it."""
import os
import signal
import threading
import time

import pytest
import requests
from factories import code_of, etag, events, hospital, new, pointers


@pytest.fixture(scope="module")
def reader(api):
    """Reads every event."""
    return api(roles=["service", "auditor"])


def end(reader):
    """The position behind what there is now: all of it is numbered."""
    with reader.suite.connect() as database, database.cursor() as cursor:
        def numbered():
            cursor.execute("select count(*) from outbox where position is null")
            return cursor.fetchone()[0] == 0

        reader.suite.await_(numbered)
    return events(reader)[1]


def gather(reader, after, count, **more):
    """What comes after a position: it is numbered a moment after the commit."""
    deadline = time.monotonic() + 10
    while len(found := events(reader, after, **more)[0]) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module", autouse=True)
def quiet(reader):
    """What came due when other tests moved the clock is told before anybody here waits."""
    after = events(reader)[1]
    while True:
        time.sleep(1.5)
        found, after = events(reader, after)
        if not found:
            return


def test_an_event_tells_what_happened(company, reader):
    after = end(reader)
    made = company.customer()
    event = next(one for one in gather(reader, after, 1, types="customer.created") if one["subject"] == made["id"])
    assert event["specversion"] == "1.0" and event["datacontenttype"] == "application/json"
    assert event["source"].endswith("/customers") and event["time"] == made["created_at"]
    assert event["version"] == 1 and event["data"]["customer_id"] == made["id"]
    assert event["traceparent"].startswith("00-") and event["position"].isdigit()


def await_event(reader, after, wait=10):
    return reader.get("/v1/events", params={"after": after, "wait": wait}, expect=200).json()


def test_waiting_ends_when_something_happens(company, reader):
    after, begun = end(reader), time.monotonic()
    timer = threading.Timer(1, company.department)
    timer.start()
    answer = await_event(reader, after)
    assert 0.8 < time.monotonic() - begun < 4
    assert [one["type"] for one in answer["items"]] == ["department.created"]
    timer.join()


def test_waiting_in_vain_is_answered_empty(reader):
    after, begun = end(reader), time.monotonic()
    answer = await_event(reader, after, wait=1)
    assert 0.9 < time.monotonic() - begun < 3
    assert answer == {"items": [], "next": after}


def test_what_a_role_may_not_read_is_left_out_but_passed_over(company, api, reader):
    after = end(reader)
    company.customer()
    company.department()
    gather(reader, after, 2)
    everything, last = events(reader, after)
    found, next_ = events(company.staff(), after)
    assert {one["type"] for one in everything} >= {"customer.created", "department.created"}
    assert {one["type"] for one in found} == {"department.created"} and next_ == last


def test_only_some_types(company, reader):
    after = end(reader)
    made = company.department()
    company.customer()
    gather(reader, after, 2)
    found, _ = events(reader, after, types="department.created,department.updated")
    assert [(one["type"], one["subject"]) for one in found] == [("department.created", made["id"])]


@pytest.mark.parametrize("params, pointer", [
    ({"types": "no.such"}, "?types"), ({"types": "department.created,"}, "?types"), ({"types": ""}, "?types"),
    ({"after": "x"}, "?after"), ({"after": "-1"}, "?after"), ({"after": "9" * 19}, "?after"), ({"after": ""}, "?after"),
    ({"limit": 0}, "?limit"), ({"limit": 1001}, "?limit"), ({"wait": 31}, "?wait"), ({"wait": -1}, "?wait"),
])
def test_what_is_malformed(reader, params, pointer):
    answer = reader.get("/v1/events", params=params)
    assert code_of(answer) == (400, "VALIDATION_FAILED") and pointers(answer) == [pointer]


def test_behind_the_end_nothing_is_found(reader):
    after = "9" * 18
    assert reader.get("/v1/events", params={"after": after}, expect=200).json() == {"items": [], "next": after}


def test_pages_join_without_gap_or_double(company, reader):
    after = end(reader)
    made = [company.department()["id"] for _ in range(7)]
    seen, cursor, deadline = [], after, time.monotonic() + 10
    while len(seen) < 7 and time.monotonic() < deadline:
        page = reader.get("/v1/events", params={"after": cursor, "limit": 3, "wait": 1}, expect=200).json()
        assert len(page["items"]) <= 3
        seen += page["items"]
        cursor = page["next"]
    assert [one["subject"] for one in seen] == made
    positions = [int(one["position"]) for one in seen]
    assert positions == list(range(int(after) + 1, int(after) + 8))


def test_refused_and_dry_writes_tell_nothing(company, reader):
    department = company.department()
    after = end(reader)
    while any(one["subject"] == department["id"] for one in await_event(reader, after, wait=1)["items"]):
        after = end(reader)
    path = f"/v1/departments/{department['id']}"
    company.administrator.patch(path, {"name": new("x")}, match=etag(department), params={"dry_run": "true"}, expect=200)
    company.administrator.patch(path, {"name": new("x")}, match='"9"', expect=412)
    assert await_event(reader, after, wait=1)["items"] == []


def test_the_order_of_commits_under_concurrent_writers(company, api, reader):
    """A reader that follows the feed while 8 writers write misses nothing and sees nothing twice."""
    after, made, seen, done = end(reader), [], [], threading.Event()
    writers = [api(roles="sales_staff", sub=new("w-"), department=company.s1["id"]) for _ in range(8)]

    def write(client):
        for _ in range(25):
            made.append(client.post("/v1/customers", hospital(), expect=201).json()["id"])

    def follow():
        cursor, deadline = after, time.monotonic() + 60
        while time.monotonic() < deadline:
            page = reader.get("/v1/events", params={"after": cursor, "wait": 1, "limit": 50}, expect=200).json()
            seen.extend(page["items"])
            cursor = page["next"]
            if done.is_set() and len(seen) >= len(made):
                return

    threads = [threading.Thread(target=write, args=(client,)) for client in writers]
    follower = threading.Thread(target=follow)
    follower.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    follower.join()
    positions = [int(one["position"]) for one in seen]
    assert positions == list(range(int(after) + 1, int(after) + 1 + len(positions)))
    assert sorted(one["subject"] for one in seen if one["type"] == "customer.created") == sorted(made)


def test_many_may_wait_without_holding_up_others(company, api, reader, url):
    after, answers = end(reader), []
    clients = [api(roles="auditor") for _ in range(100)]
    for client in clients:
        client.authorization()
    threads = [threading.Thread(target=lambda client=client: answers.append(await_event(client, after, wait=20)))
               for client in clients]
    for thread in threads:
        thread.start()
    time.sleep(1)
    begun = time.monotonic()
    company.staff().get("/v1/rules/R7.1", expect=200)
    assert time.monotonic() - begun < 1
    company.department()
    for thread in threads:
        thread.join()
    assert len(answers) == 100 and all(len(answer["items"]) == 1 for answer in answers)


def test_nobody_reads_without_a_token(url):
    assert requests.get(url + "/v1/events", timeout=10).status_code == 401


def test_a_service_that_stops_answers_those_who_wait(reader, suite):
    after, answers = end(reader), []
    thread = threading.Thread(target=lambda: answers.append(await_event(reader, after, wait=30)))
    thread.start()
    time.sleep(0.5)
    begun = time.monotonic()
    os.kill(suite.pid("customers"), signal.SIGTERM)
    thread.join()
    assert time.monotonic() - begun < 5 and answers == [{"items": [], "next": after}]
    deadline = time.monotonic() + 10
    while '"stopped"' not in suite.log().splitlines()[-1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    suite.script("suite", "start")
    assert reader.get("/v1/events", params={"after": after}, expect=200).json()["items"] == []
