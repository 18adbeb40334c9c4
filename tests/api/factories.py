"""Departments, employees, products and customers for tests, made over the API. All names are new each time."""
import itertools
import sys
import time
import uuid
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "shared/sample"))
import customers_csv  # noqa: E402

MANAGER, SUPERVISOR, STAFF = "sales_department_manager", "sales_office_supervisor", "sales_staff"
DIVISION, HEAD = "marketing_division", "marketing_division_head"

serial = itertools.count(1)
phones = itertools.count(1)      # counters of their own: their digits are few
identities = itertools.count(1)
run = uuid.uuid4().hex[:6]


def new(word):
    """A name nobody has had."""
    return f"{word}{run}{next(serial)}"


def credit_code():
    """A valid unified social credit code nobody has had."""
    return customers_csv.credit_code("9", "1", "110105", f"{int(run, 16) % 1000:03d}{next(serial) % 100000:05d}")


def mobile():
    return f"13{int(run, 16) % 1000:03d}{next(phones) % 1000000:06d}"


def identity_number(born="19680512"):
    body = f"330106{born}{next(identities) % 1000:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]


def hospital(**more):
    """The body of a medical institution; more: members to change, None to leave out."""
    return without_none({"party": "ORGANISATION", "customer_class": "ENTERPRISE", "kind": "MEDICAL_INSTITUTION",
                         "name": new("杭州仁和骨科医院"), "unified_social_credit_code": credit_code(),
                         "legal_form": "COMPANY", "hospital_grade": "3B", "specialty": "ORTHOPAEDIC", "beds": 320,
                         "phone": "0571-87654321", "province": "浙江省", "city": "杭州市", "district": "西湖区",
                         "address": "文二西路 718 号", **more})


def distributor(**more):
    return without_none({"party": "ORGANISATION", "customer_class": "ENTERPRISE", "kind": "DISTRIBUTOR",
                         "name": new("宁波康泰医疗器械") + "有限公司", "unified_social_credit_code": credit_code(),
                         "legal_form": "COMPANY", "city": "宁波市", **more})


def person(**more):
    return without_none({"party": "PERSON", "customer_class": "RETAIL", "name": "王伟", "phone": mobile(),
                         "gender": "MALE", "city": "杭州市", **more})


def without_none(body):
    return {name: value for name, value in body.items() if value is not None}


class Company:
    """A marketing division with sales departments S1-S3, and a direct-selling unit. `clients` of a role and
    department are made once: a person for each."""

    def __init__(self, api):
        self.api = api
        self.administrator = api(roles="administrator")
        self.division = self.department("MARKETING_DIVISION")
        self.s1, self.s2, self.s3 = (self.department("SALES", self.division) for _ in range(3))
        self.unit = self.department("DIRECT_SALES")
        self.clients = {}

    def department(self, kind="SALES", parent=None, **more):
        """A new one; its representation."""
        if kind == "SALES" and parent is None:
            parent = self.division
        body = {"code": new("D"), "name": new("部门"), "kind": kind, **more}
        if parent:
            body["parent_id"] = parent["id"]
        return self.administrator.post("/v1/departments", body, expect=201).json()

    def employee(self, department, **more):
        body = {"number": new("E"), "subject": new("sub-"), "name": new("员工"), "department_id": department["id"], **more}
        return self.administrator.post("/v1/employees", without_none(body), expect=201).json()

    def product(self, **more):
        body = {"code": new("P"), "name": new("智能膝关节"), "line": "LOWER_LIMB_PROSTHESIS", **more}
        return self.as_division().post("/v1/products", body, expect=201).json()

    def client(self, role, department=None, person=0):
        """The same caller for the same role, department and person; the division's are of the division."""
        if department is None and role in (DIVISION, HEAD):
            department = self.division
        key = (role, department and department["id"], person)
        if key not in self.clients:
            self.clients[key] = self.api(roles=role, sub=new(f"{role}-"), department=department and department["id"])
        return self.clients[key]

    def staff(self, department=None, person=0):
        return self.client(STAFF, department or self.s1, person)

    def supervisor(self, department=None, person=0):
        return self.client(SUPERVISOR, department or self.s1, person)

    def manager(self, department=None, person=0):
        return self.client(MANAGER, department or self.s1, person)

    def as_division(self, person=0):
        return self.client(DIVISION, person=person)

    def as_head(self, person=0):
        return self.client(HEAD, person=person)

    def customer(self, department=None, make=hospital, **more):
        """A new customer of the department, S1's unless told otherwise."""
        department = department or self.s1
        client = self.client("employee", department) if department["kind"] == "DIRECT_SALES" else self.staff(department)
        return client.post("/v1/customers", make(**more), expect=201).json()

    def document(self, customer, department=None, verified=True, **more):
        """A paper of the customer, kept by the department and verified by its office supervisor."""
        body = {"type": "BUSINESS_LICENCE", "number": new("N"), "valid_from": "2020-01-01", **more}
        supervisor = self.supervisor(department)
        made = supervisor.post(f"/v1/customers/{customer['id']}/archive-documents", without_none(body), expect=201).json()
        if verified:
            made = supervisor.post(f"/v1/archive-documents/{made['id']}/verify", expect=200).json()
        return made


@pytest.fixture(scope="session")
def company(api):
    return Company(api)


def code_of(answer):
    """(status, code) of a refusal."""
    return answer.status_code, answer.json().get("code")


def pointers(answer):
    return sorted(fault["pointer"] for fault in answer.json().get("errors", []))


def etag(thing):
    """What If-Match takes, of a representation."""
    return f'"{thing["version"]}"'


def events(client, after=None, types=None, limit=100):
    """All events after a cursor, and the cursor behind them."""
    found = []
    while True:
        answer = client.get("/v1/events", expect=200,
                            params=without_none({"after": after, "limit": limit, "types": types})).json()
        found += answer["items"]
        if not answer["items"]:
            return found, after
        after = answer["next"]


def told(client, types, subject, count=1, patience=60):
    """The events of these types about a subject: they are numbered after the commit, so it waits for that many."""
    until = time.monotonic() + patience
    while True:
        found = [event for event in events(client, types=types)[0] if event["subject"] == subject]
        if len(found) >= count or time.monotonic() > until:
            return found
        time.sleep(0.05)
