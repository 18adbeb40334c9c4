"""Major faults over the API (R6.18 to R6.20)."""
import threading

from complaints_projects import projects  # noqa: F401
from factories import code_of, etag, told


def report(projects, project, name="engineer", **more):
    body = {"project_id": project["id"], "occurred_at": projects.ago(minutes=10), "location": "南宁机房", "symptoms": "网站无法访问",
            "handling_plan": "切换备用服务器", **more}
    return projects.post(name, "/v1/faults", {key: value for key, value in body.items() if value is not None})


def reported(projects, project=None, **more):
    answer = report(projects, project or projects.delivered(), **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def deliver_all(projects, path):
    for notice in projects.items(path + "/notices"):
        if notice["delivery"] == "PENDING":
            projects.post("service", f"/v1/fault-notices/{notice['id']}/deliver", {"delivery": "SENT"}, expect=200)
    return projects.get(path)


def notified(projects, **more):
    made = reported(projects, **more)
    path = f"/v1/faults/{made['id']}"
    assert deliver_all(projects, path)["state"] == "NOTIFIED"
    return path


def test_R6_18_everybody_is_told_with_the_four_data(projects):
    project = projects.delivered()
    assert code_of(report(projects, project, location=None)) == (422, "FAULT_DATA_MISSING")
    assert "location" in report(projects, project, location=None).json()["missing"]
    assert code_of(report(projects, project, occurred_at=projects.ago(minutes=-10))) == (422, "TIME_IN_FUTURE")
    made = reported(projects, project)
    path = f"/v1/faults/{made['id']}"
    notices = projects.items(path + "/notices")
    assert {notice["role"] for notice in notices if "role" in notice} == {"tech_service", "customer_service"}
    assert {(notice["recipient"], notice["employee_id"]) for notice in notices if "employee_id" in notice} == {
        ("RELATED", projects.id("engineer")), ("SIGNING_SALESPERSON", projects.id("seller")), ("DIVISION_MANAGER", projects.id("manager"))}
    for notice in notices:
        assert notice["location"] == "南宁机房" and notice["symptoms"] and notice["handling_plan"] and notice["occurred_at"] == made["occurred_at"]
    first = f"/v1/fault-notices/{notices[0]['id']}/deliver"
    assert code_of(projects.post("service", first, {"delivery": "ACKNOWLEDGED"})) == (409, "INVALID_STATE")
    for _ in range(2):
        failed = projects.post("service", first, {"delivery": "FAILED"}, expect=200).json()
    assert failed["attempts"] == 2
    deliver_all(projects, path)
    assert projects.get(path)["state"] == "REPORTED"
    projects.post("service", first, {"delivery": "SENT"}, expect=200)
    one = projects.get(path)
    assert one["state"] == "NOTIFIED" and one["notified_late"] is False and projects.clocks(path)["NOTIFY"] == "MET"
    event, = told(projects.auditor, "fault.reported", made["id"])
    assert event["data"]["project_id"] == project["id"] and event["data"]["customer_id"] == projects.customer


def test_R6_18_example_1_late(projects):
    path = notified(projects, known_at=projects.ago(minutes=29), occurred_at=projects.ago(minutes=40))
    assert projects.get(path)["notified_late"] is False
    path = notified(projects, known_at=projects.ago(minutes=31), occurred_at=projects.ago(minutes=40))
    assert projects.get(path)["notified_late"] is True and projects.clocks(path)["NOTIFY"] == "MISSED"


def test_R6_18_somebody_had_known_it_longer(projects):
    """Everybody was told in time, as it seemed; what counts is who knew first."""
    project = projects.delivered()
    made = reported(projects, project, known_at=projects.ago(minutes=5), occurred_at=projects.ago(minutes=50))
    path = f"/v1/faults/{made['id']}"
    assert deliver_all(projects, path)["notified_late"] is False
    joined = report(projects, project, "author", known_at=projects.ago(minutes=20), occurred_at=projects.ago(minutes=50)).json()
    assert joined["id"] == made["id"] and joined["notified_late"] is False
    joined = report(projects, project, "head", known_at=projects.ago(minutes=45), occurred_at=projects.ago(minutes=50)).json()
    assert joined["notified_late"] is True and joined["reporter_id"] == projects.id("head")


def test_R6_18_example_3_two_report_at_once(projects):
    project, answers = projects.delivered(), []
    threads = [threading.Thread(target=lambda name=name: answers.append(report(projects, project, name))) for name in ("engineer", "author")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201, 201]
    fault, = {answer.json()["id"] for answer in answers}
    assert {one["employee_id"] for one in projects.items(f"/v1/faults/{fault}/witnesses")} == {projects.id("engineer"), projects.id("author")}
    earlier = reported(projects, project, name="seller", known_at=projects.ago(minutes=8))
    assert earlier["id"] == fault and earlier["reporter_id"] == projects.id("seller")


def test_R6_18_the_plan_is_being_prepared(projects):
    made = reported(projects, handling_plan=None, plan_being_prepared=True)
    path = f"/v1/faults/{made['id']}"
    assert {notice["recipient"] for notice in projects.items(path + "/notices")} == {"RELATED"}
    assert deliver_all(projects, path)["state"] == "REPORTED"
    assert code_of(projects.post("engineer", path + "/notify")) == (422, "FAULT_DATA_MISSING")
    projects.post("engineer", path + "/plan", {"handling_plan": "切换备用服务器"}, expect=200)
    assert deliver_all(projects, path)["state"] == "NOTIFIED"
    assert code_of(projects.post("engineer", path + "/plan", {"handling_plan": "重启"})) == (409, "INVALID_STATE")


def test_R6_18_master_data_are_incomplete(projects):
    for missing, code in (("signing_salesperson_id", "NO_SIGNING_SALESPERSON"), ("division_manager_id", "NO_DIVISION_MANAGER")):
        project = projects.project(**{missing: None})
        made = reported(projects, project)
        path = f"/v1/faults/{made['id']}"
        assert made["state"] == "REPORTED" and made["notice_problem"] == code
        assert deliver_all(projects, path)["state"] == "REPORTED"
        assert code_of(projects.post("engineer", path + "/notify")) == (422, code)
        alarm, = projects.items("/v1/alarms", params={"subject_id": made["id"]})
        assert alarm["role"] == "general_manager"
        form = projects.form(name=project["name"], contract=project["contract"])
        projects.clients["inspector"].put(f"/v1/service-projects/{project['id']}", form, match=etag(project), expect=200)
        assert "notice_problem" not in projects.post("engineer", path + "/notify", expect=200).json()
        assert deliver_all(projects, path)["state"] == "NOTIFIED"


def test_R6_19_registered_relayed_and_followed(projects, complaints):
    made = reported(projects)
    path = f"/v1/faults/{made['id']}"
    assert code_of(projects.post("manager", path + "/register")) == (409, "INVALID_STATE")
    deliver_all(projects, path)
    assert code_of(projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("leader")]})) == (409, "FAULT_NOT_REGISTERED")
    assert code_of(projects.post("head", path + "/register")) == (403, "FORBIDDEN_ROLE")
    assert projects.post("substitute", path + "/register", expect=200).json()["registered_by_id"] == projects.id("substitute")
    assert code_of(projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("seller")]})) == (400, "VALIDATION_FAILED")
    relayed = projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("leader")]}, expect=200).json()
    assert relayed["state"] == "RELAYED" and relayed["relayed_late"] is False
    assert code_of(projects.post("engineer", path + "/track", {"entry": "处理中"})) == (403, "FORBIDDEN_ROLE")
    assert projects.post("manager", path + "/track", {"entry": "备用服务器已启动"}, expect=201).json()["final"] is False
    projects.post("engineer", path + "/start-handling", expect=200)
    ended = projects.post("engineer", path + "/end", {"note": "服务恢复"}, expect=200).json()
    assert ended["state"] == "ENDED" and ended["tracking_gap"] is True
    assert projects.post("manager", path + "/track", {"entry": "确认恢复"}, expect=201).json()["final"] is True
    assert projects.get(path)["tracking_gap"] is False


def test_R6_19_relayed_late_and_followed_too_seldom(projects, complaints):
    path = notified(projects)
    projects.post("manager", path + "/register", expect=200)
    complaints.clock.forward(hours=5)
    assert projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("leader")]}, expect=200).json()["relayed_late"] is True
    projects.post("engineer", path + "/end", {"note": "服务恢复"}, expect=200)
    projects.post("manager", path + "/track", {"entry": "确认恢复"}, expect=201)
    assert projects.get(path)["tracking_gap"] is True


def test_R6_20_the_analysis_report(projects, complaints):
    path = notified(projects)
    assert code_of(projects.post("head", path + "/name-authors", {"author_ids": [projects.id("author")]})) == (409, "FAULT_NOT_ENDED")
    assert code_of(projects.post("head", path + "/release-report")) == (409, "FAULT_NOT_ENDED")
    projects.post("engineer", path + "/end", {"note": "服务恢复"}, expect=200)
    assert code_of(projects.post("head", path + "/name-authors", {"author_ids": [projects.id("seller")]})) == (400, "VALIDATION_FAILED")
    projects.post("head", path + "/name-authors", {"author_ids": [projects.id("author")]}, expect=200)
    sections = {"impact": "中断十分钟", "handling": "切换", "cause": "硬盘损坏", "corrective": "更换硬盘"}
    assert code_of(projects.post("engineer", path + "/write-report", sections)) == (403, "FORBIDDEN_ROLE")
    projects.post("author", path + "/write-report", sections, expect=200)
    assert code_of(projects.post("author", path + "/release-report")) == (403, "FORBIDDEN_ROLE")
    assert code_of(projects.post("head", path + "/release-report")) == (409, "FAULT_NOT_REGISTERED")
    projects.post("manager", path + "/register", expect=200)
    projects.post("manager", path + "/relay", {"recipient_ids": [projects.id("leader")]}, expect=200)
    missing = projects.post("head", path + "/release-report")
    assert code_of(missing) == (422, "SECTION_MISSING") and missing.json()["missing"] == ["preventive_measures"]
    projects.post("author", path + "/write-report", {"preventive": "每月检查"}, expect=200)
    projects.post("head", path + "/release-report", expect=200)
    assert code_of(projects.post("author", path + "/write-report", {"preventive": "每周检查"})) == (409, "IMMUTABLE")
    fault = projects.get(path)
    assert fault["state"] == "REPORT_WRITTEN" and len(told(projects.auditor, "fault.report_published", fault["id"])) == 1
    projects.post("engineer", path + "/send-report", {"to": "CUSTOMER", "evidence": "邮件"}, expect=200)
    assert code_of(projects.post("head", path + "/close")) == (409, "FEEDBACK_INCOMPLETE")
    assert code_of(projects.post("engineer", path + "/send-report", {"to": "CUSTOMER", "evidence": "邮件"})) == (409, "INVALID_STATE")
    projects.post("engineer", path + "/send-report", {"to": "BUSINESS_DEPT", "evidence": "内部邮件"}, expect=200)
    assert projects.get(path)["state"] == "FED_BACK" and projects.clocks(path)["ANALYSIS_REPORT"] == "MET"
    assert projects.post("head", path + "/close", expect=200).json()["state"] == "CLOSED"
