"""Satisfaction, dissatisfaction, reopening, feedback and closing (R10.8, R10.18 to R10.20)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of, told


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def respondent_of(unit, number=0):
    return {"respondents": [{"employee_id": unit.person("employee", number)}]} if unit.profile != "LOGISTICS" \
        else {"respondents": [{"employee_id": unit.person("employee", 2)}]}


def respondent_client(unit):
    return unit.client("employee", 2 if unit.profile == "LOGISTICS" else 0)


def close(outcome, complaint):
    return outcome.implementer().post(f"/v1/complaints/{complaint}/close")


def test_R10_18_asked_after_the_reply_by_somebody_else(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing(**respondent_of(unit))
    assert outcome.ask(complaint, expect=409)["code"] == "NOT_REPLIED"
    outcome.reply(complaint)
    answer = outcome.ask(complaint, client=unit.handler(), expect=403)
    assert (answer["code"], answer["rule"]) == ("SEPARATION_OF_DUTIES", "R10.18")
    inquiry = outcome.ask(complaint)
    assert outcome.ask(complaint, expect=409)["code"] == "DUPLICATE"
    path = f"/v1/satisfaction-inquiries/{inquiry['id']}/answer"
    assert code_of(outcome.implementer().post(path, {"score": 6})) == (400, "VALIDATION_FAILED")
    assert code_of(unit.handler().post(path, {"score": 4})) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(respondent_client(unit).post(path, {"score": 1})) == (403, "RECUSED")
    assert outcome.implementer().post(path, {"score": 4, "text": "处理及时"}, expect=200).json()["outcome"] == "ANSWERED"
    assert code_of(outcome.implementer().post(path, {"score": 4})) == (409, "ALREADY_ANSWERED")
    listed, = unit.organiser().get(f"/v1/complaints/{complaint}/satisfaction-inquiries", expect=200).json()["items"]
    assert (listed["party"], listed["score"], listed["asked_by_id"]) == ("COMPLAINANT", 4, unit.person(outcome.role))


def test_R10_18_example_1_closing_waits_for_answers(complaints, unit):
    outcome = Outcome(unit)
    complaint = outcome.replied(**respondent_of(unit))
    outcome.feed_back(complaint)
    assert code_of(close(outcome, complaint)) == (409, "SATISFACTION_OPEN")  # not asked
    outcome.ask_all(complaint, score=None)
    answer = close(outcome, complaint)
    assert code_of(answer) == (409, "SATISFACTION_OPEN") and answer.json()["rule"] == "R10.18"
    complaints.clock.forward(days=7)
    assert close(outcome, complaint).json()["state"] == "CLOSED"
    inquiry = unit.organiser().get(f"/v1/complaints/{complaint}/satisfaction-inquiries", expect=200).json()["items"][0]
    outcome.implementer().post(f"/v1/satisfaction-inquiries/{inquiry['id']}/answer", {"score": 5}, expect=200)  # answers stay possible


def test_R10_18_example_2_a_dissatisfied_respondent(unit):
    outcome = Outcome(unit)
    complaint = outcome.replied(**respondent_of(unit))
    respondent, = unit.get(complaint)["respondents"]
    first, second = outcome.ask(complaint), outcome.ask(complaint, respondent["id"])
    outcome.implementer().post(f"/v1/satisfaction-inquiries/{first['id']}/answer", {"score": 4}, expect=200)
    assert unit.organiser().get(f"/v1/complaints/{complaint}/dissatisfactions", expect=200).json()["items"] == []
    respondent_client(unit).post(f"/v1/satisfaction-inquiries/{second['id']}/answer", {"score": 2, "text": "不认可"}, expect=200)
    made, = unit.organiser().get(f"/v1/complaints/{complaint}/dissatisfactions", expect=200).json()["items"]
    assert (made["party"], made["respondent_id"], made["state"], made["text"]) == ("RESPONDENT", respondent["id"], "OPEN", "不认可")
    assert outcome.clocks(complaint, "DISSATISFACTION_REPORT") == ["RUNNING"]


def test_R10_19_example_1_reported_answered_and_reopened(unit):
    outcome = Outcome(unit)
    complaint = outcome.closed(**respondent_of(unit))
    outcome.archive(complaint)
    respondent, = unit.get(complaint)["respondents"]
    made = outcome.dissatisfied(complaint, client=respondent_client(unit), party="RESPONDENT", respondent_id=respondent["id"])
    path = f"/v1/dissatisfactions/{made['id']}"
    assert outcome.clocks(complaint, "DISSATISFACTION_REPORT") == ["RUNNING"]
    reported = outcome.implementer().post(path + "/report", expect=200).json()
    assert (reported["state"], reported["reported_to_id"], reported["report_late"]) == ("REPORTED", unit.person(unit.handler_role()), False)
    assert outcome.clocks(complaint, "DISSATISFACTION_ANSWER") == ["RUNNING"]
    assert code_of(outcome.implementer().post(path + "/report")) == (409, "INVALID_STATE")
    answer = outcome.implementer().post(path + "/answer", {"answer": "REOPEN", "text": "x"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.19"
    assert code_of(unit.handler().post(path + "/answer", {"answer": "EXPLAIN"})) == (422, "REASON_MISSING")
    done = unit.handler().post(path + "/answer", {"answer": "REOPEN", "text": "有新的事实"}, expect=200).json()
    assert (done["answer"], done["reopened_round"], done["answer_late"]) == ("REOPEN", 1, False)
    shown = unit.get(complaint)
    assert (shown["state"], shown["round"], shown["handler_id"]) == ("INVESTIGATING", 1, unit.person(unit.handler_role()))
    assert shown["ledger_number"] and "closed_at" not in shown
    lines = unit.organiser().get(f"/v1/complaints/{complaint}/ledger", expect=200).json()["items"]
    assert {line["number"] for line in lines} == {shown["ledger_number"]}
    assert outcome.clocks(complaint, "ARRANGEMENT_NOTICE")[-1] == "RUNNING"


def test_R10_19_a_new_round_is_handled_anew(law_firm):
    """R10.6, example 3: the old opinion does not count; neither do findings and decision."""
    outcome = Outcome(law_firm)
    complaint = outcome.replied([law_firm.measure()])
    outcome.reopen(complaint)
    done = f"/v1/complaints/{complaint}/complete-investigation"
    assert code_of(law_firm.handler().post(done, {"none_found": True})) == (409, "OPINION_NEEDED")
    law_firm.opinion(complaint)
    law_firm.investigate(complaint)
    law_firm.decide(complaint, outcome="REJECTED", reasons="经复查不属实。")
    outcome.implement(complaint)
    assert outcome.reply(complaint, outcome="REJECTED")["round"] == 1
    outcome.close(complaint)
    assert outcome.archive(complaint)["round"] == 1


def test_R10_19_example_2_closing_with_an_open_dissatisfaction(unit):
    outcome = Outcome(unit)
    complaint = outcome.replied()
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    made = outcome.dissatisfied(complaint)
    answer = close(outcome, complaint)
    assert code_of(answer) == (409, "DISSATISFACTION_OPEN") and answer.json()["rule"] == "R10.19"
    done = unit.handler().post(f"/v1/dissatisfactions/{made['id']}/answer", {"answer": "EXPLAIN", "text": "已按合同处理。"}, expect=200).json()
    assert (done["state"], done["answer_text"], done["reported_to_id"]) == ("ANSWERED", "已按合同处理。", unit.person(unit.handler_role()))
    assert code_of(unit.handler().post(f"/v1/dissatisfactions/{made['id']}/answer", {"answer": "REOPEN", "text": "x"})) == (409, "ALREADY_ANSWERED")
    again = outcome.dissatisfied(complaint, text="仍不满意")  # without new facts, an explanation is enough
    unit.handler().post(f"/v1/dissatisfactions/{again['id']}/answer", {"answer": "EXPLAIN", "text": "无新的事实。"}, expect=200)
    assert close(outcome, complaint).json()["state"] == "CLOSED"


def test_R10_19_an_open_dissatisfaction_stops_the_archive(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.closed()
    outcome.dissatisfied(complaint)
    assert code_of(outcome.archivist().post(f"/v1/complaints/{complaint}/archive")) == (409, "DISSATISFACTION_OPEN")


def test_R10_19_example_3_two_at_once_reopen_once(complaints, unit):
    outcome = Outcome(unit)
    complaint = outcome.replied(customer_id=complaints.customer(), **respondent_of(unit))
    respondent, = unit.get(complaint)["respondents"]
    one, other = outcome.dissatisfied(complaint), outcome.dissatisfied(
        complaint, client=respondent_client(unit), party="RESPONDENT", respondent_id=respondent["id"])
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: unit.handler().post(f"/v1/dissatisfactions/{each['id']}/answer",
                                                                 {"answer": "REOPEN", "text": "有新的事实"}), (one, other)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert unit.get(complaint)["round"] == 1
    listed = unit.organiser().get(f"/v1/complaints/{complaint}/dissatisfactions", expect=200).json()["items"]
    assert [(each["answer"], each["reopened_round"]) for each in listed] == [("REOPEN", 1)] * 2
    assert len(told(complaints.suite.client(roles="service", url=complaints.url), "complaint.reopened", complaint)) == 1


def test_R10_19_who_is_no_party_and_too_early(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing([unit.measure(number=1)], **respondent_of(unit))
    assert outcome.dissatisfied(complaint, expect=409)["code"] == "INVALID_STATE"
    outcome.reply(complaint)
    third = outcome.dissatisfied(complaint, client=unit.client("employee", 1), expect=403)
    assert (third["code"], third["rule"]) == ("NOT_A_PARTY", "R10.19")
    assert outcome.dissatisfied(complaint, client=respondent_client(unit), expect=403)["code"] == "NOT_A_PARTY"  # not the complainant
    stranger = outcome.dissatisfied(complaint, party="RESPONDENT", respondent_id=complaint, expect=403)
    assert stranger["code"] == "NOT_A_PARTY"


def test_R10_19_escalated_to_a_meeting_of_the_firm(complaints, law_firm):
    outcome = Outcome(law_firm)
    complaint = outcome.replied()
    made, path = outcome.dissatisfied(complaint), f"/v1/complaints/{complaint}"
    answer = f"/v1/dissatisfactions/{made['id']}/answer"
    assert law_firm.handler().post(answer, {"answer": "ESCALATE", "text": "请会议讨论"}, expect=200).json()["state"] == "ESCALATED"
    assert code_of(law_firm.handler().post(answer, {"answer": "ESCALATE", "text": "x"})) == (409, "ALREADY_ANSWERED")
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    assert code_of(close(outcome, complaint)) == (409, "DISSATISFACTION_OPEN")
    assert code_of(law_firm.handler().post(answer, {"answer": "EXPLAIN", "text": "x"})) == (422, "RESOLUTION_MISSING")
    done = law_firm.handler().post(answer, {"answer": "EXPLAIN", "text": "会议维持原意见", "meeting_type": "FIRM_MEETING",
                                            "meeting_on": complaints.today().isoformat()}, expect=200).json()
    assert done["answer"] == "EXPLAIN" and done["resolution_id"]
    assert law_firm.organiser().get(path + "/resolutions", expect=200).json()["items"][0]["type"] == "FIRM_MEETING"
    assert close(outcome, complaint).json()["state"] == "CLOSED"


def test_R10_19_escalated_to_the_supervisor(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.replied()
    made = outcome.dissatisfied(complaint)
    answer, manager = f"/v1/dissatisfactions/{made['id']}/answer", logistics.client("general_manager")
    assert code_of(manager.post(answer, {"answer": "EXPLAIN", "text": "x"})) == (404, "NOT_FOUND")
    done = logistics.handler().post(answer, {"answer": "ESCALATE", "text": "请上级处理"}, expect=200).json()
    assert done["escalated_to_id"] == logistics.person("general_manager")
    assert code_of(logistics.handler().post(answer, {"answer": "EXPLAIN", "text": "x"})) == (403, "FORBIDDEN_ROLE")
    assert manager.post(answer, {"answer": "REOPEN", "text": "重新调查"}, expect=200).json()["reopened_round"] == 1


def test_R10_19_a_late_answer_is_marked(complaints, logistics):
    outcome = Outcome(logistics)
    made = outcome.dissatisfied(outcome.replied())
    complaints.clock.forward(days=5)
    path = f"/v1/dissatisfactions/{made['id']}"
    assert outcome.implementer().post(path + "/report", expect=200).json()["report_late"] is True
    complaints.clock.forward(days=9)
    assert logistics.handler().post(path + "/answer", {"answer": "EXPLAIN", "text": "x"}, expect=200).json()["answer_late"] is True


def test_R10_20_example_2_closing_without_feedback(unit):
    outcome = Outcome(unit)
    complaint = outcome.replied([unit.measure()])
    measure, = outcome.measures(complaint)
    assert outcome.clocks(complaint, "OUTCOME_FEEDBACK") == ["RUNNING"]
    assert code_of(close(outcome, complaint)) == (409, "MEASURES_OPEN")
    outcome.implementer().post(f"/v1/measures/{measure['id']}/done", {"evidence": "银行回单"}, expect=200)
    outcome.ask_all(complaint, score=4)
    answer = close(outcome, complaint)
    assert code_of(answer) == (409, "FEEDBACK_MISSING") and answer.json()["rule"] == "R10.20"
    path = f"/v1/complaints/{complaint}/acknowledge-outcome"
    other = unit.handler() if unit.profile != "LOGISTICS" else outcome.implementer()
    answer = other.post(path)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.20"
    fed = outcome.feed_back(complaint)
    content = fed["content"]
    assert content["measures"][0]["state"] == "DONE" and content["satisfaction"][0]["score"] == 4 and content["outcome"] == "UPHELD"
    assert code_of(outcome.addressee().post(path)) == (409, "IMMUTABLE")
    assert code_of(unit.handler().post(f"/v1/complaints/{complaint}/close")) == (403, "FORBIDDEN_ROLE")
    assert close(outcome, complaint).json()["state"] == "CLOSED"
    assert code_of(close(outcome, complaint)) == (409, "INVALID_STATE")


def test_R10_20_each_reopening_needs_it_anew(service_unit):
    outcome = Outcome(service_unit)
    complaint = outcome.replied()
    outcome.feed_back(complaint)
    outcome.reopen(complaint)
    service_unit.investigate(complaint)
    service_unit.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.ask_all(complaint)
    assert code_of(close(outcome, complaint)) == (409, "FEEDBACK_MISSING")
    assert outcome.feed_back(complaint)["round"] == 1


MEETING = {"type": "PARTNERS_MEETING", "plan": "书面致歉，通报主管机关"}
NOTIFIED = {"notify_authority": True, "authority": "司法局", "content": "通报处理情况"}


def met(firm, complaint, opinion, **said):
    """Investigated on an opinion, and resolved on by two partners; the resolution."""
    handler = firm.handler()
    firm.opinion(complaint, **opinion)
    if firm.get(complaint)["state"] == "OPINED":
        firm.organiser().post(f"/v1/complaints/{complaint}/assign-handler",
                              {"employee_id": firm.person(firm.handler_role())}, expect=200)
    firm.investigate(complaint)
    handler.post(f"/v1/complaints/{complaint}/to-meeting", expect=200)
    participants = [firm.person("partner", 0), firm.person("partner", 1)]
    return handler.post(f"/v1/complaints/{complaint}/resolutions", {
        **MEETING, "held_on": firm.complaints.today().isoformat(), "participants": participants, **said}, expect=201).json()


def test_R10_8_example_4_an_authority_is_still_to_be_notified(complaints, law_firm):
    outcome, complaint = Outcome(law_firm), law_firm.register()
    resolution = met(law_firm, complaint, {"major": True, "major_reason": "原则性问题"}, **NOTIFIED)
    law_firm.decide(complaint, resolution_id=resolution["id"])
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    answer = close(outcome, complaint)
    assert code_of(answer) == (409, "NOTIFICATION_OPEN") and answer.json()["rule"] == "R10.8"
    law_firm.organiser().post(f"/v1/complaints/{complaint}/notify-authority", {"resolution_id": resolution["id"]}, expect=200)
    assert close(outcome, complaint).json()["state"] == "CLOSED"
    assert outcome.archive(complaint)["checklist"]["RESOLUTION"] == 1


def test_R10_8_a_reopening_does_not_forget_the_authority(complaints, law_firm):
    outcome, complaint = Outcome(law_firm), law_firm.register()
    first = met(law_firm, complaint, {"major": True, "major_reason": "原则性问题"}, **NOTIFIED)
    law_firm.decide(complaint, resolution_id=first["id"])
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.reopen(complaint)
    second = met(law_firm, complaint, {}, notify_authority=False)
    law_firm.decide(complaint, resolution_id=second["id"])
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    assert code_of(close(outcome, complaint)) == (409, "NOTIFICATION_OPEN")
    law_firm.organiser().post(f"/v1/complaints/{complaint}/notify-authority", {"resolution_id": first["id"]}, expect=200)
    assert close(outcome, complaint).json()["state"] == "CLOSED"


def superseded(firm, complaint, **said):
    """A further resolution of the same round, whatever was decided before; its representation."""
    participants = [firm.person("partner", 0), firm.person("partner", 1)]
    return firm.handler().post(f"/v1/complaints/{complaint}/resolutions", {
        **MEETING, "held_on": firm.complaints.today().isoformat(), "participants": participants, **said}, expect=201).json()


def test_R10_8_what_a_later_meeting_replaced_is_not_notified(law_firm):
    outcome, complaint = Outcome(law_firm), law_firm.register()
    met(law_firm, complaint, {"major": True, "major_reason": "原则性问题"}, **NOTIFIED)
    second = superseded(law_firm, complaint, notify_authority=False)
    law_firm.decide(complaint, resolution_id=second["id"])
    outcome.implement(complaint)
    outcome.reply(complaint)
    assert outcome.close(complaint) and law_firm.get(complaint)["state"] == "CLOSED"


def test_R10_8_a_meeting_after_the_one_decided_by_still_counts(law_firm):
    outcome, complaint = Outcome(law_firm), law_firm.register()
    first = met(law_firm, complaint, {"major": True, "major_reason": "原则性问题"}, notify_authority=False)
    superseded(law_firm, complaint, **NOTIFIED)
    law_firm.decide(complaint, resolution_id=first["id"])
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    assert code_of(close(outcome, complaint)) == (409, "NOTIFICATION_OPEN")


def recused_after(unit, complaint):
    """Who decided it is listed as respondent; who organises it and whom another handler is chosen from: client, role, number."""
    role, number = {"LAW_FIRM": ("partner", 0), "LOGISTICS": ("customer_service_manager", 1), "SERVICE": ("tech_service_supervisor", 0)}[unit.profile]
    organiser = unit.client("customer_service_manager", 1) if unit.profile == "LOGISTICS" else unit.organiser()
    organiser.post(f"/v1/complaints/{complaint}/respondents", {"employee_id": unit.person(unit.handler_role()), "reason": "调查发现"}, expect=201)
    return organiser, role, number


def test_R10_5_measures_wait_for_the_decision_that_is_made_anew(unit):
    outcome = Outcome(unit)
    complaint = outcome.implementing([unit.measure()])
    measure, = outcome.measures(complaint)
    recused_after(unit, complaint)
    for act, body in (("done", {"evidence": "银行回单"}), ("drop", {"reason": "撤回"}), ("remind", None),
                      ("assign", {"employee_id": unit.person("employee", 1), "reason": "另派"})):
        answer = outcome.implementer().post(f"/v1/measures/{measure['id']}/{act}", body)
        assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R10.5", act


def test_R10_5_R10_11_after_the_reply_a_new_round_decides_anew(complaints, unit):
    outcome = Outcome(unit)
    complaint = outcome.replied([unit.measure()], customer_id=complaints.customer())
    path, (measure,) = f"/v1/complaints/{complaint}", outcome.measures(complaint)
    answer = unit.handler().post(path + "/reopen", {"reason": "复查"})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R10.19"
    outcome.implementer().post(f"/v1/measures/{measure['id']}/done", {"evidence": "银行回单"}, expect=200)
    outcome.ask_all(complaint)
    outcome.feed_back(complaint)
    organiser, role, number = recused_after(unit, complaint)
    answer = close(outcome, complaint)
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R10.5"
    assert code_of(unit.handler().post(path + "/reopen", {"reason": "复查"})) == (403, "RECUSED")
    promise = {"type": "COMMITMENT", "party": "COMPLAINANT", "text": measure["text"], "measure_id": measure["id"]}
    assert code_of(outcome.implementer().post(path + "/messages", promise)) == (409, "COMMITMENT_BEFORE_DECISION")
    organiser.post(path + "/assign-handler", {"employee_id": unit.person(role, number), "reason": "原处理人员回避"}, expect=200)
    assert code_of(outcome.implementer().post(path + "/reopen", {"reason": "复查"})) == (403, "FORBIDDEN_ROLE")
    shown = unit.client(role, number).post(path + "/reopen", {"reason": "原处理人员回避，重新处理"}, expect=200).json()
    assert (shown["state"], shown["round"], shown["redo_decision"]) == ("INVESTIGATING", 1, False)
    assert len(told(complaints.suite.client(roles="service", url=complaints.url), "complaint.reopened", complaint)) == 1


def test_R10_5_what_is_closed_is_not_archived_but_decided_anew(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.closed()
    organiser, role, number = recused_after(logistics, complaint)
    answer = outcome.archivist().post(f"/v1/complaints/{complaint}/archive")
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R10.5"
    organiser.post(f"/v1/complaints/{complaint}/assign-handler", {"employee_id": logistics.person(role, number), "reason": "回避"}, expect=200)
    assert logistics.client(role, number).post(f"/v1/complaints/{complaint}/reopen", {"reason": "回避"}, expect=200).json()["round"] == 1


def test_R10_5_from_the_recusal_after_the_reply_to_the_archive(complaints):
    unit = Unit(complaints, "SERVICE")
    outcome = Outcome(unit)
    complaint = outcome.replied([unit.measure()], customer_id=complaints.customer())
    organiser, role, number = recused_after(unit, complaint)
    organiser.post(f"/v1/complaints/{complaint}/assign-handler", {"employee_id": unit.person(role, number), "reason": "原处理人员回避"}, expect=200)
    unit.investigator_role = lambda: role  # who handles it from now on
    unit.handler().post(f"/v1/complaints/{complaint}/reopen", {"reason": "原处理人员回避，重新处理"}, expect=200)
    unit.investigate(complaint)
    unit.decide(complaint, [unit.measure("书面致歉")])
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.close(complaint)
    assert outcome.archive(complaint)["round"] == 1
    states = {one["text"]: one["state"] for one in unit.organiser().get(f"/v1/complaints/{complaint}/measures", expect=200).json()["items"]}
    assert states == {"退还多收费用": "REPLACED", "书面致歉": "DONE"}
