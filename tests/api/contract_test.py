"""Purchase-sale contracts (R7.14), and what a listing forbids (R7.30)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, new, person, told


def sign(admissions, customer, department=None, **more):
    body = {"customer_id": customer.get("customer_id") or customer["id"], "number": new("XS-"), "signed_on": admissions.today(),
            "product_ids": [admissions.product["id"]], **more}
    return admissions.company.staff(department).post("/v1/contracts", body)


def test_R7_14_example_1_admitted_on_commitment(admissions, company):
    admission = admissions.admit()
    assert admissions.reasons(admission) == ["CONTRACT_MISSING"]
    number = new("XS-")
    made = admissions.contract(admission, number=number, file_ref="扫描件/17", remarks="年度框架")
    expected = {"number": number, "customer_id": admission["customer_id"], "department_id": company.s1["id"],
                "signed_on": admissions.today(), "file_ref": "扫描件/17", "remarks": "年度框架",
                "product_ids": [admissions.product["id"]]}
    assert {name: made[name] for name in expected} == expected
    assert made["decision"]["rule"] == "R7.14" and made["decision"]["outcome"] == "SIGNED"
    assert admissions.reasons(admission) == []
    event, = told(company.client("service"), "contract.signed", made["id"])
    assert event["data"]["number"] == number
    kept = company.staff().get(f"/v1/contracts/{made['id']}/decisions", expect=200).json()["items"]
    assert [one["outcome"] for one in kept] == ["SIGNED"]


def test_R7_14_example_2_the_last_day(admissions):
    admission = admissions.admit()
    admissions.contract(admission, valid_until=admissions.today(3))
    assert admissions.reasons(admission, on=admissions.today(3)) == []
    assert admissions.reasons(admission, on=admissions.today(4)) == ["CONTRACT_MISSING"]
    admissions.until(admissions.today(3))
    assert admissions.reasons(admission) == []
    admissions.until(admissions.today(1))
    assert admissions.reasons(admission) == ["CONTRACT_MISSING"]


def test_R7_14_example_3_a_contract_of_S1_does_not_serve_S2(admissions, company):
    customer = admissions.customer()
    for department in (company.s1, company.s2):
        admissions.admit(customer, department)
    admissions.contract(customer, company.s1)
    assert admissions.reasons(customer, company.s1) == []
    assert admissions.reasons(customer, company.s2) == ["CONTRACT_MISSING"]


def test_R7_14_it_covers_its_products_only(admissions, company):
    other = company.product()
    admission = admissions.admit(products=[admissions.product, other])
    admissions.contract(admission, products=[other])
    assert admissions.reasons(admission, product_id=other["id"]) == []
    assert admissions.reasons(admission, product_id=admissions.product["id"]) == ["CONTRACT_MISSING"]


def test_R7_14_refusals(admissions, company):
    customer = admissions.customer()
    answer = sign(admissions, customer)
    assert code_of(answer) == (422, "NOT_ADMITTED") and answer.json()["rule"] == "R7.14"
    admission = admissions.apply(customer)
    assert code_of(sign(admissions, customer)) == (422, "NOT_ADMITTED")
    admissions.met(admission)
    admissions.decide(admission)
    assert code_of(sign(admissions, customer, signed_on=admissions.today(1))) == (422, "TIME_IN_FUTURE")
    assert sign(admissions, customer, valid_until=admissions.today(-1)).status_code == 400
    assert sign(admissions, customer, product_ids=[customer["id"]]).status_code == 404
    assert sign(admissions, customer, company.s2).json()["code"] == "NOT_ADMITTED"
    made = sign(admissions, customer).json()
    answer = sign(admissions, customer, number=made["number"])
    assert code_of(answer) == (409, "CONTRACT_EXISTS") and answer.json()["rule"] == "R7.14"


def test_R7_14_one_number_twice_at_once(admissions, company):
    admitted = [admissions.admit() for _ in range(4)]
    number = new("XS-")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda admission: sign(admissions, admission, number=number), admitted))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "CONTRACT_EXISTS")] * 3
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["rule"] == "R7.14"


def test_R7_14_who_reads_contracts(admissions, company):
    admission = admissions.admit()
    made = admissions.contract(admission)
    path = f"/v1/contracts/{made['id']}"
    for client in (company.staff(), company.as_division(), company.client("finance")):
        assert client.get(path, expect=200).json()["number"] == made["number"]
    assert company.staff(company.s2).get(path).status_code == 404

    def listed(**more):
        found = company.staff().get("/v1/contracts", params={"customer_id": admission["customer_id"], **more}, expect=200)
        return [one["id"] for one in found.json()["items"]]

    assert listed() == listed(product_id=admissions.product["id"]) == listed(number=made["number"]) == [made["id"]]
    assert listed(product_id=company.product()["id"]) == []


def test_R7_14_a_contract_ends_earlier(admissions, company):
    made = admissions.contract(admissions.admit(), valid_until=admissions.today(30))
    path = f"/v1/contracts/{made['id']}/end"
    assert code_of(company.staff().post(path, {"valid_until": admissions.today(), "reason": "x"})) == (403, "FORBIDDEN_ROLE")
    assert company.manager(company.s2).post(path, {"valid_until": admissions.today(), "reason": "x"}).status_code == 404
    assert company.manager().post(path, {"valid_until": admissions.today(31), "reason": "x"}).status_code == 400
    assert company.manager().post(path, {"valid_until": admissions.today(-1), "reason": "x"}).status_code == 400
    ended = company.manager().post(path, {"valid_until": admissions.today(), "reason": "协商终止"}, expect=200).json()
    assert (ended["valid_until"], ended["end_reason"]) == (admissions.today(), "协商终止")
    assert told(company.client("service"), "contract.ended", made["id"])
    assert admissions.reasons(made, on=admissions.today(1)) == ["CONTRACT_MISSING"]


def test_R7_10_retail_contracts_need_no_admission(admissions, company):
    assert sign(admissions, company.customer(make=person)).status_code == 201


def test_R7_30_example_1_contract_after_a_departments_listing(admissions, company, db):
    customer = admissions.customer()
    for department in (company.s1, company.s2):
        admissions.admit(customer, department)
    admissions.list(db, customer, company.s1)
    answer = sign(admissions, customer)
    assert code_of(answer) == (422, "CUSTOMER_BLACKLISTED") and answer.json()["scope"] == "DEPARTMENT"
    assert answer.json()["rule"] == "R7.30"
    assert sign(admissions, customer, company.s2).status_code == 201


def test_R7_30_example_2_company_list(admissions, company, db):
    customer = admissions.customer()
    for department in (company.s1, company.s2):
        admissions.admit(customer, department)
    admissions.list(db, customer)
    for department in (company.s1, company.s2):
        answer = sign(admissions, customer, department)
        assert code_of(answer) == (422, "CUSTOMER_BLACKLISTED") and answer.json()["scope"] == "COMPANY"
    # The blacklists bind for all classes.
    retail = company.customer(make=person)
    admissions.list(db, retail)
    assert code_of(sign(admissions, retail)) == (422, "CUSTOMER_BLACKLISTED")


def test_R7_30_example_4_contract_and_listing_in_parallel(admissions, suite):
    with suite.connect() as other, ThreadPoolExecutor(2) as pool:
        for _ in range(6):
            admission = admissions.admit()
            listing = pool.submit(admissions.list, other, admission)
            answer = pool.submit(sign, admissions, admission).result()
            listing.result()
            assert code_of(answer) in ((201, None), (422, "CUSTOMER_BLACKLISTED"))
            with other.cursor() as cursor:
                cursor.execute("select count(*) from contract k join blacklist_entry b using (customer_id)"
                               " where k.customer_id = %s and k.created_at > b.listed_at + interval '1 second'",
                               (admission["customer_id"],))
                assert cursor.fetchone() == (0,)
