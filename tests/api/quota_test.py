"""Quotas of VIP and preferred customers per department and product, and exceptions from them (R7.21)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of
from grading import grading, parameter, data_of  # noqa: F401


def quota(client, department):
    items = client.get("/v1/quotas", params={"department_id": department["id"]}, expect=200).json()["items"]
    assert len(items) == 1
    return items[0]


def by_tier(shown):
    return {tier["tier"]: tier for tier in shown["tiers"]}


def ready(grading, department, count=1, **more):
    """Customers that meet all criteria of a VIP, evaluated."""
    relations = [grading.admitted(department, **more) for _ in range(count)]
    for relation in relations:
        grading.evaluate(relation, department)
    return relations


def test_R7_21_example_1_third_vip_of_twenty(grading):
    department = grading.department(18, vip=2)
    third, fourth = ready(grading, department, 2)
    answer = grading.grade(third, department, "VIP")
    assert answer.status_code == 200 and grading.tier(third) == "VIP"
    answer = grading.grade(fourth, department, "VIP")
    assert code_of(answer) == (422, "TIER_QUOTA_EXCEEDED")
    assert answer.json()["rule"] == "R7.21" and answer.json()["parameters"]["tier.VIP.max_percent"] == 15
    assert grading.tier(fourth) == "QUALIFIED"


def test_R7_21_example_2_six_and_seven(grading):
    department = grading.department(5)
    relation, = ready(grading, department)
    proposed = grading.propose(relation, department, "VIP")
    assert code_of(grading.decide(proposed, department)) == (422, "TIER_QUOTA_EXCEEDED")
    grading.admitted(department)
    assert grading.decide(proposed, department).status_code == 200


def test_R7_21_example_3_preferred_of_ten(grading):
    department = grading.department(8, preferred=2)
    third, fourth = ready(grading, department, 2)
    assert grading.grade(third, department, "PREFERRED").status_code == 200
    assert code_of(grading.grade(fourth, department, "PREFERRED")) == (422, "TIER_QUOTA_EXCEEDED")


def test_R7_21_example_4_ten_promotions_at_once(grading, company):
    department = grading.department(10, vip=2)
    relations = ready(grading, department, 10)
    proposed = [grading.propose(relation, department, "VIP") for relation in relations]
    managers = [company.manager(department, person) for person in range(10)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda pair: grading.decide(pair[0], department, by=pair[1]), zip(proposed, managers)))
    assert sorted(answer.status_code for answer in answers) == [200] + [422] * 9
    assert {code_of(answer)[1] for answer in answers if answer.status_code == 422} == {"TIER_QUOTA_EXCEEDED"}
    assert by_tier(quota(company.manager(department), department))["VIP"]["count"] == 3


def test_R7_21_example_5_product_and_exception(grading, company):
    department = grading.department(20)
    product = company.product()
    relations = [grading.admitted(department, products=[product]) for _ in range(5)]
    for relation in relations:
        grading.contract(relation, department, [product])
    grading.evaluate(relations[0], department)
    proposed = grading.propose(relations[0], department, "VIP")
    answer = grading.decide(proposed, department)
    assert code_of(answer) == (422, "PRODUCT_QUOTA_EXCEEDED") and answer.json()["products"] == [product["id"]]

    body = {"department_id": department["id"], "customer_id": relations[0]["customer_id"], "product_id": product["id"],
            "tier": "VIP", "reason": "新产品推广期"}
    assert company.manager(department).post("/v1/quota-exceptions", body).status_code == 403
    assert company.as_division().post("/v1/quota-exceptions", {**body, "tier": "QUALIFIED"}).status_code == 400
    exception = company.as_division().post("/v1/quota-exceptions", body, expect=201).json()
    assert code_of(company.as_division().post("/v1/quota-exceptions", body)) == (409, "DUPLICATE")
    assert data_of(company, "quota_exception.granted", exception["id"])["reason"] == "新产品推广期"
    assert grading.decide(proposed, department).status_code == 200
    shown = quota(company.manager(department), department)["products"]
    assert [(p["product_id"], p["total"], by_tier(p)["VIP"]["flag"]) for p in shown] == [(product["id"], 5, "QUOTA_OVERRUN")]

    withdrawn = company.as_division().post(f"/v1/quota-exceptions/{exception['id']}/withdraw", expect=200).json()
    assert withdrawn["withdrawn"] and grading.tier(relations[0]) == "VIP"
    assert code_of(company.as_division().post(f"/v1/quota-exceptions/{exception['id']}/withdraw")) == (409, "INVALID_STATE")


def test_an_exception_serves_its_own_tier_and_customer(grading, company, parameter):
    department = grading.department(20)
    product = company.product()
    relations = [grading.admitted(department, products=[product]) for _ in range(2)]
    for relation in relations:
        grading.contract(relation, department, [product])
        grading.evaluate(relation, department)
    body = {"department_id": department["id"], "customer_id": relations[0]["customer_id"], "product_id": product["id"],
            "tier": "PREFERRED", "reason": "推广"}
    company.as_division().post("/v1/quota-exceptions", body, expect=201)
    first = grading.propose(relations[0], department, "VIP")
    assert code_of(grading.decide(first, department)) == (422, "PRODUCT_QUOTA_EXCEEDED")
    other = grading.propose(relations[1], department, "PREFERRED")
    assert code_of(grading.decide(other, department)) == (422, "PRODUCT_QUOTA_EXCEEDED")
    parameter("tier.product_quota_exception", False)
    assert code_of(grading.decide(first, department, to_tier="PREFERRED")) == (422, "PRODUCT_QUOTA_EXCEEDED")
    parameter("tier.product_quota_exception", True)
    assert grading.decide(first, department, to_tier="PREFERRED").status_code == 200


def test_a_contract_that_has_ended_counts_for_no_product(grading, company):
    department = grading.department(20)
    product = company.product()
    relation = grading.admitted(department, products=[product])
    today = grading.admissions.today()
    grading.contract(relation, department, [product], signed_on="2020-01-01", valid_until=grading.admissions.today(-1))
    grading.evaluate(relation, department)
    assert quota(company.manager(department), department)["products"] == []
    grading.contract(relation, department, [product], signed_on=today, valid_until=today)
    proposed = grading.propose(relation, department, "VIP")
    assert code_of(grading.decide(proposed, department)) == (422, "PRODUCT_QUOTA_EXCEEDED")


def test_R7_21_example_6_total_falls(grading, company):
    department = grading.department(17, vip=2)
    third, leaving, fourth = ready(grading, department, 3)
    assert grading.grade(third, department, "VIP").status_code == 200
    assert "flag" not in by_tier(quota(company.manager(department), department))["VIP"]
    company.manager(department).post(f"/v1/relations/{leaving['id']}/end", {"kind": "WITHDRAWN", "reason": "客户退出"}, expect=200)
    shown = quota(company.as_division(), department)
    assert shown["total"] == 19
    assert by_tier(shown)["VIP"] == {"tier": "VIP", "count": 3, "max_percent": 15, "places_free": 0, "flag": "QUOTA_OVERRUN"}
    assert "flag" not in by_tier(shown)["PREFERRED"] and grading.tier(third) == "VIP"
    assert code_of(grading.grade(fourth, department, "VIP")) == (422, "TIER_QUOTA_EXCEEDED")


def test_R7_21_example_7_no_customers(grading, company):
    department = grading.department()
    shown = quota(company.manager(department), department)
    assert shown["total"] == 0 and shown["products"] == []
    assert all(tier["count"] == tier["places_free"] == 0 and "flag" not in tier for tier in shown["tiers"])


def test_who_reads_whose_quota(grading, company):
    department = grading.department(3)
    items = company.manager(company.s2).get("/v1/quotas", params={"department_id": department["id"]}, expect=200).json()["items"]
    assert items == []
    everybody = company.as_division().get("/v1/quotas", expect=200).json()["items"]
    assert {department["id"], company.s1["id"], company.s2["id"]} <= {item["department_id"] for item in everybody}
    own = company.manager(department).get("/v1/quotas", expect=200).json()["items"]
    assert [item["department_id"] for item in own] == [department["id"]]


def test_a_stricter_quota_of_the_company(grading, parameter):
    department = grading.department(18, vip=2)
    third, = ready(grading, department)
    parameter("tier.VIP.max_percent", 10)
    assert code_of(grading.grade(third, department, "VIP")) == (422, "TIER_QUOTA_EXCEEDED")
