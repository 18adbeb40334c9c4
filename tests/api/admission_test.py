"""Applications for admission and their decision (R7.10, R7.11)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from admissions import check, decide
from factories import DIVISION, MANAGER, STAFF, SUPERVISOR, code_of, new, person, told

def test_R7_11_example_1_all_six_met(admissions, company):
    customer = admissions.customer()
    admission = admissions.apply(customer)
    assert (admission["state"], admission["applied_by"], admission["checks"]) == ("OPEN", company.staff().sub, [])
    assert admission["conditions"][:6] == list("abcdef")
    assert admission["decision"]["rule"] == "R7.11" and admission["decision"]["outcome"] == "APPLIED"
    assert admissions.relation(admission)["state"] == "APPLIED"
    admissions.met(admission)
    decided = admissions.decide(admission, reason="六项条件均符合")
    assert (decided["state"], decided["decision"]["outcome"], decided["decided_by"]) == ("ADMITTED", "ADMITTED", company.manager().sub)
    assert decided["admitted_product_ids"] == decided["product_ids"] == [admissions.product["id"]]
    assert [kept["condition"] for kept in decided["checks"]] == list("abcdef")
    relation = admissions.relation(admission)
    assert (relation["state"], relation["tier"], relation["admitted_on"]) == ("ADMITTED", "QUALIFIED", admissions.today())
    assert relation["review_due_on"] > admissions.today(170) and relation["customer_name"] == customer["name"]
    event, = told(company.client("service"), "customer.admitted", customer["id"])
    assert event["data"] == {"customer_id": customer["id"], "department_id": company.s1["id"], "tier": "QUALIFIED",
                             "relation_id": relation["id"], "product_ids": [admissions.product["id"]]}
    kept = company.staff().get(f"/v1/admissions/{admission['id']}/decisions", expect=200).json()["items"]
    assert [one["outcome"] for one in kept] == ["ADMITTED"] + ["MET"] * 6 + ["APPLIED"]
    covered = company.staff().get(f"/v1/relations/{relation['id']}/products", expect=200).json()["items"]
    assert [(one["product_id"], one["active"]) for one in covered] == [(admissions.product["id"], True)]
    history = company.staff().get(f"/v1/relations/{relation['id']}/history", expect=200).json()["items"]
    assert history[0]["changes"]["state"] == {"from": "APPLIED", "to": "ADMITTED"}


@pytest.mark.parametrize("letter", "abcdef")
def test_R7_11_example_2_five_of_six(admissions, letter):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission, letters=[one for one in "abcdef" if one != letter])
    admissions.judge(admission, letter, "NOT_MET", assessment="不符合")
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["conditions"] == [letter]
    assert answer.json()["rule"] == "R7.11"
    assert decide(admissions, admission, "REFUSED").status_code == 400
    refused = decide(admissions, admission, "REFUSED", reason="条件不符合").json()
    assert (refused["state"], refused["reason"], refused["decision"]["outcome"]) == ("REFUSED", "条件不符合", "REFUSED")
    relation = admissions.relation(admission)
    assert relation["state"] == "REFUSED" and "tier" not in relation
    assert code_of(decide(admissions, admission)) == (409, "INVALID_STATE")


def test_R7_11_open_checks_are_listed(admissions):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission, letters="acd")
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "CHECK_MISSING") and answer.json()["conditions"] == ["b", "e", "f"]


def test_R7_11_example_3_blacklisted_in_another_department(admissions, company, db):
    customer = admissions.customer()
    admissions.list(db, customer, company.s2)
    answer = company.staff(company.s2).post("/v1/admissions", {"customer_id": customer["id"], "product_ids": [admissions.product["id"]]})
    assert code_of(answer) == (422, "CUSTOMER_BLACKLISTED") and answer.json()["scope"] == "DEPARTMENT"
    assert admissions.admit(customer)["state"] == "ADMITTED"


def test_R7_11_example_4_decision_and_company_listing_in_parallel(admissions, db, suite):
    for _ in range(6):
        customer = admissions.customer()
        admission = admissions.apply(customer)
        admissions.met(admission)
        with suite.connect() as other, ThreadPoolExecutor(2) as pool:
            listing = pool.submit(admissions.list, other, customer)
            decision = pool.submit(decide, admissions, admission)
            listing.result()
            answer = decision.result()
        assert code_of(answer) in ((200, None), (422, "CUSTOMER_BLACKLISTED"), (409, "INVALID_STATE")), answer.text
        relation = admissions.relation(admission)
        assert relation["state"] == "PURGED" and "tier" not in relation


def test_R7_11_never_admitted_after_the_listing(admissions, db):
    customer = admissions.customer()
    admission = admissions.apply(customer)
    admissions.met(admission)
    with db.cursor() as cursor:  # an entry that has not closed the relation
        cursor.execute("""
            insert into blacklist_entry (id, scope, customer_id, reason, listed_by, listed_at,
                                         created_at, created_by, changed_at, changed_by, trace_id)
            select gen_random_uuid(), 'COMPANY', %s, 'x', 'x', now(), now(), 'x', now(), 'x', ''""", (customer["id"],))
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "CUSTOMER_BLACKLISTED") and answer.json()["scope"] == "COMPANY"
    assert decide(admissions, admission, "REFUSED", reason="列入黑名单").status_code == 200


def test_R7_11_four_eyes(admissions, company, api):
    both = api(roles=[STAFF, SUPERVISOR, MANAGER], sub=new("both-"), department=company.s1["id"])
    customer = admissions.customer()
    admission = both.post("/v1/admissions", {"customer_id": customer["id"], "product_ids": [admissions.product["id"]]}, expect=201).json()
    answer = check(admissions, admission, "b", by=both, evidence=[{"reference": "x"}])
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R7.13"
    admissions.met(admission)
    answer = decide(admissions, admission, by=both)
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R7.11"
    assert code_of(decide(admissions, admission, by=company.supervisor())) == (403, "FORBIDDEN_ROLE")
    # Another department's people act for theirs only; they do not even see it.
    assert code_of(decide(admissions, admission, by=company.manager(company.s2)))[0] == 404
    assert code_of(check(admissions, admission, "b", by=company.supervisor(company.s2)))[0] == 404
    assert decide(admissions, admission).status_code == 200


def test_R7_11_second_open_application(admissions, company):
    customer = admissions.customer()
    body = {"customer_id": customer["id"], "product_ids": [admissions.product["id"]]}
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda who: company.staff(person=who).post("/v1/admissions", body), range(6)))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "ADMISSION_OPEN")] * 5
    # Another department applies for itself.
    assert admissions.apply(customer, company.s2)["state"] == "OPEN"


def test_R7_11_two_decisions_at_once(admissions, company):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda who: decide(admissions, admission, by=company.manager(person=who)), range(4)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "INVALID_STATE")] * 3


def test_R7_11_an_admitted_customer_is_not_applied_for(admissions, company):
    admission = admissions.admit()
    body = {"customer_id": admission["customer_id"], "product_ids": [admissions.product["id"]]}
    assert code_of(company.staff().post("/v1/admissions", body)) == (409, "INVALID_STATE")


def test_R7_11_the_division_for_its_own_products(admissions, company, api):
    """Where no department handles a product, the division acts as a department does (R7.2)."""
    customer = admissions.customer()
    body = {"customer_id": customer["id"], "product_ids": [admissions.product["id"]]}
    applicant, checker, decider = (company.as_division(person) for person in range(3))
    admission = applicant.post("/v1/admissions", body, expect=201).json()
    assert admission["department_id"] == company.division["id"]
    shown = {"b": {"evidence": [{"reference": "x"}]}, "c": {"signed_by_customer": True},
             "d": {"extract_on": admissions.today()}, "f": {"signed_by_customer": True}}
    assert code_of(check(admissions, admission, "a", by=applicant)) == (403, "SEPARATION_OF_DUTIES")
    for letter in "abcdef":
        assert check(admissions, admission, letter, by=checker, **shown.get(letter, {})).status_code == 200
    assert decide(admissions, admission, by=decider).json()["state"] == "ADMITTED"
    # But not for a department.
    assert code_of(check(admissions, admissions.apply(customer), "b", by=checker)) == (403, "FORBIDDEN_ROLE")


def test_R7_1_example_3_a_direct_selling_unit_applies(admissions, company):
    customer = admissions.customer()
    answer = company.staff(company.unit).post("/v1/admissions", {"customer_id": customer["id"], "product_ids": [admissions.product["id"]]})
    assert code_of(answer) == (422, "DEPARTMENT_NOT_IN_SCOPE") and answer.json()["rule"] == "R7.1"


def test_R7_1_example_2_who_reads_applications(admissions, company):
    admission = admissions.apply(admissions.customer())
    path = f"/v1/admissions/{admission['id']}"
    assert company.as_division().get(path).status_code == 200
    assert company.staff(company.s2).get(path).status_code == 404

    def listed(client, path):
        found = client.get(path, params={"customer_id": admission["customer_id"]}, expect=200)
        return [one["id"] for one in found.json()["items"]]

    for path, found in (("/v1/admissions", admission["id"]), ("/v1/relations", admission["relation_id"])):
        assert listed(company.staff(), path) == listed(company.as_division(), path) == [found]
        assert listed(company.staff(company.s2), path) == []
    assert company.staff(company.s2).get(f"/v1/relations/{admission['relation_id']}").status_code == 404


def test_R7_10_exempt_classes_are_not_applied_for(admissions, company):
    for made in (company.customer(make=person), admissions.customer(papers=False, customer_class="INTERNAL_RELATED")):
        answer = company.staff().post("/v1/admissions", {"customer_id": made["id"], "product_ids": [admissions.product["id"]]})
        assert code_of(answer) == (422, "ADMISSION_NOT_APPLICABLE") and answer.json()["rule"] == "R7.10"


def test_R7_10_exempt_methods(company):
    path = "/v1/exempt-methods/RETAIL"
    made = company.manager().put(path, {"text": "现款现货", "members": {"折扣": 5}}, expect=200).json()
    again = company.manager().put(path, {"text": "凭身份证登记"}, expect=200).json()
    assert (again["id"], again["version"], again["text"]) == (made["id"], 2, "凭身份证登记") and "members" not in again
    assert company.manager().put("/v1/exempt-methods/ENTERPRISE", {"text": "x"}).status_code == 400
    assert code_of(company.staff().put(path, {"text": "x"})) == (403, "FORBIDDEN_ROLE")
    items = company.staff().get("/v1/exempt-methods", expect=200).json()["items"]
    assert [one["department_id"] for one in items] == [company.s1["id"]]


def test_R7_15_unknown_product(admissions, company):
    body = {"customer_id": admissions.customer()["id"], "product_ids": [admissions.product["id"], admissions.product["id"][:-4] + "0000"]}
    assert company.staff().post("/v1/admissions", body).status_code == 404


def test_a_dry_run_admits_nobody(admissions, company):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission)
    answer = company.manager().post(f"/v1/admissions/{admission['id']}/decide?dry_run=true", {"decision": "ADMITTED"}, expect=200)
    assert answer.json()["state"] == "ADMITTED"
    assert admissions.relation(admission)["state"] == "APPLIED"


def test_a_retried_decision_is_made_once(admissions, company):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission)
    path, key = f"/v1/admissions/{admission['id']}/decide", new("key-")
    first = company.manager().post(path, {"decision": "ADMITTED"}, key=key, expect=200)
    again = company.manager().post(path, {"decision": "ADMITTED"}, key=key, expect=200)
    assert again.headers["Idempotent-Replayed"] == "true" and again.json() == first.json()


def test_R7_2_a_condition_the_company_added(admissions, company):
    parameter = "/v1/parameters/admission.conditions"
    division = company.client(DIVISION)
    division.put(parameter, {"value": [*"abcdef", "冷链"], "effective_from": admissions.today()}, expect=200)
    try:
        admission = admissions.apply(admissions.customer())
        assert admission["conditions"][6:] == ["冷链"]
        admissions.met(admission)
        answer = decide(admissions, admission)
        assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["conditions"] == ["extra.冷链"]
        admissions.judge(admission, "冷链", assessment="有自有冷库")
        assert decide(admissions, admission).status_code == 200
    finally:
        division.put(parameter, {"value": [*"abcdef"], "effective_from": admissions.today()}, expect=200)
