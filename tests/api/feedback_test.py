"""Suggestions, opinions and reports of the departments (R7.6)."""
import pytest
from factories import code_of, told
from governance import UNKNOWN, file
from grading import after


def answer(company, item, answer, by=None, **more):
    return (by or company.as_division()).post(f"/v1/feedback-items/{item['id']}/answer", {"answer": answer, **more})


@pytest.fixture(scope="module")
def standard(company, admissions):
    made = company.as_division().post("/v1/standards", {"kind": "WORK_PROCESS", "text": "工作流程修订",
                                                        "effective_from": admissions.today(400)}, expect=201).json()
    return company.as_head().post(f"/v1/standards/{made['id']}/issue", expect=200).json()


def test_R7_6_example_1_answer_within_fifteen_days(company, admissions, listings):
    item = file(company, company.s1)
    assert item["due_at"] == listings.end_of(15) and not item["late"] and not item["answered"]
    late = lambda: [each["id"] for each in company.as_division().get(  # noqa: E731
        "/v1/feedback-items", params={"answered": "false", "late": "true", "limit": 100}, expect=200).json()["items"]]
    filed = admissions.today()
    admissions.until(after(filed, 15))
    assert item["id"] not in late()
    admissions.until(after(filed, 16))
    assert item["id"] in late()
    answered = answer(company, item, "NOTED").json()
    assert answered["answered"] and answered["late"] and item["id"] not in late()


def test_R7_6_example_2_another_departments_item(company):
    item = file(company, company.s1)
    path = f"/v1/feedback-items/{item['id']}"
    assert company.staff(company.s2).get(path).status_code == 404
    company.manager().get(path, expect=200)
    company.as_division().get(path, expect=200)
    theirs = company.staff(company.s2).get("/v1/feedback-items", params={"limit": 100}, expect=200).json()["items"]
    assert item["id"] not in [each["id"] for each in theirs]


def test_answers(company, standard):
    item = file(company, company.s1)
    assert code_of(answer(company, item, "DECLINED")) == (400, "VALIDATION_FAILED")
    assert code_of(answer(company, item, "ADOPTED")) == (422, "STANDARD_MISSING")
    assert code_of(answer(company, item, "ADOPTED", standard_id=UNKNOWN)) == (422, "STANDARD_MISSING")
    assert code_of(answer(company, item, "NOTED", standard_id=standard["id"]))[0] == 400
    assert code_of(answer(company, item, "NOTED", by=company.manager())) == (403, "FORBIDDEN_ROLE")
    adopted = answer(company, item, "ADOPTED", standard_id=standard["id"]).json()
    assert (adopted["answer"], adopted["standard_id"]) == ("ADOPTED", standard["id"])
    assert adopted["answered_by"] == company.as_division().sub
    assert code_of(answer(company, item, "NOTED")) == (409, "INVALID_STATE")
    declined = answer(company, file(company, company.s1, kind="OPINION"), "DECLINED", reason="制度已有规定").json()
    assert declined["reason"] == "制度已有规定"


def test_a_draft_is_no_changed_standard(company, admissions):
    draft = company.as_division().post("/v1/standards", {"kind": "WORK_PROCESS", "text": "x",
                                                         "effective_from": admissions.today(9)}, expect=201).json()
    assert code_of(answer(company, file(company, company.s1), "ADOPTED", standard_id=draft["id"])) == (422, "STANDARD_MISSING")


def test_who_files(company):
    for client in (company.supervisor(), company.manager()):
        assert file(company, company.s1, by=client)["department_id"] == company.s1["id"]
    assert file(company, None, by=company.as_division(), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert file(company, company.unit, expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"


def test_it_is_told(company):
    item = file(company, company.s1)
    answer(company, item, "NOTED")
    assert told(company.as_division(), "feedback_item.filed", item["id"])
    assert told(company.as_division(), "feedback_item.answered", item["id"])
