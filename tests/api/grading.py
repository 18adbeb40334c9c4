"""What tests of grading need: departments with so many customers, customers that meet the criteria of a tier,
and the acts of a department with them."""
import calendar
import datetime
import uuid

import pytest
from admissions import ZONE
from factories import distributor, told, without_none

SUBJECTS = ["VOLUME", "RECEIVABLES", "REPUTATION", "LOYALTY", "PERFORMANCE", "STABILITY", "AWARENESS", "STRENGTH",
            "DEMAND", "INTEGRITY"]


class Grading:
    def __init__(self, company, admissions, db):
        self.company, self.admissions, self.db = company, admissions, db
        self.fillers = []

    # --- customers -----------------------------------------------------------

    def department(self, customers=0, vip=0, preferred=0):
        """A new sales department with so many customers of which nobody asks more than their tiers."""
        department = self.company.department()
        while len(self.fillers) < customers:
            self.fillers.append(self.company.customer(make=distributor)["id"])
        tiers = ["VIP"] * vip + ["PREFERRED"] * preferred + ["QUALIFIED"] * (customers - vip - preferred)
        with self.db.cursor() as cursor:
            for customer, tier in zip(self.fillers, tiers):
                cursor.execute("""
                    insert into department_customer (id, department_id, customer_id, state, tier, admitted_at, admitted_on,
                                                     created_at, created_by, changed_at, changed_by, trace_id)
                    values (%s, %s, %s, 'ADMITTED', %s, now(), now(), now(), 'test', now(), 'test', '')""",
                    (str(uuid.uuid4()), department["id"], customer, tier))
        return department

    def customer(self, department, **more):
        """A 3B hospital with its papers, unless told otherwise."""
        customer = self.company.customer(department, **more)
        self.admissions.paper(customer, department)
        if customer["kind"] == "MEDICAL_INSTITUTION":
            self.admissions.paper(customer, department, type="MEDICAL_PRACTICE_LICENCE")
        return customer

    def admitted(self, department, customer=None, products=None, paid=True, **more):
        """The relation of an admitted customer that has paid for something."""
        customer = customer or self.customer(department, **more)
        admission = self.admissions.admit(customer, department, products)
        if paid:
            self.trade(customer, department)
        return self.relation(admission["relation_id"], department)

    def relation(self, relation, department):
        id_ = relation if isinstance(relation, str) else relation["id"]
        return self.company.staff(department).get(f"/v1/relations/{id_}", expect=200).json()

    def make_retail(self, relation, department):
        path = f"/v1/customers/{relation['customer_id']}/reclassify"
        asked = self.company.manager(department).post(path, {"to_class": "RETAIL", "reason": "转为零售"}).json()
        self.company.as_division().post(f"/v1/customer-reclassifications/{asked['id']}/confirm", expect=200)

    def tier(self, relation):
        return self.company.as_division().get(f"/v1/relations/{relation['id']}", expect=200).json().get("tier")

    # --- what the criteria look at -------------------------------------------

    def trade(self, customer, department, amount=100_00, paid=None, expect=201, **more):
        body = {"customer_id": customer["id"] if "number" in customer else customer["customer_id"],
                "department_id": department["id"], "period_from": self.admissions.today(), "amount_fen": amount,
                "paid_fen": amount if paid is None else paid, **more}
        return self.company.client("finance").post("/v1/trades", body, expect=expect).json()

    @staticmethod
    def form(rating="HIGH", risk="NONE", statement="SHARED_RISK", extra=None, signed_on="2024-05-06", **ratings):
        """What is filled in; ratings: single subjects that differ, None to leave out."""
        rated = {**{subject: rating for subject in SUBJECTS}, **ratings}
        return without_none({
            "ratings": [{"subject": subject, "rating": value, "evidence": ["走访记录"]}
                        for subject, value in rated.items() if value],
            "risk": risk, "risk_evidence": ["信用报告"] if risk else None,
            "statement": statement, "statement_signed_on": signed_on if statement else None,
            "extra": extra and [{"name": name, "met": met} for name, met in extra.items()]})

    def draft(self, relation, department, product=None, expect=201, by=None, **form):
        body = without_none({"relation_id": relation["id"], "product_id": product and product["id"], **self.form(**form)})
        return (by or self.company.staff(department)).post("/v1/evaluations", body, expect=expect).json()

    def evaluate(self, relation, department, **form):
        made = self.draft(relation, department, **form)
        return self.company.staff(department).post(f"/v1/evaluations/{made['id']}/complete", expect=200).json()

    def default(self, customer, department, expect=201, **more):
        customer_id = customer["id"] if "number" in customer else customer["customer_id"]
        body = {"customer_id": customer_id, "type": "LATE_PAYMENT", "occurred_on": "2019-03-04", "facts": "迟付一天", **more}
        return self.company.staff(department).post("/v1/default-records", body, expect=expect).json()

    # --- tiers ---------------------------------------------------------------

    def propose(self, relation, department, tier, cause="INITIAL", expect=201, by=None, **more):
        body = {"relation_id": relation["id"], "cause": cause, "to_tier": tier, **more}
        return (by or self.company.staff(department)).post("/v1/tier-changes", body, expect=expect).json()

    def decide(self, change, department, decision="APPROVED", by=None, **more):
        """The answer, whatever it is."""
        by = by or self.company.manager(department)
        return by.post(f"/v1/tier-changes/{change['id']}/decide", {"decision": decision, **more})

    def grade(self, relation, department, tier, cause="INITIAL", evaluation=None, **more):
        """Proposed and decided: the answer."""
        proposed = self.propose(relation, department, tier, cause, **({"evaluation_id": evaluation["id"]} if evaluation else {}))
        return self.decide(proposed, department, **more)

    def vip(self, department, **more):
        """The relation of a customer that is VIP by all the rules."""
        relation = self.admitted(department, **more)
        self.evaluate(relation, department)
        answer = self.grade(relation, department, "VIP")
        assert answer.status_code == 200, answer.text
        return self.relation(relation, department)

    # --- reviews and problems ------------------------------------------------

    def review(self, relation, department, result="KEEP", target=None, expect=201, evaluation=None, **more):
        """A draft, filled in."""
        evaluation = evaluation or self.evaluate(relation, department)
        body = without_none({"relation_id": relation["id"], "period_to": self.admissions.today(),
                             "contract_performance": "按期履行", "payment": "按期支付", "integrity": "良好",
                             "evaluation_id": evaluation["id"], "result": result, "target_tier": target, **more})
        return self.company.supervisor(department).post("/v1/stage-reviews", body, expect=expect).json()

    def act(self, review, act, department, by=None):
        """complete, file: the answer."""
        return (by or self.company.supervisor(department)).post(f"/v1/stage-reviews/{review['id']}/{act}")

    def reviewed(self, relation, department, result="KEEP", target=None, **more):
        """A completed review."""
        answer = self.act(self.review(relation, department, result, target, **more), "complete", department)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def problem(self, relation, department, expect=201, by=None, **more):
        body = {"relation_id": relation["id"], "type": "OPERATING_CRISIS", "established_on": self.admissions.today(),
                "facts": "主要股东撤资", **more}
        return (by or self.company.staff(department)).post("/v1/customer-problems", body, expect=expect).json()

    def demote(self, relation, department, tier="QUALIFIED", by=None, **more):
        """The answer, whatever it is."""
        return (by or self.company.manager(department)).post(f"/v1/relations/{relation['id']}/demote", {"to_tier": tier, **more})

    # --- the clock -----------------------------------------------------------

    def at(self, date, time_of_day):
        """Moves the clock to this time of a business date."""
        then = datetime.datetime.fromisoformat(f"{date} {time_of_day}").replace(tzinfo=ZONE).timestamp()
        self.admissions.clock.forward(max(0, int(then - self.admissions.clock.now())))

    def months_on(self, months, date=None):
        """The business date so many months after today, or a date: the same day, or the month's last."""
        on = datetime.date.fromisoformat(date or self.admissions.today())
        year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(on.day, last)).isoformat()

    def to_the_last_of(self, month):
        """Moves the clock to noon of the last day of the next such month."""
        on = self.admissions.on()
        year = on.year + (on.month >= month)
        self.at(datetime.date(year, month, calendar.monthrange(year, month)[1]).isoformat(), "12:00:00")

    # --- parameters ------------------------------------------------------------

    def parameter(self, name, value):
        """From today on; set back by the test that sets it."""
        self.company.as_division().put(f"/v1/parameters/{name}", {"value": value, "effective_from": self.admissions.today()},
                                       expect=200)

    def contract(self, relation, department, products, **more):
        return self.admissions.contract(relation, department, products=products, **more)


@pytest.fixture(scope="session")
def grading(company, admissions, db):
    return Grading(company, admissions, db)


@pytest.fixture
def parameter(grading):
    """parameter(name, value): until the end of the test."""
    changed = {}

    def change(name, value):
        changed.setdefault(name, grading.company.as_division().get(f"/v1/parameters/{name}").json().get("value"))
        grading.parameter(name, value)

    yield change
    for name, value in changed.items():
        grading.parameter(name, value)


def data_of(company, types, subject, count=1):
    """The data of the last of exactly so many events about the subject."""
    found = told(company.client("service"), types, subject, max(count, 1))
    assert len(found) == count, found
    return found[-1]["data"] if found else None


def after(date, days=1):
    """The date so many days later."""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days)).isoformat()


def unmet(answer):
    """The criteria that a refusal names."""
    assert answer.json()["code"] == "CRITERION_NOT_MET", answer.text
    return sorted(answer.json()["criteria"])

