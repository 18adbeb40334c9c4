"""The credit policy: drafted by finance with input of sales, approved by the leaders, in force from its date (R3.2, R3.3)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from credit_orders import check
from credit_policies import ZONE, policies  # noqa: F401
from factories import code_of, etag, pointers, told

PATH = "/v1/credit-policies"


def instant(date, time="00:00:00"):
    return datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=ZONE).isoformat()


def refused(client, policy, act, body=None):
    return code_of(client.post(f"{PATH}/{policy['id']}/{act}", body))


def test_R3_3_version_1_is_built_in(credit, policies):
    first = credit.finance().get(PATH, params={"number": 1}, expect=200).json()["items"][0]
    assert first["state"] in ("EFFECTIVE", "SUPERSEDED") and first["changes"] == {}
    assert policies.in_force(first["promulgated_at"])["id"] == first["id"]
    assert policies.in_force()["state"] == "EFFECTIVE"
    # Before the installation nothing was judged by it (R3.40).
    assert credit.finance().get(f"{PATH}/in-force", params={"at": "2020-01-01T00:00:00Z"}).status_code == 404


def test_R3_2_example_1_drafted_with_a_suggestion(credit, policies):
    draft = policies.draft({"credit.grade.min.A": 88})
    assert draft["state"] == "DRAFT" and draft["changes"] == {"credit.grade.min.A": {"from": 85, "to": 88}}
    assert draft["parameters"]["credit.grade.min.A"] == 88 and draft["parameters"]["credit.grade.min.B"] == 70
    assert draft["approvals"] == [] and draft["approvers"] == [] and "effective_from" not in draft
    policies.suggest(draft)
    submitted = policies.act(draft, "submit")
    assert submitted["state"] == "SUBMITTED" and submitted["approvers"] == ["president"]
    assert submitted["decision"]["rule"] == "R3.2"
    assert submitted["decision"]["parameters"] == {"credit.policy.min_sales_inputs": 1}
    policies.act(submitted, "reject", body={"opinion": "再议"})


def test_R3_2_example_2_without_input(credit, policies):
    draft = policies.draft()
    answer = credit.finance().post(f"{PATH}/{draft['id']}/submit")
    assert code_of(answer) == (422, "SALES_INPUT_MISSING") and answer.json()["rule"] == "R3.2"
    assert policies.get(draft)["state"] == "DRAFT"
    policies.act(draft, "discard")


def test_R3_2_example_3_only_finance_drafts(credit, policies):
    for client in (credit.manager(), credit.salesperson(), credit.president()):
        assert code_of(client.post(PATH, {"text": "x"})) == (403, "FORBIDDEN_ROLE")
    draft = policies.draft()
    for act in ("submit", "discard"):
        assert refused(credit.manager(), draft, act) == (403, "FORBIDDEN_ROLE")
    answer = credit.manager().patch(f"{PATH}/{draft['id']}", {"text": "y"}, match=etag(draft))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    policies.act(draft, "discard")


def test_R3_2_example_4_a_suggestion_of_before_does_not_count(credit, policies):
    before = policies.suggest()
    draft = policies.draft()
    adopted = credit.finance().post(f"/v1/policy-suggestions/{before['id']}/adopt", {"policy_id": draft["id"]}, expect=200).json()
    assert adopted["state"] == "ADOPTED"
    assert refused(credit.finance(), draft, "submit") == (422, "SALES_INPUT_MISSING")
    policies.act(draft, "discard")


def test_R3_2_no_objection_of_a_sales_manager_counts(credit, policies):
    draft = policies.draft()
    noted = policies.suggest(draft, by=credit.manager(), kind="NO_OBJECTION", ground=None)
    assert noted["state"] == "NOTED" and "due_on" not in noted
    assert policies.act(draft, "submit")["state"] == "SUBMITTED"
    policies.act(draft, "reject", body={"opinion": "再议"})


def test_R3_2_a_draft_is_edited_until_it_is_submitted(credit, policies):
    draft = policies.draft({"credit.overdue.grace_days": 3})
    edited = policies.edit(draft, by=credit.finance(1), text="修订", parameters={"credit.overdue.grace_days": 0,
                                                                              "credit.C.max_term_days": 10})
    assert edited["text"] == "修订" and edited["changes"] == {"credit.C.max_term_days": {"from": 15, "to": 10}}
    assert code_of(credit.finance().patch(f"{PATH}/{draft['id']}", {"text": "z"}, match=etag(draft))) == (412, "VERSION_CONFLICT")
    policies.suggest(draft)
    submitted = policies.act(draft, "submit")
    answer = credit.finance().patch(f"{PATH}/{draft['id']}", {"text": "z"}, match=etag(submitted))
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.2"
    for act in ("submit", "discard"):
        assert refused(credit.finance(), draft, act) == (409, "INVALID_STATE")
    policies.act(draft, "reject", body={"opinion": "再议"})


@pytest.mark.parametrize("values, status, code, pointer", [
    ({"credit.grade.weight_behaviour": 60}, 422, "WEIGHTS_INVALID", None),
    ({"credit.grade.min.A": 70}, 400, "VALIDATION_FAILED", "/parameters/credit.grade.min.B"),
    ({"credit.grade.min.C": 71}, 400, "VALIDATION_FAILED", "/parameters/credit.grade.min.C"),
    ({"credit.overlimit.tier1_percent": 31}, 400, "VALIDATION_FAILED", "/parameters/credit.overlimit.tier2_percent"),
    ({"credit.overlimit.grant_validity": "PT168H"}, 400, "VALIDATION_FAILED", "/parameters/credit.overlimit.grant_validity"),
    ({"credit.grade.report_max_age": "P1MT1H"}, 400, "VALIDATION_FAILED", "/parameters/credit.grade.report_max_age"),
    ({"credit.policy.approvers": []}, 400, "VALIDATION_FAILED", "/parameters/credit.policy.approvers"),
    ({"credit.policy.approvers": ["salesperson"]}, 400, "VALIDATION_FAILED", "/parameters/credit.policy.approvers"),
    ({"credit.initial_grade": "E"}, 400, "VALIDATION_FAILED", "/parameters/credit.initial_grade"),
    ({"credit.grade.no_record_cap": "UNGRADED"}, 400, "VALIDATION_FAILED", "/parameters/credit.grade.no_record_cap"),
    ({"credit.condition.default_applies_to": "CASH"}, 400, "VALIDATION_FAILED", "/parameters/credit.condition.default_applies_to"),
    ({"credit.countermeasure.types": ["HANG"]}, 400, "VALIDATION_FAILED", "/parameters/credit.countermeasure.types"),
    ({"credit.info_card.required_fields": ["basic.fax"]}, 400, "VALIDATION_FAILED", "/parameters/credit.info_card.required_fields"),
    ({"credit.trading_card.copies": 3}, 400, "VALIDATION_FAILED", "/parameters/credit.trading_card.copies"),
    ({"credit.overlimit.grant_validity": 7}, 400, "VALIDATION_FAILED", "/parameters/credit.overlimit.grant_validity"),
    ({"credit.B.max_ratio": None}, 400, "VALIDATION_FAILED", "/parameters/credit.B.max_ratio"),
    ({"credit.no_such": 1}, 400, "VALIDATION_FAILED", "/parameters"),
    ({"tier.VIP.max_percent": 1}, 400, "VALIDATION_FAILED", "/parameters"),
])
def test_R3_5_values_that_do_not_fit(credit, policies, values, status, code, pointer):
    answer = credit.finance().post(PATH, {"text": "x", "parameters": values})
    assert code_of(answer) == (status, code) and pointers(answer) == ([pointer] if pointer else [])


def test_R3_5_weights_change_together_and_blanks_are_kept(credit, policies):
    draft = policies.draft({"credit.grade.weight_investigation": 60, "credit.grade.weight_behaviour": 40,
                            "credit.grade.report_max_age": "P2M"})
    assert draft["parameters"]["credit.grade.report_max_age"] == "P2M"
    assert policies.edit(draft, parameters={"credit.grade.report_max_age": None})["parameters"]["credit.grade.report_max_age"] is None
    policies.act(draft, "discard")


def test_R3_3_who_approves(credit, policies):
    both = credit.client(["finance", "president"])
    draft = policies.draft(by=both)
    assert refused(credit.president(), draft, "approve", {}) == (409, "INVALID_STATE")
    policies.suggest(draft)
    submitted = policies.act(draft, "submit", by=credit.finance(1))
    assert refused(both, submitted, "approve", {}) == (403, "SEPARATION_OF_DUTIES")  # the drafter
    for client in (credit.finance(), credit.director(), credit.manager()):
        assert refused(client, submitted, "approve", {}) == (403, "FORBIDDEN_ROLE")
    assert refused(credit.president(), submitted, "reject", {}) == (400, "VALIDATION_FAILED")
    approved = policies.act(submitted, "approve")
    assert approved["state"] == "APPROVED" and approved["decision"]["rule"] == "R3.3"
    assert [(act["role"], act["action"]) for act in approved["approvals"]] == [("president", "APPROVE")]
    assert refused(credit.president(), submitted, "approve", {}) == (409, "INVALID_STATE")


def test_R3_3_neither_who_submitted_nor_who_edited_approves(credit, policies):
    submitter, editor = credit.client(["finance", "president"]), credit.client(["finance", "president"])
    draft = policies.draft()
    policies.edit(draft, by=editor, text="修订")
    policies.suggest(draft)
    policies.act(draft, "submit", by=submitter)
    for client in (submitter, editor):
        assert refused(client, draft, "approve", {}) == (403, "SEPARATION_OF_DUTIES")
        assert refused(client, draft, "reject", {"opinion": "x"}) == (403, "SEPARATION_OF_DUTIES")
    policies.act(draft, "reject", body={"opinion": "再议"})


def test_R3_3_two_presidents_at_once(credit, policies):
    submitted = policies.submitted()
    clients = [credit.client(["president"]) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: client.post(f"{PATH}/{submitted['id']}/approve", {}), clients))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_R3_3_several_roles_in_their_order(credit, policies):
    with policies.parameters({"credit.policy.approvers": ["marketing_director", "president"]}):
        policy = policies.submitted()
        assert policy["approvers"] == ["marketing_director", "president"]
        assert refused(credit.president(), policy, "approve", {}) == (409, "INVALID_STATE")
        both = credit.client(["marketing_director", "president"])
        policy = policies.act(policy, "approve", by=both)
        assert policy["state"] == "SUBMITTED"
        assert refused(credit.finance(), policy, "promulgate", {"effective_from": str(credit.today())}) == (409, "INVALID_STATE")
        assert refused(both, policy, "approve", {}) == (403, "SEPARATION_OF_DUTIES")
        policy = policies.act(policy, "approve")
        assert policy["state"] == "APPROVED" and [act["step"] for act in policy["approvals"]] == ["marketing_director", "president"]
    assert policies.values(["credit.policy.approvers"]) == {"credit.policy.approvers": ["president"]}


def test_R3_3_example_2_rejected(credit, policies):
    before = policies.in_force()["id"]
    policy = policies.act(policies.submitted({"credit.overdue.grace_days": 9}), "reject", body={"opinion": "不妥"})
    assert policy["state"] == "REJECTED" and policy["approvals"][0]["opinion"] == "不妥"
    assert refused(credit.finance(), policy, "promulgate", {"effective_from": str(credit.today())}) == (409, "INVALID_STATE")
    assert policies.in_force()["id"] == before
    assert policies.values(["credit.overdue.grace_days"]) == {"credit.overdue.grace_days": 0}


def test_R3_3_what_cannot_be_promulgated(credit, policies):
    for policy in (policies.draft(), policies.submitted()):
        answer = credit.finance().post(f"{PATH}/{policy['id']}/promulgate", {"effective_from": str(credit.today())})
        assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.3"
    approved = policies.approved()
    answer = credit.finance().post(f"{PATH}/{approved['id']}/promulgate", {"effective_from": str(credit.today(-1))})
    assert code_of(answer) == (422, "EFFECTIVE_DATE_PAST") and answer.json()["rule"] == "R3.3"
    assert refused(credit.president(), approved, "promulgate", {"effective_from": str(credit.today())}) == (403, "FORBIDDEN_ROLE")
    assert credit.finance().post(f"{PATH}/{uuid.uuid4()}/promulgate", {"effective_from": str(credit.today())}).status_code == 404


def test_R3_3_today_takes_effect_at_once_and_is_told(credit, policies):
    before = policies.in_force()
    with policies.parameters({"credit.overdue.grace_days": 2}) as version:
        assert version["state"] == "EFFECTIVE" and version["effective_from"] == str(credit.today())
        assert policies.in_force()["id"] == version["id"]
        assert policies.get(before)["state"] == "SUPERSEDED" and "ended_at" in policies.get(before)
        assert policies.in_force(before["promulgated_at"])["id"] == before["id"]
        assert policies.values(["credit.overdue.grace_days"]) == {"credit.overdue.grace_days": 2}
        event, = told(credit.salesperson(), "credit.policy_promulgated", version["id"])
        assert event["data"] == {"policy_id": version["id"], "number": version["number"], "effective_from": str(credit.today())}
    assert policies.values(["credit.overdue.grace_days"]) == {"credit.overdue.grace_days": 0}
    assert refused(credit.finance(), version, "promulgate", {"effective_from": str(credit.today())}) == (409, "INVALID_STATE")


def test_R3_3_example_1_from_midnight(credit, policies):
    before, date = policies.in_force(), credit.today(2)
    version = policies.promulgate(policies.approved({"credit.overdue.grace_days": 4}), date)
    assert version["state"] == "PROMULGATED"
    assert policies.in_force()["id"] == policies.in_force(instant(credit.today(1), "23:59:59"))["id"] == before["id"]
    assert policies.in_force(instant(date))["id"] == version["id"]
    value = {"credit.overdue.grace_days": 4}
    assert policies.values(value) != value
    customer = credit.trading()
    credit.clock.forward(max(0, datetime.datetime.fromisoformat(instant(credit.today(1), "23:59:40")).timestamp() - credit.clock.now()))
    assert check(credit, customer, 1)["policy_version"] == before["number"]
    policies.until(date)
    # At once, whether or not the timer has run.
    assert check(credit, customer, 1)["policy_version"] == version["number"]
    assert policies.values(value) == value and policies.in_force()["id"] == version["id"]
    assert policies.get(version)["state"] == "EFFECTIVE" and policies.get(before)["state"] == "SUPERSEDED"
    state = "select state from credit_policy where id = %s"
    credit.suite.await_(lambda: credit.db_value(state, version["id"]) == "EFFECTIVE")
    assert credit.db_value(state, before["id"]) == "SUPERSEDED"
    ended = datetime.datetime.fromisoformat(policies.get(before)["ended_at"].replace("Z", "+00:00"))
    assert ended == datetime.datetime.fromisoformat(instant(date))
    policies.in_effect({"credit.overdue.grace_days": 0})


def test_R3_3_example_3_two_with_one_date(credit, policies):
    date = credit.today(1)
    second, third = policies.approved({"credit.overdue.grace_days": 5}), policies.approved({"credit.overdue.grace_days": 6})
    third = policies.promulgate(third, date)
    assert policies.promulgate(second, date)["state"] == "PROMULGATED"  # later, whatever its number
    assert policies.get(third)["state"] == "SUPERSEDED"
    policies.until(date)
    assert policies.in_force()["id"] == second["id"]
    assert policies.values(["credit.overdue.grace_days"]) == {"credit.overdue.grace_days": 5}
    credit.suite.await_(lambda: credit.db_value("select state from credit_policy where id = %s", second["id"]) == "EFFECTIVE")
    assert policies.get(third)["state"] == "SUPERSEDED"
    policies.in_effect({"credit.overdue.grace_days": 0})


def test_R3_3_a_version_is_whole(credit, policies):
    """What the second version set and the third does not mention is as the third was drafted."""
    third = policies.draft({"credit.overdue.grace_days": 1})
    second = policies.in_effect({"credit.report.max_figures": 40})
    assert policies.values(["credit.report.max_figures"]) == {"credit.report.max_figures": 40}
    policies.suggest(third)
    policies.act(third, "submit")
    policies.act(third, "approve")
    assert policies.promulgate(third)["state"] == "EFFECTIVE"
    assert policies.values(["credit.report.max_figures", "credit.overdue.grace_days"]) == {
        "credit.report.max_figures": 30, "credit.overdue.grace_days": 1}
    assert policies.get(second)["state"] == "SUPERSEDED"
    policies.in_effect({"credit.overdue.grace_days": 0})


def test_R3_3_one_is_in_force_whatever_is_promulgated_at_once(credit, policies):
    name = "credit.overdue.grace_days"
    versions = [policies.approved({name: days}) for days in (11, 12, 13, 14)]
    body = {"effective_from": str(credit.today())}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda version: credit.finance().post(f"{PATH}/{version['id']}/promulgate", body), versions))
    assert {answer.status_code for answer in answers} == {200}
    shown = [policies.get(version) for version in versions]
    assert sorted(version["state"] for version in shown) == ["EFFECTIVE", "SUPERSEDED", "SUPERSEDED", "SUPERSEDED"]
    effective = next(version for version in shown if version["state"] == "EFFECTIVE")
    assert policies.in_force()["id"] == effective["id"]
    assert effective == max(shown, key=lambda version: datetime.datetime.fromisoformat(version["promulgated_at"]))
    assert policies.values([name]) == {name: effective["parameters"][name]}
    assert credit.db_value("select id::text from credit_policy where state = 'EFFECTIVE'") == effective["id"]
    policies.in_effect({name: 0})


def test_R3_2_versions_drafted_at_once_have_their_own_numbers(credit, policies):
    with ThreadPoolExecutor(4) as pool:
        drafts = list(pool.map(lambda _: policies.draft(), range(4)))
    assert len({draft["number"] for draft in drafts}) == 4
    for draft in drafts:
        policies.act(draft, "discard")
    listed = credit.client(["auditor"]).get(PATH, params={"state": "DISCARDED", "limit": 100}, expect=200).json()["items"]
    assert {draft["id"] for draft in drafts} <= {item["id"] for item in listed}


def test_R3_3_parameters_are_not_changed_directly(credit):
    body = {"value": 5, "effective_from": str(credit.today(1))}
    for client in (credit.finance(), credit.president(), credit.client(["administrator"])):
        answer = client.put("/v1/parameters/credit.overdue.grace_days", body)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_R3_3_what_was_decided_is_kept(credit, policies):
    version = policies.in_effect()
    kept = credit.finance().get(f"{PATH}/{version['id']}/decisions", expect=200).json()["items"]
    assert sorted(decision["outcome"] for decision in kept) == ["APPROVED", "EFFECTIVE", "SUBMITTED"]
    states = [one["changes"]["state"]["to"] for one in
              credit.finance().get(f"{PATH}/{version['id']}/history", expect=200).json()["items"] if "state" in one["changes"]]
    assert states == ["EFFECTIVE", "PROMULGATED", "APPROVED", "SUBMITTED", "DRAFT"]
