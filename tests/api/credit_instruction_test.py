"""No countermeasure without the superior's explicit instruction (R3.30), and only for what has deteriorated (R3.31)."""
import pytest

from credit import MANAGER, SALES, credit  # noqa: F401
from emergencies import UNKNOWN, emergencies  # noqa: F401
from factories import code_of


def test_R3_30_example_1_within_the_figure(credit, emergencies):
    customer, report, instruction = emergencies.instructed({"INCREASE_DEPOSIT": 2_000_000})
    assert instruction["measures"] == [{"type": "INCREASE_DEPOSIT", "figure_fen": 2_000_000}]
    assert (instruction["none"], instruction["given_by"]) == (False, credit.manager().sub)
    assert emergencies.shown(report)["state"] == "INSTRUCTED"
    answer = emergencies.execute(instruction, "INCREASE_DEPOSIT", figure_fen=2_500_000)
    assert code_of(answer) == (422, "NOT_INSTRUCTED") and answer.json()["rule"] == "R3.30"
    assert credit.profile(customer)["deposit_required_fen"] == 0
    emergencies.executed(instruction, "INCREASE_DEPOSIT", figure_fen=2_000_000)
    assert credit.profile(customer)["deposit_required_fen"] == 2_000_000
    assert emergencies.shown(report)["state"] == "EXECUTING"
    # What was demanded already counts.
    assert code_of(emergencies.execute(instruction, "INCREASE_DEPOSIT", figure_fen=1)) == (422, "NOT_INSTRUCTED")


def test_R3_30_example_2_no_instruction(credit, emergencies):
    customer = credit.trading()
    report = emergencies.report(customer)
    for instruction in (None, {"id": UNKNOWN}):
        answer = emergencies.execute(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
        assert code_of(answer) == (422, "NO_INSTRUCTION") and answer.json()["rule"] == "R3.30"
    assert emergencies.check(customer, 2_000_000)["decision"] == "APPROVED"
    assert emergencies.shown(report)["state"] == "REPORTED"


def test_R3_30_example_3_no_measure(credit, emergencies):
    customer = credit.trading()
    report = emergencies.report(customer)
    instruction = emergencies.instruct(report, credit.manager(), none=True)
    assert instruction["none"] is True and instruction["measures"] == []
    answer = emergencies.execute(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    assert code_of(answer) == (422, "NOT_INSTRUCTED")
    closed = credit.manager().post(f"/v1/emergency-reports/{report['id']}/close", key=True, expect=200).json()
    assert (closed["state"], closed["closed_by"]) == ("CLOSED", credit.manager().sub)
    assert code_of(emergencies.give(report, credit.manager(), none=True)) == (409, "INVALID_STATE")
    again = credit.manager().post(f"/v1/emergency-reports/{report['id']}/close", key=True)
    assert code_of(again) == (409, "INVALID_STATE")


def test_R3_30_example_4_the_superior_of_the_superior(credit, emergencies):
    report = emergencies.report(credit.trading())
    instruction = emergencies.instruct(report, credit.director(), {"OTHER": None})
    assert instruction["given_by_id"] == credit.people["marketing_director", 0]["id"]
    emergencies.instruct(report, credit.president(), none=True)


def test_R3_30_who_does_not_instruct(credit, emergencies):
    report = emergencies.report(credit.trading())
    answer = emergencies.give(report, credit.salesperson(), none=True)
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R3.30"
    for outsider in (credit.manager(1), credit.director(1), credit.salesperson(1), credit.finance()):
        assert code_of(emergencies.give(report, outsider, none=True)) == (403, "FORBIDDEN_ROLE")
    assert emergencies.shown(report)["state"] == "REPORTED"


def test_R3_30_the_reporter_who_has_risen_since(credit, emergencies):
    """Who reported does not instruct, whatever he or she has become."""
    customer = credit.trading()
    report = emergencies.report(customer)
    credit.set(customer, responsible_salesperson_id=credit.people[SALES, 2]["id"])
    assert code_of(emergencies.give(report, credit.salesperson(), none=True)) == (403, "SEPARATION_OF_DUTIES")
    # C18: those above at the time of the report still can, as those who are above now.
    emergencies.instruct(report, credit.manager(0), none=True)
    emergencies.instruct(report, credit.manager(1), none=True)


@pytest.mark.parametrize("wrong", [{}, {"measures": {}}, {"none": False}, {"measures": {"OTHER": None}, "none": True},
                                   {"measures": {"INCREASE_DEPOSIT": None}}, {"measures": {"SHIPMENT_LIMIT": 0}},
                                   {"measures": {"SUSPEND_SUPPLY": 100}}, {"measures": {"FINE": 100}},
                                   {"none": True, "text": ""}])
def test_R3_30_empty_and_malformed_instructions(credit, emergencies, wrong):
    report = emergencies.report(credit.trading())
    assert code_of(emergencies.give(report, credit.manager(), **wrong)) == (400, "VALIDATION_FAILED")
    assert emergencies.shown(report)["state"] == "REPORTED"


def test_R3_30_a_type_is_ordered_once(credit, emergencies):
    report = emergencies.report(credit.trading())
    answer = credit.manager().post(f"/v1/emergency-reports/{report['id']}/instructions", {
        "measures": [{"type": "SHIPMENT_LIMIT", "figure_fen": 1}, {"type": "SHIPMENT_LIMIT", "figure_fen": 2}],
        "text": "限额"}, key=True)
    assert code_of(answer) == (400, "VALIDATION_FAILED")


def test_R3_30_instructions_are_added_to_never_edited(credit, emergencies):
    customer, report, first = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    second = emergencies.instruct(report, credit.director(), {"REDUCE_SUPPLY": 5_000_000})
    path = f"/v1/emergency-reports/{report['id']}/instructions"
    listed = credit.salesperson().get(path, expect=200).json()["items"]
    assert [item["id"] for item in listed] == [first["id"], second["id"]]
    for change in (credit.manager().patch, credit.manager().put, credit.manager().delete):
        assert change(f"/v1/instructions/{first['id']}").status_code == 405
    assert credit.salesperson().get(f"/v1/instructions/{first['id']}", expect=200).json()["measures"] == first["measures"]
    # Each is executed by itself.
    assert code_of(emergencies.execute(first, "REDUCE_SUPPLY", figure_fen=1)) == (422, "NOT_INSTRUCTED")
    emergencies.executed(second, "REDUCE_SUPPLY", figure_fen=5_000_000)
    assert credit.salesperson(1).get(path).status_code == 403
    found = credit.finance().get("/v1/instructions", params={"customer_id": customer}, expect=200).json()["items"]
    assert {item["id"] for item in found} == {first["id"], second["id"]}
    assert credit.salesperson(1).get(f"/v1/instructions/{first['id']}").status_code == 403


def test_R3_30_where_an_instruction_is_found(credit, emergencies):
    report = emergencies.report(credit.trading())
    answer = emergencies.give(report, credit.manager(), none=True)
    assert answer.headers["Location"] == f"/v1/instructions/{answer.json()['id']}"


@pytest.mark.parametrize("direction", ["IMPROVED", "UNCLEAR"])
def test_R3_31_measures_for_what_has_not_deteriorated(credit, emergencies, direction):
    report = emergencies.report(credit.trading(), direction=direction)
    answer = emergencies.give(report, credit.manager(), {"SHIPMENT_LIMIT": 1_000_000})
    assert code_of(answer) == (422, "NOT_DETERIORATED") and answer.json()["rule"] == "R3.31"
    emergencies.instruct(report, credit.manager(), none=True)


def test_SM_7_closed_after_execution(credit, emergencies):
    _, report, instruction = emergencies.instructed({"SHIPMENT_LIMIT": 1_000_000})
    path = f"/v1/emergency-reports/{report['id']}/close"
    assert code_of(credit.manager().post(path, key=True)) == (409, "INVALID_STATE")
    emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    assert code_of(credit.salesperson().post(path, key=True)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(credit.finance().post(path, key=True)) == (403, "FORBIDDEN_ROLE")
    assert code_of(credit.manager(1).post(path, key=True)) == (403, "FORBIDDEN_ROLE")
    credit.director().post(path, key=True, expect=200)
    assert code_of(emergencies.execute(instruction, "SHIPMENT_LIMIT", figure_fen=1)) == (409, "INVALID_STATE")


def test_SM_7_not_closed_before_an_instruction(credit, emergencies):
    report = emergencies.report(credit.trading())
    answer = credit.manager().post(f"/v1/emergency-reports/{report['id']}/close", key=True)
    assert code_of(answer) == (409, "INVALID_STATE")


def test_R3_30_on_a_bill_incident(credit, emergencies):
    customer = credit.trading()
    incident = emergencies.incident(customer)
    assert code_of(emergencies.give(incident, credit.salesperson(), none=True)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(emergencies.give(incident, credit.manager(1), none=True)) == (403, "FORBIDDEN_ROLE")
    assert code_of(emergencies.give(incident, credit.manager())) == (400, "VALIDATION_FAILED")
    instruction = emergencies.instruct(incident, credit.manager(), {"SHIPMENT_LIMIT": 1_000_000}, ruling="RECOVER_ONLY")
    assert (instruction["bill_incident_id"], instruction["ruling"]) == (incident["id"], "RECOVER_ONLY")
    shown = credit.finance().get(f"/v1/bill-incidents/{incident['id']}", expect=200).json()
    assert (shown["state"], shown["ruling"]) == ("INSTRUCTED", "RECOVER_ONLY")
    assert credit.profile(customer)["trading_status"] == "ACTIVE"
    emergencies.executed(instruction, "SHIPMENT_LIMIT", figure_fen=1_000_000)
    path = f"/v1/bill-incidents/{incident['id']}/instructions"
    assert [item["id"] for item in credit.finance().get(path, expect=200).json()["items"]] == [instruction["id"]]
    assert credit.salesperson(1).get(path).status_code == 403
    assert credit.finance().get(f"/v1/bill-incidents/{UNKNOWN}/instructions").status_code == 404
    assert emergencies.give({"id": UNKNOWN, "instrument": "CHEQUE"}, credit.manager(), none=True).status_code == 404
    assert emergencies.give({"id": UNKNOWN}, credit.manager(), none=True).status_code == 404
