"""The check of an order, by the credit service: on a thousand customers evenly ("check"), and on one alone ("check_hot"),
where each waits for the one before."""
import json

import peers
import statements
from load import ID_PREFIX
from statements import MARK

CUSTOMERS = 1000
OPERATIONS = {"check": CUSTOMERS, "check_hot": 1}
CALLER = {"roles": ["salesperson"], "sub": "bench"}


def order(mark, customer):
    return {"customer_id": customer, "order_ref": f"PO-{mark}", "amount_fen": 100, "payment_mode": "CREDIT", "reserve": True}


def execute(suite, *statements_):
    """As the administrator, without what triggers write."""
    database = suite.connect(service="credit")
    cursor = database.cursor()
    for statement in ("set session_replication_role = replica", *statements_):
        cursor.execute(statement)
    database.close()


def load(suite):
    """Customers past the rules, that trade on credit and have done so before."""
    stamps = "now(), 'load', now(), 'load', repeat('0', 32)"
    execute(suite, f"""
        insert into credit_profile (id, grade, limit_fen, term_days, trading_status,
                                    created_at, created_by, changed_at, changed_by, trace_id)
        select ('{ID_PREFIX}' || lpad(to_hex(i), 12, '0'))::uuid, 'A', 9000000000000, 92, 'ACTIVE', {stamps}
          from generate_series(1, {CUSTOMERS}) i""", f"""
        insert into reservation (id, customer_id, order_ref, check_id, payment_mode, amount_fen, within_limit_fen, granted_fen,
                                 term_days, state, expires_at, requested_by, created_at, created_by, changed_at, changed_by, trace_id)
        select gen_random_uuid(), id, 'PO-' || i, gen_random_uuid(), 'CREDIT', 100, 100, 0, 92, 'SETTLED', now(), 'load', {stamps}
          from credit_profile, generate_series(1, 20) i""", "vacuum analyze credit_profile", "vacuum analyze reservation")


def forget(suite):
    """Before each measurement: the orders of the last one, which all would count that come after."""
    execute(suite, "delete from reservation where requested_by <> 'load'", "truncate credit_check", "vacuum analyze reservation")


def capture(suite):
    """The statements of one check, from begin to commit, and the order's customer."""
    client = suite.client(url=suite.service_url("credit"), **CALLER)
    customer = f"{ID_PREFIX}{1:012x}"
    for number in range(16):  # every connection knows its statements by now
        client.post("/v1/credit-checks", order(f"warm-{number}", customer), key=f"warm-{number}", expect=200)
    made, executed = statements.executed_by(suite, lambda: client.post(
        "/v1/credit-checks", order(MARK, customer), key=f"bench-{MARK}", expect=200).json())
    assert made["decision"] == "APPROVED", made
    return statements.transaction(executed, "credit_check_create"), customer


class Pgbench(peers.Pgbench):
    schema = "credit"

    def __init__(self, suite, captured):
        self.prepare(suite)
        executed, self.customer = captured
        # What the check must read before it goes on are the facts.
        facts = next(i for i, (sql, _) in enumerate(executed) if "unmet_for_credit" in sql)
        for operation, customers in OPERATIONS.items():
            lines = [f"\\set c random(1, {customers})", "\\set n random(100000000000, 999999999999)"]
            self.write(operation, "\n".join(lines + self.pipelines(executed, facts + 1)) + "\n")

    def literal(self, value):
        """Ids keep their time, and differ in the rest."""
        number = "lpad(to_hex(:{}::bigint), 12, '0')"
        if value == self.customer:
            return f"('{ID_PREFIX}' || {number.format('c')})::uuid"
        if value and peers.re.fullmatch(peers.UUID, value):
            return f"('{value[:24]}' || {number.format('n')})::uuid"
        if value and value.endswith(MARK):
            return f"({self.quoted(value[:-len(MARK)])} || :n::bigint::text)"
        return "null" if value is None else self.quoted(value)

    def run(self, operation, connections, seconds):
        forget(self.suite)
        return super().run(operation, connections, seconds)


class Wrk(peers.Wrk):
    SCRIPT = """
local headers = { Authorization = 'Bearer ' .. os.getenv('BENCH_TOKEN'), ['Content-Type'] = 'application/json' }
local body, customers = os.getenv('BENCH_BODY'), tonumber(os.getenv('BENCH_ROWS'))
math.randomseed(os.time())
request = function()
  local mark = string.format('%06d%06d', math.random(0, 999999), math.random(0, 999999))
  local customer = string.format('%012x', math.random(1, customers))
  headers['Idempotency-Key'] = 'bench-' .. mark
  return wrk.format('POST', '/v1/credit-checks', headers, (body:gsub('@MARK@', mark):gsub('@CUSTOMER@', customer)))
end
"""

    def __init__(self, suite):
        super().__init__(suite, suite.service_url("credit"), CUSTOMERS)

    def run(self, operation, connections, seconds):
        forget(self.suite)
        return self.ask(operation, connections, seconds, {
            "BENCH_TOKEN": self.suite.token(**CALLER), "BENCH_ROWS": str(OPERATIONS[operation]),
            "BENCH_BODY": json.dumps(order("@MARK@", f"{ID_PREFIX}@CUSTOMER@"))})
