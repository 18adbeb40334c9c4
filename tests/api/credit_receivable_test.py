"""What customers owe, when it is overdue, and what follows in the customers service (R3.13, R3.16)."""
import os
import signal
import uuid

import pytest

from credit import credit, order  # noqa: F401
from credit_money import code_of, money  # noqa: F401
from factories import told
from grading import grading  # noqa: F401


def overdue_events(credit, receivable, count=1, patience=10):
    return [event["data"] for event in told(credit.service(), "credit.receivable_overdue", receivable, count, patience)]


def listed(client, **filters):
    return [item["id"] for item in client.get("/v1/receivables", params=filters, expect=200).json()["items"]]


def test_R3_16_a_receivable_shown_and_listed(credit, money):
    customer = credit.trading()
    made = money.receivable(customer, 400_000, granted=100_000, due=92)
    shown = money.of(made)
    assert (shown["amount_fen"], shown["outstanding_fen"], shown["pending_fen"]) == (400_000, 400_000, 0)
    assert (shown["within_limit_fen"], shown["granted_fen"]) == (300_000, 100_000)
    assert (shown["due_on"], shown["state"], shown["overdue"]) == (money.day(92), "OPEN", False)
    later = money.receivable(customer, due=100)
    finance = credit.finance()
    assert listed(finance, customer_id=customer) == [made, later]
    assert listed(finance, customer_id=customer, due_on=money.day(100)) == [later]
    assert listed(finance, customer_id=customer, state="SETTLED") == []
    assert listed(finance, customer_id=customer, overdue="true") == []
    assert listed(finance, order_ref=shown["order_ref"]) == [made]
    assert credit.profile(customer)["exposure_fen"] == 1_400_000


def test_R3_16_who_reads_receivables(credit, money):
    customer = credit.trading(salesperson=0)
    made = money.receivable(customer)
    for reader in (credit.salesperson(0), credit.manager(0), credit.director(0), credit.president(), credit.finance()):
        reader.get(f"/v1/receivables/{made}", expect=200)
        reader.get(f"/v1/receivables/{made}/payments", expect=200)
        assert listed(reader, customer_id=customer) == [made]
    other = credit.salesperson(1)
    for path in ("", "/payments"):
        answer = other.get(f"/v1/receivables/{made}{path}")
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.16"
    assert listed(other, customer_id=customer) == []
    assert other.get(f"/v1/receivables/{made}/history").status_code == 403
    unknown = str(uuid.uuid4())
    for path in ("", "/payments", "/history"):
        assert credit.finance().get(f"/v1/receivables/{unknown}{path}").status_code == 404


def test_R3_16_example_1_overdue_from_midnight(credit, money):
    customer = credit.trading()
    paid, unpaid = money.receivable(customer, due=1), money.receivable(customer, due=1)
    due = money.day(1)
    money.to(due, "23:59:00")
    assert not money.of(unpaid)["overdue"]
    money.pay(paid, 1_000_000, paid_on=due)
    money.to(money.day(1))
    shown = money.of(unpaid)
    assert shown["overdue"] and listed(credit.finance(), customer_id=customer, overdue="true") == [unpaid]
    data, = overdue_events(credit, unpaid)
    assert data == {"receivable_id": unpaid, "customer_id": customer, "order_ref": shown["order_ref"],
                    "amount_fen": 1_000_000, "due_date": due}
    assert money.of(unpaid)["overdue_at"]
    assert overdue_events(credit, paid, 0, 0) == [] and not money.of(paid)["overdue"]
    # Paid late, it stays one event; and one fen is overdue, too (example 2).
    money.pay(unpaid, 999_999)
    assert money.of(unpaid)["overdue"]
    declined = credit.salesperson().post("/v1/credit-checks", {
        "customer_id": customer, "order_ref": order(), "amount_fen": 1, "payment_mode": "CREDIT", "reserve": False}, expect=200).json()
    assert (declined["decision"], declined["reasons"]) == ("DECLINED", ["OVERDUE_RECEIVABLE"])
    money.pay(unpaid, 1)
    assert not money.of(unpaid)["overdue"] and len(overdue_events(credit, unpaid)) == 1


def test_R3_16_overdue_after_a_stop_of_days(credit, money):
    customer = credit.trading()
    made, settled = money.receivable(customer, due=2), money.receivable(customer, due=2)
    money.pay(settled, 1_000_000)
    os.kill(credit.suite.pid("credit"), signal.SIGSTOP)
    try:
        due = money.day(2)
        money.clock.forward(days=5)
    finally:
        os.kill(credit.suite.pid("credit"), signal.SIGCONT)
    assert [data["due_date"] for data in overdue_events(credit, made)] == [due]
    assert overdue_events(credit, settled, 0, 0) == []
    assert money.of(made)["overdue_at"][:10] == due  # midnight of the next day there


@pytest.fixture
def two_days_of_grace(credit):
    """As a policy would set it."""
    def execute(sql, *values):
        with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)

    execute("insert into parameter (id, name, value, effective_from, created_at, created_by, trace_id)"
            " values (%s, 'credit.overdue.grace_days', '2', %s, now(), 'test', 'test')", str(uuid.uuid4()), credit.today())
    yield
    execute("delete from parameter where name = 'credit.overdue.grace_days'")


def test_R3_16_grace(credit, money, two_days_of_grace):
    made = money.receivable(credit.trading(), due=0)
    money.to(money.day(2))
    assert not money.of(made)["overdue"] and overdue_events(credit, made, 0, 0) == []
    money.to(money.day(1))
    assert money.of(made)["overdue"] and len(overdue_events(credit, made)) == 1


def test_R3_16_an_overdue_receivable_becomes_a_default(credit, money, grading, company):
    """Told by the credit service, taken by the customers service: R7.19."""
    department = grading.department(20)
    relation = grading.vip(department)
    customer = relation["customer_id"]
    credit.await_profile(customer)
    credit.set(customer, grade="A", limit_fen=10_000_000, term_days=30, trading_status="ACTIVE")
    made = money.receivable(customer, 1_234_500, due=0)
    money.pay(made, 234_500)
    due = money.day()
    money.to(money.day(1))

    def records():
        return company.as_division().get("/v1/default-records", params={"customer_id": customer}, expect=200).json()["items"]

    credit.suite.await_(records)
    record, = records()
    assert (record["type"], record["source"], record["source_ref"]) == ("LATE_PAYMENT", "RECEIVABLE", made)
    assert (record["occurred_on"], record["amount_fen"], record["department_id"]) == (money.day(), 1_000_000, department["id"])
    assert due < record["occurred_on"]
