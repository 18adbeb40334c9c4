"""Service projects as their tests use them: people of several departments, and projects that were delivered."""
import datetime

import pytest

from factories import new, without_none

CHECKLIST = ["首页可以访问", "备份可以恢复", "证书有效"]


class Projects:
    """hire() gives an employee with one role, and keeps the client; of each name there is one."""

    PEOPLE = {"engineer": "tech_service", "head": "tech_service_supervisor", "author": "maintenance_engineer",
              "service": "customer_service", "service_head": "customer_service_manager", "clerk": "office",
              "manager": "division_manager", "substitute": "employee", "inspector": "project_manager", "seller": "employee",
              "leader": "senior_leadership", "senior": "senior_engineer", "boss": "general_manager"}

    def __init__(self, complaints):
        self.complaints, self.suite = complaints, complaints.suite
        self.department = complaints.company.department("MANAGEMENT")
        self.people, self.clients = {}, {}
        for name, role in self.PEOPLE.items():
            made = self.hire(name, role)
        complaints.await_employee(made)
        self.customer = complaints.customer()
        self.auditor = self.suite.client(roles="service", url=complaints.url)

    def hire(self, name, role, department=None):
        department = department or self.department
        made = self.complaints.company.employee(department, subject=new(f"{name}-"), name=new("员工"), roles=[role])
        self.people[name] = made
        self.clients[name] = self.suite.client(roles=[role], sub=made["subject"], url=self.complaints.url, department=department["id"])
        return made

    def id(self, name):
        return self.people[name]["id"]

    def post(self, name, path, body=None, **more):
        return self.clients[name].post(path, body, **more)

    def get(self, path, name="boss", **more):
        return self.clients[name].get(path, expect=200, **more).json()

    def items(self, path, **more):
        return self.get(path, **more)["items"]

    def form(self, **more):
        return without_none({"customer_id": self.customer, "name": new("门户网站"), "contract": new("HT-"), "kind": "WEBSITE",
                             "phone": "0771-5551234", "signing_salesperson_id": self.id("seller"),
                             "division_manager_id": self.id("manager"), "division_substitute_id": self.id("substitute"),
                             "project_manager_id": self.id("inspector"), "contact_ids": [self.id("engineer")],
                             "checklist": CHECKLIST, **more})

    def project(self, **more):
        """Entered, not delivered; as it is."""
        return self.post("inspector", "/v1/service-projects", self.form(**more), expect=201).json()

    def delivered(self, on=None, **more):
        made = self.project(**more)
        return self.post("inspector", f"/v1/service-projects/{made['id']}/deliver",
                         {"delivered_on": str(on or self.complaints.today())}, expect=200).json()

    def department_with(self, *names):
        """A new department, and employees of it without a particular role: their names are its own."""
        department = self.complaints.company.department("MANAGEMENT")
        for name in names:
            made = self.hire(name, "employee", department)
        self.complaints.await_employee(made)
        return department["id"]

    def clocks(self, path):
        return {clock["kind"]: clock["state"] for clock in self.items(path + "/deadlines")}

    def ago(self, **delta):
        return self.complaints.at(-datetime.timedelta(**delta).total_seconds())


@pytest.fixture(scope="session")
def projects(complaints):
    return Projects(complaints)
