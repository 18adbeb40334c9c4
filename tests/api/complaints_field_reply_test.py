"""Replies, digests of ideas and opinions of service centres over the API (R11.19, R11.20)."""
import datetime
import uuid

from complaints_field import field  # noqa: F401
from factories import code_of


def received(field, **more):
    body = {"medium": "LETTER", "kind": "SUGGESTION", "caller_name": "李强", "contact": "0771-5551234", "text": "建议增加夜间热线",
            "received_at": field.complaints.at(-60), **more}
    return field.service().post("/v1/inbound-items", {key: value for key, value in body.items() if value is not None}, expect=201).json()


def test_R11_19_one_reply_and_then_satisfaction(field):
    item = received(field)
    path, clerk, other = f"/v1/inbound-items/{item['id']}", field.service(), field.service(1)
    assert item["state"] == "REPLY_DUE" and item["reply_overdue"] is False
    assert code_of(clerk.post(path + "/close")) == (409, "REPLY_MISSING")
    assert code_of(clerk.post(path + "/ask-satisfaction")) == (409, "NOT_REPLIED")
    assert clerk.post(path + "/reply", {"reply": "已转交"}, expect=200).json()["reply_late"] is False
    assert code_of(clerk.post(path + "/reply", {"reply": "再次"})) == (409, "INVALID_STATE")
    clock, = clerk.get(path + "/deadlines", expect=200).json()["items"]
    assert (clock["kind"], clock["state"]) == ("REPLY", "MET")
    assert code_of(clerk.post(path + "/ask-satisfaction")) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(clerk.post(path + "/close")) == (409, "SATISFACTION_OPEN")
    other.post(path + "/ask-satisfaction", expect=200)
    assert code_of(clerk.post(path + "/close")) == (409, "SATISFACTION_OPEN")
    answered = other.post(path + "/answer-satisfaction", {"score": 2, "text": "太慢"}, expect=200).json()
    assert answered["dissatisfied"] is True
    assert code_of(other.post(path + "/answer-satisfaction", {"score": 5})) == (409, "ALREADY_ANSWERED")
    assert clerk.post(path + "/close", expect=200).json()["state"] == "CLOSED"


def test_R11_19_the_policy_of_the_profile_says_who_is_dissatisfied(field, complaints):
    admin = complaints.suite.client(roles="policy_admin", url=complaints.url)

    def dissatisfied_at_most(score):
        made = admin.post("/v1/complaint-policies", {"profile": "SERVICE", "parameters": {"complaint.dissatisfied_at_most": score}, "reason": "修订"},
                          expect=201).json()
        admin.post(f"/v1/complaint-policies/{made['id']}/activate", {"effective_from": str(complaints.today())}, expect=200)

    path = f"/v1/inbound-items/{received(field)['id']}"
    field.service().post(path + "/reply", {"reply": "已转交"}, expect=200)
    field.service(1).post(path + "/ask-satisfaction", expect=200)
    dissatisfied_at_most(3)
    try:
        assert field.service(1).post(path + "/answer-satisfaction", {"score": 3}, expect=200).json()["dissatisfied"] is True
    finally:
        dissatisfied_at_most(2)


def test_R11_19_without_contact_it_is_closed_unanswered(field):
    item = received(field, contact=None, caller_name=None)
    assert field.service().post(f"/v1/inbound-items/{item['id']}/close", expect=200).json()["state"] == "CLOSED"
    body = {"medium": "CALL", "kind": "OTHER", "text": "咨询", "received_at": field.complaints.at(3600)}
    assert code_of(field.service().post("/v1/inbound-items", body)) == (422, "TIME_IN_FUTURE")


def test_R11_19_one_item_of_each_complaint(field, service_unit):
    subject = {"subject": "COMPLAINT", "subject_id": service_unit.register()}
    received(field, **subject)
    again = {"medium": "CALL", "kind": "COMPLAINT", "text": "投诉", **subject}
    assert code_of(field.service().post("/v1/inbound-items", again)) == (409, "DUPLICATE")
    assert code_of(field.service().post("/v1/inbound-items", {**again, "subject_id": str(uuid.uuid4())})) == (400, "VALIDATION_FAILED")


def test_R11_18_a_consultation_is_a_request_and_a_complaint_a_complaint(field, service_unit, requests_of):
    request, body = requests_of.record(), {"medium": "CALL", "text": "咨询安装费用", "received_at": field.complaints.at(-60)}
    for kind, subject, code in (("CONSULTATION", {}, "REQUIRED"), ("COMPLAINT", {}, "REQUIRED"),
                                ("COMPLAINT", {"subject": "SERVICE_REQUEST", "subject_id": request["id"]}, "INVALID")):
        answer = field.service().post("/v1/inbound-items", {**body, "kind": kind, **subject})
        assert code_of(answer) == (400, "VALIDATION_FAILED")
        assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [("/subject", code)]
    received(field, kind="CONSULTATION", subject="SERVICE_REQUEST", subject_id=request["id"])
    received(field, kind="COMPLAINT", subject="COMPLAINT", subject_id=service_unit.register())


def test_R11_19_a_late_reply_is_late(field):
    item = received(field, received_at=field.complaints.at(-20 * 86400))
    assert item["reply_overdue"] is True
    assert field.service().post(f"/v1/inbound-items/{item['id']}/reply", {"reply": "抱歉"}, expect=200).json()["reply_late"] is True


def last_month(field):
    return field.complaints.today().replace(day=1) - datetime.timedelta(days=1)


def test_R11_19_no_valuable_item_stays_outside_the_digest(field):
    """Example 2, with the month before the present one."""
    clerk, month = field.service(), last_month(field)
    at = datetime.datetime.combine(month, datetime.time(9), datetime.timezone(datetime.timedelta(hours=8))).isoformat()
    items = [received(field, received_at=at) for _ in range(2)]
    departments = [field.department["id"], field.center["id"]]
    paths = [f"/v1/inbound-items/{item['id']}/mark-valuable" for item in items]
    assert code_of(clerk.post(paths[0], {"departments": []})) == (422, "DEPARTMENT_MISSING")
    assert code_of(clerk.post(paths[0], {"departments": [str(uuid.uuid4())]})) == (400, "VALIDATION_FAILED")
    clerk.post(paths[0], {"departments": departments}, expect=200)
    clerk.post(paths[1], {"departments": departments[:1]}, expect=200)
    assert code_of(field.technician().post(paths[0], {"departments": departments})) == (403, "FORBIDDEN_ROLE")
    digest = clerk.post("/v1/suggestion-digests", {"month": str(month), "summary": "夜间服务"}, expect=201).json()
    assert digest["month_from"] == str(month.replace(day=1))
    assert code_of(clerk.post("/v1/suggestion-digests", {"month": str(month), "summary": "又一次"})) == (409, "DUPLICATE")
    path = f"/v1/suggestion-digests/{digest['id']}"
    clerk.post(path + "/include", {"items": [items[0]["id"]]}, expect=200)
    answer = clerk.post(path + "/deliver")
    assert code_of(answer) == (409, "DIGEST_INCOMPLETE") and answer.json()["rule"] == "R11.19"
    outside = clerk.get("/v1/inbound-items", params={"valuable": "true", "received_at.lte": at}, expect=200).json()["items"]
    clerk.post(path + "/include", {"items": [item["id"] for item in outside if "digest_id" not in item]}, expect=200)
    assert clerk.post(path + "/deliver", expect=200).json()["state"] == "DELIVERED"
    assert code_of(clerk.post(path + "/include", {"items": [items[0]["id"]]})) == (409, "IMMUTABLE")
    assert {decision["rule"] for decision in clerk.get(path + "/decisions", expect=200).json()["items"]} == {"R11.19"}
    centre = field.client("service_center")
    delivery, = centre.get("/v1/suggestion-deliveries", params={"digest_id": digest["id"]}, expect=200).json()["items"]
    shown = centre.get(f"/v1/suggestion-deliveries/{delivery['id']}/items", expect=200).json()["items"]
    assert [item["id"] for item in shown] == [items[0]["id"]]
    assert field.technician().get(f"/v1/suggestion-deliveries/{delivery['id']}/items").status_code == 404
    assert "acknowledged_at" in centre.post(f"/v1/suggestion-deliveries/{delivery['id']}/acknowledge", expect=200).json()
    assert code_of(centre.post(f"/v1/suggestion-deliveries/{delivery['id']}/acknowledge")) == (409, "INVALID_STATE")
    clocks = {clock["kind"]: clock["state"] for clock in clerk.get(f"/v1/inbound-items/{items[0]['id']}/deadlines", expect=200).json()["items"]}
    assert clocks["DIGEST"] in ("MET", "MISSED")


def test_R11_19_the_present_month_is_not_over(field):
    digest = field.service().post("/v1/suggestion-digests", {"month": str(field.complaints.today()), "summary": "本月"}, expect=201).json()
    assert code_of(field.service().post(f"/v1/suggestion-digests/{digest['id']}/deliver")) == (409, "DIGEST_INCOMPLETE")


def test_R11_20_up_to_the_company_and_back_to_the_customer(field):
    centre, head = field.client("service_center"), field.client("department_manager")
    body = {"customer_name": "李强", "contact": "0771-5551234", "text": "建议增设夜间服务点"}
    opinion = centre.post("/v1/center-opinions", body, expect=201).json()
    path = f"/v1/center-opinions/{opinion['id']}"
    assert opinion["state"] == "RECORDED" and head.get(path).status_code == 404
    for act, sent in (("inform", {"text": "已告知"}), ("handle", {"opinion": "可行", "result": "增设"}), ("close", None)):
        assert code_of(centre.post(f"{path}/{act}", sent)) == (409, "INVALID_STATE")
    assert centre.post(path + "/forward", {"department_id": field.department["id"]}, expect=200).json()["forwarded_late"] is False
    assert code_of(head.post(path + "/handle", {"opinion": "可行"})) == (422, "RESULT_MISSING")
    assert code_of(centre.post(path + "/handle", {"opinion": "可行", "result": "增设"})) == (403, "FORBIDDEN_ROLE")
    assert head.post(path + "/handle", {"opinion": "可行", "result": "增设"}, expect=200).json()["state"] == "HANDLED"
    informed = centre.post(path + "/inform", {"text": "电话告知"}, expect=200).json()
    assert informed["state"] == "INFORMED" and informed["informed_late"] is False
    assert "closed_at" in centre.post(path + "/close", expect=200).json()
    clocks = {clock["kind"]: clock["state"] for clock in centre.get(path + "/deadlines", expect=200).json()["items"]}
    assert clocks == {"FORWARD": "MET", "INFORM": "MET"}


def test_R11_20_not_to_the_centre_itself(field):
    centre = field.client("service_center")
    opinion = centre.post("/v1/center-opinions", {"customer_name": "李强", "text": "建议"}, expect=201).json()
    for department in (field.center["id"], str(uuid.uuid4())):
        answer = centre.post(f"/v1/center-opinions/{opinion['id']}/forward", {"department_id": department})
        assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/department_id"
    assert centre.get(f"/v1/center-opinions/{opinion['id']}", expect=200).json()["state"] == "RECORDED"


def test_R11_20_however_the_centre_records_it(field):
    """What is replied to as a call or letter is forwarded all the same."""
    centre, customer = field.client("service_center"), field.complaints.customer()
    body = {"medium": "CALL", "text": "建议增设夜间服务点", "received_at": field.complaints.at(-60)}
    for kind, more in (("OPINION", {"caller_name": "李强", "contact": "0771-5551234"}), ("SUGGESTION", {"customer_id": customer}), ("SUGGESTION", {})):
        item = centre.post("/v1/inbound-items", {**body, "kind": kind, **more}, expect=201).json()
        opinion, = centre.get("/v1/center-opinions", params={"inbound_item_id": item["id"]}, expect=200).json()["items"]
        assert opinion["id"] == item["center_opinion_id"] and opinion["state"] == "RECORDED" and opinion["center_id"] == field.center["id"]
        assert (opinion["text"], opinion["recorded_at"]) == (item["text"], item["received_at"]) and opinion["customer_name"]
        assert opinion.get("contact") == more.get("contact") and opinion.get("customer_id") == more.get("customer_id")
    assert "center_opinion_id" not in centre.post("/v1/inbound-items", {**body, "kind": "OTHER"}, expect=201).json()
    assert "center_opinion_id" not in received(field)  # customer service is no centre


def test_R11_20_an_answer_of_the_centre_forwards_nothing(field):
    """Example 2."""
    centre = field.client("service_center")
    opinion = centre.post("/v1/center-opinions", {"customer_name": "李强", "text": "建议", "recorded_at": field.complaints.at(-15 * 86400)}, expect=201).json()
    path = f"/v1/center-opinions/{opinion['id']}"
    answered = centre.post(path + "/answer", {"answer": "谢谢"}, expect=200).json()
    assert answered["state"] == "RECORDED" and answered["forwarded_late"] is True
    assert code_of(centre.post(path + "/close")) == (409, "INVALID_STATE")
    assert centre.post(path + "/forward", {"department_id": field.department["id"]}, expect=200).json()["forwarded_late"] is True
