"""The complaints service as its tests use it: units of the three profiles with their people, and complaints that have come
as far as a test needs them."""
import datetime

import pytest

from factories import new, without_none

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
COURSE = "司机送货时态度粗暴，拒绝卸货，并要求另外付费，最后把货物丢在路边，客户非常不满意。"


class Unit:
    """A unit of one profile: its people by role, each the holder of one role, clients of the complaints service."""

    PEOPLE = {
        "LAW_FIRM": ["front_desk", "admin_desk", "complaint_officer", "complaint_officer", "supervising_partner", "partner",
                     "partner", "director", "admin_staff", "employee", "employee"],
        "LOGISTICS": ["customer_service", "customer_service", "customer_service_manager", "customer_service_manager",
                      "admin_staff", "employee", "employee", "employee"],
        "SERVICE": ["tech_service", "tech_service", "tech_service_supervisor", "customer_service", "customer_service_manager",
                    "department_manager", "quality_supervisor", "office", "admin_staff", "employee", "employee"],
    }

    def __init__(self, complaints, profile, parent=None):
        self.complaints, self.profile = complaints, profile
        self.department = complaints.company.department("MANAGEMENT")
        self.id = self.department["id"]
        self.people, self.clients = {}, {}
        head = self.add("general_manager", 0)
        counts = {}
        for role in self.PEOPLE[profile]:
            self.add(role, counts.get(role, 0), above=head)
            counts[role] = counts.get(role, 0) + 1
        complaints.await_employee(self.last)
        self.made = complaints.administrator.post("/v1/complaint-units", without_none({
            "department_id": self.id, "code": new("U"), "profile": profile, "parent_id": parent and parent.id}), expect=201).json()

    def add(self, role, number, above=None, department=None, **more):
        department = department or self.department
        made = self.complaints.company.employee(department, subject=new(f"{role}-"), name=new("员工"), roles=[role],
                                                supervisor_id=above and above["id"], **more)
        self.people[role, number] = self.last = made
        self.clients[role, number] = self.complaints.suite.client(
            roles=[role], sub=made["subject"], url=self.complaints.url, department=department["id"])
        return made

    def client(self, role, number=0):
        return self.clients[role, number]

    def person(self, role, number=0):
        """The employee's id."""
        return self.people[role, number]["id"]

    def receiver(self):
        return self.client({"LAW_FIRM": "front_desk", "LOGISTICS": "customer_service", "SERVICE": "tech_service"}[self.profile])

    def acceptor(self):
        return self.client({"LAW_FIRM": "complaint_officer", "LOGISTICS": "customer_service", "SERVICE": "tech_service"}[self.profile])

    def organiser(self):
        return self.client({"LAW_FIRM": "complaint_officer", "LOGISTICS": "customer_service_manager",
                            "SERVICE": "tech_service_supervisor"}[self.profile])

    def form(self, **more):
        """A form that can be registered; more: members to change, None to leave out."""
        return without_none({"unit_id": self.id, "channel": "PHONE", "complainant_name": "李强", "complainant_phone": "0771-5551234",
                             "object": "送货司机", "course": COURSE, **more})

    def receive(self, client=None, **more):
        """Received; its representation."""
        return (client or self.receiver()).post("/v1/complaints", self.form(**more), expect=201).json()

    def register(self, client=None, **more):
        """Received and registered; its id."""
        made = self.receive(**more)
        (client or self.acceptor()).post(f"/v1/complaints/{made['id']}/register", expect=200)
        return made["id"]

    def get(self, complaint_id, client=None):
        return (client or self.organiser()).get(f"/v1/complaints/{complaint_id}", expect=200).json()

    def investigator_role(self):
        return {"LAW_FIRM": "supervising_partner", "LOGISTICS": "employee", "SERVICE": "department_manager"}[self.profile]

    def investigator(self):
        """Who investigates what investigating() gives: in a law firm and in service the handler does."""
        return self.client(self.investigator_role())

    def handler_role(self):
        return {"LOGISTICS": "customer_service_manager"}.get(self.profile, self.investigator_role())

    def handler(self):
        """Who decides what investigated() gives."""
        return self.client(self.handler_role())

    def opinion(self, complaint_id, client=None, **more):
        """The written opinion of the officer of a law firm; its representation."""
        return (client or self.organiser()).post(f"/v1/complaints/{complaint_id}/opinions", {
            "text": "建议调查后答复投诉人。", "major": False, "measures": [], **more}, expect=201).json()

    def investigating(self, **more):
        """Registered, in a law firm with an opinion, and assigned; its id. more: of the form."""
        complaint = self.register(**more)
        path, assigned = f"/v1/complaints/{complaint}", self.person(self.investigator_role())
        if self.profile == "LAW_FIRM":
            self.opinion(complaint)
        if self.profile == "LOGISTICS":
            self.organiser().post(path + "/assign-investigators", {"employee_ids": [assigned]}, expect=200)
            self.organiser().post(path + "/assign-handler", {"employee_id": self.person(self.handler_role())}, expect=200)
        else:
            self.organiser().post(path + "/assign-handler", {"employee_id": assigned}, expect=200)
        return complaint

    def hear(self, complaint_id):
        """Both sides state what they have to say."""
        path, client = f"/v1/complaints/{complaint_id}", self.investigator()
        said = {"kind": "STATEMENT", "channel": "PHONE", "text": "当日的经过如登记表所述。"}
        client.post(path + "/statements", {"party": "COMPLAINANT", **said}, expect=201)
        for one in self.get(complaint_id)["respondents"]:
            client.post(path + "/statements", {"party": "RESPONDENT", "respondent_id": one["id"], **said}, expect=201)

    def find(self, complaint_id, client=None, **more):
        """One finding; its representation."""
        return (client or self.investigator()).post(f"/v1/complaints/{complaint_id}/findings", {
            "assertion": "司机要求另外付费", "result": "CONFIRMED", "evidence": [{"text": "通话录音"}], **more}, expect=201).json()

    def check(self, material_id, authenticity="GENUINE"):
        self.investigator().post(f"/v1/materials/{material_id}/check", {"authenticity": authenticity, "method": "与原件核对"}, expect=200)

    def brief(self, complaint_id):
        """The complainant and each respondent are told the facts."""
        path, client = f"/v1/complaints/{complaint_id}", self.investigator()
        told = {"outcome": "DELIVERED", "channel": "PHONE", "content": "已核实当日的行车记录与通话录音。"}
        client.post(path + "/fact-briefings", {"party": "COMPLAINANT", **told}, expect=201)
        for one in self.get(complaint_id)["respondents"]:
            client.post(path + "/fact-briefings", {"party": "RESPONDENT", "respondent_id": one["id"], **told}, expect=201)

    def investigate(self, complaint_id, classified=True):
        """From INVESTIGATING to INVESTIGATED, in whichever round; in a logistics company classified, too."""
        path = f"/v1/complaints/{complaint_id}"
        self.hear(complaint_id)
        self.find(complaint_id)
        for material in self.investigator().get(path + "/materials", expect=200).json()["items"]:
            if "authenticity" not in material:
                self.check(material["id"])
        self.brief(complaint_id)
        self.investigator().post(path + "/complete-investigation", {"none_found": True}, expect=200)
        if classified and self.profile == "LOGISTICS":
            self.classify(complaint_id)

    def classify(self, complaint_id):
        """Valid, and of what the form says or else a breach of a promise: a logistics company decides nothing before."""
        path, handler, shown = f"/v1/complaints/{complaint_id}", self.handler(), self.get(complaint_id)
        if shown["validity"] != "UNDETERMINED" or shown.get("handler_id") != self.person(self.handler_role()):
            return  # it is classified, or somebody else does so
        if shown["type"] == "UNCLEAR":
            handler.post(path + "/classification", {"type": "SERVICE", "subtypes": ["S2"]}, expect=200)
        handler.post(path + "/validity", {"validity": "VALID"}, expect=200)
        handler.post(path + "/severity", {"severity": "GENERAL"}, expect=200)

    def investigated(self, classified=True, **more):
        """Investigated, by investigator(), and to be decided by handler(); its id."""
        complaint = self.investigating(**more)
        self.investigate(complaint, classified)
        return complaint

    def measure(self, text="退还多收费用", role="employee", number=1, days=30, **more):
        """A measure of a decision."""
        return {"text": text, "responsible_employee_id": self.person(role, number),
                "due_on": self.complaints.today(days).isoformat(), **more}

    def decide(self, complaint_id, measures=(), client=None, **more):
        """The decision is signed; its representation."""
        body = {"outcome": "UPHELD", "reasons": "经调查属实。", **({"measures": list(measures)} if measures else {"no_measures": True})}
        if measures and self.profile == "LAW_FIRM":
            body["deviation_reason"] = "依调查结果确定措施。"
        return (client or self.handler()).post(f"/v1/complaints/{complaint_id}/signed-decisions", {**body, **more}, expect=201).json()

    def decided(self, measures=(), **more):
        """Decided, with these measures or explicitly none; its id. more: of the form."""
        complaint = self.investigated(**more)
        self.decide(complaint, measures)
        return complaint


class Complaints:
    def __init__(self, company, suite):
        self.company, self.suite, self.clock = company, suite, suite.clock
        self.url = suite.service_url("complaints")
        self.administrator = suite.client(roles="administrator", url=self.url)
        self.units = {}

    def db_value(self, sql, *values):
        """The first column of the first row, of the complaints schema."""
        with self.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.fetchone()
            return found and found[0]

    def await_employee(self, employee):
        self.suite.await_(lambda: self.db_value("select count(*) from known_employee where id = %s", employee["id"]))

    def unit(self, profile):
        """One for all tests of the profile; Unit(complaints, profile) makes another."""
        if profile not in self.units:
            self.units[profile] = Unit(self, profile)
        return self.units[profile]

    def customer(self, **more):
        """A customer of a sales department; its id, once it is known here."""
        made = self.company.customer(**more)
        self.suite.await_(lambda: self.db_value("select count(*) from known_customer where id = %s", made["id"]))
        return made["id"]

    def today(self, days=0):
        return datetime.datetime.fromtimestamp(self.clock.now(), SHANGHAI).date() + datetime.timedelta(days=days)

    def at(self, seconds=0):
        """An instant from now, RFC 3339."""
        moment = datetime.datetime.fromtimestamp(self.clock.now(), SHANGHAI) + datetime.timedelta(seconds=seconds)
        return moment.isoformat(timespec="milliseconds")


@pytest.fixture(scope="session")
def complaints(company, suite):
    return Complaints(company, suite)


@pytest.fixture(scope="session")
def law_firm(complaints):
    return complaints.unit("LAW_FIRM")


@pytest.fixture(scope="session")
def logistics(complaints):
    return complaints.unit("LOGISTICS")


@pytest.fixture(scope="session")
def service_unit(complaints):
    return complaints.unit("SERVICE")
