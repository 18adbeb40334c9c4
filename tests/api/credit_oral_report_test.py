"""The log of oral reports (R3.26)."""
import datetime
import uuid

import pytest
from factories import code_of, new

from credit_reports import credit  # noqa: F401

ZONE = datetime.timezone(datetime.timedelta(hours=8))


def now(credit, minutes=-5):
    return (datetime.datetime.fromtimestamp(credit.clock.now(), ZONE) + datetime.timedelta(minutes=minutes)).isoformat(timespec="seconds")


def entry(credit, customer, kind="ROUTINE", **more):
    return {"customer_id": customer, "kind": kind, "reported_to_id": credit.people["sales_manager", 0]["id"],
            "spoken_at": now(credit), "summary": "客户近期付款正常", **more}


def log(credit, body, by=None, key=True):
    return (by or credit.salesperson()).post("/v1/oral-reports", body, key=key)


def emergencies(credit, customer):
    return credit.finance().get("/v1/emergency-reports", params={"customer_id": customer}, expect=200).json()["items"]


def test_R3_26_example_1_routine_without_effect(credit):
    customer = credit.trading()
    before = credit.profile(customer)
    answer = log(credit, entry(credit, customer))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["kind"], made["logged_by"], made["salesperson_id"]) == ("ROUTINE", credit.salesperson().sub, credit.people["salesperson", 0]["id"])
    assert "emergency_report_id" not in made and made["decision"]["rule"] == "R3.26"
    assert credit.profile(customer) == before and emergencies(credit, customer) == []
    assert credit.finance().get(f"/v1/oral-reports/{made['id']}", expect=200).json()["summary"] == made["summary"]
    assert credit.salesperson(1).get(f"/v1/oral-reports/{made['id']}").status_code == 403


def test_R3_26_example_2_an_emergency_makes_one_report(credit):
    customer = credit.trading()
    body, key = entry(credit, customer, "EMERGENCY", summary="客户法定代表人失联"), new("key-")
    first, second = (log(credit, body, key=key) for _ in range(2))
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    found, = emergencies(credit, customer)
    assert found["id"] == first.json()["emergency_report_id"]
    assert (found["state"], found["source"], found["source_id"]) == ("REPORTED", "ORAL", first.json()["id"])
    assert (found["category"], found["direction"], found["description"]) == ("CREDIT_CHANGE", "UNCLEAR", "客户法定代表人失联")


def test_R3_26_who_received_it_logs_it(credit):
    customer = credit.trading(salesperson=0)
    made = log(credit, entry(credit, customer, "EMERGENCY", category="TRADE_ANOMALY", direction="DETERIORATED"), by=credit.manager()).json()
    assert (made["salesperson_id"], made["logged_by"]) == (credit.people["salesperson", 0]["id"], credit.manager().sub)
    found, = emergencies(credit, customer)
    assert (found["category"], found["direction"], found["reporter_id"]) == ("TRADE_ANOMALY", "DETERIORATED", made["salesperson_id"])


def test_R3_26_refusals(credit):
    customer = credit.trading()
    for summary in ("", "  ", "\n\u3000"):
        assert code_of(log(credit, entry(credit, customer, summary=summary))) == (400, "VALIDATION_FAILED")
    answer = log(credit, entry(credit, customer, spoken_at=now(credit, 5)))
    assert code_of(answer) == (422, "TIME_IN_FUTURE") and answer.json()["rule"] == "R3.26"
    own = credit.people["salesperson", 0]["id"]
    answer = log(credit, entry(credit, customer, reported_to_id=own, salesperson_id=own))
    assert code_of(answer) == (422, "REPORTED_TO_SELF") and answer.json()["rule"] == "R3.26"
    answer = log(credit, entry(credit, customer, reported_to_id=own))
    assert code_of(answer) == (422, "REPORTED_TO_SELF")
    answer = log(credit, entry(credit, customer, salesperson_id=own), by=credit.salesperson(1))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    answer = log(credit, entry(credit, customer, reported_to_id=str(uuid.uuid4())))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/reported_to_id"
    assert code_of(log(credit, entry(credit, str(uuid.uuid4())))) == (404, "CUSTOMER_UNKNOWN")


def test_R3_26_an_emergency_is_of_the_responsible_salesperson(credit):
    customer = credit.trading(salesperson=0)
    assert code_of(log(credit, entry(credit, customer, "EMERGENCY"), by=credit.salesperson(1))) == (403, "FORBIDDEN_ROLE")
    assert log(credit, entry(credit, customer), by=credit.salesperson(1)).status_code == 201
    assert emergencies(credit, customer) == []


def test_R3_26_counted_by_salesperson_and_month(credit):
    today = credit.today()
    credit.clock.forward(days=40 - today.day)
    month = str(credit.today())[:7]
    first = datetime.datetime.combine(credit.today().replace(day=1), datetime.time(0), ZONE)
    customers = [credit.trading(salesperson=number) for number in (0, 2)]
    own = {"params": {"month": month}, "expect": 200}
    before = {item["id"]: item for item in credit.finance().get("/v1/oral-reports/counts", **own).json()["items"]}
    for spoken_at in (first, first + datetime.timedelta(hours=1), first - datetime.timedelta(seconds=1)):
        assert log(credit, entry(credit, customers[0], spoken_at=spoken_at.isoformat())).status_code == 201
    assert log(credit, entry(credit, customers[0], "EMERGENCY")).status_code == 201
    body = entry(credit, customers[1], reported_to_id=credit.people["sales_manager", 1]["id"])
    assert log(credit, body, by=credit.salesperson(2)).status_code == 201
    shown = {item["id"]: item for item in credit.finance().get("/v1/oral-reports/counts", **own).json()["items"]}
    zero = {"reports": 0, "routine": 0, "emergency": 0}
    for number, added in ((0, (3, 2, 1)), (2, (1, 1, 0))):
        id_ = credit.people["salesperson", number]["id"]
        had = before.get(id_, zero)
        assert tuple(shown[id_][name] - had[name] for name in zero) == added
        assert shown[id_]["month"] == month
    seen = {item["id"] for item in credit.manager(1).get("/v1/oral-reports/counts", **own).json()["items"]}
    assert credit.people["salesperson", 2]["id"] in seen and credit.people["salesperson", 0]["id"] not in seen
    assert credit.manager(1).get("/v1/oral-reports/counts", expect=200).json()["items"][0]["month"] == month
    assert code_of(credit.salesperson().get("/v1/oral-reports/counts", params={"month": month})) == (403, "FORBIDDEN_ROLE")


@pytest.mark.parametrize("month", ["2027-13", "2027-3-", "januar7", "2027", "2027-03-01"])
def test_R3_26_what_is_no_month(credit, month):
    answer = credit.finance().get("/v1/oral-reports/counts", params={"month": month})
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "?month"
