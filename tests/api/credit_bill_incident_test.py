"""Bills and cheques that were dishonoured or delayed: reported, recovered, and closed with or without a loss (R3.38)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from credit import credit  # noqa: F401
from credit_grading import good_record, report
from credit_money import code_of, money  # noqa: F401
from factories import new, pointers, told

REPORT = {"circumstances": "余额不足被退票", "prospects": "月底前可付", "proposal": "暂停供货并催收"}


def noted(credit, money, customer, by=None, **more):
    """Reported by the responsible salesperson: the answer."""
    return (by or credit.salesperson()).post("/v1/bill-incidents", {
        "customer_id": customer, "instrument": "CHEQUE", "number": new("N"), "bank": "中国银行", "amount_fen": 1_000_000,
        "due_on": money.day(-1), "kind": "DISHONOURED", **more}, key=True)


@pytest.mark.parametrize("act, kind", [("dishonour", "DISHONOURED"), ("delay", "DELAYED")])
def test_R3_38_example_1_a_cheque_opens_an_incident(credit, money, act, kind):
    customer = credit.trading()
    incident, receivable = money.incident(customer, 1_000_000, act, due_on=money.day(-1))
    assert (incident["state"], incident["kind"], incident["instrument"]) == ("OPEN", kind, "CHEQUE")
    assert (incident["amount_fen"], incident["recovered_fen"], incident["remaining_loss_fen"]) == (1_000_000, 0, 1_000_000)
    assert (incident["customer_id"], incident["receivable_id"]) == (customer, receivable)
    assert (incident["discovered_on"], incident["due_on"]) == (money.day(), money.day(-1))
    assert money.of(receivable)["outstanding_fen"] == 1_000_000
    for mode, reasons in (("CREDIT", ["OPEN_BILL_INCIDENT"]), ("CASH_ON_DELIVERY", [])):
        asked = credit.salesperson().post("/v1/credit-checks", {"customer_id": customer, "order_ref": new("PO-"), "amount_fen": 1,
                                                                "payment_mode": mode, "reserve": False}, expect=200).json()
        assert asked["reasons"] == reasons
    event, = told(credit.service(), "credit.bill_incident_opened", incident["id"])
    assert event["data"]["kind"] == kind


def test_R3_38_examples_1_and_4_the_grade(credit, money):
    """At most C while it is open; D after a second dishonour within twelve months (R3.5)."""
    customer = credit.trading()
    good_record(credit, customer)
    report(credit, customer, score=95)

    def grade():
        return credit.finance().get(f"/v1/credit-profiles/{customer}/computed-grade", expect=200).json()["grade"]

    first, second = money.receivable(customer, 100), money.receivable(customer, 100)
    assert grade() == "A"
    cheque = money.pay(first, 100, "CHEQUE")
    money.done(cheque, "dishonour")
    assert grade() == "C"
    incident = money.incident_of(cheque)
    money.recover(incident, 100)
    assert money.incident_act(incident, "close", credit.manager()).status_code == 200
    money.done(money.pay(second, 100, "CHEQUE"), "dishonour")
    assert grade() == "D"


def test_R3_38_by_the_responsible_salesperson(credit, money):
    customer = credit.trading(salesperson=0)
    made = noted(credit, money, customer).json()
    assert (made["state"], made["discovered_on"]) == ("OPEN", money.day()) and "receivable_id" not in made
    for other in (credit.salesperson(1), credit.manager(0)):
        answer = noted(credit, money, customer, by=other)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.38"
    assert code_of(noted(credit, money, customer, by=credit.finance())) == (403, "FORBIDDEN_ROLE")
    assert code_of(noted(credit, money, customer, discovered_on=money.day(1))) == (422, "TIME_IN_FUTURE")
    assert code_of(noted(credit, money, "x")) == (400, "VALIDATION_FAILED")
    assert code_of(noted(credit, money, "01935b2e-7f00-7000-8000-00000000ffff")) == (404, "CUSTOMER_UNKNOWN")
    foreign = money.receivable(credit.trading())
    assert pointers(noted(credit, money, customer, receivable_id=foreign)) == ["/receivable_id"]
    assert pointers(noted(credit, money, customer, instrument="CASH")) == ["/instrument"]


def test_R3_38_one_for_a_number_and_bank(credit, money):
    customer, number = credit.trading(), new("N")
    receivable = money.receivable(customer)
    made = noted(credit, money, customer, number=number).json()
    answer = noted(credit, money, customer, number=number)
    assert code_of(answer) == (409, "INCIDENT_EXISTS") and answer.json()["rule"] == "R3.38"
    assert noted(credit, money, customer, number=number, bank="交通银行").status_code == 201
    # What only looks like another one is none.
    assert pointers(noted(credit, money, customer, number=number + " ")) == ["/number"]
    assert pointers(noted(credit, money, customer, number=number, bank="中国银行\u3000")) == ["/bank"]
    # Of another customer, too, and when finance comes to it.
    assert code_of(noted(credit, money, credit.trading(), number=number)) == (409, "INCIDENT_EXISTS")
    foreign = money.pay(money.receivable(credit.trading()), 100, "CHEQUE", number=number, bank="中国银行")
    assert code_of(money.act(foreign, "dishonour")) == (409, "INCIDENT_EXISTS")
    # What sales reported first takes the payment in when finance comes to it.
    payment = money.pay(receivable, 1_000_000, "CHEQUE", number=number, bank="中国银行")
    money.done(payment, "dishonour")
    assert money.incident_of(payment)["id"] == made["id"] and money.shown(made)["receivable_id"] == receivable


def test_R3_38_one_cheque_for_two_receivables(credit, money):
    customer, number = credit.trading(), new("N")
    one, two = (money.pay(money.receivable(customer), 600_000, "CHEQUE", number=number, bank="中国银行") for _ in range(2))
    money.done(one, "dishonour")
    money.done(two, "dishonour")
    assert money.incident_of(one)["amount_fen"] == 1_200_000
    assert money.shown(money.incident_of(one))["payment_id"] == one["id"]


def test_R3_38_presented_again(credit, money):
    """The same cheque for the same goods is the same money, dishonoured now, not only late."""
    customer, number = credit.trading(), new("N")
    receivable = money.receivable(customer)

    def presented(act):
        cheque = money.pay(receivable, 1_000_000, "CHEQUE", number=number, bank="中国银行")
        money.done(cheque, act)
        return cheque

    incident = money.incident_of(presented("delay"))
    presented("dishonour")
    shown = money.shown(incident)
    assert (shown["kind"], shown["amount_fen"], shown["remaining_loss_fen"]) == ("DISHONOURED", 1_000_000, 1_000_000)
    presented("delay")
    assert money.shown(incident)["kind"] == "DISHONOURED"


def test_R3_38_what_comes_after_it_was_closed(credit, money):
    """The cheque was given for something else, too, or is presented again: its incident is open again."""
    customer, number = credit.trading(), new("N")
    one, two = (money.pay(money.receivable(customer), 600_000, "CHEQUE", number=number, bank="中国银行") for _ in range(2))
    money.done(one, "dishonour")
    incident = money.incident_of(one)
    money.recover(incident, 600_000)
    assert money.incident_act(incident, "close", credit.manager()).json()["state"] == "CLOSED"
    money.done(two, "dishonour")
    shown = money.shown(incident)
    assert (shown["state"], shown["amount_fen"], shown["remaining_loss_fen"]) == ("OPEN", 1_200_000, 600_000)
    assert "closed_at" not in shown and len(told(credit.service(), "credit.bill_incident_opened", incident["id"], 2)) == 2
    # A loss that was confirmed was not that of what came later.
    for by in (credit.finance(), credit.manager()):
        money.incident_act(incident, "confirm-loss", by)
    assert money.incident_act(incident, "close", credit.manager()).json()["state"] == "CLOSED"
    again = money.pay(two["receivable_id"], 600_000, "CHEQUE", number=number, bank="中国银行")
    money.done(again, "delay")
    shown = money.shown(incident)
    assert (shown["state"], shown["remaining_loss_fen"]) == ("OPEN", 600_000) and "loss_confirmed_by_finance" not in shown


def test_R3_38_at_once(credit, money):
    customer, number = credit.trading(), new("N")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: noted(credit, money, customer, number=number).status_code, range(4)))
    assert sorted(answers) == [201, 409, 409, 409]


def test_R3_38_the_detailed_report(credit, money):
    customer = credit.trading(salesperson=0)
    incident, _ = money.incident(customer)
    assert (incident["report_due_on"], incident["report_late"]) == (money.day(1), False)
    for other in (credit.salesperson(1), credit.manager(0)):
        assert code_of(money.incident_act(incident, "report", other, REPORT)) == (403, "FORBIDDEN_ROLE")
    answer = money.incident_act(incident, "report", credit.salesperson(), {})
    assert pointers(answer) == ["/circumstances", "/proposal", "/prospects"]
    made = money.incident_act(incident, "report", credit.salesperson(), REPORT).json()
    assert {key: made[key] for key in REPORT} == REPORT and made["reported_on"] == money.day()
    assert made["decision"]["outcome"] == "IN_TIME" and not made["report_late"] and made["state"] == "OPEN"
    # It is the superior's as an emergency report (R3.29).
    emergency = credit.manager().get(f"/v1/emergency-reports/{made['emergency_report_id']}", expect=200).json()
    assert (emergency["category"], emergency["state"], emergency["source_id"]) == ("BILL_INCIDENT", "REPORTED", incident["id"])
    assert emergency["addressed_to_id"] == credit.people["sales_manager", 0]["id"]
    assert told(credit.service(), "credit.emergency_reported", emergency["id"])
    assert code_of(money.incident_act(incident, "report", credit.salesperson(), REPORT)) == (409, "INVALID_STATE")


def test_R3_38_a_late_report_is_flagged(credit, money):
    incident, _ = money.incident(credit.trading())
    money.to(money.day(1), "23:59:00")
    assert not money.shown(incident)["report_late"]
    money.to(money.day(1))
    assert money.shown(incident)["report_late"]
    late = credit.finance().get("/v1/bill-incidents", params={"report_late": "true", "customer_id": incident["customer_id"]}, expect=200)
    assert [item["id"] for item in late.json()["items"]] == [incident["id"]]
    made = money.incident_act(incident, "report", credit.salesperson(), REPORT).json()
    assert made["report_late"] and made["decision"]["outcome"] == "LATE"


def test_R3_38_example_2_recovered_closable_by_the_superior_alone(credit, money):
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    answer = money.recover(incident, 400_000)
    action = answer.json()
    assert answer.status_code == 201 and action["decision"]["rule"] == "R3.16"
    payment = credit.finance().get(f"/v1/payments/{action['payment_id']}", expect=200).json()
    assert (payment["instrument"], payment["incident_id"], payment["receivable_id"]) == ("TRANSFER", incident["id"], receivable)
    assert money.of(receivable)["outstanding_fen"] == 600_000
    assert code_of(money.incident_act(incident, "close", credit.manager())) == (422, "LOSS_NOT_CONFIRMED")
    # A cheque for the rest counts when it is cleared.
    second = money.recover(incident, 600_000, instrument="CHEQUE", number=new("N"), bank="招商银行").json()
    assert money.shown(incident)["recovered_fen"] == 400_000
    money.done({"id": second["payment_id"]}, "clear")
    assert money.shown(incident)["remaining_loss_fen"] == 0 and money.of(receivable)["state"] == "SETTLED"
    for other in (credit.salesperson(), credit.finance(), credit.manager(1)):
        assert code_of(money.incident_act(incident, "close", other)) == (403, "FORBIDDEN_ROLE")
    closed = money.incident_act(incident, "close", credit.manager()).json()
    assert (closed["state"], closed["closed_by"], closed["decision"]["outcome"]) == ("CLOSED", credit.manager().sub, "RECOVERED")
    told(credit.service(), "credit.bill_incident_closed", incident["id"])
    listed = credit.finance().get(f"/v1/bill-incidents/{incident['id']}/recovery-actions", expect=200).json()["items"]
    assert [item["recovered_fen"] for item in listed] == [400_000, 600_000]
    assert code_of(money.incident_act(incident, "close", credit.manager())) == (409, "INVALID_STATE")
    assert code_of(money.recover(incident)) == (409, "INVALID_STATE")


def test_R3_38_example_3_a_loss_of_one_fen_needs_both(credit, money):
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    assert money.recover(incident, 999_999).status_code == 201
    answer = money.incident_act(incident, "close", credit.manager())
    assert code_of(answer) == (422, "LOSS_NOT_CONFIRMED") and answer.json()["missing"] == ["FINANCE", "SUPERIOR"]
    for other in (credit.salesperson(), credit.manager(1)):
        assert code_of(money.incident_act(incident, "confirm-loss", other)) == (403, "FORBIDDEN_ROLE")
    shown = money.incident_act(incident, "confirm-loss", credit.finance()).json()
    assert shown["loss_confirmed_by_finance"] == credit.finance().sub
    answer = money.incident_act(incident, "close", credit.manager())
    assert code_of(answer) == (422, "LOSS_NOT_CONFIRMED") and answer.json()["missing"] == ["SUPERIOR"]
    assert code_of(money.incident_act(incident, "confirm-loss", credit.finance(1))) == (409, "ALREADY_DECIDED")
    assert money.incident_act(incident, "confirm-loss", credit.director()).status_code == 200
    closed = money.incident_act(incident, "close", credit.manager()).json()
    assert (closed["state"], closed["remaining_loss_fen"]) == ("CLOSED", 1)
    assert money.of(receivable)["outstanding_fen"] == 1


def test_R3_38_a_greater_loss_was_confirmed_by_nobody(credit, money):
    customer, number = credit.trading(), new("N")
    one, two = (money.pay(money.receivable(customer), 600_000, "CHEQUE", number=number, bank="中国银行") for _ in range(2))
    money.done(one, "dishonour")
    incident = money.incident_of(one)
    money.incident_act(incident, "confirm-loss", credit.finance())
    money.incident_act(incident, "confirm-loss", credit.manager())
    money.done(two, "delay")
    shown = money.shown(incident)
    assert shown["remaining_loss_fen"] == 1_200_000 and "loss_confirmed_by_finance" not in shown
    answer = money.incident_act(incident, "close", credit.manager())
    assert code_of(answer) == (422, "LOSS_NOT_CONFIRMED") and answer.json()["missing"] == ["FINANCE", "SUPERIOR"]


def test_R3_38_ruled_on_recovered_and_closed(credit, money):
    """SM-8; a payment taken back brings it to where it was."""
    incident, _ = money.incident(credit.trading(), 1_000_000)
    ruling = {"ruling": "RECOVER_ONLY", "none": True, "text": "尽快追收"}
    assert credit.manager().post(f"/v1/bill-incidents/{incident['id']}/instructions", ruling, key=True).status_code == 201
    assert (money.shown(incident)["state"], money.shown(incident)["ruling"]) == ("INSTRUCTED", "RECOVER_ONLY")
    action = money.recover(incident, 1_000_000).json()
    assert money.incident_act(incident, "close", credit.director()).json()["state"] == "CLOSED"
    money.done({"id": action["payment_id"]}, "reverse", reason="银行撤销入账")
    assert money.shown(incident)["state"] == "INSTRUCTED"


def test_R3_38_a_recovery_by_cheque_that_fails(credit, money):
    """It recovers nothing, and is an incident of its own."""
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    action = money.recover(incident, 1_000_000, instrument="CHEQUE", number=new("N"), bank="招商银行").json()
    payment = {"id": action["payment_id"]}
    money.done(payment, "dishonour")
    own = money.incident_of(payment)
    assert own["id"] != incident["id"] and own["receivable_id"] == receivable
    assert money.shown(incident)["recovered_fen"] == 0
    assert money.recover(incident, 1_000_000).status_code == 201


def test_R3_38_nothing_lost_nothing_to_confirm(credit, money):
    incident, _ = money.incident(credit.trading(), 100)
    assert money.recover(incident, 100).status_code == 201
    assert code_of(money.incident_act(incident, "confirm-loss", credit.finance())) == (409, "INVALID_STATE")


def test_R3_38_no_more_than_the_amount(credit, money):
    incident, _ = money.incident(credit.trading(), 1_000_000)
    answer = money.recover(incident, 1_000_001)
    assert code_of(answer) == (422, "OVERPAYMENT") and answer.json()["rule"] == "R3.38"
    assert money.recover(incident, 600_000, instrument="BILL", number=new("N"), bank="招商银行").status_code == 201
    assert code_of(money.recover(incident, 400_001)) == (422, "OVERPAYMENT")
    # What was paid meanwhile is neither lost nor outstanding any more.
    other, receivable = money.incident(credit.trading(), 1_000_000)
    money.pay(receivable, 500_000)
    answer = money.recover(other, 600_000)
    assert code_of(answer) == (422, "OVERPAYMENT") and answer.json()["rule"] == "R3.38"
    # Nor is more than is outstanding, of an incident that is greater.
    customer = credit.trading()
    small = money.receivable(customer, 100)
    answer = money.recover(noted(credit, money, customer, receivable_id=small).json(), 101)
    assert code_of(answer) == (422, "OVERPAYMENT") and answer.json()["rule"] == "R3.16"


def test_R3_38_a_payment_of_the_receivable_recovers_the_money(credit, money):
    """Recovered amounts are normal payments: whoever pays the receivable pays what the cheque was for."""
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    paid = money.pay(receivable, 400_000, "TRANSFER")
    assert paid["decision"]["rule"] == "R3.16" and paid["status"] == "CLEARED"
    shown = money.shown(incident)
    assert (shown["recovered_fen"], shown["remaining_loss_fen"], shown["state"]) == (400_000, 600_000, "OPEN")
    path = f"/v1/bill-incidents/{incident['id']}"
    action, = credit.finance().get(path + "/recovery-actions", expect=200).json()["items"]
    assert (action["payment_id"], action["recovered_fen"], action["done_on"]) == (paid["id"], 400_000, money.day())
    decided = credit.finance().get(path + "/decisions", expect=200).json()["items"]
    assert [(item["rule"], item["outcome"]) for item in decided] == [("R3.38", "RECOVERED")]
    # A bill counts when it is cleared; taken back, it does not.
    bill = money.pay(receivable, 600_000, "BILL")
    assert money.shown(incident)["recovered_fen"] == 400_000
    assert money.done(bill, "clear")["decision"]["rule"] == "R3.16"
    assert money.shown(incident)["remaining_loss_fen"] == 0 and money.of(receivable)["state"] == "SETTLED"
    money.done(bill, "reverse", reason="银行撤销入账")
    assert money.shown(incident)["remaining_loss_fen"] == 600_000
    money.pay(receivable, 600_000)
    assert money.incident_act(incident, "close", credit.manager()).json()["decision"]["outcome"] == "RECOVERED"
    # What it did not bring in is not taken from it when it closed; what it did opens it again.
    money.done(paid, "reverse", reason="银行撤销入账")
    assert (money.shown(incident)["state"], money.shown(incident)["remaining_loss_fen"]) == ("OPEN", 400_000)


def test_R3_38_a_payment_of_more_than_one_cheque(credit, money):
    """The oldest first; what is beyond them is of the receivable alone, and so is what is paid for another one."""
    customer = credit.trading()
    receivable, other = money.receivable(customer, 1_000_000), money.receivable(customer, 1_000_000)
    cheques = [money.pay(receivable, 300_000, "CHEQUE") for _ in range(2)]
    for cheque in cheques:
        money.done(cheque, "dishonour")
    first, second = (money.incident_of(cheque) for cheque in cheques)
    money.pay(other, 1_000_000)
    assert [money.shown(each)["recovered_fen"] for each in (first, second)] == [0, 0]
    money.recover(first, 100_000, instrument="CHEQUE", number=new("N"), bank="招商银行")  # which waits to be cleared
    money.pay(receivable, 400_000)
    assert [money.shown(each)["recovered_fen"] for each in (first, second)] == [200_000, 200_000]
    money.pay(receivable, 500_000)
    assert [money.shown(each)["recovered_fen"] for each in (first, second)] == [200_000, 300_000]


def test_R3_38_a_cheque_that_is_paid_after_all(credit, money):
    """Sales told of it before finance knew; then the bank paid."""
    customer, number = credit.trading(), new("N")
    receivable = money.receivable(customer)
    cheque = money.pay(receivable, 1_000_000, "CHEQUE", number=number, bank="中国银行")
    incident = noted(credit, money, customer, number=number, kind="DELAYED").json()
    money.done(cheque, "clear")
    assert money.shown(incident)["remaining_loss_fen"] == 0


def test_R3_38_payments_at_once_of_what_is_lost(credit, money):
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: money.recover(incident, 300_000, by=credit.finance(n % 2)).status_code if n % 2
                                else money.try_pay(receivable, 300_000).status_code, range(4)))
    assert sorted(answers) == [201, 201, 201, 422]
    assert money.shown(incident)["recovered_fen"] == 900_000 and money.of(receivable)["outstanding_fen"] == 100_000


def test_R3_38_recoveries_at_once(credit, money):
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda number: money.recover(incident, 400_000, by=credit.finance(number)).status_code, range(3)))
    assert sorted(answers) == [201, 201, 422]
    assert money.shown(incident)["recovered_fen"] == 800_000 and money.of(receivable)["outstanding_fen"] == 200_000


def test_R3_38_who_logs_what_was_done(credit, money):
    incident, _ = money.incident(credit.trading(salesperson=0))
    for by in (credit.salesperson(0), credit.manager(0), credit.finance()):
        assert money.recover(incident, by=by).status_code == 201
    answer = money.recover(incident, 100, by=credit.salesperson(0))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.16"
    assert code_of(money.recover(incident, by=credit.salesperson(1))) == (403, "FORBIDDEN_ROLE")
    assert code_of(money.recover(incident, by=credit.salesperson(0), done_on=money.day(1))) == (422, "TIME_IN_FUTURE")
    assert code_of(credit.salesperson(1).get(f"/v1/bill-incidents/{incident['id']}/recovery-actions")) == (403, "FORBIDDEN_ROLE")


def test_R3_38_money_of_an_incident_without_a_receivable(credit, money):
    customer = credit.trading()
    receivable = money.receivable(customer)
    incident = noted(credit, money, customer).json()
    assert pointers(money.recover(incident, 100)) == ["/receivable_id"]
    assert pointers(money.recover(incident, 100, receivable_id=money.receivable(credit.trading()))) == ["/receivable_id"]
    assert money.recover(incident, 100, receivable_id=receivable).status_code == 201
    assert money.of(receivable)["outstanding_fen"] == 999_900


def test_R3_38_a_recovery_taken_back_opens_it_again(credit, money):
    incident, receivable = money.incident(credit.trading(), 1_000_000)
    action = money.recover(incident, 600_000).json()
    money.incident_act(incident, "confirm-loss", credit.finance())
    money.incident_act(incident, "confirm-loss", credit.manager())
    money.incident_act(incident, "close", credit.manager())
    assert money.shown(incident)["state"] == "CLOSED"
    money.done({"id": action["payment_id"]}, "reverse", reason="银行撤销入账")
    shown = money.shown(incident)
    assert (shown["state"], shown["recovered_fen"]) == ("OPEN", 0)
    assert "loss_confirmed_by_finance" not in shown and "closed_at" not in shown
    assert money.of(receivable)["outstanding_fen"] == 1_000_000
    assert len(told(credit.service(), "credit.bill_incident_opened", incident["id"], 2)) == 2


def test_R3_38_who_was_the_superior_when_it_was_opened(credit, money):
    """C18: a change of superiors blocks nothing."""
    customer = credit.trading(salesperson=0)
    incident, _ = money.incident(customer)
    credit.set(customer, responsible_salesperson_id=credit.people["salesperson", 2]["id"])
    for by in (credit.manager(0), credit.manager(1)):
        assert code_of(money.incident_act(incident, "close", by)) == (422, "LOSS_NOT_CONFIRMED")


def test_R3_38_who_reads_incidents(credit, money):
    incident, _ = money.incident(credit.trading(salesperson=0))
    path = f"/v1/bill-incidents/{incident['id']}"
    for reader in (credit.salesperson(0), credit.manager(0), credit.president(), credit.finance()):
        reader.get(path, expect=200)
        reader.get(path + "/recovery-actions", expect=200)
    assert code_of(credit.salesperson(1).get(path)) == (403, "FORBIDDEN_ROLE")
    found = credit.salesperson(1).get("/v1/bill-incidents", params={"customer_id": incident["customer_id"]}, expect=200).json()["items"]
    assert found == []
    assert credit.finance().get("/v1/bill-incidents/01935b2e-7f00-7000-8000-00000000ffff").status_code == 404
    decisions = credit.finance().get(path + "/decisions", expect=200).json()["items"]
    assert decisions == []
