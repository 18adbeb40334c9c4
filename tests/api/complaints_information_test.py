"""What customer and colleagues are told, and how a customer wants it (R6.22, R6.30); requests that visits bring (R6.14)."""
import datetime
import uuid

from complaints import SHANGHAI
from factories import code_of, etag
from feed import Feed


def messages(requests_of, request, **params):
    return requests_of.items(f"/v1/service-requests/{request['id']}/messages", **params)


def test_R6_22_example_1_an_engineer_is_told_with_name_and_arrival(requests_of, complaints):
    service_type = requests_of.new_type()
    category = requests_of.new_category(service_type=service_type)
    requests_of.dispatch(service_type)
    engineer = requests_of.add("tech_service", len(requests_of.people), "tech", above=requests_of.manager)
    complaints.await_employee(engineer)
    requests_of.skilled(engineer["id"], service_type)
    request = requests_of.remote_skipped(category=category)
    made = requests_of.act(request, "onsite-assignments", {"technician_id": engineer["id"], "site_class": "CITY"},
                           requests_of.client("customer_service"), expect=201)
    message, = messages(requests_of, request, kind="ENGINEER_ASSIGNED")
    assert engineer["name"] in message["text"] and message["phone"] == "0771-5551234"
    limit = datetime.datetime.fromisoformat(made["appointed_at"].replace("Z", "+00:00")) + datetime.timedelta(minutes=15)
    assert datetime.datetime.fromisoformat(message["send_by"].replace("Z", "+00:00")) == limit
    kinds = [one["kind"] for one in messages(requests_of, request)]
    assert kinds == ["ACCEPTED", "TIER_CHANGED", "ENGINEER_ASSIGNED"]


def test_R6_22_example_2_three_failures_and_a_call(requests_of):
    request = requests_of.accepted()
    message, = messages(requests_of, request)
    path, desk = f"/v1/service-messages/{message['id']}", requests_of.client("customer_service")
    for state, failures in (("PENDING", 1), ("PENDING", 2), ("CALL_TASK", 3)):
        now = requests_of.service.post(path + "/deliveries", {"status": "FAILED"}, expect=200).json()
        assert (now["state"], now["failures"]) == (state, failures)
    assert code_of(requests_of.service.post(path + "/deliveries", {"status": "SENT"})) == (409, "INVALID_STATE")
    assert message["id"] in [one["id"] for one in requests_of.items("/v1/service-messages", desk, state="CALL_TASK")]
    assert any(one["kind"] == "CALL_CUSTOMER" for one in requests_of.items("/v1/service-notices", desk, subject_id=request["id"]))
    assert desk.post(path + "/called", expect=200).json()["state"] == "DONE"
    assert code_of(desk.post(path + "/called")) == (409, "INVALID_STATE")


def test_R6_22_sent_late_and_acknowledged(requests_of):
    message, = messages(requests_of, requests_of.accepted())
    path = f"/v1/service-messages/{message['id']}/deliveries"
    assert code_of(requests_of.service.post(path, {"status": "ACKNOWLEDGED"})) == (409, "INVALID_STATE")
    requests_of.clock.forward(minutes=15, seconds=1)
    assert requests_of.service.post(path, {"status": "SENT"}, expect=200).json()["late"] is True
    assert requests_of.service.post(path, {"status": "ACKNOWLEDGED"}, expect=200).json()["state"] == "ACKNOWLEDGED"


def test_R6_22_example_3_a_reason_of_a_transfer_stays_inside(requests_of):
    request = requests_of.record()
    reason = "同事不了解该产品"
    requests_of.act(request, "transfer", {"reason": reason})
    chen = requests_of.client("employee", 1)
    requests_of.act(request, "accept-transfer", client=chen)
    sent = messages(requests_of, request)
    assert [one["kind"] for one in sent] == ["TRANSFERRED"] and not any(reason in one["text"] for one in sent)
    notice = next(one for one in requests_of.items("/v1/service-notices", chen, subject_id=request["id"]) if reason in one["text"])
    acknowledge = f"/v1/service-notices/{notice['id']}/acknowledge"
    assert chen.post(acknowledge, expect=200).json()["state"] == "ACKNOWLEDGED"
    assert requests_of.client("employee", 3).post(acknowledge).status_code == 404


def test_R6_22_nothing_of_a_complaints_notes(requests_of):
    request = requests_of.record()
    path = f"/v1/service-requests/{request['id']}/messages"
    client = requests_of.client("employee")
    answer = client.post(path, {"text": "内部意见", "complaint_note_id": request["id"]})
    assert code_of(answer) == (422, "CONFIDENTIAL_CONTENT")
    assert client.post(path, {"text": "工程师将于明天上午到达"}, expect=201).json()["kind"] == "OTHER"


def window(complaints, begins, ends):
    """HH:MM of so many minutes from now, on one day: the clock goes on until noon if it must."""
    now = datetime.datetime.fromtimestamp(complaints.clock.now(), SHANGHAI)
    if not 2 <= now.hour < 21:
        complaints.clock.forward(hours=(36 - now.hour) % 24)
        now = datetime.datetime.fromtimestamp(complaints.clock.now(), SHANGHAI)
    return tuple((now + datetime.timedelta(minutes=minutes)).strftime("%H:%M") for minutes in (begins, ends))


def test_R6_30_preferences_are_shown_and_the_window_is_kept(requests_of, complaints):
    customer = complaints.customer()
    begins, ends = window(complaints, -60, -30)
    client = requests_of.client("employee")
    path = f"/v1/customer-preferences/{customer}"
    assert client.get(path).status_code == 404
    assert client.put(path, {"contact_from": ends, "contact_until": begins}).status_code == 400
    assert client.put(path, {"contact_from": begins}).status_code == 400
    client.put(path, {"contact_from": begins, "contact_until": ends, "language": "粤语"}, expect=200)
    request = requests_of.record(customer_id=customer)
    assert request["preferences"]["language"] == "粤语"
    call = {"direction": "OUTBOUND", "channel": "PHONE"}
    answer = client.post(f"/v1/service-requests/{request['id']}/contacts", call)
    assert code_of(answer) == (422, "REASON_MISSING") and answer.json()["rule"] == "R6.30"
    made = requests_of.act(request, "contacts", {**call, "reason": "全网中断"}, expect=201)
    assert made["outside_window"] is True and made["repeats"] is False
    begins, ends = window(complaints, -60, 30)
    again = requests_of.record(customer_id=customer, preferences={"contact_from": begins, "contact_until": ends})
    assert requests_of.act(again, "contacts", call, expect=201)["outside_window"] is False


def test_R6_30_examples_2_and_3_an_expectation_that_was_not_met(requests_of, complaints):
    customer = complaints.customer()
    request = requests_of.record(customer_id=customer)
    requests_of.act(request, "resolve", {"resolution": "已解决"})
    requests_of.act(request, "close", {"confirmed": True, "expectation_met": False, "statement": "响应太慢"})
    gap, = requests_of.items("/v1/expectation-gaps", request_id=request["id"])
    assert gap["source"] == "CLOSING_QUESTION" and gap["customer_id"] == customer
    client, path = requests_of.client("employee"), f"/v1/expectation-gaps/{gap['id']}"
    parts = {"cause": "备件不足", "improved_plan": "增加备件", "measures": "采购"}
    client.patch(path, parts, match=etag(gap), expect=200)
    answer = client.post(path + "/close")
    assert code_of(answer) == (409, "GAP_INCOMPLETE") and answer.json()["missing"] == ["reply"]
    assert client.post(path + "/reply", {"reply": "已增加备件"}, expect=200).json()["late"] is False
    assert client.post(path + "/close", expect=200).json()["state"] == "CLOSED"
    assert code_of(client.post(path + "/reply", {"reply": "又"})) == (409, "INVALID_STATE")


def test_R6_30_a_gap_of_a_return_visit_comes_once(requests_of, complaints):
    customer = complaints.customer()
    client = requests_of.client("employee")
    body = {"source": "RETURN_VISIT", "source_id": f"visit-{customer}", "customer_id": customer, "statement": "响应太慢"}
    gap = client.post("/v1/expectation-gaps", body, expect=201).json()
    assert code_of(client.post("/v1/expectation-gaps", body)) == (409, "DUPLICATE")
    assert client.post("/v1/expectation-gaps", {**body, "source": "CLOSING_QUESTION"}).status_code == 400
    requests_of.clock.forward(days=15)
    assert client.post(f"/v1/expectation-gaps/{gap['id']}/reply", {"reply": "已改善"}, expect=200).json()["late"] is True


def test_R6_14_what_a_visit_raises_is_a_request_once(requests_of, complaints):
    customer, employee = complaints.customer(), requests_of.person("employee")
    raised = {"customer_id": customer, "employee_id": employee, "text": "客户反映系统运行缓慢", "at": complaints.at(-60)}
    feed = Feed(complaints.suite, "visits", "complaints")
    try:
        event = str(uuid.uuid4())
        for _ in range(2):
            feed.tell("visit.issue_raised", str(uuid.uuid4()), raised, id=event)
        feed.tell("visit.complaint_noted", str(uuid.uuid4()), {**raised, "kind": "SERVICE_REQUEST"})
        complaints.suite.await_(lambda: len(requests_of.items("/v1/service-requests", customer_id=customer)) == 2)
    finally:
        feed.stop()
    made = requests_of.items("/v1/service-requests", customer_id=customer)
    assert {(one["source"], one["first_responder_id"], one["in_scope"]) for one in made} == {("VISIT", employee, False)}
    answer = requests_of.client("employee").post(f"/v1/service-requests/{made[0]['id']}/transfer", {"reason": "不属本岗"})
    assert code_of(answer) == (422, "RECORD_INCOMPLETE") and answer.json()["rule"] == "R6.7"
    completed = requests_of.client("employee").patch(f"/v1/service-requests/{made[0]['id']}", {"category": requests_of.category},
                                                     match=etag(made[0]), expect=200)
    assert completed.json()["service_type"] == requests_of.type
    assert requests_of.act(made[0], "transfer", {"reason": "不属本岗"})["state"] == "TRANSFERRED_PENDING"
