"""Credit reports: their form, their filing, and who reads them (R3.25, R3.28)."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, told

from credit_grading import incident, receivable
from credit_reports import (SECTIONS, completed, content, credit, drafted, evidence, file, filed_report,  # noqa: F401
                            finding, periodic_report, survey_items, taken)

ZONE = datetime.timezone(datetime.timedelta(hours=8))


def at(credit, day, clock):
    """Moves the clock to this time of a business date."""
    then = datetime.datetime.fromisoformat(f"{day}T{clock}+08:00").timestamp()
    credit.clock.forward(max(0, int(then - credit.clock.now())))


def acknowledge(client, report):
    return client.post(f"/v1/credit-reports/{report['id']}/acknowledge")


def test_R3_25_filed_and_acknowledged(credit):
    customer = credit.customer()
    report = filed_report(credit, customer, scores=88, declared_single_purchase_fen=20_000_000, declared_cycle_days=92,
                          recommended_grade="B", recommended_limit_fen=6_000_000, recommended_term_days=30,
                          recommended_conditions=[{"type": "JOINT_GUARANTEE", "details": "母公司担保"}], recommendation_findings=[1])
    assert (report["state"], report["kind"], report["filed_on"], report["late"]) == ("FILED", "INVESTIGATION", str(credit.today()), False)
    assert (report["investigation_score"], report["channels_used"], report["warnings"]) == (88, ["BANK"], [])
    assert report["decision"]["rule"] == "R3.28" and report["prepared_by"] == credit.finance().sub
    made = credit.finance().get(f"/v1/investigations/{report['investigation_id']}").json()
    assert (made["state"], made["report_id"]) == ("REPORTED", report["id"])
    event, = told(credit.finance(), "credit.report_filed", report["id"])
    assert (event["data"]["customer_id"], event["data"]["late"]) == (customer, False)
    assert credit.profile(customer)["last_report_on"] == str(credit.today())
    assert acknowledge(credit.manager(), report).json()["state"] == "ACKNOWLEDGED"
    assert code_of(acknowledge(credit.manager(1), report)) == (409, "INVALID_STATE")


def test_R3_25_refusals(credit):
    customer = credit.customer()
    made = taken(credit, customer)
    found = finding(credit, made)["id"]
    body = {"investigation_id": made["id"], **content(found)}
    for client in (credit.salesperson(), credit.manager()):
        assert drafted(credit, body, by=client, expect=403)["code"] == "FORBIDDEN_ROLE"
    report = drafted(credit, body)
    answer = file(credit, report)
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.25"
    refused = drafted(credit, body, expect=409)
    assert (refused["code"], refused["rule"]) == ("REPORT_EXISTS", "R3.25")
    assert code_of(file(credit, report, by=credit.manager())) == (403, "FORBIDDEN_ROLE")
    assert code_of(acknowledge(credit.manager(), report)) == (409, "INVALID_STATE")
    assert code_of(acknowledge(credit.finance(), report)) == (403, "FORBIDDEN_ROLE")


def test_R3_25_two_reports_at_once(credit):
    made = completed(credit, credit.customer(), total=80)
    body = {"investigation_id": made["id"], **content(made["finding"])}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: credit.finance(n).post("/v1/credit-reports", body, key=True), range(2)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None), (409, "REPORT_EXISTS")]


def test_R3_25_not_acknowledged_by_the_preparer(credit):
    both = credit.client(["finance", "sales_manager"])
    filer = credit.client(["finance", "sales_manager"])
    made = completed(credit, credit.customer(), total=80)
    report = drafted(credit, {"investigation_id": made["id"], **content(made["finding"])}, by=both)
    assert file(credit, report, by=filer).status_code == 200
    for client in (both, filer):
        answer = acknowledge(client, report)
        assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R3.25"
    assert acknowledge(credit.manager(), report).status_code == 200


def test_R3_25_a_filed_report_is_not_changed(credit):
    report = filed_report(credit, credit.customer())
    answer = credit.finance().patch(f"/v1/credit-reports/{report['id']}", {"sections": {"risks": "无"}}, headers={"If-Match": "*"})
    assert code_of(answer) == (409, "INVALID_STATE")
    assert code_of(file(credit, report)) == (409, "INVALID_STATE")
    made = {"id": report["investigation_id"]}
    answer = credit.finance().post(f"/v1/investigations/{made['id']}/scores", {"scores": report["scores"]})
    assert code_of(answer) == (409, "INVALID_STATE")


def test_R3_25_example_2_who_reads(credit):
    report = filed_report(credit, credit.customer(salesperson=0))
    path = f"/v1/credit-reports/{report['id']}"
    for reader in (credit.finance(1), credit.manager(0), credit.manager(1), credit.director(), credit.president(), credit.salesperson(0)):
        reader.get(path, expect=200)
    answer = credit.salesperson(1).get(path)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.25"
    assert credit.finance().get(f"/v1/credit-reports/{uuid.uuid4()}").status_code == 404
    for reader, seen in ((credit.salesperson(0), True), (credit.salesperson(1), False)):
        listed = reader.get("/v1/credit-reports", params={"customer_id": report["customer_id"]}, expect=200).json()["items"]
        assert (report["id"] in {item["id"] for item in listed}) is seen


def test_R3_25_filled_in_until_it_is_filed(credit):
    made = completed(credit, credit.customer(), total=80)
    report = drafted(credit, {"investigation_id": made["id"], "template_version": 1, "sections": {"subject": "初稿", "risks": "无"}})
    assert report["findings"] == [] and report["state"] == "DRAFT"
    path = f"/v1/credit-reports/{report['id']}"
    changes = {"sections": {"subject": "终稿"}, "recommended_limit_fen": 100, "period_from": "2026-01-01", "period_to": "2026-06-30",
               "recommended_grade": "C"}
    shown = credit.finance(1).patch(path, changes, match=etag(report), expect=200).json()
    assert shown["sections"] == {"subject": "终稿", "risks": "无"}
    assert (shown["recommended_limit_fen"], shown["period_to"], shown["recommended_grade"]) == (100, "2026-06-30", "C")
    shown = credit.finance().patch(path, {"recommended_limit_fen": None, "recommended_grade": None}, match=etag(shown), expect=200).json()
    assert "recommended_limit_fen" not in shown and "recommended_grade" not in shown
    for change, pointer in (({"period_to": "2025-12-31"}, "/period_to"), ({"recommended_grade": "Z"}, "/recommended_grade")):
        answer = credit.finance().patch(path, change, match=etag(shown))
        assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == pointer


def test_R3_25_what_it_is_a_report_of(credit):
    made = completed(credit, credit.customer(), total=80)
    other = credit.customer()
    for body, pointer in (({}, "/customer_id"), ({"customer_id": other, "kind": "INVESTIGATION"}, "/investigation_id"),
                          ({"customer_id": other, "investigation_id": made["id"]}, "/customer_id")):
        refused = drafted(credit, {"template_version": 1, **body}, expect=400)
        assert refused["errors"][0]["pointer"] == pointer
    report = drafted(credit, {"investigation_id": made["id"], "kind": "PERIODIC", **content(made["finding"])})
    assert report["kind"] == "PERIODIC"
    cancelled = credit.salesperson().post("/v1/investigations", {"customer_id": other, "reason": "调查"}, key=True, expect=201).json()
    credit.salesperson().post(f"/v1/investigations/{cancelled['id']}/cancel", expect=200)
    assert drafted(credit, {"investigation_id": cancelled["id"], "template_version": 1}, expect=409)["code"] == "INVALID_STATE"


def test_R3_28_example_1_without_evidence(credit):
    made = completed(credit, credit.customer(), total=80)
    body = {"investigation_id": made["id"], **content(made["finding"])}
    body["findings"] += [{"statement": "客户似乎很有钱"}, {"statement": "听说", "evidence_refs": []},
                         {"statement": "查无此据", "evidence_refs": evidence(str(uuid.uuid4()))},
                         {"statement": "不是应收款", "evidence_refs": [{"type": "RECEIVABLE", "id": made["finding"]}]}]
    report = drafted(credit, body)
    answer = file(credit, report)
    assert code_of(answer) == (422, "EVIDENCE_MISSING") and answer.json()["rule"] == "R3.28"
    assert answer.json()["findings"] == [2, 3, 4, 5]


def test_R3_28_what_is_evidence(credit):
    customer = credit.customer()
    made = completed(credit, customer, total=80)
    survey = credit.salesperson().post("/v1/field-surveys", {"customer_id": customer, "items": survey_items(credit)}, key=True, expect=201).json()
    item = {"type": "SURVEY_ITEM", "id": survey["id"], "item": "finance.taxes_in_order"}
    body = {"investigation_id": made["id"], **content(made["finding"])}
    body["findings"].append({"statement": "纳税正常", "evidence_refs": [item]})
    report = drafted(credit, body)
    assert code_of(file(credit, report)) == (422, "EVIDENCE_MISSING")  # not handed over yet
    credit.salesperson().post(f"/v1/field-surveys/{survey['id']}/submit", expect=200)
    assert file(credit, report).status_code == 200
    body = {"customer_id": customer, **content(made["finding"])}
    body["findings"].append({"statement": "不存在的项目", "evidence_refs": [{**item, "item": "finance.unknown"}]})
    assert file(credit, drafted(credit, body)).json()["findings"] == [2]


def test_R3_28_what_was_paid_and_what_was_not_is_evidence(credit):
    customer, other = credit.customer(), credit.customer()
    made = completed(credit, customer, total=80)

    def outcome(whose):
        owed = receivable(credit, whose, credit.today(-30), paid=[(credit.today(-30), 100_000)])
        payment = credit.db_value("select id from payment where receivable_id = %s", owed)
        refs = [{"type": "RECEIVABLE", "id": owed}, {"type": "PAYMENT", "id": payment}, {"type": "BILL_INCIDENT", "id": incident(credit, whose)}]
        body = {"customer_id": customer, **content(made["finding"])}
        body["findings"] += [{"statement": "往来记录", "evidence_refs": [ref]} for ref in refs]
        return file(credit, drafted(credit, body))

    assert outcome(customer).status_code == 200
    answer = outcome(other)
    assert code_of(answer) == (422, "EVIDENCE_FOREIGN") and answer.json()["findings"] == [2, 3, 4]


def test_R3_25_filed_once_by_two_at_once(credit):
    customer = credit.trading(grade="C")
    made = completed(credit, customer, total=80)
    report = drafted(credit, {"investigation_id": made["id"], **content(made["finding"])})
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: file(credit, report, by=credit.finance(n)), range(2)))
    assert sorted(code_of(answer) for answer in answers) == [(200, None), (409, "INVALID_STATE")]
    assert len(told(credit.finance(), "credit.report_filed", report["id"])) == 1


def test_R3_28_evidence_of_another_customer(credit):
    made, other = (completed(credit, credit.customer(), total=80) for _ in range(2))
    body = {"investigation_id": made["id"], **content(made["finding"])}
    body["findings"].append({"statement": "张冠李戴", "evidence_refs": evidence(made["finding"]) + evidence(other["finding"])})
    answer = file(credit, drafted(credit, body))
    assert code_of(answer) == (422, "EVIDENCE_FOREIGN") and answer.json()["findings"] == [2]


def test_R3_28_example_2_thirty_figures_and_one_more(credit):
    made = completed(credit, credit.customer(), total=80)
    report = drafted(credit, {"investigation_id": made["id"], **content(made["finding"], figures=30)})
    assert file(credit, report).json()["warnings"] == []
    report = drafted(credit, {"customer_id": made["customer_id"], **content(made["finding"], figures=31)})
    shown = file(credit, report).json()
    assert (shown["state"], shown["warnings"]) == ("FILED", ["TOO_MANY_FIGURES"])


def test_R3_28_example_3_old_template(credit):
    made = completed(credit, credit.customer(), total=80)
    report = drafted(credit, {"investigation_id": made["id"], **content(made["finding"], template_version=2)})
    answer = file(credit, report)
    assert code_of(answer) == (422, "TEMPLATE_OUTDATED") and answer.json()["parameters"] == {"credit.report.template_version": 1}


def test_R3_28_everything_is_answered(credit):
    made = completed(credit, credit.customer())
    body = {"investigation_id": made["id"], "template_version": 1, "sections": {"subject": " ", "risks": "无"}, "recommended_limit_fen": 1}
    answer = file(credit, drafted(credit, body))
    assert code_of(answer) == (422, "SECTION_MISSING") and answer.json()["rule"] == "R3.28"
    assert answer.json()["sections"] == [name for name in SECTIONS if name != "risks"] + ["findings", "scores", "recommendation_findings"]


def test_R3_28_a_recommendation_names_findings_that_there_are(credit):
    made = completed(credit, credit.customer(), total=80)
    report = drafted(credit, {"investigation_id": made["id"],
                              **content(made["finding"], recommended_grade="C", recommendation_findings=[2])})
    answer = file(credit, report)
    assert code_of(answer) == (422, "SECTION_MISSING") and answer.json()["sections"] == ["recommendation_findings"]
    credit.finance().patch(f"/v1/credit-reports/{report['id']}", {"recommendation_findings": [1]}, match=etag(report), expect=200)
    assert file(credit, report).status_code == 200


def test_R3_25_a_periodic_report_keeps_the_last_scores(credit):
    customer = credit.customer()
    first = filed_report(credit, customer, scores=77, insolvency=True)
    found = first["findings"][0]["evidence_refs"][0]["id"]
    report = periodic_report(credit, customer, found)
    assert (report["kind"], report["investigation_score"], report["insolvency_or_enforcement"]) == ("PERIODIC", 77, True)
    assert "deliver_by" not in report and report["late"] is False


def test_R3_25_example_1_in_time_and_late(credit):
    customers = credit.customer(), credit.customer()
    made = [completed(credit, customer, total=80) for customer in customers]
    reports = [drafted(credit, {"investigation_id": each["id"], **content(each["finding"])}) for each in made]
    last = datetime.date.fromisoformat(made[0]["completed_on"]) + datetime.timedelta(days=3)
    at(credit, last, "23:59:55")
    shown = file(credit, reports[0]).json()
    assert (shown["late"], shown["deliver_by"], shown["filed_on"]) == (False, str(last), str(last))
    at(credit, last + datetime.timedelta(days=1), "00:00:01")
    shown = file(credit, reports[1]).json()
    assert (shown["state"], shown["late"], shown["deliver_by"]) == ("FILED", True, str(last))
