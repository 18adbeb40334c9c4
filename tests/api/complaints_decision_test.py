"""The explicit, signed decision (R10.6, R10.8, R10.9, R10.11, R12.14)."""
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, credit_code, pointers, told


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def body(**more):
    return {"outcome": "UPHELD", "reasons": "经调查属实。", "no_measures": True, **more}


def test_R10_11_a_decision_is_explicit_and_signed(complaints, unit):
    complaint = unit.investigated(customer_id=complaints.customer(), respondents=[{"employee_id": unit.person("employee", 2)}]
                                  if unit.profile == "LOGISTICS" else [])
    path, handler = f"/v1/complaints/{complaint}/signed-decisions", unit.handler()
    missing = body()
    del missing["outcome"]
    assert code_of(handler.post(path, missing)) == (422, "OUTCOME_MISSING")
    assert code_of(handler.post(path, body(reasons="  "))) == (422, "REASONS_MISSING")
    missing = body()
    del missing["no_measures"]
    answer = handler.post(path, missing)
    assert code_of(answer) == (422, "MEASURES_UNSPECIFIED") and answer.json()["rule"] == "R10.11"
    assert code_of(handler.post(path, {**missing, "measures": []})) == (422, "MEASURES_UNSPECIFIED")
    assert code_of(handler.post(path, body(measures=[unit.measure()]))) == (422, "MEASURES_UNSPECIFIED")
    made = handler.post(path, body(), expect=201).json()
    assert made["no_measures"] is True and made["measures"] == [] and made["number"] == 1
    assert made["signed_by_id"] == unit.person(unit.handler_role()) and made["sha256"] == hashlib.sha256(made["content"].encode()).hexdigest()
    shown = unit.get(complaint)
    assert shown["state"] == "DECIDED" and "decided_at" in shown
    event, = told(complaints.suite.client(roles="service", url=complaints.url), "complaint.decided", complaint)
    assert event["data"]["outcome"] == "UPHELD" and event["data"]["decision_id"] == made["id"]
    assert not {"reasons", "text", "content"} & event["data"].keys()


def test_R10_11_the_event_names_organisations_by_id_and_code(complaints, unit):
    code, other = credit_code(), credit_code()
    member = complaints.customer(unified_social_credit_code=code)
    respondents = [{"customer_id": member}, {"name": "某贸易公司", "unified_social_credit_code": other}, {"name": "某承运人"}]
    complaint = unit.investigated(respondents=respondents)
    path = f"/v1/complaints/{complaint}/respondents"
    assert code_of(unit.organiser().post(path, {"customer_id": member})) == (409, "DUPLICATE")
    assert code_of(unit.organiser().post(path, {"unified_social_credit_code": other})) == (409, "DUPLICATE")
    assert pointers(unit.organiser().post(path, {"customer_id": complaint})) == ["/customer_id"]
    listed = unit.get(complaint)["respondents"]
    assert [one.get("customer_id") for one in listed] == [member, None, None] and listed[0]["listed_at"].endswith("Z")
    unit.decide(complaint)
    event, = told(complaints.suite.client(roles="service", url=complaints.url), "complaint.decided", complaint)
    assert event["data"]["respondent_organisations"] == [
        {"respondent_id": listed[0]["id"], "customer_id": member, "unified_social_credit_code": code},
        {"respondent_id": listed[1]["id"], "unified_social_credit_code": other}]
    assert event["data"]["respondent_person_ids"] == []


def test_R10_11_measures_are_tasks_of_people(unit):
    complaint = unit.decided(measures=[unit.measure(amount_fen=12345), unit.measure(text="书面致歉")])
    first, second = unit.handler().get(f"/v1/complaints/{complaint}/measures", expect=200).json()["items"]
    assert first["amount_fen"] == 12345 and first["state"] == "OPEN" and "amount_fen" not in second
    decision, = unit.handler().get(f"/v1/complaints/{complaint}/signed-decisions", expect=200).json()["items"]
    assert [one["id"] for one in decision["measures"]] == [first["id"], second["id"]]


def test_R10_11_example_1_of_two_at_once_one_decides(unit):
    complaint = unit.investigated()
    other = unit.client({"LAW_FIRM": "partner", "LOGISTICS": "customer_service_manager", "SERVICE": "tech_service_supervisor"}[unit.profile],
                        1 if unit.profile == "LOGISTICS" else 0)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda client: client.post(f"/v1/complaints/{complaint}/signed-decisions", body()),
                                [unit.handler(), unit.handler(), other]))
    codes = [answer.status_code for answer in answers]
    assert sorted(codes[:2]) == [201, 409] and codes[2] in (403, 404)
    refused = answers[codes.index(409)]
    assert code_of(refused) == (409, "ALREADY_DECIDED")


def test_R10_11_a_new_version_before_the_reply_by_the_same_handler(unit):
    complaint = unit.decided(measures=[unit.measure()])
    path, handler = f"/v1/complaints/{complaint}/signed-decisions", unit.handler()
    first, = handler.get(path, expect=200).json()["items"]
    again = body(outcome="PARTLY_UPHELD", replaces_id=first["id"], deviation_reason="同前")
    assert code_of(handler.post(path, body())) == (409, "ALREADY_DECIDED")
    assert code_of(handler.post(path, again)) == (422, "REASON_MISSING")
    second = handler.post(path, {**again, "replace_reason": "笔误"}, expect=201).json()
    assert second["number"] == 2 and second["replaces_id"] == first["id"]
    assert code_of(handler.post(path, {**again, "replace_reason": "再改"})) == (412, "VERSION_CONFLICT")
    states = {one["id"]: one["state"] for one in handler.get(path, expect=200).json()["items"]}
    assert states == {first["id"]: "REPLACED", second["id"]: "VALID"}
    assert [one["state"] for one in handler.get(f"/v1/complaints/{complaint}/measures", expect=200).json()["items"]] == ["REPLACED"]


def test_R10_11_example_3_not_after_the_reply(complaints, unit):
    complaint = unit.decided()
    path, handler = f"/v1/complaints/{complaint}/signed-decisions", unit.handler()
    first, = handler.get(path, expect=200).json()["items"]
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update complaint set state = 'REPLIED', version = version + 1 where id = %s", (complaint,))
    assert code_of(handler.post(path, body(replaces_id=first["id"], replace_reason="更正"))) == (409, "INVALID_STATE")


def test_R10_11_only_the_handler_and_only_what_is_investigated(unit):
    complaint = unit.investigating()
    path = f"/v1/complaints/{complaint}/signed-decisions"
    assert code_of(unit.handler().post(path, body())) == (409, "INVALID_STATE")
    unit.investigate(complaint)
    organiser = unit.organiser() if unit.profile != "LOGISTICS" else unit.client("customer_service_manager", 1)
    answer = organiser.post(path, body())
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.11"


def test_R12_14_an_investigator_does_not_decide(logistics):
    complaint = logistics.investigated()
    answer = logistics.investigator().post(f"/v1/complaints/{complaint}/signed-decisions", body())
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R12.14"


def test_R12_13_example_2_a_manager_who_investigates_does_not_decide(logistics):
    complaint, manager = logistics.register(), logistics.client("customer_service_manager")
    path = f"/v1/complaints/{complaint}"
    manager.post(path + "/assign-investigators", {"employee_ids": [logistics.person("customer_service_manager")]}, expect=200)
    assert code_of(manager.post(path + "/assign-handler", {"employee_id": logistics.person("customer_service_manager")})) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(manager.post(path + "/signed-decisions", body())) == (403, "SEPARATION_OF_DUTIES")
    manager.post(path + "/assign-handler", {"employee_id": logistics.person("customer_service_manager", 1)}, expect=200)


def test_R10_6_example_2_who_differs_from_the_opinion_says_why(law_firm):
    complaint = law_firm.register()
    path, handler = f"/v1/complaints/{complaint}", law_firm.handler()
    law_firm.opinion(complaint, measures=["退款"])
    law_firm.organiser().post(path + "/assign-handler", {"employee_id": law_firm.person("supervising_partner")}, expect=200)
    law_firm.investigate(complaint)
    apology = {"outcome": "UPHELD", "reasons": "属实", "measures": [law_firm.measure(text="致歉")]}
    answer = handler.post(path + "/signed-decisions", apology)
    assert code_of(answer) == (422, "DEVIATION_REASON_MISSING") and answer.json()["rule"] == "R10.6"
    handler.post(path + "/signed-decisions", {**apology, "deviation_reason": "费用并无不当"}, expect=201)


def test_R10_6_who_follows_the_opinion_need_not(law_firm):
    complaint = law_firm.register()
    law_firm.opinion(complaint, measures=["退款", "致歉"])
    law_firm.organiser().post(f"/v1/complaints/{complaint}/assign-handler", {"employee_id": law_firm.person("supervising_partner")}, expect=200)
    law_firm.investigate(complaint)
    law_firm.handler().post(f"/v1/complaints/{complaint}/signed-decisions", {
        "outcome": "UPHELD", "reasons": "属实", "measures": [law_firm.measure(text="致歉"), law_firm.measure(text="退款")]}, expect=201)


def test_R10_9_example_2_no_decision_relies_on_a_false_material(unit):
    complaint = unit.investigating()
    path = f"/v1/complaints/{complaint}"
    receipt = unit.organiser().post(path + "/materials", {"kind": "RECEIPT", "title": "收据", "is_original": True,
                                                          "storage_place": "1 号柜", "received_from": "李强"}, expect=201).json()
    unit.check(receipt["id"], "FALSE")
    unit.investigate(complaint)
    answer = unit.handler().post(path + "/signed-decisions", body(evidence=[receipt["id"]]))
    assert code_of(answer) == (422, "RELIES_ON_FALSE_MATERIAL") and answer.json()["rule"] == "R10.9"
    assert code_of(unit.handler().post(path + "/signed-decisions", body(evidence=[complaint]))) == (400, "VALIDATION_FAILED")
    unit.handler().post(path + "/signed-decisions", body(), expect=201)
