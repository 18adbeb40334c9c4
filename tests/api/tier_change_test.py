"""Tiers: proposed by one person and decided by another, by criteria and quotas (R7.17-R7.20, R7.28)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, distributor, pointers
from grading import grading, parameter, data_of, unmet  # noqa: F401


@pytest.fixture
def department(grading):
    """A department where places for VIP and preferred customers are free."""
    return grading.department(20)


def admitted(grading, department, form=None, **more):
    """A customer, admitted and evaluated."""
    relation = grading.admitted(department, **more)
    grading.evaluate(relation, department, **(form or {}))
    return relation


# --- R7.17 ---------------------------------------------------------------------

def test_proposed_by_one_decided_by_another(grading, company, department):
    relation = admitted(grading, department)
    proposed = grading.propose(relation, department, "VIP", reason="首次定级")
    assert (proposed["state"], proposed["from_tier"], proposed["to_tier"]) == ("PROPOSED", "QUALIFIED", "VIP")
    assert proposed["proposed_by"] == company.staff(department).sub and "decided_by" not in proposed
    changed = grading.decide(proposed, department, opinion="符合标准").json()
    assert (changed["state"], changed["decided_by"], changed["opinion"]) == ("DECIDED", company.manager(department).sub, "符合标准")
    assert changed["decision"]["rule"] == "R7.17" and changed["decision"]["outcome"] == "VIP"
    kept = company.manager(department).get(f"/v1/tier-changes/{proposed['id']}/decisions", expect=200).json()["items"]
    assert sorted(item["rule"] for item in kept) == ["R7.17", "R7.19", "R7.21"]
    assert grading.tier(relation) == "VIP"
    data = data_of(company, "customer.tier_changed", relation["customer_id"])
    assert data == {"customer_id": relation["customer_id"], "department_id": department["id"], "relation_id": relation["id"],
                    "from": "QUALIFIED", "to": "VIP", "cause": "INITIAL"}
    history = company.manager(department).get(f"/v1/tier-changes/{proposed['id']}/history", expect=200).json()["items"]
    assert history[0]["changes"]["state"] == {"from": "PROPOSED", "to": "DECIDED"}


def test_R7_17_example_1_qualified_without_grading(grading, department):
    assert grading.admitted(department)["tier"] == "QUALIFIED"


def test_R7_17_example_2_two_departments_differ(grading, company, department):
    other = grading.department(5)
    relation = grading.vip(department)
    customer = {"id": relation["customer_id"]}
    admission = grading.admissions.admit(customer, other)
    elsewhere = grading.relation(admission["relation_id"], other)
    assert (grading.tier(relation), grading.tier(elsewhere)) == ("VIP", "QUALIFIED")
    both = company.as_division().get("/v1/relations", params={"customer_id": customer["id"], "sort": "created_at"}).json()["items"]
    assert [item["tier"] for item in both] == ["VIP", "QUALIFIED"]


def test_R7_17_example_3_quota_full_then_preferred(grading, company):
    department = grading.department(19, vip=3)
    relation = admitted(grading, department)
    shown = company.staff(department).get(f"/v1/relations/{relation['id']}/attainable-tier", expect=200).json()
    assert shown["tier"] == "PREFERRED"
    assert [(t["tier"], t["criteria"]["met"], t["quota"]["met"]) for t in shown["tiers"]] == [
        ("VIP", True, False), ("PREFERRED", True, True)]
    params = {"evaluation_id": relation["id"]}
    answer = company.staff(department).get(f"/v1/relations/{relation['id']}/attainable-tier", params=params)
    assert answer.status_code == 400 and pointers(answer) == ["?evaluation_id"]
    proposed = grading.propose(relation, department, "VIP")
    assert code_of(grading.decide(proposed, department)) == (422, "TIER_QUOTA_EXCEEDED")
    changed = grading.decide(proposed, department, to_tier="PREFERRED")
    assert changed.status_code == 200 and changed.json()["to_tier"] == "PREFERRED"
    assert grading.tier(relation) == "PREFERRED"


def test_the_proposer_does_not_decide(grading, company, api, department):
    relation = admitted(grading, department)
    both = api(roles=["sales_staff", "sales_department_manager"], department=department["id"])
    proposed = grading.propose(relation, department, "PREFERRED", by=both)
    assert code_of(grading.decide(proposed, department, by=both)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(grading.decide(proposed, department, "REFUSED", by=both, opinion="x")) == (403, "SEPARATION_OF_DUTIES")
    assert grading.decide(proposed, department).status_code == 200


def test_who_proposes_and_who_decides(grading, company, department):
    relation = admitted(grading, department)
    body = {"relation_id": relation["id"], "cause": "INITIAL", "to_tier": "VIP"}
    assert company.manager(department).post("/v1/tier-changes", body).status_code == 403
    assert code_of(company.staff(company.s2).post("/v1/tier-changes", body)) == (403, "FORBIDDEN_ROLE")
    proposed = grading.propose(relation, department, "VIP", by=company.supervisor(department))
    assert company.staff(department).post(f"/v1/tier-changes/{proposed['id']}/decide", {"decision": "APPROVED"}).status_code == 403
    assert code_of(grading.decide(proposed, department, by=company.as_division())) == (403, "FORBIDDEN_ROLE")
    assert company.staff(company.s2).get(f"/v1/tier-changes/{proposed['id']}").status_code == 404
    company.as_division().get(f"/v1/tier-changes/{proposed['id']}", expect=200)


def test_R7_1_example_1_manager_of_another_department(grading, company, department):
    proposed = grading.propose(admitted(grading, department), department, "VIP")
    assert code_of(grading.decide(proposed, department, by=company.manager(company.s2))) == (403, "FORBIDDEN_ROLE")


def test_no_change_and_no_second_first_grading(grading, department):
    relation = admitted(grading, department)
    assert grading.propose(relation, department, "QUALIFIED", expect=422)["code"] == "NO_CHANGE"
    assert grading.grade(relation, department, "PREFERRED").status_code == 200
    assert grading.propose(relation, department, "VIP", expect=409)["code"] == "INVALID_STATE"
    assert grading.propose(relation, department, "VIP", cause="PROBLEM", expect=400)["code"] == "VALIDATION_FAILED"


def test_only_the_admitted_have_a_tier(grading, company, department):
    relation = grading.admitted(department)
    company.manager(department).post(f"/v1/relations/{relation['id']}/end", {"kind": "WITHDRAWN", "reason": "退出"}, expect=200)
    assert grading.propose(relation, department, "VIP", expect=409)["code"] == "INVALID_STATE"
    assert code_of(company.staff(department).get(f"/v1/relations/{relation['id']}/attainable-tier")) == (409, "INVALID_STATE")


def test_whoever_became_retail_has_no_tier(grading, company, department):
    relation = grading.admitted(department)
    proposed = grading.propose(relation, department, "VIP")
    grading.make_retail(relation, department)
    assert code_of(grading.decide(proposed, department)) == (422, "TIER_NOT_APPLICABLE")
    assert grading.propose(relation, department, "VIP", expect=422)["code"] == "TIER_NOT_APPLICABLE"


def test_refused_with_an_opinion_and_withdrawn(grading, company, department):
    relation = admitted(grading, department)
    proposed = grading.propose(relation, department, "VIP")
    assert grading.propose(relation, department, "VIP", expect=409)["code"] == "DUPLICATE"
    answer = grading.decide(proposed, department, "REFUSED")
    assert answer.status_code == 400 and pointers(answer) == ["/opinion"]
    refused = grading.decide(proposed, department, "REFUSED", opinion="再观察一个阶段").json()
    assert refused["state"] == "REFUSED" and grading.tier(relation) == "QUALIFIED"
    assert code_of(grading.decide(proposed, department)) == (409, "INVALID_STATE")
    again = grading.propose(relation, department, "VIP")
    path = f"/v1/tier-changes/{again['id']}/withdraw"
    assert code_of(company.supervisor(department).post(path)) == (403, "FORBIDDEN_ROLE")
    assert company.staff(department).post(path, expect=200).json()["state"] == "WITHDRAWN"


def test_blacklisted_no_tier_is_changed(grading, db, department):
    relation = admitted(grading, department)
    proposed = grading.propose(relation, department, "VIP")
    grading.admissions.list(db, relation, department)
    assert code_of(grading.decide(proposed, department)) == (422, "CUSTOMER_BLACKLISTED")
    assert grading.propose(relation, department, "VIP", expect=422)["code"] == "CUSTOMER_BLACKLISTED"


def test_two_decisions_at_once(grading, company, department):
    proposed = grading.propose(admitted(grading, department), department, "VIP")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: grading.decide(proposed, department, by=company.manager(department, n)), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


# --- R7.18 ---------------------------------------------------------------------

def vip_unmet(grading, department, form=None, **customer):
    relation = admitted(grading, department, form, **customer)
    return unmet(grading.grade(relation, department, "VIP"))


def test_R7_18_example_1_grades(grading, department):
    relation = admitted(grading, department, hospital_grade="3B", specialty="GENERAL")
    assert grading.grade(relation, department, "VIP").status_code == 200
    assert vip_unmet(grading, department, hospital_grade="3C", specialty="GENERAL") == ["a.size"]


def test_R7_18_example_2_beds(grading, department, parameter):
    parameter("tier.VIP.min_beds", 300)
    relation = admitted(grading, department, hospital_grade="2A", beds=300)
    assert grading.grade(relation, department, "VIP").status_code == 200
    assert vip_unmet(grading, department, hospital_grade="2A", beds=299) == ["a.size"]
    assert vip_unmet(grading, department, hospital_grade="2A", beds=900, specialty="GENERAL") == ["a.size"]


def of_volume(grading, department, amounts):
    """A direct distributor with so much business in the last complete calendar years, the latest last."""
    this_year = int(grading.admissions.today()[:4])
    customer = grading.customer(department, make=distributor, kind="DIRECT_DISTRIBUTOR")
    for year, amount in enumerate(amounts, this_year - len(amounts)):
        grading.trade(customer, department, amount=amount, period_from=f"{year}-01-01", period_to=f"{year}-12-31")
    return admitted(grading, department, customer=customer, paid=False)


def test_R7_18_example_3_volume_of_every_year(grading, department, parameter):
    parameter("tier.VIP.min_yearly_volume_fen", 1_000_000_00)
    relation = of_volume(grading, department, [1_000_000_00, 1_200_000_00, 1_000_000_00])
    assert grading.grade(relation, department, "VIP").status_code == 200
    relation = of_volume(grading, department, [1_000_000_00, 1_200_000_00, 999_999_99])
    assert unmet(grading.grade(relation, department, "VIP")) == ["a.size"]


def test_volumes_of_all_departments_count_together(grading, company, department, parameter):
    parameter("tier.VIP.min_yearly_volume_fen", 1_000_000_00)
    other = company.department()
    relation = of_volume(grading, department, [400_000_00])
    year = int(grading.admissions.today()[:4]) - 1
    rest = grading.trade(relation, other, amount=600_000_00, period_from=f"{year}-03-01", period_to=f"{year}-03-31")
    proposed = grading.propose(relation, department, "VIP")
    company.client("finance").post(f"/v1/trades/{rest['id']}/annul", {"reason": "重复"}, expect=200)
    assert unmet(grading.decide(proposed, department)) == ["a.size"]
    grading.trade(relation, other, amount=600_000_00, period_from=f"{year}-03-01", period_to=f"{year}-03-31")
    assert grading.decide(proposed, department).status_code == 200


def test_R7_18_example_4_blank_figure(grading, department):
    relation = of_volume(grading, department, [9_000_000_00])
    answer = grading.grade(relation, department, "VIP")
    assert unmet(answer) == ["a.size"] and answer.json()["rule"] == "R7.18"
    assert answer.json()["not_configured"] == ["tier.VIP.min_yearly_volume_fen"]
    assert "tier.VIP.min_yearly_volume_fen" in answer.json()["parameters"]


def test_R7_18_example_5_kinds(grading, department, parameter):
    parameter("tier.VIP.min_yearly_volume_fen", 1)
    year = int(grading.admissions.today()[:4]) - 1
    customer = grading.customer(department, make=distributor, kind="OTHER_ENTERPRISE")
    grading.trade(customer, department, period_from=f"{year}-01-01")
    relation = admitted(grading, department, customer=customer)
    assert unmet(grading.grade(relation, department, "VIP")) == ["a.kind"]


# --- R7.19 ---------------------------------------------------------------------

def test_R7_19_example_1_one_late_payment_in_2019(grading, department, parameter):
    relation = admitted(grading, department)
    grading.default(relation, department, occurred_on="2019-03-04")
    proposed = grading.propose(relation, department, "VIP")
    assert unmet(grading.decide(proposed, department)) == ["b.record"]
    parameter("tier.default_lookback", "P24M")
    assert grading.decide(proposed, department).status_code == 200


def test_R7_19_example_2_stability_fairly_high(grading, department):
    assert vip_unmet(grading, department, {"STABILITY": "FAIRLY_HIGH"}) == ["a.stability"]


def test_R7_19_example_3_no_transaction_yet(grading, department):
    assert vip_unmet(grading, department, hospital_grade="3A", paid=False) == ["b.no_business"]


def test_R7_19_example_4_risk(grading, department):
    relation = admitted(grading, department, {"risk": "SMALL"})
    assert grading.grade(relation, department, "VIP").status_code == 200
    assert vip_unmet(grading, department, {"risk": "LARGE"}) == ["b.risk"]


def test_what_is_signed(grading, department):
    assert vip_unmet(grading, department, {"statement": "LONG_TERM_WILL"}) == ["c"]
    relation = admitted(grading, department, {"statement": None})
    assert unmet(grading.grade(relation, department, "PREFERRED")) == ["d"]


def test_without_an_evaluation(grading, department):
    relation = grading.admitted(department)
    answer = grading.grade(relation, department, "VIP")
    assert unmet(answer) == ["a.loyalty", "a.performance", "a.reputation", "a.stability", "b.risk", "c"]


def test_everything_unmet_is_listed(grading, department):
    relation = admitted(grading, department, {"rating": "LOW", "risk": "LARGE", "statement": None}, hospital_grade="1A", paid=False)
    grading.default(relation, department)
    assert unmet(grading.grade(relation, department, "VIP")) == [
        "a.loyalty", "a.performance", "a.reputation", "a.size", "a.stability", "b.no_business", "b.record", "b.risk", "c"]


# --- R7.20 ---------------------------------------------------------------------

def preferred(grading, department, form=None, **customer):
    relation = admitted(grading, department, {"rating": "FAIRLY_HIGH", "statement": "LONG_TERM_WILL", **(form or {})}, **customer)
    return grading.grade(relation, department, "PREFERRED")


def test_R7_20_example_1_grade_2A(grading, department):
    assert preferred(grading, department, hospital_grade="2A").status_code == 200
    assert unmet(preferred(grading, department, hospital_grade="2B")) == ["a.size"]


def test_R7_20_example_2_3C_is_above(grading, department):
    assert preferred(grading, department, hospital_grade="3C").status_code == 200


def test_R7_20_example_3_small_risk(grading, department):
    answer = preferred(grading, department, {"risk": "SMALL"})
    assert unmet(answer) == ["a.risk"] and answer.json()["rule"] == "R7.20"


def test_R7_20_example_4_one_overdue_pick_up(grading, company, department):
    relation = admitted(grading, department)
    grading.default(relation, company.s2, type="OVERDUE_PICKUP")
    assert unmet(grading.grade(relation, department, "PREFERRED")) == ["c.record"]


def test_R7_20_example_5_indirect_distributor(grading, department, parameter):
    parameter("tier.PREFERRED.min_yearly_volume_fen", 50_000_00)
    parameter("tier.VIP.min_yearly_volume_fen", 50_000_00)
    year = int(grading.admissions.today()[:4]) - 1
    customer = grading.customer(department, make=distributor)
    grading.trade(customer, department, amount=50_000_00, period_from=f"{year}-01-01")
    relation = admitted(grading, department, customer=customer)
    proposed = grading.propose(relation, department, "VIP")
    assert unmet(grading.decide(proposed, department)) == ["a.kind"]
    assert grading.decide(proposed, department, to_tier="PREFERRED").status_code == 200


# --- R7.28 ---------------------------------------------------------------------

def good_stage(grading, department, target, **more):
    """A customer whose latest stage review proposes the tier."""
    relation = grading.admitted(department, **more)
    grading.reviewed(relation, department, "PROMOTE", target)
    return relation


def test_R7_28_example_1_qualified_to_vip(grading, company, department):
    relation = good_stage(grading, department, "VIP")
    answer = grading.grade(relation, department, "VIP", "PROMOTION")
    assert answer.status_code == 200 and answer.json()["decision"]["rule"] == "R7.28"
    review = company.manager(department).get(f"/v1/stage-reviews/{answer.json()['stage_review_id']}", expect=200).json()
    assert review["used_by"] == answer.json()["id"] and grading.tier(relation) == "VIP"


def test_R7_28_example_2_review_says_keep(grading, department):
    relation = grading.admitted(department)
    grading.reviewed(relation, department, "KEEP")
    assert code_of(grading.grade(relation, department, "VIP", "PROMOTION")) == (422, "REVIEW_MISSING")


def test_no_review_and_another_target(grading, department):
    relation = grading.admitted(department)
    grading.evaluate(relation, department)
    assert code_of(grading.grade(relation, department, "VIP", "PROMOTION")) == (422, "REVIEW_MISSING")
    relation = good_stage(grading, department, "PREFERRED")
    assert code_of(grading.grade(relation, department, "VIP", "PROMOTION")) == (422, "REVIEW_MISSING")


def test_a_review_serves_once(grading, department, db):
    relation = good_stage(grading, department, "PREFERRED")
    assert grading.grade(relation, department, "PREFERRED", "PROMOTION").status_code == 200
    with db.cursor() as cursor:
        cursor.execute("update stage_review set target_tier = 'VIP', version = version + 1 where relation_id = %s", (relation["id"],))
    assert code_of(grading.grade(relation, department, "VIP", "PROMOTION")) == (409, "REVIEW_USED")


def test_a_problem_is_open(grading, department):
    relation = grading.admitted(department)
    grading.problem(relation, department)
    grading.reviewed(relation, department, "PROMOTE", "VIP")
    proposed = grading.propose(relation, department, "VIP", "PROMOTION")
    assert code_of(grading.decide(proposed, department)) == (422, "PROBLEM_OPEN")


def test_R7_28_example_4_two_customers_one_place(grading, company):
    department = grading.department(12, vip=1)
    relations = [good_stage(grading, department, "VIP") for _ in range(2)]
    proposed = [grading.propose(relation, department, "VIP", "PROMOTION") for relation in relations]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: grading.decide(pair[1], department, by=company.manager(department, pair[0])),
                                enumerate(proposed)))
    assert sorted(answer.status_code for answer in answers) == [200, 422]
    assert sorted(grading.tier(relation) for relation in relations) == ["QUALIFIED", "VIP"]


# --- demotion at a stage review --------------------------------------------------

def test_demoted_at_a_stage_review(grading, company, department):
    relation = grading.vip(department)
    assert code_of(grading.grade(relation, department, "QUALIFIED", "DEMOTION")) == (422, "REVIEW_MISSING")
    grading.reviewed(relation, department, "DEMOTE", "PREFERRED")
    proposed = company.as_division().get("/v1/tier-changes", params={"relation_id": relation["id"], "state": "PROPOSED"}).json()["items"][0]
    answer = grading.decide(proposed, department, to_tier="PREFERRED")
    assert answer.status_code == 200 and answer.json()["decision"]["rule"] == "R7.25"
    assert grading.tier(relation) == "PREFERRED"
    assert code_of(grading.grade(relation, department, "QUALIFIED", "DEMOTION")) == (422, "REVIEW_MISSING")


def test_tier_change_list(grading, company, department):
    relation = grading.vip(department)
    found = company.manager(department).get("/v1/tier-changes", params={"relation_id": relation["id"], "cause": "INITIAL", "to_tier": "VIP"})
    assert [item["state"] for item in found.json()["items"]] == ["DECIDED"]
    none = company.manager(company.s2).get("/v1/tier-changes", params={"relation_id": relation["id"]})
    assert none.json()["items"] == []
