"""Adjustments of grade, limit and term: proposed by finance, approved by two, in effect at once (R3.19)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, told
from credit import credit  # noqa: F401
from credit_grading import (act, adjust, approve, check, good_record, graded, incident, propose, proposal, refused, report,
                            submitted, ungraded)  # noqa: F401


def test_R3_19_from_proposal_to_acknowledgement(credit, ungraded):
    made = credit.finance().post("/v1/credit-adjustments", proposal(ungraded, "B", 3_000_000, 30, submit=False), key=True, expect=201).json()
    assert (made["state"], made["kind"], made["from_grade"], made["approvals"]) == ("DRAFT", "INITIAL", "UNGRADED", [])
    made = act(credit, made, "submit", credit.finance()).json()
    assert made["state"] == "SUBMITTED" and made["report_id"]
    made = act(credit, made, "approve", credit.manager(), opinion="同意").json()
    assert made["state"] == "MANAGER_APPROVED" and credit.profile(ungraded)["grade"] == "UNGRADED"
    made = act(credit, made, "approve", credit.director()).json()
    assert (made["state"], made["ack_due_on"], made["ack_late"]) == ("EFFECTIVE", credit.today(3).isoformat(), False)
    assert [act_["step"] for act_ in made["approvals"]] == ["SALES_MANAGER", "MARKETING_DIRECTOR"]
    profile = credit.profile(ungraded)
    assert (profile["grade"], profile["limit_fen"], profile["term_days"]) == ("B", 3_000_000, 30)
    assert profile["grade_since"] == credit.today().isoformat() and profile["report_due_on"] and profile["verification_due_on"]
    for other in (credit.salesperson(1), credit.manager(), credit.finance()):
        refused(act(credit, made, "acknowledge", other), 403, "FORBIDDEN_ROLE", "R3.19")
    made = act(credit, made, "acknowledge", credit.salesperson()).json()
    assert (made["state"], made["ack_late"]) == ("ACKNOWLEDGED", False)
    refused(act(credit, made, "acknowledge", credit.salesperson()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_1_the_new_limit_counts_at_once(credit, ungraded):
    good_record(credit, ungraded)
    credit.set(ungraded, trading_status="ACTIVE")
    assert check(credit, ungraded, 1)["decision"] == "DECLINED"
    adjust(credit, ungraded, "A", 10_000_000, 92)
    assert check(credit, ungraded, 10_000_000)["decision"] == "APPROVED"


def test_R3_19_events(credit, ungraded):
    made = adjust(credit, ungraded, "B", 3_000_000, 30)
    reader = credit.service()
    changed, = told(reader, "credit.grade_changed", ungraded)
    assert changed["data"] == {"customer_id": ungraded, "from": "UNGRADED", "to": "B"}
    line, = told(reader, "credit.line_changed", ungraded)
    assert line["data"] == {"customer_id": ungraded, "limit_fen": 3_000_000, "term_days": 30}
    adjusted, = told(reader, "credit.adjusted", made["id"])
    assert adjusted["data"] == {"customer_id": ungraded, "adjustment_id": made["id"], "ack_due_on": credit.today(3).isoformat(),
                                "responsible_salesperson_id": credit.people["salesperson", 0]["id"]}


def test_R3_19_only_finance_proposes(credit, ungraded):
    for by in (credit.salesperson(), credit.manager(), credit.director(), credit.president()):
        assert code_of(propose(credit, ungraded, "B", by=by)) == (403, "FORBIDDEN_ROLE")
    assert code_of(propose(credit, str(uuid.uuid4()), "B")) == (404, "CUSTOMER_UNKNOWN")


def test_R3_19_director_before_manager(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    refused(act(credit, made, "approve", credit.director()), 409, "INVALID_STATE", "R3.19")
    draft = act(credit, made, "withdraw", credit.finance()).json()
    refused(act(credit, draft, "approve", credit.manager()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_2_three_persons(credit, ungraded):
    both = credit.client(["sales_manager", "marketing_director"])
    made = submitted(credit, ungraded, "B")
    assert act(credit, made, "approve", both).status_code == 200
    refused(act(credit, made, "approve", both), 403, "SEPARATION_OF_DUTIES", "R3.19")
    assert act(credit, made, "approve", credit.director()).status_code == 200
    # Who proposed or submitted decides nothing.
    everything = credit.client(["finance", "sales_manager", "marketing_director"])
    made = submitted(credit, ungraded, "B", 1, by=everything)
    refused(act(credit, made, "approve", everything), 403, "SEPARATION_OF_DUTIES", "R3.19")
    act(credit, made, "withdraw", credit.finance())
    made = submitted(credit, ungraded, "B", 1, submit=False)
    assert act(credit, made, "submit", everything).status_code == 200
    refused(act(credit, made, "approve", everything), 403, "SEPARATION_OF_DUTIES", "R3.19")
    # The same manager does not approve twice either.
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    refused(act(credit, made, "approve", credit.manager()), 403, "SEPARATION_OF_DUTIES", "R3.19")


def test_R3_19_example_3_a_rejection_has_an_opinion(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    assert act(credit, made, "reject", credit.director()).status_code == 400
    assert act(credit, made, "reject", credit.director(), opinion="  ").status_code == 400
    made = act(credit, made, "reject", credit.director(), opinion="额度过高").json()
    assert made["state"] == "REJECTED" and made["approvals"][-1]["opinion"] == "额度过高"
    assert credit.profile(ungraded)["grade"] == "UNGRADED"
    refused(act(credit, made, "approve", credit.director(1)), 409, "INVALID_STATE", "R3.19")


def test_R3_19_example_4_two_directors_at_once(credit, ungraded):
    made = submitted(credit, ungraded, "B", 3_000_000, 30)
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda number: act(credit, made, "approve", credit.director(number)), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409][0] in ("INVALID_STATE", "VERSION_CONFLICT")
    lines = credit.finance().get(f"/v1/credit-profiles/{ungraded}/lines", expect=200).json()["items"]
    assert len(lines) == 1 and lines[0]["adjustment_id"] == made["id"]


def test_R3_19_one_open_adjustment(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    refused(propose(credit, ungraded, "C"), 409, "ADJUSTMENT_OPEN", "R3.19")
    refused(propose(credit, ungraded, "C", submit=False), 409, "ADJUSTMENT_OPEN", "R3.19")
    act(credit, made, "withdraw", credit.finance(1))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: propose(credit, ungraded, "B"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_R3_19_no_change(credit):
    customer = graded(credit, "B", 3_000_000, 30)
    refused(propose(credit, customer, "B", 3_000_000, 30), 422, "NO_CHANGE", "R3.19")
    refused(propose(credit, customer, "B", 3_000_000, 30, submit=False), 422, "NO_CHANGE", "R3.19")


def test_R3_19_withdrawal(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    assert code_of(act(credit, made, "withdraw", credit.manager())) == (403, "FORBIDDEN_ROLE")
    assert act(credit, made, "approve", credit.manager()).status_code == 200
    refused(act(credit, made, "withdraw", credit.finance()), 409, "INVALID_STATE", "R3.19")
    refused(act(credit, made, "submit", credit.finance()), 409, "INVALID_STATE", "R3.19")


def test_R3_19_a_late_acknowledgement_is_flagged(credit, ungraded):
    made = adjust(credit, ungraded, "B", 3_000_000, 30)
    credit.clock.forward(days=4)
    shown = credit.finance().get(f"/v1/credit-adjustments/{made['id']}", expect=200).json()
    assert (shown["state"], shown["ack_late"]) == ("EFFECTIVE", True)
    late = credit.finance().get("/v1/credit-adjustments", params={"ack_late": "true", "customer_id": ungraded}, expect=200).json()
    assert [item["id"] for item in late["items"]] == [made["id"]]
    shown = act(credit, made, "acknowledge", credit.salesperson()).json()
    assert (shown["state"], shown["ack_late"]) == ("ACKNOWLEDGED", True)


def test_R3_19_every_decision_is_kept(credit, ungraded):
    made = adjust(credit, ungraded, "B", 3_000_000, 30)
    kept = credit.finance().get(f"/v1/credit-adjustments/{made['id']}/decisions", expect=200).json()["items"]
    assert {decision["rule"] for decision in kept} == {"R3.5", "R3.6", "R3.9", "R3.19"}
    line = next(decision for decision in kept if decision["rule"] == "R3.9")
    assert (line["parameters"]["credit.B.initial_ratio"], line["parameters"]["credit.purchase_basis.window"],
            line["parameters"]["credit.purchase_basis.min_entries"]) == (30, "P12M", 3)
    approved = next(decision for decision in kept if decision["outcome"] == "APPROVED")
    assert approved["decided_by"] == credit.director().sub
    versions = credit.finance().get(f"/v1/credit-adjustments/{made['id']}/history", expect=200).json()["items"]
    assert {change["changes"]["state"]["to"] for change in versions if "state" in change["changes"]} >= {
        "SUBMITTED", "MANAGER_APPROVED", "EFFECTIVE"}


def test_R3_19_who_reads_it(credit, ungraded):
    made = submitted(credit, ungraded, "B")
    path = f"/v1/credit-adjustments/{made['id']}"
    for reader in (credit.salesperson(0), credit.manager(), credit.director(), credit.president(), credit.finance()):
        reader.get(path, expect=200)
    assert credit.salesperson(1).get(path).status_code == 403
    assert credit.salesperson(1).get("/v1/credit-adjustments", params={"customer_id": ungraded}).json()["items"] == []
    assert act(credit, str(uuid.uuid4()), "approve", credit.manager()).status_code == 404


def test_R3_19_what_it_names_is_the_customers(credit, ungraded):
    other = credit.customer()
    foreign = {"report_id": report(credit, other), "bill_incident_id": incident(credit, other),
               "verification_id": str(uuid.uuid4()), "emergency_report_id": str(uuid.uuid4())}
    for member, id_ in foreign.items():
        answer = propose(credit, ungraded, "B", **{member: id_})
        assert answer.status_code == 400 and answer.json()["errors"][0]["pointer"] == f"/{member}", answer.text
    assert propose(credit, ungraded, "UNGRADED").status_code == 400
    assert propose(credit, ungraded, "B", kind="OTHER").status_code == 400
    assert propose(credit, ungraded, "B", waived_condition_ids=[str(uuid.uuid4())]).status_code == 400
    assert propose(credit, ungraded, "B", conditions=[{"type": "COLLATERAL", "valid_until": "2020-01-01"}]).status_code == 400


def test_R3_36_conditions_come_and_go_with_it(credit, ungraded):
    made = submitted(credit, ungraded, "B", conditions=[
        {"type": "JOINT_GUARANTEE"}, {"type": "COLLATERAL", "value_fen": 500, "valid_until": credit.today(90).isoformat()}])
    assert credit.db_value("select count(*) from trading_condition where customer_id = %s", ungraded) == 0
    assert approve(credit, made).status_code == 200
    conditions = credit.finance().get("/v1/trading-conditions", params={"customer_id": ungraded}, expect=200).json()["items"]
    assert {(item["type"], item["state"], item["basis"], item["basis_id"]) for item in conditions} == {
        ("JOINT_GUARANTEE", "REQUIRED", "ADJUSTMENT", made["id"]), ("COLLATERAL", "REQUIRED", "ADJUSTMENT", made["id"])}
    guarantee = next(item["id"] for item in conditions if item["type"] == "JOINT_GUARANTEE")
    adjust(credit, ungraded, "B", waived_condition_ids=[guarantee])
    shown = credit.finance().get(f"/v1/trading-conditions/{guarantee}", expect=200).json()
    assert shown["state"] == "WAIVED"
