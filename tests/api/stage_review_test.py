"""Stage reviews: every six months, filed with the marketing division (R7.24, SM-C10)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, events, told
from grading import after, data_of, grading, parameter  # noqa: F401


def test_drafted_completed_filed_recorded(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    draft = grading.review(relation, department)
    assert (draft["state"], draft["period_from"]) == ("DRAFT", relation["admitted_on"])
    done = grading.act(draft, "complete", department).json()
    assert (done["state"], done["late"], done["decision"]["outcome"]) == ("COMPLETED", False, "IN_TIME")
    assert (done["completed_by"], done["due_on"]) == (company.supervisor(department).sub, relation["review_due_on"])
    now = grading.relation(relation, department)
    today = grading.admissions.today()
    assert (now["last_reviewed_on"], now["last_review_to"], now["data_updated_on"]) == (today, today, today)
    filed = grading.act(done, "file", department).json()
    assert filed["state"] == "FILED" and filed["filing_late"] is False
    answer = company.manager(department).post(f"/v1/stage-reviews/{draft['id']}/record")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    recorded = company.as_division().post(f"/v1/stage-reviews/{draft['id']}/record", expect=200).json()
    assert (recorded["state"], recorded["recorded_by"]) == ("RECORDED", company.as_division().sub)
    for step in ("completed", "filed", "recorded"):
        assert data_of(company, f"stage_review.{step}", draft["id"])["state"] == step.upper()


def test_no_step_is_skipped_or_done_twice(grading, company):
    department = grading.department(20)
    draft = grading.review(grading.admitted(department), department)
    division = company.as_division()
    assert code_of(grading.act(draft, "file", department)) == (409, "INVALID_STATE")
    assert code_of(division.post(f"/v1/stage-reviews/{draft['id']}/record")) == (409, "INVALID_STATE")
    grading.act(draft, "complete", department)
    assert code_of(grading.act(draft, "complete", department)) == (409, "INVALID_STATE")
    body = {"period_to": draft["period_to"]}
    answer = company.supervisor(department).put(f"/v1/stage-reviews/{draft['id']}", body, headers={"If-Match": "*"})
    assert code_of(answer) == (409, "INVALID_STATE")
    assert code_of(division.post(f"/v1/stage-reviews/{draft['id']}/complete")) == (403, "FORBIDDEN_ROLE")


def test_R7_24_a_due_date_that_is_set_stays(grading, parameter):
    """Another interval counts from the next review on (C13)."""
    department = grading.department(20)
    relation = grading.admitted(department)
    parameter("review.interval", "P3M")
    assert grading.relation(relation, department)["review_due_on"] == relation["review_due_on"] == grading.months_on(6)
    grading.act(grading.review(relation, department), "complete", department)
    assert grading.relation(relation, department)["review_due_on"] == grading.months_on(3)


def test_R7_24_example_1_due_six_months_after_the_admission(grading, company):
    department = grading.department(20)
    grading.to_the_last_of(8)
    relation, late = grading.admitted(department), grading.admitted(department)
    due = grading.months_on(6)
    assert relation["review_due_on"] == due and due[5:8] == "02-"
    grading.at(due, "12:00:00")
    drafts = [grading.review(each, department) for each in (relation, late)]
    grading.at(due, "23:59:55")
    done = grading.act(drafts[0], "complete", department).json()
    assert done["late"] is False and told(company.client("service"), "customer.review_overdue", late["customer_id"], 0) == []
    grading.at(after(due), "00:00:01")
    data = data_of(company, "customer.review_overdue", late["customer_id"])
    assert data == {"customer_id": late["customer_id"], "department_id": department["id"], "relation_id": late["id"], "due_on": due}
    assert told(company.client("service"), "customer.review_overdue", relation["customer_id"], 0) == []
    done = grading.act(drafts[1], "complete", department).json()
    assert (done["late"], done["decision"]["outcome"]) == (True, "LATE")
    grading.at(after(due, 3), "00:00:01")
    data_of(company, "customer.review_overdue", late["customer_id"])
    found = company.as_division().get("/v1/stage-reviews", params={"department_id": department["id"], "late": "true"}).json()["items"]
    assert [item["id"] for item in found] == [drafts[1]["id"]]


def test_R7_24_example_2_completed_early(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    grading.at(after(grading.months_on(3)), "12:00:00")
    grading.reviewed(relation, department)
    now = grading.relation(relation, department)
    assert now["review_due_on"] == grading.months_on(6) > relation["review_due_on"]
    grading.at(after(relation["review_due_on"]), "00:00:02")
    other = grading.vip(department)
    grading.problem(other, department, established_on=grading.admissions.today(-6))
    data_of(company, "customer.demotion_overdue", other["customer_id"])
    assert told(company.client("service"), "customer.review_overdue", relation["customer_id"], 0) == []


def test_R7_24_example_3_two_completions_at_once(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    evaluation = grading.evaluate(relation, department)
    one, other = (grading.review(relation, department, evaluation=evaluation) for _ in range(2))
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda pair: grading.act(pair[1], "complete", department, by=company.supervisor(department, pair[0])),
                                enumerate((one, other, one))))
    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert len([answer for answer in answers if answer.status_code == 200]) == 1
    assert {code_of(answer) for answer in answers} <= {(200, None), (409, "INVALID_STATE"), (422, "PERIOD_INVALID")}


def test_R7_24_example_4_department_without_customers(grading, company):
    department = grading.department()
    assert company.manager(department).get("/v1/stage-reviews", expect=200).json() == {"items": []}
    assert company.manager(department).get("/v1/relations", params={"review_due_on.lt": "2099-01-01"}, expect=200).json() == {"items": []}


def test_periods_without_gap_or_overlap(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    today = grading.admissions.today()
    evaluation = grading.evaluate(relation, department)

    def complete(period_from, period_to):
        draft = grading.review(relation, department, evaluation=evaluation, period_from=period_from, period_to=period_to)
        return grading.act(draft, "complete", department)

    assert code_of(complete(after(today, -1), today)) == (422, "PERIOD_INVALID")
    assert code_of(complete(today, after(today))) == (422, "PERIOD_INVALID")
    assert grading.review(relation, department, evaluation=evaluation, period_to=after(today, -1), expect=422)["code"] == "PERIOD_INVALID"
    assert complete(today, today).status_code == 200
    grading.at(after(today, 3), "12:00:00")
    assert code_of(complete(after(today, 2), after(today, 3))) == (422, "PERIOD_INVALID")
    assert code_of(complete(today, after(today, 3))) == (422, "PERIOD_INVALID")
    assert complete(None, after(today, 2)).json()["period_from"] == after(today)
    assert complete(None, after(today, 3)).status_code == 200


def test_the_form_is_whole(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    supervisor = company.supervisor(department)
    draft = supervisor.post("/v1/stage-reviews", {"relation_id": relation["id"], "period_to": grading.admissions.today()}, expect=201).json()
    answer = grading.act(draft, "complete", department)
    assert code_of(answer) == (422, "FORM_INCOMPLETE")
    assert answer.json()["missing"] == ["contract_performance", "payment", "integrity", "evaluation_id", "result"]
    evaluation = grading.evaluate(relation, department)
    body = {"period_from": draft["period_from"], "period_to": draft["period_to"], "contract_performance": "好", "payment": "好",
            "integrity": "好", "evaluation_id": evaluation["id"], "result": "KEEP", "target_tier": "VIP"}
    draft = supervisor.put(f"/v1/stage-reviews/{draft['id']}", body, match=etag(draft), expect=200).json()
    assert grading.act(draft, "complete", department).status_code == 400
    body.pop("target_tier")
    draft = supervisor.put(f"/v1/stage-reviews/{draft['id']}", body, match=etag(draft), expect=200).json()
    assert grading.act(draft, "complete", department).status_code == 200
    other = grading.admitted(department)
    answer = supervisor.post("/v1/stage-reviews", {"relation_id": other["id"], "period_to": draft["period_to"], "evaluation_id": evaluation["id"]})
    assert answer.status_code == 400


def test_ratings_that_are_too_old(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    evaluation = grading.evaluate(relation, department)
    grading.at(after(grading.months_on(6)), "00:00:02")
    draft = grading.review(relation, department, evaluation=evaluation)
    assert code_of(grading.act(draft, "complete", department)) == (422, "EVALUATION_TOO_OLD")


def test_a_vip_with_a_problem_is_not_kept(grading, company):
    department = grading.department(20)
    relation = grading.vip(department)
    stated = {"problems": [{"type": "POOR_CONTRACT_PERFORMANCE", "facts": "三份合同未履行"}]}
    draft = grading.review(relation, department, "KEEP", **stated)
    assert code_of(grading.act(draft, "complete", department)) == (422, "DEMOTION_REQUIRED")
    draft = grading.review(relation, department, "DEMOTE", "QUALIFIED", **stated)
    assert grading.act(draft, "complete", department).status_code == 200
    problem, = company.staff(department).get("/v1/customer-problems", params={"relation_id": relation["id"]}).json()["items"]
    assert (problem["source"], problem["stage_review_id"]) == ("STAGE_REVIEW", draft["id"])
    assert problem["established_on"] == grading.admissions.today() and problem["state"] == "OPEN"
    assert problem["demotion_due_on"] == after(grading.admissions.today(), 5)
    changed = grading.demote(relation, department)
    assert changed.status_code == 201 and changed.json()["stage_review_id"] == draft["id"]


def test_a_late_payment_stated_in_a_review_is_a_record(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    grading.reviewed(relation, department, "KEEP", problems=[{"type": "LATE_PAYMENT", "facts": "两次逾期", "evidence": ["对账单"]}])
    record, = company.staff(department).get("/v1/default-records", params={"customer_id": relation["customer_id"]}).json()["items"]
    assert (record["source"], record["evidence"]) == ("STAGE_REVIEW", ["对账单"])


def test_whoever_became_retail_is_not_reviewed(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    draft = grading.review(relation, department)
    grading.make_retail(relation, department)
    assert code_of(grading.act(draft, "complete", department)) == (422, "REVIEW_NOT_APPLICABLE")
    body = {"relation_id": relation["id"], "period_to": grading.admissions.today()}
    assert code_of(company.supervisor(department).post("/v1/stage-reviews", body)) == (422, "REVIEW_NOT_APPLICABLE")


def test_who_reviews(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    draft = grading.review(relation, department)
    assert code_of(grading.act(draft, "complete", department, by=company.supervisor(company.s2))) == (403, "FORBIDDEN_ROLE")
    assert company.staff(department).post(f"/v1/stage-reviews/{draft['id']}/complete").status_code == 403
    assert company.staff(company.s2).get(f"/v1/stage-reviews/{draft['id']}").status_code == 404
    assert grading.act(draft, "complete", department, by=company.manager(department)).status_code == 200


def test_filed_late_is_flagged(grading, company):
    department = grading.department(20)
    done = grading.reviewed(grading.admitted(department), department)
    day = grading.admissions.today()
    grading.at(after(day, 6), "00:00:02")
    found = company.as_division().get("/v1/stage-reviews", params={"department_id": department["id"], "filing_late": "true"}).json()["items"]
    assert [item["id"] for item in found] == [done["id"]]
    assert grading.act(done, "file", department).json()["filing_late"] is True


def test_a_dry_run_completes_nothing(grading, company):
    department = grading.department(20)
    relation = grading.admitted(department)
    draft = grading.review(relation, department)
    answer = company.supervisor(department).post(f"/v1/stage-reviews/{draft['id']}/complete?dry_run=true", expect=200)
    assert answer.json()["state"] == "COMPLETED"
    assert company.supervisor(department).get(f"/v1/stage-reviews/{draft['id']}").json()["state"] == "DRAFT"
    assert [event for event in events(company.client("service"), types="stage_review.completed")[0] if event["subject"] == draft["id"]] == []
