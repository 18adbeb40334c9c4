"""Implementing rules of the departments, and what they do (R7.3)."""
import pytest
from admissions import LETTERS, decide
from factories import code_of, pointers, told
from governance import in_effect, opine, submit
from grading import after, grading, parameter, unmet  # noqa: F401


@pytest.fixture
def department(company):
    return company.department()


def bound(company, department, name, **more):
    items = company.staff(department).get(f"/v1/departments/{department['id']}/parameters", params=more, expect=200).json()["items"]
    return next((item.get("value"), item["stricter"]) for item in items if item["name"] == name)


def missing(company, department):
    items = company.as_division().get("/v1/implementing-rules/missing", params={"id": department["id"]}, expect=200).json()["items"]
    return [(item["flag"], item["pending"]) for item in items]


def test_R7_3_example_1_vip_quota(company, department):
    for percent in (10, 15):
        assert submit(company, department, overrides={"tier.VIP.max_percent": percent})["decision"]["outcome"] == "SUBMITTED"
    answer = submit(company, department, overrides={"tier.VIP.max_percent": 16}, expect=422)
    assert (answer["code"], answer["rule"]) == ("WEAKER_THAN_COMPANY", "R7.3")
    assert answer["overrides"] == ["tier.VIP.max_percent"]


def test_R7_3_example_2_review_interval(company, department):
    submit(company, department, overrides={"review.interval": "P3M"})
    answer = submit(company, department, overrides={"review.interval": "P7M", "tier.VIP.max_percent": 16,
                                                    "notice.ack_days": 2}, expect=422)
    assert answer["overrides"] == ["review.interval", "tier.VIP.max_percent"]


def test_R7_3_example_3_without_an_opinion(company, admissions, grading, department):  # noqa: F811
    """As submitted on 1 March, and in effect from 12 March 00:00."""
    submitted = admissions.today()
    rules = submit(company, department, overrides={"tier.VIP.max_percent": 10})
    assert rules["state"] == "SUBMITTED" and rules["effective_on"] == after(submitted, 11)
    assert rules["decision"]["parameters"] == {"rules.opinion_days": 10}
    assert missing(company, department) == [("RULES_MISSING", True)]
    grading.at(after(submitted, 10), "23:59:56")
    assert bound(company, department, "tier.VIP.max_percent") == (15, False)
    admissions.until(after(submitted, 11))
    assert bound(company, department, "tier.VIP.max_percent") == (10, True)
    assert missing(company, department) == []
    shown = company.manager(department).get(f"/v1/implementing-rules/{rules['id']}", expect=200).json()
    assert (shown["state"], shown["opinion"]) == ("EFFECTIVE", "NOTED") and "opinion_by" not in shown
    assert code_of(opine(company, rules, "OBJECTED", reason="太晚")) == (409, "INVALID_STATE")


def test_an_objected_version_never_takes_effect(company, admissions, department):
    rules = submit(company, department, overrides={"tier.VIP.max_percent": 10})
    assert code_of(opine(company, rules, "OBJECTED")) == (400, "VALIDATION_FAILED")
    assert code_of(opine(company, rules, "NOTED", by=company.manager(department))) == (403, "FORBIDDEN_ROLE")
    objected = opine(company, rules, "OBJECTED", reason="与营销计划不符").json()
    assert objected["state"] == "OBJECTED" and "effective_on" not in objected
    assert objected["opinion_by"] == company.as_division().sub
    assert code_of(opine(company, rules, "NOTED")) == (409, "INVALID_STATE")
    assert missing(company, department) == [("RULES_MISSING", False)]
    assert bound(company, department, "tier.VIP.max_percent", on=admissions.today(300)) == (15, False)


def test_a_noted_version_holds_at_once_or_from_its_date(company, admissions, department):
    first = in_effect(company, department, overrides={"tier.VIP.max_percent": 12})
    assert first["effective_on"] == admissions.today()
    later = submit(company, department, overrides={"tier.VIP.max_percent": 11}, effective_from=admissions.today(40))
    assert opine(company, later).json()["state"] == "NOTED"
    assert bound(company, department, "tier.VIP.max_percent") == (12, True)
    assert bound(company, department, "tier.VIP.max_percent", on=admissions.today(40)) == (11, True)
    last = in_effect(company, department)  # takes the place of the first, and has no such override
    assert bound(company, department, "tier.VIP.max_percent") == (15, False)
    states = {item["number"]: item["state"] for item in company.manager(department).get(
        "/v1/implementing-rules", params={"department_id": department["id"]}, expect=200).json()["items"]}
    assert states == {1: "SUPERSEDED", 2: "NOTED", 3: "EFFECTIVE"} and last["number"] == 3


def test_extra_conditions_and_the_interval_bind_admission(company, admissions, grading, department):  # noqa: F811
    in_effect(company, department, overrides={"review.interval": "P3M"}, conditions=[{"name": "warehouse", "text": "仓储条件"}])
    admission = admissions.apply(admissions.customer(department=department), department)
    assert admission["conditions"] == [*LETTERS, "warehouse"]
    admissions.met(admission, department)
    assert code_of(decide(admissions, admission, by=company.manager(department))) == (422, "CONDITION_NOT_MET")
    admissions.judge(admission, "warehouse", "NOT_MET", department)
    assert code_of(decide(admissions, admission, by=company.manager(department))) == (422, "CONDITION_NOT_MET")
    admissions.judge(admission, "warehouse", department=department)
    assert admissions.decide(admission, department=department)["state"] == "ADMITTED"
    assert admissions.relation(admission, department)["review_due_on"] == grading.months_on(3)
    other = admissions.apply(admissions.customer())  # no other department is bound
    assert other["conditions"] == [*LETTERS]


def test_a_further_paper_is_demanded(company, admissions, department):
    in_effect(company, department, overrides={"admission.documents": [
        "BUSINESS_LICENCE", "TAX_REGISTRATION", "MEDICAL_DEVICE_OPERATION_LICENCE"]})
    admission = admissions.apply(admissions.customer(department=department), department)
    answer = admissions.judge(admission, "a", department=department, expect=422)
    assert answer["code"] == "DOCUMENT_MISSING" and answer["missing"] == ["MEDICAL_DEVICE_OPERATION_LICENCE"]


def test_the_quota_is_the_departments(company, grading):  # noqa: F811
    department = grading.department(customers=18, vip=1)
    shown = lambda: next(tier for item in company.as_division().get(  # noqa: E731
        "/v1/quotas", params={"department_id": department["id"]}, expect=200).json()["items"]
        for tier in item["tiers"] if tier["tier"] == "VIP")
    assert (shown()["max_percent"], shown()["places_free"]) == (15, 1)
    in_effect(company, department, overrides={"tier.VIP.max_percent": 10})
    assert (shown()["max_percent"], shown()["places_free"]) == (10, 0)
    relation = grading.admitted(department)
    grading.evaluate(relation, department)
    assert code_of(grading.grade(relation, department, "VIP")) == (422, "TIER_QUOTA_EXCEEDED")


def test_further_criteria_bind_the_tiers(company, grading):  # noqa: F811
    department = grading.department(customers=20)
    in_effect(company, department, criteria=[{"name": "training", "text": "设有经过培训的装配人员"}])
    relation = grading.admitted(department)
    grading.evaluate(relation, department)
    assert unmet(grading.grade(relation, department, "VIP")) == ["extra.training"]
    trained = grading.admitted(department)
    grading.evaluate(trained, department, extra={"training": True})
    assert grading.grade(trained, department, "VIP").status_code == 200


def test_what_the_company_makes_stricter_holds(company, department, parameter):  # noqa: F811
    in_effect(company, department, overrides={"tier.VIP.max_percent": 12})
    parameter("tier.VIP.max_percent", 9)
    assert bound(company, department, "tier.VIP.max_percent") == (9, False)
    assert submit(company, department, overrides={"tier.VIP.max_percent": 12}, expect=422)["code"] == "WEAKER_THAN_COMPANY"


def test_whose_rules(company, department):
    answer = submit(company, department, by=company.manager(), department_id=department["id"], expect=403)
    assert answer["code"] == "FORBIDDEN_ROLE"
    assert submit(company, department, by=company.as_division(), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert submit(company, department, by=company.staff(department), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert submit(company, company.unit, expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    rules = submit(company, department)
    assert company.manager().get(f"/v1/implementing-rules/{rules['id']}").status_code == 404
    assert company.manager().get(f"/v1/departments/{department['id']}/parameters").status_code == 404
    company.as_division().get(f"/v1/implementing-rules/{rules['id']}", expect=200)


def test_what_does_not_fit(company, department):
    unknown = company.manager(department).post("/v1/implementing-rules", {
        "text": "x", "overrides": [{"parameter": "tier.GOLD.max_percent", "value": 1}]})
    assert pointers(unknown) == ["/overrides/0/parameter"]
    answer = submit(company, department, conditions=[{"name": "a", "text": "x"}], expect=400)
    assert answer["errors"][0]["pointer"] == "/conditions"
    answer = submit(company, department, criteria=[{"name": "x", "text": "1"}, {"name": "x", "text": "2"}], expect=400)
    assert answer["errors"][0]["pointer"] == "/criteria"
    not_owned = submit(company, department, overrides={"rules.opinion_days": 1}, expect=422)
    assert not_owned["code"] == "WEAKER_THAN_COMPANY"


def test_it_is_told_and_kept(company, department):
    rules = submit(company, department)
    assert told(company.as_division(), "implementing_rules.submitted", rules["id"])
    opine(company, rules)
    event, = told(company.as_division(), "implementing_rules.opinion_given", rules["id"])
    assert event["data"]["opinion"] == "NOTED"
    kept = company.manager(department).get(f"/v1/implementing-rules/{rules['id']}/decisions", expect=200).json()["items"]
    assert sorted(decision["outcome"] for decision in kept) == ["NOTED", "SUBMITTED"]
