"""Grievances, their fines A, B and C, and the transfer after three days (R1.30-R1.32)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, pointers, told
from grievances import grievances, money  # noqa: F401


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


def test_what_hangs_on_a_merged_customer_follows_it(grievances):
    """Of unit A, which had the record twice."""
    twice = grievances.a.customer(by=1, phone=None)
    made = grievances.record(customer_id=twice["id"])
    body = {"customer_id": twice["id"], "kind": "REGULAR", "act": "HOME_VISIT", "at_home": True}
    service = grievances.a.clients[0].post("/v1/service-records", body, expect=201).json()
    survivor = grievances.customer["id"]
    grievances.clerk.post(f"/v1/customers/{survivor}/merge", {"merged_id": twice["id"], "reason": "同一顾客"}, expect=200)
    assert grievances.get(made)["customer_id"] == survivor
    assert grievances.gm.get(f"/v1/service-records/{service['id']}", expect=200).json()["customer_id"] == survivor
    visited = grievances.gm.get(f"/v1/customers/{survivor}/service-status", expect=200).json()["visited_at"]
    assert visited == service["at"]
    # An act for the record that is an alias now is one for the customer.
    again = grievances.record(customer_id=twice["id"])
    assert again["customer_id"] == survivor


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


def test_R1_32_who_recorded_it_does_not_confirm_it(grievances):
    """Neither does another head, who is not its manager: four eyes."""
    made = grievances.record(involved_employee_ids=[grievances.e1])
    second = grievances.a.employee("H")
    both = grievances.a.client(second, ["department_head", "crm_clerk"])
    grievances.act(made, "resolve", both, {"statement": "已上门道歉"})
    body = {"confirmed": True, "statement": "顾客满意"}
    assert grievances.act(made, "confirm", both, body, expect=403)["code"] == "SEPARATION_OF_DUTIES"
    assert grievances.act(made, "confirm", grievances.clerk, body)["state"] == "RESOLVED"


def test_R1_30_a_customer_with_a_grievance_is_not_withdrawn(grievances):
    """Nor one who was served or invited: the record was no entry by mistake."""
    e1 = grievances.a.clients[0]
    mistaken = grievances.a.customer()
    e1.post(f"/v1/customers/{mistaken['id']}/withdraw", expect=200)
    grievances.record(involved_employee_ids=[grievances.e1])
    assert code_of(e1.post(f"/v1/customers/{grievances.customer['id']}/withdraw")) == (409, "INVALID_STATE")
    served = grievances.a.customer()
    body = {"customer_id": served["id"], "kind": "REGULAR", "act": "TELEPHONE"}
    e1.post("/v1/service-records", body, expect=201)
    assert code_of(e1.post(f"/v1/customers/{served['id']}/withdraw")) == (409, "INVALID_STATE")
