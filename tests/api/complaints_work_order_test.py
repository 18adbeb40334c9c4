"""Solve first, work contact order afterwards (R6.9)."""
from factories import code_of


def work(requests_of, start=-3600, end=-60, **more):
    at = requests_of.complaints.at
    return {"work_start": at(start), "work_end": at(end), "done_text": "更换交换机端口", **more}


def test_R6_9_the_first_responder_solves_first(requests_of):
    tech = requests_of.departments["tech"]["id"]
    request = requests_of.record()
    client, path = requests_of.client("employee"), f"/v1/service-requests/{request['id']}"
    done = requests_of.act(request, "works", work(requests_of, department_id=tech), expect=201)
    assert done["cross_department"] is True and done["due_at"]
    assert requests_of.get(request["id"])["wco_owed"] is True
    requests_of.act(request, "resolve", {"resolution": "已更换端口"})
    answer = client.post(path + "/close", {"confirmed": True})
    assert code_of(answer) == (409, "WCO_OWED") and answer.json()["rule"] == "R6.9"
    after = {"to_department_id": tech, "task": "补交工作联络单", "after_the_fact": True}
    wrong = {**after, **work(requests_of, -10, 3600)}
    assert code_of(client.post(path + "/work-contact-orders", wrong)) == (422, "TIMES_INCONSISTENT")
    answer = requests_of.client("customer_service").post(path + "/work-contact-orders", after)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R6.9"
    order = requests_of.act(request, "work-contact-orders", after, expect=201)
    assert order["from_department_id"] == requests_of.departments["accounts"]["id"]
    assert order["state"] == "DONE" and order["late"] is False and order["work_end"] == done["work_end"]
    assert requests_of.get(request["id"])["wco_owed"] is False
    assert code_of(client.post(path + "/work-contact-orders", after)) == (409, "INVALID_STATE")
    assert requests_of.act(request, "close", {"confirmed": True})["state"] == "CLOSED"


def test_R6_9_example_1_a_late_order_is_taken(requests_of):
    request = requests_of.record()
    tech = requests_of.departments["tech"]["id"]
    requests_of.act(request, "works", work(requests_of, department_id=tech), expect=201)
    requests_of.clock.forward(days=12)
    order = requests_of.act(request, "work-contact-orders", {"to_department_id": tech, "task": "补交", "after_the_fact": True}, expect=201)
    assert order["late"] is True
    clocks = {one["kind"]: one["state"] for one in requests_of.items(f"/v1/service-requests/{request['id']}/deadlines")}
    assert clocks["WORK_CONTACT_ORDER"] == "MISSED"


def test_R6_9_example_2_an_engineer_needs_an_order_or_an_emergency(requests_of):
    request = requests_of.record()
    engineer, path = requests_of.client("tech_service"), f"/v1/service-requests/{request['id']}/works"
    assert code_of(engineer.post(path, work(requests_of))) == (422, "PRIOR_ORDER_REQUIRED")
    assert code_of(engineer.post(path, work(requests_of, emergency=True))) == (422, "EMERGENCY_REASON_MISSING")
    done = requests_of.act(request, "works", work(requests_of, emergency=True, emergency_reason="全网中断"), engineer, expect=201)
    assert done["emergency"] is True and requests_of.get(request["id"])["wco_owed"] is True
    stranger = requests_of.client("customer_service")
    assert code_of(stranger.post(path, work(requests_of, emergency=True, emergency_reason="全网中断"))) == (422, "PRIOR_ORDER_REQUIRED")


def test_R6_9_the_order_before_the_work(requests_of):
    request = requests_of.record()
    engineer, tech = requests_of.client("tech_service"), requests_of.departments["tech"]["id"]
    order = requests_of.act(request, "work-contact-orders", {"to_department_id": tech, "task": "恢复数据库"}, expect=201)
    assert order["state"] == "ISSUED"
    path = f"/v1/work-contact-orders/{order['id']}"
    complete = work(requests_of)
    assert code_of(engineer.post(path + "/complete", complete)) == (409, "INVALID_STATE")
    assert code_of(requests_of.client("employee").post(path + "/accept")) == (403, "FORBIDDEN_ROLE")
    engineer.post(path + "/accept", expect=200)
    answer = engineer.post(f"/v1/service-requests/{request['id']}/works", work(requests_of, order_id=order["id"]))
    assert code_of(answer) == (422, "PRIOR_ORDER_REQUIRED")  # it came after the work
    assert code_of(engineer.post(path + "/complete", complete)) == (422, "TIMES_INCONSISTENT")
    requests_of.clock.forward(hours=2)
    complete = work(requests_of)
    requests_of.act(request, "works", work(requests_of, order_id=order["id"]), engineer, expect=201)
    assert requests_of.get(request["id"])["wco_owed"] is False
    assert code_of(engineer.post(path + "/complete", work(requests_of, -10, 600))) == (422, "TIMES_INCONSISTENT")
    assert engineer.post(path + "/complete", complete, expect=200).json()["state"] == "DONE"
