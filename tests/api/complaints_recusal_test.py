"""What a recusal changes, whichever way it comes: who accepts, what is made again (R10.2, R10.4, R10.5, R10.9)."""
import uuid

from complaints import Unit
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
