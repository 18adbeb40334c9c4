"""Two customers were one: what was of either is the survivor's (customer.merged)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import distributor, told
from credit import credit, order  # noqa: F401
from credit_grading import card as info_card, report
from credit_orders import COLUMNS, STAMPS, check, commit, condition, countermeasure, execute, grant, incident, now
from credit_reporting_test import months_after


def two(credit, **columns):
    """The survivor, which trades, and the other one, a record without an identifier of its own."""
    survivor, merged = credit.customer(), credit.customer(make=distributor, unified_social_credit_code=None)
    trading = {"grade": "A", "grade_since": credit.today(), "limit_fen": 10_000_000, "term_days": 92, "trading_status": "ACTIVE"}
    credit.set(survivor, **trading)
    credit.set(merged, **{**trading, "grade": "B", "limit_fen": 3_000_000, "term_days": 30, **columns})
    return survivor, merged


def merge(credit, survivor, merged):
    credit.company.supervisor(credit.department).post(f"/v1/customers/{survivor}/merge",
                                                      {"merged_id": merged, "reason": "同一客户重复录入"}, expect=200)
    credit.suite.await_(lambda: credit.db_value("select merged_into_id from credit_profile where id = %s", merged))


def test_what_was_of_the_merged_is_the_survivors(credit):
    survivor, merged = two(credit, deposit_required_fen=100, deposit_paid_fen=100)
    check(credit, survivor, 1_000_000)
    reserved, shipped = check(credit, merged, 500_000), check(credit, merged, 700_000)
    receivable = commit(credit, shipped, 600_000, expect=200).json()["receivable_id"]
    credit.finance().post(f"/v1/receivables/{receivable}/payments", {"amount_fen": 100_000, "instrument": "CASH"}, expect=201)
    condition(credit, merged)
    measure = countermeasure(credit, merged, "SHIPMENT_LIMIT", 2_000_000)
    incident(credit, merged)
    ref = order()
    request = grant(credit, merged, ref, 100)
    merge(credit, survivor, merged)

    shown = credit.profile(merged)  # who asks for the merged one is shown the survivor
    assert (shown["id"], shown["grade"], shown["limit_fen"], shown["term_days"]) == (survivor, "A", 10_000_000, 92)
    assert (shown["reserved_fen"], shown["committed_fen"], shown["used_fen"]) == (1_500_000, 500_000, 2_000_000)
    assert (shown["deposit_required_fen"], shown["deposit_paid_fen"]) == (100, 100)
    for table, id in (("countermeasure", measure), ("overlimit_request", request), ("reservation", reserved["reservation_id"]),
                      ("receivable", receivable)):
        assert str(credit.db_value(f"select customer_id from {table} where id = %s", id)) == survivor, table
    for table in ("payment", "trading_condition", "bill_incident", "emergency_report", "instruction"):
        assert credit.db_value(f"select count(*) from {table} where customer_id = %s", merged) == 0, table
    made = check(credit, merged, 2_000_001)
    assert made["customer_id"] == survivor
    assert made["reasons"] == ["COUNTERMEASURE_BLOCK", "CONDITION_UNMET", "OPEN_BILL_INCIDENT"]
    # What was reserved for the merged one is shipped, at the term it was reserved with.
    shown = commit(credit, reserved, 500_000, expect=200).json()
    assert (shown["customer_id"], shown["merged_from_id"], shown["term_days"]) == (survivor, merged, 30)
    items = credit.finance().get(f"/v1/credit-profiles/{merged}", expect=200).json()
    assert items["committed_fen"] == 1_000_000
    lines = credit.db_value("select cause || limit_fen from credit_line_version where customer_id = %s", merged)
    assert lines == "MERGE0"


def test_both_had_an_order_of_one_reference(credit):
    survivor, merged = two(credit)
    asked = {"order_ref": order(), "payment_mode": "CREDIT", "reserve": True}
    client = credit.salesperson()
    one, other = (client.post("/v1/credit-checks", {**asked, "customer_id": customer, "amount_fen": amount}, expect=200).json()
                  for customer, amount in ((survivor, 1_000_000), (merged, 2_000_000)))
    grants = [grant(credit, customer, ref, 100) for ref in [order()] for customer in (survivor, merged)]
    merge(credit, survivor, merged)
    assert credit.profile(survivor)["used_fen"] == 3_000_000
    again = client.post("/v1/credit-checks", {**asked, "customer_id": merged, "amount_fen": 1_000_000}, expect=200).json()
    assert again["reservation_id"] == one["reservation_id"]
    for made in (one, other):
        commit(credit, made, made["amount_fen"], expect=200)
    assert [credit.db_value("select state from overlimit_request where id = %s", each) for each in grants] == ["GRANTED", "LAPSED"]


def test_flags_are_joined(credit):
    survivor, merged = two(credit, blacklisted=True)
    merge(credit, survivor, merged)
    assert credit.profile(survivor)["blacklisted"]
    assert check(credit, survivor, 100)["reasons"] == ["CUSTOMER_BLACKLISTED"]


def test_a_chain_of_merges(credit):
    first, second = two(credit)
    third = credit.customer(make=distributor, unified_social_credit_code=None)
    credit.set(third, grade="A", limit_fen=10_000_000, term_days=92, trading_status="ACTIVE")
    made = check(credit, second, 100)
    merge(credit, first, second)
    merge(credit, third, first)
    assert credit.profile(second)["id"] == credit.profile(first)["id"] == third
    shown = commit(credit, made, 100, expect=200).json()
    assert (shown["customer_id"], shown["merged_from_id"]) == (third, second)
    assert check(credit, second, 100)["customer_id"] == third


def test_checks_while_they_are_merged(credit):
    """Every check is of the one or of the other, and nothing is lost: the survivor's limit holds for what comes after."""
    survivor, merged = two(credit, limit_fen=10_000_000)
    clients = [credit.client(["salesperson"]) for _ in range(8)]
    with ThreadPoolExecutor(9) as pool:
        waits = [pool.submit(check, credit, (survivor, merged)[n % 2], 1_500_000, "CREDIT", clients[n % 8]) for n in range(24)]
        pool.submit(merge, credit, survivor, merged).result()
        answers = [each.result() for each in waits]
    approved = [each for each in answers if each["decision"] == "APPROVED"]
    assert credit.profile(survivor)["used_fen"] == 1_500_000 * len(approved)
    own = [each for each in approved if each["customer_id"] == survivor]
    assert len(own) <= 6 and len(approved) <= 12
    assert credit.db_value("select count(*) from reservation where customer_id = %s", merged) == 0


def test_R3_37_a_stop_of_supply_is_of_the_customer(credit):
    """Whichever record it was ordered under; a survivor that is stopped already has one stop."""
    def stop(customer):
        id_ = str(uuid.uuid4())
        execute(credit, f"""insert into suspension (id, customer_id, ordered_by, ordered_rank, reason, started_at, review_on, {COLUMNS})
            values (%s, %s, 'test', 1, '回款异常', now(), current_date, {STAMPS})""", id_, customer)
        return id_

    for stopped_before in (False, True):
        survivor, merged = two(credit, trading_status="SUSPENDED")
        own = stop(survivor) if stopped_before else None
        moved = stop(merged)
        credit.set(survivor, trading_status="SUSPENDED" if stopped_before else "ACTIVE")
        merge(credit, survivor, merged)
        assert credit.profile(survivor)["trading_status"] == "SUSPENDED"
        assert check(credit, merged, 100, "CASH_ON_DELIVERY")["reasons"] == ["TRADING_SUSPENDED"]
        assert str(credit.db_value("select id from suspension where customer_id = %s and ended_at is null", survivor)) == \
            (own or moved)
        assert credit.db_value("select end_reason from suspension where id = %s", moved) == ("MERGED" if stopped_before else None)
    # One that has not begun to trade goes on as the other did: stopped, and on its card.
    survivor, merged = two(credit, trading_status="SUSPENDED")
    credit.set(survivor, trading_status="NOT_STARTED")
    moved, own = stop(merged), card(credit, merged)
    merge(credit, survivor, merged)
    assert credit.profile(survivor)["trading_status"] == "SUSPENDED"
    assert str(credit.db_value("select id from suspension where customer_id = %s and ended_at is null", survivor)) == moved
    assert str(credit.db_value("select id from trading_card where customer_id = %s and state = 'ACTIVE'", survivor)) == own
    assert told(credit.service(), "credit.suspended", survivor)[0]["data"]["trading_status"] == "SUSPENDED"


def card(credit, customer, days=0):
    """A trading card, active since so many days."""
    id_ = str(uuid.uuid4())
    execute(credit, f"""insert into trading_card (id, form_no, customer_id, template_version, state, activated_at, {COLUMNS})
        values (%s, %s, %s, 1, 'ACTIVE', %s, {STAMPS})""", id_, id_[:20], customer, now(credit, days=days))
    return id_


def test_R3_35_one_that_has_not_begun_trades_on_the_others_card(credit):
    survivor, merged = two(credit)
    credit.set(survivor, trading_status="NOT_STARTED")
    own = card(credit, merged)
    merge(credit, survivor, merged)
    assert credit.profile(survivor)["trading_status"] == "ACTIVE"
    assert credit.db_value("select state from trading_card where id = %s", own) == "ACTIVE"
    assert told(credit.service(), "credit.trading_started", survivor)
    assert check(credit, merged, 100, "CASH_ON_DELIVERY")["decision"] == "APPROVED"


@pytest.mark.parametrize("status", ["ACTIVE", "SUSPENDED", "NOT_STARTED"])
def test_R3_39_the_end_of_trade_is_of_the_customer(credit, status):
    """Under whichever record it was ordered: it begins anew as R3.39 says, and not by a merge."""
    ended = now(credit, days=20)
    survivor, merged = two(credit, trading_status="TERMINATED", terminated_at=ended)
    own, ref = card(credit, survivor, days=10), order()
    reserved, granted = check(credit, survivor, 500_000), grant(credit, survivor, ref, 100)
    credit.set(survivor, trading_status=status)
    merge(credit, survivor, merged)
    shown = credit.profile(survivor)
    assert (shown["trading_status"], shown["used_fen"]) == ("TERMINATED", 0)
    assert datetime.datetime.fromisoformat(shown["terminated_at"]) == datetime.datetime.fromisoformat(ended)
    assert credit.db_value("select state from reservation where id = %s", reserved["reservation_id"]) == "RELEASED"
    assert credit.db_value("select state from overlimit_request where id = %s", granted) == "LAPSED"
    assert credit.db_value("select state from trading_card where id = %s", own) == "CLOSED"
    assert "TRADING_TERMINATED" in check(credit, merged, 100, "CASH_ON_DELIVERY")["reasons"]
    assert told(credit.service(), "credit.terminated", survivor)
    decided = credit.finance().get(f"/v1/credit-profiles/{survivor}/decisions", expect=200).json()["items"]
    assert ("R3.39", "TERMINATED") in [(each["rule"], each["outcome"]) for each in decided]


def test_R3_39_a_start_since_then_outlives_it(credit):
    """On a card and a report of after the end, without an open incident: the customer has begun anew."""
    def merged_with(card_days, report_days, open_incident):
        survivor, merged = two(credit, trading_status="TERMINATED", terminated_at=now(credit, days=20))
        card(credit, survivor, card_days)
        report(credit, merged, filed_on=credit.today(-report_days))
        if open_incident:
            incident(credit, merged)
        merge(credit, survivor, merged)
        return credit.profile(survivor)["trading_status"]

    assert merged_with(10, 15, False) == "ACTIVE"
    assert merged_with(30, 15, False) == "TERMINATED"
    assert merged_with(10, 25, False) == "TERMINATED"
    assert merged_with(10, 15, True) == "TERMINATED"


def test_R3_39_of_two_ends_the_later_one_counts(credit):
    survivor, merged = two(credit, trading_status="TERMINATED", terminated_at=now(credit, days=5))
    credit.set(survivor, trading_status="TERMINATED", terminated_at=now(credit, days=50))
    merge(credit, survivor, merged)
    assert credit.db_value("select %s::timestamptz - terminated_at < interval '6 days' from credit_profile where id = %s",
                           now(credit), survivor)


@pytest.mark.parametrize("grade", ["D", "UNGRADED"])
def test_R3_11_a_survivor_without_credit(credit, grade):
    """Nothing that was let pass on the other one's limit stands any more."""
    survivor, merged = two(credit)
    credit.set(survivor, grade=grade, limit_fen=0, term_days=0)
    reserved, placed = check(credit, merged, 500_000), check(credit, merged, 100, "CASH_ON_DELIVERY")
    granted = grant(credit, merged, order(), 100)
    merge(credit, survivor, merged)
    assert credit.profile(survivor)["exposure_fen"] == 0
    assert [credit.db_value("select state from reservation where id = %s", each["reservation_id"])
            for each in (reserved, placed)] == ["RELEASED", "PLACED"]
    assert credit.db_value("select state from overlimit_request where id = %s", granted) == "LAPSED"


def test_what_was_open_about_both(credit):
    """An adjustment of the merged profile is withdrawn; of two investigations and cards the survivor's stay."""
    survivor, merged = two(credit)
    adjustment = str(uuid.uuid4())
    execute(credit, f"""insert into credit_adjustment (id, customer_id, kind, state, from_grade, from_limit_fen, from_term_days, to_grade,
            to_limit_fen, to_term_days, reason, {COLUMNS})
        values (%s, %s, 'OTHER', 'SUBMITTED', 'B', 0, 0, 'A', 1, 1, '调整', {STAMPS})""", adjustment, merged)
    investigations = [str(uuid.uuid4()) for _ in range(2)]
    for id_, customer in zip(investigations, (survivor, merged)):
        execute(credit, f"""insert into investigation (id, customer_id, state, reason, cause, requested_by, {COLUMNS})
            values (%s, %s, 'REQUESTED', '年度复查', 'SALES', 'test', {STAMPS})""", id_, customer)
    card = str(uuid.uuid4())
    execute(credit, f"""insert into trading_card (id, form_no, customer_id, template_version, state, {COLUMNS})
        values (%s, %s, %s, 1, 'ACTIVE', {STAMPS})""", card, card[:20], merged)
    merge(credit, survivor, merged)
    assert credit.db_value("select state from credit_adjustment where id = %s", adjustment) == "WITHDRAWN"
    assert [credit.db_value("select state from investigation where id = %s", id_) for id_ in investigations] == \
        ["REQUESTED", "CANCELLED"]
    assert credit.db_value("select state || close_reason from trading_card where id = %s", card) == "CLOSEDMERGED"
    for table in ("credit_adjustment", "investigation", "trading_card"):
        assert credit.db_value(f"select count(*) from {table} where customer_id = %s", merged) == 0, table


def test_R3_4_of_a_merged_one_nothing_is_found(credit):
    """Whose card has gone to the survivor, or stays beside the survivor's, has no fault of its own."""
    for both in (False, True):
        survivor, merged = two(credit)
        for customer in (survivor, merged)[0 if both else 1:]:
            info_card(credit, customer)
        execute(credit, "update info_card set content_changed_on = content_changed_on - 400, version = version + 1 where customer_id = %s", merged)
        merge(credit, survivor, merged)
        found = credit.finance().get("/v1/credit-compliance", params={
            "customer_id": f"{survivor},{merged}", "type": "INFO_CARD_MISSING,INFO_CARD_STALE"}, expect=200).json()["items"]
        assert [(each["type"], each["customer_id"]) for each in found] == ([] if both else [("INFO_CARD_STALE", survivor)])


def test_R3_27_the_next_report_is_counted_from_the_last_of_both(credit):
    def reported(survivor_on, merged_on, grade_since):
        """The survivor's last report, and when its next one is due, after both were merged."""
        survivor, merged = two(credit)
        for customer, on in ((survivor, survivor_on), (merged, merged_on)):
            credit.set(customer, last_report_on=on, report_due_on=months_after(on, 6), grade_since=grade_since)
        merge(credit, survivor, merged)
        shown = credit.profile(survivor)
        return shown["last_report_on"], shown["report_due_on"]

    earlier, later, long_ago = credit.today(-40), credit.today(-10), credit.today(-400)
    assert reported(earlier, later, long_ago) == (str(later), str(months_after(later, 6)))
    assert reported(later, earlier, long_ago) == (str(later), str(months_after(later, 6)))
    # The present grade is younger than either: it is what the next one is counted from, and stays.
    assert reported(earlier, later, credit.today(-1)) == (str(later), str(months_after(earlier, 6)))
