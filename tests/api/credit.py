"""The credit service as its tests use it: the people of document 3 in the staff directory, and customers of theirs,
entered in the customers service and followed by the events."""
import datetime
import uuid

import pytest

from factories import distributor, new, without_none

FINANCE, SALES, MANAGER, DIRECTOR, PRESIDENT = \
    "finance", "salesperson", "sales_manager", "marketing_director", "president"


class Credit:
    """A sales department with a president over a director over two managers over salespersons, and a finance
    department. salesperson(0) and (1) answer to manager(0), (2) to manager(1). Clients ask the credit service."""

    def __init__(self, company, suite):
        self.company, self.suite, self.clock = company, suite, suite.clock
        self.url = suite.service_url("credit")
        self.department = company.department("SALES")
        self.other_department = company.department("SALES")
        self.finance_department = company.department("FINANCE")
        self.people, self.clients = {}, {}
        self.add(PRESIDENT, 0)
        self.add(DIRECTOR, 0, above=(PRESIDENT, 0))
        self.add(DIRECTOR, 1, above=(PRESIDENT, 0))
        self.add(MANAGER, 0, above=(DIRECTOR, 0))
        self.add(MANAGER, 1, above=(DIRECTOR, 0), department=self.other_department)
        self.add(SALES, 0, above=(MANAGER, 0))
        self.add(SALES, 1, above=(MANAGER, 0))
        self.add(SALES, 2, above=(MANAGER, 1), department=self.other_department)
        for number in range(3):
            self.add(FINANCE, number, department=self.finance_department)
        # What was entered before is known, too.
        last = self.people[FINANCE, 2]["id"]
        suite.await_(lambda: self.db_value("select count(*) from known_employee where id = %s", last))

    def add(self, role, number, above=None, department=None):
        """A person of the directory."""
        department = department or self.department
        made = self.company.employee(department, subject=new(f"{role}-"), name=new("员工"), roles=[role],
                                     supervisor_id=above and self.people[above]["id"])
        self.people[role, number] = made
        self.clients[role, number] = self.client([role], made["subject"], department)
        return made

    def client(self, roles, sub=None, department=None):
        return self.suite.client(roles=roles, sub=sub or new("sub-"), url=self.url,
                                 department=department and department["id"])

    def finance(self, number=0):
        return self.clients[FINANCE, number]

    def salesperson(self, number=0):
        return self.clients[SALES, number]

    def manager(self, number=0):
        return self.clients[MANAGER, number]

    def director(self, number=0):
        return self.clients[DIRECTOR, number]

    def president(self):
        return self.clients[PRESIDENT, 0]

    def service(self):
        if "service" not in self.clients:
            self.clients["service"] = self.client(["service"])
        return self.clients["service"]

    def db_value(self, sql, *values):
        """The first column of the first row, of the credit schema."""
        with self.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.fetchone()
            return found and found[0]

    def customer(self, salesperson=0, make=distributor, **more):
        """A new enterprise customer of a salesperson; its id, once its profile is there."""
        person = self.people[SALES, salesperson]
        department = self.department if salesperson < 2 else self.other_department
        made = self.company.supervisor(department).post("/v1/customers", make(
            responsible_employee_id=person["id"], **more), expect=201).json()
        self.await_profile(made["id"])
        return made["id"]

    def await_profile(self, customer_id):
        self.suite.await_(lambda: self.service().get(f"/v1/credit-profiles/{customer_id}").status_code == 200)

    def profile(self, customer_id):
        return self.service().get(f"/v1/credit-profiles/{customer_id}", expect=200).json()

    def today(self, days=0):
        """The business date, days later."""
        shanghai = datetime.timezone(datetime.timedelta(hours=8))
        return (datetime.datetime.fromtimestamp(self.clock.now(), shanghai).date() + datetime.timedelta(days=days))

    def set(self, customer_id, **columns):
        """Past the rules, for a test that is about something else: columns of the profile, as an adjustment would
        leave them."""
        with self.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            names = ", ".join(f"{name} = %s" for name in columns)
            cursor.execute(f"update credit_profile set {names}, version = version + 1 where id = %s",
                           [*columns.values(), customer_id])
            assert cursor.rowcount == 1

    def trading(self, salesperson=0, **columns):
        """A customer that trades on credit: grade A, a limit of 100,000.00, a term of 92 days, unless told otherwise."""
        customer_id = self.customer(salesperson)
        self.set(customer_id, **{"grade": "A", "grade_since": self.today(), "limit_fen": 10_000_000, "term_days": 92,
                                 "limit_raised_on": self.today(), "trading_status": "ACTIVE", **columns})
        return customer_id


def order():
    """A reference no order has had."""
    return f"PO-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def credit(company, suite):
    return Credit(company, suite)


__all__ = ["Credit", "DIRECTOR", "FINANCE", "MANAGER", "PRESIDENT", "SALES", "credit", "order", "without_none"]
