"""Standards of the marketing division, and what they do to the parameters (R7.2)."""
import pytest
from admissions import decide
from factories import code_of, etag, pointers, told
from grading import grading  # noqa: F401

LETTERS = list("abcdef")


@pytest.fixture
def draft(company, admissions):
    def made(parameters=None, days=40, kind="ADMISSION", by=None, expect=201, **more):
        body = {"kind": kind, "text": "准入标准修订", "effective_from": admissions.today(days), **more}
        if parameters is not None:
            body["parameters"] = [{"parameter": name, "value": value} for name, value in parameters.items()]
        return (by or company.as_division()).post("/v1/standards", body, expect=expect).json()

    return made


@pytest.fixture
def issued(company, draft):
    def made(*args, **more):
        return issue(company, draft(*args, **more), expect=200).json()

    return made


def issue(company, standard, by=None, **more):
    return (by or company.as_head()).post(f"/v1/standards/{standard['id']}/issue", **more)


def value(company, name, on):
    found = company.staff().get("/v1/parameters", params={"on_date": on}, expect=200).json()["items"]
    return next(item.get("value") for item in found if item["name"] == name)


def get(company, standard):
    return company.staff().get(f"/v1/standards/{standard['id']}", expect=200).json()


def test_version_one_is_the_regulation(company):
    items = company.staff().get("/v1/standards", params={"sort": "number", "limit": 3}, expect=200).json()["items"]
    assert {item["kind"] for item in items} == {"ADMISSION", "ELIMINATION", "WORK_PROCESS"}
    assert {(item["number"], item["issued_by"]) for item in items} == {(1, "system")}


def test_R7_2_example_1_the_version_of_the_day(company, admissions, grading, draft, issued):  # noqa: F811
    today, tomorrow = admissions.today(), admissions.today(1)
    before, after = admissions.apply(admissions.customer()), admissions.apply(admissions.customer())
    for admission in (before, after):
        admissions.met(admission)
    v2 = issued({"admission.conditions": LETTERS + ["reference"]}, days=1)
    assert v2["state"] == "EFFECTIVE" and not v2["in_force"]
    grading.at(today, "23:59:57")
    assert admissions.today() == today
    assert admissions.decide(before)["state"] == "ADMITTED"
    admissions.until(tomorrow)
    assert get(company, v2)["in_force"]
    assert code_of(decide(admissions, after)) == (422, "CONDITION_NOT_MET")
    admissions.judge(after, "reference")
    assert admissions.decide(after)["state"] == "ADMITTED"
    issued({"admission.conditions": LETTERS}, days=0)
    assert get(company, v2)["state"] == "SUPERSEDED"


def test_R7_2_example_2_a_condition_is_not_dropped(company, draft):
    without_d = {"admission.conditions": ["a", "b", "c", "e", "f"]}
    answer = draft(without_d, expect=422)
    assert (answer["code"], answer["rule"], answer["conditions"]) == ("CONDITION_MANDATORY", "R7.2", ["d"])
    made = draft({"admission.conditions": LETTERS + ["reference"]})
    answer = company.as_division().patch(f"/v1/standards/{made['id']}", match=etag(made), json={
        "parameters": [{"parameter": "admission.conditions", "value": without_d["admission.conditions"]}]})
    assert code_of(answer) == (422, "CONDITION_MANDATORY")


def test_R7_2_example_3_of_one_date_the_later_issued(company, admissions, draft, issued):
    on = admissions.today(60)
    first = draft({"tier.evaluation_max_age": "P5M", "notice.ack_days": 2}, days=60)
    second = draft({"tier.evaluation_max_age": "P4M"}, days=60)
    issue(company, second, expect=200)
    issue(company, first, expect=200)  # drafted first, issued last
    assert (value(company, "tier.evaluation_max_age", on), value(company, "notice.ack_days", on)) == ("P5M", 2)
    assert get(company, second)["state"] == "SUPERSEDED" and get(company, first)["state"] == "EFFECTIVE"
    holds = company.staff().get("/v1/standards", params={"on": on, "kind": "ADMISSION"}, expect=200).json()["items"]
    assert [item["id"] for item in holds] == [first["id"]]
    last = issued({"tier.evaluation_max_age": "P6M"}, days=60)
    assert get(company, first)["state"] == "SUPERSEDED" and get(company, last)["state"] == "EFFECTIVE"
    assert value(company, "notice.ack_days", on) == 3  # only the one overtaken would have changed it
    assert value(company, "notice.ack_days", admissions.today(59)) == 3


def test_who_drafts_does_not_issue(company, draft):
    made = draft(by=company.as_head())
    assert code_of(issue(company, made)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(issue(company, made, company.as_division())) == (403, "FORBIDDEN_ROLE")
    assert issue(company, made, company.as_head(1), expect=200).json()["issued_by"] == company.as_head(1).sub


def test_who_changes_a_draft_is_a_drafter(company, admissions, draft):
    made = draft()
    path, sooner = f"/v1/standards/{made['id']}", admissions.today(30)
    changed = company.as_head().patch(path, {"effective_from": sooner}, match=etag(made), expect=200).json()
    assert changed["effective_from"] == sooner and changed["drafters"] == [company.as_division().sub, company.as_head().sub]
    assert code_of(issue(company, made)) == (403, "SEPARATION_OF_DUTIES")
    issue(company, made, company.as_head(1), expect=200)
    later = company.as_division().get(path, expect=200)
    assert code_of(company.as_division().patch(path, {"text": "x"}, match=later)) == (409, "INVALID_STATE")
    assert code_of(issue(company, made, company.as_head(1))) == (409, "INVALID_STATE")
    assert company.as_division().patch(path, {"text": "x"}, match=etag(made)).status_code == 412


def test_departments_neither_draft_nor_see_drafts(company, draft):
    body = {"kind": "ELIMINATION", "text": "x", "effective_from": "2099-01-01"}
    assert code_of(company.manager().post("/v1/standards", body)) == (403, "FORBIDDEN_ROLE")
    made = draft()
    assert company.manager().get(f"/v1/standards/{made['id']}").status_code == 404
    assert company.manager().get("/v1/standards", params={"state": "DRAFT"}, expect=200).json()["items"] == []
    assert made["id"] in [item["id"] for item in company.as_division().get(
        "/v1/standards", params={"state": "DRAFT", "limit": 100}).json()["items"]]


def test_not_in_the_past(company, admissions, draft):
    answer = draft(days=-1, expect=422)
    assert (answer["code"], answer["rule"]) == ("EFFECTIVE_DATE_PAST", "R7.2")
    made = draft(days=0)
    admissions.until(admissions.today(1))
    assert code_of(issue(company, made)) == (422, "EFFECTIVE_DATE_PAST")


def test_values_must_fit(company, draft):
    unknown = draft({"tier.SILVER.max_percent": 3}, expect=400)
    assert unknown["errors"][0]["pointer"] == "/parameters/0/parameter"
    wrong = draft({"notice.ack_days": 3, "tier.VIP.max_percent": "many"}, expect=400)
    assert wrong["errors"][0]["pointer"] == "/parameters/1/value"
    twice = company.as_division().post("/v1/standards", {
        "kind": "ADMISSION", "text": "x", "effective_from": "2099-01-01",
        "parameters": [{"parameter": "notice.ack_days", "value": 1}, {"parameter": "notice.ack_days", "value": 2}]})
    assert pointers(twice) == ["/parameters/1/parameter"]


def test_the_issue_is_told_to_all(company, issued):
    made = issued({"severe.verify_days": 9}, days=400, kind="WORK_PROCESS")
    event, = told(company.staff(), "standard.issued", made["id"])
    assert event["data"]["parameters"] == [{"parameter": "severe.verify_days", "value": 9}]
    decisions = company.as_division().get(f"/v1/standards/{made['id']}/decisions", expect=200).json()["items"]
    assert [decision["outcome"] for decision in decisions] == ["EFFECTIVE"]


def test_numbers_follow_each_other(draft):
    first, second = draft(kind="ELIMINATION"), draft(kind="ELIMINATION")
    assert second["number"] == first["number"] + 1
