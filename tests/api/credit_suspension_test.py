"""Problems during trading: a report, and a temporary stop of supply by somebody else (R3.37)."""
from concurrent.futures import ThreadPoolExecutor

import pytest

from credit import MANAGER, credit  # noqa: F401
from emergencies import UNKNOWN, emergencies  # noqa: F401
from factories import code_of


@pytest.fixture
def reported(credit, emergencies):
    """A customer that trades, and a report of the salesperson."""
    customer = credit.trading()
    return customer, emergencies.report(customer, category="TRADE_ANOMALY")


def test_R3_37_example_1_every_check_is_declined_at_once(credit, emergencies, reported):
    customer, report = reported
    assert emergencies.check(customer, 100)["decision"] == "APPROVED"
    suspension = emergencies.stopped(customer, credit.manager(), report=report)
    for mode in ("CREDIT", "CASH_ON_DELIVERY", "PREPAYMENT"):
        answer = emergencies.check(customer, 100, mode)
        assert (answer["decision"], answer["reasons"]) == ("DECLINED", ["TRADING_SUSPENDED"])
        assert "required_payment_mode" not in answer
    assert credit.profile(customer)["trading_status"] == "SUSPENDED"
    assert (suspension["ordered_rank"], suspension["review_on"]) == (1, str(credit.today(7)))
    assert emergencies.event("credit.suspended", customer)["trading_status"] == "SUSPENDED"
    # The order is the instruction, and its execution.
    instruction = credit.manager().get(f"/v1/instructions/{suspension['instruction_id']}", expect=200).json()
    assert instruction["measures"] == [{"type": "SUSPEND_SUPPLY"}]
    assert emergencies.shown(report)["state"] == "EXECUTING"
    measures = credit.manager().get("/v1/countermeasures", params={"customer_id": customer}, expect=200).json()["items"]
    assert [(one["type"], one["suspension_id"], one["state"]) for one in measures] == \
        [("SUSPEND_SUPPLY", suspension["id"], "IN_FORCE")]


def test_R3_37_example_2_stop_and_commit_at_once(credit, emergencies):
    """Shipped before, or not at all: never after the stop."""
    for _ in range(4):
        customer = credit.trading()
        report = emergencies.report(customer)
        reserved = emergencies.check(customer, 1000, reserve=True)["reservation_id"]
        with ThreadPoolExecutor(2) as pool:
            commit = pool.submit(emergencies.commit, reserved, 1000)
            stop = pool.submit(emergencies.stop, customer, credit.manager(), report)
        assert stop.result().status_code == 201
        shipped = commit.result().status_code == 200
        assert shipped or code_of(commit.result()) == (422, "SUPPLY_STOPPED")
        again = emergencies.commit(reserved, 1000)
        assert code_of(again) == ((409, "INVALID_STATE") if shipped else (422, "SUPPLY_STOPPED"))
        assert credit.db_value("select count(*) from receivable where reservation_id = %s", reserved) == shipped


def test_R3_37_reservations_run_on_and_are_not_committed(credit, emergencies, reported):
    customer, report = reported
    reserved = emergencies.check(customer, 1000, reserve=True)["reservation_id"]
    suspension = emergencies.stopped(customer, credit.manager(), report=report)
    assert code_of(emergencies.commit(reserved, 1000)) == (422, "SUPPLY_STOPPED")
    assert credit.profile(customer)["reserved_fen"] == 1000
    assert emergencies.resume(suspension, credit.manager()).status_code == 200
    assert emergencies.commit(reserved, 1000).status_code == 200


def test_R3_37_example_3_a_lower_rank_does_not_resume(credit, emergencies, reported):
    customer, report = reported
    suspension = emergencies.stopped(customer, credit.director(), report=report)
    assert suspension["ordered_rank"] == 2
    answer = emergencies.resume(suspension, credit.manager())
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.37"
    assert credit.profile(customer)["trading_status"] == "SUSPENDED"
    # Equal rank, although outside the reporting line.
    resumed = emergencies.resume(suspension, credit.director(1))
    assert resumed.status_code == 200
    assert (resumed.json()["outcome"], resumed.json()["ended_by"]) == ("RESUMED", credit.director(1).sub)
    assert credit.profile(customer)["trading_status"] == "ACTIVE"
    assert emergencies.event("credit.resumed", customer)["trading_status"] == "ACTIVE"
    assert emergencies.check(customer, 100)["decision"] == "APPROVED"
    measures = credit.manager().get("/v1/countermeasures", params={"customer_id": customer}, expect=200).json()["items"]
    assert [one["state"] for one in measures] == ["LIFTED"]
    assert code_of(emergencies.resume(suspension, credit.director())) == (409, "INVALID_STATE")


def test_R3_37_example_4_payments_are_accepted(credit, emergencies, reported):
    customer, report = reported
    receivable = emergencies.receivable(customer, 1_000_000)
    emergencies.stopped(customer, credit.manager(), report=report)
    before = credit.profile(customer)["exposure_fen"]
    assert emergencies.pay(receivable, 500_000).status_code == 201
    assert credit.profile(customer)["exposure_fen"] == before - 500_000


def test_R3_37_ranks(credit, emergencies):
    for by, equal, lower in ((credit.manager(), credit.manager(1), None), (credit.president(), None, credit.director())):
        customer = credit.trading()
        suspension = emergencies.stopped(customer, by, report=emergencies.report(customer))
        if lower:
            assert code_of(emergencies.resume(suspension, lower)) == (403, "FORBIDDEN_ROLE")
        assert emergencies.resume(suspension, equal or by).status_code == 200


def test_R3_37_by_a_salesperson(credit, emergencies, reported):
    customer, report = reported
    for by in (credit.salesperson(), credit.salesperson(1), credit.finance()):
        answer = emergencies.stop(customer, by, report)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.37"
    assert code_of(emergencies.stop(customer, credit.salesperson())) == (403, "FORBIDDEN_ROLE")
    suspension = emergencies.stopped(customer, credit.manager(), report=report)
    answer = emergencies.resume(suspension, credit.salesperson())
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R3.37"
    assert code_of(emergencies.resume(suspension, credit.salesperson(1))) == (403, "FORBIDDEN_ROLE")


def test_R3_37_without_report(credit, emergencies, reported):
    customer, _ = reported
    other = emergencies.report(credit.trading())
    for report in (None, {"id": UNKNOWN}, other):
        answer = emergencies.stop(customer, credit.manager(), report)
        assert code_of(answer) == (422, "REPORT_MISSING") and answer.json()["rule"] == "R3.37"
    assert code_of(emergencies.stop(UNKNOWN, credit.manager())) == (404, "CUSTOMER_UNKNOWN")
    assert code_of(emergencies.stop(customer, credit.manager(), reason="")) == (400, "VALIDATION_FAILED")


def test_R3_37_only_who_trades(credit, emergencies, reported):
    customer, report = reported
    emergencies.stopped(customer, credit.manager(), report=report)
    assert code_of(emergencies.stop(customer, credit.director(), report)) == (409, "INVALID_STATE")
    new = credit.customer()
    answer = emergencies.stop(new, credit.manager(), emergencies.report(new))
    assert code_of(answer) == (409, "INVALID_STATE")


def test_R3_37_two_stops_at_once(credit, emergencies, reported):
    customer, report = reported
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda by: emergencies.stop(customer, by, report), (credit.manager(), credit.director())))
    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_R3_37_the_reporter_does_not_stop(credit, emergencies):
    """A finance officer who is a sales manager as well."""
    customer = credit.trading()
    both = credit.client(["finance", "sales_manager"])
    report = emergencies.report(customer, both)
    assert code_of(emergencies.stop(customer, both, report)) == (403, "SEPARATION_OF_DUTIES")
    suspension = emergencies.stopped(customer, credit.manager(1), report=report)
    assert code_of(emergencies.resume(suspension, both)) == (403, "SEPARATION_OF_DUTIES")


def test_R3_37_what_a_stop_rests_on(credit, emergencies):
    """An abnormal point need not be clear; an improvement is no ground."""
    customer = credit.trading()
    improved = emergencies.report(customer, direction="IMPROVED", category="TRADE_ANOMALY")
    unclear = emergencies.report(customer, direction="UNCLEAR")
    for report in (improved, unclear):
        assert code_of(emergencies.stop(customer, credit.manager(), report)) == (422, "NOT_DETERIORATED")
    anomaly = emergencies.report(customer, direction="UNCLEAR", category="TRADE_ANOMALY")
    emergencies.stopped(customer, credit.manager(), report=anomaly)


def test_R3_37_on_a_closed_report(credit, emergencies, reported):
    customer, report = reported
    emergencies.instruct(report, credit.manager(), none=True)
    credit.manager().post(f"/v1/emergency-reports/{report['id']}/close", key=True, expect=200)
    assert code_of(emergencies.stop(customer, credit.manager(), report)) == (409, "INVALID_STATE")


def test_R3_37_as_an_instructed_measure(credit, emergencies):
    customer, report, instruction = emergencies.instructed({"SUSPEND_SUPPLY": None})
    answer = emergencies.execute(instruction, "SUSPEND_SUPPLY", details="停止供货")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R3.37"
    measure = emergencies.executed(instruction, "SUSPEND_SUPPLY", by=credit.manager(), details="停止供货")
    assert credit.profile(customer)["trading_status"] == "SUSPENDED"
    answer = emergencies.lift(measure, credit.manager())
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.37"
    suspension = credit.manager().get(f"/v1/suspensions/{measure['suspension_id']}", expect=200).json()
    assert emergencies.resume(suspension, credit.manager()).status_code == 200
    emergencies.stopped(customer, credit.manager(), report=report)
    assert code_of(emergencies.execute(instruction, "SUSPEND_SUPPLY", by=credit.manager(), details="停止供货")) == \
        (409, "INVALID_STATE")


def test_R3_37_on_a_bill_incident(credit, emergencies):
    customer = credit.trading()
    incident = emergencies.incident(customer)
    suspension = emergencies.stopped(customer, credit.manager(), incident=incident)
    assert suspension["bill_incident_id"] == incident["id"]
    assert code_of(emergencies.resume(suspension, credit.salesperson())) == (403, "SEPARATION_OF_DUTIES")


def test_R3_37_no_automatic_end(credit, emergencies, reported, clock):
    customer, report = reported
    suspension = emergencies.stopped(customer, credit.manager(), report=report)
    assert suspension["review_due"] is False
    clock.forward(days=8)
    listed = credit.manager().get("/v1/suspensions", params={"review_due": "true", "customer_id": customer},
                                  expect=200).json()["items"]
    assert [one["id"] for one in listed] == [suspension["id"]]
    assert credit.profile(customer)["trading_status"] == "SUSPENDED"
    assert credit.salesperson(1).get(f"/v1/suspensions/{suspension['id']}").status_code == 403
    assert emergencies.resume(suspension, credit.manager()).status_code == 200
    history = credit.manager().get(f"/v1/suspensions/{suspension['id']}/history", expect=200).json()["items"]
    assert len(history) == 2
