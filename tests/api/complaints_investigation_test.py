"""The investigation: findings, materials, both sides, briefings, gaps and assistance (R10.9, R12.3, R12.14 to R12.16)."""
import pytest
from complaints import Unit
from factories import code_of

SAID = {"kind": "STATEMENT", "channel": "PHONE", "text": "经过如下。"}
TOLD = {"outcome": "DELIVERED", "channel": "PHONE", "content": "已核实经过。"}
FINDING = {"assertion": "司机要求另外付费", "result": "CONFIRMED", "evidence": [{"text": "通话录音"}]}


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def material(unit, complaint):
    return unit.organiser().post(f"/v1/complaints/{complaint}/materials", {
        "kind": "RECEIPT", "title": "收据", "is_original": True, "storage_place": "1 号柜", "received_from": "李强"}, expect=201).json()["id"]


def finish(unit, complaint, client=None, **more):
    return (client or unit.investigator()).post(f"/v1/complaints/{complaint}/complete-investigation", more or {"none_found": True})


def test_R10_9_example_1_every_material_is_checked(unit):
    complaint = unit.investigating()
    answer = finish(unit, complaint)
    assert code_of(answer) == (422, "NO_FINDINGS") and answer.json()["rule"] == "R10.9"
    unit.hear(complaint)
    unit.find(complaint)
    unit.brief(complaint)
    materials = [material(unit, complaint) for _ in range(4)]
    for one in materials[:3]:
        unit.check(one)
    answer = finish(unit, complaint)
    assert code_of(answer) == (422, "MATERIAL_UNCHECKED") and answer.json()["materials"] == materials[3:]
    unit.check(materials[3], "NOT_VERIFIABLE")
    assert finish(unit, complaint).json()["state"] == "INVESTIGATED"
    shown = unit.organiser().get(f"/v1/complaints/{complaint}/materials?authenticity=NOT_VERIFIABLE", expect=200).json()["items"]
    assert [one["id"] for one in shown] == materials[3:]


def test_R10_9_example_3_a_feedback_may_assert_nothing(unit):
    complaint = unit.investigating(kind="FEEDBACK")
    made = unit.investigator().post(f"/v1/complaints/{complaint}/findings", {"result": "NO_ASSERTION"}, expect=201).json()
    assert made["evidence"] == [] and made["assertion"]
    unit.hear(complaint)
    unit.brief(complaint)
    assert finish(unit, complaint).json()["state"] == "INVESTIGATED"


def test_R12_14_every_finding_has_evidence(unit):
    complaint = unit.investigating()
    unit.hear(complaint)
    path, client = f"/v1/complaints/{complaint}/findings", unit.investigator()
    answer = client.post(path, {**FINDING, "evidence": []})
    assert code_of(answer) == (422, "EVIDENCE_MISSING") and answer.json()["rule"] == "R12.14"
    assert code_of(client.post(path, {**FINDING, "assertion": " "})) == (422, "TEXT_MISSING")
    assert code_of(client.post(path, {**FINDING, "evidence": [{"material_id": complaint}]})) == (400, "VALIDATION_FAILED")
    assert code_of(client.post(path, {**FINDING, "evidence": [{}]})) == (400, "VALIDATION_FAILED")
    receipt = material(unit, complaint)
    assert client.post(path, {**FINDING, "evidence": [{"material_id": receipt}]}, expect=201).json()["evidence"][0]["material_id"] == receipt


def test_R10_9_only_who_investigates_finds(unit):
    complaint = unit.investigating()
    answer = unit.organiser().post(f"/v1/complaints/{complaint}/findings", FINDING)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    registered = unit.register()
    assert code_of(unit.investigator().post(f"/v1/complaints/{registered}/findings", FINDING)) in ((404, "NOT_FOUND"), (403, "FORBIDDEN_ROLE"))


def test_R12_14_the_handler_of_logistics_does_not_investigate(logistics):
    complaint = logistics.investigating()
    answer = logistics.handler().post(f"/v1/complaints/{complaint}/findings", FINDING)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_R12_14_example_2_both_sides_are_heard(complaints, logistics):
    complaint = logistics.investigating(respondents=[{"employee_id": logistics.person("employee", 1)}])
    path, client = f"/v1/complaints/{complaint}", logistics.investigator()
    client.post(path + "/statements", {"party": "COMPLAINANT", **SAID}, expect=201)
    answer = client.post(path + "/findings", FINDING)
    assert code_of(answer) == (422, "ONE_SIDED") and answer.json()["unheard"] == ["respondent 1"]
    respondent, = logistics.get(complaint)["respondents"]
    attempt = {"kind": "ATTEMPT", "channel": "PHONE", "party": "RESPONDENT", "respondent_id": respondent["id"]}
    for _ in range(2):
        client.post(path + "/statements", attempt, expect=201)
    assert code_of(client.post(path + "/findings", FINDING)) == (422, "ONE_SIDED")
    assert code_of(client.post(path + "/statements", {**attempt, "happened_at": complaints.at(60)})) == (422, "TIME_IN_FUTURE")
    before = client.post(path + "/statements", {**attempt, "happened_at": complaints.at(-86400)})
    assert code_of(before) == (422, "TIMES_INCONSISTENT")  # nobody was complained about yet
    complaints.clock.forward(days=1)
    client.post(path + "/statements", attempt, expect=201)
    client.post(path + "/findings", FINDING, expect=201)


def test_R12_14_an_anonymous_complainant_without_contact_cannot_be_heard(logistics):
    complaint = logistics.investigating(anonymous=True, complainant_name=None, complainant_phone=None)
    logistics.find(complaint)
    told = {"party": "COMPLAINANT", "outcome": "NOT_DELIVERABLE"}
    logistics.investigator().post(f"/v1/complaints/{complaint}/fact-briefings", told, expect=201)
    assert finish(logistics, complaint).json()["state"] == "INVESTIGATED"


def test_R10_5_a_respondent_makes_his_own_statement(unit):
    complaint = unit.investigating(respondents=[{"employee_id": unit.person("employee", 1)}, {"name": "某承运人"}])
    path, client = f"/v1/complaints/{complaint}/statements", unit.client("employee", 1)
    first, second = unit.get(complaint)["respondents"]
    made = client.post(path, {"party": "RESPONDENT", "respondent_id": first["id"], **SAID}, expect=201).json()
    assert made["respondent_id"] == first["id"]
    assert code_of(client.post(path, {"party": "RESPONDENT", "respondent_id": second["id"], **SAID})) == (403, "RECUSED")
    assert code_of(client.post(path, {"party": "COMPLAINANT", **SAID})) == (403, "RECUSED")
    assert client.get(path).status_code == 404
    assert code_of(client.post(f"/v1/complaints/{complaint}/findings", FINDING)) == (403, "RECUSED")
    assert code_of(unit.investigator().post(path, {"party": "RESPONDENT", **SAID})) == (400, "VALIDATION_FAILED")
    assert code_of(unit.investigator().post(path, {"party": "COMPLAINANT", **SAID, "text": ""})) == (422, "TEXT_MISSING")


def test_R12_15_example_2_each_respondent_is_briefed(unit):
    complaint = unit.investigating(respondents=[{"employee_id": unit.person("employee", 1)}, {"employee_id": unit.person("admin_staff")}])
    path, client = f"/v1/complaints/{complaint}", unit.investigator()
    unit.hear(complaint)
    unit.find(complaint)
    answer = finish(unit, complaint)
    assert code_of(answer) == (409, "BRIEFING_MISSING") and answer.json()["missing"] == ["complainant", "respondent 1", "respondent 2"]
    first, second = unit.get(complaint)["respondents"]
    client.post(path + "/fact-briefings", {"party": "COMPLAINANT", **TOLD}, expect=201)
    client.post(path + "/fact-briefings", {"party": "RESPONDENT", "respondent_id": first["id"], **TOLD}, expect=201)
    answer = finish(unit, complaint)
    assert code_of(answer) == (409, "BRIEFING_MISSING") and answer.json()["missing"] == ["respondent 2"] and answer.json()["rule"] == "R12.15"


def test_R12_15_example_1_the_supervisor_stands_for_the_respondent(unit):
    complaint = unit.investigating(respondents=[{"employee_id": unit.person("employee", 1)}])
    path, client = f"/v1/complaints/{complaint}", unit.investigator()
    unit.hear(complaint)
    unit.find(complaint)
    respondent, = unit.get(complaint)["respondents"]
    told = {"party": "RESPONDENT", "respondent_id": respondent["id"], **TOLD}
    assert code_of(client.post(path + "/fact-briefings", {**told, "supervisor_id": unit.person("admin_staff")})) == (400, "VALIDATION_FAILED")
    made = client.post(path + "/fact-briefings", {**told, "supervisor_id": unit.person("general_manager")}, expect=201).json()
    assert made["supervisor_id"] == unit.person("general_manager")
    client.post(path + "/fact-briefings", {"party": "COMPLAINANT", **TOLD}, expect=201)
    assert finish(unit, complaint).status_code == 200


def test_R12_15_a_briefing_promises_nothing(unit):
    complaint = unit.investigating()
    path, client = f"/v1/complaints/{complaint}/fact-briefings", unit.investigator()
    answer = client.post(path, {"party": "COMPLAINANT", **TOLD, "amount_fen": 20000})
    assert code_of(answer) == (409, "COMMITMENT_BEFORE_DECISION") and answer.json()["rule"] == "R12.15"
    assert code_of(client.post(path, {"party": "COMPLAINANT", **TOLD, "contains_commitment": True})) == (409, "COMMITMENT_BEFORE_DECISION")
    assert code_of(client.post(path, {"party": "COMPLAINANT", "outcome": "NOT_DELIVERABLE"})) == (409, "BRIEFING_MISSING")
    assert code_of(client.post(path, {"party": "COMPLAINANT", "outcome": "DELIVERED"})) == (422, "TEXT_MISSING")
    client.post(path, {"party": "COMPLAINANT", **TOLD}, expect=201)
    message, = client.get(f"/v1/complaints/{complaint}/messages?type=FACT_BRIEFING", expect=200).json()["items"]
    assert message["party"] == "COMPLAINANT" and message["text"] == TOLD["content"]


def test_R12_16_example_1_gaps_are_named_or_there_are_none(unit):
    complaint = unit.investigating()
    unit.hear(complaint)
    unit.find(complaint)
    unit.brief(complaint)
    path = f"/v1/complaints/{complaint}/complete-investigation"
    answer = unit.investigator().post(path, {})
    assert code_of(answer) == (422, "GAPS_NOT_CONSIDERED") and answer.json()["rule"] == "R12.16"
    assert code_of(unit.investigator().post(path, {"management_gaps": []})) == (422, "GAPS_NOT_CONSIDERED")
    assert unit.investigator().post(path, {"none_found": True}, expect=200).json()["state"] == "INVESTIGATED"
    assert code_of(unit.investigator().post(path, {"none_found": True})) == (409, "INVALID_STATE")


def test_R12_16_example_2_a_gap_becomes_an_improvement(unit):
    complaint = unit.investigating()
    unit.hear(complaint)
    unit.find(complaint)
    unit.brief(complaint)
    gap = {"process": "收费", "description": "收费说明不清楚", "proposal": "修订收费说明", "due_on": unit.complaints.today(30).isoformat()}
    assert code_of(finish(unit, complaint, management_gaps=[gap])) == (422, "DEPARTMENT_MISSING")
    gap["department_id"] = unit.id
    assert code_of(finish(unit, complaint, management_gaps=[gap])) in ((400, "VALIDATION_FAILED"), (200, None))
    gap["owner_id"] = unit.person("employee", 1)
    assert finish(unit, complaint, management_gaps=[gap]).status_code == 200
    owner = unit.client("employee", 1)
    improvement, = owner.get(f"/v1/improvements?complaint_id={complaint}", expect=200).json()["items"]
    assert improvement["state"] == "OPEN" and improvement["owner_id"] == gap["owner_id"] and improvement["unit_id"] == unit.id
    assert len(unit.organiser().get(f"/v1/improvements?complaint_id={complaint}", expect=200).json()["items"]) == 1
    assert unit.client("admin_staff").get(f"/v1/improvements?complaint_id={complaint}", expect=200).json()["items"] == []
    path = f"/v1/improvements/{improvement['id']}/done"
    assert unit.organiser().post(path, {"note": "已修订"}).status_code == 404
    assert owner.post(path, {"note": "已修订"}, expect=200).json()["state"] == "DONE"
    assert code_of(owner.post(path, {"note": "已修订"})) == (409, "INVALID_STATE")


def test_R12_3_assistance_cannot_be_declined(complaints, unit):
    complaint = unit.investigating(respondents=[{"employee_id": unit.person("admin_staff")}])
    path, asked = f"/v1/complaints/{complaint}/assistance-requests", unit.client("employee", 1)
    body = {"kind": "RESEARCH", "employee_id": unit.person("employee", 1), "question": "请提供当日记录"}
    assert code_of(unit.organiser().post(path, body)) == (403, "FORBIDDEN_ROLE")
    client = unit.investigator()
    answer = client.post(path, {**body, "employee_id": unit.person("admin_staff")})
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R12.3"
    assert code_of(client.post(path, {**body, "department_id": unit.id})) == (400, "VALIDATION_FAILED")
    made = client.post(path, body, expect=201).json()
    assert made["state"] == "OPEN" and made["due_on"] > complaints.today().isoformat()
    assert [one["id"] for one in asked.get("/v1/assistance-requests?state=OPEN", expect=200).json()["items"]] == [made["id"]]
    answered = f"/v1/assistance-requests/{made['id']}/answer"
    answer = asked.post(answered, {"answer": "DECLINED", "text": "没时间"})
    assert code_of(answer) == (409, "CANNOT_DECLINE") and answer.json()["rule"] == "R12.3"
    assert code_of(asked.post(answered, {"answer": "NOTHING_KNOWN"})) == (422, "TEXT_MISSING")
    assert unit.client("admin_staff").post(answered, {"answer": "PROVIDED", "text": "某某"}).status_code == 404
    shown = asked.post(answered, {"answer": "NOTHING_KNOWN", "text": "当日不在岗"}, expect=200).json()
    assert shown["state"] == "NOTHING_KNOWN" and shown["late"] is False
    assert code_of(asked.post(answered, {"answer": "PROVIDED", "text": "又想起"})) == (409, "INVALID_STATE")


def test_R12_3_example_2_a_department_does_not_decline(unit):
    complaint = unit.investigating()
    made = unit.investigator().post(f"/v1/complaints/{complaint}/assistance-requests", {
        "kind": "RESEARCH", "department_id": unit.id, "question": "请提供当日记录"}, expect=201).json()
    answered = f"/v1/assistance-requests/{made['id']}/answer"
    assert code_of(unit.client("admin_staff").post(answered, {"answer": "DECLINED", "text": "没时间"})) == (409, "CANNOT_DECLINE")
    shown = unit.client("admin_staff").post(answered, {"answer": "PROVIDED", "text": "记录见附件"}, expect=200).json()
    assert shown["answered_by_id"] == unit.person("admin_staff")


def test_R12_3_a_respondent_is_asked_for_a_statement(logistics):
    complaint = logistics.investigating(respondents=[{"employee_id": logistics.person("employee", 2)}])
    path, client = f"/v1/complaints/{complaint}", logistics.investigator()
    client.post(path + "/statements", {"party": "COMPLAINANT", **SAID}, expect=201)
    made = client.post(path + "/assistance-requests", {
        "kind": "STATEMENT", "employee_id": logistics.person("employee", 2), "question": "请说明经过"}, expect=201).json()
    logistics.client("employee", 2).post(f"/v1/assistance-requests/{made['id']}/answer", {"answer": "PROVIDED", "text": "我没有要求付费。"}, expect=200)
    client.post(path + "/findings", FINDING, expect=201)


def test_R12_3_what_is_not_answered_goes_to_the_supervisor(complaints):
    unit = Unit(complaints, "LOGISTICS")
    complaint = unit.investigating()
    path = f"/v1/complaints/{complaint}/assistance-requests"
    body = {"kind": "RESEARCH", "employee_id": unit.person("employee", 1), "question": "请提供当日记录"}
    assert code_of(unit.investigator().post(path, {**body, "due_on": complaints.today(-1).isoformat()})) == (400, "VALIDATION_FAILED")
    made = unit.investigator().post(path, {**body, "due_on": complaints.today().isoformat()}, expect=201).json()
    complaints.clock.forward(days=1)
    head = unit.client("general_manager")
    complaints.suite.await_(lambda: complaints.db_value("select reminded_at from assistance_request where id = %s", made["id"]))
    assert complaints.db_value("select count(*) from conduct_case where code = 'V12.3' and subject_id = %s", made["id"]) == 1
    shown, = head.get("/v1/assistance-requests", expect=200).json()["items"]
    assert shown["id"] == made["id"] and shown["late"] is True and shown["reminded_id"] == unit.person("general_manager")
    unit.investigate(complaint)
    lines = unit.organiser().get(f"/v1/complaints/{complaint}/ledger", expect=200).json()["items"]
    assert lines[-1]["entry"].endswith("not answered: 1.")
    answered = unit.client("employee", 1).post(f"/v1/assistance-requests/{made['id']}/answer", {"answer": "PROVIDED", "text": "迟到的记录"}, expect=200).json()
    assert answered["late"] is True and answered["state"] == "PROVIDED"


def test_R12_3_who_is_recused_learns_nothing_of_the_investigation(complaints):
    """Neither as one of the department that was asked, nor as who stands above somebody who did not answer."""
    unit = Unit(complaints, "LOGISTICS")
    above = unit.add("employee", 5, above=unit.people["general_manager", 0])
    below = unit.add("employee", 6, above=above)
    complaints.await_employee(below)
    complaint = unit.investigating(respondents=[{"employee_id": above["id"]}])
    path = f"/v1/complaints/{complaint}/assistance-requests"
    day = {"due_on": str(complaints.today())}
    unit.investigator().post(path, {"kind": "RESEARCH", "department_id": unit.id, "question": "请提供当日记录", **day}, expect=201)
    made = unit.investigator().post(path, {"kind": "RESEARCH", "employee_id": below["id"], "question": "谁在场？", **day}, expect=201).json()
    stated = unit.investigator().post(path, {"kind": "STATEMENT", "employee_id": above["id"], "question": "请说明经过", **day}, expect=201).json()
    complaints.clock.forward(days=1)
    complaints.suite.await_(lambda: complaints.db_value("select reminded_at from assistance_request where id = %s", made["id"]))
    assert [one["id"] for one in unit.client("employee", 5).get("/v1/assistance-requests", expect=200).json()["items"]] == [stated["id"]]
    assert unit.client("employee", 5).get(f"/v1/assistance-requests/{made['id']}").status_code == 404
    shown = unit.client("general_manager").get(f"/v1/assistance-requests/{made['id']}", expect=200).json()
    assert shown["reminded_id"] == unit.person("general_manager")
    notices = unit.client("general_manager").get("/v1/service-notices?limit=100&sort=-created_at", expect=200).json()["items"]
    assert any(one["subject_id"] == made["id"] for one in notices)
