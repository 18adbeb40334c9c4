"""Grievances, their fines A, B and C, and the transfer after three days (R1.30-R1.33)."""
import datetime
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from admissions import ZONE
from factories import code_of, etag, pointers, told
from feed import Feed
from units import Unit


class Grievances:
    """Unit A with a customer of E1, another unit B, the CRM clerk, the director and the general manager."""

    def __init__(self, company, clock):
        self.company, self.clock = company, clock
        self.a, self.b = Unit(company, count=3), Unit(company, count=1)
        self.clerk = company.api(roles="crm_clerk")
        self.director, self.gm = company.client("customer_resource_director"), company.client("general_manager")
        self.finance = company.client("finance")
        self.customer = self.a.customer()
        self.e1, self.e2, self.e3 = self.a.ids()
        self.ha = self.a.head_employee["id"]

    def record(self, by=None, expect=201, **more):
        body = {"customer_id": self.customer["id"], "cause": "EMPLOYEE_ATTITUDE", **more}
        return (by or self.a.clients[2]).post("/v1/grievances", body, expect=expect).json()

    def act(self, grievance, action, by, body=None, expect=200):
        return by.post(f"/v1/grievances/{grievance['id']}/{action}", body, expect=expect).json()

    def get(self, grievance):
        return self.gm.get(f"/v1/grievances/{grievance['id']}", expect=200).json()

    def fines(self, grievance):
        """[(letter, person, fen)] of a grievance, in order."""
        found = self.gm.get("/v1/penalties", params={"basis_id": grievance["id"], "limit": 100}, expect=200).json()["items"]
        return sorted((one["type"][-1], one["person_id"], one["amount_fen"]) for one in found)

    def becomes(self, grievance, state, patience=15):
        until = time.monotonic() + patience
        while (found := self.get(grievance))["state"] != state and time.monotonic() < until:
            time.sleep(0.1)
        assert found["state"] == state
        return found

    def today(self, days=0):
        return (datetime.datetime.fromtimestamp(self.clock.now(), ZONE).date() + datetime.timedelta(days)).isoformat()

    def to(self, days, at="00:00:00"):
        """To a time of the day so many days from today."""
        moment = datetime.datetime.fromisoformat(f"{self.today(days)}T{at}").replace(tzinfo=ZONE).timestamp()
        assert moment > self.clock.now()
        self.clock.forward(moment - self.clock.now())

    def carry_out(self, grievance):
        change, = self.clerk.get("/v1/ownership-changes", params={"basis_id": grievance["id"], "state": "DIRECTED"}, expect=200).json()["items"]
        return self.clerk.post(f"/v1/ownership-changes/{change['id']}/carry-out", expect=200).json()


@pytest.fixture
def grievances(company, clock):
    return Grievances(company, clock)


@pytest.fixture(scope="module")
def feed(suite):
    feed = Feed(suite, "complaints")
    yield feed
    feed.stop()


def money(*fines):
    return sorted(fines)


def test_grievance_create(grievances):
    made = grievances.record(text="上门讲解产品时态度生硬")
    assert (made["state"], made["source"], made["department_id"], made["manager_id"]) == ("OPEN", "DISCOVERED", grievances.a.id, grievances.ha)
    assert made["day_zero"] == grievances.today() and made["due_on"] == grievances.today(3)
    assert made["decision"]["rule"] == "R1.30" and not made["judgement_pending"]
    path = f"/v1/grievances/{made['id']}"
    for by in (grievances.a.head, grievances.a.clients[2], grievances.clerk, grievances.director):
        assert by.get(path, expect=200).json()["id"] == made["id"]
    for by in (grievances.b.head, grievances.a.clients[0], grievances.b.clients[0]):
        assert by.get(path).status_code == 404
    changed = grievances.a.head.patch(path, {"cause": "SERVICE_INADEQUATE"}, match=etag(made), expect=200).json()
    assert changed["cause"] == "SERVICE_INADEQUATE" and grievances.fines(made) == []
    assert grievances.b.head.patch(path, {"cause": "OTHER"}, match=etag(changed)).status_code == 403


def test_R1_30_example_1_what_is_refused(grievances, company):
    answer = grievances.a.clients[0].post("/v1/grievances", {"customer_id": grievances.customer["id"], "cause": "OTHER"})
    assert code_of(answer) == (400, "VALIDATION_FAILED") and pointers(answer) == ["/text"]
    answer = grievances.a.clients[0].post("/v1/grievances", {"customer_id": grievances.customer["id"], "cause": "NOISE"})
    assert code_of(answer) == (400, "VALIDATION_FAILED") and pointers(answer) == ["/cause"]
    assert grievances.record(known_at=f"{grievances.today(1)}T00:00:00+08:00", expect=422)["code"] == "TIME_IN_FUTURE"
    assert grievances.record(customer_id=company.customer()["id"], expect=422)["code"] == "NO_DEPARTMENT"
    assert grievances.record(source="COMPLAINT_TO_GM", expect=403)["rule"] == "R1.30"
    assert grievances.record(involved_employee_ids=[str(uuid.uuid4())], expect=400)["errors"][0]["pointer"] == "/involved_employee_ids"


def test_R1_30_example_3_two_matters_on_one_day(grievances):
    assert grievances.record(cause="SERVICE_INADEQUATE")["id"] != grievances.record(cause="DEPARTMENT_DISPUTE")["id"]


def test_R1_31_examples_1_and_2(grievances, company):
    made = grievances.record(involved_employee_ids=[grievances.e1, grievances.e2])
    assert grievances.fines(made) == money(("A", grievances.e1, 10000), ("A", grievances.e2, 10000))
    to_gm = grievances.record(by=grievances.gm, source="COMPLAINT_TO_GM", involved_employee_ids=[grievances.e1])
    assert grievances.fines(to_gm) == money(("B", grievances.e1, 10000), ("B", grievances.ha, 10000))
    events = told(company.client("service"), "grievance.fined", to_gm["id"], count=2)
    assert {event["data"]["person_id"] for event in events} == {grievances.e1, grievances.ha}
    assert events[0]["data"]["type"] == "GRIEVANCE_B" and events[0]["data"]["amount_fen"] == 10000


def test_R1_31_example_3_first_A_then_the_general_manager(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    assert grievances.act(made, "escalate", grievances.a.head, expect=403)["code"] == "FORBIDDEN_ROLE"
    up = grievances.act(made, "escalate", grievances.gm)
    assert up["source"] == "COMPLAINT_TO_GM" and up["decision"]["rule"] == "R1.31"
    assert grievances.fines(made) == money(("A", grievances.e1, 10000), ("B", grievances.ha, 10000))
    assert grievances.act(made, "escalate", grievances.gm, expect=409)["code"] == "INVALID_STATE"


def test_R1_31_example_4_the_manager_is_involved_himself(grievances):
    made = grievances.record(by=grievances.gm, source="COMPLAINT_TO_GM", involved_employee_ids=[grievances.ha])
    assert grievances.fines(made) == [("B", grievances.ha, 10000)]


def test_R1_31_example_5_three_grievances(grievances):
    for _ in range(3):
        grievances.record(involved_employee_ids=[grievances.e1])
    month, = grievances.gm.get("/v1/penalties/months", params={"person_id": grievances.e1}, expect=200).json()["items"]
    assert (month["fines"], month["amount_fen"], month["month"]) == (3, 30000, grievances.today()[:7])


def test_R1_31_fines_wait_for_names(grievances):
    made = grievances.record()
    assert grievances.fines(made) == []
    grievances.act(made, "involved", grievances.a.head, {"employee_ids": [grievances.e1]})
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: grievances.act(made, "involved", grievances.clerk, {"employee_ids": [grievances.e1, grievances.e2]}), range(3)))
    assert grievances.fines(made) == money(("A", grievances.e1, 10000), ("A", grievances.e2, 10000))
    assert sorted(grievances.get(made)["involved_employee_ids"]) == sorted([grievances.e1, grievances.e2])
    assert grievances.act(made, "involved", grievances.b.head, {"employee_ids": [grievances.e3]}, expect=403)["rule"] == "R1.30"
    to_gm = grievances.record(by=grievances.gm, source="COMPLAINT_TO_GM")
    assert grievances.fines(to_gm) == [("B", grievances.ha, 10000)]


def test_R1_32_example_1_the_last_second(grievances):
    in_time, late = (grievances.record(involved_employee_ids=[grievances.e1]) for _ in range(2))
    grievances.to(3, "23:59:58")
    resolved = grievances.act(in_time, "resolve", grievances.a.head, {"statement": "顾客已接受道歉"})
    assert resolved["state"] == "OPEN" and resolved["decision"]["outcome"] == "TO_BE_CONFIRMED"
    grievances.clock.forward(3)
    overdue = grievances.becomes(late, "OVERDUE")
    assert overdue["overdue_on"] == grievances.today()
    assert grievances.fines(late) == money(("A", grievances.e1, 10000), ("C", grievances.e1, 50000), ("C", grievances.ha, 50000))
    assert grievances.get(in_time)["judgement_pending"] is True
    done = grievances.act(in_time, "confirm", grievances.clerk, {"confirmed": True, "statement": "电话确认"})
    assert (done["state"], done["decision"]["rule"], done["judgement_pending"]) == ("RESOLVED", "R1.32", False)
    assert grievances.fines(in_time) == [("A", grievances.e1, 10000)]


def test_R1_32_example_5_known_just_before_midnight(grievances):
    grievances.to(1, "23:59:55")
    made = grievances.record()
    assert made["due_on"] == grievances.today(3)


def test_R1_32_the_customer_denies(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e2])
    grievances.act(made, "resolve", grievances.a.head, {"statement": "已处理"})
    denied = grievances.act(made, "confirm", grievances.clerk, {"confirmed": False})
    assert denied["state"] == "OPEN" and "resolution_at" not in denied
    grievances.act(made, "resolve", grievances.a.head, {"statement": "再次处理"})
    grievances.to(4, "10:00:00")
    denied = grievances.act(made, "confirm", grievances.clerk, {"confirmed": False, "statement": "仍不满意"})
    assert (denied["state"], denied["overdue_on"]) == ("OVERDUE", grievances.today())
    assert ("C", grievances.ha, 50000) in grievances.fines(made)


def test_R1_32_who_confirms(grievances):
    clerk = grievances.company.employee(grievances.a.department)
    client = grievances.company.api(roles="crm_clerk", sub=clerk["subject"], department=grievances.a.id)
    made = grievances.record(involved_employee_ids=[clerk["id"]])
    assert grievances.act(made, "resolve", grievances.b.head, {"statement": "x"}, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert grievances.act(made, "confirm", grievances.clerk, {"confirmed": True}, expect=409)["code"] == "INVALID_STATE"
    grievances.act(made, "resolve", grievances.a.head, {"statement": "x"})
    assert grievances.act(made, "confirm", client, {"confirmed": True}, expect=403)["code"] == "SEPARATION_OF_DUTIES"
    assert grievances.act(made, "confirm", grievances.clerk, {"confirmed": True})["state"] == "RESOLVED"


def test_R1_32_after_a_stop_of_several_days(grievances, suite):
    """Overdue since the fourth day, whatever day it is done; and judged before anybody acts on it."""
    made = grievances.record(involved_employee_ids=[grievances.e1])
    fourth = grievances.today(4)
    suite.kill("customers")
    grievances.to(9, "12:00:00")
    suite.script("suite", "start")
    late = grievances.act(made, "resolve", grievances.a.head, {"statement": "终于解决"})
    assert late["state"] == "OVERDUE"
    done = grievances.act(made, "confirm", grievances.clerk, {"confirmed": True})
    assert (done["state"], done["overdue_on"]) == ("RESOLVED_LATE", fourth)
    fines = grievances.gm.get("/v1/penalties", params={"basis_id": made["id"], "type": "GRIEVANCE_C"}, expect=200).json()["items"]
    assert [one["occurred_on"] for one in fines] == [fourth, fourth]


def test_R1_32_transfer(grievances, company):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    target = {"to_employee_id": grievances.b.ids()[0]}
    assert grievances.act(made, "transfer", grievances.director, target, expect=409)["code"] == "INVALID_STATE"
    grievances.to(4)
    grievances.becomes(made, "OVERDUE")
    own = {"to_employee_id": grievances.e2}
    assert grievances.act(made, "transfer", grievances.director, own, expect=422)["code"] == "SAME_DEPARTMENT"
    assert grievances.act(made, "transfer", grievances.gm, target, expect=403)["code"] == "FORBIDDEN_ROLE"
    directed = grievances.act(made, "transfer", grievances.director, target)
    assert directed["state"] == "OVERDUE" and directed["decision"]["rule"] == "R1.32"
    assert grievances.act(made, "transfer", grievances.director, target, expect=409)["code"] == "ALREADY_TAKEN"
    change = grievances.carry_out(made)
    assert (change["state"], change["cause"], change["late"]) == ("DONE", "GRIEVANCE_OVERDUE", False)
    moved = grievances.clerk.get(f"/v1/customers/{grievances.customer['id']}", expect=200).json()
    assert (moved["department_id"], moved["responsible_employee_id"]) == (grievances.b.id, grievances.b.ids()[0])
    assert grievances.a.head.get(f"/v1/customers/{moved['id']}").status_code == 404
    assert grievances.b.head.get(f"/v1/customers/{moved['id']}").status_code == 200
    event = told(company.client("service"), "customer.owner_changed", moved["id"])[-1]
    assert event["data"] == {"customer_id": moved["id"], "old": grievances.e1, "new": grievances.b.ids()[0], "cause": "GRIEVANCE_OVERDUE"}
    event, = told(company.client("service"), "grievance.transferred", made["id"])
    assert event["data"]["department_id"] == grievances.b.id
    assert grievances.get(made)["state"] == "TRANSFERRED"
    # It is still to be resolved; a grievance known before the transfer is the first department's.
    before = grievances.record(known_at=f"{grievances.today(-1)}T12:00:00+08:00")
    assert (before["department_id"], before["manager_id"]) == (grievances.a.id, grievances.ha)
    assert grievances.record()["department_id"] == grievances.b.id


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


def test_grievances_are_listed_and_counted(grievances):
    made = grievances.record(cause="SERVICE_INADEQUATE")
    head = grievances.a.head
    found = head.get("/v1/grievances", params={"cause": "SERVICE_INADEQUATE", "state": "OPEN"}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [made["id"]]
    month, = head.get("/v1/grievances/months", expect=200).json()["items"]
    assert (month["grievances"], month["overdue"], month["cause"]) == (1, 0, "SERVICE_INADEQUATE")
    csv = head.get("/v1/grievances", headers={"Accept": "text/csv"}, expect=200)
    assert made["id"] in csv.text
    assert head.get(f"/v1/grievances/{made['id']}/history", expect=200).json()["items"]


# R1.33: the register of fines.

def a_fine(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    return grievances.gm.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"][0]


def test_R1_33_example_1_who_reads_it(grievances, company):
    fine = a_fine(grievances)
    assert (fine["type"], fine["basis"], fine["state"], fine["month"]) == ("GRIEVANCE_A", "grievance", "IMPOSED", grievances.today()[:7])
    path = f"/v1/penalties/{fine['id']}"
    for by in (grievances.a.clients[0], grievances.a.head, grievances.gm, grievances.finance):
        assert by.get(path, expect=200).json()["amount_fen"] == 10000
    for by in (grievances.a.clients[1], grievances.b.head, grievances.clerk):
        assert by.get(path).status_code == 404
    assert grievances.a.clients[1].get("/v1/penalties", expect=200).json()["items"] == []
    event, = told(company.client("service"), "penalty.imposed", fine["id"])
    assert event["data"]["person_id"] == grievances.e1
    kept, = grievances.gm.get(path + "/decisions", expect=200).json()["items"]
    assert (kept["rule"], kept["parameters"]) == ("R1.31", {"grievance.fine_a_fen": 10000})


def test_R1_33_nobody_enters_or_changes_one(grievances):
    path = f"/v1/penalties/{a_fine(grievances)['id']}"
    assert grievances.gm.post("/v1/penalties", {"amount_fen": 1}).status_code == 405
    assert grievances.gm.patch(path, {"amount_fen": 1}).status_code == 405
    assert grievances.gm.delete(path).status_code == 405


def test_R1_33_example_2_a_cancelled_fine_counts_nothing(grievances):
    fine, other = a_fine(grievances), a_fine(grievances)
    path = f"/v1/penalties/{fine['id']}"
    body = {"reason": "系统时间有误"}
    assert code_of(grievances.a.head.post(path + "/cancel", body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(grievances.finance.post(path + "/cancel", body)) == (403, "FORBIDDEN_ROLE")
    assert grievances.gm.post(path + "/cancel", {}).status_code == 400
    done = grievances.gm.post(path + "/cancel", body, expect=200).json()
    assert (done["state"], done["cancel_reason"], done["decision"]["rule"]) == ("CANCELLED", "系统时间有误", "R1.33")
    assert code_of(grievances.finance.post(path + "/settle")) == (409, "INVALID_STATE")
    settled = grievances.finance.post(f"/v1/penalties/{other['id']}/settle", expect=200).json()
    assert settled["state"] == "SETTLED"
    assert code_of(grievances.gm.post(f"/v1/penalties/{other['id']}/cancel", body)) == (409, "INVALID_STATE")
    month, = grievances.finance.get("/v1/penalties/months", params={"person_id": grievances.e1}, expect=200).json()["items"]
    assert (month["fines"], month["amount_fen"], month["settled_fen"]) == (1, 10000, 10000)


def test_R1_33_not_the_own(grievances):
    boss = grievances.a.employee("GM")
    client = grievances.company.api(roles="general_manager", sub=boss["subject"])
    made = grievances.record(involved_employee_ids=[boss["id"]])
    fine, = client.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"]
    assert code_of(client.post(f"/v1/penalties/{fine['id']}/cancel", {"reason": "x"})) == (403, "SEPARATION_OF_DUTIES")


def test_R1_33_example_3_no_second_fine_after_a_cancelled_one(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    fine, = grievances.gm.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"]
    grievances.gm.post(f"/v1/penalties/{fine['id']}/cancel", {"reason": "x"}, expect=200)
    grievances.act(made, "involved", grievances.clerk, {"employee_ids": [grievances.e1]})
    assert len(grievances.fines(made)) == 1


def test_penalties_as_csv(grievances):
    fine = a_fine(grievances)
    csv = grievances.finance.get("/v1/penalties", params={"person_id": grievances.e1}, headers={"Accept": "text/csv"}, expect=200)
    assert csv.text.splitlines()[0].lstrip("\ufeff").startswith("id,type,person_id") and fine["id"] in csv.text
    months = grievances.finance.get("/v1/penalties/months", params={"person_id": grievances.e1}, headers={"Accept": "text/csv"}, expect=200)
    assert "10000" in months.text
