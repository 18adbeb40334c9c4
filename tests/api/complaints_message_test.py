"""What complainant and respondents are told, and what is never promised (R10.10, R10.14, R12.14, R12.18)."""
import datetime

import pytest
from complaints_outcome import Outcome
from factories import code_of


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def message(**more):
    return {"type": "ACKNOWLEDGEMENT", "party": "COMPLAINANT", "text": "我们已收到您的投诉。", **more}


def arrangement(complaints, **more):
    return message(type="ARRANGEMENT", text="由专人负责，10 日前再与您联系。", next_step="核实行车记录",
                   expected_on=complaints.today(9).isoformat(), **more)


def send(client, complaint, **more):
    return client.post(f"/v1/complaints/{complaint}/messages", message(**more))


def test_R10_10_the_outside_party_is_told_what_happens(complaints, unit):
    complaint = unit.register()
    path, client, outcome = f"/v1/complaints/{complaint}/messages", unit.organiser(), Outcome(unit)
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["RUNNING"]
    answer = client.post(path, message(type="ARRANGEMENT"))
    assert code_of(answer) == (422, "ARRANGEMENT_MISSING") and answer.json()["rule"] == "R10.10"
    answer = client.post(path, arrangement(complaints, contains_commitment=True))
    assert code_of(answer) == (409, "COMMITMENT_BEFORE_DECISION")
    made = client.post(path, arrangement(complaints), expect=201).json()
    assert (made["outcome"], made["late"], made["expected_on"]) == ("SENT", False, complaints.today(9).isoformat())
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MET"]
    assert unit.get(complaint)["expected_on"] == complaints.today(9).isoformat()
    # the same day again needs no notice, another does
    client.post(f"/v1/complaints/{complaint}/expect", {"expected_on": complaints.today(9).isoformat()}, expect=200)
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MET"]
    client.post(f"/v1/complaints/{complaint}/expect", {"expected_on": complaints.today(20).isoformat()}, expect=200)
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MET", "RUNNING"]


def test_R10_10_example_3_a_new_handler_is_told_anew(complaints, service_unit):
    complaint, outcome = service_unit.register(), Outcome(service_unit)
    path, client = f"/v1/complaints/{complaint}", service_unit.organiser()
    client.post(path + "/messages", arrangement(complaints), expect=201)
    client.post(path + "/assign-handler", {"employee_id": service_unit.person("department_manager")}, expect=200)
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MET", "RUNNING"]
    told = client.post(path + "/messages", arrangement(complaints), expect=201).json()
    assert told["handler_id"] == service_unit.person("department_manager")
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MET", "MET"]


def test_R10_10_a_late_notice_is_sent_and_marked(complaints, service_unit):
    complaint, outcome = service_unit.register(), Outcome(service_unit)
    complaints.clock.forward(days=5)
    made = service_unit.organiser().post(f"/v1/complaints/{complaint}/messages", arrangement(complaints), expect=201).json()
    assert made["late"] is True and outcome.clocks(complaint, "ARRANGEMENT_NOTICE") == ["MISSED"]


def test_R10_10_who_left_no_way_to_be_reached_is_told_nothing(complaints, logistics):
    complaint = logistics.register(anonymous=True, complainant_name=None, complainant_phone=None)
    made = logistics.organiser().post(f"/v1/complaints/{complaint}/messages", arrangement(complaints), expect=201).json()
    assert made["outcome"] == "NOT_DELIVERABLE"


def test_R10_14_example_1_nothing_is_promised_before_the_decision(complaints, unit):
    complaint = unit.investigated()
    for more in ({"amount_fen": 20000}, {"discount": "九折"}, {"remedy_promised_on": complaints.today(3).isoformat()},
                 {"contains_commitment": True}, {"type": "COMMITMENT"}, {"type": "REPLY"}):
        answer = send(unit.handler(), complaint, **more)
        assert code_of(answer) == (409, "COMMITMENT_BEFORE_DECISION") and answer.json()["rule"] == "R10.14"


def test_R10_14_example_2_afterwards_only_what_was_decided(complaints, unit):
    complaint = unit.decided(measures=[unit.measure(amount_fen=20000, text="退还多收费用，下次运费九折")])
    outcome = Outcome(unit)
    outcome.implement(complaint)
    measure, = outcome.measures(complaint)
    client = outcome.implementer()
    assert code_of(send(client, complaint, type="COMMITMENT")) == (422, "COMMITMENT_NOT_IN_DECISION")
    assert code_of(send(client, complaint, type="COMMITMENT", measure_id=measure["id"], amount_fen=25000)) == (422, "COMMITMENT_NOT_IN_DECISION")
    assert code_of(send(client, complaint, type="COMMITMENT", measure_id=measure["id"], discount="八折")) == (422, "COMMITMENT_NOT_IN_DECISION")
    early = complaints.today(3).isoformat()
    assert code_of(send(client, complaint, measure_id=measure["id"], remedy_promised_on=early)) == (422, "COMMITMENT_NOT_IN_DECISION")
    answer = send(unit.handler(), complaint, type="COMMITMENT", measure_id=measure["id"], amount_fen=20000)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.14"
    assert send(client, complaint, type="COMMITMENT", measure_id=measure["id"], amount_fen=20000, discount="九折").status_code == 201
    assert code_of(send(client, complaint, type="REPLY")) == (409, "INVALID_STATE")


def test_R10_14_example_3_a_date_of_contact_is_no_promise(complaints, law_firm):
    complaint = law_firm.register()
    law_firm.organiser().post(f"/v1/complaints/{complaint}/messages", arrangement(complaints), expect=201)


def test_R10_14_a_reopened_round_is_not_covered(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.replied([logistics.measure(amount_fen=20000)])
    measure, = outcome.measures(complaint)
    outcome.reopen(complaint)
    client = logistics.client("customer_service_manager", 1)
    assert code_of(send(client, complaint, type="COMMITMENT", measure_id=measure["id"])) == (409, "COMMITMENT_BEFORE_DECISION")
    logistics.organiser().post(f"/v1/complaints/{complaint}/assign-investigators",
                               {"employee_ids": [logistics.person("employee")], "reason": "重新处理"}, expect=200)
    logistics.investigate(complaint)
    logistics.decide(complaint)
    assert code_of(send(client, complaint, type="COMMITMENT", measure_id=measure["id"])) == (422, "COMMITMENT_NOT_IN_DECISION")


def test_R12_14_examples_1_and_3_an_investigator_never_promises(logistics):
    complaint = logistics.investigating(respondents=[{"employee_id": logistics.person("employee", 2)}])
    respondent, = logistics.get(complaint)["respondents"]
    answer = send(logistics.investigator(), complaint, type="COMMITMENT", party="RESPONDENT", respondent_id=respondent["id"], text="不会罚款")
    assert code_of(answer) == (403, "INVESTIGATOR_MAY_NOT_COMMIT") and answer.json()["rule"] == "R12.14"
    logistics.investigate(complaint)
    logistics.decide(complaint, [logistics.measure(amount_fen=20000)])
    measure, = Outcome(logistics).measures(complaint)
    answer = send(logistics.investigator(), complaint, type="COMMITMENT", measure_id=measure["id"])
    assert code_of(answer) == (403, "INVESTIGATOR_MAY_NOT_COMMIT")


def test_R10_14_who_only_reads_writes_to_nobody(logistics):
    complaint, reader = logistics.register(), logistics.person("employee", 1)
    logistics.organiser().post(f"/v1/complaints/{complaint}/grants", {"employee_id": reader, "reason": "核对账目"}, expect=201)
    assert code_of(send(logistics.client("employee", 1), complaint)) == (403, "FORBIDDEN_ROLE")
    assert code_of(send(logistics.organiser(), complaint, party="RESPONDENT")) == (400, "VALIDATION_FAILED")


def test_R12_18_the_customer_waits_with_a_word_now_and_then(complaints, logistics):
    complaint, path = logistics.investigating(), "/v1/complaints/{}/messages"
    client = logistics.organiser()

    def notices():
        return client.get(path.format(complaint), params={"type": "WAIT_NOTICE"}, expect=200).json()["items"]

    client.post(f"/v1/complaints/{complaint}/proposals", {"kind": "PLAN", "text": "核实", "steps": [
        {"text": "核实", "responsible_employee_id": logistics.person("employee")}]}, expect=201)
    assert notices() == []
    last = complaints.today()
    complaints.clock.forward(days=9)  # three working days at least
    complaints.suite.await_(notices)
    first = notices()[-1]
    sent = datetime.datetime.fromisoformat(first["sent_at"]).astimezone(datetime.timezone(datetime.timedelta(hours=8))).date()
    assert (sent - last).days >= 3 and first["outcome"] == "SENT" and "sent_by_id" not in first
    complaints.clock.forward(days=9)
    complaints.suite.await_(lambda: len(notices()) >= 2)


def test_R12_18_the_reply_is_due_soon_after_the_decision(complaints, logistics):
    outcome, complaint = Outcome(logistics), logistics.decided()
    assert outcome.clocks(complaint, "RESULT_REPLY") == ["RUNNING"]
    outcome.implement(complaint)
    assert outcome.reply(complaint)["late"] is False and outcome.clocks(complaint, "RESULT_REPLY") == ["MET"]
    late = outcome.implementing()
    complaints.clock.forward(days=5)
    assert outcome.reply(late)["late"] is True


def test_R12_14_who_was_replaced_as_investigator_promises_nothing_either(logistics):
    complaint, manager = logistics.register(), logistics.client("customer_service_manager", 1)
    path = f"/v1/complaints/{complaint}"
    logistics.organiser().post(path + "/assign-investigators", {"employee_ids": [logistics.person("customer_service_manager", 1)]}, expect=200)
    logistics.organiser().post(path + "/assign-investigators", {"employee_ids": [logistics.person("employee")], "reason": "换人"}, expect=200)
    logistics.organiser().post(path + "/assign-handler", {"employee_id": logistics.person("customer_service_manager")}, expect=200)
    logistics.investigate(complaint)
    logistics.decide(complaint, [logistics.measure(amount_fen=20000)])
    measure, = Outcome(logistics).measures(complaint)
    answer = send(manager, complaint, type="COMMITMENT", measure_id=measure["id"])
    assert code_of(answer) == (403, "INVESTIGATOR_MAY_NOT_COMMIT") and answer.json()["rule"] == "R12.14"
