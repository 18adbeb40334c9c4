"""Assessments of executing departments and the service supervision report (R6.2, R6.3)."""
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from complaints import SHANGHAI, Unit
from factories import code_of, told


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
    assert made["figures"].keys() == {"acceptance", "proactive_maintenance", "other_services"}
    assert made["figures"]["acceptance"]["requests_received"] == 0
    assert made["figures"]["other_services"].items() >= {"work_orders_late": 0, "fault_notice_minutes_average": None}.items()
    unit.client("tech_service").get(f"/v1/service-assessments/{made['id']}", expect=200)
    assert unit.client("quality_supervisor", 1).patch(f"/v1/service-assessments/{made['id']}", {"grade": "POOR"}).status_code == 405
    next_month = str((complaints.today().replace(day=1) + datetime.timedelta(days=40)))
    assert code_of(unit.assess(1, month=next_month)) == (422, "TIME_IN_FUTURE")


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
    path = f"/v1/supervision-reports/{report['id']}/acknowledge"
    assert code_of(unit.client("tech_service_supervisor").post(path)) == (403, "FORBIDDEN_ROLE")
    assert unit.client("general_manager").post(path, expect=200).json()["state"] == "ACKNOWLEDGED"
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


def test_R6_3_a_month_without_its_report(complaints, unit):
    complaints.clock.forward(days=32)
    count = "select count(*) from alarm where kind like 'SUPERVISION_OVERDUE%%' and subject_id = %s"
    complaints.suite.await_(lambda: complaints.db_value(count, unit.id) >= 2, 30)
