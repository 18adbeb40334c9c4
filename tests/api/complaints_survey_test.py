"""Satisfaction surveys and service research over the API (R6.25, R6.26)."""
import threading

from complaints_projects import projects  # noqa: F401
from factories import code_of

DIMENSIONS = ["TECHNICAL_INSTALLATION", "SYSTEM_OPERATION", "PROJECT_IMPLEMENTATION", "AFTER_SALES_SERVICE", "CUSTOMER_TRAINING"]


def form(*more, **changed):
    return {"title": "第三季度", "channel": "EMAIL", "questions": [{"dimension": name, "text": "您是否满意"} for name in [*DIMENSIONS, *more]],
            **changed}


def survey(projects, *recipients):
    made = projects.post("service", "/v1/satisfaction-surveys", form("PRICE"), expect=201).json()
    path = f"/v1/satisfaction-surveys/{made['id']}"
    return path, [projects.post("service", path + "/recipients", {"customer_id": projects.customer, "name": name}, expect=201).json()["id"]
                  for name in recipients]


def answer(projects, recipient, **scores):
    answers = [{"dimension": name, "score": score} if score else {"dimension": name} for name, score in scores.items()]
    return projects.post("service", f"/v1/survey-recipients/{recipient}/answer", {"answers": answers})


def test_R6_25_what_a_questionnaire_needs(projects):
    assert code_of(projects.post("service", "/v1/satisfaction-surveys", form(channel="PIGEON"))) == (422, "UNKNOWN_CHANNEL")
    short = projects.post("service", "/v1/satisfaction-surveys", form(questions=form()["questions"][:4]))
    assert code_of(short) == (422, "DIMENSION_MISSING") and short.json()["missing"] == ["CUSTOMER_TRAINING"]


def test_R6_25_examples_1_and_2_statistics_and_issues(projects):
    path, (one, two, three) = survey(projects, "王芳", "李强", "赵敏")
    assert answer(projects, one, SYSTEM_OPERATION=5, AFTER_SALES_SERVICE=4, PRICE=None).status_code == 200
    assert answer(projects, two, SYSTEM_OPERATION=4, AFTER_SALES_SERVICE=2).status_code == 200
    assert code_of(answer(projects, two, SYSTEM_OPERATION=4)) == (409, "ALREADY_ANSWERED")
    assert code_of(answer(projects, three, SYSTEM_OPERATION=6)) == (400, "VALIDATION_FAILED")
    assert code_of(answer(projects, three, WEATHER=3)) == (400, "VALIDATION_FAILED")
    assert code_of(projects.post("service", path + "/finish")) == (409, "INVALID_STATE")
    closed = projects.post("service", path + "/close", expect=200).json()
    assert (closed["sent"], closed["responses"], closed["response_rate"]) == (3, 2, 6667)
    assert code_of(answer(projects, three, SYSTEM_OPERATION=4)) == (409, "SURVEY_CLOSED")
    found = {each["dimension"]: each for each in projects.items(path + "/statistics")}
    assert found["SYSTEM_OPERATION"]["mean"] == 450 and found["SYSTEM_OPERATION"]["counts"] == {"4": 1, "5": 1}
    assert found["AFTER_SALES_SERVICE"]["mean"] == 300 and found["PRICE"]["n"] == 0 and "mean" not in found["PRICE"]
    given = projects.items(path + "/answers", name="service")
    assert sorted((each["dimension"], each.get("score", 0)) for each in given) == [
        ("AFTER_SALES_SERVICE", 2), ("AFTER_SALES_SERVICE", 4), ("PRICE", 0), ("SYSTEM_OPERATION", 4), ("SYSTEM_OPERATION", 5)]
    issues = projects.items(path + "/issues")
    assert sorted((each["dimension"], each["value"], "recipient_id" in each) for each in issues) == [
        ("AFTER_SALES_SERVICE", 200, True), ("AFTER_SALES_SERVICE", 300, False)]
    assert code_of(projects.post("service", path + "/finish")) == (409, "ISSUES_OPEN")
    for each in issues:
        projects.post("service", f"/v1/survey-issues/{each['id']}/solve", {
            "owner_id": projects.id("engineer"), "solution": "补充回访", "due_on": str(projects.complaints.today(30))}, expect=200)
    assert projects.post("service", path + "/finish", expect=200).json()["state"] == "FINISHED"


def test_R6_25_means_of_the_examples(projects):
    path, people = survey(projects, *"甲乙丙丁")
    for person, operation, training in zip(people, [5, 4, 4, None], [5, 4, 3, 4]):
        answer(projects, person, SYSTEM_OPERATION=operation, CUSTOMER_TRAINING=training)
    projects.post("service", path + "/close", expect=200)
    found = {each["dimension"]: each for each in projects.items(path + "/statistics")}
    assert found["SYSTEM_OPERATION"]["mean"] == 433 and found["CUSTOMER_TRAINING"]["mean"] == 400
    assert projects.items(path + "/issues") == []
    path, _ = survey(projects)
    assert "response_rate" not in projects.post("service", path + "/close", expect=200).json()


def test_R6_25_example_3_a_recipient_answers_twice_at_once(projects):
    _, (one,) = survey(projects, "王芳")
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(answer(projects, one, SYSTEM_OPERATION=5))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.status_code for each in answers) == [200, 409]


def research(projects):
    body = {"customer_id": projects.customer, "leader_id": projects.id("leader"), "engineer_ids": [projects.id("senior")],
            "place": "客户机房", "planned_on": str(projects.complaints.today())}
    made = projects.post("leader", "/v1/service-research", body, expect=201).json()
    return body, f"/v1/service-research/{made['id']}"


def test_R6_26_from_the_plan_to_its_implementation(projects, complaints, service_unit):
    body, path = research(projects)
    assert code_of(projects.post("leader", "/v1/service-research", {**body, "leader_id": projects.id("head")})) == (422, "LEADER_NOT_SENIOR")
    assert code_of(projects.post("leader", "/v1/service-research", {**body, "engineer_ids": [projects.id("engineer")]})) == (
        422, "NO_SENIOR_ENGINEER")
    item = {"kind": "SUGGESTION", "text": "希望增加培训"}
    assert code_of(projects.post("senior", path + "/items", item)) == (409, "INVALID_STATE")
    assert code_of(projects.post("senior", path + "/hold", {"held_on": str(complaints.today(1))})) == (422, "TIME_IN_FUTURE")
    held = projects.post("senior", path + "/hold", {"held_on": str(complaints.today())}, expect=200).json()
    assert held["state"] == "HELD" and held["next_due_on"] > held["summary_due_on"]
    one, two = (projects.post("senior", path + "/items", {**item, "kind": kind}, expect=201).json()["id"] for kind in ("OPINION", "SUGGESTION"))
    complaint = projects.post("senior", path + "/items", {"kind": "COMPLAINT", "text": "维护人员多次迟到，影响正常使用，要求处理。"}, expect=201).json()["id"]
    assert code_of(projects.post("senior", path + "/summarise", {"summary": "三条"})) == (409, "COMPLAINT_NOT_REGISTERED")
    assert code_of(projects.post("senior", f"/v1/research-items/{one}/register-complaint")) == (409, "INVALID_STATE")
    registered = projects.post("senior", f"/v1/research-items/{complaint}/register-complaint", expect=200).json()
    assert complaints.db_value("select source || ' ' || received_by_id from complaint where id = %s", registered["complaint_id"]) == (
        f"RESEARCH {projects.id('leader')}")
    assert projects.post("senior", path + "/summarise", {"summary": "三条"}, expect=200).json()["summary_late"] is False
    measure = {"text": "每季度培训", "responsible_id": projects.id("senior"), "due_on": str(complaints.today(60))}
    assert code_of(projects.post("senior", f"/v1/research-items/{one}/measure", {})) == (400, "VALIDATION_FAILED")
    projects.post("senior", f"/v1/research-items/{one}/measure", measure, expect=200)
    assert code_of(projects.post("leader", path + "/approve-plan")) == (422, "ITEM_WITHOUT_MEASURE")
    projects.post("senior", f"/v1/research-items/{two}/measure", {"none_because": "已在合同中约定"}, expect=200)
    assert code_of(projects.post("senior", path + "/approve-plan")) == (403, "FORBIDDEN_ROLE")
    projects.post("leader", path + "/approve-plan", expect=200)
    assert code_of(projects.post("senior", path + "/implement")) == (409, "MEASURES_OPEN")
    assert code_of(projects.post("senior", f"/v1/research-items/{two}/done", {"note": "完成"})) == (409, "INVALID_STATE")
    projects.post("senior", f"/v1/research-items/{one}/done", {"note": "完成"}, expect=200)
    assert projects.post("senior", path + "/implement", expect=200).json()["state"] == "IMPLEMENTED"
