"""Problems of customers, and the five days within which a VIP is demoted for one (R7.25)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, told
from grading import after, data_of, grading, unmet  # noqa: F401


def test_customer_problem_record(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    today = grading.admissions.today()
    made = grading.problem(relation, department, evidence=["工商公示"])
    assert (made["state"], made["source"], made["tier"], made["demotion_due_on"]) == ("OPEN", "DEPARTMENT", "VIP", after(today, 5))
    assert made["decision"]["outcome"] == "DEMOTION_DUE" and made["decision"]["parameters"] == {"tier.demotion_days": 5}
    assert grading.problem(relation, department, by=company.as_division())["source"] == "DIVISION"
    assert grading.problem(relation, department, by=company.staff(company.s2), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert grading.problem(relation, department, established_on=after(today), expect=422)["code"] == "TIME_IN_FUTURE"
    assert company.staff(company.s2).get(f"/v1/customer-problems/{made['id']}").status_code == 404
    assert data_of(company, "customer_problem.recorded", made["id"])["demotion_due_on"] == after(today, 5)


def test_a_late_payment_is_a_default_record_too(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    made = grading.problem(relation, department, type="LATE_PAYMENT")
    record, = company.staff(department).get("/v1/default-records", params={"customer_id": relation["customer_id"]}).json()["items"]
    assert (record["problem_id"], record["type"], record["source"]) == (made["id"], "LATE_PAYMENT", "STAFF")
    grading.problem(relation, department)
    assert len(company.staff(department).get("/v1/default-records", params={"customer_id": relation["customer_id"]}).json()["items"]) == 1


def test_R7_25_example_1_the_fifth_day_and_the_sixth(grading, company):
    department = grading.department(30)
    in_time, late, forgotten = (grading.vip(department) for _ in range(3))
    established = grading.admissions.today()
    for relation in (in_time, late, forgotten):
        grading.problem(relation, department)
        grading.reviewed(relation, department, "DEMOTE", "QUALIFIED")
    assert code_of(grading.demote(late, department, by=company.as_division())) == (403, "FORBIDDEN_ROLE")
    grading.at(after(established, 5), "23:59:50")
    changed = grading.demote(in_time, department)
    assert changed.status_code == 201 and changed.json()["late"] is False
    assert changed.json()["decision"]["outcome"] == "IN_TIME" and changed.headers["Location"] == f"/v1/tier-changes/{changed.json()['id']}"
    grading.at(after(established, 6), "00:00:01")
    data = data_of(company, "customer.demotion_overdue", late["customer_id"])
    assert (data["established_on"], data["due_on"], data["relation_id"]) == (established, after(established, 5), late["id"])
    assert told(company.client("service"), "customer.demotion_overdue", in_time["customer_id"], 0) == []
    overdue = company.as_division().get("/v1/customer-problems", params={"demotion_overdue": "true", "department_id": department["id"]})
    assert sorted(item["relation_id"] for item in overdue.json()["items"]) == sorted([late["id"], forgotten["id"]])
    assert grading.tier(late) == "VIP"
    changed = grading.demote(late, department)
    assert changed.json()["late"] is True and changed.json()["decision"]["outcome"] == "OVERDUE"
    changed = grading.demote(forgotten, department, by=company.as_division())
    assert changed.status_code == 201 and grading.tier(forgotten) == "QUALIFIED"


def test_R7_25_example_2_two_problems_one_deadline(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    first = grading.problem(relation, department, established_on=grading.admissions.today(-2))
    second = grading.problem(relation, department)
    due = after(grading.admissions.today(), 3)
    assert first["demotion_due_on"] == due and second["demotion_due_on"] == after(due, 2)
    grading.at(after(due), "00:00:01")
    assert data_of(company, "customer.demotion_overdue", relation["customer_id"])["due_on"] == due
    grading.reviewed(relation, department, "DEMOTE", "QUALIFIED")
    changed = grading.demote(relation, department).json()
    for problem in (first, second):
        shown = company.staff(department).get(f"/v1/customer-problems/{problem['id']}", expect=200).json()
        assert (shown["state"], shown["closed_by"]) == ("CLOSED", changed["id"])
    data = data_of(company, "customer.tier_changed", relation["customer_id"], 2)
    assert (data["from"], data["to"], data["cause"]) == ("VIP", "QUALIFIED", "PROBLEM")
    grading.at(after(due, 3), "00:00:01")
    data_of(company, "customer.demotion_overdue", relation["customer_id"])


def test_R7_25_example_3_no_duty_for_preferred(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    grading.evaluate(relation, department)
    grading.grade(relation, department, "PREFERRED")
    made = grading.problem(relation, department)
    assert made["decision"]["outcome"] == "RECORDED" and "demotion_due_on" not in made
    assert code_of(grading.demote(relation, department)) == (409, "INVALID_STATE")


def test_R7_25_example_4_two_demotions_at_once(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    grading.problem(relation, department)
    grading.reviewed(relation, department, "DEMOTE", "QUALIFIED")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: grading.demote(relation, department, by=company.manager(department, n)), range(2)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None), (409, "INVALID_STATE")]
    assert data_of(company, "customer.tier_changed", relation["customer_id"], 2)["to"] == "QUALIFIED"


def test_what_a_demotion_needs(grading, company):
    department = grading.department(20, preferred=6)
    relation = grading.vip(department)
    assert code_of(grading.demote(relation, department)) == (409, "INVALID_STATE")
    grading.problem(relation, department, type="LATE_PAYMENT")
    assert code_of(grading.demote(relation, department, "VIP")) == (422, "DEMOTION_REQUIRED")
    assert code_of(grading.demote(relation, department)) == (422, "REVIEW_MISSING")
    assert code_of(grading.demote(relation, department, by=company.manager(company.s2))) == (403, "FORBIDDEN_ROLE")
    grading.reviewed(relation, department, "DEMOTE", "PREFERRED")
    assert code_of(grading.demote(relation, department, "PREFERRED")) == (422, "TIER_QUOTA_EXCEEDED")
    assert grading.demote(relation, department, "QUALIFIED").status_code == 201


def test_preferred_by_its_criteria_but_for_this_problem(grading, company):
    department = grading.department(20)
    relation, other = grading.vip(department), grading.vip(department)
    for each in (relation, other):
        grading.problem(each, department, type="LATE_PAYMENT")
    grading.default(other, company.s2, type="OTHER", occurred_on="2020-02-02")
    evaluation = grading.evaluate(relation, department, rating="FAIRLY_HIGH", statement="LONG_TERM_WILL")
    grading.reviewed(relation, department, "DEMOTE", "PREFERRED", evaluation=evaluation)
    grading.reviewed(other, department, "DEMOTE", "PREFERRED")
    changed = grading.demote(relation, department, "PREFERRED")
    assert changed.status_code == 201 and changed.json()["evaluation_id"] == evaluation["id"]
    assert unmet(grading.demote(other, department, "PREFERRED")) == ["c.record"]


def test_R7_28_example_3_the_record_bars_a_new_promotion(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    grading.problem(relation, department, type="LATE_PAYMENT")
    grading.reviewed(relation, department, "DEMOTE", "QUALIFIED")
    assert grading.demote(relation, department).status_code == 201
    grading.at(grading.months_on(6), "12:00:00")
    grading.reviewed(relation, department, "PROMOTE", "PREFERRED")
    proposed = grading.propose(relation, department, "PREFERRED", "PROMOTION")
    assert unmet(grading.decide(proposed, department)) == ["c.record"]
    grading.parameter("tier.default_lookback", "P3M")
    try:
        assert grading.decide(proposed, department).status_code == 200
    finally:
        grading.parameter("tier.default_lookback", "ALL")


def test_an_unfounded_problem_is_annulled(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    made = grading.problem(relation, department, type="LATE_PAYMENT")
    path = f"/v1/customer-problems/{made['id']}"
    manager, division = company.manager(department), company.as_division()
    assert code_of(division.post(path + "/decide-annulment", {"consents": True})) == (409, "INVALID_STATE")
    manager.post(path + "/annul", {"reason": "对账后确认已按期到账"}, expect=200)
    assert code_of(manager.post(path + "/decide-annulment", {"consents": True})) == (403, "FORBIDDEN_ROLE")
    assert division.post(path + "/decide-annulment", {"consents": False, "opinion": "请补充凭证"}, expect=200).json()["state"] == "OPEN"
    manager.post(path + "/annul", {"reason": "补充银行回单"}, expect=200)
    done = division.post(path + "/decide-annulment", {"consents": True}, expect=200).json()
    assert done["state"] == "ANNULLED"
    data_of(company, "customer_problem.annulled", made["id"])
    record, = company.staff(department).get("/v1/default-records", params={"customer_id": relation["customer_id"]}).json()["items"]
    assert record["annulled"]
    grading.at(after(made["demotion_due_on"]), "00:00:02")
    other = grading.vip(department)
    grading.problem(other, department, established_on=grading.admissions.today(-6))
    data_of(company, "customer.demotion_overdue", other["customer_id"])
    assert told(company.client("service"), "customer.demotion_overdue", relation["customer_id"], 0) == []
    assert grading.reviewed(relation, department, "KEEP")["result"] == "KEEP"


def test_the_next_deadline_counts_when_the_first_is_annulled(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    first = grading.problem(relation, department, established_on=grading.admissions.today(-2))
    second = grading.problem(relation, department)
    company.manager(department).post(f"/v1/customer-problems/{first['id']}/annul", {"reason": "误记"}, expect=200)
    company.as_division().post(f"/v1/customer-problems/{first['id']}/decide-annulment", {"consents": True}, expect=200)
    grading.at(after(first["demotion_due_on"]), "00:00:02")
    grading.at(after(second["demotion_due_on"]), "00:00:02")
    assert data_of(company, "customer.demotion_overdue", relation["customer_id"])["due_on"] == second["demotion_due_on"]


def test_a_problem_that_is_over(grading, company):
    department = grading.department(20)
    relation, vip = grading.admitted(department), grading.vip(department)
    made, of_vip = grading.problem(relation, department), grading.problem(vip, department)
    manager = company.manager(department)
    answer = manager.post(f"/v1/customer-problems/{of_vip['id']}/resolve", {"resolution": "x"})
    assert code_of(answer) == (422, "DEMOTION_REQUIRED")
    done = manager.post(f"/v1/customer-problems/{made['id']}/resolve", {"resolution": "新股东已入资"}, expect=200).json()
    assert (done["state"], done["resolution"]) == ("RESOLVED", "新股东已入资")
    assert code_of(manager.post(f"/v1/customer-problems/{made['id']}/resolve", {"resolution": "x"})) == (409, "INVALID_STATE")
    grading.reviewed(relation, department, "PROMOTE", "VIP")
    assert grading.grade(relation, department, "VIP", "PROMOTION").status_code == 200
