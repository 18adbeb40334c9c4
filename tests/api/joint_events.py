"""Gatherings and joint events as tests need them: two units A and B with heads and employees, a coordinator, guests."""
import datetime
import time

from factories import new, person, without_none

ZONE = datetime.timezone(datetime.timedelta(hours=8))


class Somebody:
    """An employee of the directory, and how he asks."""

    def __init__(self, company, department, roles):
        self.employee = company.employee(department)
        self.id, self.department = self.employee["id"], department
        self.client = company.api(roles=roles, sub=self.employee["subject"], department=department["id"])

    def __getattr__(self, name):
        return getattr(self.client, name)


class JointEvents:
    """Units A and B, new for each; ha, hb head them; e4 and e9 are employees of A and B, e1 of A too."""

    def __init__(self, company, clock):
        self.company, self.clock = company, clock
        self.a, self.b, self.office = (company.department("DIRECT_SALES") for _ in range(3))
        self.ha, self.e4, self.e1 = (self.somebody(self.a, roles) for roles in (["department_head", "employee"], "employee", "employee"))
        self.hb, self.e9 = (self.somebody(self.b, roles) for roles in (["department_head", "employee"], "employee"))
        self.coordinator = self.somebody(self.office, "coordination_assistant")
        self.gm = company.client("general_manager")
        self.event = None

    def somebody(self, department, roles):
        return Somebody(self.company, department, roles)

    # Time: the business date of the service, so many days from it, and moving to a moment.
    def today(self, days=0):
        on = datetime.datetime.fromtimestamp(self.clock.now(), ZONE).date()
        return (on + datetime.timedelta(days)).isoformat()

    def to(self, date, time="00:00:00"):
        """Moves the clock to a moment, which must lie ahead; it goes on from there."""
        moment = datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=ZONE).timestamp()
        ahead = moment - self.clock.now()
        assert ahead > -1, f"{date} {time} is over"
        self.clock.forward(max(0, ahead))

    def day(self, before):
        """So many days before the event."""
        return (datetime.date.fromisoformat(self.event["held_on"]) - datetime.timedelta(before)).isoformat()

    # Gatherings.
    def body(self, days=9, start="18:30:00", end="21:00:00", **more):
        on = self.today(days)
        return without_none({"kind": "JOINT", "title": new("联合会议"), "starts_at": f"{on}T{start}+08:00",
                             "ends_at": f"{on}T{end}+08:00", "coordinator_id": self.coordinator.id,
                             "units": [{"sequence": 1, "department_id": self.a["id"], "head_id": self.ha.id},
                                       {"sequence": 2, "department_id": self.b["id"], "head_id": self.hb.id}], **more})

    def plan(self, expect=201, by=None, **more):
        answer = (by or self.gm).post("/v1/gatherings", self.body(**more), expect=expect).json()
        if expect == 201:
            self.event = answer
        return answer

    def gather(self, days=0, start=None, end=None, department=None, expect=201, by=None):
        """A gathering of unit A, by default from some seconds ahead for three hours."""
        now = datetime.datetime.fromtimestamp(self.clock.now(), ZONE) + datetime.timedelta(seconds=2)
        if now.hour >= 20:
            self.to(self.today(1), "09:00:00")
            return self.gather(days, start, end, department, expect, by)
        on = self.today(days)
        starts = f"{on}T{start}+08:00" if start else now.isoformat()
        ends = f"{on}T{end}+08:00" if end else (now + datetime.timedelta(hours=3)).isoformat()
        body = {"kind": "GATHERING", "title": new("联谊会"), "starts_at": starts, "ends_at": ends,
                "department_id": (department or self.a)["id"]}
        self.event = (by or self.gm).post("/v1/gatherings", body, expect=expect).json()
        if expect == 201 and not start:
            self.clock.forward(3)
        return self.event

    def becomes(self, path, state, patience=15):
        """What is at the path, once a timer has brought it to the state."""
        until = time.monotonic() + patience
        while (found := self.gm.get(path, expect=200).json())["state"] != state and time.monotonic() < until:
            time.sleep(0.1)
        assert found["state"] == state
        return found

    def at(self, path=""):
        return f"/v1/gatherings/{self.event['id']}{path}"

    # Guests.
    def guest(self, by=None, **more):
        """A new customer, served by whoever enters him: e1 of unit A unless told otherwise."""
        body = person(name=new("顾客"), address="文二西路 718 号", **more)
        return (by or self.e1).post("/v1/customers", body, expect=201).json()

    def invite(self, by, customer, expect=201, **more):
        return by.post(self.at("/invitations"), {"customer_id": customer["id"], **more}, expect=expect).json()

    def confirm(self, by, invitation, expect=200):
        return by.post(f"/v1/invitations/{invitation['id']}/confirm", expect=expect).json()

    def confirmed(self, by, customer):
        return self.confirm(by, self.invite(by, customer))

    def submit(self, by, day=None, kind="CONFIRMED", expect=201, **more):
        body = without_none({"kind": kind, "day": day, **more})
        return by.post(self.at("/box-lists"), body, expect=expect).json()

    def open(self, day, by=None, expect=200):
        return (by or self.coordinator).post(self.at(f"/box/{day}/open"), expect=expect).json()

    def invitation(self, by, invitation):
        return by.get(f"/v1/invitations/{invitation['id']}", expect=200).json()

    def arrive(self, customer, by=None, expect=201, **more):
        return (by or self.e4).post(self.at("/attendances"), {"customer_id": customer["id"], **more}, expect=expect).json()

    def refer(self, old, new_one, by=None, expect=201):
        body = {"old_customer_id": old["id"], "new_customer_id": new_one["id"]}
        return (by or self.e4).post(self.at("/referrals"), body, expect=expect).json()

    def sell(self, customer, fen, by=None, expect=201, **more):
        body = {"customer_id": customer["id"], "amount_fen": fen, **more}
        return (by or self.e4).post(self.at("/sales"), body, expect=expect).json()

    def points(self, customer):
        return self.gm.get(f"/v1/customers/{customer['id']}/points", expect=200).json()["balance"]

    def old_guest(self, by=None):
        """A customer who has come to an earlier gathering."""
        guest = self.guest(by)
        self.gather()
        self.arrive(guest)
        self.clock.forward(hours=4)
        return guest
