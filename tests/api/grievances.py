"""Grievances of a customer as tests need them (R1.30-R1.33)."""
import datetime
import time

import pytest

from admissions import ZONE
from units import Unit


class Grievances:
    """Unit A with a customer of E1, another unit B, the CRM clerk, the director and the general manager."""

    def __init__(self, company, clock):
        self.company, self.clock = company, clock
        self.a, self.b = Unit(company, count=3), Unit(company, count=1)
        self.clerk = company.api(roles="crm_clerk")
        self.director, self.gm = company.client("customer_resource_director"), company.client("general_manager")
        self.finance = company.client("finance")
        self.customer = self.a.customer()
        self.e1, self.e2, self.e3 = self.a.ids()
        self.ha = self.a.head_employee["id"]

    def record(self, by=None, expect=201, **more):
        body = {"customer_id": self.customer["id"], "cause": "EMPLOYEE_ATTITUDE", **more}
        return (by or self.a.clients[2]).post("/v1/grievances", body, expect=expect).json()

    def act(self, grievance, action, by, body=None, expect=200):
        return by.post(f"/v1/grievances/{grievance['id']}/{action}", body, expect=expect).json()

    def get(self, grievance):
        return self.gm.get(f"/v1/grievances/{grievance['id']}", expect=200).json()

    def fines(self, grievance):
        """[(letter, person, fen)] of a grievance, in order."""
        found = self.gm.get("/v1/penalties", params={"basis_id": grievance["id"], "limit": 100}, expect=200).json()["items"]
        return sorted((one["type"][-1], one["person_id"], one["amount_fen"]) for one in found)

    def becomes(self, grievance, state, patience=15):
        until = time.monotonic() + patience
        while (found := self.get(grievance))["state"] != state and time.monotonic() < until:
            time.sleep(0.1)
        assert found["state"] == state
        return found

    def today(self, days=0):
        return (datetime.datetime.fromtimestamp(self.clock.now(), ZONE).date() + datetime.timedelta(days)).isoformat()

    def to(self, days, at="00:00:00"):
        """To a time of the day so many days from today."""
        moment = datetime.datetime.fromisoformat(f"{self.today(days)}T{at}").replace(tzinfo=ZONE).timestamp()
        assert moment > self.clock.now()
        self.clock.forward(moment - self.clock.now())

    def carry_out(self, grievance):
        change, = self.clerk.get("/v1/ownership-changes", params={"basis_id": grievance["id"], "state": "DIRECTED"}, expect=200).json()["items"]
        return self.clerk.post(f"/v1/ownership-changes/{change['id']}/carry-out", expect=200).json()


@pytest.fixture
def grievances(company, clock):
    return Grievances(company, clock)


def money(*fines):
    return sorted(fines)
