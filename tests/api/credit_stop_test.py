"""The credit service after it was away for days: what was to happen meanwhile happens once, and what the customers service
did is caught up with (R3.3, R3.15 to R3.17, R3.27, R3.36)."""
import datetime

import pytest

from credit import SALES, credit, order  # noqa: F401
from credit_cards import cards  # noqa: F401
from credit_money import money  # noqa: F401
from credit_orders import check, grant
from credit_policies import policies  # noqa: F401
from credit_grading import report
from factories import distributor, told


@pytest.fixture
def away(credit):
    """Ends the service, moves the clock, and starts it again: away(days, what happens meanwhile)."""
    def go(days, meanwhile):
        credit.suite.kill("credit")
        try:
            done = meanwhile()
            credit.clock.forward(days=days)
        finally:
            credit.suite.script("suite", "start")
        credit.suite.await_(lambda: credit.suite.is_ready(credit.suite.base + 102), 20)
        return done
    return go


def test_R3_27_days_away(credit, money, cards, policies, away):
    customer = credit.trading()
    receivable, paid = (money.receivable(customer, 100_000, due=3) for _ in range(2))
    money.pay(paid, 100_000)
    reserved = check(credit, customer, 200_000)
    ref = order()
    condition = cards.condition(customer, "COLLATERAL", valid_until=str(credit.today(2)))
    cards.evidence(condition)
    cards.confirm(condition)
    report(credit, customer, filed_on=credit.today(-60))
    due = credit.today(5)
    credit.set(customer, report_due_on=due, verification_due_on=due)
    # Its timers, as the filing of the report would have set them; and that of a grant.
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        granted = grant(credit, customer, ref, 100, days=2)
        for kind, subject, at in (("report_notice", customer, due - datetime.timedelta(7)), ("report_overdue", customer, due + datetime.timedelta(1)),
                                  ("overlimit_lapse", granted, credit.today(3))):
            cursor.execute("""insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
                              select %s, %s, t, t, 'SET', now(), 'test', repeat('0', 32)
                                from (select %s::date::timestamp at time zone 'Asia/Shanghai' as t) d""", [kind, subject, at])
    version = policies.promulgate(policies.approved({"credit.overlimit.tier1_percent": 11}), credit.today(1))

    def meanwhile():
        """A customer is entered, another one goes to another salesperson."""
        made = credit.company.supervisor(credit.department).post("/v1/customers", distributor(
            responsible_employee_id=credit.people[SALES, 0]["id"]), expect=201).json()["id"]
        for person in (1, 0, 1):
            credit.company.manager(credit.department).post(f"/v1/customers/{customer}/reassign", {
                "responsible_employee_id": credit.people[SALES, person]["id"], "reason": "片区调整"}, expect=200)
        return made

    made = away(8, meanwhile)
    credit.await_profile(made)
    credit.suite.await_(lambda: credit.profile(customer)["responsible_salesperson_id"] == credit.people[SALES, 1]["id"])
    service = credit.service()
    for type, subject in (("receivable_overdue", receivable), ("report_due", customer), ("report_overdue", customer)):
        assert len(told(service, f"credit.{type}", subject)) == 1, type
    credit.suite.await_(lambda: credit.db_value("select state from overlimit_request where id = %s", granted) == "LAPSED")
    credit.suite.await_(lambda: credit.db_value("select state from trading_condition where id = %s", condition["id"]) == "LAPSED")
    assert policies.get(version)["state"] == "EFFECTIVE" and policies.values(["credit.overlimit.tier1_percent"]) == {
        "credit.overlimit.tier1_percent": 11}
    shown = credit.profile(customer)
    assert (shown["reserved_fen"], shown["committed_fen"]) == (0, 100_000)
    state = credit.finance().get(f"/v1/reservations/{reserved['reservation_id']}", expect=200).json()["state"]
    assert state == "EXPIRED"
    assert check(credit, customer, 100, by=service, reserve=False)["reasons"] == ["CONDITION_UNMET", "OVERDUE_RECEIVABLE"]
    # A second stop adds nothing: each was told once.
    away(2, lambda: None)
    money.pay(receivable, 100_000)
    for type, subject in (("receivable_overdue", receivable), ("report_overdue", customer)):
        assert len(told(service, f"credit.{type}", subject)) == 1, type
    policies.in_effect({"credit.overlimit.tier1_percent": 10})
