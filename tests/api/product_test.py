"""Products and the qualifications they require (R7.15)."""
from factories import code_of, etag, new, pointers


def test_product_create_and_get(company):
    made = company.product(required_qualifications=["MEDICAL_DEVICE_OPERATION_LICENCE"], description="碳纤储能脚板")
    assert made["required_qualifications"] == ["MEDICAL_DEVICE_OPERATION_LICENCE"] and made["status"] == "ACTIVE"
    assert company.staff().get(f"/v1/products/{made['id']}", expect=200).json() == made


def test_without_requirement_none_is_needed(company):
    assert company.product()["required_qualifications"] == []


def test_the_division_sets_products(company):
    body = {"code": new("P"), "name": "脚板", "line": "COMPONENT"}
    assert code_of(company.manager().post("/v1/products", body)) == (403, "FORBIDDEN_ROLE")
    company.as_head().post("/v1/products", body, expect=201)
    assert code_of(company.as_division().post("/v1/products", body)) == (409, "DUPLICATE")


def test_an_unknown_qualification_is_refused(company):
    answer = company.as_division().post("/v1/products", {"code": new("P"), "name": "脚板", "line": "COMPONENT",
                                                         "required_qualifications": ["LICENCE_TO_KILL"]})
    assert answer.status_code == 400 and pointers(answer) == ["/required_qualifications/0"]


def test_product_update(company):
    made = company.product()
    path = f"/v1/products/{made['id']}"
    changed = company.as_division().patch(path, {"required_qualifications": ["PROSTHETICS_FITTING_QUALIFICATION"],
                                                 "status": "DISCONTINUED"}, match=etag(made), expect=200).json()
    assert changed["required_qualifications"] == ["PROSTHETICS_FITTING_QUALIFICATION"]
    assert changed["status"] == "DISCONTINUED" and changed["name"] == made["name"]


def test_product_list(company):
    made = company.product(name=new("上臂肌电假肢"), line="UPPER_LIMB_PROSTHESIS")
    items = company.staff().get("/v1/products", params={"line": "UPPER_LIMB_PROSTHESIS", "q": made["name"]}, expect=200).json()["items"]
    assert [item["id"] for item in items] == [made["id"]]
