"""What the service asks of the database for each operation, as PostgreSQL's own log tells it: so that
pgbench and Fastify run the very same SQL."""
import re
import time

from load import ID_PREFIX, caller

# Stands in the captured values for what must differ at each run: 12 digits.
MARK = "987654321012"


def new_customer(mark):
    return {"party": "ORGANISATION", "customer_class": "ENTERPRISE", "kind": "DISTRIBUTOR", "name": f"新{mark}有限公司",
            "city": "杭州市", "phone": "0571-87654321", "address": f"文二西路 {mark} 号",
            "contacts": [{"name": "周建明", "position": "设备科主任", "phone": "13806511234"}]}


def capture(suite):
    """{"get": [(sql, values), …], "list": …, "create": …, "id": the id made, "department": …}"""
    client = suite.client(**caller(suite))
    for _ in range(8):  # every connection knows its statements by now
        client.get("/v1/customers?limit=50", expect=200)

    def ask():
        client.get(f"/v1/customers/{ID_PREFIX}000000000001", expect=200)
        client.get("/v1/customers?limit=50", expect=200)
        return client.post("/v1/customers", new_customer(MARK), key=f"bench-{MARK}", expect=201).json()

    made, executed = executed_by(suite, ask)
    return {"get": only(executed, lambda name: name == "customer_get"),
            "list": only(executed, lambda name: name.startswith("list_")),
            "create": transaction(executed), "id": made["id"], "department": made["department_id"]}


def executed_by(suite, ask):
    """What ask() returned, and what PostgreSQL executed meanwhile: [(process, statement's name, sql, values)]"""
    database = suite.connect()
    cursor = database.cursor()
    cursor.execute("alter system set log_statement = 'all'")
    cursor.execute("select pg_reload_conf()")
    time.sleep(0.5)
    begun = len(suite.log("postgresql"))
    answer = ask()
    time.sleep(0.3)
    cursor.execute("alter system reset log_statement")
    cursor.execute("select pg_reload_conf()")
    database.close()
    return answer, read(suite.log("postgresql")[begun:])


def read(log):
    """[(process, statement's name, sql, values)]"""
    executed = []
    records = re.split(r"\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \S+ \[\d+\] )", log)
    for record in records:
        found = re.match(r"\S+ \S+ \S+ \[(\d+)\] (LOG|DETAIL):  (.*)", record.strip("\n"), re.S)
        if not found:
            continue
        process, kind, text = found.groups()
        text = text.replace("\n\t", "\n")
        if kind == "LOG" and (execute := re.match(r"execute (\S+): (.*)", text, re.S)):
            executed.append([process, execute[1], execute[2], []])
        elif kind == "DETAIL" and text.startswith("parameters: ") and executed and executed[-1][0] == process:
            executed[-1][3] = values_of(text[len("parameters: "):])
    return executed


def values_of(text):
    found = re.findall(r"\$\d+ = (NULL|'(?:[^']|'')*')", text)
    return [None if value == "NULL" else value[1:-1].replace("''", "'") for value in found]


def only(executed, wanted):
    return [(sql, values) for _, name, sql, values in executed if wanted(name)][:1]


def transaction(executed, named="customer_create"):
    """From begin to commit, of the process that ran the statement of this name."""
    process = next(p for p, name, _, _ in executed if name == named)
    mine = [(name, sql, values) for p, name, sql, values in executed if p == process]
    create = next(i for i, (name, _, _) in enumerate(mine) if name == named)
    first = max(i for i in range(create) if mine[i][0] == "begin")
    last = next(i for i in range(create, len(mine)) if mine[i][0] == "commit")
    return [(sql, values) for _, sql, values in mine[first:last + 1]]
