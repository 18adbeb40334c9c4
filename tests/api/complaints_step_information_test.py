"""What customer and colleagues are told of complaints and faults (R6.22)."""
import pytest
from complaints import Unit
from complaints_fault_test import notified, reported
from complaints_outcome import Outcome
from complaints_projects import projects  # noqa: F401
from factories import code_of


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def told_customer(client, subject_id):
    answer = client.get("/v1/service-messages", params={"subject_id": subject_id, "sort": "created_at"}, expect=200)
    return answer.json()["items"]


def told_inside(client, subject_id):
    answer = client.get("/v1/service-notices", params={"subject_id": subject_id, "sort": "created_at"}, expect=200)
    return answer.json()["items"]


def kinds(items):
    return [one["kind"] for one in items]


def test_R6_22_each_step_of_a_complaint_is_told(complaints, unit):
    service = complaints.suite.client(roles="service", url=complaints.url)
    outcome, customer = Outcome(unit), complaints.customer()
    complaint = outcome.replied(customer_id=customer)
    outcome.reopen(complaint)
    sent = told_customer(service, complaint)
    assert kinds(sent) == ["ACCEPTED", "TRANSFERRED", "DECISION", "REOPENED"]
    assert {one["customer_id"] for one in sent} == {customer} and all(one["subject"] == "complaint" for one in sent)
    number = unit.get(complaint)["ledger_number"]
    desk = "complaint_officer" if unit.profile == "LAW_FIRM" else "customer_service"
    inside = told_inside(unit.client(desk), complaint)
    assert {"ACCEPTED", "DECISION", "RESOLVED", "REOPENED"} <= set(kinds(inside)) and all(number in one["text"] for one in inside)
    assert {"DECISION", "RESOLVED"} <= set(kinds(told_inside(unit.handler(), complaint)))


def test_R6_22_a_complaint_that_is_closed(complaints, unit):
    service = complaints.suite.client(roles="service", url=complaints.url)
    complaint = Outcome(unit).closed(customer_id=complaints.customer())
    assert kinds(told_customer(service, complaint))[-1] == "CLOSED"


def test_R6_22_a_feedback_is_called_so(complaints, logistics):
    service = complaints.suite.client(roles="service", url=complaints.url)
    for kind, word in (("COMPLAINT", "投诉"), ("FEEDBACK", "意见反馈")):
        message, = told_customer(service, logistics.register(kind=kind, customer_id=complaints.customer()))
        assert message["text"] == f"您的{word}已登记受理。"


def test_R6_22_a_message_of_a_complaint_that_fails_is_a_call(complaints, unit):
    complaint = unit.register(customer_id=complaints.customer())
    desk = unit.client("complaint_officer" if unit.profile == "LAW_FIRM" else "customer_service")
    message, = told_customer(desk, complaint)
    path = f"/v1/service-messages/{message['id']}"
    for _ in range(3):
        message = desk.post(path + "/deliveries", {"status": "FAILED"}, expect=200).json()
    assert message["state"] == "CALL_TASK" and "CALL_CUSTOMER" in kinds(told_inside(desk, complaint))
    assert desk.post(path + "/called", expect=200).json()["state"] == "DONE"


def test_R6_22_who_left_no_way_to_be_reached_is_told_nothing(complaints, logistics):
    service = complaints.suite.client(roles="service", url=complaints.url)
    complaint = logistics.register(anonymous=True, complainant_name=None, complainant_phone=None)
    assert told_customer(service, complaint) == []
    assert kinds(told_inside(logistics.client("customer_service"), complaint)) [-1:] == ["ACCEPTED"]


def test_R6_22_R10_10_who_left_an_email_alone_is_written_to(complaints, logistics):
    complaint = logistics.register(anonymous=True, complainant_name=None, complainant_phone=None, complainant_email="someone@example.com")
    desk = logistics.client("customer_service")
    message, = told_customer(desk, complaint)
    assert (message["kind"], message["email"]) == ("ACCEPTED", "someone@example.com") and not {"phone", "customer_id"} & message.keys()
    logistics.organiser().post(f"/v1/complaints/{complaint}/escalations", {"reason": "短期内无法解决"}, expect=201)
    notice, = logistics.organiser().get(f"/v1/complaints/{complaint}/messages", params={"type": "WAIT_NOTICE"}, expect=200).json()["items"]
    assert (notice["channel"], notice["outcome"]) == ("EMAIL", "SENT")
    for _ in range(3):
        desk.post(f"/v1/service-messages/{message['id']}/deliveries", {"status": "FAILED"}, expect=200)
    call, = [one for one in told_inside(desk, complaint) if one["kind"] == "CALL_CUSTOMER"]
    assert call["text"].startswith("信息未能送达，请另行告知客户") and "email" not in call


def test_R6_22_R12_5_who_complained_by_chat_is_told_there(logistics):
    made = logistics.receive(anonymous=True, complainant_name=None, complainant_phone=None, channel="CHAT_TOOL",
                             chat_tool="企业微信", chat_account="wx-7")
    logistics.receiver().post(f"/v1/complaints/{made['id']}/materials", {
        "kind": "TRANSCRIPT", "title": "聊天记录", "is_original": True, "storage_place": "客服系统", "received_from": "wx-7"}, expect=201)
    logistics.acceptor().post(f"/v1/complaints/{made['id']}/register", expect=200)
    message, = told_customer(logistics.client("customer_service"), made["id"])
    assert (message["chat_tool"], message["chat_account"]) == ("企业微信", "wx-7") and not {"phone", "email", "customer_id"} & message.keys()


def test_R10_10_who_left_an_address_alone_gets_a_letter(logistics):
    complaint = logistics.register(anonymous=True, complainant_name=None, complainant_phone=None, complainant_address="桂林市中山路 1 号")
    logistics.organiser().post(f"/v1/complaints/{complaint}/escalations", {"reason": "短期内无法解决"}, expect=201)
    notice, = logistics.organiser().get(f"/v1/complaints/{complaint}/messages", params={"type": "WAIT_NOTICE"}, expect=200).json()["items"]
    assert notice["channel"] == "LETTER"


def test_R6_22_customer_service_of_the_unit_hears_of_it_and_nobody_else(complaints, logistics):
    complaint = logistics.investigating()
    desk = logistics.client("customer_service")
    message = told_customer(desk, complaint)[0]
    assert kinds(told_inside(desk, complaint)).count("ACCEPTED") >= 1
    other = Unit(complaints, "LOGISTICS").client("customer_service")
    assert told_customer(other, complaint) == [] == told_inside(other, complaint)
    path = f"/v1/service-messages/{message['id']}"
    assert other.get(path).status_code == 404
    assert code_of(other.post(path + "/deliveries", {"status": "SENT"})) == (404, "NOT_FOUND")
    assert desk.post(path + "/deliveries", {"status": "SENT"}, expect=200).json()["state"] == "SENT"
    respondent = logistics.person("customer_service", 1)  # is recused (R10.5): finds nothing
    logistics.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": respondent, "reason": "调查发现"}, expect=201)
    assert told_customer(logistics.client("customer_service", 1), complaint) == []
    assert told_inside(logistics.client("customer_service", 1), complaint) == []


def test_R6_22_each_step_of_a_fault_is_told(projects, complaints):  # noqa: F811
    service = complaints.suite.client(roles="service", url=complaints.url)
    path = notified(projects)
    fault = projects.get(path)["id"]
    reported(projects, projects.get(f"/v1/service-projects/{projects.get(path)['project_id']}"), name="seller")  # a witness: no step
    projects.post("manager", path + "/register", expect=200)
    projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("leader")]}, expect=200)
    projects.post("engineer", path + "/start-handling", expect=200)
    projects.post("engineer", path + "/end", {"note": "服务恢复"}, expect=200)
    projects.post("head", path + "/name-authors", {"author_ids": [projects.id("author")]}, expect=200)
    sections = {"impact": "中断十分钟", "handling": "切换", "cause": "硬盘损坏", "corrective": "更换硬盘", "preventive": "每月检查"}
    projects.post("author", path + "/write-report", sections, expect=200)
    projects.post("head", path + "/release-report", expect=200)
    for to in ("CUSTOMER", "BUSINESS_DEPT"):
        projects.post("engineer", path + "/send-report", {"to": to, "evidence": "邮件"}, expect=200)
    projects.post("head", path + "/close", expect=200)
    sent = told_customer(service, fault)
    assert kinds(sent) == ["ACCEPTED", "OTHER", "RESOLVED", "CLOSED"]
    assert {one["customer_id"] for one in sent} == {projects.customer} and all(one["phone"] == "0771-5551234" for one in sent)
    assert "切换备用服务器" not in "".join(one["text"] for one in sent)
    for name in ("manager", "engineer", "service"):
        assert kinds(told_inside(projects.clients[name], fault)) == ["ACCEPTED", "OTHER", "RESOLVED", "OTHER", "OTHER", "CLOSED"]
    assert told_inside(projects.clients["clerk"], fault) == []
