"""Service projects and their quality inspections over the API (R6.14, R6.24)."""
import datetime

from complaints_projects import CHECKLIST, projects  # noqa: F401
from factories import code_of, etag, pointers, told


def months_after(day, months):
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return day.replace(year=year, month=month, day=min(day.day, last))


def test_R6_14_delivered_corrected_and_retired(projects, complaints):
    made = projects.project()
    path = f"/v1/service-projects/{made['id']}"
    assert made["state"] == "PREPARING" and made["checklist"] == CHECKLIST
    assert code_of(projects.post("inspector", path + "/correct-delivery", {"delivered_on": str(complaints.today()), "reason": "误"})) == (
        422, "NOT_DELIVERED")
    assert code_of(projects.post("inspector", path + "/deliver", {"delivered_on": str(complaints.today(1))})) == (422, "DELIVERED_IN_FUTURE")
    assert code_of(projects.post("engineer", path + "/deliver", {"delivered_on": str(complaints.today())})) == (403, "FORBIDDEN_ROLE")
    projects.post("inspector", path + "/deliver", {"delivered_on": str(complaints.today(-1))}, expect=200)
    assert code_of(projects.post("inspector", path + "/deliver", {"delivered_on": str(complaints.today())})) == (409, "INVALID_STATE")
    event, = told(projects.auditor, "service_project.delivered", made["id"])
    assert event["data"]["delivered_on"] == str(complaints.today(-1)) and event["data"]["customer_id"] == projects.customer
    assert event["data"]["phone"] == made["phone"] and event["data"]["signing_salesperson_id"] == projects.id("seller")
    corrected = projects.post("inspector", path + "/correct-delivery", {"delivered_on": str(complaints.today()), "reason": "验收单"}, expect=200).json()
    event, = told(projects.auditor, "service_project.corrected", made["id"])
    assert event["data"]["delivered_on"] == corrected["delivered_on"] == str(complaints.today())
    due, = projects.items("/v1/quality-inspections", params={"project_id": made["id"]})
    assert due["due_on"] == str(months_after(complaints.today(), 3)) and projects.clocks(path)["INSPECTION"] == "RUNNING"
    projects.post("inspector", path + "/retire", {"reason": "合同到期"}, expect=200)
    assert code_of(projects.post("inspector", path + "/retire", {"reason": "合同到期"})) == (409, "INVALID_STATE")
    assert len(told(projects.auditor, "service_project.retired", made["id"])) == 1
    assert projects.get(f"/v1/quality-inspections/{due['id']}")["state"] == "CANCELLED"


def test_R6_14_master_data(projects, complaints):
    made = projects.project(signing_salesperson_id=None)
    path = f"/v1/service-projects/{made['id']}"
    assert code_of(projects.post("inspector", path + "/deliver", {"delivered_on": str(complaints.today())})) == (422, "NO_SIGNING_SALESPERSON")
    form = projects.form(name=made["name"], contract=made["contract"])
    stranger = {**form, "project_manager_id": made["id"]}
    assert pointers(projects.clients["inspector"].put(path, stranger, match=etag(made))) == ["/project_manager_id"]
    assert code_of(projects.clients["inspector"].put(path, {**form, "customer_id": complaints.customer()}, match=etag(made))) == (409, "IMMUTABLE")
    assert projects.clients["inspector"].put(path, form, match=etag(made), expect=200).json()["signing_salesperson_id"] == projects.id("seller")
    assert code_of(projects.post("inspector", "/v1/service-projects", {**form})) == (409, "DUPLICATE")
    assert code_of(projects.clients["boss"].get(f"/v1/service-projects/{projects.customer}/deadlines")) == (404, "NOT_FOUND")


def recorded(projects, results, **more):
    lines = [{"number": number + 1, **result} for number, result in enumerate(results)]
    return {"arrived_at": projects.ago(hours=3), "left_at": projects.ago(hours=1), "lines": lines, **more}


def test_R6_24_recorded_handed_over_and_closed(projects, complaints):
    made = projects.delivered()
    one, = projects.items("/v1/quality-inspections", params={"project_id": made["id"]})
    path = f"/v1/quality-inspections/{one['id']}"
    ok, risk = {"result": "OK"}, {"result": "HIDDEN_RISK", "finding": "服务器硬盘存在老化迹象", "analysis": "读写错误增加", "analysed_at": projects.ago(hours=2)}
    assert code_of(projects.post("inspector", path + "/record", recorded(projects, [ok, ok]))) == (422, "CHECKLIST_INCOMPLETE")
    assert code_of(projects.post("inspector", path + "/record", recorded(projects, [ok, ok, {"result": "PROBLEM"}]))) == (422, "ANALYSIS_MISSING")
    late = {**risk, "analysed_at": projects.ago(minutes=30)}
    assert code_of(projects.post("inspector", path + "/record", recorded(projects, [ok, ok, late]))) == (422, "ANALYSIS_NOT_ON_SITE")
    assert code_of(projects.post("engineer", path + "/record", recorded(projects, [ok, ok, risk]))) == (403, "FORBIDDEN_ROLE")
    assert code_of(projects.post("inspector", path + "/close")) == (409, "INVALID_STATE")
    done = projects.post("inspector", path + "/record", recorded(projects, [ok, ok, risk]), expect=200).json()
    assert done["state"] == "RECORDED" and done["late"] is False and done["inspector_id"] == projects.id("inspector")
    assert code_of(projects.post("inspector", path + "/close")) == (409, "FINDINGS_NOT_HANDED_OVER")
    lines = projects.items(path + "/lines")
    assert [line["item"] for line in lines] == CHECKLIST
    assert code_of(projects.post("inspector", f"/v1/inspection-lines/{lines[0]['id']}/hand-over")) == (409, "INVALID_STATE")
    over = projects.post("inspector", f"/v1/inspection-lines/{lines[2]['id']}/hand-over", expect=200).json()
    assert over["handed_over_late"] is False and projects.clocks(path) == {"HAND_OVER": "MET"}
    assert complaints.db_value("select source || ' ' || customer_id from service_request where id = %s", over["request_id"]) == (
        f"INSPECTION {projects.customer}")
    owner = complaints.db_value("select owner_id::text from service_request where id = %s", over["request_id"])
    assert owner == projects.id("service_head")  # of customer service, which owns the solution
    assert complaints.db_value("select activity_class || ' ' || subclass from service_activity where subject_id = %s", one["id"]) == (
        "PROACTIVE INSPECTION")  # R6.23 example 1
    assert projects.post("inspector", path + "/close", expect=200).json()["state"] == "CLOSED"


def test_R6_24_the_next_one_is_planned_when_the_day_is_over(projects, complaints):
    """Delivered long ago: what was due before is not made up for; the day after it is due the next one is planned."""
    made = projects.delivered(on=months_after(complaints.today(), -12))
    one, = projects.items("/v1/quality-inspections", params={"project_id": made["id"]})
    assert one["number"] == 4 and one["due_on"] == str(complaints.today())
    complaints.clock.forward(days=1)
    projects.suite.await_(lambda: len(projects.items("/v1/quality-inspections", params={"project_id": made["id"]})) == 2, 30)
    two = projects.items("/v1/quality-inspections", params={"project_id": made["id"]})[1]
    assert two["number"] == 5 and projects.clocks(f"/v1/service-projects/{made['id']}")["INSPECTION"] in ("OVERDUE", "RUNNING")


def test_R6_24_another_interval(projects, complaints):
    """What is not overdue is due anew, and what follows is of the same series."""
    made = projects.delivered()
    path, inspector = f"/v1/service-projects/{made['id']}", projects.clients["inspector"]
    form = projects.form(name=made["name"], contract=made["contract"])

    def due():
        return [one["due_on"] for one in projects.items("/v1/quality-inspections", params={"project_id": made["id"], "sort": "due_on"})]

    for interval, months in ((None, 3), ("P1M", 1), ("P6M", 6), ("P1M", 1)):
        if interval:
            made = inspector.put(path, {**form, "inspection_interval": interval}, match=etag(made), expect=200).json()
        assert due() == [str(months_after(complaints.today(), months))]
    first, second = (months_after(complaints.today(), months) for months in (1, 6))
    complaints.clock.forward(days=(first - complaints.today()).days + 1)
    complaints.suite.await_(lambda: len(due()) == 2, 30)
    inspector.put(path, {**form, "inspection_interval": "P6M"}, match=etag(made), expect=200)
    assert due() == [str(first), str(second)]  # the first one is overdue, and stays so
