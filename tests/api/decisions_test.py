"""Decisions are told in the answer, kept, and listed for whom may read their subject."""
from factories import code_of


def reclassify(company, customer, to, **more):
    """By two persons; the answer to the second."""
    asked = company.manager().post(f"/v1/customers/{customer['id']}/reclassify", {"to_class": to, "reason": "企业已注销"},
                                   expect=200).json()
    return company.as_division().post(f"/v1/customer-reclassifications/{asked['id']}/confirm", **more)


def decisions(company, customer, **params):
    return company.staff().get(f"/v1/customers/{customer['id']}/decisions", params=params, expect=200).json()


def test_a_decision_is_answered_and_kept(company):
    made = company.customer()
    assert decisions(company, made) == {"items": []}
    answer = reclassify(company, made, "INTERNAL_RELATED", expect=200)
    told = answer.json()["decision"]
    assert told["rule"] == "R7.10" and told["outcome"] and told["because"]
    kept, = decisions(company, made)["items"]
    assert {name: kept[name] for name in told} == told
    assert kept["decided_by"] == company.as_division().sub and len(kept["trace_id"]) == 32
    assert kept["decided_at"] == answer.json()["changed_at"]


def test_a_dry_run_tells_a_decision_and_keeps_none(company):
    made = company.customer()
    answer = reclassify(company, made, "INTERNAL_RELATED", params={"dry_run": "true"}, expect=200)
    assert answer.json()["decision"]["rule"] == "R7.10"
    assert decisions(company, made) == {"items": []}


def test_a_refusal_names_its_rule_and_is_not_kept(company, api):
    made = company.customer()
    both = api(roles=["sales_department_manager", "marketing_division"], department=company.s1["id"])
    asked = both.post(f"/v1/customers/{made['id']}/reclassify", {"to_class": "INTERNAL_RELATED", "reason": "x"}, expect=200)
    answer = both.post(f"/v1/customer-reclassifications/{asked.json()['id']}/confirm")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES")
    assert answer.json()["rule"] == "R7.10" and answer.json()["detail"]
    assert decisions(company, made) == {"items": []}


def test_pages_of_decisions(company):
    made = company.customer()
    for to in ("INTERNAL_RELATED", "ENTERPRISE", "INTERNAL_RELATED"):
        reclassify(company, made, to, expect=200)
    whole = decisions(company, made)["items"]
    assert [one["decided_at"] for one in whole] == sorted((one["decided_at"] for one in whole), reverse=True)
    seen, cursor = [], {}
    while True:
        page = decisions(company, made, limit=2, **cursor)
        seen += page["items"]
        if "next" not in page:
            break
        cursor = {"cursor": page["next"]}
    assert seen == whole and len(seen) == 3


def test_a_cursor_of_something_else(company):
    made = company.customer()
    for cursor in ("x", "7", ""):
        answer = company.staff().get(f"/v1/customers/{made['id']}/decisions", params={"cursor": cursor})
        assert code_of(answer) == (400, "CURSOR_INVALID")
