"""Investigations: requested by sales, carried out and scored by finance (R3.21, R3.22, R3.24)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of

from credit_reports import CRITERIA, completed, credit, finding, investigation, scores, survey_items, taken  # noqa: F401


def act(client, made, verb, body=None):
    return client.post(f"/v1/investigations/{made['id']}/{verb}", body)


def test_R3_21_example_1_requested_and_taken(credit):
    customer = credit.customer()
    made = investigation(credit, customer)
    assert (made["state"], made["cause"], made["requested_by"]) == ("REQUESTED", "SALES", credit.salesperson().sub)
    answer = act(credit.finance(), made, "take", {"channels": ["BANK", "FIELD", "BANK"]})
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["state"], shown["channels"], shown["assigned_to"]) == ("IN_PROGRESS", ["BANK", "FIELD"], credit.finance().sub)
    assert shown["decision"]["parameters"] == {"credit.investigation.min_channels": 1}
    assert code_of(act(credit.finance(1), made, "take", {"channels": ["BANK"]})) == (409, "INVALID_STATE")


def test_R3_21_example_2_two_parallel_requests(credit):
    customer = credit.customer()
    body = {"customer_id": customer, "reason": "订单增加"}

    def ask(client):
        return client.post("/v1/investigations", body, key=True)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, (credit.salesperson(), credit.manager())))
    assert sorted(code_of(answer)[0] for answer in answers) == [201, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert code_of(refused) == (409, "INVESTIGATION_OPEN") and refused.json()["rule"] == "R3.21"


def test_R3_21_taken_by_one_of_two_at_once(credit):
    made = investigation(credit, credit.customer())
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: act(credit.finance(n), made, "take", {"channels": ["BANK"]}), range(2)))
    assert sorted(code_of(answer) for answer in answers) == [(200, None), (409, "INVALID_STATE")]


def test_R3_21_one_is_open_until_it_is_over(credit):
    customer = credit.customer()
    first = taken(credit, customer)
    again = {"customer_id": customer, "reason": "再次调查"}
    assert code_of(credit.manager().post("/v1/investigations", again, key=True)) == (409, "INVESTIGATION_OPEN")
    finding(credit, first)
    act(credit.finance(), first, "complete")
    credit.manager().post("/v1/investigations", again, key=True, expect=201)


def test_R3_21_example_3_not_responsible(credit):
    customer = credit.customer(salesperson=0)
    answer = credit.salesperson(1).post("/v1/investigations", {"customer_id": customer, "reason": "好奇"}, key=True)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.21"
    credit.manager(1).post("/v1/investigations", {"customer_id": customer, "reason": "业务需要"}, key=True, expect=201)


def test_R3_21_finance_opens_one_for_a_report_or_an_emergency(credit):
    customer = credit.customer()
    body = {"customer_id": customer, "reason": "定期报告"}
    assert code_of(credit.finance().post("/v1/investigations", body, key=True)) == (403, "FORBIDDEN_ROLE")
    body["cause"] = "PERIODIC"
    assert code_of(credit.salesperson().post("/v1/investigations", body, key=True)) == (403, "FORBIDDEN_ROLE")
    made = credit.finance().post("/v1/investigations", body, key=True, expect=201).json()
    assert made["cause"] == "PERIODIC"
    act(credit.finance(), made, "cancel")
    credit.finance().post("/v1/investigations", {**body, "cause": "EMERGENCY"}, key=True, expect=201)


def test_R3_21_refusals(credit):
    customer = credit.customer()
    for reason in ("", "   ", None):
        body = {"customer_id": customer, "reason": reason}
        assert code_of(credit.salesperson().post("/v1/investigations", body, key=True)) == (400, "VALIDATION_FAILED")
    unknown = {"customer_id": str(uuid.uuid4()), "reason": "调查"}
    assert code_of(credit.salesperson().post("/v1/investigations", unknown, key=True)) == (404, "CUSTOMER_UNKNOWN")
    made = investigation(credit, customer)
    for client in (credit.salesperson(), credit.manager()):
        assert code_of(act(client, made, "take", {"channels": ["BANK"]})) == (403, "FORBIDDEN_ROLE")


def test_R3_21_cancelled_by_the_requester_before_it_is_taken(credit):
    customer = credit.customer()
    made = investigation(credit, customer)
    assert code_of(act(credit.manager(), made, "cancel")) == (403, "FORBIDDEN_ROLE")
    assert act(credit.salesperson(), made, "cancel").json()["state"] == "CANCELLED"
    assert code_of(act(credit.finance(), made, "take", {"channels": ["BANK"]})) == (409, "INVALID_STATE")
    other = taken(credit, customer)
    assert code_of(act(credit.salesperson(), other, "cancel")) == (409, "INVALID_STATE")


def test_R3_22_example_1_and_2_bank_and_field(credit):
    customer = credit.customer()
    made = taken(credit, customer, channels=("BANK", "FIELD"))
    finding(credit, made, "BANK")
    answer = act(credit.finance(), made, "complete")
    assert code_of(answer) == (422, "CHANNEL_UNANSWERED")
    assert answer.json()["channels"] == ["FIELD"] and answer.json()["rule"] == "R3.22"
    survey = credit.salesperson().post("/v1/field-surveys", {
        "customer_id": customer, "investigation_id": made["id"], "items": survey_items(credit)}, key=True, expect=201).json()
    assert code_of(act(credit.finance(), made, "complete")) == (422, "CHANNEL_UNANSWERED")
    credit.salesperson().post(f"/v1/field-surveys/{survey['id']}/submit", expect=200)
    done = act(credit.finance(), made, "complete").json()
    assert (done["state"], done["completed_on"]) == ("COMPLETED", str(credit.today()))
    found = credit.finance().get(f"/v1/investigations/{made['id']}/findings", params={"channel": "FIELD"}, expect=200).json()["items"]
    assert [(each["survey_id"], each["collected_by"]) for each in found] == [(survey["id"], credit.salesperson().sub)]


def test_R3_22_example_3_no_channel(credit):
    made = investigation(credit, credit.customer())
    answer = act(credit.finance(), made, "take", {"channels": []})
    assert code_of(answer) == (422, "CHANNEL_MISSING") and answer.json()["rule"] == "R3.22"
    answer = act(credit.finance(), made, "take", {"channels": ["RUMOUR"]})
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/channels/0"


def test_R3_22_no_result_with_its_reason(credit):
    made = taken(credit, credit.customer(), channels=("BANK", "INTERNAL"))
    finding(credit, made, "INTERNAL")
    assert code_of(act(credit.finance(), made, "no-result", {"channel": "BANK", "reason": ""})) == (400, "VALIDATION_FAILED")
    assert code_of(act(credit.finance(), made, "no-result", {"channel": "FIELD", "reason": "未选"})) == (400, "VALIDATION_FAILED")
    assert code_of(act(credit.salesperson(), made, "no-result", {"channel": "BANK", "reason": "无"})) == (403, "FORBIDDEN_ROLE")
    for reason in ("开户行不答复", "开户行以保密为由不答复"):
        shown = act(credit.finance(), made, "no-result", {"channel": "BANK", "reason": reason}).json()
    assert shown["no_results"] == [{"channel": "BANK", "reason": "开户行以保密为由不答复", "recorded_by": credit.finance().sub}]
    assert act(credit.finance(), made, "complete").json()["state"] == "COMPLETED"
    assert code_of(act(credit.finance(), made, "no-result", {"channel": "BANK", "reason": "无"})) == (409, "INVALID_STATE")


@pytest.mark.parametrize("channel,status", [("BANK", 403), ("CUSTOMER_OR_ASSOCIATION", 403), ("INTERNAL", 201), ("FIELD", 201)])
def test_R3_22_findings_of_a_salesperson(credit, channel, status):
    made = taken(credit, credit.customer(), channels=("BANK", "FIELD", "INTERNAL"))
    answer = finding(credit, made, channel, by=credit.salesperson(), expect=status)
    if status == 403:
        assert (answer["code"], answer["rule"]) == ("FORBIDDEN_ROLE", "R3.22")
    else:
        assert answer["collected_by"] == credit.salesperson().sub


def test_R3_22_refusals_of_findings(credit):
    customer = credit.customer()
    made = investigation(credit, customer)
    assert finding(credit, made, expect=409)["code"] == "INVALID_STATE"
    act(credit.finance(), made, "take", {"channels": ["BANK"]})
    assert finding(credit, made, obtained_on=str(credit.today(1)), expect=422)["code"] == "TIME_IN_FUTURE"
    assert finding(credit, made, "INTERNAL", sub_source="RUMOUR", expect=400)["code"] == "VALIDATION_FAILED"
    for more in ({"channel": "INTERNAL"}, {"channel": "BANK", "sub_source": "NEWS"}):
        body = {"source": "某处", "obtained_on": str(credit.today()), "fact": "事实", "evidence_ref": "材料", **more}
        answer = credit.finance().post(f"/v1/investigations/{made['id']}/findings", body, key=True)
        assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/sub_source"
    assert finding(credit, made, by=credit.salesperson(1), expect=403)["code"] == "FORBIDDEN_ROLE"
    finding(credit, made)
    act(credit.finance(), made, "complete")
    assert finding(credit, made, expect=409)["code"] == "INVALID_STATE"


def test_R3_22_who_reads_what_was_found(credit):
    made = completed(credit, credit.customer(salesperson=0))
    for path in (f"/v1/investigations/{made['id']}", f"/v1/investigations/{made['id']}/findings"):
        for reader in (credit.salesperson(0), credit.manager(0), credit.finance(), credit.president()):
            reader.get(path, expect=200)
        assert credit.salesperson(1).get(path).status_code == 403
        assert credit.finance().get(path.replace(made["id"], str(uuid.uuid4()))).status_code == 404
    listed = {item["id"] for item in credit.salesperson(0).get("/v1/investigations", params={"state": "COMPLETED", "limit": 100}, expect=200).json()["items"]}
    assert made["id"] in listed
    listed = {item["id"] for item in credit.salesperson(1).get("/v1/investigations", params={"limit": 100}, expect=200).json()["items"]}
    assert made["id"] not in listed


def test_R3_5_what_decides_the_grade_by_itself(credit):
    made = completed(credit, credit.customer(), finding_kind="INSOLVENCY_OR_ENFORCEMENT")
    assert credit.finance().get(f"/v1/investigations/{made['id']}").json()["insolvency_or_enforcement"] is True


def test_R3_24_example_1_scored_with_evidence(credit):
    made = completed(credit, credit.customer(), total=88)
    assert (made["investigation_score"], made["scored_by"]) == (88, credit.finance().sub)
    assert {score["criterion"] for score in made["scores"]} == set(CRITERIA)
    again = act(credit.finance(1), made, "scores", {"scores": scores(70, [made["finding"]])}).json()
    assert (again["investigation_score"], again["scored_by"]) == (70, credit.finance(1).sub)


def test_R3_24_example_2_sales_does_not_score(credit):
    made = completed(credit, credit.customer())
    for client in (credit.salesperson(), credit.manager()):
        assert code_of(act(client, made, "scores", {"scores": scores(88, [made["finding"]])})) == (403, "FORBIDDEN_ROLE")


def test_R3_24_who_collected_the_survey_does_not_score(credit):
    both = credit.client(["salesperson", "finance"], credit.salesperson().sub)
    made = taken(credit, credit.customer(), channels=("FIELD",))
    survey = credit.salesperson().post("/v1/field-surveys", {
        "customer_id": made["customer_id"], "investigation_id": made["id"], "items": survey_items(credit)}, key=True, expect=201).json()
    credit.salesperson().post(f"/v1/field-surveys/{survey['id']}/submit", expect=200)
    found = credit.finance().get(f"/v1/investigations/{made['id']}/findings", expect=200).json()["items"][0]["id"]
    act(credit.finance(), made, "complete")
    assert code_of(act(both, made, "scores", {"scores": scores(88, [found])})) == (403, "SEPARATION_OF_DUTIES")
    assert act(credit.finance(), made, "scores", {"scores": scores(88, [found])}).status_code == 200


def test_R3_24_example_3_sixteen_of_fifteen(credit):
    made = completed(credit, credit.customer())

    def refused(change, pointer):
        body = scores(88, [made["finding"]])
        change(body)
        answer = act(credit.finance(), made, "scores", {"scores": body})
        assert code_of(answer) == (400, "VALIDATION_FAILED"), answer.text
        assert answer.json()["errors"][0]["pointer"] == pointer

    bank = list(CRITERIA).index("BANK_RELATIONS")
    refused(lambda body: body[bank].update(points=16), f"/scores/{bank}/points")
    refused(lambda body: body[bank].update(points=-1), f"/scores/{bank}/points")
    refused(lambda body: body[bank].update(points=14.5), f"/scores/{bank}/points")
    refused(lambda body: body[bank].update(criterion="MANAGEMENT"), f"/scores/{bank}/criterion")
    refused(lambda body: body.pop(), "/scores")


def test_R3_24_only_what_is_completed_and_not_yet_reported(credit):
    made = taken(credit, credit.customer())
    found = finding(credit, made)["id"]
    answer = act(credit.finance(), made, "scores", {"scores": scores(88, [found])})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.24"


def test_R3_24_evidence_is_of_this_customer(credit):
    made, other = completed(credit, credit.customer()), completed(credit, credit.customer())
    for evidence in ([other["finding"]], [made["finding"], other["finding"]], [str(uuid.uuid4())]):
        answer = act(credit.finance(), made, "scores", {"scores": scores(88, evidence)})
        assert code_of(answer) == (422, "EVIDENCE_FOREIGN") and answer.json()["rule"] == "R3.24"
    body = scores(88, [made["finding"]])
    body[0]["evidence"], body[2] = [], {name: value for name, value in body[2].items() if name != "evidence"}
    answer = act(credit.finance(), made, "scores", {"scores": body})
    assert code_of(answer) == (422, "EVIDENCE_MISSING")
    assert answer.json()["criteria"] == ["LEGAL_STANDING", "FINANCIAL_STRENGTH"]


def test_R3_24_an_earlier_finding_of_the_customer_is_evidence_too(credit):
    customer = credit.customer()
    first = completed(credit, customer)
    second = completed(credit, customer)
    assert act(credit.finance(), second, "scores", {"scores": scores(75, [first["finding"]])}).status_code == 200
