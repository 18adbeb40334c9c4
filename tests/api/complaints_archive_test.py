"""The annual case file, and who may read a complaint (R10.15, R10.17)."""
import uuid

import pytest
from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of


@pytest.fixture(params=["law_firm", "logistics", "service_unit"])
def unit(request):
    return request.getfixturevalue(request.param)


def test_R10_17_archived_by_administrative_staff(complaints, unit):
    outcome = Outcome(unit)
    complaint = outcome.replied()
    path = f"/v1/complaints/{complaint}/archive"
    assert code_of(outcome.archivist().post(path)) == (404, "NOT_FOUND")
    unit.organiser().post(f"/v1/complaints/{complaint}/grants", {"employee_id": unit.person("admin_staff"), "reason": "准备归档"}, expect=201)
    answer = outcome.archivist().post(path)
    assert code_of(answer) == (409, "NOT_CLOSED") and answer.json()["rule"] == "R10.17"
    outcome.close(complaint)
    assert outcome.clocks(complaint, "ARCHIVE") == ["RUNNING"]
    assert code_of(outcome.implementer().post(path)) == (403, "FORBIDDEN_ROLE")
    volume = outcome.archive(complaint)
    assert (volume["complaint_id"], volume["round"], volume["late"]) == (complaint, 0, False)
    assert volume["checklist"]["DECISION"] == 1 and volume["checklist"]["REPLY"] == 1 and "supplement_to_id" not in volume
    assert code_of(outcome.archivist().post(path)) == (409, "IMMUTABLE")
    assert unit.get(complaint)["state"] == "ARCHIVED"


def test_R10_17_volumes_are_numbered_in_the_file_of_the_year(complaints):
    unit = Unit(complaints, "SERVICE")
    outcome = Outcome(unit)
    made = [outcome.closed() for _ in range(2)]
    volumes = [outcome.archive(one) for one in made]
    assert [one["number"] for one in volumes] == [1, 2] and len({one["file_id"] for one in volumes}) == 1
    file, = outcome.archivist().get("/v1/annual-case-files", params={"unit_id": unit.id}, expect=200).json()["items"]
    assert (file["volumes"], file["year"]) == (2, complaints.today().year)
    listed = outcome.archivist().get(f"/v1/annual-case-files/{file['id']}/volumes", expect=200).json()["items"]
    assert [one["complaint_id"] for one in listed] == made
    stranger = complaints.unit("LAW_FIRM").client("admin_staff")
    assert code_of(stranger.get(f"/v1/annual-case-files/{file['id']}/volumes")) == (404, "NOT_FOUND")
    assert stranger.get("/v1/annual-case-files", params={"unit_id": unit.id}, expect=200).json()["items"] == []


def test_R10_17_a_reopened_one_gets_a_supplement(logistics):
    outcome = Outcome(logistics)
    complaint = outcome.closed()
    first = outcome.archive(complaint)
    outcome.reopen(complaint)
    logistics.organiser().post(f"/v1/complaints/{complaint}/assign-investigators",
                               {"employee_ids": [logistics.person("employee")], "reason": "重新处理"}, expect=200)
    logistics.investigate(complaint)
    logistics.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.close(complaint)
    second = outcome.archive(complaint)
    assert (second["round"], second["supplement_to_id"]) == (1, first["id"]) and second["number"] > first["number"]


def test_R10_17_example_3_not_asked_at_all(unit):
    outcome = Outcome(unit)
    complaint = outcome.closed()
    unit.organiser().post(f"/v1/complaints/{complaint}/respondents", {"name": "外聘司机", "reason": "补充"}, expect=201)
    answer = outcome.archivist().post(f"/v1/complaints/{complaint}/archive")
    assert code_of(answer) == (422, "ARCHIVE_INCOMPLETE") and answer.json()["missing"] == ["SATISFACTION"]
    respondent, = unit.get(complaint)["respondents"]
    outcome.ask(complaint, respondent["id"])  # asked, no answer
    outcome.archive(complaint)


def test_R10_17_what_is_archived_stays_as_it_is(complaints, unit):
    outcome = Outcome(unit)
    complaint = outcome.closed()
    outcome.archive(complaint)
    path, client = f"/v1/complaints/{complaint}", unit.organiser()
    version = client.get(path, expect=200)
    for answer in (client.post(path + "/materials", {"kind": "OTHER", "title": "x", "is_original": False, "storage_place": "x", "received_from": "x"}),
                   client.post(path + "/messages", {"type": "ACKNOWLEDGEMENT", "party": "COMPLAINANT", "text": "x"}),
                   client.post(path + "/notes", {"text": "x"}),
                   client.patch(path, {"object": "x"}, match=version)):
        assert code_of(answer) == (409, "IMMUTABLE"), answer.text
    complaints.clock.forward(seconds=1)


def test_R10_17_late_archiving_is_marked(complaints, service_unit):
    outcome = Outcome(service_unit)
    complaint = outcome.closed()
    complaints.clock.forward(days=16)
    assert outcome.archive(complaint)["late"] is True


def test_R10_15_example_1_who_is_not_involved_finds_nothing(law_firm):
    complaint, partner = law_firm.investigating(), law_firm.client("partner", 1)
    answer, other = partner.get(f"/v1/complaints/{complaint}"), partner.get(f"/v1/complaints/{uuid.uuid4()}")
    assert answer.status_code == other.status_code == 404

    def body(one):
        return {name: value for name, value in one.json().items() if name not in ("instance", "trace_id")}
    assert body(answer) == body(other)
    for below in ("messages", "measures", "readings", "grants", "ledger"):
        assert code_of(partner.get(f"/v1/complaints/{complaint}/{below}")) == (404, "NOT_FOUND")
    assert code_of(law_firm.client("general_manager").get(f"/v1/complaints/{complaint}")) == (404, "NOT_FOUND")


def test_R10_15_example_2_lists_omit_it(law_firm, logistics):
    name = "王小明" + uuid.uuid4().hex[:6]
    complaint = law_firm.investigating(complainant_name=name)
    assert law_firm.client("partner", 1).get("/v1/complaints", params={"q": name}, expect=200).json()["items"] == []
    assert logistics.organiser().get("/v1/complaints", params={"q": name}, expect=200).json()["items"] == []
    assert [one["id"] for one in law_firm.handler().get("/v1/complaints", params={"q": name}, expect=200).json()["items"]] == [complaint]


def test_R10_15_who_received_it_sees_number_and_state(law_firm):
    complaint = law_firm.register()
    shown = law_firm.client("front_desk").get(f"/v1/complaints/{complaint}", expect=200).json()
    assert shown.keys() == {"id", "ledger_number", "state"}


def test_R10_15_example_3_the_bookkeeping_sees_one_measure(logistics):
    outcome, reader = Outcome(logistics), logistics.person("admin_staff")
    complaint = outcome.implementing([logistics.measure(amount_fen=20000), logistics.measure(text="书面致歉")])
    refund, apology = outcome.measures(complaint)
    client, path = logistics.client("admin_staff"), f"/v1/complaints/{complaint}/grants"
    body = {"employee_id": reader, "measure_id": refund["id"], "reason": "办理退款"}
    answer = logistics.investigator().post(path, body)
    assert code_of(answer) == (403, "GRANT_NOT_ALLOWED") and answer.json()["rule"] == "R10.15"
    assert code_of(client.get(f"/v1/measures/{refund['id']}")) == (404, "NOT_FOUND")
    grant = logistics.handler().post(path, body, expect=201).json()
    assert client.get(f"/v1/measures/{refund['id']}", expect=200).json()["amount_fen"] == 20000
    assert code_of(client.get(f"/v1/measures/{apology['id']}")) == (404, "NOT_FOUND")
    assert code_of(client.get(f"/v1/complaints/{complaint}")) == (404, "NOT_FOUND")
    assert code_of(logistics.handler().post(path, {**body, "measure_id": complaint})) == (400, "VALIDATION_FAILED")
    logistics.handler().post(f"/v1/grants/{grant['id']}/end", {"reason": "退款已办理"}, expect=200)
    assert code_of(logistics.handler().post(f"/v1/grants/{grant['id']}/end", {"reason": "x"})) == (409, "INVALID_STATE")
    assert code_of(client.get(f"/v1/measures/{refund['id']}")) == (404, "NOT_FOUND")
    listed, = logistics.handler().get(path, expect=200).json()["items"]
    assert listed["measure_id"] == refund["id"] and "ended_at" in listed


def test_R10_15_a_grant_of_the_whole_and_none_for_the_recused(logistics):
    complaint = logistics.register(respondents=[{"employee_id": logistics.person("employee", 2)}])
    path, client = f"/v1/complaints/{complaint}/grants", logistics.client("employee", 1)
    assert code_of(logistics.organiser().post(path, {"employee_id": logistics.person("employee", 2), "reason": "x"})) == (403, "RECUSED")
    logistics.organiser().post(path, {"employee_id": logistics.person("employee", 1), "reason": "协助核对"}, expect=201)
    assert client.get(f"/v1/complaints/{complaint}", expect=200).json()["course"]
    assert code_of(client.post(path, {"employee_id": logistics.person("employee", 0), "reason": "x"})) == (403, "GRANT_NOT_ALLOWED")


def test_R10_15_readings_are_kept_and_shown(logistics):
    complaint = logistics.investigating()
    logistics.investigator().get(f"/v1/complaints/{complaint}", expect=200)
    found = logistics.organiser().get(f"/v1/complaints/{complaint}/readings", params={"employee_id": logistics.person("employee")}, expect=200).json()["items"]
    assert [one["operation"] for one in found] == ["complaint_get"]
    answer = logistics.investigator().get(f"/v1/complaints/{complaint}/readings")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R10.15"


def test_R10_15_nothing_is_sent_to_who_may_not_read_it(logistics):
    complaint = logistics.investigating()
    path, client = f"/v1/complaints/{complaint}/disclosures", logistics.organiser()
    for outside in ({"address": "someone@example.com"}, {"recipient_id": logistics.person("employee", 1)},
                    {"address": "someone@example.com", "recipient_id": logistics.person("employee")}, {}):
        answer = client.post(path, {"kind": "MAIL", "reason": "讨论", **outside})
        assert code_of(answer) == (422, "CONFIDENTIAL_CONTENT") and answer.json()["rule"] == "R10.15"
    made = client.post(path, {"kind": "EXPORT", "recipient_id": logistics.person("employee"), "reason": "讨论"}, expect=201).json()
    assert client.get(path, expect=200).json()["items"] == [made]
