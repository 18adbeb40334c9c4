"""Cooperation of departments, and arbitration by the office, over the API (R6.16, R6.17)."""
import threading

from complaints_projects import projects  # noqa: F401
from factories import code_of, etag, new


class Case:
    """A process that one department leads, with another that is asked, and an office of its own."""

    def __init__(self, projects):
        self.projects, word = projects, new("case")
        self.names = {role: f"{word}-{role}" for role in ("asks", "asked", "third", "clerk")}
        self.departments = {role: projects.department_with(name) for role, name in self.names.items() if role != "clerk"}
        self.office = projects.complaints.company.department("MANAGEMENT")
        projects.complaints.await_employee(projects.hire(self.names["clerk"], "office", self.office))
        self.process = self.post("asks", "/v1/service-processes", {"title": "改版", "description": "需要研发配合"}, expect=201).json()
        self.path = f"/v1/service-processes/{self.process['id']}"

    def post(self, role, path, body=None, **more):
        return self.projects.post(self.names.get(role, role), path, body, **more)

    def lead(self):
        return self.post("asks", self.path + "/lead", expect=200).json()

    def ask(self, role="asked", **more):
        body = {"department_id": self.departments[role], "content": "提供接口文档", "due_on": str(self.projects.complaints.today(5))}
        return self.post("asks", self.path + "/tasks", {**body, **more}, expect=201).json()["id"]

    def disputed(self, role="asked"):
        task = self.ask(role)
        self.post(role, f"/v1/cooperation-tasks/{task}/decline", {"opinion": "接口由外部厂商维护"}, expect=200)
        return task

    def submit(self, *tasks, **more):
        return self.post("asks", self.path + "/arbitrations", {"task_ids": list(tasks), "blocked_reason": "无法继续", **more}, expect=201).json()

    def file(self, case, *roles):
        for role in roles:
            filed = self.post(role, f"/v1/arbitrations/{case['id']}/file-opinion", {"opinion": f"{role} 的意见"}, expect=200).json()
        return filed

    def ruling(self, **more):
        return {"ruling": "研发部提供接口", "tasks": [{"department_id": self.departments["asked"], "content": "开放接口",
                                                       "due_on": str(self.projects.complaints.today(3)), **more}]}


def test_R6_16_from_request_to_confirmation(projects, complaints):
    case = Case(projects)
    body = {"department_id": case.departments["asked"], "content": "文档", "due_on": str(complaints.today())}
    assert code_of(case.post("asks", case.path + "/tasks", body)) == (403, "NOT_DEMAND_DEPARTMENT")
    assert case.lead()["demand_department_id"] == case.departments["asks"]
    assert code_of(case.post("third", case.path + "/tasks", body)) == (403, "NOT_DEMAND_DEPARTMENT")
    assert code_of(case.post("asks", case.path + "/tasks", {**body, "department_id": case.departments["asks"]})) == (422, "OWN_DEPARTMENT")
    task = f"/v1/cooperation-tasks/{case.ask()}"
    assert code_of(case.post("asked", task + "/decline", {})) == (422, "OPINION_MISSING")
    assert code_of(case.post("third", task + "/accept")) == (403, "FORBIDDEN_ROLE")
    case.post("asked", task + "/accept", expect=200)
    one = projects.get(task)
    changed = projects.clients[case.names["asks"]].put(task, {"content": "文档和样例", "due_on": str(complaints.today(-1))}, match=etag(one), expect=200).json()
    assert changed["state"] == "REQUESTED"
    case.post("asked", task + "/accept", expect=200)
    delivered = case.post("asked", task + "/deliver", {"delivery": "已提交"}, expect=200).json()
    assert delivered["late"] is True
    assert code_of(case.post("third", task + "/confirm")) == (403, "NOT_DEMAND_DEPARTMENT")
    assert case.post("asks", task + "/confirm", expect=200).json()["state"] == "CONFIRMED"
    assert code_of(case.post("asks", task + "/dispute", {"opinion": "不符"})) == (409, "INVALID_STATE")


def test_R6_16_example_3_two_departments_claim_it_at_once(projects):
    case, answers = Case(projects), []
    claims = [threading.Thread(target=lambda role=role: answers.append(case.post(role, case.path + "/lead"))) for role in ("asks", "third")]
    for claim in claims:
        claim.start()
    for claim in claims:
        claim.join()
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused, = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["code"] in ("SECOND_DEMAND_DEPARTMENT", "VERSION_CONFLICT")


def test_R6_17_from_submission_to_completion(projects, complaints):
    case = Case(projects)
    case.lead()
    made = case.submit(case.disputed("asked"), case.disputed("third"))
    path = f"/v1/arbitrations/{made['id']}"
    assert made["state"] == "SUBMITTED" and made["office_is_party"] is False
    assert {party["department_id"] for party in projects.items(path + "/parties")} == set(case.departments.values())
    case.file(made, "asks", "asked")
    assert code_of(case.post("clerk", path + "/rule", case.ruling())) == (422, "OPINIONS_MISSING")
    assert code_of(case.post("clerk", path + "/record-none", {"department_id": case.departments["third"]})) == (409, "INVALID_STATE")
    assert case.file(made, "third")["state"] == "OPINIONS_COMPLETE"
    assert code_of(case.post("asks", path + "/file-opinion", {"opinion": "再次"})) == (409, "INVALID_STATE")
    assert code_of(case.post("asks", path + "/rule", case.ruling())) == (403, "FORBIDDEN_ROLE")
    assert code_of(case.post("boss", path + "/rule", case.ruling())) == (403, "FORBIDDEN_ROLE")
    ruled = case.post("clerk", path + "/rule", case.ruling(), expect=200).json()
    assert ruled["state"] == "RULED" and ruled["ruling_late"] is False
    assert code_of(case.post("clerk", path + "/rule", case.ruling())) == (409, "INVALID_STATE")
    imposed, = [task for task in projects.items(path + "/tasks") if "ruled_in" in task]
    task = f"/v1/cooperation-tasks/{imposed['id']}"
    case.post("clerk", path + "/execute", expect=200)
    assert code_of(case.post("asked", task + "/decline", {"opinion": "仍不同意"})) == (409, "TASK_UNDER_RULING")
    assert code_of(case.post("clerk", path + "/complete", {"note": "完成"})) == (409, "ITEMS_OPEN")
    case.post("asked", task + "/accept", expect=200)
    case.post("asked", task + "/deliver", {"delivery": "已开放"}, expect=200)
    case.post("asks", task + "/confirm", expect=200)
    assert case.post("clerk", path + "/complete", {"note": "完成"}, expect=200).json()["state"] == "COMPLETED"
    again = {"task_ids": [case.disputed()], "blocked_reason": "又无法继续"}
    assert code_of(case.post("asks", case.path + "/arbitrations", again)) == (422, "BASIS_MISSING")
    case.post("asks", case.path + "/arbitrations", {**again, "new_facts": "厂商已更换"}, expect=201)


def test_R6_17_example_3_a_clerk_who_came_from_a_party(projects, complaints):
    case = Case(projects)
    case.lead()
    made = case.submit(case.disputed())
    case.file(made, "asks", "asked")
    clerk = projects.hire(new("moved-"), "office", {"id": case.departments["asked"]})
    complaints.await_employee(clerk)
    projects.suite.client(roles="administrator").patch(f"/v1/employees/{clerk['id']}", {"department_id": case.office["id"]}, match=etag(clerk), expect=200)
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from department_membership where employee_id = %s", clerk["id"]) == 2)
    moved, = [name for name, person in projects.people.items() if person["id"] == clerk["id"]]
    assert code_of(projects.post(moved, f"/v1/arbitrations/{made['id']}/rule", case.ruling())) == (403, "RECUSED")
    case.post("clerk", f"/v1/arbitrations/{made['id']}/rule", case.ruling(), expect=200)


def test_R6_17_the_office_is_a_party(projects):
    case = Case(projects)
    case.departments["clerk"] = case.office["id"]
    case.lead()
    made = case.submit(case.disputed("clerk"))
    case.file(made, "asks", "clerk")
    ruling = {"ruling": "办公室配合", "tasks": [{"department_id": case.office["id"], "content": "盖章", "due_on": str(projects.complaints.today(1))}]}
    assert made["office_is_party"] is True
    assert code_of(case.post("clerk", f"/v1/arbitrations/{made['id']}/rule", ruling)) == (403, "FORBIDDEN_ROLE")
    case.post("boss", f"/v1/arbitrations/{made['id']}/rule", ruling, expect=200)


def test_R6_17_no_opinion_filed_and_a_ruled_task_not_done(projects, complaints):
    """Two working days later the office records that there is none; a ruled task not done is proposed for a conduct case."""
    case = Case(projects)
    case.lead()
    made = case.submit(case.disputed())
    path = f"/v1/arbitrations/{made['id']}"
    case.file(made, "asks")
    complaints.clock.forward(days=6)
    none = case.post("clerk", path + "/record-none", {"department_id": case.departments["asked"]}, expect=200).json()
    assert none["state"] == "OPINIONS_COMPLETE"
    case.post("clerk", path + "/rule", case.ruling(due_on=str(complaints.today())), expect=200)
    imposed, = [task for task in projects.items(path + "/tasks") if "ruled_in" in task]
    case.post("asked", f"/v1/cooperation-tasks/{imposed['id']}/accept", expect=200)
    complaints.clock.forward(days=1)
    projects.suite.await_(lambda: complaints.db_value("select count(*) from conduct_case where subject_id = %s", imposed["id"]) == 1, 30)
    assert complaints.db_value("select code || ' ' || person_id from conduct_case where subject_id = %s", imposed["id"]) == (
        f"V6.10c {projects.id(case.names['asked'])}")
    alarm, = projects.items("/v1/alarms", params={"subject_id": imposed["id"]}, name="clerk")
    assert code_of(projects.post("engineer", f"/v1/alarms/{alarm['id']}/acknowledge")) == (404, "NOT_FOUND")
    projects.post("clerk", f"/v1/alarms/{alarm['id']}/acknowledge", expect=200)


def test_R6_17_a_ruled_task_done_late_while_nothing_rang(projects, complaints):
    """After a stop the timer finds the task delivered, but not by its day."""
    case = Case(projects)
    case.lead()
    made = case.submit(case.disputed())
    case.file(made, "asks", "asked")
    path = f"/v1/arbitrations/{made['id']}"
    case.post("clerk", path + "/rule", case.ruling(due_on=str(complaints.today(1))), expect=200)
    imposed, = [task for task in projects.items(path + "/tasks") if "ruled_in" in task]
    task = f"/v1/cooperation-tasks/{imposed['id']}"
    case.post("asked", task + "/accept", expect=200)
    timer = "update timer set state = %s, try_at = due_at where kind = 'ruled_task' and subject_id = %s"
    for state in ("CANCELLED", "SET"):
        with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute(timer, (state, imposed["id"]))
        if state == "CANCELLED":
            complaints.clock.forward(days=3)
            assert case.post("asked", task + "/deliver", {"delivery": "已开放"}, expect=200).json()["late"] is True
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from conduct_case where subject_id = %s", imposed["id"]) == 1, 30)
