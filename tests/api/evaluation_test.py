"""Evaluation forms: complete, with evidence, by the standard in force; final once completed (R7.22)."""
from factories import code_of, etag, pointers
from grading import after, grading, data_of, unmet  # noqa: F401


def complete(client, form):
    return client.post(f"/v1/evaluations/{form['id']}/complete")


def test_a_form_is_filled_in_and_completed(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    form = grading.draft(relation, department)
    assert (form["state"], form["standard_level"], form["evaluator"]) == ("DRAFT", "COMPANY", company.staff(department).sub)
    answer = complete(company.staff(department), form)
    done = answer.json()
    assert answer.status_code == 200 and done["state"] == "COMPLETED" and done["decision"]["rule"] == "R7.22"
    assert done["completed_on"] == grading.admissions.today() and done["usable_until"] == grading.months_on(6)
    assert data_of(company, "evaluation.completed", form["id"])["ratings"] == form["ratings"]


def test_a_completed_form_is_not_changed(grading, company):
    department = grading.department(20)
    form = grading.evaluate(grading.admitted(department), department)
    staff = company.staff(department)
    assert code_of(staff.put(f"/v1/evaluations/{form['id']}", grading.form("LOW"), match=etag(form))) == (409, "INVALID_STATE")
    assert code_of(complete(staff, form)) == (409, "INVALID_STATE")
    shown = staff.get(f"/v1/evaluations/{form['id']}", expect=200).json()
    assert {rating["rating"] for rating in shown["ratings"]} == {"HIGH"}
    history = staff.get(f"/v1/evaluations/{form['id']}/history", expect=200).json()["items"]
    assert [version["version"] for version in history] == [2, 1]


def test_all_that_is_missing_at_once(grading, company):
    department = grading.department(1)
    relation = grading.admitted(department)
    form = grading.draft(relation, department, VOLUME=None, LOYALTY=None, risk=None)
    answer = complete(company.staff(department), form)
    assert code_of(answer) == (422, "FORM_INCOMPLETE") and answer.json()["missing"] == ["VOLUME", "LOYALTY", "RISK"]
    body = grading.form()
    del body["ratings"][3]["evidence"], body["risk_evidence"]
    form = company.staff(department).put(f"/v1/evaluations/{form['id']}", body, match=etag(form), expect=200).json()
    answer = complete(company.staff(department), form)
    assert code_of(answer) == (422, "EVIDENCE_MISSING") and answer.json()["without_evidence"] == ["LOYALTY", "RISK"]
    assert company.staff(department).put(f"/v1/evaluations/{form['id']}", body).status_code == 428


def test_what_does_not_fit_together(grading, company):
    department = grading.department(1)
    relation = grading.admitted(department)

    def refused(**more):
        return company.staff(department).post("/v1/evaluations", {"relation_id": relation["id"], **more})

    twice = [{"subject": "VOLUME", "rating": "HIGH"}, {"subject": "VOLUME", "rating": "LOW"}]
    answer = refused(ratings=twice)
    assert answer.status_code == 400 and pointers(answer) == ["/ratings"]
    assert pointers(refused(statement="SHARED_RISK")) == ["/statement_signed_on"]
    assert pointers(refused(risk="HUGE")) == ["/risk"]
    answer = refused(statement="SHARED_RISK", statement_signed_on=grading.admissions.today(1))
    assert code_of(answer) == (422, "TIME_IN_FUTURE")


def test_of_ones_own_admitted_customers(grading, company):
    department = grading.department(1)
    relation = grading.admitted(department)
    assert code_of(company.staff(company.s2).post("/v1/evaluations", {"relation_id": relation["id"]})) == (403, "FORBIDDEN_ROLE")
    form = grading.draft(relation, department)
    assert company.staff(company.s2).get(f"/v1/evaluations/{form['id']}").status_code == 404
    company.manager(department).post(f"/v1/relations/{relation['id']}/end", {"kind": "WITHDRAWN", "reason": "退出"}, expect=200)
    assert code_of(company.staff(department).post("/v1/evaluations", {"relation_id": relation["id"]})) == (409, "INVALID_STATE")


def test_an_evaluation_of_another_customer(grading, company):
    department = grading.department(20)
    one, other = grading.admitted(department), grading.admitted(department)
    form = grading.evaluate(other, department)
    answer = company.staff(department).post("/v1/tier-changes", {
        "relation_id": one["id"], "cause": "INITIAL", "to_tier": "VIP", "evaluation_id": form["id"]})
    assert answer.status_code == 400 and pointers(answer) == ["/evaluation_id"]


def test_R7_22_example_1_usable_for_six_months(grading, company):
    department = grading.department(20)
    grading.to_the_last_of(8)
    relation, other = grading.admitted(department), grading.admitted(department)
    form = grading.evaluate(relation, department)
    grading.evaluate(other, department)
    assert form["usable_until"] == grading.months_on(6) and form["usable_until"][5:7] == "02"
    grading.at(form["usable_until"], "23:59:40")
    assert grading.grade(relation, department, "VIP").status_code == 200
    proposed = grading.propose(other, department, "PREFERRED")
    grading.at(after(form["usable_until"]), "00:00:01")
    answer = grading.decide(proposed, department)
    assert code_of(answer) == (422, "EVALUATION_TOO_OLD") and answer.json()["rule"] == "R7.22"
    assert answer.json()["parameters"] == {"tier.evaluation_max_age": "P6M"}


def test_R7_22_example_2_an_extra_criterion(grading, company):
    department = grading.department(20)
    company.manager(department).post("/v1/review-standards", {"extra_criteria": [{"name": "training", "text": "有受训人员"}]}, expect=201)
    relation, other = grading.admitted(department), grading.admitted(department)
    form = grading.evaluate(relation, department, extra={"training": False})
    assert form["standard_level"] == "DEPARTMENT" and form["standard_number"] == 1
    assert unmet(grading.grade(relation, department, "VIP")) == ["extra.training"]
    grading.evaluate(other, department, extra={"training": True})
    assert grading.grade(other, department, "VIP").status_code == 200
    silent = grading.admitted(department)
    grading.evaluate(silent, department)
    assert unmet(grading.grade(silent, department, "PREFERRED")) == ["extra.training"]


def test_R7_22_example_3_whose_standard(grading, company):
    department = grading.department(1)
    product, other = company.product(), company.product()
    relation = grading.admitted(department)
    manager = company.manager(department)
    assert grading.draft(relation, department, product)["standard_level"] == "COMPANY"
    own = manager.post("/v1/review-standards", {}, expect=201).json()
    shown = grading.draft(relation, department, product)
    assert (shown["standard_level"], shown["review_standard_id"]) == ("DEPARTMENT", own["id"])
    of_product = manager.post("/v1/review-standards", {"product_id": product["id"]}, expect=201).json()
    shown = grading.draft(relation, department, product)
    assert (shown["standard_level"], shown["review_standard_id"]) == ("PRODUCT", of_product["id"])
    assert grading.draft(relation, department, other)["standard_level"] == "DEPARTMENT"
    assert grading.draft(relation, department)["standard_level"] == "DEPARTMENT"
    manager.post(f"/v1/review-standards/{of_product['id']}/withdraw", expect=200)
    assert grading.draft(relation, department, product)["standard_level"] == "DEPARTMENT"


def test_evaluation_list(grading, company):
    department = grading.department(1)
    relation = grading.admitted(department)
    done, draft = grading.evaluate(relation, department), grading.draft(relation, department)

    def found(**params):
        items = company.manager(department).get("/v1/evaluations", params={"relation_id": relation["id"], **params}, expect=200)
        return [item["id"] for item in items.json()["items"]]

    assert found() == [draft["id"], done["id"]]
    assert found(state="COMPLETED", **{"usable_until.gte": grading.admissions.today()}) == [done["id"]]
