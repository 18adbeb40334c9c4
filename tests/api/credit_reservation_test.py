"""Shipped, cancelled, expired: what becomes of a reservation (R3.15), and of its exposure (R3.13)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of
from credit import credit  # noqa: F401
from credit_orders import body, check, commit, countermeasure, execute, grant, now, release
from credit_policies import policies  # noqa: F401


def test_R3_15_example_1_it_expires_by_time(credit):
    customer = credit.trading()
    made = check(credit, customer, 4_000_000)
    begins, ends = (datetime.datetime.fromisoformat(made[each].replace("Z", "+00:00")) for each in ("created_at", "expires_at"))
    assert ends - begins == datetime.timedelta(hours=72)
    kept = check(credit, customer, 1_000_000)
    credit.clock.forward(hours=71, minutes=50)
    commit(credit, kept, 1_000_000, expect=200)
    credit.clock.forward(minutes=10)
    answer = commit(credit, made, 4_000_000)
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.15"
    shown = credit.profile(customer)
    assert (shown["reserved_fen"], shown["committed_fen"], shown["available_fen"]) == (0, 1_000_000, 9_000_000)
    finance = credit.finance()
    assert finance.get(f"/v1/reservations/{made['reservation_id']}", expect=200).json()["state"] == "EXPIRED"
    assert code_of(release(made, finance)) == (409, "INVALID_STATE")
    # The same order is judged afresh, and what does not count any more is marked.
    again = credit.salesperson().post("/v1/credit-checks", {
        "customer_id": customer, "order_ref": made["order_ref"], "amount_fen": 9_000_000, "payment_mode": "CREDIT",
        "reserve": True}, expect=200).json()
    assert again["decision"] == "APPROVED" and again["reservation_id"] != made["reservation_id"]
    assert credit.db_value("select state from reservation where id = %s", made["reservation_id"]) == "EXPIRED"


def await_marked(credit, made):
    credit.suite.await_(lambda: credit.db_value("select state from reservation where id = %s", made["reservation_id"]) == "EXPIRED", 60)


def test_R3_15_what_has_expired_is_marked_by_itself(credit):
    made = check(credit, credit.trading(), 100)
    credit.clock.forward(hours=72, minutes=20)
    await_marked(credit, made)
    shown = credit.finance().get(f"/v1/reservations/{made['reservation_id']}", expect=200).json()
    assert shown["ended_by"] == "system" and shown["ended_at"] == made["expires_at"]
    states = [entry["changes"].get("state") for entry in
              credit.finance().get(f"/v1/reservations/{made['reservation_id']}/history", expect=200).json()["items"]]
    assert states == [{"from": "RESERVED", "to": "EXPIRED"}, {"to": "RESERVED"}]
    due = credit.db_value("select state from timer where kind = 'reservation_expiry'")
    assert due == "SET"


def test_R3_15_what_expires_before_those_known_is_marked_too(credit, policies):
    """Made while only one that expires much later was there, as after a change of the policy."""
    first = check(credit, credit.trading(), 100)
    policies.in_effect({"credit.reservation.ttl": "P60D"})
    late = check(credit, credit.trading(), 100)
    credit.clock.forward(days=4)
    await_marked(credit, first)
    policies.in_effect({"credit.reservation.ttl": "PT72H"})
    made = check(credit, credit.trading(), 100)
    credit.clock.forward(hours=72, minutes=20)
    await_marked(credit, made)
    assert credit.db_value("select state from reservation where id = %s", late["reservation_id"]) == "RESERVED"



def test_R3_15_example_2_a_part_is_shipped(credit):
    customer = credit.trading()
    made = check(credit, customer, 4_000_000)
    shipped = commit(credit, made, 3_500_000, expect=200).json()
    assert (shipped["state"], shipped["amount_fen"], shipped["shipped_fen"]) == ("COMMITTED", 4_000_000, 3_500_000)
    receivable = credit.finance().get(f"/v1/receivables/{shipped['receivable_id']}", expect=200).json()
    assert (receivable["amount_fen"], receivable["outstanding_fen"]) == (3_500_000, 3_500_000)
    shown = credit.profile(customer)
    assert (shown["reserved_fen"], shown["committed_fen"], shown["available_fen"]) == (0, 3_500_000, 6_500_000)
    made = check(credit, customer, 4_000_000)
    answer = commit(credit, made, 4_000_001)
    assert code_of(answer) == (422, "SHIPPED_EXCEEDS_RESERVED")
    for wrong in ({"shipped_fen": 0}, {"shipped_at": "2026-12-01"}, {"shipped_at": None}):
        answer = credit.salesperson().post(f"/v1/reservations/{made['reservation_id']}/commit",
                                           {"shipped_fen": 1, "shipped_at": now(credit), **wrong})
        assert code_of(answer) == (400, "VALIDATION_FAILED")
    answer = credit.salesperson().post(f"/v1/reservations/{made['reservation_id']}/commit",
                                       {"shipped_fen": 1, "shipped_at": now(credit, minutes=-5)})
    assert code_of(answer) == (422, "TIME_IN_FUTURE")


def test_R3_15_said_again(credit):
    customer = credit.trading()
    made = check(credit, customer, 4_000_000)
    path, said = f"/v1/reservations/{made['reservation_id']}/commit", {"shipped_fen": 4_000_000, "shipped_at": now(credit)}
    first = credit.salesperson().post(path, said, expect=200).json()
    again = credit.finance().post(path, said, expect=200).json()
    first.pop("decision")
    assert again == first
    assert code_of(credit.finance().post(path, {**said, "shipped_fen": 3_999_999})) == (409, "INVALID_STATE")
    assert code_of(credit.finance().post(path, {**said, "shipped_at": now(credit, hours=1)})) == (409, "INVALID_STATE")
    assert code_of(release(made, credit.manager())) == (409, "INVALID_STATE")
    assert credit.profile(customer)["committed_fen"] == 4_000_000
    made = check(credit, customer, 100)
    first = release(made, credit.manager(), expect=200).json()
    first.pop("decision")
    assert (first["state"], first["end_reason"]) == ("RELEASED", "客户取消订单")
    assert release(made, credit.finance(), expect=200).json() == first
    assert code_of(release(made, credit.finance(), "另一原因")) == (409, "INVALID_STATE")
    assert code_of(commit(credit, made, 100)) == (409, "INVALID_STATE")


def test_R3_15_example_3_commit_and_release_at_once(credit):
    customer = credit.trading()
    for _ in range(6):
        made = check(credit, customer, 1_000_000)
        with ThreadPoolExecutor(4) as pool:
            answers = [pool.submit(commit, credit, made, 1_000_000, by=credit.client(["finance"])),
                       pool.submit(release, made, credit.client(["sales_manager"]))]
            committed, released = (answer.result() for answer in answers)
        assert sorted([committed.status_code, released.status_code]) == [200, 409]
        state = credit.db_value("select state from reservation where id = %s", made["reservation_id"])
        assert state == ("COMMITTED" if committed.status_code == 200 else "RELEASED")
        assert credit.db_value("select count(*) from receivable where reservation_id = %s",
                               made["reservation_id"]) == (state == "COMMITTED")


def test_R3_15_one_commit_at_once_makes_one_receivable(credit):
    made = check(credit, credit.trading(), 1_000_000)
    path, said = f"/v1/reservations/{made['reservation_id']}/commit", {"shipped_fen": 1_000_000, "shipped_at": now(credit)}
    clients = [credit.client(["finance"]) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: client.post(path, said), clients))
    assert {answer.status_code for answer in answers} == {200}
    assert credit.db_value("select count(*) from receivable where reservation_id = %s", made["reservation_id"]) == 1


def test_R3_15_example_4_due_after_the_term_of_the_reservation(credit):
    customer = credit.trading(term_days=92)
    made = check(credit, customer, 100)
    credit.set(customer, term_days=10)
    shipped = commit(credit, made, 100, expect=200).json()
    receivable = credit.finance().get(f"/v1/receivables/{shipped['receivable_id']}", expect=200).json()
    assert receivable["shipped_on"] == str(credit.today()) and receivable["due_on"] == str(credit.today(92))
    assert datetime.date(2026, 12, 1) + datetime.timedelta(92) == datetime.date(2027, 3, 3)


def test_R3_15_the_day_of_shipping_is_that_of_the_business(credit):
    made = check(credit, credit.trading(term_days=0), 100)
    shipped_at = datetime.datetime.combine(credit.today(-1), datetime.time(16, 30), datetime.timezone.utc)
    answer = credit.salesperson().post(f"/v1/reservations/{made['reservation_id']}/commit", {
        "shipped_fen": 100, "shipped_at": shipped_at.isoformat()})
    if answer.status_code == 422:  # 00:30 of today in Shanghai is yet to come: it is before that there
        assert code_of(answer) == (422, "TIME_IN_FUTURE")
        return
    receivable = credit.finance().get(f"/v1/receivables/{answer.json()['receivable_id']}", expect=200).json()
    assert receivable["shipped_on"] == str(credit.today())


def test_R3_15_example_5_supply_is_stopped(credit):
    customer = credit.trading()
    for columns in ({"trading_status": "SUSPENDED"}, {"trading_status": "TERMINATED"}, {"blacklisted": True}):
        made = check(credit, customer, 100)
        credit.set(customer, **columns)
        answer = commit(credit, made, 100)
        assert code_of(answer) == (422, "SUPPLY_STOPPED") and answer.json()["rule"] == "R3.15"
        credit.set(customer, trading_status="ACTIVE", blacklisted=False)
        commit(credit, made, 100, expect=200)
    made = check(credit, customer, 100)
    measure = countermeasure(credit, customer, "SHIPMENT_LIMIT", 99)
    assert code_of(commit(credit, made, 100)) == (422, "SUPPLY_STOPPED")
    commit(credit, made, 99, expect=200)
    execute(credit, "update countermeasure set state = 'LIFTED', version = version + 1 where id = %s", measure)
    made, entry = check(credit, customer, 100, department_id=credit.department["id"]), str(uuid.uuid4())
    execute(credit, "insert into known_blacklisting (id, customer_id, department_id) values (%s, %s, %s)", entry, customer,
            credit.department["id"])
    assert code_of(commit(credit, made, 100)) == (422, "SUPPLY_STOPPED")
    execute(credit, "delete from known_blacklisting where id = %s", entry)
    commit(credit, made, 100, expect=200)


def test_R3_37_example_2_commit_and_stop_at_once(credit):
    """Shipped before, or stopped: the stop is not waited past."""
    customer = credit.trading()
    made = check(credit, customer, 100)
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("update credit_profile set trading_status = 'SUSPENDED', version = version + 1 where id = %s", [customer])
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(commit, credit, made, 100, credit.manager())
            credit.suite.await_(lambda: credit.db_value(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%credit_profile%%'"))
            cursor.execute("commit")
            assert code_of(waits.result()) == (422, "SUPPLY_STOPPED")


def test_R3_12_a_lower_limit_lets_what_is_reserved_be_shipped(credit):
    customer = credit.trading()
    made = check(credit, customer, 8_000_000)
    credit.set(customer, limit_fen=5_000_000)
    commit(credit, made, 8_000_000, expect=200)


def test_R3_15_who_releases(credit):
    customer = credit.trading()
    made = check(credit, customer, 100, by=credit.salesperson(1))
    for other in (credit.salesperson(0), credit.director(), credit.service()):
        answer = release(made, other)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.15"
    release(made, credit.salesperson(1), expect=200)
    for allowed in (credit.manager(1), credit.finance()):
        release(check(credit, customer, 100, by=credit.service()), allowed, expect=200)
    unknown = {"reservation_id": str(uuid.uuid4())}
    assert release(unknown, credit.finance()).status_code == commit(credit, unknown, 1).status_code == 404
    cash = check(credit, customer, 100, "CASH_ON_DELIVERY")
    assert code_of(commit(credit, cash, 100)) == (409, "INVALID_STATE")
    assert release(cash, credit.finance(), expect=200).json()["state"] == "RELEASED"


def test_R3_15_the_granted_part_shrinks_first(credit):
    customer = credit.trading()
    check(credit, customer, 9_000_000)
    asked = body(customer, 2_000_000)
    grant(credit, customer, asked["order_ref"], 1_000_000)
    made = credit.salesperson().post("/v1/credit-checks", asked, expect=200).json()
    shipped = commit(credit, made, 1_400_000, expect=200).json()
    assert (shipped["within_limit_fen"], shipped["granted_fen"]) == (1_000_000, 400_000)
    shown = credit.profile(customer)
    assert (shown["used_fen"], shown["exposure_fen"]) == (10_000_000, 10_400_000)
    # Payments take of the granted part first, too (R3.13).
    credit.finance().post(f"/v1/receivables/{shipped['receivable_id']}/payments",
                          {"amount_fen": 500_000, "instrument": "CASH"}, expect=201)
    shown = credit.profile(customer)
    assert (shown["used_fen"], shown["exposure_fen"]) == (9_900_000, 9_900_000)
    credit.finance().post(f"/v1/receivables/{shipped['receivable_id']}/payments",
                          {"amount_fen": 900_000, "instrument": "CASH"}, expect=201)
    assert credit.finance().get(f"/v1/reservations/{made['reservation_id']}", expect=200).json()["state"] == "SETTLED"


def test_R3_13_who_comes_late_does_not_ship_what_another_took(credit):
    """A reservation that a check did not count any more is marked, and cannot be shipped by a clock that is behind."""
    customer = credit.trading()
    first = check(credit, customer, 10_000_000)
    execute(credit, "update reservation set expires_at = now() - interval '1 second', version = version + 1 where id = %s",
            first["reservation_id"])
    second = check(credit, customer, 10_000_000)
    assert second["decision"] == "APPROVED"
    # As for a request whose time was read before: the row says it, not the clock.
    execute(credit, "update reservation set expires_at = now() + interval '1 hour', version = version + 1 where id = %s",
            first["reservation_id"])
    assert code_of(commit(credit, first, 10_000_000)) == (409, "INVALID_STATE")


def test_R3_15_reservations_listed(credit):
    customer = credit.trading()
    made = [check(credit, customer, 100), check(credit, customer, 200, "CASH_ON_DELIVERY")]
    items = credit.manager().get("/v1/reservations", params={"customer_id": customer}, expect=200).json()["items"]
    assert [item["id"] for item in items] == [each["reservation_id"] for each in reversed(made)]
    params = {"customer_id": customer, "state": "PLACED"}
    placed, = credit.manager().get("/v1/reservations", params=params, expect=200).json()["items"]
    assert (placed["amount_fen"], placed["within_limit_fen"], placed["payment_mode"]) == (200, 0, "CASH_ON_DELIVERY")
    assert credit.salesperson(2).get("/v1/reservations", params={"customer_id": customer}, expect=200).json()["items"] == []
    assert credit.salesperson(2).get(f"/v1/reservations/{placed['id']}").status_code == 403
