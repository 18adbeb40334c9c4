"""Additional conditions: set on a report, met by confirmed evidence, lapsed after their last day (R3.36)."""
import uuid

from credit import credit, order  # noqa: F401
from credit_cards import cards  # noqa: F401
from credit_policies import policies  # noqa: F401
from factories import code_of, etag, new, pointers


def check(credit, customer, mode="CREDIT"):
    body = {"customer_id": customer, "order_ref": order(), "amount_fen": 100_000, "payment_mode": mode, "reserve": False}
    answer = credit.salesperson().post("/v1/credit-checks", body, key=True, expect=200).json()
    return answer["decision"], answer["reasons"]


def test_R3_36_from_the_demand_to_the_confirmation(credit, cards):
    customer = credit.trading()
    made = cards.condition(customer, details="由母公司担保", value_fen=50_000_000)
    assert (made["state"], made["applies_to"], made["basis"], made["value_fen"]) == ("REQUIRED", "CREDIT", "REPORT", 50_000_000)
    assert made["decision"]["rule"] == "R3.36"
    assert code_of(credit.finance().post(f"/v1/trading-conditions/{made['id']}/confirm")) == (409, "INVALID_STATE")
    entered = cards.evidence(made)
    assert (entered["state"], entered["evidence_by"]) == ("REQUIRED", credit.salesperson().sub)
    done = cards.confirm(made)
    assert (done["state"], done["confirmed_by"]) == ("SATISFIED", credit.finance().sub)
    assert cards.evidence(made, expect=409)["code"] == "INVALID_STATE"
    listed = credit.salesperson().get("/v1/trading-conditions", params={"customer_id": customer, "state": "SATISFIED"}, expect=200)
    assert [one["id"] for one in listed.json()["items"]] == [made["id"]]
    assert credit.salesperson(1).get("/v1/trading-conditions", params={"customer_id": customer}, expect=200).json()["items"] == []
    assert credit.salesperson(1).get(f"/v1/trading-conditions/{made['id']}").status_code == 403


def test_R3_36_example_1_credit_declined_cash_allowed(credit, cards):
    customer = credit.trading()
    assert check(credit, customer) == ("APPROVED", [])
    cards.condition(customer, "JOINT_GUARANTEE")
    assert check(credit, customer) == ("DECLINED", ["CONDITION_UNMET"])
    assert check(credit, customer, "CASH_ON_DELIVERY") == ("APPROVED", [])
    cards.condition(customer, "NOTARISED_CONTRACT", applies_to="ALL")
    assert check(credit, customer, "CASH_ON_DELIVERY") == ("DECLINED", ["CONDITION_UNMET"])


def test_R3_36_evidence_without_an_end_has_the_conditions(credit, cards):
    """What finance demands until a day is met until that day, unless the evidence names another one; what is over is not."""
    customer = credit.trading()
    made = cards.condition(customer, "COLLATERAL", valid_until=str(credit.today(10)))
    assert cards.evidence(made)["valid_until"] == str(credit.today(10))
    cards.confirm(made)
    credit.clock.forward(days=11)
    assert check(credit, customer) == ("DECLINED", ["CONDITION_UNMET"])
    assert "valid_until" not in cards.evidence(made)
    cards.confirm(made)
    assert check(credit, customer) == ("APPROVED", [])


def test_R3_36_example_2_until_the_last_day(credit, cards):
    """Until the day itself; from the next one it has lapsed, whether or not it was marked so. It is renewed."""
    customer = credit.trading()
    made = cards.condition(customer, "COLLATERAL")
    cards.evidence(made, valid_until=str(credit.today()))
    cards.confirm(made)
    assert check(credit, customer) == ("APPROVED", [])
    credit.clock.forward(days=1)
    assert check(credit, customer) == ("DECLINED", ["CONDITION_UNMET"])
    assert cards.show_condition(made)["state"] == "LAPSED"
    credit.suite.await_(lambda: credit.db_value("select state from trading_condition where id = %s", made["id"]) == "LAPSED")
    assert code_of(credit.finance().post(f"/v1/trading-conditions/{made['id']}/confirm")) == (409, "INVALID_STATE")
    cards.evidence(made, valid_until=str(credit.today(30)))
    assert cards.show_condition(made)["state"] == "LAPSED"
    assert check(credit, customer) == ("DECLINED", ["CONDITION_UNMET"])
    assert cards.confirm(made)["state"] == "SATISFIED"
    assert check(credit, customer) == ("APPROVED", [])


def test_R3_36_example_3_both_conditions(credit, cards):
    customer = credit.trading()
    cards.satisfied(customer)
    assert check(credit, customer) == ("APPROVED", [])
    cards.condition(customer, "EXCHANGE_CONTRACT")
    assert check(credit, customer) == ("DECLINED", ["CONDITION_UNMET"])


def test_R3_36_a_basis_of_this_customer(credit, cards):
    customer, other = credit.trading(), credit.trading()
    body = {"customer_id": customer, "type": "OTHER"}
    answer = credit.finance().post("/v1/trading-conditions", body, key=True)
    assert code_of(answer) == (422, "BASIS_MISSING") and answer.json()["rule"] == "R3.36"
    for basis in (cards.report(other), cards.report(customer, state="DRAFT"), str(uuid.uuid4())):
        assert cards.condition(customer, "OTHER", basis_id=basis, expect=422)["code"] == "BASIS_MISSING"
    report = cards.report(customer, state="ACKNOWLEDGED")
    for basis in ("ADJUSTMENT", "COUNTERMEASURE"):
        assert cards.condition(customer, "OTHER", basis=basis, basis_id=report, expect=422)["code"] == "BASIS_MISSING"
    cards.condition(customer, "OTHER", basis_id=report)
    assert cards.condition(str(uuid.uuid4()), "OTHER", basis_id=report, expect=404)["code"] == "CUSTOMER_UNKNOWN"
    assert code_of(credit.salesperson().post("/v1/trading-conditions", body, key=True)) == (403, "FORBIDDEN_ROLE")
    adjustment = str(uuid.uuid4())
    cards.execute("insert into credit_adjustment (id, customer_id, kind, state, from_grade, from_limit_fen, from_term_days, to_grade,"
                  " to_limit_fen, to_term_days, reason, created_at, created_by, changed_at, changed_by, trace_id) values"
                  " (%s, %s, 'OTHER', 'EFFECTIVE', 'A', 0, 0, 'A', 0, 0, 'x', now(), 'f', now(), 'f', repeat('0', 32))",
                  adjustment, customer)
    assert cards.condition(customer, "OTHER", basis="ADJUSTMENT", basis_id=adjustment)["basis_id"] == adjustment


def test_R3_36_evidence_and_its_guarantor(credit, cards):
    customer, other = credit.trading(), credit.customer()
    made = cards.condition(customer, "PERSONAL_GUARANTEE")
    name = credit.profile(customer)["customer_name"]
    for itself in ({"guarantor_customer_id": customer}, {"guarantor_name": name}):
        answer = cards.evidence(made, expect=422, **itself)
        assert (answer["code"], answer["rule"]) == ("GUARANTOR_INVALID", "R3.36")
    path = f"/v1/trading-conditions/{made['id']}/evidence"
    assert pointers(credit.salesperson().post(path, {})) == ["/document_ref"]
    assert pointers(credit.salesperson().post(path, {"document_ref": "D-1"})) == ["/guarantor_name"]
    unknown = {"document_ref": "D-1", "guarantor_customer_id": str(uuid.uuid4())}
    assert pointers(credit.salesperson().post(path, unknown)) == ["/guarantor_customer_id"]
    yesterday = {"document_ref": "D-1", "guarantor_name": "李强", "valid_until": str(credit.today(-1))}
    assert pointers(credit.salesperson().post(path, yesterday)) == ["/valid_until"]
    entered = credit.salesperson().post(path, {"document_ref": "D-1", "guarantor_customer_id": other}, expect=200).json()
    assert entered["guarantor_name"] == credit.profile(other)["customer_name"]
    collateral = cards.condition(customer, "COLLATERAL")
    answer = credit.salesperson().post(f"/v1/trading-conditions/{collateral['id']}/evidence", {"document_ref": "D-2"})
    assert pointers(answer) == ["/value_fen"]


def test_R3_36_sales_enters_finance_confirms(credit, cards):
    customer = credit.trading(salesperson=0)
    made = cards.condition(customer)
    answer = cards.evidence(made, by=credit.salesperson(1), expect=403)
    assert (answer["code"], answer["rule"]) == ("FORBIDDEN_ROLE", "R3.36")
    assert cards.evidence(made, by=credit.finance(), expect=403)["code"] == "FORBIDDEN_ROLE"
    both = credit.client(["sales_manager", "finance"], new("both-"))
    cards.evidence(made, by=both)
    answer = cards.confirm(made, by=both, expect=403)
    assert (answer["code"], answer["rule"]) == ("SEPARATION_OF_DUTIES", "R3.36")
    assert cards.confirm(made, by=credit.salesperson(), expect=403)["code"] == "FORBIDDEN_ROLE"
    cards.evidence(made, by=credit.manager(1))
    cards.confirm(made, by=both)


def test_R3_36_waived_only_by_an_adjustment(credit, cards):
    made = cards.condition(credit.trading())
    for client in (credit.finance(), credit.president(), credit.manager()):
        answer = client.post(f"/v1/trading-conditions/{made['id']}/waive")
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.36"
    assert cards.show_condition(made)["state"] == "REQUIRED"
    assert credit.finance().post(f"/v1/trading-conditions/{uuid.uuid4()}/waive").status_code == 404


def test_R3_36_what_it_applies_to_by_default(credit, cards, policies):
    with policies.parameters({"credit.condition.default_applies_to": "ALL"}):
        made = cards.condition(credit.trading())
    assert made["applies_to"] == "ALL"


def test_R3_36_history(credit, cards):
    made = cards.satisfied(credit.trading())
    path = f"/v1/trading-conditions/{made['id']}"
    versions = credit.finance().get(path + "/history", expect=200).json()["items"]
    assert sorted(one["version"] for one in versions) == [1, 2, 3]
    outcomes = [one["outcome"] for one in credit.finance().get(path + "/decisions", expect=200).json()["items"]]
    assert sorted(outcomes) == ["EVIDENCE_ENTERED", "REQUIRED", "SATISFIED"]
    shown = credit.finance().get(path, expect=200)
    assert shown.headers["ETag"] == etag(made)
