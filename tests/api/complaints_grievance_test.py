"""Complaints of customers of a direct-selling unit, from both services: a grievance opens, is resolved, or costs (R10.3, R1.30 to R1.33)."""
import pytest
from complaints_outcome import Outcome
from grievances import Grievances, money


@pytest.fixture
def grievances(company, clock, complaints):
    made = Grievances(company, clock)
    for employee in made.a.employees:
        complaints.await_employee(employee)
    return made


@pytest.fixture
def outcome(service_unit):
    return Outcome(service_unit)


def form(grievances):
    """A complaint to the general manager about E1."""
    return {"customer_id": grievances.customer["id"], "addressed_to": "general_manager", "respondents": [{"employee_id": grievances.e1}]}


def of(complaints, grievances, complaint, state):
    """The grievance of a complaint, once it has that state."""
    def found():
        items = grievances.gm.get("/v1/grievances", params={"complaint_id": complaint, "state": state}, expect=200).json()["items"]
        return items and items[0]
    complaints.suite.await_(found)
    return found()


def shown(complaints, unit, complaint, count, client=None):
    """What the grievance led to, as the complaint shows it."""
    def found():
        items = (client or unit.organiser()).get(f"/v1/complaints/{complaint}/grievances", expect=200).json()["items"]
        return items if len(items) >= count else None
    complaints.suite.await_(found)
    return found()


def test_R1_30_registered_opens_and_R1_32_settled_resolves(complaints, grievances, service_unit, outcome):
    complaint = service_unit.investigated(**form(grievances))
    made = of(complaints, grievances, complaint, "OPEN")
    assert (made["source"], made["involved_employee_ids"]) == ("COMPLAINT_TO_GM", [grievances.e1])
    service_unit.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    assert of(complaints, grievances, complaint, "RESOLVED")["id"] == made["id"]
    assert grievances.fines(made) == money(("B", grievances.e1, 10000), ("B", grievances.ha, 10000))
    fined = shown(complaints, service_unit, complaint, 2)
    assert {(one["kind"], one["grievance_id"], one["employee_id"], one["amount_fen"]) for one in fined} == {
        ("FINED", made["id"], grievances.e1, 10000), ("FINED", made["id"], grievances.ha, 10000)}
    assert len(shown(complaints, service_unit, complaint, 2, service_unit.handler())) == 2
    assert service_unit.client("employee").get(f"/v1/complaints/{complaint}/grievances").status_code == 404


def test_R1_32_overdue_fines_and_transfers_and_R1_33(complaints, grievances, service_unit, outcome):
    complaint = service_unit.investigating(**form(grievances))
    made = of(complaints, grievances, complaint, "OPEN")
    grievances.to(4, "00:00:01")
    of(complaints, grievances, complaint, "OVERDUE")
    assert {letter for letter, *_ in grievances.fines(made)} == {"B", "C"}
    service_unit.investigate(complaint)
    service_unit.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    of(complaints, grievances, complaint, "RESOLVED_LATE")
    grievances.act(made, "transfer", grievances.director, {"to_employee_id": grievances.b.ids()[0]})
    grievances.carry_out(made)
    of(complaints, grievances, complaint, "TRANSFERRED")
    told = shown(complaints, service_unit, complaint, 5)
    assert sorted(one["kind"] for one in told) == ["FINED"] * 4 + ["TRANSFERRED"]
    moved, = [one for one in told if one["kind"] == "TRANSFERRED"]
    assert (moved["employee_id"], moved["department_id"]) == (grievances.b.ids()[0], grievances.b.id)
    assert service_unit.get(complaint)["state"] == "REPLIED"  # no effect on the handling


def test_R1_32_a_reopening_has_its_own_three_days(complaints, grievances, service_unit, outcome):
    complaint = outcome.replied(**form(grievances))
    made = of(complaints, grievances, complaint, "RESOLVED")
    grievances.to(2, "09:00:00")
    outcome.reopen(complaint)
    again = of(complaints, grievances, complaint, "OPEN")
    assert (again["day_zero"], again["due_on"]) == (grievances.today(), grievances.today(3))
    assert service_unit.get(complaint)["due_on"] == grievances.today(3)
    service_unit.investigate(complaint)
    service_unit.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    of(complaints, grievances, complaint, "RESOLVED")
    assert len(grievances.fines(made)) == 2  # those imposed stay, no new ones
