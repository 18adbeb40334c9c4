"""Who handles a complaint and who investigates it (R10.5, R10.7, R12.13)."""
import datetime

import pytest
from complaints import Unit
from factories import code_of


@pytest.fixture(params=["LAW_FIRM", "LOGISTICS", "SERVICE"])
def unit(request, complaints):
    """One of its own: somebody of it is recused."""
    return complaints.unit(request.param)


def opined(unit, **more):
    complaint = unit.register(**more)
    unit.opinion(complaint)
    return complaint


def assign(unit, complaint, role, number=0, client=None, params=None, **more):
    body = {"employee_id": unit.person(role, number), **more}
    return (client or unit.organiser()).post(f"/v1/complaints/{complaint}/assign-handler", body, params=params)


def leave(unit, role, number, first, last, **more):
    """On leave on these days from today; known here."""
    person, presence = unit.people[role, number], f"/v1/employees/{unit.person(role, number)}/presence"
    own = unit.complaints.company.api(roles=[role], sub=person["subject"], department=unit.id)
    until = unit.complaints.today(last)
    own.put(presence, {"presence": "ON_LEAVE", "from": unit.complaints.today(first).isoformat(), "until": until.isoformat(), **more}, match="*", expect=200)
    unit.complaints.suite.await_(lambda: unit.complaints.db_value("select leave_until from known_employee where id = %s", person["id"]) == until)


def test_R10_7_example_1_the_partner_in_charge_is_present(law_firm):
    complaint = opined(law_firm)
    answer = assign(law_firm, complaint, "director", reason="主任更合适")
    assert code_of(answer) == (422, "PARTNER_PRESENT") and answer.json()["rule"] == "R10.7"
    assert code_of(assign(law_firm, complaint, "employee")) == (422, "NOT_A_PARTNER")
    assert code_of(assign(law_firm, complaint, "supervising_partner", client=law_firm.client("director")))[0] in (403, 404)
    offered = law_firm.organiser().get(f"/v1/complaints/{complaint}/eligible-handlers", expect=200).json()["items"]
    assert [one["employee_id"] for one in offered if one["in_charge"]] == [one["employee_id"] for one in offered]
    shown = assign(law_firm, complaint, "supervising_partner")
    assert shown.json()["handler_id"] == law_firm.person("supervising_partner")


def test_R10_7_an_absent_partner_is_stood_in_for_and_does_not_get_it_back(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    leave(unit, "supervising_partner", 0, 0, 0)
    complaint = opined(unit)
    assert code_of(assign(unit, complaint, "partner")) == (422, "REASON_MISSING")
    assert assign(unit, complaint, "partner", reason="分管合伙人休假").json()["handler_id"] == unit.person("partner")
    second = opined(unit)
    complaints.clock.forward(days=1)
    assert code_of(assign(unit, second, "partner", reason="分管合伙人休假")) == (422, "PARTNER_PRESENT")
    assert unit.get(complaint)["handler_id"] == unit.person("partner")


def test_R10_7_example_2_absence_ends_at_its_instant(complaints):
    """Absent until 09:00: just before it is stood in for, and stays with who stands in; at 09:00:00 the partner is there."""
    unit = Unit(complaints, "LAW_FIRM")
    first, second = opined(unit), opined(unit)
    partner = unit.client("supervising_partner")
    absence = partner.post("/v1/absences", {"from_at": complaints.at(-60), "until_at": complaints.at(3600), "reason": "开庭"}, expect=201).json()
    answer = assign(unit, first, "partner", reason="分管合伙人开庭", params={"dry_run": "true"})
    assert answer.json()["handler_id"] == unit.person("partner")
    until = complaints.at(20)
    partner.post(f"/v1/absences/{absence['id']}/end", {"until_at": until}, expect=200)
    assert assign(unit, first, "partner", reason="分管合伙人开庭").json()["handler_id"] == unit.person("partner")
    complaints.clock.forward(seconds=datetime.datetime.fromisoformat(until).timestamp() - complaints.clock.now() + 0.001)
    assert code_of(assign(unit, second, "partner", reason="分管合伙人开庭")) == (422, "PARTNER_PRESENT")
    assert unit.get(first)["handler_id"] == unit.person("partner")


def test_R10_7_hours_of_absence_replace_nobody_and_days_do(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, partner = unit.investigating(), unit.client("supervising_partner")
    absence = partner.post("/v1/absences", {"from_at": complaints.at(-60), "until_at": complaints.at(7200), "reason": "开庭"}, expect=201).json()
    assert code_of(assign(unit, complaint, "partner", reason="不在")) == (422, "PARTNER_PRESENT")
    partner.post(f"/v1/absences/{absence['id']}/end", {"until_at": complaints.at(20 * 86400)}, expect=200)
    assert assign(unit, complaint, "partner", reason="长期不在").json()["handler_id"] == unit.person("partner")


def test_R10_7_a_handler_who_is_absent_for_longer_is_replaced(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.investigating()
    answer = assign(unit, complaint, "partner", reason="换人")
    assert code_of(answer) == (422, "PARTNER_PRESENT")
    assert code_of(assign(unit, complaint, "partner")) == (422, "REASON_MISSING")
    assert code_of(unit.handler().post(f"/v1/complaints/{complaint}/assign-handler", {
        "employee_id": unit.person("partner"), "reason": "转交"})) == (403, "FORBIDDEN_ROLE")
    leave(unit, "supervising_partner", 0, 0, 20)
    assert assign(unit, complaint, "partner", reason="长期不在").json()["handler_id"] == unit.person("partner")
    assert unit.handler().get(f"/v1/complaints/{complaint}").status_code == 404
    functions = unit.organiser().get(f"/v1/complaints/{complaint}/functions?function=HANDLER", expect=200).json()["items"]
    assert [("ended_at" in one, one["employee_id"]) for one in functions] == [
        (True, unit.person("supervising_partner")), (False, unit.person("partner"))]


def test_R10_7_practice_areas_have_their_partner(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    path = f"/v1/complaint-units/{unit.id}/partner-areas"
    body = {"practice_area": "劳动争议", "employee_id": unit.person("partner", 1)}
    assert code_of(unit.organiser().post(path, body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(unit.client("director").post(path, {**body, "employee_id": unit.person("employee")})) == (422, "NOT_A_PARTNER")
    unit.client("director").post(path, {**body, "employee_id": unit.person("partner")}, expect=200)
    made = unit.client("director").post(path, body, expect=200).json()
    assert made["employee_id"] == unit.person("partner", 1)
    assert len(unit.organiser().get(path, expect=200).json()["items"]) == 1
    complaint = opined(unit, practice_area="劳动争议")
    assert code_of(assign(unit, complaint, "supervising_partner", reason="惯例")) == (422, "PARTNER_PRESENT")
    assert assign(unit, complaint, "partner", 1).json()["handler_id"] == unit.person("partner", 1)


def test_R10_5_example_1_a_partner_who_is_respondent_is_passed_over(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = opined(unit, respondents=[{"employee_id": unit.person("supervising_partner")}])
    answer = assign(unit, complaint, "supervising_partner")
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R10.5"
    assert unit.client("supervising_partner").get(f"/v1/complaints/{complaint}").status_code == 404
    assert assign(unit, complaint, "director", reason="分管合伙人回避").status_code == 200


def test_R10_7_example_3_of_recused_partners_only_others_are_offered(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = opined(unit, respondents=[{"employee_id": unit.person("supervising_partner")}, {"employee_id": unit.person("director")}])
    path = f"/v1/complaints/{complaint}"
    offered = unit.organiser().get(path + "/eligible-handlers", expect=200).json()["items"]
    assert {one["employee_id"] for one in offered} == {unit.person("partner"), unit.person("partner", 1)}
    for number in (0, 1):
        unit.organiser().post(path + "/respondents", {"employee_id": unit.person("partner", number)}, expect=201)
    answer = unit.organiser().get(path + "/eligible-handlers")
    assert code_of(answer) == (422, "NO_ELIGIBLE_SUBSTITUTE") and answer.json()["rule"] == "R10.5"
    assert code_of(assign(unit, complaint, "partner", reason="别无他人")) == (422, "NO_ELIGIBLE_SUBSTITUTE")
    assert code_of(assign(unit, complaint, "employee", resolution_id=complaint)) == (422, "RESOLUTION_MISSING")
    resolution = unit.organiser().post(path + "/resolutions", {
        "type": "FIRM_MEETING", "held_on": complaints.today().isoformat(), "participants": [unit.person("employee"), unit.person("employee", 1)],
        "plan": "由员工处理", "notify_authority": False}, expect=201).json()
    assert assign(unit, complaint, "employee", resolution_id=resolution["id"]).json()["handler_id"] == unit.person("employee")


def test_R10_5_a_recused_officer_is_replaced_by_who_the_director_names(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.register()
    path, body = f"/v1/complaints/{complaint}/name-officer", {"employee_id": unit.person("employee"), "reason": "专门负责人回避"}
    assert code_of(unit.client("director").post(path, body)) == (409, "INVALID_STATE")
    other = unit.client("complaint_officer", 1)
    other.post(f"/v1/complaints/{complaint}/respondents", {"employee_id": unit.person("complaint_officer")}, expect=201)
    assert unit.client("partner").post(path, body).status_code == 404
    assert code_of(unit.client("director").post(path, {**body, "employee_id": unit.person("complaint_officer")})) == (403, "RECUSED")
    assert unit.client("director").post(path, body, expect=200).json()["officer_id"] == unit.person("employee")
    unit.opinion(complaint, unit.client("employee"))
    other.post(f"/v1/complaints/{complaint}/respondents", {"employee_id": unit.person("director")}, expect=201)
    assert code_of(unit.client("director").post(path, body)) == (403, "RECUSED")
    unit.client("partner").post(path, {**body, "employee_id": unit.person("employee", 1)}, expect=200)
    assert unit.client("employee").get(f"/v1/complaints/{complaint}").status_code == 404


def test_R10_5_elsewhere_the_superior_or_the_general_manager_names(complaints):
    unit = Unit(complaints, "LOGISTICS")
    complaint = unit.register(respondents=[{"employee_id": unit.person("customer_service_manager", number)} for number in (0, 1)])
    path = f"/v1/complaints/{complaint}"
    body = {"employee_id": unit.person("customer_service", 1), "reason": "负责人回避"}
    assert code_of(unit.organiser().post(path + "/name-officer", body)) == (403, "RECUSED")
    assert unit.client("employee").post(path + "/name-officer", body).status_code == 404
    unit.client("general_manager").post(path + "/name-officer", body, expect=200)
    named = unit.client("customer_service", 1)
    named.post(path + "/assign-investigators", {"employee_ids": [unit.person("employee")]}, expect=200)
    assert code_of(assign(unit, complaint, "employee", 1, client=named)) == (403, "FORBIDDEN_ROLE")
    assert assign(unit, complaint, "general_manager", client=named).json()["handler_id"] == unit.person("general_manager")


def test_R10_5_a_recused_handler_is_replaced_and_decides_nothing(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.decided()
    path = f"/v1/complaints/{complaint}"
    unit.organiser().post(path + "/respondents", {"employee_id": unit.person("supervising_partner")}, expect=201)
    shown = unit.get(complaint)
    assert "handler_id" not in shown and shown["redo_decision"] is True and shown["redo_findings"] is True
    decision, = unit.organiser().get(path + "/signed-decisions", expect=200).json()["items"]
    assert decision["made_by_recused"] is True
    body = {"outcome": "REJECTED", "reasons": "另行调查", "no_measures": True}
    assert code_of(unit.handler().post(path + "/signed-decisions", body)) == (403, "RECUSED")
    assign(unit, complaint, "partner", reason="原处理人员回避")
    partner = unit.client("partner")
    assert code_of(partner.post(path + "/signed-decisions", body)) == (422, "NO_FINDINGS")
    unit.find(complaint, partner)
    told = {"outcome": "DELIVERED", "channel": "PHONE", "content": "已核实经过。"}
    respondent, = unit.get(complaint)["respondents"]
    partner.post(path + "/fact-briefings", {"party": "RESPONDENT", "respondent_id": respondent["id"], **told}, expect=201)
    partner.post(path + "/complete-investigation", {"none_found": True}, expect=200)
    assert unit.decide(complaint, client=partner)["number"] == 2
    shown = unit.get(complaint)
    assert shown["state"] == "DECIDED" and shown["redo_decision"] is False and shown["redo_findings"] is False


def test_R10_5_who_is_recused_acknowledges_nothing(law_firm):
    complaint, officer, partner = law_firm.register(), law_firm.organiser(), law_firm.client("partner")
    item, = officer.post(f"/v1/complaints/{complaint}/forward", {"recipient_id": law_firm.person("partner")}, expect=200).json()["items"]
    officer.post(f"/v1/complaints/{complaint}/respondents", {"employee_id": law_firm.person("partner")}, expect=201)
    assert code_of(partner.post(f"/v1/forwardings/{item['id']}/acknowledge")) == (403, "RECUSED")


def test_R10_5_who_is_recused_does_nothing_at_all(unit):
    complaint = unit.investigated()
    path, role = f"/v1/complaints/{complaint}", unit.handler_role()
    unit.organiser().post(path + "/respondents", {"name": "某承运人"}, expect=201)
    unit.handler().post(path + "/respondents", {"employee_id": unit.person(role)}, expect=201)
    client, some = unit.handler(), unit.person("employee", 1)
    acts = {"opinions": {"text": "意见", "major": False}, "assign-handler": {"employee_id": some}, "assign-investigators": {"employee_ids": [some]},
            "findings": {"result": "NO_ASSERTION"}, "fact-briefings": {"party": "COMPLAINANT", "outcome": "NOT_DELIVERABLE"},
            "complete-investigation": {"none_found": True}, "assistance-requests": {"kind": "RESEARCH", "employee_id": some, "question": "问题"},
            "mark-major": {"reason": "重大"}, "to-meeting": None, "notes": {"text": "记录"}, "materials": {
                "kind": "OTHER", "title": "材料", "is_original": False, "storage_place": "柜", "received_from": "某人"},
            "signed-decisions": {"outcome": "UPHELD", "reasons": "属实", "no_measures": True}, "forward": {"recipient_id": some},
            "notify-authority": {"resolution_id": some}, "unmark-major": {"reason": "否"}, "resolutions": {
                "type": "FIRM_MEETING", "held_on": unit.complaints.today().isoformat(), "participants": [some], "plan": "方案"}}
    for act, body in acts.items():
        assert code_of(client.post(f"{path}/{act}", body)) == (403, "RECUSED"), act
    for list_ in ("notes", "findings", "opinions", "statements", "signed-decisions", "measures", "functions", "fact-briefings", "resolutions"):
        assert client.get(f"{path}/{list_}").status_code == 404, list_


def test_R12_13_who_assigns_investigators(logistics):
    complaint = logistics.register(respondents=[{"employee_id": logistics.person("employee", 2)}])
    path = f"/v1/complaints/{complaint}/assign-investigators"
    body = {"employee_ids": [logistics.person("employee"), logistics.person("employee", 1)]}
    assert code_of(logistics.client("customer_service").post(path, body))[0] in (403, 404)
    manager = logistics.organiser()
    answer = manager.post(path, {"employee_ids": [logistics.person("employee", 2)]})
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R10.5"
    assert manager.post(path, body, expect=200).json()["state"] == "INVESTIGATING"
    functions = manager.get(f"/v1/complaints/{complaint}/functions?function=INVESTIGATOR", expect=200).json()["items"]
    assert {one["employee_id"]: one["lead"] for one in functions} == {logistics.person("employee"): True, logistics.person("employee", 1): False}
    assert code_of(manager.post(path, {"employee_ids": [logistics.person("employee", 1)]})) == (422, "REASON_MISSING")
    manager.post(path, {"employee_ids": [logistics.person("employee", 1)], "reason": "原调查人员出差"}, expect=200)
    assert logistics.client("employee").get(f"/v1/complaints/{complaint}").status_code == 404


def test_R12_13_the_deputy_assigns(complaints):
    unit = Unit(complaints, "LOGISTICS")
    complaint, deputy = unit.register(), unit.client("employee", 2)
    path, body = f"/v1/complaints/{complaint}/assign-investigators", {"employee_ids": [unit.person("employee")]}
    assert deputy.post(path, body).status_code == 404
    leave(unit, "customer_service_manager", 0, 0, 3, deputy_id=unit.person("employee", 2))
    assert deputy.post(path, body, expect=200).json()["state"] == "INVESTIGATING"


def test_R12_13_example_1_the_team_leader_of_the_respondent_does_not_investigate(complaints, logistics):
    driver = logistics.add("employee", 9, above=logistics.people["employee", 1])
    complaints.await_employee(driver)
    complaint = logistics.register(respondents=[{"employee_id": driver["id"]}])
    answer = logistics.organiser().post(f"/v1/complaints/{complaint}/assign-investigators", {"employee_ids": [logistics.person("employee", 1)]})
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R12.13"


def test_R12_13_neither_a_clerk_who_saw_it_nor_the_handler(logistics):
    complaint, manager = logistics.register(), logistics.organiser()
    path = f"/v1/complaints/{complaint}"
    manager.post(path + "/statements", {"kind": "STATEMENT", "party": "WITNESS", "employee_id": logistics.person("customer_service"),
                                        "channel": "INTERVIEW", "text": "当时在场。"}, expect=201)
    answer = manager.post(path + "/assign-investigators", {"employee_ids": [logistics.person("customer_service")]})
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R12.13"
    manager.post(path + "/assign-handler", {"employee_id": logistics.person("customer_service_manager", 1)}, expect=200)
    assert logistics.get(complaint)["state"] == "REGISTERED"
    answer = manager.post(path + "/assign-investigators", {"employee_ids": [logistics.person("customer_service_manager", 1)]})
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R12.14"
    manager.post(path + "/assign-investigators", {"employee_ids": [logistics.person("employee")]}, expect=200)
    answer = manager.post(path + "/assign-handler", {"employee_id": logistics.person("employee"), "reason": "换人"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_R12_13_not_after_the_investigation(logistics):
    complaint = logistics.investigated()
    answer = logistics.organiser().post(f"/v1/complaints/{complaint}/assign-investigators", {
        "employee_ids": [logistics.person("employee", 1)], "reason": "补充"})
    assert code_of(answer) == (409, "INVALID_STATE")


def test_R10_9_the_handler_of_a_law_firm_delegates_steps(law_firm):
    complaint = law_firm.investigating(respondents=[{"employee_id": law_firm.person("employee", 1)}])
    path = f"/v1/complaints/{complaint}/assign-investigators"
    assert code_of(law_firm.organiser().post(path, {"employee_ids": [law_firm.person("employee")]})) == (403, "FORBIDDEN_ROLE")
    assert code_of(law_firm.handler().post(path, {"employee_ids": [law_firm.person("employee", 1)]})) == (403, "RECUSED")
    law_firm.handler().post(path, {"employee_ids": [law_firm.person("employee")]}, expect=200)
    law_firm.find(complaint, law_firm.client("employee"))


def test_section_3_1_the_head_of_a_department_assigns_in_service(service_unit):
    complaint = service_unit.register()
    assert code_of(assign(service_unit, complaint, "tech_service")) == (403, "FORBIDDEN_ROLE")
    shown = assign(service_unit, complaint, "department_manager").json()
    assert shown["state"] == "INVESTIGATING" and shown["handler_id"] == service_unit.person("department_manager")


def test_R12_13_the_supervisor_of_who_is_complained_about_later_investigates_no_more(complaints, logistics):
    leader = logistics.add("employee", 8, above=logistics.people["general_manager", 0])
    driver = logistics.add("employee", 9, above=leader)
    complaints.await_employee(driver)
    complaint = logistics.register()
    path = f"/v1/complaints/{complaint}"
    logistics.organiser().post(path + "/assign-investigators", {"employee_ids": [leader["id"]]}, expect=200)
    logistics.organiser().post(path + "/respondents", {"employee_id": driver["id"], "reason": "调查中发现"}, expect=201)
    answer = logistics.client("employee", 8).post(path + "/findings", {"result": "NO_ASSERTION"})
    assert answer.status_code in (403, 404), answer.text


def test_R12_14_who_investigated_does_not_implement(logistics):
    complaint = logistics.register()
    path, clerk = f"/v1/complaints/{complaint}", logistics.person("customer_service", 1)
    logistics.organiser().post(path + "/assign-investigators", {"employee_ids": [clerk, logistics.person("employee")]}, expect=200)
    logistics.organiser().post(path + "/assign-handler", {"employee_id": logistics.person("customer_service_manager")}, expect=200)
    logistics.investigate(complaint)
    logistics.decide(complaint)
    answer = logistics.handler().post(path + "/hand-over", {"implementer_id": clerk})
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R12.14"
