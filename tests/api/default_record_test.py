"""Defaults of customers: recorded by people and by overdue receivables; annulled by two sides (R7.19)."""
import pytest
from credit_feed import CreditFeed
from factories import code_of, pointers
from grading import after, data_of, grading, parameter, unmet  # noqa: F401


@pytest.fixture(scope="module")
def credit(suite):
    feed = CreditFeed(suite)
    yield feed
    feed.stop()


def records(company, customer_id):
    return company.as_division().get("/v1/default-records", params={"customer_id": customer_id, "sort": "created_at"}, expect=200).json()["items"]


def problems(company, relation):
    return company.as_division().get("/v1/customer-problems", params={"relation_id": relation["id"]}, expect=200).json()["items"]


def test_default_record_create(grading, company):
    customer = company.customer()
    made = grading.default(customer, company.s1, type="OVERDUE_PICKUP", amount_fen=5_000_000, evidence=["提货单"])
    assert (made["source"], made["department_id"], made["annulled"]) == ("STAFF", company.s1["id"], False)
    assert company.manager(company.s2).get(f"/v1/default-records/{made['id']}", expect=200).json() == made
    assert data_of(company, "default_record.recorded", made["id"])["type"] == "OVERDUE_PICKUP"


def test_who_records(grading, company):
    customer = company.customer()
    body = {"customer_id": customer["id"], "department_id": company.s1["id"], "type": "OTHER", "occurred_on": "2020-01-01", "facts": "x"}
    assert code_of(company.staff(company.s2).post("/v1/default-records", body)) == (403, "FORBIDDEN_ROLE")
    assert company.client("finance").post("/v1/default-records", body).status_code == 403
    company.as_division().post("/v1/default-records", body, expect=201)
    tomorrow = {**body, "occurred_on": grading.admissions.today(1)}
    assert code_of(company.staff().post("/v1/default-records", tomorrow)) == (422, "TIME_IN_FUTURE")


def test_R7_19_annulled_by_the_department_and_the_division(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    grading.evaluate(relation, department)
    made = grading.default(relation, department)
    path = f"/v1/default-records/{made['id']}"
    proposed = grading.propose(relation, department, "VIP")
    manager, division = company.manager(department), company.as_division()
    assert code_of(division.post(path + "/decide-annulment", {"consents": True})) == (409, "INVALID_STATE")
    assert code_of(division.post(path + "/annul", {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager(company.s2).post(path + "/annul", {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
    asked = manager.post(path + "/annul", {"reason": "我方发票延迟"}, expect=200).json()
    assert asked["annulment_asked_by"] == manager.sub and not asked["annulled"]
    answer = manager.post(path + "/decide-annulment", {"consents": True})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R7.19"
    assert unmet(grading.decide(proposed, department)) == ["b.record"]
    done = division.post(path + "/decide-annulment", {"consents": True}, expect=200).json()
    assert done["annulled"] and done["annulment_decided_by"] == division.sub and done["decision"]["rule"] == "R7.19"
    data_of(company, "default_record.annulled", made["id"])
    assert grading.decide(proposed, department).status_code == 200
    assert code_of(manager.post(path + "/annul", {"reason": "x"})) == (409, "INVALID_STATE")


def test_the_division_does_not_consent(grading, company):
    made = grading.default(company.customer(), company.s1)
    path = f"/v1/default-records/{made['id']}"
    company.manager().post(path + "/annul", {"reason": "误记"}, expect=200)
    assert company.as_division().post(path + "/decide-annulment", {"consents": False}).status_code == 400
    shown = company.as_division().post(path + "/decide-annulment", {"consents": False, "opinion": "责任在客户"}, expect=200).json()
    assert not shown["annulled"] and shown["annulment_opinion"] == "责任在客户" and "annulment_asked_by" not in shown
    company.manager().post(path + "/annul", {"reason": "补充材料"}, expect=200)


def test_who_asks_does_not_consent(grading, company, api):
    made = grading.default(company.customer(), company.s1)
    both = api(roles=["sales_department_manager", "marketing_division"], department=company.s1["id"])
    both.post(f"/v1/default-records/{made['id']}/annul", {"reason": "误记"}, expect=200)
    answer = both.post(f"/v1/default-records/{made['id']}/decide-annulment", {"consents": True})
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES")


def test_a_receivable_overdue(grading, company, credit):
    """A record in each department that holds the customer; a problem where it is a VIP."""
    one, other, none = grading.department(20), grading.department(5), grading.department()
    vip = grading.vip(one)
    admission = grading.admissions.admit({"id": vip["customer_id"]}, other)
    qualified = grading.relation(admission["relation_id"], other)
    receivable = credit.overdue(vip["customer_id"], due_date=grading.admissions.today(-1), amount_fen=1_234_500)
    made = records(company, vip["customer_id"])
    assert sorted(record["department_id"] for record in made) == sorted([one["id"], other["id"]])
    for record in made:
        assert (record["type"], record["source"], record["source_ref"]) == ("LATE_PAYMENT", "RECEIVABLE", receivable)
        assert (record["occurred_on"], record["amount_fen"]) == (grading.admissions.today(), 1_234_500)
    problem, = problems(company, vip)
    assert (problem["type"], problem["source"], problem["source_ref"]) == ("LATE_PAYMENT", "RECEIVABLE", receivable)
    assert problem["established_on"] == grading.admissions.today()
    assert problem["demotion_due_on"] == after(grading.admissions.today(), 5)
    assert problems(company, qualified) == [] and none["id"] not in [record["department_id"] for record in made]


def test_R7_25_example_5_the_same_event_twice(grading, company, credit):
    department = grading.department(20)
    relation = grading.vip(department)
    receivable = credit.overdue(relation["customer_id"])
    credit.overdue(relation["customer_id"], receivable)
    assert len(problems(company, relation)) == 1 and len(records(company, relation["customer_id"])) == 1
    data_of(company, "customer_problem.recorded", problems(company, relation)[0]["id"])
    credit.overdue(relation["customer_id"])
    assert len(problems(company, relation)) == 2


def test_a_demotion_for_it_does_not_look_at_its_own_records(grading, company, credit):
    """PREFERRED needs R7.20 but for what this very problem made, in whichever department."""
    department, other = grading.department(20), grading.department(5)
    relation = grading.vip(department)
    grading.admissions.admit({"id": relation["customer_id"]}, other)
    credit.overdue(relation["customer_id"])
    assert len(records(company, relation["customer_id"])) == 2
    grading.reviewed(relation, department, "DEMOTE", "PREFERRED")
    answer = grading.demote(relation, department, "PREFERRED")
    assert answer.status_code == 201, answer.text
    review = grading.review(relation, department, "PROMOTE", "VIP", period_from=after(grading.admissions.today()),
                            period_to=after(grading.admissions.today()))
    assert review["state"] == "DRAFT"


def test_events_that_concern_nobody(grading, company, credit):
    credit.overdue("01935b2e-7f00-7000-8000-00000000ffff")
    customer = company.customer()
    credit.overdue(customer["id"])
    assert records(company, customer["id"]) == []


def test_of_an_alias(grading, company, credit):
    department = grading.department(20)
    relation = grading.vip(department)
    alias = company.customer(department, unified_social_credit_code=None)
    company.as_division().post(f"/v1/customers/{relation['customer_id']}/merge", {"merged_id": alias["id"], "reason": "同一客户"}, expect=200)
    credit.overdue(alias["id"])
    assert len(problems(company, relation)) == 1


def test_what_is_missing_of_a_default(grading, company):
    answer = company.staff().post("/v1/default-records", {"type": "LATE"})
    assert pointers(answer) == ["/customer_id", "/facts", "/occurred_on", "/type"]
