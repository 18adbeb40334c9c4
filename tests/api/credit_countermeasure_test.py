"""What is done about a customer that has deteriorated, and what each measure does (R3.30, R3.31)."""
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from credit import credit, order  # noqa: F401
from credit_money import money  # noqa: F401
from emergencies import UNKNOWN, emergencies  # noqa: F401
from factories import code_of

MODES = ("CREDIT", "CASH_ON_DELIVERY", "PREPAYMENT")


def test_R3_31_example_1_a_cap_for_an_order(credit, emergencies):
    customer, _, instruction = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    measure = emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    assert (measure["state"], measure["executed_by"]) == ("IN_FORCE", credit.salesperson().sub)
    for mode in MODES:
        assert emergencies.check(customer, 1_000_000, mode)["decision"] == "APPROVED"
        answer = emergencies.check(customer, 1_000_001, mode)
        assert (answer["decision"], answer["reasons"]) == ("DECLINED", ["COUNTERMEASURE_BLOCK"])
    assert emergencies.lift(measure, credit.manager()).json()["state"] == "LIFTED"
    assert emergencies.check(customer, 1_000_001)["decision"] == "APPROVED"


def test_R3_31_example_2_a_cap_for_the_month(credit, emergencies, clock):
    customer, _, instruction = emergencies.instructed({"REDUCE_SUPPLY": 5_000_000})
    for mode, amount in (("CREDIT", 4_000_000), ("CASH_ON_DELIVERY", 500_000)):
        assert emergencies.check(customer, amount, mode, reserve=True)["decision"] == "APPROVED"
    emergencies.executed(instruction, "REDUCE_SUPPLY", figure_fen=5_000_000)
    for mode in MODES:
        assert emergencies.check(customer, 500_000, mode)["decision"] == "APPROVED"
        assert emergencies.check(customer, 500_001, mode)["reasons"] == ["COUNTERMEASURE_BLOCK"]
    clock.forward(days=32)
    assert emergencies.check(customer, 5_000_000, "PREPAYMENT")["decision"] == "APPROVED"
    assert emergencies.check(customer, 5_000_001, "PREPAYMENT")["reasons"] == ["COUNTERMEASURE_BLOCK"]


def test_R3_31_an_order_counts_in_the_month_it_was_let_pass(credit, emergencies, money):
    """Shipped in the next one, it takes nothing of that month's supply."""
    customer, _, instruction = emergencies.instructed({"REDUCE_SUPPLY": 5_000_000})
    last = credit.today(1).replace(day=1) + datetime.timedelta(40)
    last = last.replace(day=1) - datetime.timedelta(1)  # of this month, or of the next one
    money.to(last, "12:00:00")
    reserved = emergencies.check(customer, 4_000_000, reserve=True)["reservation_id"]
    emergencies.executed(instruction, "REDUCE_SUPPLY", figure_fen=5_000_000)
    money.to(last + datetime.timedelta(1))
    assert emergencies.check(customer, 4_500_000, "CASH_ON_DELIVERY", reserve=True)["decision"] == "APPROVED"
    assert emergencies.check(customer, 500_001, "CASH_ON_DELIVERY")["reasons"] == ["COUNTERMEASURE_BLOCK"]
    answer = emergencies.commit(reserved, 4_000_000)
    assert answer.status_code == 200, answer.text


def test_R3_31_example_3_a_deposit(credit, emergencies):
    customer, _, instruction = emergencies.instructed({"INCREASE_DEPOSIT": 2_000_000})
    measure = emergencies.executed(instruction, "INCREASE_DEPOSIT", figure_fen=2_000_000)
    path = f"/v1/credit-profiles/{customer}/deposit-payments"

    def pay(amount_fen, days=0, by=None):
        return (by or credit.finance()).post(path, {"amount_fen": amount_fen, "paid_on": str(credit.today(days))}, key=True)

    paid = pay(1_999_999)
    assert paid.status_code == 201
    assert credit.finance().get(paid.headers["Location"], expect=200).json()["amount_fen"] == 1_999_999
    assert emergencies.check(customer, 100)["reasons"] == ["COUNTERMEASURE_BLOCK"]
    assert emergencies.check(customer, 100, "CASH_ON_DELIVERY")["decision"] == "APPROVED"
    assert pay(1).status_code == 201
    assert emergencies.check(customer, 100)["decision"] == "APPROVED"
    assert credit.profile(customer)["deposit_paid_fen"] == 2_000_000
    assert [one["amount_fen"] for one in credit.salesperson().get(path, expect=200).json()["items"]] == [1, 1_999_999]
    assert code_of(pay(-2_000_001)) == (422, "OVERPAYMENT")
    assert code_of(pay(1, days=1)) == (422, "TIME_IN_FUTURE")
    assert code_of(pay(0)) == (400, "VALIDATION_FAILED")
    assert code_of(pay(1, by=credit.manager())) == (403, "FORBIDDEN_ROLE")
    assert credit.salesperson(1).get(path).status_code == 403
    assert credit.finance().get(f"/v1/credit-profiles/{UNKNOWN}/deposit-payments").status_code == 404
    assert emergencies.lift(measure, credit.director()).status_code == 200
    assert credit.profile(customer)["deposit_required_fen"] == 0
    assert pay(-2_000_000).status_code == 201
    assert credit.profile(customer)["deposit_paid_fen"] == 0
    # What was lifted is demanded no longer, and can be demanded again.
    emergencies.executed(instruction, "INCREASE_DEPOSIT", figure_fen=2_000_000)


def test_R3_31_example_4_goods_instead_of_money(credit, emergencies):
    customer = credit.trading()
    receivable = emergencies.receivable(customer, 1_000_000)
    report = emergencies.report(customer)
    instruction = emergencies.instruct(report, credit.manager(), {"PAYMENT_IN_KIND": 2_000_000})
    taken = {"type": "PAYMENT_IN_KIND", "figure_fen": 300_000, "receivable_id": receivable}
    answer = emergencies.execute(instruction, **taken)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.31"
    measure = emergencies.executed(instruction, by=credit.finance(), details="货物作价三千元", **taken)
    assert emergencies.outstanding(receivable) == 700_000
    paid = credit.db_value("select instrument || ' ' || payer || ' ' || countermeasure_id from payment where id = %s",
                           measure["payment_id"])
    assert paid == f"GOODS CUSTOMER {measure['id']}"
    answer = emergencies.execute(instruction, by=credit.finance(), **{**taken, "figure_fen": 700_001})
    assert code_of(answer) == (422, "OVERPAYMENT")
    assert emergencies.outstanding(receivable) == 700_000


def test_R3_31_a_third_party_pays(credit, emergencies):
    customer = credit.trading()
    receivable = emergencies.receivable(customer, 1_000_000)
    instruction = emergencies.instruct(emergencies.report(customer), credit.manager(), {"SUBROGATED_PAYMENT": None})
    measure = emergencies.executed(instruction, "SUBROGATED_PAYMENT", by=credit.finance(), figure_fen=1_000_000,
                                   receivable_id=receivable, paid_on=str(credit.today()))
    assert emergencies.outstanding(receivable) == 0
    assert credit.db_value("select payer from payment where id = %s", measure["payment_id"]) == "THIRD_PARTY"
    other = emergencies.receivable(credit.trading(), 1000)
    answer = emergencies.execute(instruction, "SUBROGATED_PAYMENT", by=credit.finance(), figure_fen=1, receivable_id=other)
    assert code_of(answer) == (400, "VALIDATION_FAILED")
    assert emergencies.outstanding(other) == 1000


@pytest.mark.parametrize("type_, condition", [("GUARANTOR", "PERSONAL_GUARANTEE"), ("JOINT_GUARANTOR", "JOINT_GUARANTEE"),
                                              ("NOTARISE_CONTRACT", "NOTARISED_CONTRACT")])
def test_R3_31_a_condition(credit, emergencies, type_, condition):
    customer, _, instruction = emergencies.instructed({type_: None})
    measure = emergencies.executed(instruction, type_)
    made = credit.finance().get(f"/v1/trading-conditions/{measure['condition_id']}", expect=200).json()
    assert (made["type"], made["state"], made["basis"]) == (condition, "REQUIRED", "COUNTERMEASURE")
    assert made["basis_id"] == measure["id"]
    assert emergencies.check(customer, 100)["reasons"] == ["CONDITION_UNMET"]
    assert emergencies.check(customer, 100, "CASH_ON_DELIVERY")["decision"] == "APPROVED"
    # Only an adjustment waives it (SM-20).
    assert emergencies.lift(measure, credit.manager()).status_code == 200
    assert emergencies.check(customer, 100)["reasons"] == ["CONDITION_UNMET"]


def satisfied(credit, customer, type_, days=0):
    """A condition that is met, until a day."""
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("""insert into trading_condition (id, customer_id, type, applies_to, basis, basis_id, state, valid_until,
                                                         created_at, created_by, changed_at, changed_by, trace_id)
                          values (gen_random_uuid(), %s, %s, 'CREDIT', 'REPORT', gen_random_uuid(), 'SATISFIED', %s,
                                  now(), 'test', now(), 'test', 'test')""", (customer, type_, credit.today(days)))


def test_R3_31_a_claim_needs_a_guarantee(credit, emergencies):
    customer, _, instruction = emergencies.instructed({"CLAIM_GUARANTOR": 500_000})
    assert code_of(emergencies.execute(instruction, "CLAIM_GUARANTOR")) == (400, "VALIDATION_FAILED")
    claim = {"type": "CLAIM_GUARANTOR", "details": "向担保人发出追偿函"}
    answer = emergencies.execute(instruction, **claim, figure_fen=500_000)
    assert code_of(answer) == (422, "NO_GUARANTEE") and answer.json()["rule"] == "R3.31"
    satisfied(credit, customer, "PERSONAL_GUARANTEE", days=-1)
    satisfied(credit, customer, "COLLATERAL")
    assert code_of(emergencies.execute(instruction, **claim)) == (422, "NO_GUARANTEE")
    satisfied(credit, customer, "JOINT_GUARANTEE")
    emergencies.executed(instruction, **claim, figure_fen=500_000)


def test_R3_31_a_claim_for_a_bill_is_a_recovery_action(credit, emergencies):
    customer = credit.trading()
    incident = emergencies.incident(customer)
    instruction = emergencies.instruct(incident, credit.manager(), {"CLAIM_GUARANTOR": None}, ruling="RECOVER_ONLY")
    satisfied(credit, customer, "PERSONAL_GUARANTEE")
    emergencies.executed(instruction, "CLAIM_GUARANTOR", details="向担保人发出追偿函")
    action, = credit.finance().get(f"/v1/bill-incidents/{incident['id']}/recovery-actions", expect=200).json()["items"]
    assert (action["action"], action["recovered_fen"]) == ("向担保人发出追偿函", 0)


def test_R3_31_collateral_is_taken(credit, emergencies):
    customer = credit.trading()
    receivable = emergencies.receivable(customer, 1_000_000)
    instruction = emergencies.instruct(emergencies.report(customer), credit.manager(), {"TAKE_COLLATERAL": 800_000})
    taken = {"type": "TAKE_COLLATERAL", "figure_fen": 800_000, "receivable_id": receivable, "by": credit.finance()}
    assert code_of(emergencies.execute(instruction, **taken)) == (422, "NO_COLLATERAL")
    satisfied(credit, customer, "COLLATERAL")
    assert code_of(emergencies.execute(instruction, **{**taken, "figure_fen": 800_001})) == (422, "NOT_INSTRUCTED")
    emergencies.executed(instruction, **taken)
    assert emergencies.outstanding(receivable) == 200_000


def test_R3_31_another_measure_has_a_reason_and_no_effect(credit, emergencies):
    customer, _, instruction = emergencies.instructed({"OTHER": None})
    assert code_of(emergencies.execute(instruction, "OTHER")) == (400, "VALIDATION_FAILED")
    assert code_of(emergencies.execute(instruction, "OTHER", details=" ")) == (400, "VALIDATION_FAILED")
    emergencies.executed(instruction, "OTHER", details="每周上门对账")
    assert emergencies.check(customer, 100)["decision"] == "APPROVED"


@pytest.mark.parametrize("wrong", [{"type": "SHIPMENT_LIMIT"}, {"type": "SHIPMENT_LIMIT", "figure_fen": 0},
                                   {"type": "NOTARISE_CONTRACT", "figure_fen": 1}, {"type": "FINE"},
                                   {"type": "PAYMENT_IN_KIND", "figure_fen": 1}])
def test_R3_31_malformed_measures(credit, emergencies, wrong):
    assert code_of(emergencies.execute({"id": UNKNOWN}, **wrong)) == (400, "VALIDATION_FAILED")


def test_R3_30_who_executes(credit, emergencies):
    _, _, instruction = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    for outsider in (credit.salesperson(1), credit.manager(1), credit.finance()):
        answer = emergencies.execute(instruction, "SHIPMENT_LIMIT", by=outsider, figure_fen=1_000_000)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.30"
    measure = emergencies.executed(instruction, "SHIPMENT_LIMIT", by=credit.manager(), figure_fen=1_000_000)
    assert credit.salesperson(1).get(f"/v1/countermeasures/{measure['id']}").status_code == 403
    credit.salesperson().get(f"/v1/countermeasures/{measure['id']}", expect=200)


def test_R3_30_within_means_not_above(credit, emergencies):
    """A lower cap lets no more pass than was ordered."""
    customer, _, instruction = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    assert code_of(emergencies.execute(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_001)) == (422, "NOT_INSTRUCTED")
    emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=900_000)
    emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    assert emergencies.check(customer, 900_001)["reasons"] == ["COUNTERMEASURE_BLOCK"]


def test_R3_31_who_lifts(credit, emergencies):
    _, _, instruction = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    measure = emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    assert code_of(emergencies.lift(measure, credit.salesperson())) == (403, "SEPARATION_OF_DUTIES")
    for outsider in (credit.salesperson(1), credit.manager(1), credit.finance()):
        assert code_of(emergencies.lift(measure, outsider)) == (403, "FORBIDDEN_ROLE")
    lifted = emergencies.lift(measure, credit.president())
    assert (lifted.json()["state"], lifted.json()["lift_reason"]) == ("LIFTED", "经营恢复正常")
    assert code_of(emergencies.lift(measure, credit.manager())) == (409, "INVALID_STATE")
    assert emergencies.lift({"id": UNKNOWN}, credit.manager()).status_code == 404


def test_R3_30_at_once_not_above_the_figure_together(credit, emergencies):
    customer, _, instruction = emergencies.instructed({"INCREASE_DEPOSIT": 2_000_000})
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(
            lambda _: emergencies.execute(instruction, "INCREASE_DEPOSIT", figure_fen=1_000_000), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 422, 422]
    assert credit.profile(customer)["deposit_required_fen"] == 2_000_000


def test_R3_31_the_money_of_a_bill_is_recovered_in_kind(credit, emergencies):
    customer = credit.trading()
    receivable = emergencies.receivable(customer, 1_000_000)
    incident = credit.salesperson().post("/v1/bill-incidents", {
        "customer_id": customer, "receivable_id": receivable, "instrument": "CHEQUE", "number": order(), "bank": "工商银行",
        "amount_fen": 1_000_000, "due_on": str(credit.today(-1)), "kind": "DISHONOURED"}, key=True, expect=201).json()
    instruction = emergencies.instruct(incident, credit.manager(), {"PAYMENT_IN_KIND": 400_000}, ruling="RECOVER_ONLY")
    emergencies.executed(instruction, "PAYMENT_IN_KIND", by=credit.finance(), figure_fen=400_000, receivable_id=receivable)
    assert emergencies.outstanding(receivable) == 600_000
    shown = credit.finance().get(f"/v1/bill-incidents/{incident['id']}", expect=200).json()
    assert (shown["recovered_fen"], shown["remaining_loss_fen"]) == (400_000, 600_000)
