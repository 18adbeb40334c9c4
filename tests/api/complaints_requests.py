"""Service requests as their tests use them: a company with customer service, technical service and an accounts department,
a type of service with its documents, a category with leader and deputies, and requests as far as a test needs them."""
import pytest

from factories import new, without_none

DESCRIPTION = "网站首页打不开，显示五百错误"
PEOPLE = {
    "tech": ["tech_service", "tech_service", "tech_service", "tech_service_supervisor"],
    "service": ["customer_service", "customer_service", "customer_service_manager"],
    "accounts": ["employee", "employee", "employee", "employee", "office"],
}


class Requests:
    def __init__(self, complaints):
        self.complaints, self.company, self.clock = complaints, complaints.company, complaints.clock
        self.departments = {name: self.company.department("MANAGEMENT") for name in PEOPLE}
        self.people, self.clients = {}, {}
        self.manager = self.add("general_manager", 0, "service")
        for department, roles in PEOPLE.items():
            for role in roles:
                self.add(role, sum(key[0] == role for key in self.people), department, above=self.manager)
        complaints.await_employee(self.last)
        self.admin = complaints.suite.client(roles="policy_admin", url=complaints.url)
        self.service = complaints.suite.client(roles="service", url=complaints.url)
        self.type = self.new_type()
        self.category = self.new_category()

    def add(self, role, number, department, above=None):
        made = self.company.employee(self.departments[department], subject=new(f"{role}-"), name=new("员工"), roles=[role],
                                     supervisor_id=above and above["id"])
        self.people[role, number] = self.last = made
        self.clients[role, number] = self.complaints.suite.client(
            roles=[role], sub=made["subject"], url=self.complaints.url, department=self.departments[department]["id"])
        return made

    def client(self, role, number=0):
        return self.clients[role, number]

    def person(self, role, number=0):
        """The employee's id."""
        return self.people[role, number]["id"]

    def new_type(self, documented=True):
        """A type of service, with its documents in force for ever, unless told otherwise; its code."""
        made = self.admin.post("/v1/service-types", {"code": new("TYPE"), "name": "网站托管"}, expect=201).json()
        self.types = {**getattr(self, "types", {}), made["code"]: made["id"]}
        if documented:
            self.document(made["code"], "v1", "2020-01-01")
            self.document(made["code"], "w1", "2020-01-01", kind="WORK_INSTRUCTION", code="HOTLINE")
        return made["code"]

    def document(self, service_type, version, effective_from, kind="PROCEDURE", **more):
        return self.admin.post(f"/v1/service-types/{self.types[service_type]}/documents", {
            "kind": kind, "document_version": version, "title": "控制程序", "effective_from": effective_from, **more}, expect=201).json()

    def new_category(self, code=None, **more):
        """Led by the second employee; deputies are the third and fourth. Its code."""
        body = {"code": code or new("CAT"), "name": "网站故障", "service_type": self.type, "leader_id": self.person("employee", 1),
                "deputy_ids": [self.person("employee", 2), self.person("employee", 3)], **more}
        return self.admin.post("/v1/service-categories", without_none(body), expect=201).json()["code"]

    def responsible(self, employee_id, category, **more):
        return self.admin.post("/v1/service-responsibilities", {
            "employee_id": employee_id, "category": category, "from_on": "2020-01-01", **more}, expect=201).json()

    def skilled(self, employee_id, service_type=None):
        return self.admin.post("/v1/technician-skills", {"employee_id": employee_id, "service_type": service_type or self.type}, expect=201)

    def dispatch(self, service_type=None, site_class="CITY", depart_within="PT1H", arrive_within="PT4H"):
        self.admin.post("/v1/dispatch-times", {"service_type": service_type or self.type, "site_class": site_class, "depart_within": depart_within,
                                               "arrive_within": arrive_within, "effective_from": "2020-01-01"}, expect=201)

    def form(self, **more):
        return without_none({"channel": "PHONE", "matter_kind": "PROBLEM", "category": self.category, "caller_phone": "0771-5551234",
                             "description": DESCRIPTION, **more})

    def record(self, client=None, **more):
        return (client or self.client("employee")).post("/v1/service-requests", self.form(**more), expect=201).json()

    def get(self, request_id, client=None):
        return (client or self.client("employee")).get(f"/v1/service-requests/{request_id}", expect=200).json()

    def act(self, request, verb, body=None, client=None, expect=200):
        """An act on a request; its representation."""
        answer = (client or self.client("employee")).post(f"/v1/service-requests/{request['id']}/{verb}", body or {}, expect=expect)
        return answer.json()

    def accepted(self, **more):
        """Recorded by an accountant, accepted by the first engineer."""
        request = self.record(**more)
        self.client("tech_service").post(f"/v1/service-requests/{request['id']}/accept", expect=200)
        return request

    def attempt(self, outcome="NOT_SOLVED", **more):
        return {"started_at": self.complaints.at(-60), "ended_at": self.complaints.at(-1), "guidance": "指导客户重启服务",
                "outcome": outcome, **more}

    def hotline_failed(self, **more):
        request = self.accepted(**more)
        self.act(request, "hotline-attempts", self.attempt(), self.client("tech_service"), expect=201)
        return request

    def remote_skipped(self, **more):
        request = self.hotline_failed(**more)
        self.act(request, "skip-remote", {"reason": "AUTHORISATION_REFUSED"}, self.client("tech_service"))
        return request

    def items(self, path, client=None, **params):
        return (client or self.client("employee")).get(path, params={"limit": 100, **params}, expect=200).json()["items"]


@pytest.fixture(scope="session")
def requests_of(complaints):
    return Requests(complaints)
