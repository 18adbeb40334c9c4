"""What a grade rests on, and what limit and term it may have: asked of every adjustment (R3.6 to R3.12)."""
import datetime
import uuid

from factories import code_of
from credit import credit  # noqa: F401
from credit_grading import (act, adjust, approve, card, check, good_record, graded, incident, insert, propose, purchase,
                            receivable, refused, report, submitted, ungraded)  # noqa: F401

SCRUTINY = dict.fromkeys(["report_current", "no_overdue_receivable", "no_open_bill_incident", "no_condition_unmet",
                          "info_card_complete"], True)


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
    report(credit, customer, score=60, filed_on=credit.today(-60))
    refused(propose(credit, customer, "C"), 422, "REPORT_TOO_OLD", "R3.6")
    # For B a report is good for three months.
    other = credit.customer()
    report(credit, other, filed_on=credit.today(-60))
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
    for days in (300, 200, 100):
        purchase(credit, ungraded, credit.today(-days), 10_000_000)
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
        credit.finance().post(f"/v1/receivables/{owed}/payments", {"amount_fen": amount, "instrument": "TRANSFER"}, key=True,
                              expect=201)

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
