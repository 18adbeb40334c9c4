"""Assessments of executing departments and the service supervision report (R6.2, R6.3)."""
import csv
import datetime
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from complaints import SHANGHAI, Unit
from complaints_outcome import Outcome
from complaints_projects import CHECKLIST, projects  # noqa: F401
from complaints_requests import requests_of  # noqa: F401
from complaints_survey_test import research, survey
from factories import code_of, etag, pointers, told


class Supervision(Unit):
    """A unit whose supervisors and technical service are of departments of their own."""

    def __init__(self, complaints):
        super().__init__(complaints, "SERVICE")
        company = complaints.company
        self.business = company.department("OTHER", parent=self.department)
        self.add("quality_supervisor", 1, department=self.business)
        self.add("quality_supervisor", 2, department=self.business)
        complaints.await_employee(self.last)

    def assess(self, number=1, **more):
        body = {"department_id": self.id, "month": str(self.complaints.today()), "grade": "GOOD", "findings": "受理及时", **more}
        return self.client("quality_supervisor", number).post("/v1/service-assessments", body)

    def draft(self, number=1, **more):
        body = {"month": str(self.complaints.today()), "findings": "受理及时", "recommendations": "增加热线人员", **more}
        return self.client("quality_supervisor", number).post("/v1/supervision-reports", body, expect=201).json()

    def submit(self, report, number=1):
        return self.client("quality_supervisor", number).post(f"/v1/supervision-reports/{report['id']}/submit")


@pytest.fixture
def unit(complaints):
    return Supervision(complaints)


def next_month(complaints):
    return str(complaints.today().replace(day=1) + datetime.timedelta(days=40))


def until_day(complaints, day):
    """Moves the clock to a day of this month, or of the next one when it is past."""
    today = complaints.today()
    there = today.replace(day=day)
    if there < today:
        there = (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=day)
    midnight = datetime.datetime.combine(there, datetime.time(), SHANGHAI).timestamp()
    complaints.clock.forward(max(0, int(midnight - complaints.clock.now()) + 1))


def test_R6_2_figures_are_computed_and_the_author_is_independent(complaints, unit):
    answer = unit.assess(0)  # of the department itself
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R6.2"
    assert code_of(unit.client("tech_service").post("/v1/service-assessments", {})) == (403, "FORBIDDEN_ROLE")
    assert code_of(unit.assess(1, grade="BRILLIANT")) == (400, "VALIDATION_FAILED")
    made = unit.assess(1)
    assert made.status_code == 201, made.text
    made = made.json()
    assert made["figures"].keys() == {"acceptance", "proactive_maintenance", "other_services", "activities"}
    assert made["figures"]["acceptance"]["requests_received"] == 0
    assert [one["item"].lower() for one in made["items"]] == list(made["figures"])[:3]
    services = made["figures"]["other_services"]
    assert services["work_orders_late"] == 0
    assert services["fault_notice_minutes_average"] is None or services["faults"] > 0  # those of other tests in the month
    unit.client("tech_service").get(f"/v1/service-assessments/{made['id']}", expect=200)
    path, figures = f"/v1/service-assessments/{made['id']}", {"figures": {**made["figures"], "late": 3}}
    assert code_of(unit.client("quality_supervisor", 1).patch(path, figures, match=etag(made))) == (409, "IMMUTABLE")
    assert code_of(unit.client("tech_service").patch(path, figures, match=etag(made))) == (403, "FORBIDDEN_ROLE")  # example 4
    assert pointers(unit.assess(1, department_id=unit.business["id"])) == ["/department_id"]
    assert code_of(unit.assess(1, month=next_month(complaints))) == (422, "TIME_IN_FUTURE")


def test_R6_2_what_the_company_assesses_beside_the_figures_is_written(complaints, unit):
    figures = [{"item": item} for item in ("ACCEPTANCE", "PROACTIVE_MAINTENANCE", "OTHER_SERVICES")]
    admin, parameter = complaints.suite.client(roles="policy_admin", url=complaints.url), "/v1/parameters/supervision.assessment_items"
    names, today = [one["item"] for one in figures], str(complaints.today())
    assert code_of(admin.put(parameter, {"value": names[1:], "effective_from": today})) == (400, "VALIDATION_FAILED")  # at least (a) to (c)
    admin.put(parameter, {"value": names + ["TRAINING"], "effective_from": today}, expect=200)
    try:
        assert pointers(unit.assess()) == ["/items"]
        assert pointers(unit.assess(items=[{"item": "TRAINING", "findings": "按计划"}, {"item": "PARTIES", "findings": "无"}])) == ["/items/1/item"]
        written = {"item": "TRAINING", "findings": "按计划完成"}
        made = unit.assess(items=[written]).json()
        assert made["items"] == figures + [written]
        assert unit.client("quality_supervisor", 1).get(f"/v1/service-assessments/{made['id']}", expect=200).json()["items"] == made["items"]
    finally:
        admin.put(parameter, {"value": names, "effective_from": today}, expect=200)


def test_R6_2_example_3_one_assessment_of_a_month(unit):
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda number: unit.assess(number), (1, 2)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert {code_of(answer)[1] for answer in answers if answer.status_code == 409} == {"DUPLICATE"}


def test_R6_2_example_2_who_took_part(complaints, unit):
    """The handler of a complaint of the month does not assess it."""
    complaint = unit.register()
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("""insert into complaint_function (id, complaint_id, round, function, employee_id, given_by, created_at, created_by,
                          changed_at, changed_by, trace_id) values (gen_random_uuid(), %s, 0, 'HANDLER', %s, 'test', now(), 'test', now(), 'test', '')""",
                       (complaint, unit.person("quality_supervisor", 1)))
    assert code_of(unit.assess(1)) == (403, "SEPARATION_OF_DUTIES")
    assert unit.assess(2).status_code == 201


def test_R6_2_R10_3_what_was_overdue_is_counted_also_after_a_reopening(complaints, unit):
    until_day(complaints, 3)
    outcome = Outcome(unit)
    complaint = outcome.implementing(customer_id=complaints.customer())
    complaints.clock.forward(days=5)
    outcome.reply(complaint)
    outcome.reopen(complaint)
    assert unit.assess().json()["figures"]["acceptance"]["complaints_overdue"] == 1


def test_R6_3_from_draft_to_acknowledgement(complaints, unit):
    until_day(complaints, 20)
    report = unit.draft()
    assert code_of(unit.submit(report)) == (422, "REPORT_TOO_EARLY")
    until_day(complaints, 25)
    assert code_of(unit.submit(report)) == (422, "ASSESSMENT_MISSING")
    assert unit.assess(2).status_code == 201
    submitted = unit.submit(report)
    assert submitted.status_code == 200, submitted.text
    submitted = submitted.json()
    assert submitted["state"] == "SUBMITTED" and submitted["late"] is False and "coverage_from" not in submitted
    assert {"department_id": unit.id, "grade": "GOOD"} in submitted["grades"]
    service = complaints.suite.client(roles="service", url=complaints.url)
    assert len(told(service, "supervision.report_submitted", report["id"])) == 1
    assert code_of(unit.submit(report)) == (409, "IMMUTABLE")
    assert code_of(unit.submit(unit.draft(2), 2)) == (409, "DUPLICATE")
    inbox, = unit.client("general_manager").get("/v1/alarms", params={"subject_id": report["id"]}, expect=200).json()["items"]
    assert inbox["kind"] == "SUPERVISION_REPORT_SUBMITTED" and "acknowledged_at" not in inbox
    path = f"/v1/supervision-reports/{report['id']}/acknowledge"
    assert code_of(unit.client("tech_service_supervisor").post(path)) == (403, "FORBIDDEN_ROLE")
    assert unit.client("general_manager").post(path, expect=200).json()["state"] == "ACKNOWLEDGED"
    assert unit.client("general_manager").get("/v1/alarms", params={"subject_id": report["id"]}, expect=200).json()["items"][0]["acknowledged_at"]
    assert code_of(unit.client("quality_supervisor", 2).post("/v1/supervision-reports", {
        "month": next_month(complaints), "findings": "无", "recommendations": "无", "revision_of_id": report["id"],
        "revision_reason": "另一个月"})) == (400, "VALIDATION_FAILED")
    draft = unit.draft(revision_of_id=report["id"], revision_reason="数据更正")
    stranger = unit.client("quality_supervisor", 2)  # a draft is its author's alone
    assert stranger.get(f"/v1/supervision-reports/{draft['id']}").status_code == 404
    assert code_of(unit.submit(draft, 2)) == (404, "NOT_FOUND")
    corrected = unit.submit(unit.draft(revision_of_id=report["id"], revision_reason="数据更正"))
    assert corrected.status_code == 200 and corrected.json()["revision"] == 1
    assert corrected.json()["coverage_to"] == submitted["coverage_to"]


def test_R6_3_example_3_nothing_falls_between_two_reports(complaints, unit):
    until_day(complaints, 26)
    assert unit.assess().status_code == 201
    first = unit.submit(unit.draft())
    assert first.status_code == 200, first.text
    first = first.json()
    until_day(complaints, 25)
    assert unit.assess().status_code == 201
    second = unit.submit(unit.draft())
    assert second.status_code == 200, second.text
    second = second.json()
    assert second["coverage_from"] == first["coverage_to"]


def test_R6_3_a_report_after_that_of_the_next_month(complaints, unit):
    """What the next month's report has told, the late one does not tell again."""
    until_day(complaints, 26)
    assert unit.assess().status_code == 201
    late = unit.draft()
    until_day(complaints, 25)
    assert unit.assess().status_code == 201
    first = unit.submit(unit.draft())
    assert first.status_code == 200 and first.json()["late"] is False
    second = unit.submit(late)
    assert second.status_code == 200, second.text
    assert second.json()["late"] is True and second.json()["coverage_from"] == first.json()["coverage_to"]


def test_R6_3_a_month_without_its_report(complaints, unit):
    complaints.clock.forward(days=32)
    count = "select count(*) from alarm where kind like 'SUPERVISION_OVERDUE%%' and subject_id = %s"
    complaints.suite.await_(lambda: complaints.db_value(count, unit.id) >= 2, 30)


def work_of_a_month(complaints, unit, requests_of, projects):
    """What the next report has to tell, over HTTP: received before the cut-off of the one before, or recorded behind it."""
    unit.register(customer_id=complaints.customer(), received_at=complaints.at(-3600))
    other = complaints.unit("SERVICE")  # what another unit does is told by that one
    other.register()
    other.client("tech_service").post("/v1/service-requests", requests_of.form(), expect=201)
    requests_of.accepted(received_at=complaints.at(-3600))  # recorded late
    again = requests_of.hotline_failed()
    requests_of.act(again, "contacts", {"direction": "INBOUND", "channel": "PHONE"}, expect=201)
    solved = requests_of.accepted()
    requests_of.act(solved, "hotline-attempts", requests_of.attempt("SOLVED"), requests_of.client("tech_service"), expect=201)
    away = requests_of.record()
    requests_of.act(away, "transfer", {"to_id": requests_of.person("employee", 1), "reason": "不属本岗"})
    made = projects.delivered()
    one, = projects.items("/v1/quality-inspections", params={"project_id": made["id"]})
    lines = [{"number": number + 1, "result": "OK"} for number in range(len(CHECKLIST))]
    projects.post("inspector", f"/v1/quality-inspections/{one['id']}/record", {
        "arrived_at": projects.ago(hours=3), "left_at": projects.ago(hours=2), "lines": lines}, expect=200)
    path, _ = survey(projects, "王芳")
    projects.post("service", path + "/close", expect=200)
    _, path = research(projects)
    projects.post("senior", path + "/hold", {"held_on": str(complaints.today())}, expect=200)
    fault = projects.post("engineer", "/v1/faults", {
        "project_id": made["id"], "known_at": projects.ago(minutes=45), "occurred_at": projects.ago(minutes=50), "location": "机房",
        "symptoms": "打不开", "handling_plan": "重启"}, expect=201).json()
    for notice in projects.items(f"/v1/faults/{fault['id']}/notices"):
        projects.post("service", f"/v1/fault-notices/{notice['id']}/deliver", {"delivery": "SENT"}, expect=200)
    unit.client("customer_service_manager").post("/v1/conduct-cases", {
        "code": "V6.10a", "person_id": unit.person("employee"), "reason": "三次无故拒绝接受移交"}, expect=201)
    return away, solved


def planned_late(complaints, cut_off):
    """An inspection of the days before a cut-off that the service, standing still then, planned only now."""
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("""insert into quality_inspection (id, project_id, number, step, due_on, state, created_at, created_by, changed_at,
                                                          changed_by, trace_id)
                          select gen_random_uuid(), project_id, number + 100, step + 100, date(%s) - 1, 'DUE', %s, 'system', %s, 'system', ''
                            from quality_inspection limit 1""", (cut_off, complaints.at(), complaints.at()))
        assert cursor.rowcount == 1


ACCEPTANCE = {"requests_received": 4, "requests_accepted": 3, "records_in_time": 3, "records_late": 1, "one_stop_missed": 0, "transferred": 1,
              "second_calls": 1, "complaints": {"COMPLAINT": 1}, "complaints_accepted": 1, "complaints_registered_late": 0}


def test_R6_3_and_R6_23_figures_counted_by_hand(complaints, unit, requests_of, projects):
    until_day(complaints, 26)
    assert unit.assess().status_code == 201
    assert unit.submit(unit.draft()).status_code == 200
    complaints.clock.forward(seconds=60)
    away, solved = work_of_a_month(complaints, unit, requests_of, projects)
    until_day(complaints, 10)
    weekly = unit.client("tech_service").post("/v1/weekly-reports", {"situation": "12 件", "feedback_none": True}, expect=201).json()
    until_day(complaints, 25)
    assessed = unit.assess()
    assert assessed.status_code == 201, assessed.text
    services = assessed.json()["figures"]["other_services"]
    assert (services["weekly_reports_missing"], services["weekly_reports_late"]) == (1, int(weekly["late"]))
    submitted = unit.submit(unit.draft())
    assert submitted.status_code == 200, submitted.text
    submitted = submitted.json()
    figures = submitted["figures"]
    acceptance = dict(figures["acceptance"])
    assert acceptance.pop("complaints_overdue") == 1 and acceptance == ACCEPTANCE
    proactive = figures["proactive_maintenance"]
    assert (proactive["inspections_done"], proactive["surveys"], proactive["research"]) == (1, 1, 1)
    services = figures["other_services"]
    assert (services["hotline"], services["hotline_solved"], services["remote"], services["onsite"]) == (2, 1, 0, 0)
    assert services["faults"] == 1 and services["conduct_cases"] >= 1
    assert (services["fault_notice_minutes_average"], services["fault_notice_minutes_maximum"]) == ("45.0", 45)
    assert services["fault_notices_late"] >= 1 and services["work_orders_owed"] == 0
    assert figures["activities"] == {"PROACTIVE": {"INSPECTION": 1, "SURVEY": 1, "RESEARCH": 1},
                                     "REACTIVE": {"HOTLINE": 2, "REMOTE": 0, "ONSITE": 0}}

    boss = unit.client("general_manager")
    answer = boss.get("/v1/supervision-reports", params={"unit_id": unit.id, "month": submitted["month"]}, headers={"Accept": "text/csv"}, expect=200)
    line, = csv.DictReader(io.StringIO(answer.text))
    assert json.loads(line["figures"]) == figures

    # What comes later changes nothing of it, nor of a correction.
    requests_of.act(away, "accept-transfer", client=requests_of.client("employee", 1))
    requests_of.client("tech_service").post(f"/v1/service-requests/{away['id']}/accept", expect=200)
    requests_of.record(received_at=complaints.at(-3600))
    unit.register(received_at=complaints.at(-86400))
    planned_late(complaints, submitted["coverage_to"])
    complaints.clock.forward(hours=1)
    corrected = unit.submit(unit.draft(revision_of_id=submitted["id"], revision_reason="措辞"))
    assert corrected.status_code == 200, corrected.text
    assert corrected.json()["figures"] == figures and corrected.json()["revision"] == 1
    assert boss.get(f"/v1/supervision-reports/{submitted['id']}", expect=200).json()["figures"] == figures


def test_R6_2_example_2_transferred_at_once(complaints, unit, requests_of):
    """Who was first responder of a request that technical service has now does not assess it; of another, does."""
    supervisor = unit.client("quality_supervisor", 1)
    request = supervisor.post("/v1/service-requests", {"channel": "PHONE", "matter_kind": "PROBLEM", "category": requests_of.category, "caller_phone": "0771-5551234",
                                                       "description": "网站首页打不开，显示五百错误"}, expect=201).json()
    kept = unit.client("quality_supervisor", 2).post("/v1/service-requests", {
        "channel": "PHONE", "matter_kind": "INQUIRY", "category": requests_of.category, "caller_phone": "0771-5551234", "description": "询问办公室的上班时间和地址"}, expect=201)
    assert kept.status_code == 201
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update service_request set owner_id = %s, version = version + 1 where id = %s", (unit.person("tech_service"), request["id"]))
    assert code_of(unit.assess(1)) == (403, "SEPARATION_OF_DUTIES")
    assert unit.assess(2).status_code == 201


def test_R6_2_example_1_who_moved_in_the_month(complaints, unit):
    """She belonged to technical service on a day of this month: not this one, but the next."""
    li = unit.add("quality_supervisor", 3, department=unit.department)
    complaints.await_employee(li)
    until_day(complaints, 15)
    administrator = complaints.suite.client(roles="administrator")
    administrator.patch(f"/v1/employees/{li['id']}", {"department_id": unit.business["id"]}, match=etag(li), expect=200)
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from department_membership where employee_id = %s", li["id"]) == 2)
    assert code_of(unit.assess(3)) == (403, "SEPARATION_OF_DUTIES")
    until_day(complaints, 2)
    assert unit.assess(3).status_code == 201
