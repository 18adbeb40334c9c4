"""Direct-selling units as tests of document 1 need them: people of the staff directory, whose tokens carry their subject."""
import datetime

from admissions import ZONE
from factories import mobile, new, without_none


class Unit:
    """A direct-selling unit with its head (employee and client) and employees E1 …; all new."""

    def __init__(self, company, count=3, code="E"):
        self.company, self.api = company, company.api
        self.department = company.department("DIRECT_SALES")
        self.id = self.department["id"]
        self.head_employee = self.employee("H")
        company.administrator.patch(f"/v1/departments/{self.id}", {"head_id": self.head_employee["id"]}, match='"1"', expect=200)
        self.head = self.client(self.head_employee, ["department_head", "employee"])
        prefix = new(code)
        self.employees = [self.employee(f"{prefix}-{number}", exact=True) for number in range(1, count + 1)]
        self.clients = [self.client(employee) for employee in self.employees]

    def employee(self, number="E", exact=False, **more):
        return self.company.employee(self.department, number=number if exact else new(number), **more)

    def client(self, employee, roles="employee"):
        return self.api(roles=roles, sub=employee["subject"], department=self.id)

    def ids(self):
        return [employee["id"] for employee in self.employees]

    def customer(self, by=0, **more):
        """A walk-in whom employee `by` registers, and answers for."""
        body = without_none({"party": "PERSON", "customer_class": "RETAIL", "name": "周淑芬", "phone": mobile(),
                             "source": "WALK_IN", **more})
        return self.clients[by].post("/v1/customers", body, expect=201).json()


class Archives:
    """Batches of archives of a unit, and the CRM clerk who enters them."""

    def __init__(self, unit, clock):
        self.unit, self.clock = unit, clock
        self.clerk = unit.api(roles="crm_clerk")

    def today(self, days=0):
        now = datetime.datetime.fromtimestamp(self.clock.now(), ZONE).date()
        return (now + datetime.timedelta(days)).isoformat()

    def outreach(self, participants=None, expect=201, by=None, **more):
        body = {"held_on": self.today(), "place": "翠苑社区活动中心", "participant_ids": participants or self.unit.ids(), **more}
        return (by or self.unit.head).post("/v1/outreaches", body, expect=expect).json()

    @staticmethod
    def archive(**more):
        return {"name": "陈秀兰", "phone": mobile(), "address": "翠苑二区 12 幢 301", **more}

    def batch(self, count=10, outreach=None, archives=None, expect=201, by=None, **more):
        outreach = outreach or self.outreach()
        archives = archives if archives is not None else [self.archive(name=new("顾客")) for _ in range(count)]
        body = {"outreach_id": outreach["id"], "archives": archives, **more}
        return (by or self.unit.head).post("/v1/archive-batches", body, expect=expect).json()

    def act(self, batch, action, by=None, body=None, expect=200, **more):
        crm = action in ("finish", "return")
        by = by or (self.clerk if crm else self.unit.head)
        if action == "allocate":
            body = body or {}
        return by.post(f"/v1/archive-batches/{batch['id']}/{action}", body, expect=expect, **more).json()

    def lines(self, batch, by=None):
        return (by or self.clerk).get(f"/v1/archive-batches/{batch['id']}/archives", params={"limit": 100}, expect=200).json()["items"]

    def enter(self, batch, line, result="ENTERED", expect=200, by=None, **more):
        path = f"/v1/archive-batches/{batch['id']}/archives/{line['id']}/enter"
        return (by or self.clerk).post(path, {"result": result, **more}, expect=expect).json()

    def until(self, batch, state):
        """The batch moved on to this state, all its archives entered."""
        steps = [("WITH_CRM", "hand-over"), ("PROCESSED", "finish"), ("RETURNED", "return"), ("ALLOCATED", "allocate"),
                 ("COMPLETED", "publish")]
        for reached, action in steps:
            if action == "finish":
                for line in self.lines(batch):
                    if "result" not in line:
                        self.enter(batch, line)
            self.act(batch, action)
            if reached == state:
                return self.get(batch)
        raise AssertionError(state)

    def get(self, batch, by=None):
        return (by or self.clerk).get(f"/v1/archive-batches/{batch['id']}", expect=200).json()

    def allocation(self, batch, by=None, expect=200):
        return (by or self.unit.head).get(f"/v1/archive-batches/{batch['id']}/allocation", expect=expect).json()

    def shares(self, batch):
        """How many each employee of the unit got, in the order of employee numbers."""
        by_id = {one["employee_id"]: one["archives"] for one in self.allocation(batch)["participants"]}
        return [by_id.get(employee) for employee in self.unit.ids()]
