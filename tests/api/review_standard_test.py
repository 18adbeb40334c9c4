"""Departments' standards for evaluations: as strict as the company's or stricter (R7.22, R7.3)."""
from factories import code_of, pointers
from grading import grading, parameter, unmet  # noqa: F401


def issue(client, expect=201, **body):
    return client.post("/v1/review-standards", body, expect=expect).json()


def test_review_standard_issue(grading, company):
    department = company.department()
    body = {"descriptions": [{"subject": "VOLUME", "rating": "HIGH", "text": "年采购 200 万元以上"}], "vip": {"min_grade": "3A"},
            "extra_criteria": [{"name": "training", "text": "有受训人员"}]}
    first = issue(company.manager(department), **body)
    assert {name: first[name] for name in body} == body and (first["number"], first["in_force"]) == (1, True)
    second = issue(company.manager(department))
    assert second["number"] == 2
    shown = company.manager(department).get(f"/v1/review-standards/{first['id']}", expect=200).json()
    assert shown["in_force"] is False
    listed = company.as_division().get("/v1/review-standards", params={"department_id": department["id"], "in_force": "true"})
    assert [item["id"] for item in listed.json()["items"]] == [second["id"]]
    company.manager(department).post(f"/v1/review-standards/{second['id']}/withdraw", expect=200)
    assert company.manager(department).get(f"/v1/review-standards/{first['id']}").json()["in_force"] is True
    again = company.manager(department).post(f"/v1/review-standards/{second['id']}/withdraw")
    assert code_of(again) == (409, "INVALID_STATE")


def test_weaker_than_the_company(grading, company, parameter):
    department = company.department()
    manager = company.manager(department)
    for weaker, names in [({"vip": {"min_grade": "3C"}}, ["tier.VIP.min_grade"]),
                          ({"vip": {"min_rating": "FAIRLY_HIGH", "max_risk": "LARGE"}}, ["tier.VIP.min_rating", "tier.VIP.max_risk"]),
                          ({"preferred": {"max_risk": "SMALL"}}, ["tier.PREFERRED.max_risk"]),
                          ({"vip": {"min_beds": 500}}, ["tier.VIP.min_beds"])]:
        answer = manager.post("/v1/review-standards", weaker)
        assert code_of(answer) == (422, "WEAKER_THAN_COMPANY") and answer.json()["overrides"] == names
    parameter("tier.VIP.min_beds", 300)
    assert code_of(manager.post("/v1/review-standards", {"vip": {"min_beds": 299}})) == (422, "WEAKER_THAN_COMPANY")
    issue(manager, vip={"min_beds": 300, "min_grade": "3B", "max_risk": "NONE"}, preferred={"min_rating": "HIGH"})


def test_stricter_figures_hold(grading, company, parameter):
    department = grading.department(20)
    issue(company.manager(department), vip={"min_grade": "3A", "max_risk": "NONE"})
    relation = grading.admitted(department, specialty="GENERAL")
    grading.evaluate(relation, department, risk="SMALL")
    assert unmet(grading.grade(relation, department, "VIP")) == ["a.size", "b.risk"]
    best = grading.admitted(department, hospital_grade="3A")
    grading.evaluate(best, department)
    assert grading.grade(best, department, "VIP").status_code == 200


def test_the_company_has_become_stricter_still(grading, company, parameter):
    department = grading.department(20)
    issue(company.manager(department), vip={"min_grade": "3B"})
    relation = grading.admitted(department, specialty="GENERAL")
    grading.evaluate(relation, department)
    parameter("tier.VIP.min_grade", "3S")
    assert unmet(grading.grade(relation, department, "VIP")) == ["a.size"]


def test_who_issues_and_who_reads(grading, company):
    department = company.department()
    assert company.staff(department).post("/v1/review-standards", {}).status_code == 403
    assert code_of(company.as_division().post("/v1/review-standards", {})) == (201, None)
    made = issue(company.manager(department))
    assert company.manager(company.s2).get(f"/v1/review-standards/{made['id']}").status_code == 404
    assert code_of(company.manager(company.s2).post(f"/v1/review-standards/{made['id']}/withdraw")) == (403, "FORBIDDEN_ROLE")
    unit = company.client("sales_department_manager", company.unit)
    assert code_of(unit.post("/v1/review-standards", {})) == (422, "DEPARTMENT_NOT_IN_SCOPE")
    twice = [{"name": "a", "text": "x"}, {"name": "a", "text": "y"}]
    assert pointers(company.manager(department).post("/v1/review-standards", {"extra_criteria": twice})) == ["/extra_criteria"]
