"""What the marketing division decides between departments (R7.5, R7.6)."""
from factories import code_of, told
from governance import UNKNOWN, file, get_plan, plan, replace


def coordinate(company, departments, customer=None, chosen=None, expect=201, by=None, **more):
    body = {"department_ids": [department["id"] for department in departments], "coordination": "由第一销售部开发",
            "reason": "该院贡献值较高", **more}
    if customer:
        body["customer_id"] = customer["id"]
    if chosen:
        body["chosen_department_id"] = chosen["id"]
    return (by or company.as_division()).post("/v1/coordinations", body, expect=expect).json()


def states(company, made):
    return [item["state"] for item in get_plan(company, made)["development_items"]]


def test_R7_5_example_2_two_departments_plan_one_hospital(company):
    hospital, other = company.customer(), company.customer()
    items = [{"customer_id": hospital["id"]}, {"customer_id": other["id"]}, {"segment": "其他医院"}]
    first, second, third = (plan(company, department, items=items) for department in (company.s1, company.s2, company.s3))
    made = coordinate(company, [company.s1, company.s2], hospital, company.s1)
    assert made["decision"]["outcome"] == "COORDINATED" and made["decided_by"] == company.as_division().sub
    assert states(company, first) == ["OPEN"] * 3
    assert states(company, second) == ["CLOSED", "OPEN", "OPEN"]
    assert get_plan(company, second)["development_items"][0]["coordination_id"] == made["id"]
    assert states(company, third) == ["OPEN"] * 3  # it was not named
    # It binds what is planned later, too.
    newer = replace(company, second, company.s2, items=items).json()
    assert [item["state"] for item in newer["development_items"]] == ["CLOSED", "OPEN", "OPEN"]


def test_a_later_decision_turns_it_round(company):
    customer = company.customer()
    first, second = (plan(company, department, items=[{"customer_id": customer["id"]}]) for department in (company.s1, company.s2))
    coordinate(company, [company.s1, company.s2], customer, company.s1)
    coordinate(company, [company.s1, company.s2], customer, company.s2)
    assert (states(company, first), states(company, second)) == (["CLOSED"], ["OPEN"])


def test_a_department_does_not_coordinate(company):
    for client in (company.manager(), company.staff()):
        assert coordinate(company, [company.s1], by=client, expect=403)["code"] == "FORBIDDEN_ROLE"


def test_who_reads_it(company):
    made = coordinate(company, [company.s1, company.s2])
    path = f"/v1/coordinations/{made['id']}"
    company.staff().get(path, expect=200)
    company.manager(company.s2).get(path, expect=200)
    assert company.manager(company.s3).get(path).status_code == 404
    listed = lambda client: [item["id"] for item in client.get("/v1/coordinations", params={"limit": 100}, expect=200).json()["items"]]  # noqa: E731
    assert made["id"] in listed(company.staff()) and made["id"] not in listed(company.staff(company.s3))
    of_s2 = company.as_division().get("/v1/coordinations", params={"department_id": company.s2["id"]}, expect=200).json()["items"]
    assert made["id"] in [item["id"] for item in of_s2]


def test_what_is_named_exists(company):
    customer = company.customer()
    assert coordinate(company, [company.s1, {"id": UNKNOWN}], expect=404)["code"] == "NOT_FOUND"
    assert coordinate(company, [company.s1, company.s1], expect=404)["code"] == "NOT_FOUND"
    assert coordinate(company, [company.s1, company.unit], expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    assert coordinate(company, [company.s1], {"id": UNKNOWN}, company.s1, expect=404)["code"] == "NOT_FOUND"
    for answer, pointer in ((coordinate(company, [company.s1], customer, company.s2, expect=400), "/chosen_department_id"),
                            (coordinate(company, [company.s1], None, company.s1, expect=400), "/customer_id"),
                            (coordinate(company, [], expect=400), "/department_ids")):
        assert answer["errors"][0]["pointer"] == pointer


def test_on_request(company):
    item = file(company, company.s1, kind="REPORT", text="与第二销售部就仁和医院存在争议")
    made = coordinate(company, [company.s1, company.s2], feedback_item_id=item["id"])
    assert made["feedback_item_id"] == item["id"]
    assert told(company.as_division(), "coordination.decided", made["id"])


def test_it_follows_a_merged_customer(company):
    kept, merged = company.customer(), company.customer(unified_social_credit_code=None)
    made = plan(company, company.s2, items=[{"customer_id": merged["id"]}])
    company.as_division().post(f"/v1/customers/{kept['id']}/merge", {"merged_id": merged["id"], "reason": "同一医院"}, expect=200)
    coordinate(company, [company.s1, company.s2], kept, company.s1)
    assert states(company, made) == ["CLOSED"]
    assert code_of(company.as_division().post("/v1/coordinations", {
        "department_ids": [company.s1["id"]], "coordination": "x", "reason": "y", "customer_id": merged["id"]}))[0] in (404, 409)
