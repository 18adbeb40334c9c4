"""Periodic verifications of grades (R3.18)."""
import datetime
import uuid

from factories import code_of
from credit import credit  # noqa: F401
from credit_grading import act, adjust, approve, good_record, graded, incident, purchase, receivable, report
from credit_reports import filed_report

PLAN = {"to_grade": "C", "to_limit_fen": 0, "to_term_days": 0, "reason": "核查结果"}


def verify(credit, customer, result="CONFIRMED", by=None, **more):
    return (by or credit.finance()).post("/v1/grade-verifications", {"customer_id": customer, "result": result, **more}, key=True)


def plus_months(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(date.day, last))


def test_R3_18_confirmed_with_its_facts(credit):
    customer = graded(credit, "A", 10_000_000, 92)
    receivable(credit, customer, credit.today(-5), 700)
    for days in (300, 200, 100):
        purchase(credit, customer, credit.today(-days), 9_000_000)
    # Computed: 95 and 60 × 100,000 / 100,700 + 15 + 15.
    answer = verify(credit, customer, remarks="付款及时")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["present_grade"], made["computed_grade"], made["result"], made["late"]) == ("A", "A", "CONFIRMED", False)
    facts = made["facts"]
    assert (facts["limit_fen"], facts["one_purchase_fen"]) == (10_000_000, 9_000_000)
    assert facts["findings"] == ["LIMIT_ABOVE_ONE_PURCHASE", "OVERDUE_RECEIVABLE"]  # R3.7: the limit stays until now
    assert (facts["overdue_fen"], facts["overdue_receivables"], facts["exposure_fen"]) == (700, 1, 700)
    assert (facts["open_bill_incidents"], facts["conditions_unmet"], facts["overrides"]) == (0, 0, [])
    assert made["decision"]["rule"] == "R3.18"
    shown = credit.finance().get(f"/v1/grade-verifications/{made['id']}", expect=200).json()
    assert shown["facts"] == facts
    listed = credit.manager().get("/v1/grade-verifications", params={"customer_id": customer}, expect=200).json()["items"]
    assert [item["id"] for item in listed] == [made["id"]]
    assert credit.salesperson(1).get(f"/v1/grade-verifications/{made['id']}").status_code == 403
    credit.salesperson(0).get(f"/v1/grade-verifications/{made['id']}", expect=200)


def test_R3_18_example_1_the_next_one_is_due_with_the_report(credit):
    customer = graded(credit, "A")
    assert verify(credit, customer).status_code == 201
    assert credit.profile(customer)["verification_due_on"] == plus_months(credit.today(), 6).isoformat()


def test_R3_18_the_report_moves_its_own_day_and_the_verification_the_next(credit):
    customer = credit.customer()
    filed_report(credit, customer, scores=60)
    adjust(credit, customer, "C")
    first = plus_months(credit.today(), 1)
    assert credit.profile(customer)["report_due_on"] == credit.profile(customer)["verification_due_on"] == first.isoformat()
    credit.clock.forward(days=(first - credit.today()).days)
    filed_report(credit, customer, scores=60)
    second = plus_months(credit.today(), 1)
    shown = credit.profile(customer)
    assert (shown["report_due_on"], shown["verification_due_on"]) == (second.isoformat(), first.isoformat())
    credit.clock.forward(days=1)
    made = verify(credit, customer).json()
    assert (made["due_on"], made["late"], made["computed_grade"]) == (first.isoformat(), True, "C")
    shown = credit.profile(customer)
    assert (shown["report_due_on"], shown["verification_due_on"]) == (second.isoformat(), second.isoformat())


def test_R3_18_late(credit):
    customer = graded(credit, "B")
    due = credit.profile(customer)["verification_due_on"]
    assert due == plus_months(credit.today(), 3).isoformat()
    credit.clock.forward(days=(datetime.date.fromisoformat(due) - credit.today()).days)
    report(credit, customer)
    other = graded(credit, "B")
    credit.set(other, verification_due_on=credit.today(-1))
    made = verify(credit, customer).json()
    assert (made["late"], made["due_on"]) == (False, due)
    made = verify(credit, other).json()
    assert (made["late"], made["due_on"]) == (True, credit.today(-1).isoformat())
    assert credit.profile(other)["verification_due_on"] == plus_months(credit.today(), 3).isoformat()


def test_R3_18_a_report_since_the_last_one(credit):
    customer = graded(credit, "B")
    assert verify(credit, customer).status_code == 201
    answer = verify(credit, customer)
    assert code_of(answer) == (422, "REPORT_MISSING") and answer.json()["rule"] == "R3.18"
    report(credit, customer)
    assert verify(credit, customer).status_code == 201
    bare = credit.trading()
    assert code_of(verify(credit, bare)) == (422, "REPORT_MISSING")


def test_R3_18_example_2_a_worse_grade_is_adjusted(credit):
    customer = graded(credit, "B")
    incident(credit, customer)
    answer = verify(credit, customer)
    assert code_of(answer) == (422, "ADJUSTMENT_REQUIRED") and answer.json()["rule"] == "R3.18"
    assert verify(credit, customer, "ADJUST").status_code == 400
    answer = verify(credit, customer, "ADJUST", adjustment=PLAN)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    draft = credit.finance().get(f"/v1/credit-adjustments/{made['adjustment_id']}", expect=200).json()
    assert (draft["state"], draft["kind"], draft["verification_id"], draft["to_grade"]) == ("DRAFT", "PERIODIC", made["id"], "C")
    assert act(credit, draft, "submit", credit.finance()).status_code == 200
    assert approve(credit, draft).status_code == 200
    assert credit.profile(customer)["grade"] == "C"


def test_R3_18_example_3_an_improvement_is_optional(credit):
    customer = graded(credit, "B")
    good_record(credit, customer)
    made = verify(credit, customer).json()
    assert (made["present_grade"], made["computed_grade"], made["result"]) == ("B", "A", "CONFIRMED")


def test_R3_18_a_proposal_that_is_refused_leaves_nothing(credit):
    customer = graded(credit, "B")
    same = {**PLAN, "to_grade": "B"}
    assert code_of(verify(credit, customer, "ADJUST", adjustment=same)) == (422, "NO_CHANGE")
    bad = {**PLAN, "waived_condition_ids": [str(uuid.uuid4())]}
    answer = verify(credit, customer, "ADJUST", adjustment=bad)
    assert answer.json()["errors"][0]["pointer"] == "/adjustment/waived_condition_ids"
    assert verify(credit, customer, "ADJUST", adjustment=PLAN).status_code == 201
    report(credit, customer)
    assert code_of(verify(credit, customer, "ADJUST", adjustment=PLAN)) == (409, "ADJUSTMENT_OPEN")
    assert credit.db_value("select count(*) from grade_verification where customer_id = %s", customer) == 1


def test_R3_18_by_finance_of_a_graded_customer(credit):
    customer = graded(credit, "B")
    for by in (credit.salesperson(), credit.manager(), credit.director()):
        assert code_of(verify(credit, customer, by=by)) == (403, "FORBIDDEN_ROLE")
    ungraded = credit.customer()
    report(credit, ungraded)
    assert code_of(verify(credit, ungraded)) == (409, "INVALID_STATE")
    assert code_of(verify(credit, str(uuid.uuid4()))) == (404, "CUSTOMER_UNKNOWN")
