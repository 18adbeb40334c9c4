"""Whether a department may do business with a customer, and why not (R7.16, R7.10, R7.15, R7.30)."""
from factories import code_of, hospital, person


def test_R7_16_example_2_both_lists(admissions, company, db):
    admission = admissions.admit()
    admissions.list(db, admission, company.s1)
    assert admissions.reasons(admission) == ["DEPARTMENT_BLACKLISTED"]
    admissions.list(db, admission)
    answer = admissions.eligibility(admission)
    assert answer["reasons"] == ["COMPANY_BLACKLISTED", "DEPARTMENT_BLACKLISTED"] and not answer["business_allowed"]
    assert answer["decision"]["rule"] == "R7.16" and answer["decision"]["outcome"] == "BUSINESS_NOT_ALLOWED"
    assert admissions.reasons(admission, company.s2) == ["COMPANY_BLACKLISTED"]


def test_R7_16_example_3_retail_not_listed(admissions, company):
    answer = admissions.eligibility(company.customer(make=person))
    assert answer["business_allowed"] and answer["reasons"] == []
    assert (answer["department_id"], answer["on"]) == (company.s1["id"], admissions.today())


def test_R7_10_example_1_retail_buys_without_admission(admissions, company):
    customer = company.customer(make=person)
    assert admissions.reasons(customer) == []
    assert admissions.reasons(customer, product_id=admissions.product["id"]) == []


def test_R7_10_example_2_applied_is_not_admitted(admissions):
    customer = admissions.customer()
    assert admissions.reasons(customer) == ["NOT_ADMITTED"]
    admissions.apply(customer)
    assert admissions.reasons(customer) == ["NOT_ADMITTED"]


def test_R7_15_example_1_admitted_for_one_product(admissions, company):
    other = company.product(required_qualifications=["MEDICAL_DEVICE_OPERATION_LICENCE"])
    admission = admissions.admit(products=[admissions.product, other])
    admissions.contract(admission, products=[admissions.product, other])
    assert admissions.reasons(admission, product_id=admissions.product["id"]) == []
    assert admissions.reasons(admission, product_id=other["id"]) == ["PRODUCT_NOT_QUALIFIED"]
    assert admissions.reasons(admission) == []


def test_R7_15_example_3_requirement_added_later(admissions, company):
    product = company.product()
    customer = admissions.customer()
    admission = admissions.admit(customer, products=[product])
    admissions.contract(admission, products=[product])
    assert admissions.reasons(admission, product_id=product["id"]) == []
    company.as_division().patch(f"/v1/products/{product['id']}", {"required_qualifications": ["PRODUCT_AUTHORISATION"]},
                                match='"1"', expect=200)
    assert admissions.reasons(admission, product_id=product["id"]) == ["PRODUCT_NOT_QUALIFIED"]
    admissions.paper(customer, type="PRODUCT_AUTHORISATION", valid_until=admissions.today(5))
    assert admissions.reasons(admission, product_id=product["id"]) == []
    assert admissions.reasons(admission, product_id=product["id"], on=admissions.today(6)) == ["PRODUCT_NOT_QUALIFIED"]


def test_R7_16_all_reasons_in_order(admissions, company):
    """A hospital whose practice licence ends, without contract, for a product it is not qualified for."""
    other = company.product(required_qualifications=["PRODUCT_AUTHORISATION"])
    customer = company.customer(make=hospital)
    admissions.paper(customer)
    admissions.paper(customer, type="MEDICAL_PRACTICE_LICENCE", valid_until=admissions.today(9))
    admission = admissions.admit(customer)
    assert admissions.reasons(admission, product_id=other["id"], on=admissions.today(10)) == ["ON_HOLD", "CONTRACT_MISSING", "PRODUCT_NOT_QUALIFIED"]
    assert admissions.reasons(admission, on=admissions.today(9)) == ["CONTRACT_MISSING"]


def test_R7_30_units_that_are_no_sales_departments(admissions, company, db):
    """A direct-selling unit is bound by neither list, unless the company says so."""
    customer = company.customer(company.unit, make=person)
    admissions.list(db, customer)
    reasons = lambda: admissions.reasons(customer, client=company.client("service"), department_id=company.unit["id"])
    assert reasons() == []
    parameter = "/v1/parameters/blacklist.bind_all_units"
    company.as_division().put(parameter, {"value": True, "effective_from": admissions.today()}, expect=200)
    try:
        assert reasons() == ["COMPANY_BLACKLISTED"]
    finally:
        company.as_division().put(parameter, {"value": False, "effective_from": admissions.today()}, expect=200)


def test_R7_16_who_may_ask(admissions, company):
    customer = admissions.customer()
    path = f"/v1/customers/{customer['id']}/eligibility"
    other = {"department_id": company.s2["id"]}
    assert code_of(company.staff().get(path, params=other)) == (403, "FORBIDDEN_ROLE")
    for client in (company.as_division(), company.client("service"), company.client("auditor")):
        assert client.get(path, params=other, expect=200).json()["reasons"] == ["NOT_ADMITTED"]
    assert company.client("service").get(path).status_code == 400
    assert company.client("employee", company.s1).get(path).status_code == 403
    unknown = customer["id"][:-4] + "0000"
    assert company.staff().get(f"/v1/customers/{unknown}/eligibility").status_code == 404
    assert company.staff().get(path, params={"product_id": unknown}).status_code == 404
    assert company.as_division().get(path, params={"department_id": unknown}).status_code == 404
    retail = company.customer(company.unit, make=person)
    assert company.staff().get(f"/v1/customers/{retail['id']}/eligibility").status_code == 404
