"""What grades, limits and terms rest on, past the rules that make it: reports, purchases and receivables; and whole
adjustments. For tests that are about something else."""
import datetime
import uuid

import pytest
from factories import code_of, without_none
from credit import order

MADE = {"created_at": "now()", "created_by": "'test'", "changed_at": "now()", "changed_by": "'test'", "trace_id": "''"}


def insert(credit, table, **columns):
    """A row of the credit service; its id."""
    columns.setdefault("id", str(uuid.uuid4()))
    names = ", ".join([*columns, *MADE])
    values = ", ".join(["%s"] * len(columns) + list(MADE.values()))
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute(f"insert into {table} ({names}) values ({values})", list(columns.values()))
    return columns["id"]


def execute(credit, sql, *values):
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)


def noon(date):
    return datetime.datetime.combine(date, datetime.time(4), datetime.timezone.utc)


def report(credit, customer, score=95, filed_on=None, purchase_fen=10_000_000, cycle_days=92, insolvency=False):
    """A filed report of an investigation; its id. Filed today: just now."""
    now = datetime.datetime.fromtimestamp(credit.clock.now(), datetime.timezone.utc)
    filed_on = filed_on or credit.today()
    id_ = insert(credit, "credit_report", customer_id=customer, kind="INVESTIGATION", state="FILED", template_version=1,
                 sections="[]", findings="[]", investigation_score=score, insolvency_or_enforcement=insolvency,
                 declared_single_purchase_fen=purchase_fen, declared_cycle_days=cycle_days, prepared_by="test",
                 filed_at=now if filed_on == credit.today() else noon(filed_on), filed_on=filed_on)
    execute(credit, "update credit_profile set last_report_on = greatest(last_report_on, %s), version = version + 1 where id = %s", filed_on, customer)
    return id_


def purchase(credit, customer, on, amount_fen, cancelled=False):
    """An entry of the information card, which is there afterwards."""
    card = credit.db_value("select id from info_card where customer_id = %s", customer) or insert(
        credit, "info_card", customer_id=customer, owner_id=credit.profile(customer)["responsible_salesperson_id"],
        content_changed_on=credit.today())
    return insert(credit, "purchase_entry", card_id=card, customer_id=customer, order_date=on, product_name="轴承",
                  quantity_milli=1000, unit_price_fen=amount_fen, amount_fen=amount_fen,
                  cancelled_at=noon(on) if cancelled else None)


def card(credit, customer, complete=True):
    """An information card without purchases."""
    fields = ("name", "phone", "address", "trade_contact", "payment_attitude", "payment_time", "bank_dealings",
              "financial_power_holder", "payment_mode")
    return insert(credit, "info_card", customer_id=customer, content_changed_on=credit.today(),
                  owner_id=credit.profile(customer)["responsible_salesperson_id"],
                  **{name: "有" for name in fields if complete or name != "bank_dealings"})


def receivable(credit, customer, due_on, amount_fen=100_000, paid=()):
    """A receivable; paid: (date, amount) of payments that were cleared. Its id."""
    outstanding = amount_fen - sum(amount for _, amount in paid)
    last = max([date for date, _ in paid], default=None)
    id_ = insert(credit, "receivable", customer_id=customer, reservation_id=str(uuid.uuid4()), order_ref=uuid.uuid4().hex,
                 amount_fen=amount_fen, outstanding_fen=outstanding, within_limit_fen=outstanding, granted_fen=0, covered_fen=amount_fen,
                 shipped_on=due_on - datetime.timedelta(30), due_on=due_on, state="OPEN" if outstanding else "SETTLED",
                 settled_on=None if outstanding else last, settled_at=None if outstanding else noon(last))
    for date, amount in paid:
        insert(credit, "payment", receivable_id=id_, customer_id=customer, amount_fen=amount, instrument="TRANSFER",
               status="CLEARED", paid_on=date, cleared_on=date)
    return id_


def good_record(credit, customer):
    """Something fell due a month ago and was paid in time: behaviour 100."""
    due = credit.today(-30)
    return receivable(credit, customer, due, paid=[(due, 100_000)])


def incident(credit, customer, kind="DISHONOURED", discovered_on=None, state="OPEN"):
    """A bill incident; its id."""
    on = discovered_on or credit.today()
    return insert(credit, "bill_incident", customer_id=customer, instrument="CHEQUE", number=uuid.uuid4().hex, bank="工商银行",
                  amount_fen=10_000, due_on=on, kind=kind, discovered_on=on, report_due_on=on, state=state,
                  closed_at=noon(on) if state == "CLOSED" else None)


# --- adjustments -------------------------------------------------------------


def proposal(customer, grade, limit_fen=0, term_days=0, submit=True, **more):
    return without_none({"customer_id": customer, "to_grade": grade, "to_limit_fen": limit_fen, "to_term_days": term_days,
                         "reason": "依据调查报告", "submit": submit, **more})


def propose(credit, customer, grade, limit_fen=0, term_days=0, by=None, **more):
    """The answer to a proposal that is submitted at once, unless told otherwise."""
    return (by or credit.finance()).post("/v1/credit-adjustments", proposal(customer, grade, limit_fen, term_days, **more), key=True)


def act(credit, adjustment, what, by, **body):
    """The answer: submit, approve, reject, withdraw, acknowledge, scrutinise."""
    id_ = adjustment if isinstance(adjustment, str) else adjustment["id"]
    return by.post(f"/v1/credit-adjustments/{id_}/{what}", body or None, key=True)


def approve(credit, adjustment):
    """By the manager and then the director: the last answer."""
    answer = act(credit, adjustment, "approve", credit.manager())
    assert answer.status_code == 200, answer.text
    return act(credit, adjustment, "approve", credit.director())


def adjust(credit, customer, grade, limit_fen=0, term_days=0, **more):
    """A whole adjustment, from finance's proposal to the director's approval: as it then is. What it rests on must be
    there: report(), and for A good_record()."""
    answer = propose(credit, customer, grade, limit_fen, term_days, **more)
    assert answer.status_code == 201, answer.text
    answer = approve(credit, answer.json())
    assert answer.status_code == 200, answer.text
    return answer.json()


def graded(credit, grade="B", limit_fen=0, term_days=0, salesperson=0, score=95, **more):
    """A customer that was graded by all the rules, on a report of today: its id."""
    customer = credit.customer(salesperson)
    report(credit, customer, score)
    if grade == "A":
        good_record(credit, customer)
    adjust(credit, customer, grade, limit_fen, term_days, **more)
    return customer


def submitted(credit, customer, grade, limit_fen=0, term_days=0, **more):
    """A proposal that was taken: as it then is."""
    answer = propose(credit, customer, grade, limit_fen, term_days, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def refused(answer, status, code, rule):
    """What a refusal by this rule says."""
    assert (*code_of(answer), answer.json().get("rule")) == (status, code, rule), answer.text
    return answer.json()


def check(credit, customer, amount_fen, **more):
    """The answer to the question whether an order may be shipped on credit."""
    return credit.finance().post("/v1/credit-checks", {
        "customer_id": customer, "order_ref": order(), "amount_fen": amount_fen, "payment_mode": "CREDIT", "reserve": False,
        **more}, key=True, expect=200).json()


@pytest.fixture
def ungraded(credit):
    """A customer with a report of today that makes B, or with a record A."""
    customer = credit.customer()
    report(credit, customer)
    return customer
