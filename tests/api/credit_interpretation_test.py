"""Questions about the regulation and the rulings of finance on them (R3.40)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from credit_policies import policies  # noqa: F401
from factories import code_of, pointers

PATH = "/v1/policy-interpretations"


def ask(client, clause="R3.9", question="首次额度生效日是否计入三个月", expect=201):
    return client.post(PATH, {"clause": clause, "question": question}, expect=expect).json()


def rule(client, asked, ruling="计入", **more):
    return client.post(f"{PATH}/{asked['id']}/rule", {"ruling": ruling, **more})


def test_R3_40_example_1_sales_asks_finance_rules(credit, policies):
    asked = ask(credit.manager())
    assert (asked["ruled"], asked["asked_by"]) == (False, credit.manager().sub) and "ruling" not in asked
    for client in (credit.manager(), credit.salesperson(), credit.president()):
        assert code_of(rule(client, asked)) == (403, "FORBIDDEN_ROLE")
    ruled = rule(credit.finance(), asked).json()
    assert (ruled["ruled"], ruled["ruling"], ruled["issued_by"]) == (True, "计入", credit.finance().sub)
    in_force = policies.in_force()
    assert (ruled["policy_id"], ruled["policy_number"]) == (in_force["id"], in_force["number"])
    assert ruled["decision"]["rule"] == "R3.40" and "issued_at" in ruled
    assert code_of(rule(credit.finance(), asked, "不计入")) == (409, "INVALID_STATE")


def test_R3_40_a_version_never_promulgated(credit, policies):
    asked = ask(credit.salesperson())
    draft = policies.draft()
    refused = rule(credit.finance(), asked, policy_id=draft["id"])
    assert code_of(refused) == (422, "POLICY_NOT_EFFECTIVE") and refused.json()["rule"] == "R3.40"
    assert pointers(rule(credit.finance(), asked, policy_id=str(uuid.uuid4()))) == ["/policy_id"]
    policies.act(draft, "discard")
    former = credit.finance().get("/v1/credit-policies", params={"number": 1}, expect=200).json()["items"][0]
    assert rule(credit.finance(), asked, policy_id=former["id"]).json()["policy_number"] == 1


def test_R3_40_the_latest_ruling_is_shown_with_the_clause(credit):
    clause = credit.salesperson().get("/v1/policy-clauses/R3.16", expect=200).json()
    assert clause["clause"] == "R3.16" and clause["title_zh"] and clause["text_en"] and "latest_ruling" not in clause
    first, second = (ask(credit.salesperson(), "R3.16", question) for question in ("宽限几天", "节假日顺延吗"))
    rule(credit.finance(), second, "不顺延")
    rule(credit.finance(1), first, "不设宽限")  # asked earlier, ruled on later
    shown = credit.salesperson().get("/v1/policy-clauses/R3.16", expect=200).json()["latest_ruling"]
    assert (shown["id"], shown["ruling"]) == (first["id"], "不设宽限")
    items = credit.manager().get(PATH, params={"clause": "R3.16", "ruled": "true"}, expect=200).json()["items"]
    assert [item["id"] for item in items] == [first["id"], second["id"]]
    assert credit.finance().get(f"{PATH}/{first['id']}", expect=200).json()["ruling"] == "不设宽限"


def test_R3_40_two_rulings_at_once(credit):
    asked = ask(credit.finance(), "R3.14", "现款订单是否也要检查")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda person: rule(credit.finance(person), asked), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_R3_40_clauses_of_this_regulation(credit):
    refused = credit.salesperson().post(PATH, {"clause": "R9.99", "question": "x"})
    assert code_of(refused) == (400, "VALIDATION_FAILED") and pointers(refused) == ["/clause"]
    assert credit.finance().get("/v1/policy-clauses/R9.99").status_code == 404
    assert credit.finance().get(f"{PATH}/{uuid.uuid4()}").status_code == 404
    assert code_of(credit.president().post(PATH, {"clause": "R3.9", "question": "x"})) == (403, "FORBIDDEN_ROLE")
