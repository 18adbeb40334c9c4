"""Complaints of the complaints service open grievances, and say when they were settled (R1.30-R1.32)."""
import datetime
import time
import uuid

import pytest

from factories import code_of
from feed import Feed
from grievances import grievances, money  # noqa: F401


@pytest.fixture(scope="module")
def feed(suite):
    feed = Feed(suite, "complaints")
    yield feed
    feed.stop()


def registered(feed, grievances, complaint=None, **more):
    """complaint.registered, now unless received_at says otherwise; the complaint's id."""
    complaint = complaint or str(uuid.uuid4())
    now = datetime.datetime.fromtimestamp(grievances.clock.now(), datetime.timezone.utc).isoformat()
    feed.tell("complaint.registered", complaint, {
        "complaint_id": complaint, "customer_id": grievances.customer["id"], "profile": "GENERAL", "kind": "SERVICE",
        "source": "CUSTOMER", "received_at": now, "addressed_to": "general_manager", "channel": "TELEPHONE",
        "respondent_person_ids": [grievances.e1], "department_id": grievances.a.id, **more})
    return complaint


def of_complaint(grievances, complaint):
    found = grievances.gm.get("/v1/grievances", params={"complaint_id": complaint}, expect=200).json()["items"]
    return found[0] if len(found) == 1 else found


def settled(feed, complaint, at, round=0, **more):
    feed.tell("complaint.settled", complaint, {"complaint_id": complaint, "settled_at": at, "round": round, **more})


def test_R1_30_example_2_a_complaint_registered_twice(grievances, feed):
    complaint = registered(feed, grievances)
    registered(feed, grievances, complaint)
    made = of_complaint(grievances, complaint)
    assert (made["source"], made["state"], made["involved_employee_ids"]) == ("COMPLAINT_TO_GM", "OPEN", [grievances.e1])
    assert grievances.fines(made) == money(("B", grievances.e1, 10000), ("B", grievances.ha, 10000))
    other = registered(feed, grievances, addressed_to=None, respondent_person_ids=None)
    assert of_complaint(grievances, other)["source"] == "COMPLAINT_OTHER" and grievances.fines(of_complaint(grievances, other)) == []
    assert grievances.act(made, "resolve", grievances.a.head, {"statement": "x"}, expect=409)["code"] == "INVALID_STATE"


def test_complaints_of_others_are_none_of_these_rules(grievances, feed, company):
    for customer in (company.customer()["id"], str(uuid.uuid4()), None):
        complaint = registered(feed, grievances, customer_id=customer)
        assert of_complaint(grievances, complaint) == []
    settled(feed, str(uuid.uuid4()), "2027-01-01T00:00:00Z")


def test_R1_32_example_3_settled_in_time_heard_of_later(grievances, feed):
    complaint = registered(feed, grievances)
    third = grievances.today(3)
    grievances.to(4, "00:05:00")
    time.sleep(2)  # no timer of its own
    made = of_complaint(grievances, complaint)
    assert (made["state"], made["judgement_pending"]) == ("OPEN", True)
    settled(feed, complaint, f"{third}T23:59:00+08:00")
    made = of_complaint(grievances, complaint)
    assert made["state"] == "RESOLVED" and {letter for letter, *_ in grievances.fines(made)} == {"B"}


def test_R1_32_example_4_overdue_and_late(grievances, feed):
    complaint = registered(feed, grievances)
    fourth = grievances.today(4)
    grievances.to(4, "00:00:01")
    for _ in range(2):
        feed.tell("complaint.overdue", complaint, {"complaint_id": complaint, "customer_id": grievances.customer["id"], "round": 0,
                                                   "due_on": grievances.today(-1)})
    made = of_complaint(grievances, complaint)
    assert (made["state"], made["overdue_on"]) == ("OVERDUE", fourth)
    settled(feed, complaint, f"{grievances.today()}T00:00:01+08:00")
    made = of_complaint(grievances, complaint)
    assert made["state"] == "RESOLVED_LATE"
    assert grievances.fines(made) == money(("B", grievances.e1, 10000), ("B", grievances.ha, 10000), ("C", grievances.e1, 50000), ("C", grievances.ha, 50000))
    grievances.act(made, "transfer", grievances.director, {"to_employee_id": grievances.b.ids()[0]})
    grievances.carry_out(made)
    assert grievances.get(made)["state"] == "TRANSFERRED"


def test_R1_32_settled_late_without_an_overdue_event(grievances, feed):
    complaint = registered(feed, grievances)
    grievances.to(5, "10:00:00")
    settled(feed, complaint, f"{grievances.today()}T09:00:00+08:00")
    made = of_complaint(grievances, complaint)
    assert made["state"] == "RESOLVED_LATE" and made["overdue_on"] == grievances.today(-1)
    feed.tell("complaint.overdue", complaint, {"complaint_id": complaint, "round": 0})
    assert len(grievances.fines(made)) == 4


def test_R1_32_reopened(grievances, feed):
    complaint = registered(feed, grievances)
    settled(feed, complaint, f"{grievances.today()}T00:00:01+08:00")
    assert of_complaint(grievances, complaint)["state"] == "RESOLVED"
    grievances.to(10, "09:00:00")
    feed.tell("complaint.reopened", complaint, {"complaint_id": complaint, "round": 1})
    made = of_complaint(grievances, complaint)
    assert (made["state"], made["day_zero"], made["due_on"]) == ("OPEN", grievances.today(), grievances.today(3))
    assert len(grievances.fines(made)) == 2  # no new A or B
    settled(feed, complaint, f"{grievances.today()}T08:00:00+08:00", round=0)  # of the first round
    assert of_complaint(grievances, complaint)["state"] == "OPEN"
    grievances.to(4)
    feed.tell("complaint.overdue", complaint, {"complaint_id": complaint, "round": 1})
    made = of_complaint(grievances, complaint)
    assert made["state"] == "OVERDUE" and len(grievances.fines(made)) == 4


def test_R1_30_a_clerk_links_the_complaint(grievances, feed):
    """It may be the matter of a grievance that is open already: linked, not doubled."""
    made = grievances.record(involved_employee_ids=[grievances.e1])
    complaint = registered(feed, grievances)
    assert of_complaint(grievances, complaint) == []
    waiting, = grievances.clerk.get("/v1/grievance-complaints", params={"waiting": "true", "complaint_id": complaint}, expect=200).json()["items"]
    path = f"/v1/grievance-complaints/{waiting['id']}/link"
    assert code_of(grievances.a.head.post(path, {"grievance_id": made["id"]})) == (403, "FORBIDDEN_ROLE")
    linked = grievances.clerk.post(path, {"grievance_id": made["id"]}, expect=200).json()
    assert (linked["id"], linked["complaint_id"], linked["source"]) == (made["id"], complaint, "COMPLAINT_TO_GM")
    assert grievances.fines(made) == money(("A", grievances.e1, 10000), ("B", grievances.ha, 10000))
    assert code_of(grievances.clerk.post(path, {"grievance_id": made["id"]})) == (409, "INVALID_STATE")
    settled(feed, complaint, f"{grievances.today()}T00:00:01+08:00")
    assert grievances.get(made)["state"] == "RESOLVED"


def test_R1_30_another_matter_and_what_was_heard_meanwhile(grievances, feed):
    made = grievances.record()
    complaint = registered(feed, grievances)
    settled(feed, complaint, f"{grievances.today()}T00:00:01+08:00")
    waiting, = grievances.clerk.get("/v1/grievance-complaints", params={"complaint_id": complaint}, expect=200).json()["items"]
    assert grievances.clerk.get(f"/v1/grievance-complaints/{waiting['id']}", expect=200).json()["settled_at"]
    other = grievances.clerk.post(f"/v1/grievance-complaints/{waiting['id']}/link", {}, expect=200).json()
    assert other["id"] != made["id"] and other["state"] == "RESOLVED"
    assert grievances.get(made)["state"] == "OPEN"


def test_R1_30_an_opinion_is_no_complaint(grievances, feed):
    """It is never settled and never overdue: no grievance, no fine."""
    feedback = registered(feed, grievances, kind="FEEDBACK")
    assert of_complaint(grievances, feedback) == []
    assert grievances.gm.get("/v1/penalties", params={"person_id": grievances.e1}, expect=200).json()["items"] == []
    assert grievances.clerk.get("/v1/grievance-complaints", params={"complaint_id": feedback}, expect=200).json()["items"] == []
    assert of_complaint(grievances, registered(feed, grievances, kind="COMPLAINT"))["state"] == "OPEN"


def test_R1_30_no_complaint_is_hidden_behind_what_was_resolved(grievances, feed):
    """Linked to a resolved grievance it could cost nothing any more."""
    resolved, still = grievances.record(), grievances.record()
    grievances.act(resolved, "resolve", grievances.a.head, {"statement": "已上门道歉"})
    grievances.act(resolved, "confirm", grievances.clerk, {"confirmed": True, "statement": "顾客满意"})
    complaint = registered(feed, grievances)
    waiting, = grievances.clerk.get("/v1/grievance-complaints", params={"complaint_id": complaint}, expect=200).json()["items"]
    path = f"/v1/grievance-complaints/{waiting['id']}/link"
    answer = grievances.clerk.post(path, {"grievance_id": resolved["id"]})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R1.30"
    assert "complaint_id" not in grievances.get(resolved)
    assert grievances.clerk.post(path, {"grievance_id": still["id"]}, expect=200).json()["complaint_id"] == complaint
