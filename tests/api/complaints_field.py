"""A company that installs and repairs terminals, as the tests of field service use it."""
import uuid

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

    def enter(self, table, **columns):
        """A row as another act would have left it; its id."""
        columns = {"id": str(uuid.uuid4()), "created_by": "test", "changed_by": "test", "trace_id": "0" * 32, **columns}
        names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
        with self.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute(f"insert into {table} ({names}, created_at, changed_at) values ({marks}, now(), now())",
                           list(columns.values()))
        return columns["id"]

    def change(self, table, column, value, **columns):
        """What another act would have changed in the rows with this value."""
        names = ", ".join(f"{name} = %s" for name in columns)
        with self.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute(f"update {table} set {names}, version = version + 1, changed_at = now(), changed_by = 'test' where {column} = %s",
                           [*columns.values(), value])

    def model(self):
        code = new("G-")
        self.enter("product_model", code=code, name="G-20")
        return code

    def order(self, state="FEE_DUE", charge=8399, technician=0, kind="REPAIR", **more):
        """An order that a technician leads, as far as a state; its id."""
        at = self.complaints.at(-3600)
        order = self.enter("service_order", kind=kind, state=state, site_class="CITY", customer_name="南宁物流公司",
                           address="南宁市民族大道 1 号", contact="0771-5551234", reported_at=at,
                           reported_on=str(self.complaints.today()), in_warranty=charge == 0, charge_fen=charge, **more)
        if state not in ("SUBMITTED", "APPROVED"):
            self.enter("order_assignment", order_id=order, technician_id=self.person("field_technician", technician), lead=True,
                       from_at=at, until_at=self.complaints.at(3600))
        return order

    def done(self, state="WORK_DONE", charge=0, **more):
        """An order whose work is done, with its papers."""
        return self.order(state, charge, **{"model": self.model(), "plate": new("桂A"), "terminal_no": new("T"), "damage": "NO_DAMAGE",
                                             "signature": "SIGNED", "signature_note": "李强", "test_passed": True, "no_parts_used": True,
                                             "arrived_at": self.complaints.at(-1800), "done_at": self.complaints.at(-60), **more})

    def state(self, order):
        return self.complaints.db_value("select state from service_order where id = %s", order)


class everybody_away:
    """Every technician is out of the company."""

    def __init__(self, field):
        self.field = field

    def run(self, sql):
        with self.field.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute(sql)

    def __enter__(self):
        self.run("insert into absence (id, employee_id, from_at, until_at, reason, created_at, created_by, changed_at, changed_by, trace_id)"
                 " select gen_random_uuid(), id, now() - interval '30 days', now() + interval '900 days', '外勤', now(), 'away', now(), 'away', repeat('0', 32)"
                 " from known_employee where 'field_technician' = any (roles)")

    def __exit__(self, *_):
        self.run("delete from absence where created_by = 'away'")


@pytest.fixture(scope="session")
def field(complaints):
    return Field(complaints)
