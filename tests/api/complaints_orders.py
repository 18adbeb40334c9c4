"""Orders to install and to repair terminals as their tests use them: people, models, prices, and orders that have come as far
as a test needs them."""
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import new, without_none

PROBLEM, SYMPTOMS = "终端不上线超过一天", "指示灯不亮，无法定位"
CHECKED = {"information_verified": True, "tools": True, "spare_parts": True, "documents": True}
DONE = {"test_passed": True, "no_parts_used": True, "damage": "NO_DAMAGE", "signature": "SIGNED", "signature_note": "李强"}


def at_once(*acts):
    """The answers of what is asked at the same time."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [begun.result() for begun in [pool.submit(act) for act in acts]]


class Orders:
    """The GPS division: clerks, managers, technicians; models with a price list in force."""

    def __init__(self, complaints):
        self.complaints, self.suite = complaints, complaints.suite
        self.department = complaints.company.department("MANAGEMENT")
        self.people, self.clients = {}, {}
        self.clerk, self.other_clerk = self.client("customer_service"), self.client("customer_service", 1)
        self.manager, self.substitute = self.client("gps_division_manager"), self.client("gps_division_manager", 1)
        self.model = self.model_made()
        self.set_dispatch_times()
        self.manager.post("/v1/part-price-lists", {"valid_from": "2024-01-01", "prices": [
            {"part_code": "ANTENNA", "name": "天线", "unit_price_fen": 3550},
            {"part_code": "CABLE", "name": "电缆", "unit_price_fen": 1299},
        ]}, expect=201)

    def employee(self, *roles):
        made = self.complaints.company.employee(self.department, subject=new("gps-"), roles=list(roles))
        self.complaints.await_employee(made)
        return made

    def client_of(self, employee, *roles):
        return self.suite.client(roles=list(roles), sub=employee["subject"], url=self.complaints.url, department=self.department["id"])

    def client(self, role, number=0):
        if (role, number) not in self.clients:
            made = self.employee(role)
            self.people[role, number] = made["id"]
            self.clients[role, number] = self.client_of(made, role)
        return self.clients[role, number]

    def technician(self, *models, kinds=("INSTALL", "REPAIR")):
        """A new one with the skill for the models, the usual one if none is named: (id, client)."""
        made = self.employee("field_technician")
        for kind in kinds:
            for model in models or [self.model]:
                self.manager.post("/v1/order-skills", {"technician_id": made["id"], "kind": kind, "model": model}, expect=201)
        return made["id"], self.client_of(made, "field_technician")

    def model_made(self, **more):
        code = new("G-")
        self.manager.post("/v1/product-models", {"code": code, "name": "车载终端", **more}, expect=201)
        return code

    def set_dispatch_times(self):
        with self.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute("""insert into service_type (id, code, name, created_at, created_by, changed_at, changed_by, trace_id)
                              values (gen_random_uuid(), 'GPS_TERMINAL', 'GPS终端', now(), 'test', now(), 'test', repeat('0', 32))
                                  on conflict (code) do nothing""")
            cursor.execute("""insert into dispatch_time (id, service_type, site_class, depart_within, arrive_within, effective_from,
                                                         created_at, created_by, changed_at, changed_by, trace_id)
                              values (gen_random_uuid(), 'GPS_TERMINAL', 'CITY', 'PT2H', 'PT8H', '2024-01-01', now(), 'test', now(), 'test', repeat('0', 32))
                                  on conflict (service_type, site_class, effective_from) do nothing""")

    def terminal(self, model=None):
        number = new("T-")
        self.clerk.post("/v1/terminals", {"terminal_no": number, "model": model or self.model}, expect=201)
        return number

    def stock(self, number):
        return self.clerk.get(f"/v1/terminals?terminal_no={number}", expect=200).json()["items"][0]

    def record(self, number):
        found = self.clerk.get(f"/v1/product-records?terminal_no={number}", expect=200).json()["items"]
        return found and found[0]

    def get(self, order, client=None):
        return (client or self.clerk).get(f"/v1/service-orders/{order}", expect=200).json()

    def act(self, client, order, verb, body=None, expect=200):
        return client.post(f"/v1/service-orders/{order}/{verb}", body, expect=expect).json()

    # --- repairs

    def intake(self, **more):
        return without_none({"customer_name": "南宁运输公司", "address": "南宁市民族大道 1 号", "contact": "李强 13812345678",
                             "model": self.model, "purchased_on": self.complaints.today(-30).isoformat(), "problem": PROBLEM,
                             "symptoms": SYMPTOMS, "clarified": True, "reported_at": self.complaints.at(-60), "channel": "PHONE",
                             "plate": new("桂A"), "terminal_no": new("OLD-"), **more})

    def out_of_warranty(self):
        return {"purchased_on": self.complaints.today(-800).isoformat()}

    def repair(self, client=None, **more):
        return (client or self.clerk).post("/v1/repair-orders", self.intake(**more), expect=201).json()["id"]

    # --- installations

    def papers(self, plates, model=None, customer=None, driver_plates=None, count=None):
        """The three papers; the id of the request."""
        made = self.clerk.post("/v1/install-requests", {
            "customer_id": customer or self.complaints.customer(), "contact": "李强 13812345678", "place": "民族大道停车场",
            "vehicle_count": count or len(plates), "models": [model or self.model]}, expect=201).json()["id"]
        path = f"/v1/install-requests/{made}"
        self.clerk.put(path + "/vehicle-list", {"vehicles": [{"plate": plate, "model": model or self.model} for plate in plates]}, match="*", expect=200)
        self.clerk.put(path + "/driver-info", {"drivers": [{"plate": plate, "driver_name": "王刚", "driver_phone": "13812345678"}
                                                           for plate in driver_plates or plates]}, match="*", expect=200)
        return made

    def order_of(self, request, **more):
        return {"install_request_id": request, "appointment_at": self.complaints.at(3600), **more}

    def install(self, plates, **more):
        return self.clerk.post("/v1/install-orders", self.order_of(self.papers(plates, **more)), expect=201).json()["id"]

    def vehicles(self, order):
        return self.clerk.get(f"/v1/service-orders/{order}/vehicles", expect=200).json()["items"]

    # --- both

    def approved(self, order):
        self.act(self.clerk, order, "submit")
        self.act(self.manager, order, "approve")
        return order

    def slot(self, begins=3600, lasts=7200):
        return {"from_at": self.complaints.at(begins), "until_at": self.complaints.at(begins + lasts)}

    def sent(self, technician, **more):
        return {"technicians": [{"technician_id": technician, "lead": True}], **self.slot(), **more}

    def on_site(self, order, technician=None):
        """Approved, assigned, prepared, departed, arrived; the technician's client."""
        technician = technician or self.technician()
        self.approved(order)
        self.act(self.manager, order, "assign", self.sent(technician[0]))
        self.act(technician[1], order, "prepare", CHECKED)
        self.act(technician[1], order, "depart")
        self.act(technician[1], order, "arrive")
        return technician[1]

    def shown(self, order, state):
        """As it is, which is in this state."""
        shown = self.get(order)
        assert shown["state"] == state, shown
        return shown

    def closed(self, order):
        """Completed, and closed when the customer was informed."""
        self.act(self.clerk, order, "complete")
        return self.act(self.clerk, order, "close", {"customer_informed_at": self.complaints.at()})

    def finished(self, order, technician=None, **more):
        client = self.on_site(order, technician)
        self.act(client, order, "finish", {**DONE, **more})
        return client

    def installed(self, client, vehicle, terminal, **more):
        """Agreed, started, installed and tested."""
        path = f"/v1/order-vehicles/{vehicle['id']}"
        client.post(path + "/agree-location", {"agreed_location": "驾驶台左侧", "customer_agreed_by": "王刚"}, expect=200)
        client.post(path + "/start", expect=200)
        client.post(path + "/install", {"terminal_no": terminal, **more}, expect=200)
        return client.post(path + "/test", {"passed": True}, expect=200).json()


@pytest.fixture(scope="session")
def orders(complaints):
    return Orders(complaints)
