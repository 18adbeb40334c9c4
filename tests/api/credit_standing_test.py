"""What the credit service tells of customers, for display beside the tier; and the notice of a new credit policy."""
import uuid

import pytest

from credit_feed import CreditFeed
from factories import told
from governance import UNKNOWN


@pytest.fixture(scope="module")
def credit(suite):
    feed = CreditFeed(suite)
    yield feed
    feed.stop()


def standing(client, customer, expect=200):
    return client.get(f"/v1/customers/{customer['id']}/credit-standing", expect=expect).json()


def without_times(shown):
    return {name: value for name, value in shown.items() if not name.endswith("_at")}


def test_nothing_was_told(company):
    customer = company.customer()
    assert standing(company.staff(), customer) == {"customer_id": customer["id"]}
    assert standing(company.staff(), {"id": UNKNOWN}, expect=404)["code"] == "NOT_FOUND"


def test_R3_1_grade_line_and_trading_status(company, credit):
    customer, by = company.customer(), company.staff()
    credit.standing("grade_changed", customer["id"], version=2, to="B", **{"from": "UNGRADED"})
    credit.standing("line_changed", customer["id"], version=3, limit_fen=3_000_000, term_days=30)
    credit.standing("trading_started", customer["id"], version=4, trading_status="ACTIVE")
    shown = standing(by, customer)
    assert without_times(shown) == {"customer_id": customer["id"], "grade": "B", "limit_fen": 3_000_000, "term_days": 30,
                                    "trading_status": "ACTIVE"}
    assert {"grade_changed_at", "line_changed_at", "trading_changed_at"} <= shown.keys()
    # What is absent keeps its value; 0 is a value.
    credit.standing("line_changed", customer["id"], version=5, limit_fen=0)
    assert (standing(by, customer)["limit_fen"], standing(by, customer)["term_days"]) == (0, 30)
    credit.standing("line_changed", customer["id"], version=6, term_days="many")
    assert (standing(by, customer)["limit_fen"], standing(by, customer)["term_days"]) == (0, 30)
    # Beside the tier, not instead of it: the customer itself is as it was.
    assert by.get(f"/v1/customers/{customer['id']}", expect=200).json()["version"] == customer["version"]


@pytest.mark.parametrize("what, status", [("suspended", "SUSPENDED"), ("resumed", "ACTIVE"), ("terminated", "TERMINATED")])
def test_R3_37_R3_39_what_an_event_says_by_its_name(company, credit, what, status):
    customer = company.customer()
    credit.standing(what, customer["id"], version=7)
    assert standing(company.staff(), customer)["trading_status"] == status
    credit.standing("suspended", customer["id"], version=8, trading_status="TERMINATED")
    assert standing(company.staff(), customer)["trading_status"] == "TERMINATED"


def test_what_came_twice_or_was_overtaken_changes_nothing(company, credit, db):
    customer, event = company.customer(), str(uuid.uuid4())
    for _ in range(2):
        credit.standing("grade_changed", customer["id"], version=5, id=event, grade="A")
    credit.standing("grade_changed", customer["id"], version=4, grade="C")
    credit.standing("grade_changed", customer["id"], version=6, grade="EXCELLENT")
    credit.standing("trading_started", customer["id"], version=3)  # another fact of an older version is told late
    assert without_times(standing(company.staff(), customer)) == {"customer_id": customer["id"], "grade": "A", "trading_status": "ACTIVE"}
    with db.cursor() as cursor:
        cursor.execute("select version from credit_standing where customer_id = %s", (customer["id"],))
        assert cursor.fetchone() == (3,)  # opened, graded, started
    credit.standing("grade_changed", customer["id"], grade="D")  # without a version it is taken as it comes
    credit.standing("grade_changed", customer["id"], version=5, grade="B")
    assert standing(company.staff(), customer)["grade"] == "D"


def test_what_concerns_nobody_here_is_passed_over(company, credit, db):
    for data in ({"customer_id": str(uuid.uuid4())}, {"customer_id": "x"}, {"customer_id": None}, {}):
        credit.tell("credit.grade_changed", "x", {"grade": "A", **data})
        credit.tell("credit.line_changed", "x", {"limit_fen": 1, **data})
        credit.tell("credit.suspended", "x", data)
        credit.tell("credit.adjusted", "x", {"adjustment_id": str(uuid.uuid4()), **data})
    with db.cursor() as cursor:
        cursor.execute("select count(*) from event_parked")
        assert cursor.fetchone() == (0,)


def test_R3_19_who_has_to_acknowledge_an_adjustment(company, credit):
    customer, adjustment, salesperson = company.customer(), str(uuid.uuid4()), str(uuid.uuid4())
    credit.tell("credit.adjusted", adjustment, {"customer_id": customer["id"], "adjustment_id": adjustment,
                                                "responsible_salesperson_id": salesperson})
    assert without_times(standing(company.staff(), customer)) == {
        "customer_id": customer["id"], "adjustment_id": adjustment, "responsible_salesperson_id": salesperson}


def test_a_merged_record_shows_the_survivors(company, credit):
    survivor, merged = company.customer(), company.customer(unified_social_credit_code=None)
    credit.standing("grade_changed", merged["id"], version=2, grade="C")
    credit.standing("grade_changed", survivor["id"], version=2, grade="A")
    company.as_division().post(f"/v1/customers/{survivor['id']}/merge", {"merged_id": merged["id"], "reason": "同一客户"}, expect=200)
    for one in (survivor, merged):
        assert standing(company.as_division(), one)["grade"] == "A"


def test_who_may_read_it(company, credit, joint):
    guest = joint.guest()
    credit.standing("grade_changed", guest["id"], version=1, grade="B")
    assert standing(joint.e1, guest)["grade"] == "B"
    assert standing(company.staff(), guest, expect=404)["code"] == "NOT_FOUND"


def test_R3_20_a_policy_is_a_notice_to_all_sales_departments(company, credit):
    policy, event = str(uuid.uuid4()), str(uuid.uuid4())
    number = uuid.uuid4().int % 1_000_000
    for _ in range(2):
        credit.tell("credit.policy_promulgated", policy, {"policy_id": policy, "number": number, "effective_from": "2031-01-01"}, id=event)
    title = f"信用政策第{number}版自2031-01-01起施行"
    division = company.as_division()
    found = [one for one in division.get("/v1/notices", params={"limit": 100}, expect=200).json()["items"] if one["title"] == title]
    assert len(found) == 1
    notice = found[0]
    addressed = {one["department_id"] for one in notice["addresses"]}
    assert {company.s1["id"], company.s2["id"]} <= addressed and company.division["id"] not in addressed
    company.staff().post(f"/v1/notices/{notice['id']}/acknowledge", expect=200)
    assert [one["data"]["title"] for one in told(company.client("service"), "notice.sent", notice["id"])] == [title]
