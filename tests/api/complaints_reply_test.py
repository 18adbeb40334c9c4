"""Hand-over, measures and the reply (R10.3, R10.12, R10.16)."""
import pytest
from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of, told


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def material(unit, complaint, title):
    return unit.organiser().post(f"/v1/complaints/{complaint}/materials", {
        "kind": "RECEIPT", "title": title, "is_original": False, "storage_place": "柜 1", "received_from": "李强"}, expect=201).json()["id"]


def test_R10_12_example_1_all_materials_are_handed_over(unit):
    complaint, outcome = unit.investigating(), Outcome(unit)
    materials = [material(unit, complaint, f"材料 {n}") for n in range(5)]
    unit.investigate(complaint)
    unit.decide(complaint)
    path = f"/v1/complaints/{complaint}/acknowledge-handover"
    answer = unit.client("complaint_officer").post(path, {}) if unit.profile == "LAW_FIRM" else \
        unit.client("customer_service_manager", 1 if unit.profile == "LOGISTICS" else 0).post(path, {})
    assert code_of(answer) == (409, "MATERIALS_OUTSTANDING")
    assert outcome.hand_over(complaint, material_ids=materials[:3])["late"] is False
    answer = outcome.implementer().post(path, {})
    assert code_of(answer) == (409, "MATERIALS_OUTSTANDING") and answer.json()["rule"] == "R10.12"
    outcome.hand_over(complaint)
    assert code_of(outcome.implementer().post(path, {"material_ids": materials[1:]})) == (409, "MATERIALS_OUTSTANDING")
    assert code_of(unit.handler().post(path, {})) == (403, "FORBIDDEN_ROLE")
    assert outcome.implementer().post(path, {"material_ids": materials}, expect=200).json()["state"] == "IMPLEMENTING"
    shown, = unit.organiser().get(f"/v1/complaints/{complaint}/handovers", expect=200).json()["items"]
    assert sorted(shown["material_ids"]) == sorted(materials) and "acknowledged_at" in shown


def test_R10_12_who_hands_over_and_to_whom(logistics, law_firm):
    complaint = logistics.decided()
    path, handler = f"/v1/complaints/{complaint}/hand-over", logistics.handler()
    assert code_of(logistics.client("customer_service_manager", 1).post(path, {})) == (403, "FORBIDDEN_ROLE")
    assert code_of(handler.post(path, {})) == (400, "VALIDATION_FAILED")
    assert code_of(handler.post(path, {"implementer_id": logistics.person("admin_staff")})) == (400, "VALIDATION_FAILED")
    assert code_of(handler.post(path, {"implementer_id": logistics.person("customer_service_manager")})) == (403, "SEPARATION_OF_DUTIES")
    respondent = logistics.person("customer_service", 1)
    logistics.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": respondent, "reason": "调查发现"}, expect=201)
    assert code_of(handler.post(path, {"implementer_id": respondent})) == (403, "RECUSED")
    undecided = law_firm.investigated()
    assert code_of(law_firm.handler().post(f"/v1/complaints/{undecided}/hand-over", {})) == (409, "INVALID_STATE")


def test_R10_12_example_2_a_measure_is_done_with_evidence(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing([unit.measure(amount_fen=12345)])
    measure, = outcome.measures(complaint)
    path = f"/v1/measures/{measure['id']}"
    assert code_of(outcome.implementer().post(path + "/done", {})) == (422, "EVIDENCE_MISSING")
    answer = unit.handler().post(path + "/done", {"evidence": "银行回单"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.12"
    done = outcome.implementer().post(path + "/done", {"evidence": "银行回单 2025-0917"}, expect=200).json()
    assert done["state"] == "DONE" and done["done_by_id"] == unit.person(outcome.role)
    assert code_of(outcome.implementer().post(path + "/done", {"evidence": "x"})) == (409, "INVALID_STATE")
    assert outcome.clocks(complaint, "MEASURE") == ["MET"]


def test_R10_12_dropped_with_a_reason_that_the_handler_approves(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing([unit.measure()])
    measure, = outcome.measures(complaint)
    path, client = f"/v1/measures/{measure['id']}", outcome.implementer()
    assert code_of(unit.handler().post(path + "/approve-drop")) == (409, "INVALID_STATE")
    assert code_of(client.post(path + "/drop", {"reason": " "})) == (422, "REASON_MISSING")
    client.post(path + "/drop", {"reason": "投诉人不再要求"}, expect=200)
    assert code_of(client.post(path + "/approve-drop")) == (403, "FORBIDDEN_ROLE")
    assert unit.handler().post(path + "/approve-drop", expect=200).json()["state"] == "DROPPED"
    assert "measures" not in outcome.answer(complaint) or outcome.answer(complaint)["measures"]
    outcome.reply(complaint, measures=[])


def test_R10_12_example_3_a_respondent_carries_out_and_does_not_confirm(law_firm):
    outcome, respondent = Outcome(law_firm), law_firm.person("employee", 0)
    complaint = outcome.implementing([law_firm.measure(text="书面致歉", number=0)], respondents=[{"employee_id": respondent}])
    measure, = outcome.measures(complaint)
    path = f"/v1/measures/{measure['id']}"
    assert law_firm.client("employee").get(path, expect=200).json()["text"] == "书面致歉"
    assert code_of(law_firm.client("employee").post(path + "/done", {"evidence": "致歉信"})) == (403, "RECUSED")
    outcome.implementer().post(path + "/done", {"evidence": "致歉信"}, expect=200)


def test_R10_12_the_implementer_assigns_and_reminds(complaints, logistics):
    outcome = Outcome(logistics)
    complaint = outcome.implementing([logistics.measure()])
    measure, = outcome.measures(complaint)
    path, due = f"/v1/measures/{measure['id']}", complaints.today(40).isoformat()
    assert logistics.client("employee", 1).get(path, expect=200)
    assert "reminded_at" in outcome.implementer().post(path + "/remind", expect=200).json()
    moved = outcome.implementer().post(path + "/assign", {"employee_id": logistics.person("employee", 2), "due_on": due, "reason": "休假"}, expect=200).json()
    assert (moved["responsible_employee_id"], moved["due_on"]) == (logistics.person("employee", 2), due)
    assert code_of(logistics.client("employee", 1).get(path)) == (404, "NOT_FOUND")
    assert logistics.client("employee", 2).get(path, expect=200)
    assert code_of(logistics.client("employee", 2).get(f"/v1/complaints/{complaint}")) == (404, "NOT_FOUND")
    assert code_of(logistics.client("employee", 2).post(path + "/remind")) == (403, "FORBIDDEN_ROLE")


def test_R10_16_the_reply_is_what_was_decided(unit):
    outcome = Outcome(unit)
    complaint = unit.decided([unit.measure(amount_fen=12345), unit.measure(text="书面致歉")])
    path = f"/v1/complaints/{complaint}/reply"
    body = outcome.answer(complaint)
    outcome.hand_over(complaint)
    assert code_of(outcome.implementer().post(path, body)) == (409, "INVALID_STATE")
    outcome.implementer().post(f"/v1/complaints/{complaint}/acknowledge-handover", {}, expect=200)
    assert code_of(unit.handler().post(path, body)) == (403, "FORBIDDEN_ROLE")
    first, second = body["measures"]
    for differs in ({"measures": [first]}, {"outcome": "REJECTED"}, {"measures": [{**first, "amount_fen": 20000}, second]},
                    {"measures": [first, second, second]}, {"measures": [{"measure_id": first["measure_id"]}, second]}):
        answer = outcome.implementer().post(path, {**body, **differs})
        assert code_of(answer) == (422, "REPLY_DIFFERS_FROM_DECISION") and answer.json()["rule"] == "R10.16"
    made = outcome.implementer().post(path, body, expect=201).json()
    assert (made["delivery"], made["form"], made["round"]) == ("SENT", "LETTER", 0)
    assert unit.get(complaint)["state"] == "REPLIED"
    assert code_of(outcome.implementer().post(path, body)) == (409, "INVALID_STATE")
    sent, = unit.organiser().get(f"/v1/complaints/{complaint}/messages", params={"type": "REPLY"}, expect=200).json()["items"]
    assert sent["id"] == made["message_id"]


def test_R10_16_examples_1_and_2_orally_by_exception(law_firm, unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing()
    path, client = f"/v1/complaints/{complaint}", outcome.implementer()
    oral = outcome.answer(complaint, form="ORAL", note="已电话告知结果。")
    assert code_of(client.post(path + "/reply", oral)) == (422, "EXCEPTION_REASON_MISSING")
    asked = {**oral, "exception_reason": "COMPLAINANT_ASKED"}
    answer = client.post(path + "/reply", asked)
    assert code_of(answer) == (422, "WRITTEN_FORM_REQUIRED") and answer.json()["rule"] == "R10.16"
    assert code_of(client.post(path + "/approve-oral-reply", {"exception": "NOT_REACHABLE_IN_WRITING", "reason": "仅有电话"})) == (403, "FORBIDDEN_ROLE")
    unit.handler().post(path + "/approve-oral-reply", {"exception": "NOT_REACHABLE_IN_WRITING", "reason": "仅有电话"}, expect=200)
    assert code_of(client.post(path + "/reply", asked)) == (422, "WRITTEN_FORM_REQUIRED")
    only = {**oral, "exception_reason": "NOT_REACHABLE_IN_WRITING"}  # a telephone only
    assert code_of(client.post(path + "/reply", {**only, "note": " "})) == (422, "TEXT_MISSING")
    assert client.post(path + "/reply", only, expect=201).json()["exception"] == "NOT_REACHABLE_IN_WRITING"


def test_R10_16_who_has_an_address_is_written_to(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.implementing(complainant_email="li@example.com")
    logistics.handler().post(f"/v1/complaints/{complaint}/approve-oral-reply", {"exception": "NOT_REACHABLE_IN_WRITING", "reason": "x"}, expect=200)
    oral = outcome.answer(complaint, form="ORAL", note="已告知。", exception_reason="NOT_REACHABLE_IN_WRITING")
    assert code_of(outcome.implementer().post(f"/v1/complaints/{complaint}/reply", oral)) == (422, "WRITTEN_FORM_REQUIRED")


def test_R10_16_nobody_to_reply_to(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.implementing(anonymous=True, complainant_name=None, complainant_phone=None)
    assert outcome.reply(complaint)["delivery"] == "NOT_DELIVERABLE"
    assert outcome.ask(complaint)["outcome"] == "NOT_DELIVERABLE"  # R10.18, example 3
    outcome.feed_back(complaint)
    assert outcome.implementer().post(f"/v1/complaints/{complaint}/close", expect=200).json()["state"] == "CLOSED"


def test_R10_3_settled_once_a_round_and_reopened(complaints, unit):
    outcome, customer = Outcome(unit), complaints.customer()
    service = complaints.suite.client(roles="service", url=complaints.url)
    complaint = outcome.replied(customer_id=customer)
    settled, = told(service, "complaint.settled", complaint)
    assert (settled["data"]["round"], settled["data"]["customer_id"]) == (0, customer)
    assert settled["data"].keys() == {"complaint_id", "customer_id", "received_at", "settled_at", "round"}
    outcome.reopen(complaint)
    reopened, = told(service, "complaint.reopened", complaint)
    shown = unit.get(complaint)
    assert reopened["data"]["round"] == 1 and reopened["data"]["due_on"] == complaints.today(3).isoformat() == shown["due_on"]
    assert (shown["state"], shown["round"]) == ("INVESTIGATING", 1) and "replied_at" not in shown
    complaints.clock.forward(days=4)
    overdue, = told(service, "complaint.overdue", complaint)
    assert overdue["data"]["round"] == 1


def test_R10_3_a_round_that_was_overdue_stays_so(complaints, unit):
    outcome, service = Outcome(unit), complaints.suite.client(roles="service", url=complaints.url)
    complaint = outcome.implementing(customer_id=complaints.customer())
    shown = unit.get(complaint)
    assert "overdue_rounds" not in shown
    complaints.clock.forward(days=4)
    assert told(service, "complaint.overdue", complaint)
    late = {"round": 0, "due_on": shown["due_on"]}
    after = unit.get(complaint)
    assert after["overdue_rounds"] == [late] and after["version"] > shown["version"]
    outcome.reply(complaint)
    outcome.reopen(complaint)
    assert unit.get(complaint)["overdue_rounds"] == [late]
    again = {"round": 1, "due_on": complaints.today(3).isoformat()}
    complaints.clock.forward(days=4)
    complaints.suite.await_(lambda: unit.get(complaint)["overdue_rounds"] == [late, again])
    complaints.suite.await_(lambda: [each["data"]["round"] for each in told(service, "complaint.overdue", complaint)] == [0, 1])


def test_R10_3_a_reply_before_the_late_timer_rang_was_late(complaints, logistics):
    outcome, service = Outcome(logistics), complaints.suite.client(roles="service", url=complaints.url)
    complaint = outcome.implementing(customer_id=complaints.customer())
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update complaint set day_zero = day_zero - 4, version = version + 1 where id = %s", (complaint,))
    outcome.reply(complaint)
    assert len(told(service, "complaint.overdue", complaint)) == 1 == len(told(service, "complaint.settled", complaint))
    assert len(logistics.get(complaint)["overdue_rounds"]) == 1


def test_R10_3_a_feedback_and_who_is_no_customer_settle_nothing(complaints, logistics):
    outcome, customer = Outcome(logistics), complaints.customer()
    service = complaints.suite.client(roles="service", url=complaints.url)
    one, other = outcome.replied(kind="FEEDBACK", customer_id=customer), outcome.replied()
    last = outcome.replied(customer_id=customer)
    assert told(service, "complaint.settled", last)
    assert told(service, "complaint.settled", one, patience=0) == [] == told(service, "complaint.settled", other, patience=0)


def test_R10_5_what_somebody_recused_decided_is_decided_anew_first(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    outcome, complaint = Outcome(unit), unit.decided([unit.measure(amount_fen=20000)])
    measure, = outcome.measures(complaint)
    outcome.hand_over(complaint)
    unit.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": unit.person("supervising_partner")}, expect=201)
    answer = outcome.implementer().post(f"/v1/complaints/{complaint}/acknowledge-handover", {})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R10.5"
    promise = {"type": "COMMITMENT", "party": "COMPLAINANT", "text": "退还 200 元", "amount_fen": 20000, "measure_id": measure["id"]}
    assert code_of(outcome.implementer().post(f"/v1/complaints/{complaint}/messages", promise)) == (409, "COMMITMENT_BEFORE_DECISION")
    assert unit.get(complaint)["state"] == "DECIDED"


def test_R10_12_measures_decided_anew_while_it_is_implemented_have_their_own_clocks(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing([unit.measure()])
    standing, = unit.handler().get(f"/v1/complaints/{complaint}/signed-decisions", expect=200).json()["items"]
    unit.decide(complaint, [unit.measure("书面致歉")], replaces_id=standing["id"], replace_reason="措施改变")
    assert sorted(outcome.clocks(complaint, "MEASURE")) == ["CANCELLED", "RUNNING"]


def test_R10_3_what_turns_out_to_be_a_feedback_is_not_overdue(complaints, logistics):
    service = complaints.suite.client(roles="service", url=complaints.url)
    one, other = (logistics.register(customer_id=complaints.customer(), kind=kind) for kind in ("COMPLAINT", "FEEDBACK"))
    logistics.organiser().patch(f"/v1/complaints/{one}", {"kind": "FEEDBACK"}, match="*", expect=200)
    logistics.organiser().patch(f"/v1/complaints/{other}", {"kind": "COMPLAINT"}, match="*", expect=200)
    complaints.clock.forward(days=4)
    assert told(service, "complaint.overdue", other)
    assert told(service, "complaint.overdue", one, patience=0) == []
