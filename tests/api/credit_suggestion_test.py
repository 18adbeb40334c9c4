"""What sales says of the policy, and what finance answers (R3.2, R3.20)."""
import uuid

from credit_policies import policies  # noqa: F401
from factories import code_of, pointers

PATH = "/v1/policy-suggestions"


def answer(client, suggestion, act, body=None):
    return client.post(f"{PATH}/{suggestion['id']}/{act}", body or {})


def listed(credit, suggestion, **params):
    items = credit.finance().get(PATH, params={"limit": 100, **params}, expect=200).json()["items"]
    return suggestion["id"] in {item["id"] for item in items}


def test_R3_20_example_1_fifteen_days_to_answer(credit, policies):
    made = policies.suggest(by=credit.manager(), ground="PRODUCT_SALES", customer_data_refs=["客户2027年一季度回款表"])
    assert (made["state"], made["kind"], made["ground"], made["late"]) == ("OPEN", "SUGGESTION", "PRODUCT_SALES", False)
    assert made["due_on"] == str(credit.today(15)) and made["created_by"] == credit.manager().sub
    assert made["customer_data_refs"] == ["客户2027年一季度回款表"]
    due = credit.today(15)
    policies.until(due)
    assert not listed(credit, made, late="true")
    policies.until(credit.today(1))
    assert listed(credit, made, late="true") and credit.today() > due
    declined = answer(credit.finance(), made, "decline", {"reason": "与回款目标不符"}).json()
    assert (declined["state"], declined["answer"], declined["late"]) == ("DECLINED", "与回款目标不符", False)
    assert declined["answered_by"] == credit.finance().sub and not listed(credit, made, late="true")


def test_R3_20_example_2_a_suggestion_linked_to_a_draft_counts(credit, policies):
    draft = policies.draft()
    made = policies.suggest()  # filed after the draft was opened
    adopted = answer(credit.finance(), made, "adopt", {"policy_id": draft["id"]})
    assert adopted.status_code == 200 and adopted.json()["adopted_in_id"] == draft["id"]
    assert policies.act(draft, "submit")["state"] == "SUBMITTED"
    policies.act(draft, "reject", body={"opinion": "再议"})


def test_R3_20_adopted_in_a_draft_and_nowhere_else(credit, policies):
    made = policies.suggest()
    submitted = policies.submitted()
    for body in ({}, {"policy_id": str(uuid.uuid4())}, {"policy_id": submitted["id"]}):
        refused = answer(credit.finance(), made, "adopt", body)
        assert code_of(refused) == (422, "DRAFT_MISSING") and refused.json()["rule"] == "R3.20"
    policies.act(submitted, "reject", body={"opinion": "再议"})


def test_R3_20_declined_with_a_reason_and_answered_by_finance(credit, policies):
    made = policies.suggest()
    for body in ({}, {"reason": ""}, {"reason": " \u3000"}):
        refused = answer(credit.finance(), made, "decline", body)
        assert code_of(refused) == (400, "VALIDATION_FAILED") and pointers(refused) == ["/reason"]
    for client in (credit.manager(), credit.salesperson()):
        assert code_of(answer(client, made, "decline", {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
        assert code_of(answer(client, made, "adopt")) == (403, "FORBIDDEN_ROLE")
    assert answer(credit.finance(), made, "decline", {"reason": "x"}).status_code == 200
    assert code_of(answer(credit.finance(), made, "decline", {"reason": "y"})) == (409, "INVALID_STATE")
    draft = policies.draft()
    assert code_of(answer(credit.finance(), made, "adopt", {"policy_id": draft["id"]})) == (409, "INVALID_STATE")
    policies.act(draft, "discard")


def test_R3_2_who_suggests_and_who_has_no_objection(credit, policies):
    body = {"ground": "OTHER", "text": "建议"}
    for client in (credit.finance(), credit.president()):
        assert code_of(client.post(PATH, body)) == (403, "FORBIDDEN_ROLE")
    draft = policies.draft()
    agreed = {"kind": "NO_OBJECTION", "text": "无异议", "policy_id": draft["id"]}
    refused = credit.salesperson().post(PATH, agreed)
    assert code_of(refused) == (403, "FORBIDDEN_ROLE") and refused.json()["rule"] == "R3.2"
    assert pointers(credit.manager().post(PATH, {"kind": "NO_OBJECTION", "text": "无异议"})) == ["/policy_id"]
    made = credit.manager().post(PATH, agreed, expect=201).json()
    assert (made["state"], made["late"]) == ("NOTED", False) and "due_on" not in made
    assert code_of(answer(credit.finance(), made, "decline", {"reason": "x"})) == (409, "INVALID_STATE")
    policies.act(draft, "discard")


def test_R3_20_what_a_suggestion_says(credit, policies):
    assert pointers(credit.salesperson().post(PATH, {"text": "x"})) == ["/ground"]
    assert pointers(credit.salesperson().post(PATH, {"text": "x", "ground": "WEATHER"})) == ["/ground"]
    unknown = {"text": "x", "ground": "MARKET", "policy_id": str(uuid.uuid4())}
    assert pointers(credit.salesperson().post(PATH, unknown)) == ["/policy_id"]
    discarded = policies.act(policies.draft(), "discard")
    refused = credit.salesperson().post(PATH, {**unknown, "policy_id": discarded["id"]})
    assert code_of(refused) == (409, "INVALID_STATE")
    assert credit.finance().get(f"{PATH}/{uuid.uuid4()}").status_code == 404


def test_R3_20_days_as_the_policy_has_them(credit, policies):
    with policies.parameters({"credit.policy.suggestion_response_days": 3}):
        assert policies.suggest()["due_on"] == str(credit.today(3))
    assert policies.suggest()["due_on"] == str(credit.today(15))
