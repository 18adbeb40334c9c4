"""A sudden change of a customer's standing goes straight to the superior (R3.29), also from a visit."""
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from credit import FINANCE, SALES, Credit, credit, without_none  # noqa: F401
from emergencies import Emergencies, emergencies  # noqa: F401
from factories import code_of
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


@pytest.mark.parametrize("change", [{"description": ""}, {"description": None}, {"category": "OTHER"},
                                    {"direction": "WORSE"}, {"observed_at": "yesterday"}])
def test_R3_29_malformed_reports(credit, emergencies, change):
    answer = emergencies.ask(credit.customer(), credit.salesperson(), **change)
    assert code_of(answer) == (400, "VALIDATION_FAILED")


def test_R3_29_unknown_customers_and_times_to_come(credit, emergencies):
    assert code_of(emergencies.ask(str(uuid.uuid4()), credit.salesperson())) == (404, "CUSTOMER_UNKNOWN")
    answer = emergencies.ask(credit.customer(), credit.salesperson(), observed_at=emergencies.at(60))
    assert code_of(answer) == (422, "TIME_IN_FUTURE")
    assert credit.manager().get(f"/v1/emergency-reports/{uuid.uuid4()}").status_code == 404


def test_R3_29_who_reads_a_report(credit, emergencies):
    report = emergencies.report(credit.trading(salesperson=0))
    path = f"/v1/emergency-reports/{report['id']}"
    for reader in (credit.salesperson(0), credit.manager(0), credit.director(0), credit.president(), credit.finance()):
        reader.get(path, expect=200)
        listed = reader.get("/v1/emergency-reports", params={"customer_id": report["customer_id"]}, expect=200).json()
        assert [item["id"] for item in listed["items"]] == [report["id"]]
    assert credit.salesperson(1).get(path).status_code == 404
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
