"""The watch on holidays over the API (R6.21). The suite's own process knows no holidays: another one, with a calendar of the
tests, has one that begins in a few days."""
import datetime
import json

import pytest

from complaints_projects import projects  # noqa: F401
from factories import code_of


class Watch:
    """A process with a calendar whose next holiday has two days, and is framed by days that are worked."""

    def __init__(self, projects):
        self.projects, complaints = projects, projects.complaints
        suite, self.suite = projects.suite, projects.suite
        self.first = complaints.today(10)
        days = [complaints.today(day) for day in range(-5, 20)]
        off = [self.first, self.first + datetime.timedelta(days=1)]
        calendar = {"from": str(complaints.today(-400)), "until": str(complaints.today(400)), "holidays": [str(day) for day in off],
                    "workdays": [str(day) for day in days if day.weekday() > 4 and day not in off]}
        file = suite.var / "holiday-calendar.json"
        file.write_text(json.dumps(calendar))
        self.process = suite.beside("complaints", 89, "complaints", suite.var / "secrets/complaints", "holiday-complaints", calendar_file=file)
        self.url = f"http://127.0.0.1:{suite.base + 89}"
        self.clients = {}

    def client(self, name):
        if name not in self.clients:
            person = self.projects.people[name]
            self.clients[name] = self.suite.client(roles=person["roles"], sub=person["subject"], url=self.url, department=person["department_id"])
        return self.clients[name]

    def post(self, path, body, name="service", **more):
        return self.client(name).post(path, body, **more)

    def items(self, path):
        return self.client("service").get(path, params={"limit": 100}, expect=200).json()["items"]


@pytest.fixture
def watch(projects):
    made = Watch(projects)
    yield made
    made.process.terminate()
    made.process.wait(timeout=20)


def test_R6_21_planned_checked_and_contacted(watch, projects, complaints):
    site = projects.delivered()["id"]
    assert code_of(watch.post("/v1/holiday-watches", {"day": str(complaints.today())})) == (422, "NOT_A_HOLIDAY")
    assert code_of(watch.post("/v1/holiday-watches", {"day": str(watch.first)}, name="engineer")) == (403, "FORBIDDEN_ROLE")
    made = watch.post("/v1/holiday-watches", {"day": str(watch.first + datetime.timedelta(days=1))}, expect=201).json()
    assert made["block_from"] == str(watch.first) and made["days"] == 2
    assert code_of(watch.post("/v1/holiday-watches", {"day": str(watch.first)})) == (409, "DUPLICATE")
    path = f"/v1/holiday-watches/{made['id']}"
    gaps = watch.items(path + "/plan-gaps")
    assert {gap["on_day"] for gap in gaps if "on_day" in gap} == {str(watch.first), made["block_until"]}
    assert site in {gap.get("project_id") for gap in gaps}
    duty = {"on_day": str(watch.first), "employee_id": projects.id("service")}
    assert code_of(watch.post(path + "/duties", {**duty, "on_day": str(complaints.today())})) == (422, "NOT_A_HOLIDAY")
    assert code_of(watch.post(path + "/duties", {**duty, "employee_id": projects.id("engineer")})) == (400, "VALIDATION_FAILED")
    watch.post(path + "/duties", duty, expect=201)
    watch.post(path + "/duties", {**duty, "on_day": made["block_until"]}, expect=201)
    watch.post(path + "/sites", {"project_id": site, "responsible_id": projects.id("service")}, expect=201)
    gaps = watch.items(path + "/plan-gaps")
    assert not [gap for gap in gaps if "on_day" in gap] and site not in {gap.get("project_id") for gap in gaps}
    check = {"project_id": site, "result": "OK"}
    assert code_of(watch.post(path + "/checks", check)) == (422, "NOT_A_HOLIDAY")
    complaints.clock.forward(days=10)
    gap, = [gap for gap in watch.items(path + "/check-gaps") if gap["project_id"] == site]
    assert gap["on_day"] == str(watch.first) and (gap["checks"], gap["required"]) == (0, 1)

    def counted(required):
        """F1: site days of the watch that were not checked so often; each day counts when it is over."""
        return complaints.db_value("select (supervision_figures(null, null, %s, %s, %s)->'other_services'->>'holiday_gaps')::int",
                                   complaints.at(-86400), complaints.at(86400), required)

    assert counted(1) >= 1 and counted(0) == 0
    watch.post(path + "/checks", check, expect=201)
    assert site not in {gap["project_id"] for gap in watch.items(path + "/check-gaps")}
    assert code_of(watch.post(path + "/checks", {**check, "result": "PROBLEM"})) == (422, "NOTE_MISSING")
    problem = {**check, "result": "PROBLEM", "note": "首页打不开，返回错误代码"}
    found = watch.post(path + "/checks", problem, expect=201).json()
    contacted = watch.post(f"/v1/watch-checks/{found['id']}/contact", {"contacted_id": projects.id("engineer")}, expect=200).json()
    assert contacted["contact_late"] is False
    assert complaints.db_value("select source from service_request where id = %s", contacted["request_id"]) == "HOLIDAY_WATCH"
    again = watch.post(f"/v1/watch-checks/{found['id']}/contact", {"contacted_id": projects.id("engineer")})
    assert code_of(again) == (409, "INVALID_STATE")
    late = watch.post(path + "/checks", problem, expect=201).json()
    fault = watch.post("/v1/faults", {"project_id": site, "occurred_at": late["checked_at"], "location": "机房", "symptoms": "打不开",
                                      "handling_plan": "重启"}, expect=201).json()
    complaints.clock.forward(minutes=31)
    contacted = watch.post(f"/v1/watch-checks/{late['id']}/contact", {"contacted_id": projects.id("engineer"), "fault_id": fault["id"]}, expect=200).json()
    assert contacted["contact_late"] is True and contacted["fault_id"] == fault["id"]


def test_R6_21_example_2_the_plan_is_missing_the_day_before(watch, projects, complaints):
    """The suite's own process may take the timer, and finds no holiday: it is set again until the other one has it."""
    projects.delivered()
    complaints.clock.forward(days=9)

    def rings():
        with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute("update timer set state = 'SET', due_at = %s, try_at = %s where kind = 'holiday_watch'", [complaints.at(-1)] * 2)
        return complaints.db_value(
            "select count(*) from alarm a join holiday_watch w on w.id = a.subject_id where w.block_from = %s", watch.first) == 1
    complaints.suite.await_(rings, 60)
    assert complaints.db_value("select role from alarm a join holiday_watch w on w.id = a.subject_id where w.block_from = %s",
                               watch.first) == "customer_service_manager"


def test_R6_21_after_a_stop_of_days(watch, projects, complaints):
    """The day to plan passed while nothing ran, and so did the holiday: it is told as of that day, and the next look is behind the block."""
    projects.delivered()
    planned = f"{watch.first - datetime.timedelta(days=1)}T00:00:00+08:00"
    complaints.clock.forward(days=14)

    def rings():
        with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute("update timer set state = 'SET', due_at = %s, try_at = %s where kind = 'holiday_watch'", [planned] * 2)
        return complaints.db_value(
            "select count(*) from alarm a join holiday_watch w on w.id = a.subject_id where w.block_from = %s", watch.first) == 1
    complaints.suite.await_(rings, 60)
    assert complaints.db_value("select a.raised_at = %s from alarm a join holiday_watch w on w.id = a.subject_id where w.block_from = %s",
                               planned, watch.first)
    made, = [each for each in watch.items("/v1/holiday-watches") if each["block_from"] == str(watch.first)]
    gaps = {(gap["project_id"], gap["on_day"]) for gap in watch.items(f"/v1/holiday-watches/{made['id']}/check-gaps")}
    assert gaps
    # A website that is given up later was not checked all the same.
    project, day = sorted(gaps)[0]
    projects.post("inspector", f"/v1/service-projects/{project}/retire", {"reason": "合同到期"}, expect=200)
    assert (project, day) in {(gap["project_id"], gap["on_day"]) for gap in watch.items(f"/v1/holiday-watches/{made['id']}/check-gaps")}
