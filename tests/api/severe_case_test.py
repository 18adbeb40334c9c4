"""Severe cases and the company's blacklist (R7.26, R7.27)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, etag, person, told
from grading import grading  # noqa: F401

UNKNOWN = "0191f0a0-0000-7000-8000-00000000dead"


@pytest.fixture
def customer(company):
    return company.customer()


def test_R7_26_example_1_reported_then_verified(listings, company, customer):
    case = listings.report(customer)
    assert case["state"] == "REPORTED" and case["loss_fen"] == 80_000_000 and not case["report_late"]
    assert case["department_id"] == company.s1["id"] and case["reported_by"] == company.manager().sub
    assert case["decision"] == {"rule": "R7.26", "outcome": "REPORTED", "because": case["decision"]["because"],
                                "parameters": {"severe.report_days": 3, "severe.verify_days": 10}}
    assert case["report_due_at"] == listings.end_of(3) and case["verify_due_at"] == listings.end_of(10)
    case = listings.verify(case)
    assert case["state"] == "VERIFIED" and case["verified_by"] == company.as_division().sub
    assert case["findings"] == "经核查属实" and not case["verification_late"]


def test_R7_26_example_2_our_own_delivery(listings, customer):
    answer = listings.report(customer, customer_at_fault=False, expect=422)
    assert (answer["code"], answer["rule"]) == ("NOT_CUSTOMERS_FAULT", "R7.26")
    assert listings.report(customer, evidence=[], expect=422)["code"] == "EVIDENCE_MISSING"
    assert listings.report(customer, known_on=listings.admissions.today(1), expect=422)["code"] == "TIME_IN_FUTURE"


def test_R7_26_example_3_not_confirmed(listings, company, customer):
    case = listings.verify(listings.report(customer), "NOT_CONFIRMED")
    assert case["state"] == "NOT_CONFIRMED"
    answer = listings.decide(case, expect=422).json()
    assert (answer["code"], answer["rule"]) == ("CASE_NOT_VERIFIED", "R7.27")
    assert not company.as_division().get("/v1/blacklist", params={"customer_id": customer["id"]}).json()["items"]
    assert listings.report(customer)["state"] == "REPORTED"  # another one may be reported


def test_R7_26_second_open_case(listings, company, customer):
    case = listings.report(customer)
    assert listings.report(customer, expect=409)["code"] == "CASE_OPEN"
    assert listings.report(customer, company.s2, expect=409)["code"] == "CASE_OPEN"
    listings.verify(case)
    assert listings.report(customer, expect=409)["code"] == "CASE_OPEN"
    listings.decide(case, "NOT_LISTED", expect=200)
    listings.report(customer)


def test_R7_26_two_reports_at_once(listings, company, customer):
    body = {"customer_id": customer["id"], "type": "REPUTATION_DAMAGE", "customer_at_fault": True,
            "known_on": listings.admissions.today(), "facts": "网络造谣", "evidence": ["公证书"]}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: company.manager((company.s1, company.s2)[n % 2]).post("/v1/severe-cases", body),
                                range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None)] + [(409, "CASE_OPEN")] * 3


def test_R7_26_who_verifies(listings, company, api, customer):
    case = listings.report(customer)
    assert listings.verify(case, by=company.manager(), expect=403)["code"] == "FORBIDDEN_ROLE"
    both = api(roles=["marketing_division"], sub=company.manager().sub, department=company.division["id"])
    assert listings.verify(case, by=both, expect=403)["code"] == "SEPARATION_OF_DUTIES"
    assert listings.verify(case, expect=400, findings="")["code"] == "VALIDATION_FAILED"
    listings.verify(case)
    assert listings.verify(case, expect=409)["code"] == "INVALID_STATE"


def test_R7_26_who_reports(listings, company, customer):
    body = {"customer_id": customer["id"], "type": "MAJOR_LOSS", "customer_at_fault": True, "facts": "x",
            "known_on": listings.admissions.today(), "evidence": ["x"]}
    for client in (company.staff(), company.supervisor(), company.client("sales_department_manager")):
        assert code_of(client.post("/v1/severe-cases", body)) == (403, "FORBIDDEN_ROLE")
    finance = company.department("FINANCE")
    assert code_of(company.manager(finance).post("/v1/severe-cases", body)) == (422, "DEPARTMENT_NOT_IN_SCOPE")
    assert company.manager().post("/v1/severe-cases", {**body, "customer_id": UNKNOWN}).status_code == 404
    unit_customer = company.customer(company.unit, make=person)
    assert company.manager().post("/v1/severe-cases", {**body, "customer_id": unit_customer["id"]}).status_code == 404


def test_R7_26_every_class(listings, company):
    private = company.customer(make=person)
    case = listings.report(private, type="REPUTATION_DAMAGE", loss_fen=0)
    listings.verify(case)
    listings.decide(case)
    answer = company.manager().post("/v1/blacklist", {"customer_id": private["id"], "reason": "x"}, expect=201).json()
    assert answer["scope"] == "DEPARTMENT"
    assert listings.admissions.reasons(private) == ["COMPANY_BLACKLISTED", "DEPARTMENT_BLACKLISTED"]


def test_R7_26_late_ones_are_flagged(listings, company, clock, customer):
    today = listings.admissions.today
    assert not listings.report(customer, known_on=today(-3))["report_late"]
    late = listings.report(company.customer(), known_on=today(-4))
    assert late["report_late"] and late["state"] == "REPORTED"
    waiting = listings.report(company.customer())
    listings.admissions.until(today(10))
    listed = company.as_division().get("/v1/severe-cases", params={
        "state": "REPORTED", "verification_late": "true", "customer_id": waiting["customer_id"]}, expect=200).json()
    assert not listed["items"]
    listings.admissions.until(today(1))
    listed = company.as_division().get("/v1/severe-cases", params={
        "state": "REPORTED", "verification_late": "true", "customer_id": waiting["customer_id"]}, expect=200).json()
    assert [case["id"] for case in listed["items"]] == [waiting["id"]]
    assert listings.verify(waiting)["verification_late"]


def test_R7_26_who_reads_cases(listings, company, customer):
    case = listings.report(customer)
    path = f"/v1/severe-cases/{case['id']}"
    for client in (company.staff(), company.as_division(), company.client("auditor")):
        client.get(path, expect=200)
    assert company.manager(company.s2).get(path).status_code == 404
    assert not company.manager(company.s2).get("/v1/severe-cases", params={"customer_id": customer["id"]}).json()["items"]
    listings.verify(case)
    listings.decide(case)
    history = company.as_division().get(path + "/history", expect=200).json()["items"]
    assert sorted(one["version"] for one in history) == [1, 2, 3]
    decisions = company.as_division().get(path + "/decisions", expect=200).json()["items"]
    assert sorted(one["outcome"] for one in decisions) == ["LISTED", "REPORTED", "VERIFIED"]


def test_R7_27_example_1_purged_everywhere(listings, admissions, company, grading):
    own = grading.department(customers=10)
    customer = grading.customer(own)
    vip = grading.vip(own, customer=customer)
    application = admissions.apply(customer, company.s2)
    case = listings.verified(customer, own)
    decided = listings.decide(case).json()
    assert decided["state"] == "LISTED" and decided["decided_by"] == company.as_head().sub
    assert decided["decision"]["rule"] == "R7.27"

    assert vip["tier"] == "VIP"
    assert listings.relations(customer) == {own["id"]: ("PURGED", None), company.s2["id"]: ("PURGED", None)}
    seen = company.staff(own).get("/v1/relations", params={"customer_id": customer["id"]}, expect=200).json()
    assert not seen["items"]  # gone from the customers of the department
    refused = company.staff(company.s2).get(f"/v1/admissions/{application['id']}", expect=200).json()
    assert refused["state"] == "REFUSED" and refused["reason"]

    entry = listings.entry(decided["blacklist_entry_id"])
    assert entry["scope"] == "COMPANY" and entry["state"] == "ACTIVE" and "department_id" not in entry
    assert entry["published_at"] == entry["listed_at"] and entry["severe_case_id"] == case["id"]
    for department in (own, company.s2, company.s3):
        items = company.staff(department).get("/v1/blacklist", params={"customer_id": customer["id"]}, expect=200).json()["items"]
        assert [item["id"] for item in items] == [entry["id"]]
        notices = company.staff(department).get("/v1/blacklist-notices", params={"entry_id": entry["id"]}, expect=200).json()
        assert [notice["department_id"] for notice in notices["items"]] == [department["id"]]
        assert notices["items"][0]["due_at"] == listings.end_of(3)

    event = told(company.client("service"), "customer.blacklisted", customer["id"])
    assert [one["data"] for one in event] == [
        {"customer_id": customer["id"], "scope": "COMPANY", "entry_id": entry["id"]}]
    company.staff().get(f"/v1/customers/{customer['id']}", expect=200)  # purged is not erased


def test_R7_27_notices_are_acknowledged(listings, company, clock, customer):
    closed = company.department()
    company.administrator.patch(f"/v1/departments/{closed['id']}", {"status": "CLOSED"}, match=etag(closed), expect=200)
    entry = listings.by_company(customer)
    named = [company.s1, company.s2, company.s3, closed, company.unit, company.division]
    params = {"entry_id": entry["id"], "department_id": ",".join(one["id"] for one in named)}
    notices = company.as_division().get("/v1/blacklist-notices", params=params, expect=200).json()["items"]
    addressed = {notice["department_id"]: notice for notice in notices}
    assert set(addressed) == {company.s1["id"], company.s2["id"], company.s3["id"]}
    path = f"/v1/blacklist-notices/{addressed[company.s2['id']]['id']}"
    assert company.manager(company.s3).post(path + "/acknowledge").status_code == 404
    assert code_of(company.as_division().post(path + "/acknowledge")) == (403, "FORBIDDEN_ROLE")
    answer = company.supervisor(company.s2).post(path + "/acknowledge", expect=200).json()
    assert answer["acknowledged"] and answer["acknowledged_by"] == company.supervisor(company.s2).sub
    assert code_of(company.manager(company.s2).post(path + "/acknowledge")) == (409, "INVALID_STATE")
    clock.forward(days=4)
    late = company.as_division().get("/v1/blacklist-notices", params={**params, "late": "true"}, expect=200).json()["items"]
    assert {notice["department_id"] for notice in late} == set(addressed) - {company.s2["id"]}


def test_R7_27_example_2_promotion_and_listing_in_parallel(listings, company, grading):
    department = grading.department(customers=40)
    for _ in range(4):
        relation = grading.admitted(department)
        grading.reviewed(relation, department, "PROMOTE", "VIP")
        change = grading.propose(relation, department, "VIP", "PROMOTION")
        customer = {"id": relation["customer_id"]}
        case = listings.verified(customer, department)
        with ThreadPoolExecutor(2) as pool:
            promotion = pool.submit(grading.decide, change, department)
            listing = pool.submit(listings.decide, case)
            assert listing.result().status_code == 200
            answer = promotion.result()
        assert code_of(answer) in ((200, None), (422, "CUSTOMER_BLACKLISTED"), (409, "INVALID_STATE")), answer.text
        assert listings.relations(customer) == {department["id"]: ("PURGED", None)}
        assert code_of(grading.decide(change, department))[0] in (409, 422)


def test_R7_27_example_3_customer_with_no_relation(listings, company, customer):
    entry = listings.by_company(customer)
    assert listings.relations(customer) == {}
    notices = company.as_division().get("/v1/blacklist-notices", params={"entry_id": entry["id"]}, expect=200).json()["items"]
    assert notices


def test_R7_27_example_4_one_customer_less(listings, admissions, company):
    def total():
        return company.manager().get("/v1/relations", expect=200, params={
            "department_id": company.s1["id"], "state": "ADMITTED,ON_HOLD", "include_total": "true", "limit": 1}).json()["total"]

    customer = admissions.customer()
    admissions.admit(customer)
    before = total()
    listings.by_company(customer)
    assert total() == before - 1


def test_R7_27_example_5_two_parallel_listings(listings, company, db, customer):
    case = listings.verified(customer)
    body = {"decision": "LISTED", "reason": "恶意欺诈"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(
            lambda n: company.as_head(n).post(f"/v1/severe-cases/{case['id']}/decide", body), range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(200, None)] + [(409, "ALREADY_LISTED")] * 3
    with db.cursor() as cursor:
        cursor.execute("select count(*) from blacklist_entry where customer_id = %s", (customer["id"],))
        assert cursor.fetchone() == (1,)
    assert len(told(company.client("service"), "customer.blacklisted", customer["id"])) == 1


def test_R7_27_who_lists(listings, company, customer, api):
    case = listings.report(customer)
    assert listings.decide(case, expect=422).json()["code"] == "CASE_NOT_VERIFIED"
    listings.verify(case, by=company.as_head(1))
    answer = listings.decide(case, by=company.as_head(1), expect=403).json()
    assert (answer["code"], answer["rule"]) == ("SEPARATION_OF_DUTIES", "R7.27")
    for client in (company.manager(), company.as_division(2)):
        assert listings.decide(case, by=client, expect=403).json()["code"] == "FORBIDDEN_ROLE"
    assert listings.decide(case, "NOT_LISTED", expect=200).json()["state"] == "NOT_LISTED"
    assert listings.decide(case, expect=409).json()["code"] == "INVALID_STATE"


def test_R7_27_listed_already(listings, company, customer):
    listings.by_company(customer)
    case = listings.verified(customer, company.s2)
    assert listings.decide(case, expect=409).json()["code"] == "ALREADY_LISTED"
    listings.decide(case, "NOT_LISTED", expect=200)


def test_R7_27_a_dry_run_lists_nobody(listings, admissions, company):
    customer = admissions.customer()
    admissions.admit(customer)
    case = listings.verified(customer)
    answer = company.as_head().post(f"/v1/severe-cases/{case['id']}/decide", {"decision": "LISTED", "reason": "x"},
                                    params={"dry_run": "true"}, expect=200).json()
    assert answer["state"] == "LISTED"
    assert listings.relations(customer)[company.s1["id"]][0] == "ADMITTED"
    listings.decide(case, expect=200)


def test_R7_27_a_retried_decision_lists_once(listings, company, customer):
    case = listings.verified(customer)
    body = {"decision": "LISTED", "reason": "恶意欺诈"}
    first = company.as_head().post(f"/v1/severe-cases/{case['id']}/decide", body, key=f"list-{case['id']}", expect=200)
    again = company.as_head().post(f"/v1/severe-cases/{case['id']}/decide", body, key=f"list-{case['id']}", expect=200)
    assert again.json() == first.json() and again.headers["Idempotent-Replayed"] == "true"
