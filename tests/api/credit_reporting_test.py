"""When periodic reports are due, and that it is told (R3.27)."""
import calendar
import datetime

import pytest
from factories import told

from credit_grading import adjust
from credit_reports import content, credit, drafted, file, filed_report, periodic_report  # noqa: F401

ZONE = datetime.timezone(datetime.timedelta(hours=8))


def at(credit, day, clock="12:00:00"):
    """Moves the clock to this time of a business date."""
    then = datetime.datetime.fromisoformat(f"{day}T{clock}+08:00").timestamp()
    credit.clock.forward(max(0, int(then - credit.clock.now())))


def last_of(credit, month):
    """Moves the clock to noon of the last day of the next such month."""
    today = credit.today()
    day = None
    for year in (today.year, today.year + 1):
        day = datetime.date(year, month, calendar.monthrange(year, month)[1])
        if day > today:
            break
    at(credit, day)
    return day


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def graded(credit, grade, **columns):
    """A customer of this grade since long, and the finding of the report that was filed of it today."""
    customer = credit.trading(grade=grade, grade_since=credit.today(-400), **columns)
    report = filed_report(credit, customer)
    return customer, report["findings"][0]["evidence_refs"][0]["id"]


def due(credit, customer):
    return credit.profile(customer).get("report_due_on")


def days_told(credit, kind, customer, count=1):
    """The business dates on which it was told, and of which due date."""
    found = told(credit.finance(), f"credit.report_{kind}", customer, count)
    return [(datetime.datetime.fromisoformat(event["time"].replace("Z", "+00:00")).astimezone(ZONE).date(), event["data"]["due_on"])
            for event in found]


def test_R3_27_example_1_grade_a_in_time_and_overdue(credit):
    filed = last_of(credit, 8)
    (in_time, found), (late, other) = graded(credit, "A"), graded(credit, "A")
    last = months_after(filed, 6)
    assert due(credit, in_time) == due(credit, late) == str(last) and last.month == 2
    assert credit.profile(late)["verification_due_on"] == str(last)
    at(credit, last, "23:59:50")
    assert periodic_report(credit, in_time, found)["filed_on"] == str(last)
    assert due(credit, in_time) == str(months_after(last, 6))
    assert days_told(credit, "overdue", late, 0) == []
    at(credit, last + datetime.timedelta(1), "00:00:01")
    assert days_told(credit, "overdue", late) == [(last + datetime.timedelta(1), str(last))]
    assert days_told(credit, "overdue", in_time, 0) == []
    event, = told(credit.finance(), "credit.report_overdue", late)
    assert event["data"] == {"customer_id": late, "grade": "A", "due_on": str(last),
                             "responsible_salesperson_id": credit.people["salesperson", 0]["id"]}
    periodic_report(credit, late, other)
    assert due(credit, late) == str(months_after(credit.today(), 6))


def test_R3_27_example_2_grade_b(credit):
    filed = last_of(credit, 11)
    customer, _ = graded(credit, "B")
    assert due(credit, customer) == str(months_after(filed, 3))


def test_R3_27_example_3_grade_c_and_d_monthly(credit):
    filed = last_of(credit, 1)
    customers = [graded(credit, grade) for grade in ("C", "D")]
    last = months_after(filed, 1)
    assert {due(credit, customer) for customer, _ in customers} == {str(last)}
    at(credit, last)
    for customer, found in customers:
        periodic_report(credit, customer, found)
        assert due(credit, customer) == str(last.replace(month=3))


def test_R3_27_example_4_a_worse_grade_never_postpones(credit):
    customer = credit.customer()
    filed_report(credit, customer, scores=95)
    adjust(credit, customer, "B")
    before = months_after(credit.today(), 3)
    assert due(credit, customer) == str(before)
    at(credit, before - datetime.timedelta(19))
    adjust(credit, customer, "C")
    assert due(credit, customer) == str(before) < str(months_after(credit.today(), 1))


def test_R3_27_a_worse_grade_brings_it_forward(credit):
    customer = credit.customer()
    filed_report(credit, customer, scores=95)
    adjust(credit, customer, "B")
    adjust(credit, customer, "C")
    assert due(credit, customer) == str(months_after(credit.today(), 1))


def test_R3_27_example_5_a_better_grade_counts_from_its_day(credit):
    customer = credit.customer()
    filed_report(credit, customer, scores=95)
    adjust(credit, customer, "C")
    first = months_after(credit.today(), 1)
    assert due(credit, customer) == str(first)
    at(credit, credit.today(2))
    adjust(credit, customer, "B")
    moved = months_after(credit.today(), 3)
    assert due(credit, customer) == str(moved)
    at(credit, first + datetime.timedelta(1), "00:00:02")
    assert days_told(credit, "overdue", customer, 0) == []


def test_R3_27_announced_once_and_again_for_the_next(credit):
    customer, found = graded(credit, "C")
    first = datetime.date.fromisoformat(due(credit, customer))
    at(credit, first - datetime.timedelta(7), "00:00:01")
    assert days_told(credit, "due", customer) == [(first - datetime.timedelta(7), str(first))]
    at(credit, credit.today(2))
    periodic_report(credit, customer, found)  # early: the next is counted from now
    second = months_after(credit.today(), 1)
    assert due(credit, customer) == str(second)
    at(credit, second - datetime.timedelta(7), "00:00:01")
    assert [on for _, on in days_told(credit, "due", customer, 2)] == [str(first), str(second)]
    assert days_told(credit, "overdue", customer, 0) == []


def test_R3_27_after_a_stop_of_days_with_its_own_time(credit):
    customer, _ = graded(credit, "C")
    last = datetime.date.fromisoformat(due(credit, customer))
    at(credit, last + datetime.timedelta(40))
    assert days_told(credit, "due", customer) == [(last - datetime.timedelta(7), str(last))]
    assert days_told(credit, "overdue", customer) == [(last + datetime.timedelta(1), str(last))]


@pytest.mark.parametrize("status,owes", [("SUSPENDED", True), ("TERMINATED", False)])
def test_R3_27_suspended_customers_owe_reports_and_terminated_ones_do_not(credit, status, owes):
    customer, _ = graded(credit, "C")
    last = datetime.date.fromisoformat(due(credit, customer))
    control, _ = graded(credit, "C")
    credit.set(customer, trading_status=status)
    at(credit, last + datetime.timedelta(1), "00:00:02")
    days_told(credit, "overdue", control)
    assert (days_told(credit, "overdue", customer, int(owes)) != []) is owes
    shown = credit.profile(customer)
    assert ("report_due_on" in shown, "verification_due_on" in shown) == (owes, owes)
    listed = credit.finance().get("/v1/credit-profiles", params={"report_due_on": str(last), "trading_status": status},
                                  expect=200).json()["items"]
    assert (customer in [each["id"] for each in listed]) is owes


def test_R3_27_an_ungraded_customer_owes_none(credit):
    customer = credit.customer()
    filed_report(credit, customer)
    shown = credit.profile(customer)
    assert shown["last_report_on"] == str(credit.today())
    assert "report_due_on" not in shown and "verification_due_on" not in shown


def test_R3_27_a_report_of_an_investigation_counts_as_well(credit):
    customer, _ = graded(credit, "C")
    at(credit, credit.today(3))
    filed_report(credit, customer)
    assert due(credit, customer) == str(months_after(credit.today(), 1))


def test_R3_27_a_draft_or_a_refused_report_moves_nothing(credit):
    customer, found = graded(credit, "C")
    before = credit.profile(customer)["report_due_on"]
    at(credit, credit.today(1))
    report = drafted(credit, {"customer_id": customer, **content(found, template_version=9)})
    assert file(credit, report).status_code == 422
    assert due(credit, customer) == before
