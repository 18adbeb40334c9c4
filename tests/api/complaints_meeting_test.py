"""Major matters go to a meeting (R10.8)."""
from complaints import Unit
from factories import code_of, told


def resolution(unit, **more):
    return {"type": "PARTNERS_MEETING", "held_on": unit.complaints.today().isoformat(),
            "participants": [unit.person("partner"), unit.person("partner", 1)], "plan": "退还全部费用",
            "measures": [{"text": "退还代理费", "amount_fen": 500000}], "notify_authority": False, **more}


def major(unit, **more):
    """An investigated major complaint; its path."""
    complaint = unit.investigated(**more)
    unit.handler().post(f"/v1/complaints/{complaint}/mark-major", {"reason": "涉及原则性问题"}, expect=200)
    return f"/v1/complaints/{complaint}"


def decision(unit, **more):
    return {"outcome": "UPHELD", "reasons": "属实", "measures": [unit.measure(text="退还代理费", amount_fen=500000)],
            "deviation_reason": "依会议决议", **more}


def test_R10_8_example_1_a_partner_does_not_decide_it_alone(law_firm):
    path, handler = major(law_firm), law_firm.handler()
    answer = handler.post(path + "/signed-decisions", decision(law_firm))
    assert code_of(answer) == (409, "MEETING_REQUIRED") and answer.json()["rule"] == "R10.8"
    assert handler.post(path + "/to-meeting", expect=200).json()["state"] == "IN_MEETING"
    assert code_of(handler.post(path + "/signed-decisions", decision(law_firm))) == (422, "RESOLUTION_MISSING")


def test_R10_8_example_2_whether_an_authority_is_notified_has_no_default(law_firm):
    path, handler = major(law_firm), law_firm.handler()
    handler.post(path + "/to-meeting", expect=200)
    undecided = resolution(law_firm)
    del undecided["notify_authority"]
    answer = handler.post(path + "/resolutions", undecided)
    assert code_of(answer) == (422, "NOTIFY_AUTHORITY_UNDECIDED") and answer.json()["rule"] == "R10.8"
    assert code_of(handler.post(path + "/resolutions", resolution(law_firm, notify_authority=True))) == (422, "NOTIFY_AUTHORITY_UNDECIDED")
    assert code_of(handler.post(path + "/resolutions", resolution(law_firm, held_on=law_firm.complaints.today(1).isoformat()))) == (422, "TIME_IN_FUTURE")
    made = handler.post(path + "/resolutions", resolution(law_firm, notify_authority=True, authority="司法局", content="情况通报"), expect=201).json()
    assert made["notify_authority"] is True and made["complaint_id"] == path.rsplit("/", 1)[1]


def test_R10_8_example_3_who_is_recused_takes_no_part(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    path = major(unit, respondents=[{"employee_id": unit.person("partner")}])
    officer, two = unit.organiser(), [unit.person("partner", 1), unit.person("director")]
    answer = officer.post(path + "/resolutions", resolution(unit, participants=[unit.person("partner"), *two]))
    assert code_of(answer) == (403, "RECUSED") and answer.json()["rule"] == "R10.5"
    answer = officer.post(path + "/resolutions", resolution(unit, participants=two[:1], recused=[unit.person("partner")]))
    assert code_of(answer) == (422, "TOO_FEW_PARTICIPANTS")
    assert code_of(officer.post(path + "/resolutions", resolution(unit, participants=[two[0], two[0]]))) == (422, "TOO_FEW_PARTICIPANTS")
    assert code_of(officer.post(path + "/resolutions", resolution(unit, participants=[two[0], unit.person("employee")]))) == (422, "NOT_A_PARTNER")
    made = officer.post(path + "/resolutions", resolution(unit, participants=two, recused=[unit.person("partner")]), expect=201).json()
    assert made["participants"] == two and made["recused"] == [unit.person("partner")]
    unit.client("director").get(path, expect=200)
    officer.post(path + "/resolutions", resolution(unit, type="FIRM_MEETING", participants=[two[0], unit.person("employee")]), expect=201)


def test_R10_8_the_decision_follows_the_resolution(law_firm):
    path, handler = major(law_firm), law_firm.handler()
    law_firm.organiser().post(path + "/to-meeting", expect=200)
    made = handler.post(path + "/resolutions", resolution(law_firm), expect=201).json()
    body = decision(law_firm, resolution_id=made["id"])
    answer = handler.post(path + "/signed-decisions", {**body, "measures": [law_firm.measure(text="退还代理费", amount_fen=400000)]})
    assert code_of(answer) == (422, "DECISION_DIFFERS_FROM_RESOLUTION") and answer.json()["rule"] == "R10.8"
    assert code_of(handler.post(path + "/signed-decisions", {**body, "resolution_id": made["unit_id"]})) == (422, "RESOLUTION_MISSING")
    signed = handler.post(path + "/signed-decisions", body, expect=201).json()
    assert signed["resolution_id"] == made["id"] and law_firm.get(path.rsplit("/", 1)[1])["state"] == "DECIDED"


def test_R10_8_only_a_meeting_takes_the_mark_back(law_firm):
    path, handler = major(law_firm), law_firm.handler()
    assert code_of(handler.post(path + "/unmark-major", {"reason": "无关紧要"})) == (422, "RESOLUTION_MISSING")
    made = law_firm.organiser().post(path + "/resolutions", resolution(law_firm, plan="不属于重大事项", measures=[]), expect=201).json()
    shown = handler.post(path + "/unmark-major", {"reason": "会议认定", "resolution_id": made["id"]}, expect=200).json()
    assert shown["major"] is False
    handler.post(path + "/signed-decisions", {"outcome": "REJECTED", "reasons": "不属实", "no_measures": True}, expect=201)


def test_R10_8_what_is_not_major_needs_no_meeting(law_firm, service_unit):
    complaint = law_firm.investigated()
    path = f"/v1/complaints/{complaint}"
    assert code_of(law_firm.handler().post(path + "/to-meeting")) == (409, "INVALID_STATE")
    other = service_unit.investigated()
    assert code_of(service_unit.handler().post(f"/v1/complaints/{other}/mark-major", {"reason": "重大"})) == (409, "INVALID_STATE")
    assert law_firm.client("partner").post(path + "/mark-major", {"reason": "重大"}).status_code == 404


def test_R10_8_the_notification_of_the_authority_is_recorded(complaints, law_firm):
    path, handler = major(law_firm), law_firm.handler()
    handler.post(path + "/to-meeting", expect=200)
    silent = handler.post(path + "/resolutions", resolution(law_firm), expect=201).json()
    made = handler.post(path + "/resolutions", resolution(law_firm, notify_authority=True, authority="司法局", content="情况通报"), expect=201).json()
    complaint = path.rsplit("/", 1)[1]
    assert code_of(handler.post(path + "/notify-authority", {"resolution_id": made["id"]})) == (403, "FORBIDDEN_ROLE")
    officer = law_firm.organiser()
    assert code_of(officer.post(path + "/notify-authority", {"resolution_id": silent["id"]})) == (409, "INVALID_STATE")
    assert code_of(officer.post(path + "/notify-authority", {"resolution_id": complaint})) == (422, "RESOLUTION_MISSING")
    assert "notified_at" in officer.post(path + "/notify-authority", {"resolution_id": made["id"]}, expect=200).json()
    assert code_of(officer.post(path + "/notify-authority", {"resolution_id": made["id"]})) == (409, "INVALID_STATE")
    event, = told(complaints.suite.client(roles="service", url=complaints.url), "complaint.authority_notified", complaint)
    assert event["data"]["resolution_id"] == made["id"] and "content" not in event["data"]
