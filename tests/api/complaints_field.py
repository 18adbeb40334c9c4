"""A company that installs and repairs terminals, as the tests of field service use it."""
import pytest

from factories import new


class Field:
    """The GPS division, its people by role, and a service centre; clients of the complaints service."""

    PEOPLE = ["field_technician", "field_technician", "field_technician", "gps_division_manager", "gps_division_manager",
              "department_manager", "customer_service", "customer_service", "customer_service_manager", "finance", "business_dept"]

    def __init__(self, complaints):
        self.complaints, self.clock = complaints, complaints.clock
        self.department = complaints.company.department("MANAGEMENT")
        self.center = complaints.company.department("MANAGEMENT", parent=self.department)
        self.people, self.clients = {}, {}
        for role in self.PEOPLE:
            self.add(role)
        self.add("service_center", department=self.center)
        self.auditor = complaints.suite.client(roles="auditor", url=complaints.url)

    def add(self, *roles, department=None, name=None):
        """name: of the client, its first role where there is none."""
        department, name = department or self.department, name or roles[0]
        made = self.complaints.company.employee(department, subject=new("gps-"), name=new("技师"), roles=list(roles))
        number = sum(1 for each in self.people if each[0] == name)
        self.people[name, number] = made
        self.clients[name, number] = self.complaints.suite.client(
            roles=list(roles), sub=made["subject"], url=self.complaints.url, department=department["id"])
        self.complaints.await_employee(made)
        return self.clients[name, number]

    def client(self, role, number=0):
        return self.clients[role, number]

    def person(self, role, number=0):
        """The employee's id."""
        return self.people[role, number]["id"]

    def technician(self, number=0):
        return self.client("field_technician", number)

    def manager(self, number=0):
        return self.client("gps_division_manager", number)

    def service(self, number=0):
        return self.client("customer_service", number)

    def item(self, kind="MATERIAL", stock=5, **more):
        """Something in the store; its id."""
        body = {"kind": kind, "code": new("C"), "name": "馈线", "stock": stock, **more}
        return self.manager().post("/v1/custody-items", body, expect=201).json()["id"]


@pytest.fixture(scope="session")
def field(complaints):
    return Field(complaints)
