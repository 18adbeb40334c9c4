"""Requests to exceed the limit for one order, up to the president (R3.17)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from credit import order
from credit_grading import adjust, report
from credit_orders import grant
from credit_policies import policies  # noqa: F401
from factories import code_of

PATH = "/v1/overlimit-requests"
CNY = 100


class Overlimit:
    """A customer with a limit of 100,000.00, all of it used, and one purchase of 200,000.00."""

    def __init__(self, credit):
        self.credit = credit

    def sql(self, text, *values):
        with self.credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute(text, values)

    def customer(self, used=100_000, purchase=200_000, **columns):
        customer = self.credit.trading(**columns)
        self.purchases(customer, purchase)
        if used:
            self.use(customer, used)
        return customer

    def purchases(self, customer, cny):
        """Three of them, so that one purchase is that much."""
        card, since = str(uuid.uuid4()), self.credit.today(-100)
        self.sql("insert into info_card (id, customer_id, owner_id, content_changed_on, created_at, created_by, changed_at,"
                 " changed_by, trace_id) values (%s, %s, %s, %s, now(), 'test', now(), 'test', 'test')",
                 card, customer, str(uuid.uuid4()), since)
        for day in range(3):
            self.sql("insert into purchase_entry (id, card_id, customer_id, order_date, product_name, quantity_milli,"
                     " unit_price_fen, amount_fen, created_at, created_by, changed_at, changed_by, trace_id)"
                     " values (%s, %s, %s, %s, '膝关节', 1000, %s, %s, now(), 'test', now(), 'test', 'test')",
                     str(uuid.uuid4()), card, customer, since + (self.credit.today(day) - self.credit.today()), cny * CNY, cny * CNY)

    def use(self, customer, cny):
        """An order that is reserved."""
        self.sql("insert into reservation (id, customer_id, order_ref, check_id, payment_mode, amount_fen, within_limit_fen,"
                 " granted_fen, term_days, state, expires_at, requested_by, created_at, created_by, changed_at, changed_by,"
                 " trace_id) values (%s, %s, %s, %s, 'CREDIT', %s, %s, 0, 30, 'RESERVED', now() + interval '1000 days',"
                 " 'test', now(), 'test', now(), 'test', 'test')",
                 str(uuid.uuid4()), customer, order(), str(uuid.uuid4()), cny * CNY, cny * CNY)

    def post(self, customer, fen, by=None, order_ref=None):
        return (by or self.credit.salesperson()).post(PATH, {
            "customer_id": customer, "order_ref": order_ref or order(), "amount_fen": fen, "reason": "季度末备货"})

    def request(self, customer, fen, **more):
        answer = self.post(customer, fen, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def decide(self, request, by, act="approve", body=None):
        return by.post(f"{PATH}/{request['id']}/{act}", body or {})

    def approve(self, request, by):
        answer = self.decide(request, by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, request):
        return self.credit.finance().get(f"{PATH}/{request['id']}", expect=200).json()


@pytest.fixture(scope="module")
def overlimit(credit):
    return Overlimit(credit)


def test_R3_17_example_1_a_tenth(credit, overlimit):
    customer = overlimit.customer()
    request = overlimit.request(customer, 10_000 * CNY)
    assert (request["tier"], request["state"], request["waits_for"]) == (1, "SUBMITTED", "sales_manager")
    assert request["excess_fen"] == 10_000 * CNY and request["decision"]["rule"] == "R3.17"
    assert request["decision"]["parameters"] == {"credit.overlimit.tier1_percent": 10, "credit.overlimit.tier2_percent": 30}
    granted = overlimit.approve(request, credit.manager())
    assert granted["state"] == "GRANTED" and granted["valid_until"] == str(credit.today(7)) and "waits_for" not in granted
    assert [(act["role"], act["action"]) for act in granted["approvals"]] == [("sales_manager", "APPROVE")]
    kept = credit.finance().get(f"{PATH}/{request['id']}/decisions", expect=200).json()["items"]
    assert {"credit.overlimit.grant_validity": "P7D"}.items() <= next(
        each["parameters"] for each in kept if each["outcome"] == "APPROVED").items()
    assert credit.profile(customer)["limit_fen"] == 10_000_000


def test_R3_17_example_2_a_fen_more_needs_the_director(credit, overlimit):
    request = overlimit.request(overlimit.customer(), 10_000 * CNY + 1)
    assert request["tier"] == 2
    for by, code in ((credit.director(), (409, "INVALID_STATE")), (credit.salesperson(), (403, "FORBIDDEN_ROLE"))):
        assert code_of(overlimit.decide(request, by)) == code
    passed = overlimit.approve(request, credit.manager())
    assert (passed["state"], passed["waits_for"]) == ("MANAGER_APPROVED", "marketing_director")
    assert overlimit.approve(request, credit.director())["state"] == "GRANTED"


def test_R3_17_example_3_up_to_the_president(credit, overlimit):
    assert overlimit.request(overlimit.customer(), 30_000 * CNY)["tier"] == 2
    request = overlimit.request(overlimit.customer(), 30_000 * CNY + 1)
    assert request["tier"] == 3
    overlimit.approve(request, credit.manager())
    assert overlimit.approve(request, credit.director())["waits_for"] == "president"
    assert overlimit.approve(request, credit.president())["state"] == "GRANTED"


def test_R3_17_example_4_a_fen_over_one_purchase(credit, overlimit):
    request = overlimit.request(overlimit.customer(purchase=100_000), 1)
    assert (request["tier"], request["excess_fen"]) == (3, 1)


def test_R3_17_without_a_limit_and_with_the_cap_of_c(credit, overlimit):
    assert overlimit.request(overlimit.customer(used=0, limit_fen=0, grade="B"), 1)["tier"] == 3
    # 10 % of one purchase is C's cap: 20,000.00, and the exposure would be 11,000.00 or 21,000.00.
    customer = overlimit.customer(used=10_000, limit_fen=1_000_000, grade="C")
    assert overlimit.request(customer, 1_000 * CNY)["tier"] == 1
    assert overlimit.request(customer, 11_000 * CNY)["tier"] == 3


def test_R3_17_example_5_usable_for_seven_days(credit, overlimit, policies):
    request = overlimit.request(overlimit.customer(), 1_000 * CNY)
    granted = overlimit.approve(request, credit.manager())
    last = credit.today(7)
    assert granted["valid_until"] == str(last)
    policies.until(last)
    assert overlimit.get(request)["state"] == "GRANTED"
    policies.until(credit.today(1))
    credit.suite.await_(lambda: overlimit.get(request)["state"] == "LAPSED")
    ended = overlimit.get(request)["ended_at"]
    assert ended.startswith(f"{last}T16:00:00")  # 24:00 there
    # Once it has lapsed the order may be requested anew.
    overlimit.request(request["customer_id"], 1_000 * CNY, order_ref=request["order_ref"])


def test_R3_17_who_gets_none(credit, overlimit):
    for columns in ({"grade": "D", "limit_fen": 0}, {"grade": "UNGRADED", "limit_fen": 0}):
        answer = overlimit.post(overlimit.customer(used=0, **columns), 1)
        assert code_of(answer) == (422, "GRADE_NO_CREDIT") and answer.json()["rule"] == "R3.17"
    for columns in ({"trading_status": "SUSPENDED"}, {"trading_status": "TERMINATED"}, {"blacklisted": True}):
        assert code_of(overlimit.post(overlimit.customer(**columns), 1)) == (422, "SUPPLY_STOPPED")
    customer = overlimit.customer(used=60_000)
    answer = overlimit.post(customer, 40_000 * CNY)
    assert code_of(answer) == (422, "NOT_OVER_LIMIT") and answer.json()["rule"] == "R3.17"
    assert overlimit.request(customer, 40_000 * CNY + 1)["excess_fen"] == 1
    assert code_of(overlimit.post(str(uuid.uuid4()), 1)) == (404, "CUSTOMER_UNKNOWN")
    assert code_of(overlimit.post(customer, 0)) == (400, "VALIDATION_FAILED")


def test_R3_17_by_the_responsible_salesperson(credit, overlimit):
    customer = overlimit.customer()
    for client in (credit.salesperson(1), credit.manager(), credit.finance()):
        answer = overlimit.post(customer, 1, by=client)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.17"


def test_R3_17_one_open_request_for_an_order(credit, overlimit):
    customer, reference = overlimit.customer(), order()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: overlimit.post(customer, 1, order_ref=reference), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert code_of(refused) == (409, "REQUEST_EXISTS") and refused.json()["rule"] == "R3.17"
    request = next(answer.json() for answer in answers if answer.status_code == 201)
    granted = overlimit.approve(request, credit.manager())
    assert code_of(overlimit.post(customer, 1, order_ref=reference)) == (409, "REQUEST_EXISTS")
    assert granted["state"] == "GRANTED" and overlimit.post(customer, 1).status_code == 201


def test_R3_17_rejected_with_an_opinion(credit, overlimit):
    request = overlimit.request(overlimit.customer(), 20_000 * CNY)
    assert code_of(overlimit.decide(request, credit.manager(), "reject")) == (400, "VALIDATION_FAILED")
    overlimit.approve(request, credit.manager())
    rejected = overlimit.decide(request, credit.director(), "reject", {"opinion": "先收回前款"}).json()
    assert rejected["state"] == "REJECTED" and rejected["approvals"][1]["opinion"] == "先收回前款"
    assert code_of(overlimit.decide(request, credit.director())) == (409, "INVALID_STATE")
    overlimit.request(request["customer_id"], 1, order_ref=request["order_ref"])


def test_R3_17_each_level_another_person(credit, overlimit):
    both = credit.client(["sales_manager", "marketing_director"])
    request = overlimit.request(overlimit.customer(), 20_000 * CNY)
    overlimit.approve(request, both)
    assert code_of(overlimit.decide(request, both)) == (403, "SEPARATION_OF_DUTIES")
    assert overlimit.approve(request, credit.director())["state"] == "GRANTED"
    own = credit.client(["salesperson", "sales_manager"], sub=credit.salesperson().sub)
    request = overlimit.request(overlimit.customer(), 1)
    assert code_of(overlimit.decide(request, own)) == (403, "SEPARATION_OF_DUTIES")


def test_R3_17_a_higher_tier_adds_steps(credit, overlimit):
    """The figures are those of the moment of each decision."""
    customer = overlimit.customer(used=95_000)
    request = overlimit.request(customer, 15_000 * CNY)
    assert (request["tier"], request["excess_fen"]) == (1, 10_000 * CNY)
    overlimit.use(customer, 5_000)
    passed = overlimit.approve(request, credit.manager())
    assert (passed["state"], passed["tier"], passed["excess_fen"]) == ("MANAGER_APPROVED", 2, 10_000 * CNY)
    credit.set(customer, limit_fen=3_000_000)
    passed = overlimit.approve(request, credit.director())
    assert (passed["state"], passed["tier"], passed["waits_for"]) == ("DIRECTOR_APPROVED", 3, "president")
    credit.set(customer, limit_fen=10_000_000)
    # What waits for the president is decided by the president.
    assert code_of(overlimit.decide(request, credit.director(1))) == (409, "INVALID_STATE")
    assert overlimit.approve(request, credit.president())["state"] == "GRANTED"


def test_R3_17_no_grant_for_who_gets_no_credit_any_more(credit, overlimit):
    customer = overlimit.customer()
    request = overlimit.request(customer, 1)
    credit.set(customer, grade="D", limit_fen=0)
    assert code_of(overlimit.decide(request, credit.manager())) == (422, "GRADE_NO_CREDIT")
    credit.set(customer, grade="A", limit_fen=10_000_000, trading_status="SUSPENDED")
    assert code_of(overlimit.decide(request, credit.manager())) == (422, "SUPPLY_STOPPED")
    assert overlimit.decide(request, credit.manager(), "reject", {"opinion": "已停供"}).json()["state"] == "REJECTED"


@pytest.mark.parametrize("approved", [0, 1, 2])
def test_R3_11_a_fall_to_D_ends_what_was_asked_for(credit, overlimit, approved):
    """However far it came; what was granted lapses."""
    customer = overlimit.customer()
    open_, granted = overlimit.request(customer, 200_000 * CNY), overlimit.request(customer, 1)
    assert overlimit.approve(granted, credit.manager())["state"] == "GRANTED"
    for by in (credit.manager(), credit.director())[:approved]:
        overlimit.approve(open_, by)
    report(credit, customer)
    adjust(credit, customer, "D")
    assert [overlimit.get(each)["state"] for each in (open_, granted)] == ["REJECTED", "LAPSED"]
    for request, outcome in ((open_, "REJECTED"), (granted, "LAPSED")):
        last = credit.finance().get(f"{PATH}/{request['id']}/decisions", expect=200).json()["items"][0]
        assert (last["rule"], last["outcome"]) == ("R3.11", outcome) and "ended_at" in overlimit.get(request)
    assert code_of(overlimit.decide(open_, credit.manager(1), "reject", {"opinion": "已降级"})) == (409, "INVALID_STATE")


def test_R3_17_a_grant_whose_days_are_over_stands_in_nobodys_way(credit, overlimit):
    customer, ref = overlimit.customer(), order()
    past = grant(credit, customer, ref, 100, days=-1)
    assert overlimit.request(customer, 1, order_ref=ref)["state"] == "SUBMITTED"
    assert overlimit.get({"id": past})["state"] == "LAPSED"


def test_R3_17_two_managers_at_once(credit, overlimit):
    request = overlimit.request(overlimit.customer(), 1)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda person: overlimit.decide(request, credit.manager(person)), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_R3_17_tiers_and_validity_as_the_policy_has_them(credit, overlimit, policies):
    with policies.parameters({"credit.overlimit.tier1_percent": 5, "credit.overlimit.grant_validity": "P2D"}):
        assert overlimit.request(overlimit.customer(), 5_000 * CNY + 1)["tier"] == 2
        granted = overlimit.approve(overlimit.request(overlimit.customer(), 5_000 * CNY), credit.manager())
        assert granted["valid_until"] == str(credit.today(2))


def test_R3_17_who_reads_a_request(credit, overlimit):
    request = overlimit.request(overlimit.customer(), 1)
    for client in (credit.salesperson(), credit.manager(), credit.finance(), credit.president()):
        client.get(f"{PATH}/{request['id']}", expect=200)
    assert credit.salesperson(1).get(f"{PATH}/{request['id']}").status_code == 403
    shown = credit.manager().get(PATH, params={"customer_id": request["customer_id"], "waits_for": "sales_manager"}, expect=200)
    assert [item["id"] for item in shown.json()["items"]] == [request["id"]]
    shown = credit.salesperson(1).get(PATH, params={"customer_id": request["customer_id"]}, expect=200)
    assert shown.json()["items"] == []
    kept = credit.finance().get(f"{PATH}/{request['id']}/decisions", expect=200).json()["items"]
    assert [decision["outcome"] for decision in kept] == ["REQUESTED"]
