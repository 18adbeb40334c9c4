"""The compliance register: what the records say, computed when it is asked for (R3.4)."""
import csv
import io
import uuid

import pytest

from credit import credit, order  # noqa: F401
from credit_cards import cards  # noqa: F401
from factories import code_of, new

WRITTEN = "created_at, created_by, changed_at, changed_by, trace_id"
BY = "now(), 'f', now(), 'f', repeat('0', 32)"


@pytest.fixture(scope="module")
def register(credit, cards):
    return Register(credit, cards)


class Register:
    def __init__(self, credit, cards):
        self.credit, self.cards, self.execute = credit, cards, cards.execute

    def of(self, customer, type=None, by=None, **more):
        params = {"customer_id": customer, "limit": 100, **({"type": type} if type else {}), **more}
        return (by or self.credit.finance()).get("/v1/credit-compliance", params=params, expect=200).json()["items"]

    def one(self, customer, type, since, by=None, **more):
        found, = self.of(customer, type, by, **more)
        assert (found["customer_id"], found["since"]) == (customer, str(since))
        assert found["responsible_salesperson_id"] == self.credit.people["salesperson", 0]["id"]
        assert found["department_id"] == self.credit.department["id"] and found["customer_name"] and found["department_name"]
        return found["detail"]

    def insert(self, table, **columns):
        """Facts past the rules; the id."""
        made = str(uuid.uuid4())
        names = ", ".join(["id", *columns])
        self.execute(f"insert into {table} ({names}, {WRITTEN}) values ({', '.join(['%s'] * (len(columns) + 1))}, {BY})",
                     made, *columns.values())
        return made

    def receivable(self, customer, outstanding_fen, due_on):
        return self.insert("receivable", customer_id=customer, reservation_id=str(uuid.uuid4()), order_ref=order(),
                           amount_fen=outstanding_fen, outstanding_fen=outstanding_fen, within_limit_fen=outstanding_fen, covered_fen=outstanding_fen,
                           granted_fen=0, shipped_on=due_on, due_on=due_on, state="OPEN")


def test_R3_4_example_1_a_limit_below_the_exposure(credit, register):
    """Exposure 80,000.00, limit lowered to 50,000.00: 3,000,000 fen."""
    customer = credit.trading()
    register.receivable(customer, 8_000_000, credit.today(30))
    assert register.of(customer, "LIMIT_BELOW_EXPOSURE") == []
    credit.set(customer, limit_fen=5_000_000)
    register.insert("credit_line_version", customer_id=customer, grade="A", limit_fen=5_000_000, term_days=92,
                    valid_from=f"{credit.today(-2)}T10:00:00+08:00", cause="ADJUSTMENT")
    detail = register.one(customer, "LIMIT_BELOW_EXPOSURE", credit.today(-2))
    assert detail == {"limit_fen": 5_000_000, "exposure_fen": 8_000_000, "excess_fen": 3_000_000}


def test_R3_4_example_2_nothing_found(credit, register):
    assert register.of(credit.customer()) == []
    assert credit.finance().get("/v1/credit-compliance", params={"to": "1990-01-01"}, expect=200).json()["items"] == []


def test_R3_4_example_3_a_sales_manager_sees_the_own_department(credit, register):
    mine, other = credit.trading(salesperson=0), credit.trading(salesperson=2)
    for reader in (credit.finance(), credit.director(), credit.president()):
        assert register.of(mine, by=reader) and register.of(other, by=reader)
    assert register.of(mine, by=credit.manager(0)) and register.of(other, by=credit.manager(0)) == []
    assert register.of(other, by=credit.manager(1)) and register.of(mine, by=credit.manager(1)) == []
    listed = credit.manager(1).get("/v1/credit-compliance", params={"limit": 100}, expect=200).json()["items"]
    assert {one["department_id"] for one in listed} == {credit.other_department["id"]}
    answer = credit.salesperson().get("/v1/credit-compliance")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_R3_4_reports_and_verifications(credit, register):
    customer = credit.trading()
    credit.set(customer, report_due_on=credit.today(), verification_due_on=credit.today())
    assert register.of(customer, "REPORT_OVERDUE,VERIFICATION_OVERDUE") == []
    credit.set(customer, report_due_on=credit.today(-1), verification_due_on=credit.today(-3))
    assert register.one(customer, "REPORT_OVERDUE", credit.today()) == {"due_on": str(credit.today(-1)), "days": 1}
    assert register.one(customer, "VERIFICATION_OVERDUE", credit.today(-2)) == {"due_on": str(credit.today(-3)), "days": 3}
    credit.set(customer, trading_status="TERMINATED")
    assert register.of(customer, "REPORT_OVERDUE,VERIFICATION_OVERDUE") == []


def test_R3_4_receivables(credit, register):
    customer = credit.trading()
    register.receivable(customer, 500, credit.today())
    late = register.receivable(customer, 700, credit.today(-10))
    detail = register.one(customer, "OVERDUE_RECEIVABLE", credit.today(-9))
    assert (detail["receivable_id"], detail["outstanding_fen"], detail["days"]) == (late, 700, 10)


@pytest.mark.parametrize("days", [[], [0], [0, -1], [0, -1, -2], [0, -1, -364, -365, -366, -367], [-366, -367, -400]])
@pytest.mark.parametrize("declared_fen", [None, 6_000_001])
def test_R3_4_the_limit_and_one_purchase(credit, cards, register, days, declared_fen):
    """As the purchase basis computes it (R3.8), entry by entry, cancelled ones not."""
    customer = credit.trading()
    card = cards.info_card(customer)
    if declared_fen:
        cards.report(customer, filed_on=credit.today(-1), declared_fen=declared_fen)
    for number, day in enumerate(days):
        cards.bought(card, 5_000_000 + number, days=day)
    cancelled = cards.bought(card, 900_000_000)
    credit.salesperson().post(f"/v1/purchases/{cancelled['id']}/cancel", {"reason": "取消"}, expect=200)
    basis = credit.finance().get(f"/v1/credit-profiles/{customer}/purchase-basis", expect=200).json()
    found, = register.of(customer, "LIMIT_ABOVE_ONE_PURCHASE")
    assert found["detail"] == {"limit_fen": 10_000_000, "one_purchase_fen": basis["one_purchase_fen"],
                               "excess_fen": 10_000_000 - basis["one_purchase_fen"]}
    credit.set(customer, limit_fen=basis["one_purchase_fen"])
    assert register.of(customer, "LIMIT_ABOVE_ONE_PURCHASE") == []


def test_R3_4_information_cards(credit, cards, register):
    customer = credit.trading()
    assert register.one(customer, "INFO_CARD_MISSING", credit.today()) == {"trading_status": "ACTIVE"}
    card = cards.info_card(customer)
    assert register.of(customer, "INFO_CARD_MISSING,INFO_CARD_STALE") == []
    cards.execute("update info_card set content_changed_on = '2026-08-31', version = version + 1 where id = %s", card["id"])
    detail = register.one(customer, "INFO_CARD_STALE", "2026-12-01") if credit.today().isoformat() > "2026-11-30" else None
    assert detail is None or detail == {"info_card_id": card["id"], "content_changed_on": "2026-08-31"}
    assert register.of(credit.customer(), "INFO_CARD_MISSING") == []


def test_R3_4_conditions(credit, cards, register):
    customer = credit.trading()
    made = cards.condition(customer)
    cards.evidence(made, valid_until=str(credit.today()))
    cards.confirm(made)
    assert register.of(customer, "CONDITION_LAPSED") == []
    cards.execute("update trading_condition set valid_until = %s, version = version + 1 where id = %s", credit.today(-5), made["id"])
    detail = {"condition_id": made["id"], "type": "JOINT_GUARANTEE", "applies_to": "CREDIT"}
    assert register.one(customer, "CONDITION_LAPSED", credit.today(-4)) == detail
    cards.evidence(made, valid_until=str(credit.today(30)))
    assert register.one(customer, "CONDITION_LAPSED", credit.today(-4)) == detail
    cards.confirm(made)
    assert register.of(customer, "CONDITION_LAPSED") == []


def test_R3_4_suggestions(credit, register):
    before = credit.finance().get("/v1/credit-compliance", params={"type": "SUGGESTION_UNANSWERED", "limit": 100}, expect=200).json()
    made = register.insert("policy_suggestion", kind="SUGGESTION", ground="MARKET", text="建议", state="OPEN", due_on=credit.today(-2))
    register.execute("update policy_suggestion set created_by = %s, version = version + 1 where id = %s", credit.salesperson(2).sub, made)
    after = credit.finance().get("/v1/credit-compliance", params={"type": "SUGGESTION_UNANSWERED", "limit": 100}, expect=200).json()
    found, = [one for one in after["items"] if one["id"] not in {known["id"] for known in before["items"]}]
    assert (found["since"], found["department_id"]) == (str(credit.today(-1)), credit.other_department["id"])
    assert found["detail"] == {"suggestion_id": made, "due_on": str(credit.today(-2)), "written_by": credit.salesperson(2).sub, "days": 2}
    assert "customer_id" not in found
    register.execute("update policy_suggestion set state = 'DECLINED', version = version + 1 where id = %s", made)


def test_R3_4_emergencies_adjustments_and_stops(credit, register):
    customer = credit.trading()
    boss = credit.people["sales_manager", 0]["id"]
    report = register.insert("emergency_report", customer_id=customer, category="CREDIT_CHANGE", direction="DETERIORATED",
                             observed_at="2026-01-01T00:00:00Z", description="停产", source="SALESPERSON", source_id=str(uuid.uuid4()),
                             reporter="s", addressed_to_id=boss, reporting_line="{}", state="REPORTED",
                             instruction_due_at=f"{credit.today(-1)}T09:00:00+08:00")
    detail = register.one(customer, "EMERGENCY_WITHOUT_INSTRUCTION", credit.today(-1))
    assert detail == {"emergency_report_id": report, "category": "CREDIT_CHANGE", "addressed_to_id": boss,
                      "instruction_due_at": f"{credit.today(-1)}T01:00:00Z"}
    adjustment = register.insert("credit_adjustment", customer_id=customer, kind="OTHER", state="EFFECTIVE", from_grade="A",
                                 from_limit_fen=0, from_term_days=0, to_grade="A", to_limit_fen=1, to_term_days=0, reason="x",
                                 ack_due_on=credit.today(-1))
    assert register.one(customer, "ADJUSTMENT_NOT_ACKNOWLEDGED", credit.today()) == {
        "adjustment_id": adjustment, "due_on": str(credit.today(-1)), "days": 1}
    stop = register.insert("suspension", customer_id=customer, ordered_by="m", ordered_rank=1, reason="x",
                           started_at=f"{credit.today(-7)}T09:00:00+08:00", review_on=credit.today())
    assert "SUSPENSION_TO_REVIEW" not in [found["type"] for found in register.of(customer)]
    register.execute("update suspension set review_on = %s, version = version + 1 where id = %s", credit.today(-1), stop)
    assert register.one(customer, "SUSPENSION_TO_REVIEW", credit.today()) == {
        "suspension_id": stop, "ordered_by": "m", "review_on": str(credit.today(-1))}
    incident = register.insert("bill_incident", customer_id=customer, instrument="CHEQUE", number=new("N"), bank="ICBC",
                               amount_fen=100, due_on=credit.today(-5), kind="DISHONOURED", discovered_on=credit.today(-3),
                               report_due_on=credit.today(-2), state="OPEN")
    assert register.one(customer, "BILL_INCIDENT_UNREPORTED", credit.today(-1))["bill_incident_id"] == incident
    register.execute("update emergency_report set state = 'INSTRUCTED', version = version + 1 where id = %s", report)
    assert register.of(customer, "EMERGENCY_WITHOUT_INSTRUCTION") == []


def test_R3_4_declined_checks_are_counted_per_department(credit, register):
    def counted(**more):
        found = credit.finance().get("/v1/credit-compliance", params={
            "type": "DECLINED_CHECK", "department_id": credit.other_department["id"], **more}, expect=200).json()["items"]
        return found[0]["detail"] if found else {"count": 0, "reasons": {}}

    before = counted()
    customer = credit.customer(salesperson=2)
    for mode in ("CREDIT", "CASH_ON_DELIVERY"):
        credit.salesperson(2).post("/v1/credit-checks", {"customer_id": customer, "order_ref": order(), "amount_fen": 100,
                                                         "payment_mode": mode, "reserve": False}, key=True, expect=200)
    after = counted()
    assert after["count"] == before["count"] + 2
    assert after["reasons"]["TRADING_NOT_STARTED"] == before["reasons"].get("TRADING_NOT_STARTED", 0) + 2
    assert after["reasons"]["GRADE_NO_CREDIT"] == before["reasons"].get("GRADE_NO_CREDIT", 0) + 1
    tomorrow = str(credit.today(1))
    assert counted(**{"from": tomorrow})["count"] == 0
    assert counted(**{"from": str(credit.today()), "to": tomorrow})["count"] >= 2


def test_R3_4_periods_filters_and_csv(credit, register):
    customer = credit.trading()
    credit.set(customer, report_due_on=credit.today(-10))
    since = str(credit.today(-9))
    assert [one["since"] for one in register.of(customer, "REPORT_OVERDUE", to=since)] == [since]
    assert register.of(customer, "REPORT_OVERDUE", to=str(credit.today(-10))) == []
    assert [one["since"] for one in register.of(customer, "REPORT_OVERDUE", **{"from": str(credit.today(-1))})] == [since]
    assert register.of(customer, "REPORT_OVERDUE", **{"since.gte": str(credit.today(-8))}) == []
    answer = credit.finance().get("/v1/credit-compliance", params={"customer_id": customer, "type": "REPORT_OVERDUE"},
                                  headers={"Accept": "text/csv"}, expect=200)
    row, = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (row["type"], row["customer_id"], row["since"]) == ("REPORT_OVERDUE", customer, since)
    assert credit.finance().post("/v1/credit-compliance", {}).status_code == 405
