"""Development plans of key customers (R7.7)."""
import pytest
from factories import DIVISION, HEAD, MANAGER, code_of, etag, told
from governance import in_effect
from grading import grading  # noqa: F401


@pytest.fixture(scope="module")
def department(grading):  # noqa: F811
    return grading.department(customers=30)


@pytest.fixture(scope="module")
def vip(grading, department):  # noqa: F811
    return grading.vip(department)


def propose(company, department, relation, expect=201, by=None, **more):
    body = {"customer_id": relation["customer_id"], "needs": ["缩短肌电手交付周期"],
            "steps": [{"text": "设立院内装配点", "due_on": "2031-05-31"}], **more}
    return (by or company.staff(department)).post("/v1/key-customer-plans", body, expect=expect).json()


def sign(company, plan, side, by=None, department=None):
    by = by or (company.as_division() if side == "DIVISION" else company.manager(department))
    return by.post(f"/v1/key-customer-plans/{plan['id']}/sign", {"side": side})


def test_R7_7_example_2_signed_by_the_department_only(company, department, vip):
    plan = propose(company, department, vip)
    assert plan["state"] == "PROPOSED" and plan["decision"]["outcome"] == "PROPOSED"
    plan = sign(company, plan, "DEPARTMENT", department=department).json()
    assert plan["state"] == "PROPOSED" and plan["signed_by_department"] == company.manager(department).sub
    plan = sign(company, plan, "DIVISION").json()
    assert plan["state"] == "VALID" and plan["decision"]["outcome"] == "VALID"
    event, = told(company.as_division(), "key_customer_plan.valid", plan["id"])
    assert event["data"]["customer_id"] == vip["customer_id"]


def test_two_persons(company, api, department, vip):
    plan = propose(company, department, vip, by=company.as_division(), department_id=department["id"])
    both = api(roles=[MANAGER, DIVISION], sub=company.manager(department).sub, department=department["id"])
    sign(company, plan, "DEPARTMENT", both)
    assert code_of(sign(company, plan, "DIVISION", both)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(sign(company, plan, "DEPARTMENT", department=department)) == (409, "INVALID_STATE")
    assert sign(company, plan, "DIVISION", company.client(HEAD)).json()["state"] == "VALID"


def test_who_signs(company, department, vip):
    plan = propose(company, department, vip)
    assert code_of(sign(company, plan, "DIVISION", company.manager(department))) == (403, "FORBIDDEN_ROLE")
    assert code_of(sign(company, plan, "DEPARTMENT", company.as_division())) == (403, "FORBIDDEN_ROLE")
    assert code_of(sign(company, plan, "DEPARTMENT", company.staff(department))) == (403, "FORBIDDEN_ROLE")
    assert sign(company, plan, "DEPARTMENT", company.manager()).status_code == 404


def test_key_customers_only(company, grading, department):  # noqa: F811
    relation = grading.admitted(department)
    answer = propose(company, department, relation, expect=422)
    assert (answer["code"], answer["rule"]) == ("NOT_KEY_CUSTOMER", "R7.7")
    assert propose(company, company.s1, relation, expect=422)["code"] == "NOT_KEY_CUSTOMER"  # no relation at all


def test_who_is_no_key_customer_any_more(company, grading):  # noqa: F811
    department = grading.department(customers=30)
    relation = grading.vip(department)
    plan = propose(company, department, relation)
    in_effect(company, department, overrides={"activity.key_customer_tiers": ["PREFERRED"]})
    assert code_of(sign(company, plan, "DIVISION")) == (422, "NOT_KEY_CUSTOMER")


def test_what_is_signed_is_not_changed(company, department, vip):
    plan = propose(company, department, vip)
    path = f"/v1/key-customer-plans/{plan['id']}"
    plan = company.staff(department).patch(path, {"needs": ["院内培训"]}, match=etag(plan), expect=200).json()
    assert plan["needs"] == ["院内培训"] and plan["steps"][0]["text"] == "设立院内装配点"
    assert code_of(company.staff().patch(path, {"needs": ["x"]}, match=etag(plan)))[0] == 404
    plan = sign(company, plan, "DIVISION").json()
    assert code_of(company.staff(department).patch(path, {"needs": ["x"]}, match=etag(plan))) == (409, "INVALID_STATE")


def test_list(company, department, vip):
    plan = propose(company, department, vip)
    params = {"customer_id": vip["customer_id"], "state": "PROPOSED"}
    ids = lambda client: [item["id"] for item in client.get("/v1/key-customer-plans", params=params, expect=200).json()["items"]]  # noqa: E731
    assert plan["id"] in ids(company.staff(department)) and plan["id"] not in ids(company.staff())
    other = propose(company, department, vip, by=company.staff(), department_id=department["id"], expect=403)
    assert other["code"] == "FORBIDDEN_ROLE"
