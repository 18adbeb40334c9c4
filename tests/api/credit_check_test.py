"""May this order be shipped on credit: all reasons, and the limit, whoever asks at once (R3.13, R3.14, R3.11, R3.12)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import code_of
from credit import credit  # noqa: F401
from credit_orders import COLUMNS, SHANGHAI, STAMPS, at_once, body, check, condition, countermeasure, execute, grant, incident

def test_R3_14_example_1_the_whole_limit(credit):
    customer = credit.trading()
    made = check(credit, customer, 10_000_000)
    assert (made["decision"], made["reasons"], made["term_days"], made["policy_version"]) == ("APPROVED", [], 92, 1)
    assert (made["available_fen"], made["excess_fen"], made["reservation_state"]) == (0, 0, "RESERVED")
    assert "required_payment_mode" not in made
    shown = credit.profile(customer)
    assert (shown["reserved_fen"], shown["used_fen"], shown["available_fen"]) == (10_000_000, 10_000_000, 0)


def test_R3_14_examples_2_and_3_suspended(credit):
    customer = credit.trading(trading_status="SUSPENDED")
    made = check(credit, customer, 10_000_001)
    assert (made["decision"], made["reasons"]) == ("DECLINED", ["TRADING_SUSPENDED", "LIMIT_EXCEEDED"])
    assert "required_payment_mode" not in made and "reservation_id" not in made
    assert check(credit, customer, 100, "CASH_ON_DELIVERY")["reasons"] == ["TRADING_SUSPENDED"]


def test_R3_14_example_4_what_is_no_question(credit):
    customer = credit.trading()
    client = credit.salesperson()
    for wrong in ({"amount_fen": 0}, {"amount_fen": -1}, {"amount_fen": 1.5}, {"amount_fen": "100"},
                  {"amount_fen": 9_000_000_000_001}, {"order_ref": ""}, {"order_ref": " "}, {"order_ref": "PO-1 "},
                  {"order_ref": None}, {"payment_mode": "BARTER"}, {"reserve": None}, {"department_id": str(uuid.uuid4())}):
        answer = client.post("/v1/credit-checks", {**body(customer, 100), **wrong})
        assert code_of(answer) == (400, "VALIDATION_FAILED"), wrong
    answer = client.post("/v1/credit-checks", body(str(uuid.uuid4()), 100))
    assert code_of(answer) == (404, "CUSTOMER_UNKNOWN") and answer.json()["rule"] == "R3.14"
    for other in (credit.director(), credit.president()):
        assert code_of(other.post("/v1/credit-checks", body(customer, 100))) == (403, "FORBIDDEN_ROLE")
    for by in (credit.salesperson(2), credit.manager(), credit.finance(), credit.service()):
        assert check(credit, customer, 100, by=by, reserve=False)["decision"] == "APPROVED"


def test_R3_14_example_5_the_same_order_again(credit):
    customer = credit.trading()
    client, asked = credit.salesperson(), body(customer, 4_000_000)
    first = client.post("/v1/credit-checks", asked, expect=200).json()
    # Nothing is judged anew, whatever has become of the customer.
    credit.set(customer, trading_status="SUSPENDED")
    again = credit.finance().post("/v1/credit-checks", asked, expect=200).json()
    assert {**again, "trace": 0} == {**first, "trace": 0}
    assert credit.profile(customer)["used_fen"] == 4_000_000
    for other in ({"amount_fen": 4_000_001}, {"payment_mode": "CASH_ON_DELIVERY"}):
        answer = client.post("/v1/credit-checks", {**asked, **other})
        assert code_of(answer) == (409, "ORDER_ALREADY_CHECKED") and answer.json()["rule"] == "R3.14"
    credit.set(customer, trading_status="ACTIVE")
    client.post(f"/v1/reservations/{first['reservation_id']}/release", {"reason": "客户取消"}, expect=200)
    afresh = client.post("/v1/credit-checks", {**asked, "amount_fen": 4_000_001}, expect=200).json()
    assert afresh["reservation_id"] != first["reservation_id"] and afresh["decision"] == "APPROVED"
    # An order in cash, too.
    asked = body(customer, 100, "CASH_ON_DELIVERY")
    first = client.post("/v1/credit-checks", asked, expect=200).json()
    assert first["reservation_state"] == "PLACED" and "expires_at" not in first
    assert client.post("/v1/credit-checks", asked, expect=200).json() == first
    assert code_of(client.post("/v1/credit-checks", {**asked, "amount_fen": 101})) == (409, "ORDER_ALREADY_CHECKED")


def test_R3_14_one_order_asked_at_once_is_reserved_once(credit):
    customer = credit.trading()
    asked = body(customer, 3_000_000)
    answers = at_once(credit, [asked] * 8)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["reservation_id"] for answer in answers}) == 1
    assert credit.profile(customer)["used_fen"] == 3_000_000


def test_R3_1_a_new_customer_and_R3_11(credit):
    """R3.1 example 2."""
    made = check(credit, credit.customer(), 100)
    assert made["reasons"] == ["TRADING_NOT_STARTED", "GRADE_NO_CREDIT", "NO_CREDIT_LIMIT"]
    assert "required_payment_mode" not in made


def test_R3_11_examples_grade_D(credit):
    customer = credit.trading(grade="D", limit_fen=0, term_days=0)
    made = check(credit, customer, 1)
    assert made["reasons"] == ["GRADE_NO_CREDIT", "NO_CREDIT_LIMIT"]
    assert made["required_payment_mode"] == "CASH_ON_DELIVERY"
    assert check(credit, customer, 500_000, "PREPAYMENT", prepaid_fen=500_000)["decision"] == "APPROVED"
    assert check(credit, customer, 500_000, "PREPAYMENT", prepaid_fen=499_999)["reasons"] == ["PREPAYMENT_MISSING"]
    assert check(credit, customer, 500_000, "PREPAYMENT")["reasons"] == ["PREPAYMENT_MISSING"]
    incident(credit, customer)
    assert check(credit, customer, 1)["required_payment_mode"] == "PREPAYMENT"


def test_R3_9_example_5_B_without_a_limit(credit):
    made = check(credit, credit.trading(grade="B", limit_fen=0, term_days=0), 100)
    assert (made["reasons"], made["required_payment_mode"]) == (["NO_CREDIT_LIMIT"], "CASH_ON_DELIVERY")
    assert made["excess_fen"] == 100


def test_R3_14_all_reasons_in_their_order(credit):
    customer = credit.trading(blacklisted=True, trading_status="TERMINATED", limit_fen=100, deposit_required_fen=5,
                              grade="D")
    countermeasure(credit, customer, "SHIPMENT_LIMIT", 1)
    condition(credit, customer)
    incident(credit, customer)
    made = check(credit, customer, 1_000)
    assert made["reasons"] == ["CUSTOMER_BLACKLISTED", "TRADING_TERMINATED", "COUNTERMEASURE_BLOCK", "CONDITION_UNMET",
                               "GRADE_NO_CREDIT", "OPEN_BILL_INCIDENT", "LIMIT_EXCEEDED"]
    made = check(credit, customer, 1_000, "PREPAYMENT")
    assert made["reasons"] == ["CUSTOMER_BLACKLISTED", "TRADING_TERMINATED", "COUNTERMEASURE_BLOCK", "PREPAYMENT_MISSING"]


def test_R3_14_a_department_s_own_list(credit):
    customer = credit.trading()
    entry = str(uuid.uuid4())
    execute(credit, "insert into known_blacklisting (id, customer_id, department_id) values (%s, %s, %s)", entry, customer,
            credit.department["id"])
    assert check(credit, customer, 100)["decision"] == "APPROVED"
    assert check(credit, customer, 100, department_id=credit.other_department["id"])["decision"] == "APPROVED"
    made = check(credit, customer, 100, "CASH_ON_DELIVERY", department_id=credit.department["id"])
    assert made["reasons"] == ["CUSTOMER_BLACKLISTED"]
    execute(credit, "delete from known_blacklisting where id = %s", entry)
    assert check(credit, customer, 100, department_id=credit.department["id"])["decision"] == "APPROVED"


def test_R3_31_examples_1_to_3(credit):
    customer = credit.trading()
    measure = countermeasure(credit, customer, "SHIPMENT_LIMIT", 1_000_000)
    for mode in ("CREDIT", "CASH_ON_DELIVERY"):
        assert check(credit, customer, 1_000_000, mode, reserve=False)["decision"] == "APPROVED"
        assert check(credit, customer, 1_000_001, mode, reserve=False)["reasons"] == ["COUNTERMEASURE_BLOCK"]
    execute(credit, "update countermeasure set state = 'LIFTED', version = version + 1 where id = %s", measure)
    assert check(credit, customer, 1_000_001, reserve=False)["decision"] == "APPROVED"

    customer = credit.trading(deposit_required_fen=2_000_000, deposit_paid_fen=1_999_999)
    assert check(credit, customer, 100)["reasons"] == ["COUNTERMEASURE_BLOCK"]
    assert check(credit, customer, 100, "CASH_ON_DELIVERY")["decision"] == "APPROVED"
    credit.set(customer, deposit_paid_fen=2_000_000)
    assert check(credit, customer, 100)["decision"] == "APPROVED"


def test_R3_31_example_2_orders_of_the_month(credit):
    customer = credit.trading()
    check(credit, customer, 2_000_000)
    check(credit, customer, 2_000_000, "CASH_ON_DELIVERY")
    cancelled = check(credit, customer, 3_000_000)
    credit.finance().post(f"/v1/reservations/{cancelled['reservation_id']}/release", {"reason": "取消"}, expect=200)
    check(credit, customer, 500_000, "PREPAYMENT", prepaid_fen=500_000)
    countermeasure(credit, customer, "REDUCE_SUPPLY", 5_000_000)
    assert check(credit, customer, 500_001)["reasons"] == ["COUNTERMEASURE_BLOCK"]
    assert check(credit, customer, 500_000, "CASH_ON_DELIVERY", reserve=False)["decision"] == "APPROVED"
    # What was ordered in another month is not this month's.
    first = credit.today().replace(day=1)
    execute(credit, "update reservation set created_at = %s, version = version + 1 where customer_id = %s",
            datetime.datetime(first.year, first.month, 1, tzinfo=SHANGHAI) - datetime.timedelta(microseconds=1), customer)
    assert check(credit, customer, 5_000_000, reserve=False)["decision"] == "APPROVED"
    assert check(credit, customer, 5_000_001, reserve=False)["reasons"] == ["COUNTERMEASURE_BLOCK"]


def test_R3_36_conditions(credit):
    customer = credit.trading()
    condition(credit, customer)
    assert check(credit, customer, 100)["reasons"] == ["CONDITION_UNMET"]
    assert check(credit, customer, 100, "CASH_ON_DELIVERY")["decision"] == "APPROVED"
    customer = credit.trading()
    condition(credit, customer, state="SATISFIED", valid_until=credit.today())
    condition(credit, customer, applies_to="ALL", state="WAIVED")
    assert check(credit, customer, 100)["decision"] == "APPROVED"
    condition(credit, customer, state="SATISFIED", valid_until=credit.today(-1))
    assert check(credit, customer, 100)["reasons"] == ["CONDITION_UNMET"]
    condition(credit, customer, applies_to="ALL", state="LAPSED")
    assert check(credit, customer, 100, "CASH_ON_DELIVERY")["reasons"] == ["CONDITION_UNMET"]


def test_R3_38_and_R3_27_what_parameters_switch(credit):
    customer = credit.trading(report_due_on=credit.today(-1))
    incident(credit, customer)
    assert check(credit, customer, 100, reserve=False)["reasons"] == ["OPEN_BILL_INCIDENT"]
    assert check(credit, customer, 100, "CASH_ON_DELIVERY", reserve=False)["decision"] == "APPROVED"
    ids = [str(uuid.uuid4()) for _ in range(2)]
    sets = """insert into parameter (id, name, value, effective_from, created_at, created_by, trace_id)
              values (%s, %s, %s, %s, now(), 'test', repeat('0', 32))"""
    execute(credit, sets, ids[0], "credit.bill_incident.blocks_credit", "false", credit.today())
    execute(credit, sets, ids[1], "credit.report.overdue_blocks_credit", "true", credit.today())
    try:
        made = check(credit, customer, 100, reserve=False)
        assert made["reasons"] == ["REPORT_OVERDUE"] and made["required_payment_mode"] == "CASH_ON_DELIVERY"
    finally:
        execute(credit, "set session_replication_role = replica; delete from parameter where id = any (%s::uuid[])", ids)
    assert check(credit, customer, 100, reserve=False)["reasons"] == ["OPEN_BILL_INCIDENT"]


def test_R3_17_a_grant_for_the_order(credit):
    customer = credit.trading()
    check(credit, customer, 9_000_000)
    asked = body(customer, 2_000_000)
    request = grant(credit, customer, asked["order_ref"], 1_000_000)
    client = credit.salesperson()
    # A question uses nothing; more than was granted is not covered.
    assert client.post("/v1/credit-checks", {**asked, "reserve": False}, expect=200).json()["decision"] == "APPROVED"
    assert client.post("/v1/credit-checks", {**asked, "amount_fen": 2_000_001}, expect=200).json()["reasons"] == ["LIMIT_EXCEEDED"]
    assert check(credit, customer, 2_000_000)["reasons"] == ["LIMIT_EXCEEDED"]  # another order
    answers = at_once(credit, [asked] * 4)  # R3.17 example 6
    made = {answer.json()["reservation_id"] for answer in answers}
    assert len(made) == 1
    reservation = client.get(f"/v1/reservations/{made.pop()}", expect=200).json()
    assert (reservation["within_limit_fen"], reservation["granted_fen"]) == (1_000_000, 1_000_000)
    assert reservation["overlimit_request_id"] == request
    assert credit.db_value("select state from overlimit_request where id = %s", request) == "USED"
    shown = credit.profile(customer)
    assert (shown["exposure_fen"], shown["used_fen"], shown["available_fen"]) == (11_000_000, 10_000_000, 0)


def test_R3_17_a_grant_not_needed_and_one_without_a_limit(credit):
    customer = credit.trading()
    asked = body(customer, 2_000_000)
    request = grant(credit, customer, asked["order_ref"], 1_000_000)
    credit.salesperson().post("/v1/credit-checks", asked, expect=200)
    assert credit.db_value("select state from overlimit_request where id = %s", request) == "LAPSED"
    customer = credit.trading(grade="B", limit_fen=0)
    asked = body(customer, 1_000_000)
    grant(credit, customer, asked["order_ref"], 1_000_000)
    assert credit.salesperson().post("/v1/credit-checks", {**asked, "amount_fen": 1_000_001}, expect=200).json()["reasons"] == \
        ["NO_CREDIT_LIMIT"]
    assert credit.salesperson().post("/v1/credit-checks", asked, expect=200).json()["decision"] == "APPROVED"
    # Past its last day it is none; on it, it is.
    customer = credit.trading(grade="B", limit_fen=0)
    for days, decision in ((-1, "DECLINED"), (0, "APPROVED")):
        asked = body(customer, 1_000_000)
        grant(credit, customer, asked["order_ref"], 1_000_000, days)
        assert credit.salesperson().post("/v1/credit-checks", asked, expect=200).json()["decision"] == decision


def test_R3_13_example_1_to_the_fen(credit):
    customer = credit.trading()
    check(credit, customer, 6_000_000)
    made = check(credit, customer, 4_000_001)
    assert (made["reasons"], made["excess_fen"], made["available_fen"]) == (["LIMIT_EXCEEDED"], 1, 4_000_000)
    made = check(credit, customer, 4_000_000)
    assert (made["decision"], made["available_fen"]) == ("APPROVED", 0)


@pytest.mark.parametrize("count, amount_fen, pass_", [(50, 3_000_000, 3), (20, 10_000_000, 1)])
def test_R3_13_examples_2_and_3_at_once(credit, count, amount_fen, pass_):
    customer = credit.trading()
    answers = [answer.json() for answer in at_once(credit, [body(customer, amount_fen) for _ in range(count)])]
    decisions = [answer["decision"] for answer in answers]
    assert (decisions.count("APPROVED"), decisions.count("DECLINED")) == (pass_, count - pass_)
    assert {tuple(answer["reasons"]) for answer in answers} == {(), ("LIMIT_EXCEEDED",)}
    assert credit.profile(customer)["used_fen"] == pass_ * amount_fen


def test_R3_13_example_4_release_and_check_at_once(credit):
    for _ in range(5):
        customer = credit.trading()
        first = check(credit, customer, 3_000_000)
        check(credit, customer, 7_000_000)
        with ThreadPoolExecutor(2) as pool:
            released = pool.submit(credit.manager().post, f"/v1/reservations/{first['reservation_id']}/release", {"reason": "取消"})
            asked = pool.submit(credit.salesperson().post, "/v1/credit-checks", body(customer, 3_000_000))
        assert released.result().status_code == asked.result().status_code == 200
        answer = asked.result().json()
        assert answer["reasons"] in ([], ["LIMIT_EXCEEDED"])
        used = 7_000_000 + (3_000_000 if answer["decision"] == "APPROVED" else 0)
        assert credit.profile(customer)["used_fen"] == used


def test_R3_13_example_5_customers_do_not_wait_for_each_other(credit):
    held, free = credit.trading(), credit.trading()
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("select from credit_profile where id = %s for no key update", [held])
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(credit.manager().post, "/v1/credit-checks", body(held, 100))
            assert check(credit, free, 100)["decision"] == "APPROVED"
            assert not waits.done()
            cursor.execute("commit")
            assert waits.result().json()["decision"] == "APPROVED"


def test_R3_13_example_6_the_limit_is_lowered_meanwhile(credit):
    """The check waits for who lowers it, and then sees what was written."""
    customer = credit.trading()
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("update credit_profile set limit_fen = 5000000, version = version + 1 where id = %s", [customer])
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(credit.manager().post, "/v1/credit-checks", body(customer, 6_000_000))
            credit.suite.await_(lambda: credit.db_value(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%hold_profile%%'"))
            cursor.execute("commit")
            made = waits.result().json()
    assert (made["reasons"], made["available_fen"]) == (["LIMIT_EXCEEDED"], 5_000_000)
    customer = credit.trading()
    with ThreadPoolExecutor(2) as pool:
        lowered = pool.submit(credit.set, customer, limit_fen=5_000_000)
        asked = pool.submit(check, credit, customer, 6_000_000)
        lowered.result()
        assert asked.result()["reasons"] in ([], ["LIMIT_EXCEEDED"])


def test_R3_14_a_check_that_waited_sees_what_was_reserved_meanwhile(credit):
    """Facts are read after the wait, not before it."""
    customer = credit.trading()
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("select from credit_profile where id = %s for no key update", [customer])
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(credit.manager().post, "/v1/credit-checks", body(customer, 1))
            credit.suite.await_(lambda: credit.db_value(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%hold_profile%%'"))
            cursor.execute(f"""insert into reservation (id, customer_id, order_ref, check_id, payment_mode, amount_fen, within_limit_fen,
                    granted_fen, term_days, state, expires_at, requested_by, {COLUMNS})
                values (%s, %s, 'X', %s, 'CREDIT', 10000000, 10000000, 0, 92, 'RESERVED', now() + interval '1 hour', 'test', {STAMPS})""",
                           [str(uuid.uuid4()), customer, str(uuid.uuid4())])
            cursor.execute("commit")
            assert waits.result().json()["reasons"] == ["LIMIT_EXCEEDED"]


def test_R3_12_example_1_a_limit_below_the_exposure(credit):
    customer = credit.trading()
    made = check(credit, customer, 8_000_000)
    shipped = credit.salesperson().post(f"/v1/reservations/{made['reservation_id']}/commit", {
        "shipped_fen": 8_000_000, "shipped_at": datetime.datetime.fromtimestamp(credit.clock.now(), SHANGHAI).isoformat()},
        expect=200).json()
    credit.set(customer, limit_fen=5_000_000)
    assert check(credit, customer, 1)["reasons"] == ["LIMIT_EXCEEDED"]

    def pay(amount_fen):
        credit.finance().post(f"/v1/receivables/{shipped['receivable_id']}/payments",
                              {"amount_fen": amount_fen, "instrument": "TRANSFER"}, expect=201)
    pay(3_000_000)
    assert check(credit, customer, 1)["reasons"] == ["LIMIT_EXCEEDED"]
    pay(1)
    assert check(credit, customer, 1)["decision"] == "APPROVED"


def test_R3_16_example_2_a_fen_overdue(credit):
    customer = credit.trading(term_days=0)
    made = check(credit, customer, 1)
    yesterday = datetime.datetime.fromtimestamp(credit.clock.now(), SHANGHAI) - datetime.timedelta(days=1)
    credit.salesperson().post(f"/v1/reservations/{made['reservation_id']}/commit",
                              {"shipped_fen": 1, "shipped_at": yesterday.isoformat()}, expect=200)
    made = check(credit, customer, 100)
    assert (made["reasons"], made["required_payment_mode"]) == (["OVERDUE_RECEIVABLE"], "CASH_ON_DELIVERY")


def test_R3_14_checks_are_kept(credit):
    customer = credit.trading()
    declined = check(credit, customer, 20_000_000)
    cash = check(credit, customer, 100, "CASH_ON_DELIVERY", reserve=False)
    approved = check(credit, customer, 100)
    items = credit.finance().get("/v1/credit-checks", params={"customer_id": customer}, expect=200).json()["items"]
    assert items == [approved, cash, declined]
    params = {"customer_id": customer, "decision": "DECLINED"}
    assert credit.finance().get("/v1/credit-checks", params=params, expect=200).json()["items"] == [declined]
    for shown in (declined, cash, approved):
        assert credit.manager().get(f"/v1/credit-checks/{shown['id']}", expect=200).json() == shown
        kept = credit.finance().get(f"/v1/credit-checks/{shown['id']}/decisions", expect=200).json()["items"]
        assert [(entry["rule"], entry["outcome"], entry["because"]) for entry in kept] == [
            ("R3.14", shown["decision"], shown["because"])]
    assert kept[0]["parameters"] == {"credit.overdue.grace_days": 0, "credit.bill_incident.blocks_credit": True,
                                     "credit.report.overdue_blocks_credit": False, "credit.reservation.ttl": "PT72H"}
    assert {shown["rule"] for shown in (declined, cash, approved)} == {"R3.14"}
    assert [shown["because"] for shown in (declined, cash, approved)] == [
        "Declined: LIMIT_EXCEEDED.", "Nothing stops supply.", "1.00 of 100000.00 available."]
    assert credit.salesperson(2).get(f"/v1/credit-checks/{cash['id']}").status_code == 403
    assert credit.salesperson(2).get("/v1/credit-checks", params={"customer_id": customer}, expect=200).json()["items"] == []
    mine = check(credit, customer, 100, by=credit.salesperson(2))
    credit.salesperson(2).get(f"/v1/credit-checks/{mine['id']}", expect=200)
    rows = credit.finance().get("/v1/credit-checks", params={"customer_id": customer}, headers={"Accept": "text/csv"}, expect=200)
    assert len(rows.text.strip().splitlines()) == 5


def test_R3_12_sales_terms(credit):
    """R3.12 example 2."""
    def terms(customer, by=None):
        return (by or credit.salesperson()).get(f"/v1/credit-profiles/{customer}/sales-terms", expect=200).json()

    shown = terms(credit.trading(grade="B", limit_fen=0, term_days=0))
    assert (shown["payment_modes"], shown["blocked_reasons"]) == (["CASH_ON_DELIVERY", "PREPAYMENT"], ["NO_CREDIT_LIMIT"])
    assert (shown["grade"], shown["limit_fen"], shown["available_fen"], shown["term_days"]) == ("B", 0, 0, 0)
    customer = credit.trading()
    check(credit, customer, 4_000_000)
    shown = terms(customer)
    assert shown["payment_modes"] == ["CREDIT", "CASH_ON_DELIVERY", "PREPAYMENT"]
    assert (shown["available_fen"], shown["conditions"], shown["blocked_reasons"]) == (6_000_000, [], [])
    condition(credit, customer, state="SATISFIED", valid_until=credit.today(-1))
    shown = terms(customer, credit.finance())
    assert shown["payment_modes"] == ["CASH_ON_DELIVERY", "PREPAYMENT"] and shown["blocked_reasons"] == ["CONDITION_UNMET"]
    assert [(each["type"], each["state"]) for each in shown["conditions"]] == [("JOINT_GUARANTEE", "LAPSED")]
    credit.set(customer, trading_status="SUSPENDED")
    shown = terms(customer)
    assert shown["payment_modes"] == [] and shown["blocked_reasons"] == ["TRADING_SUSPENDED", "CONDITION_UNMET"]
    answer = credit.salesperson(2).get(f"/v1/credit-profiles/{customer}/sales-terms")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.12"
    answer = credit.finance().get(f"/v1/credit-profiles/{uuid.uuid4()}/sales-terms")
    assert code_of(answer) == (404, "CUSTOMER_UNKNOWN")
