"""Customers whose service has lapsed: taken by others, given away by the company (R1.28, R1.29)."""
import datetime
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import code_of, told
from service_record_test import last_good_day, serve, status, to, today
from units import Unit


class Lapses:
    def __init__(self, company, clock):
        self.company, self.clock = company, clock
        self.a, self.b, self.c = (Unit(company, count=2) for _ in range(3))
        self.clerk = company.api(roles="crm_clerk")
        self.director, self.gm = company.client("customer_resource_director"), company.client("general_manager")
        self.customer = self.a.customer()
        self.lapses_on = (last_good_day(clock) + datetime.timedelta(1)).isoformat()

    def lapse(self):
        to(self.clock, self.lapses_on, "10:00:00")
        return self

    def take(self, by=None, expect=201):
        return (by or self.b.clients[0]).post("/v1/lapse-reports", {"customer_id": self.customer["id"]}, expect=expect).json()

    def act(self, report, action, by, body=None, expect=200):
        return by.post(f"/v1/lapse-reports/{report['id']}/{action}", body, expect=expect).json()

    def report(self, report, by=None, expect=200):
        return self.act(report, "report", by or self.b.clients[0], {"text": "三个月无人家访"}, expect)

    def get(self, report):
        return self.gm.get(f"/v1/lapse-reports/{report['id']}", expect=200).json()

    def give(self, employee_id, by=None, expect=201):
        body = {"customer_id": self.customer["id"], "to_employee_id": employee_id, "reason": "原部门服务不到位"}
        return (by or self.gm).post("/v1/ownership-changes", body, expect=expect).json()

    def carry_out(self, change_id, by=None, expect=200):
        return (by or self.clerk).post(f"/v1/ownership-changes/{change_id}/carry-out", expect=expect).json()

    def owner(self):
        found = self.clerk.get(f"/v1/customers/{self.customer['id']}", expect=200).json()
        return found["department_id"], found["responsible_employee_id"]


@pytest.fixture
def lapses(company, clock):
    return Lapses(company, clock)


def test_R1_28_example_1_not_a_second_earlier(lapses, clock):
    day = (datetime.date.fromisoformat(lapses.lapses_on) - datetime.timedelta(1)).isoformat()
    to(clock, day, "23:59:57")
    refused = lapses.take(expect=422)
    assert refused["code"] == "SERVICE_NOT_LAPSED" and refused["rule"] == "R1.28"
    clock.forward(3)
    taken = lapses.take()
    assert (taken["state"], taken["lapsed_from"], taken["reasons"]) == ("TAKEN", lapses.lapses_on, ["NOT_INVITED", "NO_HOME_VISIT"])
    assert (taken["department_id"], taken["to_department_id"], taken["employee_id"]) == (lapses.a.id, lapses.b.id, lapses.b.ids()[0])


def test_R1_28_the_whole_way(lapses, company):
    lapses.lapse()
    taken = lapses.take()
    path = f"/v1/lapse-reports/{taken['id']}"
    assert lapses.a.head.get(path).status_code == lapses.b.head.get(path).status_code == 200
    assert lapses.c.head.get(path).status_code == 404
    assert lapses.act(taken, "direct", lapses.director, expect=409)["code"] == "INVALID_STATE"
    assert lapses.report(taken, by=lapses.b.clients[1], expect=403)["code"] == "FORBIDDEN_ROLE"
    reported = lapses.report(taken)
    assert (reported["state"], reported["late"], reported["decision"]["rule"]) == ("REPORTED", False, "R1.28")
    # Example 4: the old employee visits; the change still goes through.
    serve(lapses.a.clients[0], lapses.customer, at_home=True)
    assert lapses.act(taken, "direct", lapses.gm, expect=403)["code"] == "FORBIDDEN_ROLE"
    directed = lapses.act(taken, "direct", lapses.director)
    assert directed["state"] == "REPORTED" and directed["change_id"]
    assert lapses.act(taken, "direct", lapses.director, expect=409)["code"] == "INVALID_STATE"
    assert lapses.act(taken, "reject", lapses.director, {"reason": "x"}, expect=409)["code"] == "INVALID_STATE"
    assert lapses.carry_out(directed["change_id"], by=lapses.director, expect=403)["code"] == "FORBIDDEN_ROLE"
    done = lapses.carry_out(directed["change_id"])
    assert (done["state"], done["cause"], done["basis_id"], done["late"]) == ("DONE", "LAPSE", taken["id"], False)
    assert lapses.owner() == (lapses.b.id, lapses.b.ids()[0]) and lapses.get(taken)["state"] == "CHANGED"
    event = told(company.client("service"), "customer.owner_changed", lapses.customer["id"])[-1]
    assert event["data"] == {"customer_id": lapses.customer["id"], "old": lapses.a.ids()[0], "new": lapses.b.ids()[0], "cause": "LAPSE"}
    # R1.27 example 5: anew for the new employee.
    assert status(lapses.b.head, lapses.customer)["state"] == "SERVED"
    assert lapses.a.clients[0].get(f"/v1/customers/{lapses.customer['id']}").status_code == 404
    assert lapses.carry_out(directed["change_id"], expect=409)["code"] == "INVALID_STATE"


def test_R1_28_a_director_who_is_a_clerk_too(lapses):
    lapses.lapse()
    both = lapses.company.api(roles=["customer_resource_director", "crm_clerk"])
    taken = lapses.take()
    lapses.report(taken)
    directed = lapses.act(taken, "direct", both)
    assert lapses.carry_out(directed["change_id"], by=both, expect=403)["code"] == "SEPARATION_OF_DUTIES"


def test_R1_28_example_2_two_at_once(lapses):
    lapses.lapse()
    people = [lapses.b.clients[0], lapses.c.clients[0], lapses.b.clients[1], lapses.c.clients[1]]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda by: by.post("/v1/lapse-reports", {"customer_id": lapses.customer["id"]}), people))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "ALREADY_TAKEN")] * 3
    assert {answer.json()["rule"] for answer in answers if answer.status_code == 409} == {"R1.28"}


def test_R1_28_example_2_two_invitations_at_once(lapses, joint):
    """To gatherings of two departments: one takes the customer, the other one invites nobody."""
    lapses.lapse()
    own = joint.gather()
    other = joint.gather(department=joint.b)
    jobs = [(joint.e4, own), (joint.e9, other), (joint.e1, own)]
    body = {"customer_id": lapses.customer["id"]}
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda job: job[0].post(f"/v1/gatherings/{job[1]['id']}/invitations", body), jobs))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    lost = {(answer.json()["code"], answer.json()["rule"]) for answer in answers if answer.status_code == 409}
    assert lost == {("ALREADY_TAKEN", "R1.28")}
    taken, = lapses.gm.get("/v1/lapse-reports", params={"customer_id": lapses.customer["id"]}, expect=200).json()["items"]
    invited, = [answer.json() for answer in answers if answer.status_code == 201]
    assert taken["employee_id"] == invited["employee_id"]


def test_R1_28_who_may_not(lapses, company):
    lapses.lapse()
    assert lapses.take(by=lapses.a.clients[1], expect=422)["code"] == "SAME_DEPARTMENT"
    sales = company.employee(company.s1)
    client = company.api(roles="employee", sub=sales["subject"], department=company.s1["id"])
    assert lapses.take(by=client, expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    assert lapses.take(by=company.client("employee", lapses.b.department), expect=403)["code"] == "FORBIDDEN_ROLE"


def test_R1_28_example_3_the_window(lapses, clock):
    lapses.lapse()
    first = lapses.take()
    clock.forward(minutes=59, seconds=55)
    assert lapses.report(first)["late"] is False
    lapses.act(first, "reject", lapses.director, {"reason": "顾客否认"})
    assert lapses.get(first)["state"] == "REJECTED"

    second = lapses.take()
    clock.forward(hours=1, seconds=1)
    late = lapses.report(second)
    assert (late["state"], late["late"]) == ("REPORTED", True)
    lapses.act(second, "reject", lapses.director, {"reason": "逾时"})

    third = lapses.take()
    clock.forward(hours=1, seconds=1)
    fourth = lapses.take(by=lapses.c.clients[0])  # expired, so others may take the customer
    assert lapses.get(third)["state"] == "EXPIRED"
    assert lapses.report(third, expect=409)["code"] == "ALREADY_TAKEN"
    assert lapses.report(fourth, by=lapses.c.clients[0])["state"] == "REPORTED"


def test_R1_28_it_expires_by_itself_after_any_stop(lapses, clock, suite):
    lapses.lapse()
    taken = lapses.take()
    suite.kill("customers")
    clock.forward(days=3)
    suite.script("suite", "start")
    for _ in range(100):
        if lapses.get(taken)["state"] == "EXPIRED":
            break
        time.sleep(0.1)
    assert lapses.get(taken)["state"] == "EXPIRED"
    assert lapses.report(taken)["late"] is True


def test_R1_29_examples_1_and_2(lapses, company):
    assert lapses.give(lapses.a.ids()[1], expect=422)["code"] == "SERVICE_NOT_LAPSED"
    lapses.lapse()
    assert lapses.give(lapses.a.ids()[1], by=lapses.a.head, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert lapses.give(lapses.a.ids()[0], expect=422)["code"] == "NO_CHANGE"
    assert lapses.give(company.employee(company.s1)["id"], expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    change = lapses.give(lapses.a.ids()[1], by=lapses.director)
    assert (change["state"], change["cause"], change["decision"]["rule"]) == ("DIRECTED", "REASSIGNED", "R1.29")
    assert lapses.take(expect=409)["code"] == "ALREADY_TAKEN"
    assert lapses.give(lapses.b.ids()[0], expect=409)["code"] == "ALREADY_TAKEN"
    lapses.carry_out(change["id"])
    assert lapses.owner() == (lapses.a.id, lapses.a.ids()[1])
    event = told(company.client("service"), "customer.owner_changed", lapses.customer["id"])[-1]
    assert event["data"]["cause"] == "REASSIGNED"


def test_R1_29_served_again_this_morning(lapses, joint, clock):
    guest = joint.guest()
    to(clock, (last_good_day(clock) + datetime.timedelta(1)).isoformat(), "09:00:00")
    serve(joint.e1, guest, at_home=True)
    joint.gather()
    joint.confirmed(joint.e1, guest)
    joint.arrive(guest)
    lapses.customer = guest
    assert lapses.give(lapses.b.ids()[0], expect=422)["code"] == "SERVICE_NOT_LAPSED"


def test_R1_29_example_3_taken_and_given_at_once(lapses):
    lapses.lapse()
    body = {"customer_id": lapses.customer["id"], "to_employee_id": lapses.c.ids()[0], "reason": "x"}
    jobs = [lambda: lapses.gm.post("/v1/ownership-changes", body),
            lambda: lapses.b.clients[0].post("/v1/lapse-reports", {"customer_id": lapses.customer["id"]})]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda job: job(), jobs))
    assert sorted(map(code_of, answers), key=str) == [(201, None), (409, "ALREADY_TAKEN")]


def test_a_change_is_withdrawn(lapses):
    lapses.lapse()
    taken = lapses.take()
    lapses.report(taken)
    first = lapses.act(taken, "direct", lapses.director)["change_id"]
    gone = lapses.director.post(f"/v1/ownership-changes/{first}/withdraw", expect=200).json()
    assert gone["state"] == "WITHDRAWN" and "change_id" not in lapses.get(taken)
    second = lapses.act(taken, "direct", lapses.director)["change_id"]
    lapses.company.administrator.patch(f"/v1/employees/{lapses.b.ids()[0]}", {"status": "LEFT"}, match='"1"', expect=200)
    assert lapses.carry_out(second, expect=409)["code"] == "INVALID_STATE"


def test_R1_28_late_changes_are_marked(lapses, clock):
    lapses.lapse()
    change = lapses.give(lapses.b.ids()[0])
    clock.forward(days=2)
    assert lapses.carry_out(change["id"])["late"] is True
    found = lapses.b.head.get("/v1/ownership-changes", params={"state": "DONE", "cause": "REASSIGNED"}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [change["id"]]


def test_R1_28_an_invitation_to_a_gathering_takes_the_customer(lapses, joint):
    """Of unit A of the gathering, for a customer of another unit."""
    customer = lapses.customer
    joint.gather()
    assert joint.invite(joint.e4, customer, expect=422)["code"] == "SERVICE_NOT_LAPSED"
    lapses.lapse()
    joint.gather()
    invited = joint.invite(joint.e4, customer)
    assert invited["state"] == "INVITED"
    report, = joint.e4.get("/v1/lapse-reports", params={"customer_id": customer["id"]}, expect=200).json()["items"]
    assert (report["state"], report["employee_id"]) == ("TAKEN", joint.e4.id)
    assert lapses.take(expect=409)["code"] == "ALREADY_TAKEN"
    # Reported or not, who has taken it invites it to the next one, too.
    lapses.report(report, by=joint.e4.client)
    joint.gather()
    assert joint.invite(joint.e4, customer)["state"] == "INVITED"
    assert len(joint.e4.get("/v1/lapse-reports", params={"customer_id": customer["id"]}, expect=200).json()["items"]) == 1
