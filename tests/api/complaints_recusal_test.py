"""What a recusal changes, whichever way it comes: who accepts, what is made again (R10.2, R10.4, R10.5, R10.9)."""
import uuid

from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of


def letter(**more):
    return {"kind": "LETTER", "title": "投诉信", "is_original": True, "storage_place": "3 号柜", "received_from": "李强", **more}


def respondents(unit, role, numbers):
    return [{"employee_id": unit.person(role, number)} for number in numbers]


def test_R10_2_R10_5_the_substitute_of_a_recused_officer_accepts(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    made = unit.receive(respondents=respondents(unit, "complaint_officer", (0, 1)))
    path, named = f"/v1/complaints/{made['id']}", unit.client("employee")
    assert code_of(unit.organiser().post(path + "/register")) == (403, "RECUSED")
    assert code_of(named.post(path + "/register")) == (404, "NOT_FOUND")
    unit.client("director").post(path + "/name-officer", {"employee_id": unit.person("employee"), "reason": "专门负责人均须回避"}, expect=200)
    shown = named.post(path + "/register", expect=200).json()
    assert shown["state"] == "REGISTERED" and shown["officer_id"] == unit.person("employee") and shown["accepted_by"] == named.sub
    unit.opinion(made["id"], named)


def test_R10_2_R10_5_a_letter_about_the_only_desk_is_accepted_by_the_officer(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    letters = [unit.receive(client=unit.client("admin_desk"), channel="WRITTEN", **more)["id"]
               for more in ({}, {"respondents": respondents(unit, "admin_desk", (0,))})]
    assert code_of(unit.organiser().post(f"/v1/complaints/{letters[0]}/register")) == (403, "FORBIDDEN_ROLE")
    assert code_of(unit.client("admin_desk").post(f"/v1/complaints/{letters[1]}/register")) == (403, "RECUSED")
    shown = unit.organiser().post(f"/v1/complaints/{letters[1]}/register", expect=200).json()
    assert shown["officer_id"] == unit.person("complaint_officer")


def test_R10_2_the_officer_named_before_the_registration_stays_the_officer(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    made = unit.receive(client=unit.client("admin_desk"), channel="WRITTEN", respondents=respondents(unit, "complaint_officer", (0,)))
    path = f"/v1/complaints/{made['id']}"
    unit.client("director").post(path + "/name-officer", {"employee_id": unit.person("employee"), "reason": "回避"}, expect=200)
    assert unit.client("admin_desk").post(path + "/register", expect=200).json()["officer_id"] == unit.person("employee")


def test_R10_5_an_employee_who_turns_out_to_be_the_complainant_is_recused(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.register()
    path = f"/v1/complaints/{complaint}"
    unit.opinion(complaint)
    other = unit.client("complaint_officer", 1)
    changed = other.patch(path, {"complainant_kind": "EMPLOYEE", "complainant_employee_id": unit.person("complaint_officer")}, match="*", expect=200)
    assert changed.json()["redo_opinion"] is True and "officer_id" not in changed.json()
    assert unit.organiser().get(path).status_code == 404
    answer = other.post(path + "/assign-handler", {"employee_id": unit.person("supervising_partner")})
    assert code_of(answer) == (409, "OPINION_NEEDED")
    answer = other.patch(path, {"complainant_employee_id": str(uuid.uuid4())}, match="*")
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/complainant_employee_id"


def test_R10_5_respondents_are_known(law_firm):
    complaint = law_firm.register()
    for name in ("employee_id", "department_id"):
        answer = law_firm.organiser().post(f"/v1/complaints/{complaint}/respondents", {name: str(uuid.uuid4())})
        assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == f"/{name}"


def test_R10_9_R10_5_what_somebody_recused_checked_is_checked_again(complaints):
    """Also after the decision: the new handler may check, and ends with findings of his own."""
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.investigating()
    path, helper = f"/v1/complaints/{complaint}", unit.client("employee")
    material = unit.organiser().post(path + "/materials", letter(), expect=201).json()["id"]
    unit.handler().post(path + "/assign-investigators", {"employee_ids": [unit.person("employee")]}, expect=200)
    helper.post(f"/v1/materials/{material}/check", {"authenticity": "GENUINE", "method": "核对"}, expect=200)
    unit.investigate(complaint)
    unit.decide(complaint)
    unit.organiser().post(path + "/respondents", {"employee_id": unit.person("employee")}, expect=201)
    shown = unit.get(complaint)
    assert shown["redo_findings"] is True and shown["redo_decision"] is False
    told = {"outcome": "DELIVERED", "channel": "PHONE", "content": "已核实经过。"}
    respondent, = shown["respondents"]
    unit.handler().post(path + "/fact-briefings", {"party": "RESPONDENT", "respondent_id": respondent["id"], **told}, expect=201)
    answer = unit.handler().post(path + "/complete-investigation", {"none_found": True})
    assert code_of(answer) == (422, "MATERIAL_UNCHECKED") and answer.json()["materials"] == [material]
    unit.check(material)
    unit.handler().post(path + "/complete-investigation", {"none_found": True}, expect=200)
    assert unit.get(complaint)["redo_findings"] is False


def test_R10_4_the_form_is_forwarded_in_time_and_who_does_not_acknowledge_is_reminded(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, officer = unit.register(), unit.organiser()
    path, partner = f"/v1/complaints/{complaint}", unit.client("supervising_partner")
    officer.post(path + "/forward", {"recipient_id": unit.person("supervising_partner")}, expect=200)
    clock, = officer.get(path + "/deadlines?kind=INTAKE_FORWARD", expect=200).json()["items"]
    assert clock["state"] == "MET"

    def reminders(client):
        return [one for one in client.get("/v1/service-notices", expect=200).json()["items"]
                if one["subject_id"] == complaint and "签收" in one["text"]]

    assert reminders(partner) == []
    complaints.clock.forward(days=12)
    complaints.suite.await_(lambda: len(reminders(partner)) == 1)
    assert reminders(unit.client("partner")) == []
    item, = officer.get(path + "/forwardings", expect=200).json()["items"]
    partner.post(f"/v1/forwardings/{item['id']}/acknowledge", expect=200)


def test_R10_4_nobody_is_reminded_of_what_was_acknowledged(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, officer = unit.register(), unit.organiser()
    path, partner = f"/v1/complaints/{complaint}", unit.client("supervising_partner")
    item, = officer.post(path + "/forward", {"recipient_id": unit.person("supervising_partner")}, expect=200).json()["items"]
    partner.post(f"/v1/forwardings/{item['id']}/acknowledge", expect=200)
    complaints.clock.forward(days=12)
    complaints.suite.await_(lambda: complaints.db_value(
        "select state from timer where kind = 'forwarding_unacknowledged' and subject_id = %s", item["id"]) == "DONE")
    assert [one for one in partner.get("/v1/service-notices", expect=200).json()["items"] if one["subject_id"] == complaint] == []


def test_R10_5_a_meeting_with_somebody_who_is_recused_by_now_is_held_again(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, handler, officer = unit.investigated(), unit.handler(), unit.organiser()
    path = f"/v1/complaints/{complaint}"
    handler.post(path + "/mark-major", {"reason": "涉及原则性问题"}, expect=200)
    handler.post(path + "/to-meeting", expect=200)
    meeting = {"type": "PARTNERS_MEETING", "held_on": complaints.today().isoformat(), "plan": "不属实", "measures": [], "notify_authority": False,
               "participants": [unit.person("partner"), unit.person("partner", 1)]}
    first = officer.post(path + "/resolutions", meeting, expect=201).json()
    assert first["made_by_recused"] is False
    officer.post(path + "/respondents", {"employee_id": unit.person("partner")}, expect=201)
    flagged, = officer.get(path + "/resolutions", expect=200).json()["items"]
    assert flagged["made_by_recused"] is True
    body = {"outcome": "REJECTED", "reasons": "不属实", "no_measures": True}
    assert code_of(handler.post(path + "/signed-decisions", {**body, "resolution_id": first["id"]})) == (422, "RESOLUTION_MISSING")
    answer = officer.post(path + "/resolutions", {**meeting, "participants": [unit.person("partner", 1), unit.complaints.unit("LAW_FIRM").person("director")]})
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/participants"
    second = officer.post(path + "/resolutions", {**meeting, "participants": [unit.person("partner", 1), unit.person("director")]}, expect=201).json()
    handler.post(path + "/signed-decisions", {**body, "resolution_id": second["id"]}, expect=201)


def test_R10_5_what_somebody_recused_did_stays_and_is_flagged(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.investigating()
    path, officer, other = f"/v1/complaints/{complaint}", unit.organiser(), unit.client("complaint_officer", 1)
    officer.post(path + "/notes", {"text": "已电话联系。"}, expect=201)
    officer.post(path + "/messages", {"type": "ARRANGEMENT", "party": "COMPLAINANT", "channel": "PHONE", "text": "由张律师负责。",
                                      "next_step": "核实", "expected_on": complaints.today(5).isoformat()}, expect=201)
    other.post(path + "/notes", {"text": "已归档。"}, expect=201)
    other.post(path + "/respondents", {"employee_id": unit.person("complaint_officer")}, expect=201)
    notes = other.get(path + "/notes?sort=created_at", expect=200).json()["items"]
    assert {one["text"]: one["made_by_recused"] for one in notes} == {"已电话联系。": True, "已归档。": False}
    message, = other.get(path + "/messages", expect=200).json()["items"]
    assert message["made_by_recused"] is True


def test_R10_8_the_officer_is_told_to_notify_the_authority(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, handler = unit.investigated(), unit.handler()
    path = f"/v1/complaints/{complaint}"
    meeting = {"type": "PARTNERS_MEETING", "held_on": complaints.today().isoformat(), "plan": "通报", "measures": [],
               "participants": [unit.person("partner"), unit.person("partner", 1)]}

    def tasks(client):
        return [one for one in client.get("/v1/service-notices", expect=200).json()["items"]
                if one["subject_id"] == complaint and "通报" in one["text"]]

    handler.post(path + "/resolutions", {**meeting, "notify_authority": False}, expect=201)
    assert tasks(unit.organiser()) == []
    handler.post(path + "/resolutions", {**meeting, "notify_authority": True, "authority": "司法局", "content": "情况"}, expect=201)
    assert len(tasks(unit.organiser())) == 1 and tasks(unit.client("front_desk")) == []


def test_R10_6_officer_and_handler_are_two_persons_for_good(complaints):
    """Also where the opinion was replaced by another's, and where the handling went to another."""
    unit = Unit(complaints, "LAW_FIRM")
    both = unit.add("partner", 8)
    complaints.await_employee(both)
    client = complaints.suite.client(roles=["partner", "complaint_officer"], sub=both["subject"], url=complaints.url, department=unit.id)
    complaint = unit.register()
    path = f"/v1/complaints/{complaint}"
    first = unit.opinion(complaint, client)
    unit.opinion(complaint, replaces_id=first["id"], replace_reason="补充")
    unit.organiser().post(path + "/respondents", {"employee_id": unit.person("supervising_partner")}, expect=201)
    answer = unit.organiser().post(path + "/assign-handler", {"employee_id": both["id"], "reason": "分管合伙人回避"})
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R10.6"
    other = unit.register()
    path = f"/v1/complaints/{other}"
    unit.opinion(other)
    unit.organiser().post(path + "/respondents", {"employee_id": unit.person("supervising_partner")}, expect=201)
    unit.organiser().post(path + "/assign-handler", {"employee_id": both["id"], "reason": "分管合伙人回避"}, expect=200)
    standing, = unit.organiser().get(path + "/opinions", expect=200).json()["items"]
    answer = client.post(path + "/opinions", {"text": "另见", "major": False, "replaces_id": standing["id"], "replace_reason": "补充"})
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES")


def test_R10_9_no_decision_relies_on_what_nobody_checked(complaints, law_firm):
    complaint = law_firm.investigated()
    path = f"/v1/complaints/{complaint}"
    material = law_firm.organiser().post(path + "/materials", letter(), expect=201).json()["id"]
    body = {"outcome": "UPHELD", "reasons": "属实", "no_measures": True, "evidence": [material]}
    answer = law_firm.handler().post(path + "/signed-decisions", body)
    assert code_of(answer) == (422, "MATERIAL_UNCHECKED") and answer.json()["rule"] == "R10.9"
    law_firm.check(material)
    law_firm.handler().post(path + "/signed-decisions", body, expect=201)


def test_R10_4_a_copy_is_one_of_a_material_of_the_same_complaint(law_firm):
    one, other, officer = law_firm.register(), law_firm.register(), law_firm.organiser()
    original = officer.post(f"/v1/complaints/{one}/materials", letter(), expect=201).json()["id"]
    answer = officer.post(f"/v1/complaints/{other}/materials", letter(is_original=False, copy_of_id=original))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/copy_of_id"


def test_R10_15_customer_service_that_suspects_sees_no_more_than_the_number(complaints):
    unit = Unit(complaints, "LOGISTICS")
    complaint = unit.investigating()
    answer = unit.client("customer_service", 1).post(f"/v1/complaints/{complaint}/suspect-malignant", {
        "criteria": [{"code": "M2", "evidence": "与客户冲突"}]}, expect=200)
    assert answer.json().keys() == {"id", "ledger_number", "state"}


def test_R10_5_who_is_recused_takes_no_part_in_the_meeting_on_a_dissatisfaction(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    outcome = Outcome(unit)
    complaint = outcome.replied(respondents=respondents(unit, "partner", (0,)))
    made = outcome.dissatisfied(complaint)
    path = f"/v1/dissatisfactions/{made['id']}/answer"
    unit.handler().post(path, {"answer": "ESCALATE", "text": "提交会议"}, expect=200)
    body = {"answer": "EXPLAIN", "text": "会议认为处理适当", "meeting_type": "PARTNERS_MEETING", "meeting_on": complaints.today().isoformat()}
    answer = unit.handler().post(path, {**body, "participants": [unit.person("partner"), unit.person("partner", 1)]})
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R10.5"
    unit.handler().post(path, {**body, "participants": [unit.person("director"), unit.person("partner", 1)]}, expect=200)


def test_R10_15_nobody_hears_of_a_complaint_by_rank(complaints):
    """Not by what its customer is told, nor by the feed; and not by a notice once one is recused."""
    unit = Unit(complaints, "LOGISTICS")
    complaint = unit.register()
    messages = f"/v1/service-messages?subject_id={complaint}"
    assert unit.organiser().get(messages, expect=200).json()["items"]
    assert unit.client("general_manager").get(messages, expect=200).json()["items"] == []
    feed = unit.client("general_manager").get("/v1/events", params={"after": "0", "limit": 100})
    assert complaint not in feed.text

    def notices(client):
        return [one for one in client.get("/v1/service-notices", expect=200).json()["items"] if one["subject_id"] == complaint]

    receiver = unit.receiver()
    assert notices(receiver)
    unit.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": unit.person("customer_service")}, expect=201)
    assert notices(receiver) == []
