"""The trade is discontinued on the superior's ruling (R3.39)."""
from credit import credit, order  # noqa: F401
from credit_orders import grant
from emergencies import UNKNOWN, emergencies  # noqa: F401
from factories import code_of


def ruled(credit, emergencies, ruling="TERMINATE", **columns):
    """A customer with a dishonoured cheque, and the manager's ruling on it."""
    customer = credit.trading(**columns)
    incident = emergencies.incident(customer)
    return customer, incident, emergencies.instruct(incident, credit.manager(), ruling=ruling)


def test_R3_39_example_1_recover_only(credit, emergencies):
    customer, _, instruction = ruled(credit, emergencies, "RECOVER_ONLY")
    for wrong in (instruction, None, {"id": UNKNOWN}):
        answer = emergencies.notify(wrong)
        assert code_of(answer) == (422, "NO_INSTRUCTION") and answer.json()["rule"] == "R3.39"
    assert credit.profile(customer)["trading_status"] == "ACTIVE"


def test_R3_39_example_2_ruling_then_notice(credit, emergencies):
    customer = credit.trading()
    reserved = emergencies.check(customer, 1000, reserve=True)["reservation_id"]
    receivable = emergencies.receivable(customer, 5000)
    incident = emergencies.incident(customer)
    instruction = emergencies.instruct(incident, credit.manager(), ruling="TERMINATE")
    assert credit.profile(customer)["trading_status"] == "SUSPENDED"
    assert emergencies.event("credit.suspended", customer)["customer_id"] == customer
    answer = emergencies.notify(instruction)
    assert answer.status_code == 201
    notice = answer.json()
    assert (notice["late"], notice["bill_incident_id"]) == (False, incident["id"])
    shown = credit.profile(customer)
    assert (shown["trading_status"], shown["reserved_fen"]) == ("TERMINATED", 0)
    assert "terminated_at" in shown
    assert emergencies.event("credit.terminated", customer)["trading_status"] == "TERMINATED"
    assert credit.db_value("select state from reservation where id = %s", reserved) == "RELEASED"
    assert emergencies.outstanding(receivable) == 5000
    stop = credit.manager().get("/v1/suspensions", params={"customer_id": customer}, expect=200).json()["items"]
    assert [one["outcome"] for one in stop] == ["TERMINATED"]
    assert "TRADING_TERMINATED" in emergencies.check(customer, 100, "CASH_ON_DELIVERY")["reasons"]
    assert code_of(emergencies.notify(instruction)) == (409, "INVALID_STATE")


def test_R3_39_example_2_the_last_day(credit, emergencies, clock):
    first, second = (ruled(credit, emergencies)[2] for _ in range(2))
    # To the last minute of the day after the ruling, and beyond it.
    now = clock.now()
    midnight = (int(now + 8 * 3600) // 86400 + 2) * 86400 - 8 * 3600
    clock.forward(seconds=midnight - now - 60)
    assert emergencies.notify(first).json()["late"] is False
    clock.forward(seconds=120)
    assert emergencies.notify(second, sent_on=str(credit.today(-1))).json()["late"] is True
    late = credit.finance().get("/v1/termination-notices", params={"late": "true", "instruction_id": second["id"]},
                                expect=200).json()["items"]
    assert len(late) == 1


def test_R3_39_who_notifies(credit, emergencies):
    _, _, instruction = ruled(credit, emergencies)
    for outsider in (credit.salesperson(1), credit.finance(), credit.manager(1), credit.director(1)):
        answer = emergencies.notify(instruction, outsider)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.39"
    assert emergencies.notify(instruction, credit.manager()).status_code == 201


def test_R3_39_when_it_was_sent(credit, emergencies):
    _, _, instruction = ruled(credit, emergencies)
    assert code_of(emergencies.notify(instruction, sent_on=str(credit.today(1)))) == (422, "TIME_IN_FUTURE")
    assert code_of(emergencies.notify(instruction, sent_on=str(credit.today(-1)))) == (422, "NO_INSTRUCTION")
    for missing in ("addressee", "text", "channel", "sent_on"):
        assert code_of(emergencies.notify(instruction, **{missing: None})) == (400, "VALIDATION_FAILED")


def test_R3_39_no_resumption_while_the_ruling_is_open(credit, emergencies):
    customer, incident, instruction = ruled(credit, emergencies)
    stop = credit.manager().get("/v1/suspensions", params={"customer_id": customer}, expect=200).json()["items"][0]
    assert stop["instruction_id"] == instruction["id"]
    answer = emergencies.resume(stop, credit.president())
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R3.39"
    # A later ruling replaces it.
    emergencies.instruct(incident, credit.director(), ruling="RECOVER_ONLY")
    assert code_of(emergencies.notify(instruction)) == (422, "NO_INSTRUCTION")
    assert emergencies.resume(stop, credit.manager()).status_code == 200
    assert credit.profile(customer)["trading_status"] == "ACTIVE"


def test_R3_39_a_customer_that_is_stopped_already(credit, emergencies):
    customer = credit.trading()
    incident = emergencies.incident(customer)
    stop = emergencies.stopped(customer, credit.manager(), incident=incident)
    instruction = emergencies.instruct(incident, credit.manager(), ruling="TERMINATE")
    listed = credit.manager().get("/v1/suspensions", params={"customer_id": customer}, expect=200).json()["items"]
    assert [one["id"] for one in listed] == [stop["id"]]
    assert emergencies.notify(instruction).status_code == 201
    assert code_of(emergencies.resume(stop, credit.manager())) == (409, "INVALID_STATE")


def test_R3_39_a_customer_that_never_traded(credit, emergencies):
    customer = credit.customer()
    instruction = emergencies.instruct(emergencies.incident(customer), credit.manager(), ruling="TERMINATE")
    assert credit.profile(customer)["trading_status"] == "NOT_STARTED"
    assert code_of(emergencies.notify(instruction)) == (409, "INVALID_STATE")


def test_R3_39_the_report_of_the_incident(credit, emergencies):
    """The detailed report is an emergency report, which follows what is done on its incident (SM-7)."""
    customer = credit.trading()
    incident = emergencies.incident(customer)
    credit.salesperson().post(f"/v1/bill-incidents/{incident['id']}/report", {
        "circumstances": "账户余额不足", "prospects": "难以收回", "proposal": "中止交易"}, key=True, expect=200)
    report = credit.manager().get("/v1/emergency-reports", params={"customer_id": customer}, expect=200).json()["items"][0]
    assert (report["category"], report["source_id"], report["state"]) == ("BILL_INCIDENT", incident["id"], "REPORTED")
    # By the report, too, the incident is what it is about; a ruling is given on the incident alone.
    first = emergencies.instruct(report, credit.manager(), {"SHIPMENT_LIMIT": 1_000_000})
    assert first["bill_incident_id"] == incident["id"]
    instruction = emergencies.instruct(incident, credit.manager(), ruling="TERMINATE")
    assert instruction["emergency_report_id"] == report["id"]
    assert emergencies.shown(report)["state"] == "INSTRUCTED"
    close = f"/v1/emergency-reports/{report['id']}/close"
    assert code_of(credit.manager().post(close, key=True)) == (409, "INVALID_STATE")
    assert emergencies.notify(instruction).status_code == 201
    assert emergencies.shown(report)["state"] == "EXECUTING"
    credit.manager().post(close, key=True, expect=200)


def test_R3_39_the_trading_card_is_closed(credit, emergencies):
    """Trade begins anew only with a new one (SM-2, SM-19), no matter what was filled in before."""
    customer, _, instruction = ruled(credit, emergencies)
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        for state in ("ACTIVE", "FILLED"):
            cursor.execute("""insert into trading_card (id, form_no, customer_id, template_version, state,
                                                        created_at, created_by, changed_at, changed_by, trace_id)
                              values (gen_random_uuid(), gen_random_uuid()::text, %s, 1, %s,
                                      now(), 'test', now(), 'test', 'test')""", (customer, state))
    assert emergencies.notify(instruction).status_code == 201
    assert credit.db_value("select array_agg(state) from trading_card where customer_id = %s", customer) == ["CLOSED"] * 2
    assert credit.db_value("select count(closed_at) from trading_card where customer_id = %s", customer) == 2


def test_R3_39_what_was_granted_lapses(credit, emergencies):
    customer, _, instruction = ruled(credit, emergencies)
    granted, asked = (grant(credit, customer, order(), 100) for _ in range(2))
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("update overlimit_request set state = 'MANAGER_APPROVED', version = version + 1 where id = %s", [asked])
    reserved = credit.db_value("""insert into reservation (id, customer_id, order_ref, check_id, payment_mode, amount_fen,
            within_limit_fen, granted_fen, term_days, state, expires_at, requested_by, created_at, created_by, changed_at, changed_by, trace_id)
        values (gen_random_uuid(), %s, 'x', gen_random_uuid(), 'CREDIT', 1, 1, 0, 30, 'RESERVED', now() + interval '1000 days', 'test',
                now(), 'test', now(), 'test', 'test') returning id""", customer)
    answer = emergencies.notify(instruction)
    # The answer's decision is that of the notice, not of what it ended.
    assert (answer.status_code, answer.json()["decision"]["outcome"]) == (201, "IN_TIME")
    for request, state in ((granted, "LAPSED"), (asked, "REJECTED")):
        assert credit.finance().get(f"/v1/overlimit-requests/{request}", expect=200).json()["state"] == state
    assert credit.db_value("select state from reservation where id = %s", reserved) == "RELEASED"
