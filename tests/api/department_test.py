"""Departments (R7.1, C21)."""
from factories import code_of, etag, new, pointers


def test_department_create_and_get(company):
    made = company.department("SALES")
    assert made["kind"] == "SALES" and made["status"] == "ACTIVE" and made["version"] == 1
    got = company.staff().get(f"/v1/departments/{made['id']}", expect=200)
    assert got.json() == made and got.headers["ETag"] == etag(made)


def test_location_of_a_new_department(company):
    answer = company.administrator.post("/v1/departments", {"code": new("D"), "name": "财务部", "kind": "FINANCE"}, expect=201)
    assert answer.headers["Location"] == f"/v1/departments/{answer.json()['id']}"


def test_a_sales_department_stands_under_the_marketing_division(company):
    for parent in ({}, {"parent_id": company.unit["id"]}, {"parent_id": "0191f0a0-0000-7000-8000-00000000dead"}):
        answer = company.administrator.post("/v1/departments", {"code": new("D"), "name": "销售部", "kind": "SALES", **parent})
        assert code_of(answer) == (400, "VALIDATION_FAILED")
        assert pointers(answer) == ["/parent_id"]


def test_only_the_administrator_writes_departments(company):
    for client in (company.manager(), company.as_head()):
        answer = client.post("/v1/departments", {"code": new("D"), "name": "x", "kind": "OTHER"})
        assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_codes_are_unique(company):
    body = {"code": new("D"), "name": "一", "kind": "OTHER"}
    company.administrator.post("/v1/departments", body, expect=201)
    assert code_of(company.administrator.post("/v1/departments", body)) == (409, "DUPLICATE")


def test_department_update(company):
    made = company.department("SALES")
    head = company.employee(made)
    path = f"/v1/departments/{made['id']}"
    changed = company.administrator.patch(path, {"name": "新名字", "head_id": head["id"]}, match=etag(made), expect=200).json()
    assert (changed["name"], changed["head_id"], changed["version"]) == ("新名字", head["id"], 2)
    assert changed["code"] == made["code"] and changed["parent_id"] == made["parent_id"]
    assert code_of(company.administrator.patch(path, {"name": "x"}, match=etag(made))) == (412, "VERSION_CONFLICT")
    assert code_of(company.administrator.patch(path, {"name": "x"})) == (428, "MATCH_REQUIRED")
    cleared = company.administrator.patch(path, {"head_id": None}, match=etag(changed), expect=200).json()
    assert "head_id" not in cleared


def test_the_kind_is_fixed(company):
    made = company.department("SALES")
    answer = company.administrator.patch(f"/v1/departments/{made['id']}", {"kind": "OTHER"}, match=etag(made))
    assert answer.status_code == 400 and pointers(answer) == ["/kind"]


def test_no_department_stands_below_itself(company):
    top = company.department("MANAGEMENT")
    below = company.department("OTHER", top)
    answer = company.administrator.patch(f"/v1/departments/{top['id']}", {"parent_id": below["id"]}, match=etag(top))
    assert code_of(answer) == (422, "SUPERVISOR_BELOW")
    answer = company.administrator.patch(f"/v1/departments/{top['id']}", {"parent_id": top["id"]}, match=etag(top))
    assert code_of(answer) == (422, "SUPERVISOR_BELOW")


def test_the_head_is_an_employee(company):
    made = company.department("OTHER")
    answer = company.administrator.patch(f"/v1/departments/{made['id']}", {"head_id": made["id"]}, match=etag(made))
    assert answer.status_code == 400 and pointers(answer) == ["/head_id"]


def test_department_list(company):
    items = company.staff().get("/v1/departments", params={"kind": "SALES", "parent_id": company.division["id"], "limit": 100},
                                expect=200).json()["items"]
    ids = [item["id"] for item in items]
    assert {company.s1["id"], company.s2["id"], company.s3["id"]} <= set(ids)
    assert company.unit["id"] not in ids
    assert [item["code"] for item in items] == sorted(item["code"] for item in items)


def test_department_history(company):
    made = company.department("OTHER")
    company.administrator.patch(f"/v1/departments/{made['id']}", {"name": "改名"}, match=etag(made), expect=200)
    history = company.staff().get(f"/v1/departments/{made['id']}/history", expect=200).json()["items"]
    assert [entry["version"] for entry in history] == [2, 1]
    assert history[0]["changes"]["name"]["to"] == "改名"
