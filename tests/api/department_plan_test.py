"""Plans of the departments (R7.5)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, told
from governance import UNKNOWN, get_plan, in_effect, plan, replace

def test_R7_5_example_1_target_shares(company):
    made = plan(company, company.s1, vip=1500)
    assert made["decision"]["parameters"] == {"tier.VIP.max_percent": 15, "tier.PREFERRED.max_percent": 30}
    answer = plan(company, company.s1, vip=1501, expect=422)
    assert (answer["code"], answer["rule"], answer["tiers"]) == ("TARGET_ABOVE_QUOTA", "R7.5", ["VIP"])
    assert plan(company, company.s1, preferred=3001, expect=422)["tiers"] == ["PREFERRED"]


def test_within_the_departments_own_quota(company):
    department = company.department()
    in_effect(company, department, overrides={"tier.VIP.max_percent": 10})
    assert plan(company, department, vip=1001, expect=422)["code"] == "TARGET_ABOVE_QUOTA"
    plan(company, department, vip=1000)


def test_one_plan_a_year(company):
    made = plan(company, company.s1)
    answer = plan(company, company.s1, year=made["year"], expect=409)
    assert (answer["code"], answer["rule"]) == ("PLAN_EXISTS", "R7.5")
    plan(company, company.s2, year=made["year"])


def test_two_plans_at_once(company):
    department = company.department()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: company.manager(department).post("/v1/department-plans", {
            "year": 2029, "market_summary": "x", "target_share_vip": 0, "target_share_preferred": 0}), range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None)] + [(409, "PLAN_EXISTS")] * 3


def test_a_new_version_takes_the_place(company):
    made = plan(company, company.s1, items=[{"segment": "嘉兴市二级以上医院", "target_date": "2030-06-30"}])
    newer = replace(company, made, company.s1).json()
    assert (newer["number"], newer["year"], newer["current"], newer["development_items"]) == (2, made["year"], True, [])
    older = get_plan(company, made)
    assert not older["current"] and older["development_items"][0]["state"] == "OPEN"
    assert code_of(replace(company, made, company.s1)) == (409, "INVALID_STATE")
    assert code_of(replace(company, newer, company.s1, target_share_vip=1501)) == (422, "TARGET_ABOVE_QUOTA")
    current = company.manager().get("/v1/department-plans", params={"year": made["year"], "current": "true"}, expect=200).json()["items"]
    assert [item["id"] for item in current] == [newer["id"]]


def test_items_name_what_is_there(company):
    customer, product = company.customer(), company.product()
    employee = company.employee(company.s1)
    made = plan(company, company.s1, items=[
        {"customer_id": customer["id"], "product_id": product["id"], "owner_id": employee["id"], "target_date": "2030-03-31"},
        {"segment": "康复机构", "remarks": "先走访"}])
    first, second = made["development_items"]
    assert first["customer_id"] == customer["id"] and first["owner_id"] == employee["id"] and first["state"] == "OPEN"
    assert second["segment"] == "康复机构" and "customer_id" not in second
    for item, pointer in (({"customer_id": UNKNOWN}, "/customer_id"), ({"segment": "x", "product_id": UNKNOWN}, "/product_id"),
                          ({"segment": "x", "owner_id": UNKNOWN}, "/owner_id"), ({}, ""),
                          ({"segment": "x", "customer_id": customer["id"]}, "")):
        answer = plan(company, company.s1, items=[{"segment": "y"}, item], expect=400)
        assert answer["errors"][0]["pointer"] == "/development_items/1" + pointer


def test_whose_plan(company):
    assert plan(company, company.s1, by=company.manager(company.s2), department_id=company.s1["id"], expect=403)["code"] == "FORBIDDEN_ROLE"
    assert plan(company, company.s1, by=company.staff(), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert plan(company, company.unit, expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    made = plan(company, company.s1)
    assert company.manager(company.s2).get(f"/v1/department-plans/{made['id']}").status_code == 404
    assert replace(company, made, company.s1, by=company.manager(company.s2)).status_code == 404
    plan(company, company.division, by=company.as_division())  # acts as a department does, for itself


def test_it_is_told(company):
    made = plan(company, company.s1)
    event, = told(company.as_division(), "department_plan.made", made["id"])
    assert event["data"]["year"] == made["year"]
