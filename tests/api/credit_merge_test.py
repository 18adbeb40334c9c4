"""Two customers were one: what was of either is the survivor's (customer.merged)."""
from concurrent.futures import ThreadPoolExecutor

from factories import distributor
from credit import credit, order  # noqa: F401
from credit_orders import check, commit, condition, countermeasure, grant, incident


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
