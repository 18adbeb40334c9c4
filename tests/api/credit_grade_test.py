"""The grade that investigation and behaviour make, and what limits are measured by (R3.5, R3.6, R3.8)."""
import datetime
import uuid

from factories import code_of
from credit import credit  # noqa: F401
from credit_grading import execute, good_record, incident, purchase, receivable, report


def computed(credit, customer, **params):
    return credit.finance().get(f"/v1/credit-profiles/{customer}/computed-grade", params=params)


def grade(credit, customer, **params):
    answer = computed(credit, customer, **params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def basis(credit, customer, **params):
    return credit.finance().get(f"/v1/credit-profiles/{customer}/purchase-basis", params=params, expect=200).json()


def test_R3_5_scores_total_and_decision(credit):
    customer = credit.customer()
    report(credit, customer, score=88)
    due = credit.today(-40)
    receivable(credit, customer, due, 950_000_00, paid=[(due, 950_000_00)])
    receivable(credit, customer, due, 50_000_00, paid=[(due + datetime.timedelta(10), 50_000_00)])
    shown = grade(credit, customer)
    assert shown["behaviour"] == {
        "recorded": True, "due_fen": 1_000_000_00, "on_time_fen": 950_000_00, "longest_delay_days": 10, "dishonoured_bills": 0,
        "punctuality_points": 57, "delay_points": 15, "dishonour_points": 15, "score": 87}  # example 3
    assert (shown["total"], shown["grade"], shown["overrides"], shown["capped"]) == (87, "A", [], False)
    assert shown["decision"]["rule"] == "R3.5" and shown["decision"]["outcome"] == "A"
    assert shown["decision"]["parameters"]["credit.grade.min.A"] == 85


def test_R3_5_no_record_is_capped(credit):
    customer = credit.customer()
    report(credit, customer, score=95)
    shown = grade(credit, customer)
    assert (shown["total"], shown["grade_by_total"], shown["grade"], shown["capped"]) == (95, "A", "B", True)
    assert shown["behaviour"]["recorded"] is False


def test_R3_5_arrears_of_90_days_and_of_91(credit):
    customer = credit.customer()
    report(credit, customer, score=100, filed_on=credit.today(-5))
    receivable(credit, customer, credit.today(-90))
    assert grade(credit, customer)["overrides"] == []
    other = credit.customer()
    report(credit, other, score=100, filed_on=credit.today(-5))
    receivable(credit, other, credit.today(-91))
    shown = grade(credit, other)
    assert (shown["grade"], shown["overrides"]) == ("D", ["LONG_ARREARS"])
    # As of yesterday it was 90 days.
    assert grade(credit, other, as_of=credit.today(-1).isoformat())["overrides"] == []


def test_R3_5_every_override_is_named(credit):
    customer = credit.customer()
    report(credit, customer, score=100)
    good_record(credit, customer)
    assert grade(credit, customer)["grade"] == "A"
    incident(credit, customer, kind="DELAYED")
    shown = grade(credit, customer)
    assert (shown["grade"], shown["overrides"]) == ("C", ["OPEN_BILL_INCIDENT"])
    incident(credit, customer, state="CLOSED", discovered_on=credit.today(-100))
    incident(credit, customer, state="CLOSED", discovered_on=credit.today(-400))  # outside the window
    assert grade(credit, customer)["behaviour"]["dishonoured_bills"] == 1
    incident(credit, customer, state="CLOSED", discovered_on=credit.today(-10))
    shown = grade(credit, customer)
    assert (shown["grade"], shown["overrides"]) == ("D", ["DISHONOURED_BILLS", "OPEN_BILL_INCIDENT"])
    credit.set(customer, blacklisted=True)
    assert grade(credit, customer)["overrides"] == ["BLACKLISTED", "DISHONOURED_BILLS", "OPEN_BILL_INCIDENT"]


def test_R3_5_insolvency_is_of_the_report(credit):
    customer = credit.customer()
    report(credit, customer, score=90, insolvency=True)
    shown = grade(credit, customer)
    assert (shown["grade"], shown["overrides"]) == ("D", ["INSOLVENCY_OR_ENFORCEMENT"])


def test_R3_5_bills_that_were_not_cleared_are_no_payments(credit):
    customer = credit.customer()
    report(credit, customer, score=90)
    due = credit.today(-20)
    id_ = receivable(credit, customer, due, 100_000, paid=[(due, 100_000)])
    execute(credit, "update payment set status = 'DISHONOURED', version = version + 1 where receivable_id = %s", id_)
    shown = grade(credit, customer)["behaviour"]
    assert (shown["on_time_fen"], shown["longest_delay_days"]) == (0, 20)


def test_R3_6_what_a_computed_grade_needs_and_who_reads_it(credit):
    customer = credit.customer(salesperson=0)
    answer = computed(credit, customer)
    assert code_of(answer) == (422, "REPORT_MISSING") and answer.json()["rule"] == "R3.6"
    report(credit, customer, filed_on=credit.today(-3))
    assert code_of(computed(credit, customer, as_of=credit.today(-4).isoformat())) == (422, "REPORT_MISSING")
    assert grade(credit, customer, as_of=credit.today(-3).isoformat())["report_filed_on"] == credit.today(-3).isoformat()
    credit.salesperson(0).get(f"/v1/credit-profiles/{customer}/computed-grade", expect=200)
    for path in ("computed-grade", "purchase-basis"):
        assert code_of(credit.salesperson(1).get(f"/v1/credit-profiles/{customer}/{path}")) == (403, "FORBIDDEN_ROLE")
        assert code_of(credit.finance().get(f"/v1/credit-profiles/{uuid.uuid4()}/{path}")) == (404, "CUSTOMER_UNKNOWN")


def test_R3_8_example_1_and_the_entries_used(credit):
    customer = credit.customer()
    for on, amount in (("2026-03-10", 9_000_000), ("2026-06-10", 10_000_000), ("2026-09-10", 11_000_001)):
        purchase(credit, customer, datetime.date.fromisoformat(on), amount)
    purchase(credit, customer, datetime.date(2026, 7, 1), 99, cancelled=True)
    purchase(credit, customer, datetime.date(2025, 12, 10), 99)  # the window's start is exclusive
    shown = basis(credit, customer, as_of="2026-12-10")
    assert (shown["one_purchase_fen"], shown["purchase_cycle_days"]) == (10_000_000, 92)
    assert (shown["amount_source"], shown["cycle_source"]) == ("PURCHASES", "PURCHASES")
    assert [entry["order_date"] for entry in shown["entries"]] == ["2026-03-10", "2026-06-10", "2026-09-10"]
    assert len(basis(credit, customer, as_of="2026-12-09")["entries"]) == 4


def test_R3_8_declared_and_nothing(credit):
    customer = credit.customer()
    shown = basis(credit, customer)
    assert (shown["one_purchase_fen"], shown["purchase_cycle_days"], shown["amount_source"]) == (0, 0, "NONE")
    report(credit, customer, purchase_fen=1, cycle_days=1, filed_on=credit.today(-9))
    report(credit, customer, purchase_fen=8_000_000, cycle_days=30)
    purchase(credit, customer, credit.today(-3), 500)
    purchase(credit, customer, credit.today(-3), 500)
    shown = basis(credit, customer)
    assert (shown["one_purchase_fen"], shown["purchase_cycle_days"]) == (8_000_000, 30)
    assert (shown["amount_source"], shown["cycle_source"], len(shown["entries"])) == ("DECLARED", "DECLARED", 2)
    purchase(credit, customer, credit.today(-3), 800)  # example 4: three on one day
    shown = basis(credit, customer)
    assert (shown["one_purchase_fen"], shown["purchase_cycle_days"]) == (600, 30)
