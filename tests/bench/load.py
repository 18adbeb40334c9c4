"""Fills the customers' table: ids and times follow the number of the row, so that the clients of the
bench can ask for any of them without a list."""

ID_PREFIX = "0191f0a0-0000-7000-8000-"


def customers(suite, count):
    database = suite.connect()
    cursor = database.cursor()
    cursor.execute("select id from department where kind = 'SALES' order by code limit 1")
    found = cursor.fetchone()
    department = found[0] if found else make_department(suite)
    # The rows' history is not what is measured; indexes are made faster behind the rows than before them.
    cursor.execute("select indexname, indexdef from pg_indexes where schemaname = 'customers' and tablename = "
                   "'customer' and indexdef like '%USING gin%'")
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    cursor.execute("set session_replication_role = replica; set statement_timeout = 0; set maintenance_work_mem = '1GB'")
    cursor.execute("""
        insert into customer (id, customer_class, party, kind, department_id, name, short_name, phone, province, city,
                              district, address, contacts, source, legal_form, _name_key, _phone_key, _city_key,
                              created_at, created_by, changed_at, changed_by, trace_id)
        select (%s || lpad(to_hex(i), 12, '0'))::uuid, 'ENTERPRISE', 'ORGANISATION', 'DISTRIBUTOR', %s,
               '第' || i || '号康复器材有限公司', '康复' || i, '021-' || lpad(i::text, 8, '0'), '上海市', '上海市',
               '浦东新区', '张江路 ' || i || ' 号',
               ('[{"name":"王' || i || '","position":"经理","phone":"138' || lpad(i::text, 8, '0') || '"}]')::json,
               'SELF_DEVELOPED', 'COMPANY', '第' || i || '号康复器材', '021' || lpad(i::text, 8, '0'), '上海',
               timestamptz '2026-01-01 00:00:00Z' + i * interval '1 second', 'bench',
               timestamptz '2026-01-01 00:00:00Z' + i * interval '1 second', 'bench', repeat('0', 32)
          from generate_series(1, %s) i""", (ID_PREFIX, str(department), count))
    for _, definition in indexes:
        cursor.execute(definition)
    cursor.execute("vacuum analyze customer")
    cursor.execute("checkpoint")
    database.close()


def make_department(suite):
    administrator = suite.client(roles="administrator", sub="bench-administrator")
    division = administrator.post("/v1/departments", {"code": "MD", "name": "营销事业部", "kind": "MARKETING_DIVISION"},
                                  expect=201).json()["id"]
    return administrator.post("/v1/departments", {"code": "S1", "name": "销售一部", "kind": "SALES",
                                                  "parent_id": division}, expect=201).json()["id"]


def department(suite):
    with suite.connect() as database, database.cursor() as cursor:
        cursor.execute("select id from department where kind = 'SALES' order by code limit 1")
        return str(cursor.fetchone()[0])


def caller(suite):
    """Who asks in the bench."""
    return {"roles": ["sales_staff"], "sub": "bench", "department": department(suite)}
