"""Applications for admission as tests need them: customers whose conditions are met, and what is asked of them."""
import datetime

from factories import credit_code, distributor, new

ZONE = datetime.timezone(datetime.timedelta(hours=8))
LETTERS = "abcdef"


class Admissions:
    """What a department does until a customer is admitted. department: S1 unless told otherwise."""

    def __init__(self, company, clock):
        self.company, self.clock = company, clock
        self.product = company.product()

    def today(self, days=0):
        """The business date, or one so many days from it."""
        return self.date() if not days else (self.on() + datetime.timedelta(days)).isoformat()

    def date(self):
        return self.on().isoformat()

    def on(self):
        return datetime.datetime.fromtimestamp(self.clock.now(), ZONE).date()

    def until(self, date):
        """Moves the clock to the first second of a business date."""
        midnight = datetime.datetime.fromisoformat(date).replace(tzinfo=ZONE).timestamp()
        self.clock.forward(max(0, int(midnight - self.clock.now()) + 1))

    def customer(self, papers=True, department=None, **more):
        """An enterprise with a licence that is a tax registration too."""
        customer = self.company.customer(department, make=distributor, **more)
        if papers:
            self.paper(customer, department)
        return customer

    def paper(self, customer, department=None, type="BUSINESS_LICENCE", **more):
        return self.company.document(customer, department, type=type, **{"number": credit_code(), **more})

    def apply(self, customer, department=None, products=None, expect=201, person=0):
        body = {"customer_id": customer["id"], "product_ids": [p["id"] for p in products or [self.product]]}
        return self.company.staff(department, person).post("/v1/admissions", body, expect=expect).json()

    def judge(self, admission, condition, result="MET", department=None, by=None, expect=200, **more):
        by = by or self.company.supervisor(department)
        body = {"result": result, **more}
        return by.put(f"/v1/admissions/{admission['id']}/checks/{condition}", body, expect=expect).json()

    def met(self, admission, department=None, letters=LETTERS):
        """All that these conditions need is there."""
        shown = {"b": {"evidence": [{"reference": "信用报告 2026-118"}], "assessment": "付款及时，口碑良好"},
                 "c": {"signed_by_customer": True}, "d": {"extract_on": self.today()}, "f": {"signed_by_customer": True}}
        for letter in letters:
            self.judge(admission, letter, department=department, **shown.get(letter, {}))

    def decide(self, admission, decision="ADMITTED", department=None, expect=200, by=None, **more):
        by = by or self.company.manager(department)
        return by.post(f"/v1/admissions/{admission['id']}/decide", {"decision": decision, **more}, expect=expect).json()

    def admit(self, customer=None, department=None, products=None, **more):
        """An admitted customer; the application as it was decided."""
        admission = self.apply(customer or self.customer(department=department, **more), department, products)
        self.met(admission, department)
        return self.decide(admission, department=department)

    def relation(self, admission, department=None):
        return self.company.staff(department).get(f"/v1/relations/{admission['relation_id']}", expect=200).json()

    def eligibility(self, customer, department=None, expect=200, client=None, **more):
        client = client or self.company.staff(department)
        if isinstance(customer, dict):
            customer = customer.get("customer_id") or customer["id"]
        return client.get(f"/v1/customers/{customer}/eligibility", params=more, expect=expect).json()

    def reasons(self, customer, department=None, **more):
        answer = self.eligibility(customer, department, **more)
        assert answer["business_allowed"] == (not answer["reasons"])
        return answer["reasons"]

    def contract(self, customer, department=None, expect=201, number=None, products=None, **more):
        body = {"customer_id": customer.get("customer_id") or customer["id"], "number": number or new("XS-"),
                "product_ids": [p["id"] for p in products or [self.product]], "signed_on": self.today(), **more}
        return self.company.staff(department).post("/v1/contracts", body, expect=expect).json()

    def list(self, db, customer, department=None):
        """Puts the customer on the company's blacklist, or on a department's, as the listing does it."""
        customer_id = customer.get("customer_id") or customer["id"]
        with db.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute("select from customer where id = %s for no key update", (customer_id,))
            cursor.execute("""
                insert into blacklist_entry (id, scope, department_id, customer_id, reason, listed_by, listed_at,
                                             created_at, created_by, changed_at, changed_by, trace_id)
                select gen_random_uuid(), %s, %s, %s, 'test', 'test', now(), now(), 'test', now(), 'test', ''""",
                ("DEPARTMENT" if department else "COMPANY", department and department["id"], customer_id))
            cursor.execute("""
                update department_customer
                   set state = %s, tier = null, version = version + 1
                 where customer_id = %s and state in ('APPLIED', 'ADMITTED', 'ON_HOLD')
                   and (%s::uuid is null or department_id = %s)""",
                ("BLOCKED" if department else "PURGED", customer_id, department and department["id"],
                 department and department["id"]))
            cursor.execute("commit")


def decide(admissions, admission, decision="ADMITTED", by=None, **more):
    """The answer, whatever it is."""
    by = by or admissions.company.manager()
    return by.post(f"/v1/admissions/{admission['id']}/decide", {"decision": decision, **more})


def check(admissions, admission, condition, result="MET", by=None, **more):
    by = by or admissions.company.supervisor()
    return by.put(f"/v1/admissions/{admission['id']}/checks/{condition}", {"result": result, **more})
