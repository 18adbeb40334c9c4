"""Adjustments of grade, limit and term: proposed by finance, approved by two, in effect at once (R3.6 to R3.12, R3.19)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, told
from credit import credit, order  # noqa: F401
from credit_grading import (act, adjust, approve, card, good_record, graded, incident, insert, propose, proposal, purchase,
                            receivable, report)

A = {"limit_fen": 10_000_000, "term_days": 92}
SCRUTINY = dict.fromkeys(["report_current", "no_overdue_receivable", "no_open_bill_incident", "no_condition_unmet",
                          "info_card_complete"], True)


def refused(answer, status, code, rule):
    assert (*code_of(answer), answer.json().get("rule")) == (status, code, rule), answer.text
    return answer.json()


def submitted(credit, customer, grade, limit_fen=0, term_days=0, **more):
    answer = propose(credit, customer, grade, limit_fen, term_days, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def check(credit, customer, amount_fen, **more):
    return credit.finance().post("/v1/credit-checks", {"customer_id": customer, "order_ref": order(), "amount_fen": amount_fen,
                                                       "payment_mode": "CREDIT", "reserve": False, **more}, key=True, expect=200).json()


@pytest.fixture
def ungraded(credit):
    """A customer with a report of today that makes B, or with a record A."""
    customer = credit.customer()
    report(credit, customer)
    return customer


# --- R3.19: the way of an adjustment -----------------------------------------


def test_R3_19_from_proposal_to_acknowledgement(credit, ungraded):
    made = credit.finance().post("/v1/credit-adjustments", proposal(ungraded, "B", 3_000_000, 30, submit=False), key=True, expect=201).json()
    assert (made["state"], made["kind"], made["from_grade"], made["approvals"]) == ("DRAFT", "INITIAL", "UNGRADED", [])
    made = act(credit, made, "submit", credit.finance()).json()
    assert made["state"] == "SUBMITTED" and made["report_id"]
    made = act(credit, made, "approve", credit.manager(), opinion="同意").json()
    assert made["state"] == "MANAGER_APPROVED" and credit.profile(ungraded)["grade"] == "UNGRADED"
    made = act(credit, made, "approve", credit.director()).json()
    assert (made["state"], made["ack_due_on"], made["ack_late"]) == ("EFFECTIVE", credit.today(3).isoformat(), False)
    assert [act_["step"] for act_ in made["approvals"]] == ["SALES_MANAGER", "MARKETING_DIRECTOR"]
    profile = credit.profile(ungraded)
    assert (profile["grade"], profile["limit_fen"], profile["term_days"]) == ("B", 3_000_000, 30)
    assert profile["grade_since"] == credit.today().isoformat() and profile["report_due_on"] and profile["verification_due_on"]
    for other in (credit.salesperson(1), credit.manager(), credit.finance()):
        refused(act(credit, made, "acknowledge", other), 403, "FORBIDDEN_ROLE", "R3.19")
    made = act(credit, made, "acknowledge", credit.salesperson()).json()
    assert (made["state"], made["ack_late"]) == ("ACKNOWLEDGED", False)
    refused(act(credit, made, "acknowledge", credit.salesperson()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_1_the_new_limit_counts_at_once(credit, ungraded):
    good_record(credit, ungraded)
    credit.set(ungraded, trading_status="ACTIVE")
    assert check(credit, ungraded, 1)["decision"] == "DECLINED"
    adjust(credit, ungraded, "A", **A)
    assert check(credit, ungraded, 10_000_000)["decision"] == "APPROVED"


def test_R3_19_events(credit, ungraded):
    made = adjust(credit, ungraded, "B", 3_000_000, 30)
    reader = credit.service()
    changed, = told(reader, "credit.grade_changed", ungraded)
    assert changed["data"] == {"customer_id": ungraded, "from": "UNGRADED", "to": "B"}
    line, = told(reader, "credit.line_changed", ungraded)
    assert line["data"] == {"customer_id": ungraded, "limit_fen": 3_000_000, "term_days": 30}
    adjusted, = told(reader, "credit.adjusted", made["id"])
    assert adjusted["data"] == {"customer_id": ungraded, "adjustment_id": made["id"], "ack_due_on": credit.today(3).isoformat(),
                                "responsible_salesperson_id": credit.people["salesperson", 0]["id"]}


def test_R3_19_only_finance_proposes(credit, ungraded):
    for by in (credit.salesperson(), credit.manager(), credit.director(), credit.president()):
        assert code_of(propose(credit, ungraded, "B", by=by)) == (403, "FORBIDDEN_ROLE")
    assert code_of(propose(credit, str(uuid.uuid4()), "B")) == (404, "CUSTOMER_UNKNOWN")


def test_R3_19_director_before_manager(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    refused(act(credit, made, "approve", credit.director()), 409, "INVALID_STATE", "R3.19")
    draft = act(credit, made, "withdraw", credit.finance()).json()
    refused(act(credit, draft, "approve", credit.manager()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_2_three_persons(credit, ungraded):
    both = credit.client(["sales_manager", "marketing_director"])
    made = submitted(credit, ungraded, "B")
    assert act(credit, made, "approve", both).status_code == 200
    refused(act(credit, made, "approve", both), 403, "SEPARATION_OF_DUTIES", "R3.19")
    assert act(credit, made, "approve", credit.director()).status_code == 200
    # Who proposed or submitted decides nothing.
    everything = credit.client(["finance", "sales_manager", "marketing_director"])
    made = submitted(credit, ungraded, "B", 1, by=everything)
    refused(act(credit, made, "approve", everything), 403, "SEPARATION_OF_DUTIES", "R3.19")
    act(credit, made, "withdraw", credit.finance())
    made = submitted(credit, ungraded, "B", 1, submit=False)
    assert act(credit, made, "submit", everything).status_code == 200
    refused(act(credit, made, "approve", everything), 403, "SEPARATION_OF_DUTIES", "R3.19")
    # The same manager does not approve twice either.
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    refused(act(credit, made, "approve", credit.manager()), 403, "SEPARATION_OF_DUTIES", "R3.19")


def test_R3_19_example_3_a_rejection_has_an_opinion(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    assert act(credit, made, "reject", credit.director()).status_code == 400
    assert act(credit, made, "reject", credit.director(), opinion="  ").status_code == 400
    made = act(credit, made, "reject", credit.director(), opinion="额度过高").json()
    assert made["state"] == "REJECTED" and made["approvals"][-1]["opinion"] == "额度过高"
    assert credit.profile(ungraded)["grade"] == "UNGRADED"
    refused(act(credit, made, "approve", credit.director(1)), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_4_two_directors_at_once(credit, ungraded):
    made = submitted(credit, ungraded, "B", 3_000_000, 30)
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda number: act(credit, made, "approve", credit.director(number)), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409][0] in ("INVALID_STATE", "VERSION_CONFLICT")
    lines = credit.finance().get(f"/v1/credit-profiles/{ungraded}/lines", expect=200).json()["items"]
    assert len(lines) == 1 and lines[0]["adjustment_id"] == made["id"]


def test_R3_19_one_open_adjustment(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    refused(propose(credit, ungraded, "C"), 409, "ADJUSTMENT_OPEN", "R3.19")
    refused(propose(credit, ungraded, "C", submit=False), 409, "ADJUSTMENT_OPEN", "R3.19")
    act(credit, made, "withdraw", credit.finance(1))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: propose(credit, ungraded, "B"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_R3_19_no_change(credit):
    customer = graded(credit, "B", 3_000_000, 30)
    refused(propose(credit, customer, "B", 3_000_000, 30), 422, "NO_CHANGE", "R3.19")
    refused(propose(credit, customer, "B", 3_000_000, 30, submit=False), 422, "NO_CHANGE", "R3.19")


def test_R3_19_withdrawal(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    assert code_of(act(credit, made, "withdraw", credit.manager())) == (403, "FORBIDDEN_ROLE")
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    refused(act(credit, made, "withdraw", credit.finance()), 409, "INVALID_STATE", "R3.19")
    refused(act(credit, made, "submit", credit.finance()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_a_late_acknowledgement_is_flagged(credit, ungraded):
    made = adjust(credit, ungraded, "B", 3_000_000, 30)
    credit.clock.forward(days=4)
    shown = credit.finance().get(f"/v1/credit-adjustments/{made['id']}", expect=200).json()
    assert (shown["state"], shown["ack_late"]) == ("EFFECTIVE", True)
    late = credit.finance().get("/v1/credit-adjustments", params={"ack_late": "true", "customer_id": ungraded}, expect=200).json()
    assert [item["id"] for item in late["items"]] == [made["id"]]
    shown = act(credit, made, "acknowledge", credit.salesperson()).json()
    assert (shown["state"], shown["ack_late"]) == ("ACKNOWLEDGED", True)


def test_R3_19_who_reads_it(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    path = f"/v1/credit-adjustments/{made['id']}"
    for reader in (credit.salesperson(0), credit.manager(), credit.director(), credit.president(), credit.finance()):
        reader.get(path, expect=200)
    assert credit.salesperson(1).get(path).status_code == 404
    assert credit.salesperson(1).get("/v1/credit-adjustments", params={"customer_id": ungraded}).json()["items"] == []
    assert act(credit, str(uuid.uuid4()), "approve", credit.manager()).status_code == 404


def test_R3_19_what_it_names_is_the_customers(credit, ungraded):
    other = credit.customer()
    foreign = {"report_id": report(credit, other), "bill_incident_id": incident(credit, other),
               "verification_id": str(uuid.uuid4()), "emergency_report_id": str(uuid.uuid4())}
    for member, id_ in foreign.items():
        answer = propose(credit, ungraded, "B", **{member: id_})
        assert answer.status_code == 400 and answer.json()["errors"][0]["pointer"] == f"/{member}", answer.text
    assert propose(credit, ungraded, "UNGRADED").status_code == 400
    assert propose(credit, ungraded, "B", kind="OTHER").status_code == 400
    assert propose(credit, ungraded, "B", waived_condition_ids=[str(uuid.uuid4())]).status_code == 400
    assert propose(credit, ungraded, "B", conditions=[{"type": "COLLATERAL", "valid_until": "2020-01-01"}]).status_code == 400


def test_R3_36_conditions_come_and_go_with_it(credit, ungraded):
    made = submitted(credit, ungraded, "B", conditions=[
        {"type": "JOINT_GUARANTEE"}, {"type": "COLLATERAL", "value_fen": 500, "valid_until": credit.today(90).isoformat()}])
    assert credit.db_value("select count(*) from trading_condition where customer_id = %s", ungraded) == 0
    assert approve(credit, made).status_code == 200
    conditions = credit.finance().get("/v1/trading-conditions", params={"customer_id": ungraded}, expect=200).json()["items"]
    assert {(item["type"], item["state"], item["basis"], item["basis_id"]) for item in conditions} == {
        ("JOINT_GUARANTEE", "REQUIRED", "ADJUSTMENT", made["id"]), ("COLLATERAL", "REQUIRED", "ADJUSTMENT", made["id"])}
    guarantee = next(item["id"] for item in conditions if item["type"] == "JOINT_GUARANTEE")
    adjust(credit, ungraded, "B", waived_condition_ids=[guarantee])
    shown = credit.finance().get(f"/v1/trading-conditions/{guarantee}", expect=200).json()
    assert shown["state"] == "WAIVED"


# --- R3.6: what a grade rests on ---------------------------------------------


def test_R3_6_examples_1_and_2_never_better_than_computed(credit, ungraded):
    refused(propose(credit, ungraded, "A"), 422, "GRADE_NOT_SUPPORTED", "R3.6")
    assert credit.db_value("select count(*) from credit_adjustment where customer_id = %s", ungraded) == 0
    assert adjust(credit, ungraded, "C")["state"] == "EFFECTIVE"


def test_R3_6_no_report(credit):
    customer = credit.customer()
    refused(propose(credit, customer, "C"), 422, "REPORT_MISSING", "R3.6")
    draft = propose(credit, customer, "C", submit=False).json()
    refused(act(credit, draft, "submit", credit.finance()), 422, "REPORT_MISSING", "R3.6")
    report(credit, customer, score=60)
    assert act(credit, draft, "submit", credit.finance()).status_code == 200


def test_R3_6_example_3_the_report_is_too_old(credit):
    customer = credit.customer()
    day = credit.today()
    filed = day
    while (filed + datetime.timedelta(1)).day != 1:
        filed += datetime.timedelta(1)
    report(credit, customer, score=60, filed_on=day - datetime.timedelta(60))
    refused(propose(credit, customer, "C"), 422, "REPORT_TOO_OLD", "R3.6")
    # For B a report is good for three months.
    other = credit.customer()
    report(credit, other, filed_on=day - datetime.timedelta(60))
    assert propose(credit, other, "B").status_code == 201


def test_R3_6_age_counts_to_the_submission(credit):
    customer = credit.customer()
    report(credit, customer, score=60)
    made = submitted(credit, customer, "C")
    credit.clock.forward(days=40)
    assert approve(credit, made).status_code == 200


def test_R3_6_example_4_a_worsening_may_rest_on_any_report(credit):
    customer = graded(credit, "B", 3_000_000, 30)
    credit.clock.forward(days=150)
    refused(propose(credit, customer, "B", 1), 422, "REPORT_TOO_OLD", "R3.6")
    found = incident(credit, customer)
    made = adjust(credit, customer, "C", bill_incident_id=found)
    assert made["kind"] == "EMERGENCY"


def test_R3_6_asked_again_at_the_directors_approval(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    incident(credit, ungraded)
    refused(act(credit, made, "approve", credit.director()), 422, "GRADE_NOT_SUPPORTED", "R3.6")
    shown = credit.finance().get(f"/v1/credit-adjustments/{made['id']}", expect=200).json()
    assert shown["state"] == "MANAGER_APPROVED" and len(shown["approvals"]) == 1


# --- R3.7 to R3.11: what the grade may have ----------------------------------


def test_R3_7_examples_1_to_3_caps_of_A(credit, ungraded):
    good_record(credit, ungraded)
    refused(propose(credit, ungraded, "A", 10_000_001, 92), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.7")
    refused(propose(credit, ungraded, "A", 10_000_000, 93), 422, "TERM_ABOVE_GRADE_CAP", "R3.7")
    assert submitted(credit, ungraded, "A", 10_000_000, 92)["state"] == "SUBMITTED"


def test_R3_7_example_4_a_purchase_lowers_the_cap_before_the_director_approves(credit, ungraded):
    good_record(credit, ungraded)
    for months in (300, 200, 100):
        purchase(credit, ungraded, credit.today(-months), 10_000_000)
    made = submitted(credit, ungraded, "A", 10_000_000, 92)
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    purchase(credit, ungraded, credit.today(), 6_000_000)  # (300,000 + 60,000) / 4 = 90,000
    answer = refused(act(credit, made, "approve", credit.director()), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.7")
    assert "90000.00" in answer["detail"]
    assert credit.finance().get(f"/v1/credit-adjustments/{made['id']}").json()["state"] == "MANAGER_APPROVED"
    assert credit.profile(ungraded)["limit_fen"] == 0


def test_R3_8_example_5_no_basis_no_limit(credit):
    customer = credit.customer()
    report(credit, customer, purchase_fen=0, cycle_days=0)
    refused(propose(credit, customer, "B", 1), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.9")
    refused(propose(credit, customer, "B", 0, 1), 422, "TERM_ABOVE_GRADE_CAP", "R3.9")


def test_R3_9_example_1_the_first_limit(credit, ungraded):
    refused(propose(credit, ungraded, "B", 3_000_001, 30), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.9")
    refused(propose(credit, ungraded, "B", 3_000_000, 31), 422, "TERM_ABOVE_GRADE_CAP", "R3.9")
    adjust(credit, ungraded, "B", 3_000_000, 30)
    assert credit.db_value("select limit_raised_on from credit_profile where id = %s", ungraded) == credit.today()


def raised_before(credit, days=100):
    """A B customer whose first limit is so many days old; since then nothing has happened."""
    customer = credit.customer()
    on = credit.today(-days)
    report(credit, customer, filed_on=on)
    credit.set(customer, grade="B", grade_since=on, limit_fen=3_000_000, term_days=30, limit_raised_on=on)
    return customer


def test_R3_9_examples_2_and_3_steps(credit):
    customer = raised_before(credit)
    report(credit, customer)
    refused(propose(credit, customer, "B", 5_000_001, 30), 422, "RELAX_STEP_TOO_LARGE", "R3.9")
    adjust(credit, customer, "B", 5_000_000, 30)
    refused(propose(credit, customer, "B", 6_000_000, 30), 422, "RELAX_TOO_EARLY", "R3.9")
    # A decrease is free, and no raise.
    adjust(credit, customer, "B", 1_000_000, 10)
    assert credit.db_value("select limit_raised_on from credit_profile where id = %s", customer) == credit.today()


def test_R3_9_example_4_an_increase_is_earned(credit):
    def reasons(customer):
        return refused(propose(credit, customer, "B", 5_000_000, 30), 422, "RELAX_NOT_EARNED", "R3.9")["reasons"]

    customer = raised_before(credit, 89)
    refused(propose(credit, customer, "B", 5_000_000, 30), 422, "RELAX_TOO_EARLY", "R3.9")
    customer = raised_before(credit)
    credit.set(customer, limit_raised_on=credit.today(-93))
    report(credit, customer, filed_on=credit.today(-80))
    good_record(credit, customer)
    due = credit.today(-20)
    receivable(credit, customer, due, 100, paid=[(due + datetime.timedelta(1), 100)])
    assert reasons(customer) == ["OVERDUE_RECEIVABLE"]
    # What was late before the last increase, and what was paid in time, does not count.
    other = raised_before(credit)
    report(credit, other)
    good_record(credit, other)
    due = credit.today(-130)
    receivable(credit, other, due, 100, paid=[(due + datetime.timedelta(1), 100)])
    assert propose(credit, other, "B", 5_000_000, 30).status_code == 201
    third = raised_before(credit)
    report(credit, third)
    good_record(credit, third)
    incident(credit, third, state="CLOSED")
    assert reasons(third) == ["BILL_INCIDENT"]


def test_R3_10_a_small_limit_after_scrutiny(credit):
    customer = credit.customer()
    report(credit, customer, score=60)
    card(credit, customer)
    refused(propose(credit, customer, "C", 1_000_001, 15, scrutiny=SCRUTINY), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.10")
    refused(propose(credit, customer, "C", 1_000_000, 16, scrutiny=SCRUTINY), 422, "TERM_ABOVE_GRADE_CAP", "R3.10")
    refused(propose(credit, customer, "C", 1_000_000, 15), 422, "SCRUTINY_MISSING", "R3.10")
    failed = refused(propose(credit, customer, "C", 1_000_000, 15, scrutiny={**SCRUTINY, "no_condition_unmet": False}),
                     422, "SCRUTINY_FAILED", "R3.10")
    assert failed["items"] == ["NO_CONDITION_UNMET"]
    made = submitted(credit, customer, "C", 1_000_000, 15, submit=False)
    # By another officer, who holds a manager's role, too: he does not approve.
    scrutiniser = credit.client(["finance", "sales_manager"])
    made = act(credit, made, "scrutinise", scrutiniser, scrutiny=SCRUTINY).json()
    assert made["scrutinised_by"] == scrutiniser.sub
    assert act(credit, made, "submit", credit.finance()).status_code == 200
    refused(act(credit, made, "scrutinise", credit.finance(), scrutiny=SCRUTINY), 409, "INVALID_STATE", "R3.19")
    refused(act(credit, made, "approve", scrutiniser), 403, "SEPARATION_OF_DUTIES", "R3.10")
    assert approve(credit, made).status_code == 200
    assert credit.profile(customer)["limit_fen"] == 1_000_000


def test_R3_10_example_3_the_data_contradict_the_scrutiny(credit):
    customer = credit.customer()
    report(credit, customer, score=100)
    receivable(credit, customer, credit.today(-1), 1)
    insert(credit, "trading_condition", customer_id=customer, type="OTHER", applies_to="CREDIT", basis="REPORT",
           basis_id=str(uuid.uuid4()), state="REQUIRED")
    found = refused(propose(credit, customer, "C", 1_000_000, 15, scrutiny=SCRUTINY), 422, "SCRUTINY_FAILED", "R3.10")
    assert found["items"] == ["NO_OVERDUE_RECEIVABLE", "NO_CONDITION_UNMET", "INFO_CARD_COMPLETE"]
    # Without a limit nothing is scrutinised (example 4).
    assert propose(credit, customer, "C").status_code == 201


def test_R3_11_D_gets_nothing(credit, ungraded):
    refused(propose(credit, ungraded, "D", 1), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.11")
    refused(propose(credit, ungraded, "D", 0, 1), 422, "LIMIT_ABOVE_GRADE_CAP", "R3.11")


def test_R3_11_example_4_a_fall_to_D_releases_what_is_reserved(credit):
    customer = credit.trading(grade="C", limit_fen=2_000_000, term_days=15)
    report(credit, customer)
    receivable(credit, customer, credit.today(10), 200_000)
    reserved = check(credit, customer, 800_000, reserve=True)
    assert reserved["decision"] == "APPROVED"
    assert credit.profile(customer)["exposure_fen"] == 1_000_000
    adjust(credit, customer, "D")
    profile = credit.profile(customer)
    assert (profile["grade"], profile["limit_fen"], profile["term_days"], profile["exposure_fen"]) == ("D", 0, 0, 200_000)
    assert credit.db_value("select state from reservation where id = %s", reserved["reservation_id"]) == "RELEASED"
    lines = credit.finance().get(f"/v1/credit-profiles/{customer}/lines", expect=200).json()["items"]
    assert lines[0]["cause"] == "GRADE_LOWERED"
    assert credit.db_value("select limit_raised_on from credit_profile where id = %s", customer) is None


# --- R3.12: lines ------------------------------------------------------------


def test_R3_12_example_1_a_reduction_below_the_exposure(credit):
    customer = credit.trading()
    report(credit, customer)
    good_record(credit, customer)
    receivable(credit, customer, credit.today(10), 8_000_000)
    adjust(credit, customer, "A", 5_000_000, 92)
    profile = credit.profile(customer)
    assert (profile["limit_fen"], profile["exposure_fen"], profile["available_fen"]) == (5_000_000, 8_000_000, 0)
    assert check(credit, customer, 1)["decision"] == "DECLINED"
    owed = credit.db_value("select id from receivable where customer_id = %s and state = 'OPEN'", customer)

    def pay(amount):
        credit.finance().post("/v1/payments", {"receivable_id": str(owed), "amount_fen": amount, "instrument": "TRANSFER",
                                               "paid_on": credit.today().isoformat()}, key=True, expect=201)

    pay(3_000_000)
    assert check(credit, customer, 1)["decision"] == "DECLINED"
    pay(1)
    assert check(credit, customer, 1)["decision"] == "APPROVED"


def test_R3_12_lines_begin_one_after_the_other(credit, ungraded):
    adjust(credit, ungraded, "B", 3_000_000, 30)
    adjust(credit, ungraded, "B", 2_000_000, 30)
    lines = credit.finance().get(f"/v1/credit-profiles/{ungraded}/lines", expect=200).json()["items"]
    assert [(line["limit_fen"], line["cause"], line["grade"]) for line in lines] == [
        (2_000_000, "ADJUSTMENT", "B"), (3_000_000, "INITIAL", "B")]
    later = datetime.datetime.fromtimestamp(credit.clock.now() + 3600, datetime.timezone.utc)
    insert(credit, "credit_line_version", customer_id=ungraded, grade="B", limit_fen=1, term_days=1, valid_from=later,
           cause="ADJUSTMENT")
    made = submitted(credit, ungraded, "B", 1_000_000, 30)
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    refused(act(credit, made, "approve", credit.director()), 422, "EFFECTIVE_DATE_PAST", "R3.12")
