"""The officer's written opinion comes first (R10.6), and what becomes of it where the officer is recused (R10.5)."""
from complaints import Unit
from factories import code_of

OPINION = {"text": "建议退还部分费用。", "major": False, "measures": ["退还部分费用"]}


def assign(unit, complaint, role="supervising_partner", number=0, client=None, **more):
    return (client or unit.organiser()).post(f"/v1/complaints/{complaint}/assign-handler", {"employee_id": unit.person(role, number), **more})


def test_R10_6_example_1_nobody_handles_it_before_the_opinion(law_firm):
    complaint, path = law_firm.register(), None
    answer = assign(law_firm, complaint)
    assert code_of(answer) == (409, "OPINION_NEEDED") and answer.json()["rule"] == "R10.6"
    path = f"/v1/complaints/{complaint}/opinions"
    assert code_of(law_firm.organiser().post(path, {**OPINION, "text": " "})) == (422, "TEXT_EMPTY")
    made = law_firm.organiser().post(path, OPINION, expect=201).json()
    assert made["state"] == "VALID" and made["round"] == 0 and made["author_id"] == law_firm.person("complaint_officer")
    assert law_firm.get(complaint)["state"] == "OPINED"
    assert assign(law_firm, complaint).status_code == 200
    assert law_firm.get(complaint)["state"] == "INVESTIGATING"


def test_R10_6_an_opinion_is_replaced_with_a_reason_only(law_firm):
    complaint, officer = law_firm.register(), law_firm.organiser()
    path = f"/v1/complaints/{complaint}/opinions"
    first = officer.post(path, OPINION, expect=201).json()
    assert code_of(officer.post(path, OPINION)) == (409, "IMMUTABLE")
    assert code_of(officer.post(path, {**OPINION, "replaces_id": first["id"]})) == (422, "REASON_MISSING")
    second = officer.post(path, {**OPINION, "replaces_id": first["id"], "replace_reason": "漏列事实"}, expect=201).json()
    assert second["replaces_id"] == first["id"]
    assert code_of(officer.post(path, {**OPINION, "replaces_id": first["id"], "replace_reason": "再改"})) == (412, "VERSION_CONFLICT")
    shown = {one["id"]: one["state"] for one in officer.get(path, expect=200).json()["items"]}
    assert shown == {first["id"]: "REPLACED", second["id"]: "VALID"}


def test_R10_6_officer_and_handler_are_two_persons(law_firm):
    complaint = law_firm.register()
    law_firm.opinion(complaint)
    made = law_firm.add("partner", 8, department=law_firm.department)
    law_firm.complaints.await_employee(made)
    client = law_firm.complaints.suite.client(roles=["partner", "complaint_officer"], sub=made["subject"], url=law_firm.complaints.url,
                                              department=law_firm.id)
    law_firm.organiser().post(f"/v1/complaints/{complaint}/mark-major", {"reason": "原则性问题"}, expect=200)
    other = law_firm.register()
    client.post(f"/v1/complaints/{other}/opinions", OPINION, expect=201)
    answer = assign(law_firm, other, "partner", 8, reason="分管合伙人不在")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R10.6"


def test_R10_6_only_the_officer_and_only_in_law_firms(law_firm, logistics):
    complaint = law_firm.register()
    assert law_firm.client("partner").post(f"/v1/complaints/{complaint}/opinions", OPINION).status_code == 404
    assert code_of(law_firm.client("front_desk").post(f"/v1/complaints/{complaint}/opinions", OPINION))[0] in (403, 404)
    assert code_of(logistics.organiser().post(f"/v1/complaints/{logistics.register()}/opinions", OPINION)) == (409, "INVALID_STATE")


def test_R10_6_example_3_the_old_opinion_does_not_count_in_the_next_round(complaints, law_firm):
    complaint = law_firm.decided()
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update complaint set state = 'INVESTIGATING', round = round + 1, version = version + 1 where id = %s", (complaint,))
    path = f"/v1/complaints/{complaint}"
    law_firm.hear(complaint)
    law_firm.find(complaint)
    law_firm.brief(complaint)
    assert code_of(law_firm.handler().post(path + "/complete-investigation", {"none_found": True})) == (409, "OPINION_NEEDED")
    assert law_firm.opinion(complaint)["round"] == 1
    law_firm.handler().post(path + "/complete-investigation", {"none_found": True}, expect=200)
    assert law_firm.decide(complaint)["round"] == 1


def test_R10_5_example_2_the_opinion_of_a_recused_officer_is_given_again(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint, other = unit.investigated(), unit.client("complaint_officer", 1)
    path = f"/v1/complaints/{complaint}"
    unit.handler().post(path + "/respondents", {"employee_id": unit.person("complaint_officer"), "reason": "调查中发现"}, expect=201)
    shown = unit.get(complaint, other)
    assert shown["redo_opinion"] is True
    flagged, = other.get(path + "/opinions", expect=200).json()["items"]
    assert flagged["made_by_recused"] is True
    answer = unit.handler().post(path + "/signed-decisions", {"outcome": "UPHELD", "reasons": "属实", "no_measures": True})
    assert code_of(answer) == (409, "OPINION_NEEDED") and answer.json()["rule"] == "R10.6"
    assert code_of(unit.client("complaint_officer").post(path + "/opinions", OPINION)) == (403, "RECUSED")
    unit.opinion(complaint, other)
    assert unit.get(complaint, other)["redo_opinion"] is False
    unit.decide(complaint)


def test_R10_8_a_referral_is_proposed_as_major(complaints, law_firm):
    officer, form = law_firm.organiser(), {"channel": "BAR_ASSOCIATION_REFERRAL", "referral_body": "律师协会", "referral_number": "2025-17",
                                           "referral_on": "2025-09-01"}
    complaint = law_firm.receive(client=officer, **form)["id"]
    officer.post(f"/v1/complaints/{complaint}/register", expect=200)
    path = f"/v1/complaints/{complaint}/opinions"
    answer = officer.post(path, OPINION)
    assert code_of(answer) == (422, "REASON_MISSING") and answer.json()["rule"] == "R10.8"
    assert code_of(officer.post(path, {**OPINION, "major": True})) == (422, "REASON_MISSING")
    officer.post(path, {**OPINION, "major_reason": "所涉事项轻微"}, expect=201)
    assert law_firm.get(complaint)["major"] is False
    second = law_firm.receive(client=officer, **form)["id"]
    officer.post(f"/v1/complaints/{second}/register", expect=200)
    officer.post(f"/v1/complaints/{second}/opinions", {**OPINION, "major": True, "major_reason": "协会转来"}, expect=201)
    assert law_firm.get(second)["major"] is True
