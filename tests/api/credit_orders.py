"""Orders of customers on credit, and what stands against them, past the rules of their own tests."""
import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

from credit import order

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def body(customer, amount_fen, payment_mode="CREDIT", reserve=True, **more):
    return {"customer_id": customer, "order_ref": order(), "amount_fen": amount_fen, "payment_mode": payment_mode,
            "reserve": reserve, **more}


def check(credit, customer, amount_fen, payment_mode="CREDIT", by=None, **more):
    return (by or credit.salesperson()).post("/v1/credit-checks", body(customer, amount_fen, payment_mode, **more),
                                             expect=200).json()


def at_once(credit, asked, threads=None):
    """The answers to all, asked by a client each."""
    clients = [credit.client(["salesperson"]) for _ in asked]
    for client in clients:
        client.authorization()
    with ThreadPoolExecutor(threads or len(asked)) as pool:
        return list(pool.map(lambda pair: pair[0].post("/v1/credit-checks", pair[1]), zip(clients, asked)))


def execute(credit, sql, *values):
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)


COLUMNS = "version, created_at, created_by, changed_at, changed_by, trace_id"
STAMPS = "1, now(), 'test', now(), 'test', repeat('0', 32)"


def countermeasure(credit, customer, type_, figure_fen):
    """In force, past the rules."""
    report, instruction, measure = (str(uuid.uuid4()) for _ in range(3))
    execute(credit, f"""insert into emergency_report (id, customer_id, category, direction, observed_at, description, source,
            reporter, addressed_to_id, reporting_line, state, instruction_due_at, {COLUMNS})
        values (%s, %s, 'CREDIT_CHANGE', 'DETERIORATED', now(), '资金紧张', 'FINANCE', 'test', %s, '{{}}', 'EXECUTING', now(), {STAMPS})""",
            report, customer, report)
    execute(credit, f"""insert into instruction (id, customer_id, emergency_report_id, given_by, given_by_id, measures, text, {COLUMNS})
        values (%s, %s, %s, 'test', %s, '[]', '限制发货', {STAMPS})""", instruction, customer, report, report)
    execute(credit, f"""insert into countermeasure (id, customer_id, instruction_id, type, figure_fen, executed_by, state, {COLUMNS})
        values (%s, %s, %s, %s, %s, 'test', 'IN_FORCE', {STAMPS})""", measure, customer, instruction, type_, figure_fen)
    return measure


def condition(credit, customer, applies_to="CREDIT", state="REQUIRED", valid_until=None):
    execute(credit, f"""insert into trading_condition (id, customer_id, type, applies_to, basis, basis_id, valid_until, state, {COLUMNS})
        values (%s, %s, 'JOINT_GUARANTEE', %s, 'REPORT', %s, %s, %s, {STAMPS})""",
            str(uuid.uuid4()), customer, applies_to, str(uuid.uuid4()), valid_until, state)


def incident(credit, customer):
    execute(credit, f"""insert into bill_incident (id, customer_id, instrument, number, bank, amount_fen, due_on, kind, discovered_on,
            report_due_on, state, {COLUMNS})
        values (%s, %s, 'CHEQUE', %s, '工商银行', 100, current_date, 'DISHONOURED', current_date, current_date, 'OPEN', {STAMPS})""",
            str(uuid.uuid4()), customer, uuid.uuid4().hex[:10])


def grant(credit, customer, order_ref, excess_fen, days=7):
    request = str(uuid.uuid4())
    execute(credit, f"""insert into overlimit_request (id, customer_id, order_ref, amount_fen, excess_fen, reason, tier, state, granted_at,
            valid_until, {COLUMNS})
        values (%s, %s, %s, %s, %s, '旺季备货', 1, 'GRANTED', now(), %s, {STAMPS})""",
            request, customer, order_ref, excess_fen, excess_fen, credit.today(days))
    return request


def now(credit, **before):
    return (datetime.datetime.fromtimestamp(credit.clock.now(), SHANGHAI) - datetime.timedelta(**before)).isoformat()


def commit(credit, made, shipped_fen, by=None, **more):
    return (by or credit.salesperson()).post(f"/v1/reservations/{made['reservation_id']}/commit",
                                             {"shipped_fen": shipped_fen, "shipped_at": now(credit)}, **more)


def release(made, by, reason="客户取消订单", **more):
    return by.post(f"/v1/reservations/{made['reservation_id']}/release", {"reason": reason}, **more)
