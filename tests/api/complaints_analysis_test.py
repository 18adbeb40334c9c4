"""The monthly analysis of complaints (R12.20)."""
import csv
import datetime
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from complaints import SHANGHAI, Unit
from factories import code_of


@pytest.fixture(scope="module")
def unit(complaints):
    return Unit(complaints, "LOGISTICS")


def set_column(unit, complaint, **values):
    with unit.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        for column, value in values.items():
            cursor.execute(f"update complaint set {column} = %s, version = version + 1 where id = %s", (value, complaint))


def to_next_month(complaints):
    """Some days into the next month, and the first of the month that has passed."""
    first = complaints.today().replace(day=1)
    there = (first + datetime.timedelta(days=32)).replace(day=1)
    midnight = datetime.datetime.combine(there, datetime.time(0, 30), SHANGHAI).timestamp()
    complaints.clock.forward(int(midnight - complaints.clock.now()) + 1)
    return first


def analyse(unit, month, client=None, **more):
    return (client or unit.client("customer_service")).post("/v1/complaint-analyses", {
        "unit_id": unit.id, "month": str(month), "analysis": "送货时效投诉较多", "improvement_measures": "增加周末班次",
        "recognition": "无", **more})


def figure(report, part, name, key=None):
    return next(one for one in report["figures"] if (one["part"], one["figure"], one["key"]) == (part, name, key))


def test_R12_20_one_report_of_a_month(complaints, unit):
    to_next_month(complaints)  # so that what follows is of one month
    seven = [unit.register(customer_id=complaints.customer() if at in (0, 6) else None) for at in range(7)]
    for complaint, validity in zip(seven, ["VALID"] * 3 + ["INVALID"] * 3 + ["UNDETERMINED"]):
        set_column(unit, complaint, validity=validity)
    unit.client("customer_service").post(f"/v1/complaints/{seven[0]}/proposals", {
        "kind": "PLAN", "text": "补送", "steps": [{"text": "补送", "responsible_employee_id": unit.person("employee")}]}, expect=201)
    for complaint, minutes in ((seven[0], 10), (seven[1], 21)):
        received = complaints.db_value("select received_at from complaint where id = %s", complaint)
        set_column(unit, complaint, replied_at=received + datetime.timedelta(minutes=minutes, seconds=59))
    today = complaints.today()
    answer = analyse(unit, today)
    assert code_of(answer) == (422, "MONTH_NOT_OVER") and answer.json()["rule"] == "R12.20"
    month = to_next_month(complaints)
    complaints.suite.await_(lambda: complaints.db_value(
        "select count(*) from complaint_escalation e join complaint c on c.id = e.complaint_id where c.unit_id = %s", unit.id) >= 6)
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from complaint_overdue where complaint_id = %s", seven[6]) == 1)
    assert code_of(analyse(unit, month, recognition=None)) == (422, "TEXT_MISSING")
    assert code_of(analyse(unit, month, recognition=" ")) == (422, "TEXT_MISSING")
    assert code_of(analyse(unit, month, unit.client("employee"))) == (403, "FORBIDDEN_ROLE")
    other = complaints.unit("LOGISTICS")
    assert code_of(analyse(unit, month, other.client("customer_service"))) == (403, "FORBIDDEN_ROLE")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: analyse(unit, month), range(2)))
    assert sorted(one.status_code for one in answers) == [201, 409]
    assert {code_of(one) for one in answers if one.status_code == 409} == {(409, "DUPLICATE")}
    report = next(one for one in answers if one.status_code == 201).json()
    assert report["month"] == str(month) and report["revision"] == 0 and report["late"] is False
    # R12.20 example 3: not corrected to 100.00
    assert [figure(report, "RECEIVED", "VALIDITY", key)["percent"] for key in ("VALID", "INVALID", "UNDETERMINED")] == [
        "42.86", "42.86", "14.29"]
    assert figure(report, "RECEIVED", "TOTAL")["count"] == 7
    assert [figure(report, "RECEIVED", "PROPOSAL", key)["count"] for key in ("IN_TIME", "LATE", "NONE")] == [1, 0, 6]
    assert figure(report, "RECEIVED", "ESCALATION", "AUTOMATIC")["count"] == 6
    assert figure(report, "RECEIVED", "CHANNEL", "PHONE")["percent"] == "100.00"
    assert [(figure(report, part, "OVERDUE")["count"], figure(report, part, "OVERDUE")["percent"]) for part in ("RECEIVED", "HANDLED")] == [
        (1, "14.29"), (0, "0.00")]  # of customers, the other one was replied to (R10.3)
    assert figure(report, "HANDLED", "TOTAL")["count"] == 2
    assert figure(report, "HANDLED", "HANDLING_MINUTES", "AVERAGE")["value"] == "15.5"
    assert figure(report, "HANDLED", "HANDLING_MINUTES", "MAXIMUM")["value"] == "21"
    assert figure(report, "HANDLED", "MOTIVE", "MALICIOUS")["percent"] is None
    assert figure(report, "HANDLED", "SATISFACTION_SCORE", "AVERAGE")["value"] is None
    revised = analyse(unit, month, revision=True)
    assert revised.status_code == 201 and revised.json()["revision"] == 1
    reader = unit.client("general_manager")
    listed = reader.get(f"/v1/complaint-analyses?unit_id={unit.id}&sort=revision", expect=200).json()["items"]
    assert [one["revision"] for one in listed] == [0, 1]
    table = reader.get(f"/v1/complaint-analyses/{report['id']}/figures?limit=500", headers={"Accept": "text/csv"}, expect=200)
    rows = list(csv.DictReader(io.StringIO(table.text.lstrip("\ufeff"))))
    assert {"part": "RECEIVED", "figure": "VALIDITY", "key": "VALID", "percent": "42.86"}.items() <= next(
        row for row in rows if (row["figure"], row["key"], row["part"]) == ("VALIDITY", "VALID", "RECEIVED")).items()
    assert other.client("customer_service").get(f"/v1/complaint-analyses/{report['id']}").status_code == 404
    assert other.client("customer_service").get(f"/v1/complaint-analyses/{report['id']}/figures").status_code == 404


def test_R12_20_example_2_the_month_is_local(complaints, unit):
    first = to_next_month(complaints).replace(day=1)
    midnight = datetime.datetime.combine(complaints.today().replace(day=1), datetime.time(), SHANGHAI)
    before, at = unit.register(), unit.register()
    set_column(unit, before, received_at=midnight - datetime.timedelta(seconds=1))
    set_column(unit, at, received_at=midnight)
    report = analyse(unit, first)
    assert report.status_code == 201, report.text
    assert figure(report.json(), "RECEIVED", "TOTAL")["count"] == 1
    assert code_of(analyse(unit, complaints.today(), revision=True)) == (422, "MONTH_NOT_OVER")


def test_R12_20_a_revision_needs_a_report_and_the_head_office_reads(complaints):
    head = Unit(complaints, "LOGISTICS")
    member = Unit(complaints, "LOGISTICS", parent=head)
    month = to_next_month(complaints)
    assert code_of(analyse(member, month, revision=True)) == (409, "INVALID_STATE")
    assert code_of(analyse(member, month, head.client("customer_service"))) == (403, "FORBIDDEN_ROLE")
    made = analyse(member, month).json()
    assert figure(made, "RECEIVED", "VALIDITY", "VALID")["percent"] is None
    head.client("customer_service").get(f"/v1/complaint-analyses/{made['id']}", expect=200)


def test_R12_20_what_is_open_in_the_unit(complaints):
    """R12.2, R12.3, R12.16: guidance and assistance that are overdue, gaps until they are closed."""
    head = Unit(complaints, "LOGISTICS")
    member = Unit(complaints, "LOGISTICS", parent=head)
    today, complaint = complaints.today(), head.investigating()
    path, investigator = f"/v1/complaints/{complaint}", head.investigator()
    head.client("customer_service_manager").post("/v1/oversight-records", {
        "unit_id": member.id, "period_from": str(today), "period_to": str(today), "findings": "登记不及时", "guidance": "十五分钟内登记"},
        expect=201)
    investigator.post(path + "/assistance-requests", {
        "kind": "STATEMENT", "employee_id": head.person("employee", 1), "question": "当日谁值班？"}, expect=201)
    head.hear(complaint)
    head.find(complaint)
    head.brief(complaint)
    investigator.post(path + "/complete-investigation", {"management_gaps": [{
        "process": "装卸", "description": "没有卸货标准", "department_id": head.id, "proposal": "制定卸货标准",
        "owner_id": head.person("employee", 2), "due_on": str(complaints.today(20))}]}, expect=200)
    to_next_month(complaints)
    month = to_next_month(complaints)
    report = analyse(head, month)
    assert report.status_code == 201, report.text
    for name, key in (("GAP", "OPEN"), ("OVERSIGHT", "OVERDUE"), ("ASSISTANCE", "OVERDUE")):
        assert figure(report.json(), "UNIT", name, key)["count"] == 1, name
    assert [one["figure"] for one in report.json()["figures"] if one["figure"].startswith(("OPEN_", "OVERDUE_"))] == [
        "OPEN_GAP", "OVERDUE_ASSISTANCE", "OVERDUE_OVERSIGHT"]


def test_R12_20_the_policy_of_the_profile_says_when_it_is_due(complaints, unit):
    """And what was answered too late in the month is told, though nothing is open any more."""
    manager, month = unit.client("customer_service_manager"), to_next_month(complaints)

    def due_within(days):
        made = manager.post("/v1/complaint-policies", {"profile": "LOGISTICS", "parameters": {"complaint.analysis_due": days}, "reason": "修订"},
                            expect=201).json()
        manager.post(f"/v1/complaint-policies/{made['id']}/activate", {"effective_from": str(complaints.today())}, expect=200)

    complaint, today = unit.investigating(), complaints.today()
    asked = unit.investigator().post(f"/v1/complaints/{complaint}/assistance-requests", {
        "kind": "RESEARCH", "employee_id": unit.person("employee", 1), "question": "当日谁值班？", "due_on": str(today)}, expect=201).json()
    due_within(9)
    complaints.clock.forward(days=1)
    unit.client("employee", 1).post(f"/v1/assistance-requests/{asked['id']}/answer", {"answer": "PROVIDED", "text": "迟到的记录"}, expect=200)
    month = to_next_month(complaints)
    due_within(5)  # not for the month that is over
    late = analyse(unit, month).json()
    assert figure(late, "UNIT", "ASSISTANCE", "OVERDUE")["count"] == 1
    assert figure(late, "UNIT", "OVERDUE_ASSISTANCE", asked["id"])["value"] == str(today)
    month = to_next_month(complaints)
    soon = analyse(unit, month).json()
    assert figure(soon, "UNIT", "ASSISTANCE", "OVERDUE")["count"] == 0
    assert working_days_from(late["due_on"]) == 9 and working_days_from(soon["due_on"]) == 5


def working_days_from(due_on):
    """How many working days of its month end with a day: the tests' calendar has no holidays, nor make-up days, in years to come."""
    day = datetime.date.fromisoformat(due_on)
    return sum(day.replace(day=one).weekday() < 5 for one in range(1, day.day + 1))


def test_R12_20_shares_and_averages_are_rounded_half_up(complaints):
    def share(part, whole):
        value = complaints.db_value("select share_percent(%s::bigint, %s::bigint)", part, whole)
        return value if value is None else str(value)

    def average(total, count):
        value = complaints.db_value("select average_tenths(%s::bigint, %s::bigint)", total, count)
        return value if value is None else str(value)

    assert [share(3, 7), share(1, 7), share(1, 3), share(2, 3), share(1, 8), share(1, 800)] == [
        "42.86", "14.29", "33.33", "66.67", "12.50", "0.13"]
    assert share(0, 0) is None and share(0, 5) == "0.00" and share(5, 5) == "100.00"
    assert [average(1, 3), average(2, 3), average(1, 20), average(31, 2)] == ["0.3", "0.7", "0.1", "15.5"]
    assert average(0, 0) is None
