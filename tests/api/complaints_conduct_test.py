"""Conduct cases, weekly reports and the December round over the API (R6.10, R6.12, R6.13, R10.13)."""
import datetime

from complaints import SHANGHAI, Unit
from factories import code_of, told


def opened(unit, **more):
    body = {"code": "V6.10a", "person_id": unit.person("employee"), "reason": "三次无故拒绝接受移交", **more}
    return unit.client("customer_service_manager").post("/v1/conduct-cases", body, expect=201).json()


def test_R6_10_a_case_from_proposal_to_execution(complaints, service_unit):
    case = opened(service_unit)
    path, manager = f"/v1/conduct-cases/{case['id']}", service_unit.client("department_manager")
    decision = {"sanctions": ["CRITICISM", "EDUCATION"], "text": "事实清楚"}
    assert code_of(manager.post(path + "/decide", decision)) == (409, "INVALID_STATE")
    assert code_of(manager.post(path + "/hear", {})) == (400, "VALIDATION_FAILED")
    service_unit.client("employee").post(path + "/hear", {"statement": "当时正在处理紧急故障"}, expect=200)
    assert code_of(service_unit.client("customer_service_manager").post(path + "/decide", decision)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(manager.post(path + "/decide", {**decision, "sanctions": ["TRANSFER_FROM_POST"]})) == (422, "SANCTION_NOT_ALLOWED")
    assert code_of(manager.post(path + "/decide", {**decision, "sanctions": []})) == (422, "NO_SANCTION")
    decided = manager.post(path + "/decide", decision, expect=200).json()
    assert decided["state"] == "DECIDED" and decided["sanctions"] == ["CRITICISM", "EDUCATION"]
    assert manager.post(path + "/execute", {"note": "已在例会上批评"}, expect=200).json()["state"] == "EXECUTED"
    service = complaints.suite.client(roles="service", url=complaints.url)
    event, = told(service, "conduct_case.decided", case["id"])
    assert event["data"]["person_id"] == service_unit.person("employee")


def test_R6_10_who_sees_a_case(service_unit):
    case = opened(service_unit)
    path = f"/v1/conduct-cases/{case['id']}"
    service_unit.client("employee").get(path, expect=200)
    assert service_unit.client("employee", 1).get(path).status_code == 404
    service_unit.client("office").post(path + "/hear", {"refused": True}, expect=200)
    assert service_unit.client("office").post(path + "/dismiss", {"text": "查无实据"}, expect=200).json()["state"] == "DISMISSED"


def test_R6_10_who_is_of_the_staff_decides_and_nobody_confirms_his_own(complaints, service_unit):
    case = opened(service_unit, person_id=service_unit.person("department_manager"))
    path, decision = f"/v1/conduct-cases/{case['id']}", {"sanctions": ["CRITICISM"], "text": "事实清楚"}
    service_unit.client("department_manager").post(path + "/hear", {"statement": "当时休假"}, expect=200)
    stranger = complaints.suite.client(roles="general_manager", url=complaints.url)
    assert code_of(stranger.post(path + "/decide", decision)) == (403, "FORBIDDEN_ROLE")
    assert code_of(service_unit.client("department_manager").post(path + "/decide", decision)) == (403, "SEPARATION_OF_DUTIES")
    service_unit.client("general_manager").post(path + "/decide", decision, expect=200)
    assert code_of(service_unit.client("department_manager").post(path + "/execute", {"note": "已执行"})) == (403, "SEPARATION_OF_DUTIES")
    service_unit.client("general_manager").post(path + "/execute", {"note": "已执行"}, expect=200)


def test_R10_13_a_violation_that_no_rule_names(service_unit):
    body = {"code": "V10.13z", "person_id": service_unit.person("employee"), "reason": "与投诉人争执"}
    answer = service_unit.client("customer_service_manager").post("/v1/conduct-cases", body)
    assert code_of(answer) == (422, "UNKNOWN_VIOLATION_CODE") and answer.json()["rule"] == "R10.13"


def test_R6_13_reports_of_a_week_and_its_meeting(complaints):
    unit = Unit(complaints, "SERVICE")
    first = unit.client("tech_service")
    assert code_of(first.post("/v1/weekly-reports", {"situation": "12 件"})) == (422, "PART_MISSING")
    made = first.post("/v1/weekly-reports", {"situation": "处理请求 12 件", "feedback_none": True}, expect=201).json()
    assert first.get(f"/v1/weekly-reports/{made['id']}", expect=200).json() == {key: made[key] for key in made if key != "decision"}
    decision, = first.get(f"/v1/weekly-reports/{made['id']}/decisions", expect=200).json()["items"]
    assert decision["rule"] == "R6.13"
    elsewhere = Unit(complaints, "SERVICE").client("tech_service")
    assert elsewhere.get(f"/v1/weekly-reports/{made['id']}/decisions").status_code == 404
    deadline = datetime.datetime.fromisoformat(made["deadline_at"].replace("Z", "+00:00")).astimezone(SHANGHAI)
    assert deadline.time() == datetime.time(12)
    again = first.post("/v1/weekly-reports", {"situation": "处理请求 13 件", "feedback_none": True})
    if made["late"]:
        assert code_of(again) == (409, "DUPLICATE")
    else:
        assert again.status_code == 201 and again.json()["id"] == made["id"] and again.json()["version"] == 2
    head = unit.client("tech_service_supervisor")
    body = {"week_from": made["week_from"], "participants": [unit.person("tech_service")], "summary": "平稳"}
    assert code_of(head.post("/v1/weekly-meetings", body)) == (422, "SUMMARY_MISSING")
    body["classes"] = {"requests": "13 件", "complaints": "无", "faults": "无", "feedback": "无", "other": "无"}
    held = head.post("/v1/weekly-meetings", body, expect=201).json()
    assert held["missing"] == [unit.person("tech_service", 1)] and held["excused"] == []
    assert code_of(head.post("/v1/weekly-meetings", body)) == (409, "DUPLICATE")


def test_R6_13_a_week_that_is_over_and_one_without_a_working_day(complaints):
    unit = Unit(complaints, "SERVICE")
    report = {"situation_none": True, "feedback_none": True}
    made = unit.client("tech_service").post("/v1/weekly-reports", report, expect=201).json()
    week = made["week_from"]
    tomorrow = {**report, "week_from": str(complaints.today(1))}
    assert code_of(unit.client("tech_service").post("/v1/weekly-reports", tomorrow)) == (400, "VALIDATION_FAILED")
    complaints.clock.forward(days=7)
    late = unit.client("tech_service", 1).post("/v1/weekly-reports", {**report, "week_from": week}, expect=201).json()
    assert late["week_from"] == week and late["late"] is True
    assert code_of(unit.client("tech_service", 1).post("/v1/weekly-reports", {**report, "week_from": week})) == (409, "DUPLICATE")
    head = unit.client("tech_service_supervisor")
    body = {"participants": [unit.person("tech_service")], "summary": "平稳",
            "classes": {"requests": "无", "complaints": "无", "faults": "无", "feedback": "无", "other": "无"}}
    assert code_of(head.post("/v1/weekly-meetings", {**body, "week_from": str(complaints.today(7))})) == (422, "TIME_IN_FUTURE")
    assert head.post("/v1/weekly-meetings", {**body, "week_from": week}, expect=201).json()["missing"] == []
    for day, missing in (("2026-02-16", 0), ("2026-02-23", 2)):  # Spring Festival
        assert len(head.post("/v1/weekly-meetings", {**body, "week_from": day}, expect=201).json()["missing"]) == missing


def test_R6_12_the_round_opens_by_itself_once(complaints, service_unit):
    """The clock goes to the December that is next; of two processes one opens the round."""
    customer = complaints.customer()
    today = complaints.today()
    december = datetime.date(today.year + (today.month == 12), 12, 1)
    other = complaints.suite.beside("complaints", 88, "complaints", complaints.suite.var / "secrets/complaints", "second-complaints")
    try:
        complaints.clock.forward(days=(december - today).days)
        complaints.suite.await_(lambda: complaints.db_value("select count(*) from new_demand_round where year = %s", december.year), 30)
    finally:
        other.terminate()
        other.wait(timeout=20)
    client = service_unit.client("customer_service")
    round_, = client.get("/v1/new-demand-rounds", params={"year": december.year}, expect=200).json()["items"]
    young = complaints.customer()
    complaints.suite.await_(lambda: complaints.db_value(
        "select count(*) from new_demand_item where customer_id = %s and round_id = %s", young, round_["id"]))
    item, = client.get(f"/v1/new-demand-rounds/{round_['id']}/items", params={"customer_id": customer}, expect=200).json()["items"]
    path, day = f"/v1/new-demand-items/{item['id']}", str(complaints.today())
    before = str(december - datetime.timedelta(days=1))
    assert code_of(client.post(path + "/gift", {"sent_on": before, "carrier": "顺丰"})) == (409, "OUTSIDE_WINDOW")
    assert client.post(path + "/gift", {"sent_on": day, "carrier": "顺丰"}, expect=200).json()["state"] == "OPEN"
    plan = {"kind": "PLAN", "plan_on": day, "contact_person": "王芳"}
    assert code_of(client.post(path + "/plan", plan)) == (400, "VALIDATION_FAILED")
    done = client.post(path + "/plan", {**plan, "text": "明年增购"}, expect=200).json()
    assert done["recorded_by"] == client.sub
    assert done["state"] == "DONE" and done["late"] is False
    service = complaints.suite.client(roles="service", url=complaints.url)
    event, = told(service, "newdemand.recorded", item["id"])
    assert event["data"] == {"item_id": item["id"], "customer_id": customer, "year": december.year + 1, "kind": "PLAN"}
    manager = service_unit.client("customer_service_manager")
    assert code_of(manager.post(f"/v1/new-demand-rounds/{round_['id']}/close")) == (409, "ITEMS_OPEN")
    assert code_of(manager.post(path + "/excuse", {"reason": "停业"})) == (409, "INVALID_STATE")
