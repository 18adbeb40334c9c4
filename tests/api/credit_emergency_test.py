"""A sudden change of a customer's standing goes straight to the superior (R3.29), also from a visit."""
import uuid

import pytest

from credit import SALES, credit  # noqa: F401
from emergencies import UNKNOWN, emergencies  # noqa: F401
from factories import code_of, without_none
from feed import Feed


def test_R3_29_example_1_a_report_reaches_the_superior_and_changes_nothing(credit, emergencies):
    customer = credit.trading(salesperson=0)
    before = credit.profile(customer)
    report = emergencies.report(customer)
    manager = credit.people["sales_manager", 0]["id"]
    assert (report["state"], report["addressed_to_id"], report["source"]) == ("REPORTED", manager, "SALESPERSON")
    assert report["reporting_line"] == [manager, credit.people["marketing_director", 0]["id"],
                                        credit.people["president", 0]["id"]]
    assert report["overdue"] is False
    assert report["decision"]["rule"] == "R3.29"
    event = emergencies.event("credit.emergency_reported", report["id"])
    assert (event["customer_id"], event["addressed_to_id"], event["direction"]) == (customer, manager, "DETERIORATED")
    after = credit.profile(customer)
    for unchanged in ("grade", "limit_fen", "term_days", "trading_status"):
        assert after[unchanged] == before[unchanged]


def test_R3_29_example_2_another_salesperson_does_not_report(credit, emergencies):
    customer = credit.trading(salesperson=0)
    answer = emergencies.ask(customer, credit.salesperson(1))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.29"
    assert code_of(emergencies.ask(customer, credit.manager())) == (403, "FORBIDDEN_ROLE")


def test_R3_29_example_3_two_reports_on_one_day(credit, emergencies):
    customer = credit.trading(salesperson=0)
    first, second = emergencies.report(customer), emergencies.report(customer)
    listed = credit.manager().get("/v1/emergency-reports", params={"customer_id": customer}, expect=200).json()["items"]
    assert {report["id"] for report in listed} == {first["id"], second["id"]}


def test_R3_29_finance_reports_to_the_same_superior(credit, emergencies):
    customer = credit.trading(salesperson=2)
    report = emergencies.report(customer, credit.finance())
    assert (report["source"], report["reporter"]) == ("FINANCE", credit.finance().sub)
    assert report["addressed_to_id"] == credit.people["sales_manager", 1]["id"]


def test_R3_29_a_salesperson_without_superior(credit, emergencies):
    person = credit.add(SALES, 90)
    credit.suite.await_(lambda: credit.db_value("select count(*) from known_employee where id = %s", person["id"]))
    customer = credit.trading(salesperson=0)
    credit.set(customer, responsible_salesperson_id=person["id"])
    answer = emergencies.ask(customer, credit.salesperson(90))
    assert code_of(answer) == (422, "SUPERVISOR_MISSING") and answer.json()["rule"] == "R3.29"


@pytest.mark.parametrize("change", [{"description": ""}, {"description": "\u3000\n"}, {"description": None}, {"category": "OTHER"},
                                    {"direction": "WORSE"}, {"observed_at": "yesterday"}])
def test_R3_29_malformed_reports(credit, emergencies, change):
    answer = emergencies.ask(credit.customer(), credit.salesperson(), **change)
    assert code_of(answer) == (400, "VALIDATION_FAILED")


def test_R3_29_unknown_customers_and_times_to_come(credit, emergencies):
    assert code_of(emergencies.ask(UNKNOWN, credit.salesperson())) == (404, "CUSTOMER_UNKNOWN")
    answer = emergencies.ask(credit.customer(), credit.salesperson(), observed_at=emergencies.at(60))
    assert code_of(answer) == (422, "TIME_IN_FUTURE")
    assert credit.manager().get(f"/v1/emergency-reports/{UNKNOWN}").status_code == 404


def test_R3_29_who_reads_a_report(credit, emergencies):
    report = emergencies.report(credit.trading(salesperson=0))
    path = f"/v1/emergency-reports/{report['id']}"
    for reader in (credit.salesperson(0), credit.manager(0), credit.director(0), credit.president(), credit.finance()):
        reader.get(path, expect=200)
        listed = reader.get("/v1/emergency-reports", params={"customer_id": report["customer_id"]}, expect=200).json()
        assert [item["id"] for item in listed["items"]] == [report["id"]]
    assert credit.salesperson(1).get(path).status_code == 403
    assert not credit.salesperson(1).get("/v1/emergency-reports", params={"customer_id": report["customer_id"]},
                                         expect=200).json()["items"]
    # A superior without any role of sales reads by the reporting line alone.
    superior = credit.client([], credit.people["sales_manager", 0]["subject"])
    superior.get(path, expect=200)


def test_R3_29_without_instruction_in_time(credit, emergencies, clock):
    report = emergencies.report(credit.trading())
    shown = credit.manager().get(f"/v1/emergency-reports/{report['id']}", expect=200).json()
    assert shown["overdue"] is False
    clock.forward(hours=24, seconds=1)
    shown = credit.manager().get(f"/v1/emergency-reports/{report['id']}", expect=200).json()
    assert shown["overdue"] is True
    listed = credit.manager().get("/v1/emergency-reports", params={
        "overdue": "true", "customer_id": report["customer_id"]}, expect=200).json()["items"]
    assert [item["id"] for item in listed] == [report["id"]]
    emergencies.instruct(report, credit.manager(), none=True)
    assert credit.manager().get(f"/v1/emergency-reports/{report['id']}", expect=200).json()["overdue"] is False


@pytest.fixture(scope="module")
def visits(suite):
    feed = Feed(suite, "visits", service="credit")
    yield feed
    feed.stop()


def noted(credit, visits, customer, salesperson=0, visit=None, **more):
    """visit.credit_change_noted of a visit; the visit's id."""
    visit = visit or str(uuid.uuid4())
    visits.tell("visit.credit_change_noted", visit, without_none({
        "visit_id": visit, "customer_id": customer, "employee_id": credit.people[SALES, salesperson]["id"],
        "direction": "DETERIORATED", "description": "仓库已清空", "at": "2026-01-05T02:00:00Z", **more}))
    return visit


def reports(credit, customer):
    return credit.finance().get("/v1/emergency-reports", params={"customer_id": customer}, expect=200).json()["items"]


def test_R3_29_noted_on_a_visit(credit, visits):
    customer = credit.trading(salesperson=0)
    visit = noted(credit, visits, customer)
    noted(credit, visits, customer, visit=visit)
    report, = reports(credit, customer)
    salesperson = credit.people[SALES, 0]
    assert (report["state"], report["source"], report["source_id"]) == ("REPORTED", "VISIT", visit)
    assert (report["reporter"], report["reporter_id"]) == (salesperson["subject"], salesperson["id"])
    assert (report["category"], report["direction"]) == ("CREDIT_CHANGE", "DETERIORATED")
    assert (report["description"], report["observed_at"]) == ("仓库已清空", "2026-01-05T02:00:00Z")
    assert report["addressed_to_id"] == credit.people["sales_manager", 0]["id"]
    # In his or her name: the salesperson does not instruct on it.
    path = f"/v1/emergency-reports/{report['id']}/instructions"
    answer = credit.salesperson().post(path, {"none": True, "text": "无"}, key=True)
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES")


def test_R3_29_a_visit_tells_little(credit, visits):
    customer = credit.trading(salesperson=0)
    noted(credit, visits, customer, direction=None, description=None, at=None)
    noted(credit, visits, customer, direction="SOMEHOW", at="2099-01-01T00:00:00Z")
    for report in reports(credit, customer):
        assert report["direction"] == "UNCLEAR" and report["description"]
        assert report["observed_at"][:19] <= report["created_at"][:19]
    assert len(reports(credit, customer)) == 2


def test_R3_29_a_visit_by_another_or_to_nobody(credit, visits):
    customer = credit.trading(salesperson=0)
    noted(credit, visits, customer, salesperson=1)
    noted(credit, visits, customer, employee_id=None)
    noted(credit, visits, customer, employee_id=UNKNOWN)
    noted(credit, visits, UNKNOWN)
    noted(credit, visits, None)
    assert reports(credit, customer) == []
    alone = credit.add(SALES, 91)
    credit.suite.await_(lambda: credit.db_value("select count(*) from known_employee where id = %s", alone["id"]))
    credit.set(customer, responsible_salesperson_id=alone["id"])
    noted(credit, visits, customer, salesperson=91)
    assert reports(credit, customer) == []
