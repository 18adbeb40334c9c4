"""The departments' blacklists, what a listing forbids, and removal (R7.29-R7.31)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, person, told
from grading import grading  # noqa: F401


@pytest.fixture
def customer(admissions):
    return admissions.customer()


def items(client, expect=200, **params):
    return client.get("/v1/blacklist", params=params, expect=expect).json()["items"]


# --- The department's list (R7.29) -----------------------------------------------

def test_R7_29_example_1_blocked_at_once(listings, admissions, company, customer):
    admissions.admit(customer)
    entry = listings.by_department(customer)
    assert entry["scope"] == "DEPARTMENT" and entry["state"] == "ACTIVE" and entry["department_id"] == company.s1["id"]
    assert entry["decision"]["parameters"] == {"blacklist.filing_days": 3}
    assert listings.relations(customer) == {company.s1["id"]: ("BLOCKED", None)}
    assert listings.reports()[0]["due_at"] == listings.end_of(3)
    event = told(company.client("service"), "customer.blacklisted", customer["id"])
    assert [one["data"] for one in event] == [{"customer_id": customer["id"], "scope": "DEPARTMENT",
                                               "department_id": company.s1["id"], "entry_id": entry["id"]}]


def test_R7_29_an_open_application_is_refused(listings, admissions, company, customer):
    application = admissions.apply(customer)
    listings.by_department(customer)
    assert company.staff().get(f"/v1/admissions/{application['id']}", expect=200).json()["state"] == "REFUSED"
    assert listings.relations(customer) == {company.s1["id"]: ("BLOCKED", None)}


def test_R7_29_example_3_who_reads_which_list(listings, company, customer):
    entry = listings.by_department(customer)
    s1 = company.s1["id"]
    for client in (company.manager(company.s2), company.staff(company.s2)):
        answer = client.get("/v1/blacklist", params={"department_id": s1})
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R7.29"
        assert not items(client, customer_id=customer["id"])
        assert client.get(f"/v1/blacklist/{entry['id']}").status_code == 404
        for path in ("/v1/blacklist-reports", "/v1/blacklist-reports/present"):
            assert code_of(client.get(path, params={"department_id": s1})) == (403, "FORBIDDEN_ROLE")
    for client in (company.staff(), company.as_division(), company.client("general_manager"), company.client("service")):
        assert entry["id"] in [one["id"] for one in items(client, department_id=s1, customer_id=customer["id"])]
        client.get(f"/v1/blacklist/{entry['id']}", expect=200)
    assert code_of(company.client("employee", company.unit).get("/v1/blacklist")) == (403, "FORBIDDEN_ROLE")
    found = items(company.staff(), q=customer["name"], scope="DEPARTMENT", state="ACTIVE", sort="customer_name")
    assert [one["id"] for one in found] == [entry["id"]]


def test_R7_29_example_4_both_entries_stay(listings, company, customer):
    own = listings.by_department(customer)
    companys = listings.by_company(customer, company.s2)
    found = items(company.staff(), customer_id=customer["id"], state="ACTIVE")
    assert {one["id"] for one in found} == {own["id"], companys["id"]}


def test_R7_29_who_lists(listings, company, customer):
    body = {"customer_id": customer["id"], "reason": "串货"}
    answer = company.manager().post("/v1/blacklist", {**body, "department_id": company.s2["id"]})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    for client in (company.as_division(), company.as_head(), company.staff(), company.supervisor()):
        assert code_of(client.post("/v1/blacklist", body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager().post("/v1/blacklist", {"customer_id": customer["id"]})) == (400, "VALIDATION_FAILED")
    assert code_of(company.manager().post("/v1/blacklist", {**body, "reason": "  "})) == (400, "VALIDATION_FAILED")
    listings.by_department(customer)
    assert listings.by_department(customer, expect=409)["code"] == "ALREADY_LISTED"
    listings.by_department(customer, company.s2)  # its own list


def test_R7_29_two_parallel_listings(listings, company, customer):
    body = {"customer_id": customer["id"], "reason": "串货"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: company.manager().post("/v1/blacklist", body), range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None)] + [(409, "ALREADY_LISTED")] * 3


def test_R7_29_customers_one_may_not_read(company):
    of_unit = company.customer(company.unit, make=person)
    answer = company.manager().post("/v1/blacklist", {"customer_id": of_unit["id"], "reason": "x"})
    assert answer.status_code == 404


def test_history_of_an_entry(listings, company, customer):
    entry = listings.by_department(customer)
    listings.remove(entry, by=company.manager())
    history = company.staff().get(f"/v1/blacklist/{entry['id']}/history", expect=200).json()["items"]
    assert sorted(one["version"] for one in history) == [1, 2]
    decisions = company.staff().get(f"/v1/blacklist/{entry['id']}/decisions", expect=200).json()["items"]
    assert sorted(one["rule"] for one in decisions) == ["R7.29", "R7.31"]
    assert company.staff(company.s2).get(f"/v1/blacklist/{entry['id']}/history").status_code == 404


# --- What a listing forbids (R7.30) ------------------------------------------------

def both_admit(admissions, company, customer):
    for department in (company.s1, company.s2):
        admissions.admit(customer, department)


def test_R7_30_example_1_department_list(listings, admissions, company, customer):
    both_admit(admissions, company, customer)
    listings.by_department(customer)
    answer = admissions.contract(customer, expect=422)
    assert (answer["code"], answer["scope"]) == ("CUSTOMER_BLACKLISTED", "DEPARTMENT")
    admissions.contract(customer, company.s2)
    assert admissions.reasons(customer) == ["DEPARTMENT_BLACKLISTED"]
    assert admissions.reasons(customer, company.s2) == []


def test_R7_30_example_2_company_list(listings, admissions, company, customer):
    both_admit(admissions, company, customer)
    listings.by_company(customer)
    for department in (company.s1, company.s2):
        answer = admissions.contract(customer, department, expect=422)
        assert (answer["code"], answer["scope"]) == ("CUSTOMER_BLACKLISTED", "COMPANY")
        assert admissions.apply(customer, department, expect=422)["code"] == "CUSTOMER_BLACKLISTED"
        assert admissions.reasons(customer, department) == ["COMPANY_BLACKLISTED"]


def test_R7_30_example_3_what_stays_possible(listings, admissions, company, customer):
    """What is owed from before is settled: the papers are kept, and what was signed may be ended."""
    admissions.admit(customer)
    contract = admissions.contract(customer)
    listings.by_company(customer)
    admissions.paper(customer, type="CREDIT_REPORT")
    company.manager().post(f"/v1/contracts/{contract['id']}/end", {"valid_until": admissions.today(), "reason": "清退"}, expect=200)
    listings.report(customer)


@pytest.mark.parametrize("by_company", [False, True])
def test_R7_30_example_4_contract_and_listing_in_parallel(listings, admissions, company, by_company):
    for _ in range(4):
        customer = admissions.customer()
        admissions.admit(customer)
        case = listings.verified(customer) if by_company else None
        body = {"customer_id": customer["id"], "number": f"XS-{customer['number']}", "signed_on": admissions.today(),
                "product_ids": [admissions.product["id"]]}
        with ThreadPoolExecutor(2) as pool:
            contract = pool.submit(company.staff().post, "/v1/contracts", body)
            listing = pool.submit(listings.decide, case) if by_company else pool.submit(listings.by_department, customer)
            listing.result()
            contract = contract.result()
        assert code_of(contract) in ((201, None), (422, "CUSTOMER_BLACKLISTED")), contract.text
        if contract.status_code == 201:
            entry = items(company.staff(), customer_id=customer["id"])[0]
            assert contract.json()["version"] == 1 and entry["state"] == "ACTIVE"
        again = company.staff().post("/v1/contracts", {**body, "number": body["number"] + "-2"})
        assert code_of(again) == (422, "CUSTOMER_BLACKLISTED")


def test_R7_30_bind_all_units(listings, admissions, company, customer):
    listings.by_company(customer)
    division = company.as_division()

    def set_parameter(value):
        division.put("/v1/parameters/blacklist.bind_all_units", {"value": value, "effective_from": admissions.today()}, expect=200)

    asked = {"client": division, "department_id": company.unit["id"]}
    assert admissions.reasons(customer, **asked) == []
    set_parameter(True)
    try:
        assert admissions.reasons(customer, **asked) == ["COMPANY_BLACKLISTED"]
    finally:
        set_parameter(False)
    assert admissions.reasons(customer, **asked) == []


# --- Removal (R7.31) -----------------------------------------------------------------

def test_R7_31_example_1_a_former_vip_begins_anew(listings, admissions, company, grading):
    department = grading.department(customers=10)
    customer = grading.customer(department)
    grading.vip(department, customer=customer)
    entry = listings.removed(listings.by_company(customer, department))
    assert entry["state"] == "REMOVED" and entry["reviewed_by"] == company.as_division(1).sub
    assert entry["removed_by"] == company.as_head().sub and entry["removal_reason"] == "整改完成"
    assert listings.relations(customer) == {department["id"]: ("PURGED", None)}  # nothing revives
    assert admissions.reasons(customer, department) == ["NOT_ADMITTED"]
    assert admissions.contract(customer, department, expect=422)["code"] == "NOT_ADMITTED"
    admissions.admit(customer, department)
    assert listings.relations(customer) == {department["id"]: ("ADMITTED", "QUALIFIED")}
    event = told(company.client("service"), "customer.unblacklisted", customer["id"])
    assert [one["data"] for one in event] == [
        {"customer_id": customer["id"], "scope": "COMPANY", "entry_id": entry["id"]}]
    listings.by_company(customer, department)  # a new listing is a new entry
    assert len(items(company.staff(), customer_id=customer["id"])) == 2


def test_R7_31_example_2_still_blocked_by_the_other_list(listings, admissions, company, customer):
    own = listings.by_department(customer)
    listings.removed(listings.by_company(customer))
    assert admissions.reasons(customer) == ["DEPARTMENT_BLACKLISTED"]
    assert admissions.apply(customer, expect=422)["scope"] == "DEPARTMENT"
    admissions.apply(customer, company.s2)
    entry = listings.remove(own, by=company.manager())
    assert entry["state"] == "REMOVED"
    event = told(company.client("service"), "customer.unblacklisted", customer["id"], 2)
    assert event[-1]["data"] == {"customer_id": customer["id"], "scope": "DEPARTMENT",
                                 "department_id": company.s1["id"], "entry_id": own["id"]}
    admissions.apply(customer)


def test_R7_31_example_3_removed_and_applied_at_once(listings, admissions, company):
    body = {"product_ids": [admissions.product["id"]]}
    for _ in range(4):
        customer = admissions.customer()
        entry = listings.by_department(customer)
        with ThreadPoolExecutor(2) as pool:
            removal = pool.submit(listings.remove, entry, company.manager())
            answer = pool.submit(company.staff().post, "/v1/admissions", {**body, "customer_id": customer["id"]}).result()
            removal.result()
        assert code_of(answer) in ((201, None), (422, "CUSTOMER_BLACKLISTED")), answer.text


def test_R7_31_who_removes_a_company_entry(listings, company, customer):
    entry = listings.by_company(customer)
    for client in (company.manager(), company.as_division()):
        assert listings.remove(entry, by=client, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert listings.remove(entry, expect=403)["code"] == "SEPARATION_OF_DUTIES"  # not reviewed
    assert listings.review(entry, expect=409)["code"] == "INVALID_STATE"         # not asked for
    assert listings.ask_removal(entry, by=company.manager(), expect=403)["code"] == "FORBIDDEN_ROLE"
    asked = listings.ask_removal(entry)
    assert asked["removal_requested_by"] == company.as_division().sub and asked["state"] == "ACTIVE"
    assert listings.ask_removal(entry, expect=409)["code"] == "INVALID_STATE"
    answer = listings.review(entry, by=company.as_division(), expect=403)
    assert (answer["code"], answer["rule"]) == ("SEPARATION_OF_DUTIES", "R7.31")

    listings.review(entry, "OBJECTED")
    assert listings.remove(entry, expect=403)["code"] == "SEPARATION_OF_DUTIES"
    assert "review_result" not in listings.ask_removal(entry)  # anew
    listings.review(entry, by=company.as_head())
    assert listings.remove(entry, expect=403)["code"] == "SEPARATION_OF_DUTIES"  # reviewed it herself
    removed = listings.remove(entry, by=company.as_head(1))
    assert removed["state"] == "REMOVED"
    assert listings.remove(entry, by=company.as_head(1), expect=409)["code"] == "INVALID_STATE"
    assert listings.ask_removal(entry, expect=409)["code"] == "INVALID_STATE"


def test_R7_31_who_removes_a_departments_entry(listings, company, customer):
    entry = listings.by_department(customer)
    assert listings.remove(entry, expect=403)["code"] == "FORBIDDEN_ROLE"  # the division does not
    assert listings.ask_removal(entry, expect=403)["code"] == "FORBIDDEN_ROLE"
    company.manager(company.s2).post(f"/v1/blacklist/{entry['id']}/remove", {"reason": "x"}, expect=404)
    assert code_of(company.manager().post(f"/v1/blacklist/{entry['id']}/remove", {})) == (400, "VALIDATION_FAILED")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(
            lambda n: company.manager().post(f"/v1/blacklist/{entry['id']}/remove", {"reason": "整改"}), range(3)))
    assert sorted(code_of(answer) for answer in answers) == [(200, None)] + [(409, "INVALID_STATE")] * 2


def test_R7_31_removal_not_allowed(listings, admissions, company, customer):
    entry = listings.by_department(customer)
    division = company.as_division()

    def set_parameter(value):
        division.put("/v1/parameters/blacklist.removal_allowed", {"value": value, "effective_from": admissions.today()}, expect=200)

    set_parameter(False)
    try:
        answer = listings.remove(entry, by=company.manager(), expect=409)
        assert answer["code"] == "INVALID_STATE" and answer["parameters"] == {"blacklist.removal_allowed": False}
    finally:
        set_parameter(True)
    listings.remove(entry, by=company.manager())


def test_a_listing_follows_a_merged_record(listings, admissions, company):
    """Whom the company has listed does not come back under another name."""
    survivor, alias = admissions.customer(), admissions.customer(unified_social_credit_code=None)
    admissions.admit(survivor)
    entry = listings.by_company(alias)
    merged = company.manager().post(f"/v1/customers/{survivor['id']}/merge", {"merged_id": alias["id"], "reason": "同一企业"})
    assert merged.status_code == 200, merged.text
    assert listings.entry(entry["id"])["customer_id"] == survivor["id"]
    assert admissions.reasons(survivor) == ["COMPANY_BLACKLISTED"]
    assert listings.relations(survivor) == {company.s1["id"]: ("PURGED", None)}
