"""Payments: recorded by finance, in money at once, in bills when they are cleared (R3.13, R3.16)."""
from concurrent.futures import ThreadPoolExecutor

from credit import credit  # noqa: F401
from credit_money import code_of, money  # noqa: F401
from factories import pointers, told


def test_R3_13_payments_reduce_the_granted_part_first(credit, money):
    made = money.receivable(credit.trading(), 1_000_000, granted=400_000)
    answer = money.try_pay(made, 300_000, "TRANSFER")
    paid = answer.json()
    assert (paid["status"], paid["cleared_on"], paid["payer"]) == ("CLEARED", money.day(), "CUSTOMER")
    assert paid["decision"]["rule"] == "R3.16" and answer.headers["Location"].endswith(paid["id"])
    assert money.parts(made) == (700_000, 600_000, 100_000)
    second = money.pay(made, 200_000)
    assert money.parts(made) == (500_000, 500_000, 0)
    # What is put back returns in the opposite order.
    money.done(second, "reverse", reason="入账错误")
    assert money.parts(made) == (700_000, 600_000, 100_000)
    money.done(paid, "reverse", reason="入账错误")
    assert money.parts(made) == (1_000_000, 600_000, 400_000)


def test_R3_16_settled_with_its_reservation(credit, money):
    customer = credit.trading()
    made = money.receivable(customer)
    money.pay(made, 999_999)
    assert money.of(made)["state"] == "OPEN" and money.reservation_state(made) == "COMMITTED"
    last = money.pay(made, 1, paid_on=money.day(-1))
    shown = money.of(made)
    assert (shown["state"], shown["settled_on"], shown["outstanding_fen"]) == ("SETTLED", money.day(-1), 0)
    assert money.reservation_state(made) == "SETTLED" and credit.profile(customer)["exposure_fen"] == 0
    assert code_of(money.try_pay(made, 1)) == (422, "OVERPAYMENT")
    # A clearance that is taken back opens it again.
    money.done(last, "reverse", reason="银行撤销入账")
    shown = money.of(made)
    assert (shown["state"], shown["outstanding_fen"]) == ("OPEN", 1) and "settled_on" not in shown
    assert money.reservation_state(made) == "COMMITTED" and credit.profile(customer)["exposure_fen"] == 1
    assert code_of(money.act(last, "reverse", reason="x")) == (409, "INVALID_STATE")


def test_R3_16_put_back_after_its_day_is_overdue_at_once(credit, money):
    made = money.receivable(credit.trading(), due=0)
    paid = money.pay(made, 1_000_000)
    money.to(money.day(2))
    assert told(credit.service(), "credit.receivable_overdue", made, 0, 0) == []
    money.done(paid, "reverse", reason="银行撤销入账")
    event, = told(credit.service(), "credit.receivable_overdue", made)
    assert event["data"]["amount_fen"] == 1_000_000 and money.of(made)["overdue"]


def test_R3_16_only_finance(credit, money):
    made = money.receivable(credit.trading())
    cheque = money.pay(made, 100, "CHEQUE")
    for other in (credit.salesperson(), credit.manager(), credit.director(), credit.president(), credit.service()):
        assert code_of(money.try_pay(made, 100, by=other)) == (403, "FORBIDDEN_ROLE")
        for act in ("clear", "dishonour", "delay"):
            assert code_of(money.act(cheque, act, by=other)) == (403, "FORBIDDEN_ROLE")
        assert code_of(money.act(cheque, "reverse", by=other, reason="x")) == (403, "FORBIDDEN_ROLE")
    assert money.of(made)["outstanding_fen"] == 1_000_000


def test_R3_16_not_in_the_future(credit, money):
    made = money.receivable(credit.trading())
    answer = money.try_pay(made, 100, paid_on=money.day(1))
    assert code_of(answer) == (422, "TIME_IN_FUTURE") and answer.json()["rule"] == "R3.16"
    cheque = money.pay(made, 100, "CHEQUE")
    assert code_of(money.act(cheque, "clear", cleared_on=money.day(1))) == (422, "TIME_IN_FUTURE")
    assert code_of(money.act(cheque, "dishonour", discovered_on=money.day(1))) == (422, "TIME_IN_FUTURE")
    assert pointers(money.act(cheque, "clear", cleared_on=money.day(-1))) == ["/cleared_on"]
    paid = money.pay(made, 100)
    assert code_of(money.act(paid, "reverse", reason="x", reversed_on=money.day(1))) == (422, "TIME_IN_FUTURE")
    assert pointers(money.act(paid, "reverse", reason="x", reversed_on=money.day(-1))) == ["/reversed_on"]


def test_R3_16_no_more_than_outstanding_and_pending(credit, money):
    made = money.receivable(credit.trading())
    answer = money.try_pay(made, 1_000_001)
    assert code_of(answer) == (422, "OVERPAYMENT") and answer.json()["outstanding_fen"] == 1_000_000
    cheque = money.pay(made, 600_000, "CHEQUE")
    answer = money.try_pay(made, 400_001)
    assert code_of(answer) == (422, "OVERPAYMENT") and answer.json()["pending_fen"] == 600_000
    money.pay(made, 400_000, "BILL")
    assert code_of(money.try_pay(made, 1)) == (422, "OVERPAYMENT")
    # What did not come in is free to be paid.
    money.done(cheque, "dishonour")
    money.pay(made, 600_000)


def test_R3_16_example_3_a_cheque_counts_when_cleared(credit, money):
    customer = credit.trading()
    made = money.receivable(customer, 1_000_000)
    cheque = money.pay(made, 1_000_000, "CHEQUE")
    assert cheque["status"] == "PENDING" and "cleared_on" not in cheque
    assert credit.profile(customer)["exposure_fen"] == 1_000_000 and money.of(made)["pending_fen"] == 1_000_000
    cleared = money.done(cheque, "clear")
    assert (cleared["status"], cleared["cleared_on"]) == ("CLEARED", money.day())
    assert credit.profile(customer)["exposure_fen"] == 0 and money.of(made)["state"] == "SETTLED"
    for act in ("clear", "dishonour", "delay"):
        assert code_of(money.act(cheque, act)) == (409, "INVALID_STATE")


def test_R3_16_what_failed_never_reduces(credit, money):
    made = money.receivable(credit.trading())
    for act, status in (("dishonour", "DISHONOURED"), ("delay", "DELAYED")):
        bill = money.pay(made, 100, "BILL")
        assert money.done(bill, act)["status"] == status
        for again in ("clear", "dishonour", "delay"):
            assert code_of(money.act(bill, again)) == (409, "INVALID_STATE")
        assert code_of(money.act(bill, "reverse", reason="x")) == (409, "INVALID_STATE")
    cash = money.pay(made, 100)
    assert code_of(money.act(cash, "dishonour")) == (409, "INVALID_STATE")
    assert money.of(made)["outstanding_fen"] == 999_900


def test_R3_16_example_4_two_payments_at_once(credit, money):
    for instrument, left in (("CASH", 400_000), ("CHEQUE", 1_000_000)):
        made = money.receivable(credit.trading(), 1_000_000)
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda number: money.try_pay(made, 600_000, instrument, by=credit.finance(number)), range(2)))
        assert sorted(answer.status_code for answer in answers) == [201, 422]
        refused, = [answer for answer in answers if answer.status_code == 422]
        assert refused.json()["code"] == "OVERPAYMENT" and money.of(made)["outstanding_fen"] == left


def test_R3_16_cleared_and_dishonoured_at_once(credit, money):
    made = money.receivable(credit.trading())
    cheque = money.pay(made, 1_000_000, "CHEQUE")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: money.act(cheque, pair[0], by=credit.finance(pair[1])), [("clear", 0), ("dishonour", 1)]))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_R3_16_many_payments_lose_no_fen(credit, money):
    made = money.receivable(credit.trading(), 1_000, granted=400)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda number: money.try_pay(made, 130, by=credit.finance(number % 3)), range(12)))
    assert sorted(answer.status_code for answer in answers) == [201] * 7 + [422] * 5
    assert money.parts(made) == (90, 90, 0)
    with ThreadPoolExecutor(3) as pool:
        taken = [answer.json() for answer in answers if answer.status_code == 201]
        list(pool.map(lambda payment: money.done(payment, "reverse", reason="x"), taken))
    assert money.parts(made) == (1_000, 600, 400)


def test_R3_16_due_dates_do_not_move(credit, money):
    customer = credit.trading()
    made = money.receivable(customer, due=30)
    credit.set(customer, grade="D", limit_fen=0, term_days=0)
    assert money.of(made)["due_on"] == money.day(30)
    money.pay(made, 1_000_000)


def test_payments_of_a_stopped_customer_are_taken(credit, money):
    """R3.37 example 4."""
    customer = credit.trading()
    made = money.receivable(customer, 500_000)
    credit.set(customer, trading_status="SUSPENDED")
    money.pay(made, 500_000)
    assert credit.profile(customer)["exposure_fen"] == 0


def test_what_is_missing_of_a_payment(credit, money):
    made = money.receivable(credit.trading())
    path = f"/v1/receivables/{made}/payments"
    assert pointers(credit.finance().post(path, {}, key=True)) == ["/amount_fen", "/instrument"]
    for amount in (0, -1, "1", 1.5, 9_000_000_000_001):
        assert pointers(credit.finance().post(path, {"amount_fen": amount, "instrument": "CASH"}, key=True)) == ["/amount_fen"]
    for instrument in ("GOODS", "COLLATERAL", "cash"):
        assert pointers(credit.finance().post(path, {"amount_fen": 1, "instrument": instrument}, key=True)) == ["/instrument"]
    assert pointers(credit.finance().post(path, {"amount_fen": 1, "instrument": "BILL"}, key=True)) == ["/number"]
    assert pointers(credit.finance().post(path, {"amount_fen": 1, "instrument": "BILL", "number": "1"}, key=True)) == ["/bank"]
    assert code_of(credit.finance().post("/v1/receivables/01935b2e-7f00-7000-8000-00000000ffff/payments",
                                         {"amount_fen": 1, "instrument": "CASH"}, key=True)) == (404, "NOT_FOUND")


def test_payments_are_listed_and_have_a_history(credit, money):
    customer = credit.trading()
    made = money.receivable(customer)
    cash, cheque = money.pay(made, 100), money.pay(made, 200, "CHEQUE", due_on=money.day(10), remarks="客户送达")
    of_it = credit.finance().get(f"/v1/receivables/{made}/payments", expect=200).json()["items"]
    assert [item["id"] for item in of_it] == [cash["id"], cheque["id"]]
    waiting = credit.salesperson().get("/v1/payments", params={"customer_id": customer, "status": "PENDING"}, expect=200).json()["items"]
    assert [item["id"] for item in waiting] == [cheque["id"]] and waiting[0]["due_on"] == money.day(10)
    assert credit.salesperson(1).get("/v1/payments", params={"customer_id": customer}, expect=200).json()["items"] == []
    assert code_of(credit.salesperson(1).get(f"/v1/payments/{cash['id']}")) == (403, "FORBIDDEN_ROLE")
    credit.salesperson().get(f"/v1/payments/{cash['id']}", expect=200)
    money.done(cheque, "clear")
    history = credit.finance().get(f"/v1/payments/{cheque['id']}/history", expect=200).json()["items"]
    assert len(history) == 2
    decisions = credit.finance().get(f"/v1/payments/{cheque['id']}/decisions", expect=200).json()["items"]
    assert {decision["outcome"] for decision in decisions} == {"PENDING", "CLEARED"}
    stale = credit.finance().post(f"/v1/payments/{cheque['id']}/reverse", {"reason": "x"}, match='"1"')
    assert code_of(stale) == (412, "VERSION_CONFLICT")
