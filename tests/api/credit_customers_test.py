"""What the customers service tells, as credit takes it: each kind, told twice, and older than what is known (R3.1, R3.32, C15)."""
import uuid

import pytest

from credit import SALES, credit  # noqa: F401
from credit_orders import check, execute
from factories import code_of, new
from feed import Feed


class Customers(Feed):
    """The customers service, as far as its events are it."""

    def __init__(self, credit):
        super().__init__(credit.suite, "customers", service="credit")
        self.credit = credit

    def told(self, type, customer, version, salesperson=0, **more):
        """customer.created or .updated, with all that it says of a customer."""
        self.tell(f"customer.{type}", customer, {
            "customer_id": customer, "number": uuid.UUID(customer).int % 10**9, "status": "ACTIVE", "party": "ORGANISATION",
            "customer_class": "ENTERPRISE", "kind": "DISTRIBUTOR", "department_id": self.credit.department["id"],
            "responsible_employee_id": self.person(salesperson), "name": "宁波康泰", **more}, version=version)

    def person(self, number):
        return self.credit.people[SALES, number]["id"]

    def owner(self, customer, version, old, new):
        self.tell("customer.owner_changed", customer, {"customer_id": customer, "old": self.person(old), "new": self.person(new),
                                                       "cause": "REASSIGNED"}, version=version)

    def listed(self, type, customer, entry, department=None):
        self.tell(f"customer.{type}", entry, {"entry_id": entry, "customer_id": customer, **(department and {"department_id": department} or {})})

    def created(self, salesperson=0, **trading):
        customer = str(uuid.uuid4())
        self.told("created", customer, 1, salesperson, name=new("康泰"))
        if trading:
            self.credit.set(customer, **trading)
        return customer


@pytest.fixture(scope="module")
def customers(credit):
    feed = Customers(credit)
    yield feed
    feed.stop()


def info_card(credit, customer, salesperson=0):
    return credit.salesperson(salesperson).post("/v1/info-cards", {"customer_id": customer}, key=True, expect=201).json()["id"]


def test_R3_1_created_twice(credit, customers):
    customer = customers.created()
    before = credit.profile(customer)
    customers.told("created", customer, 1, name="宁波康泰")
    assert credit.profile(customer) == before


def test_R3_32_what_is_older_than_what_is_known_changes_nothing(credit, customers):
    customer = customers.created()
    card = info_card(credit, customer)
    customers.owner(customer, 2, 0, 1)
    customers.told("updated", customer, 2, 1, name="宁波康泰二")
    customers.owner(customer, 3, 1, 2)
    customers.told("updated", customer, 3, 2, name="宁波康泰三")
    before = credit.profile(customer)
    customers.owner(customer, 2, 0, 1)
    customers.told("updated", customer, 2, 1, name="宁波康泰二")
    customers.told("created", customer, 1, 0, name="宁波康泰")
    customers.tell("customer.reclassified", customer, {"customer_id": customer, "from": "RETAIL", "to": "RETAIL"}, version=1)
    assert credit.profile(customer) == before and before["customer_name"] == "宁波康泰三"
    assert before["responsible_salesperson_id"] == customers.person(2)
    assert credit.db_value("select customer_class from known_customer where id = %s", customer) == "ENTERPRISE"
    credit.salesperson(2).get(f"/v1/info-cards/{card}", expect=200)
    for other in (0, 1):
        assert code_of(credit.salesperson(other).get(f"/v1/info-cards/{card}")) == (403, "FORBIDDEN_ROLE")
    # Of the same version again, which is what is known.
    customers.owner(customer, 3, 1, 2)
    assert credit.profile(customer) == before


def test_R3_14_listed_and_not_listed_any_more(credit, customers):
    customer = customers.created(grade="A", limit_fen=10_000_000, term_days=30, trading_status="ACTIVE")
    entries = [str(uuid.uuid4()) for _ in range(3)]

    def reasons(**more):
        return check(credit, customer, 100, reserve=False, **more)["reasons"]

    for entry in (entries[0], entries[0], entries[1]):
        customers.listed("blacklisted", customer, entry)
    customers.listed("blacklisted", customer, entries[2], credit.other_department["id"])
    assert reasons() == ["CUSTOMER_BLACKLISTED"] and credit.profile(customer)["blacklisted"]
    for _ in range(2):  # one of two lists of the company is left
        customers.listed("unblacklisted", customer, entries[0])
    assert reasons() == ["CUSTOMER_BLACKLISTED"]
    customers.listed("unblacklisted", customer, entries[1])
    assert reasons() == [] and not credit.profile(customer)["blacklisted"]
    assert reasons(department_id=credit.other_department["id"]) == ["CUSTOMER_BLACKLISTED"]
    customers.listed("unblacklisted", customer, entries[2])
    assert reasons(department_id=credit.other_department["id"]) == []
    # Of somebody who is no customer: nothing happens, and what comes next is taken in.
    customers.listed("blacklisted", str(uuid.uuid4()), str(uuid.uuid4()))


def test_R3_32_what_stays_with_a_merged_one_is_read_by_the_survivors_salesperson(credit, customers):
    """Its card and what was asked about it; its own salesperson loses access, as with every change."""
    survivor = customers.created(0)
    merged = customers.created(1, grade="A", limit_fen=10_000_000, term_days=30, trading_status="ACTIVE")
    info_card(credit, survivor)
    paths = [f"/v1/info-cards/{info_card(credit, merged, 1)}",
             f"/v1/credit-checks/{check(credit, merged, 100, by=credit.service())['id']}"]
    for path in paths:
        credit.salesperson(1).get(path, expect=200)
    for _ in range(2):
        customers.tell("customer.merged", survivor, {"customer_id": survivor, "merged_id": merged}, version=2)
    customers.told("updated", merged, 2, 1, status="MERGED")  # which was on its way
    for path in paths:
        credit.salesperson(0).get(path, expect=200)
        assert code_of(credit.salesperson(1).get(path)) == (403, "FORBIDDEN_ROLE")
    customers.owner(survivor, 3, 0, 2)
    for path in paths:
        credit.salesperson(2).get(path, expect=200)
        assert code_of(credit.salesperson(0).get(path)) == (403, "FORBIDDEN_ROLE")
    assert credit.db_value("select responsible_salesperson_id::text from credit_profile where id = %s", merged) == customers.person(2)


def test_R3_1_staff_as_the_directory_has_it(credit, customers):
    """Whoever stands above changes with an employee's record; an older one changes nothing."""
    customer = customers.created(0)
    person = credit.db_value("select to_json(e) from known_employee e where id = %s", customers.person(0))
    manager = credit.people["sales_manager", 1]["id"]
    customers.tell("employee.updated", person["id"], {**person, "version": person["version"] + 1, "supervisor_id": manager})
    path = f"/v1/info-cards/{info_card(credit, customer)}"
    try:
        credit.manager(1).get(path, expect=200)
        customers.tell("employee.updated", person["id"], person)
        credit.manager(1).get(path, expect=200)
    finally:
        execute(credit, "update known_employee set supervisor_id = %s, version = %s where id = %s", person["supervisor_id"],
                person["version"], person["id"])
    assert code_of(credit.manager(1).get(path)) == (403, "FORBIDDEN_ROLE")
