"""Each service owns a schema and sees no other; migrations are applied once, and never changed."""
import os
import shutil
import subprocess

import psycopg2
import pytest

from suite import ROOT


@pytest.fixture(scope="module")
def other(db):
    """The schema of another service, with a table."""
    cursor = db.cursor()
    cursor.execute("create role other_service login; create schema other_service authorization other_service;"
                   "set role other_service; create table other_service.secret (word text); reset role")
    yield "other_service.secret"
    cursor.execute("drop schema other_service cascade; drop role other_service")


def refused(connection, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        connection.cursor().execute(statement)


def test_service_reads_nothing_but_its_own(suite, other):
    mine = suite.connect("customers")
    mine.cursor().execute("select count(*) from customer")
    refused(mine, f"select * from {other}")
    refused(mine, f"insert into {other} values ('x')")
    refused(mine, "create table public.mine (id int)")
    refused(mine, "create schema mine")
    refused(mine, "select * from pg_authid")
    refused(mine, "set role postgres")


def test_another_service_reads_nothing_of_customers(db):
    cursor = db.cursor()
    cursor.execute("create role third_service")
    try:
        cursor.execute("set role third_service")
        for table in ("customer", "schema_migration", "outbox"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"select * from customers.{table}")
    finally:
        cursor.execute("reset role; drop role third_service")


def test_role_is_no_administrator(db):
    cursor = db.cursor()
    cursor.execute("select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = 'customers'")
    assert cursor.fetchone() == (False, False, False, False)
    cursor.execute("select count(*) from information_schema.role_table_grants "
                   "where grantee = 'customers' and table_schema not in ('customers', 'pg_catalog', 'information_schema')")
    assert cursor.fetchone() == (0,)
    for database in ("postgres", "template1"):
        cursor.execute("select has_database_privilege('customers', %s, 'connect')", (database,))
        assert cursor.fetchone() == (False,)


class Deployer:
    """The runner and migrations of its own, on a database of its own."""

    def __init__(self, suite, folder):
        self.folder = folder
        (folder / "shared/scripts").mkdir(parents=True)
        shutil.copy(ROOT / "shared/scripts/migrate", folder / "shared/scripts")
        (folder / "migrations/common").mkdir(parents=True)
        (folder / "migrations/customers").mkdir()
        parameters = suite.connect().get_dsn_parameters()
        self.environment = {**os.environ, "PGHOST": parameters["host"], "PGPORT": parameters["port"], "PGUSER": "postgres",
                            "PGPASSWORD": (suite.var / "secrets/postgres").read_text(), "PGDATABASE": "deployed",
                            "KEHU_DATABASE_PASSWORD_FILE": str(suite.var / "secrets/customers")}

    def write(self, name, text):
        (self.folder / "migrations" / name).write_text(text)

    def begin(self):
        return subprocess.Popen([self.folder / "shared/scripts/migrate", "customers"], env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self):
        process = self.begin()
        output = process.communicate()[0]
        return process.returncode, output

    def query(self, statement):
        done = subprocess.run(["psql", "-XAtq", "-c", statement], env=self.environment, text=True, capture_output=True,
                              check=True)
        return done.stdout.split()


@pytest.fixture
def deployer(suite, db, tmp_path):
    db.cursor().execute("create database deployed")
    yield Deployer(suite, tmp_path)
    db.cursor().execute("drop database deployed with (force)")


def test_migrations_are_applied_in_order_and_once(deployer):
    deployer.write("customers/0001_first.sql", "create table a (id int constraint a_pk primary key);")
    deployer.write("common/0001_base.sql", "create function one() returns int language sql return 1;")
    assert deployer.run()[0] == 0
    deployer.write("customers/0002_second.sql", "insert into a values (one());")
    assert deployer.run()[0] == 0
    assert deployer.run() == (0, "")
    assert deployer.query("select id from customers.a") == ["1"]
    assert deployer.query("select name from customers.schema_migration order by applied_at, name") == [
        "common/0001_base.sql", "customers/0001_first.sql", "customers/0002_second.sql"]
    assert deployer.query("select tableowner from pg_tables where tablename = 'a'") == ["customers"]


def test_changed_migration_is_refused(deployer):
    deployer.write("customers/0001_first.sql", "create table a (id int);")
    assert deployer.run()[0] == 0
    deployer.write("customers/0001_first.sql", "create table a (id bigint);")
    deployer.write("customers/0002_second.sql", "create table b (id int);")
    status, output = deployer.run()
    assert status != 0 and "customers/0001_first.sql was changed after it was applied" in output
    assert deployer.query("select to_regclass('customers.b') is null") == ["t"]


def test_failing_migration_leaves_nothing(deployer):
    deployer.write("customers/0001_first.sql", "create table a (id int);")
    deployer.write("customers/0002_second.sql", "create table a (id int);")
    status, output = deployer.run()
    assert status != 0 and "0002_second.sql" in output
    assert deployer.query("select to_regclass('customers.a') is null") == ["t"]


def test_two_deployers_at_once(deployer):
    deployer.write("customers/0001_first.sql", "create table a (id int); select pg_sleep(0.3);")
    both = [deployer.begin() for _ in range(4)]
    outputs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0, 0], outputs
    assert sum("0001_first.sql" in output for output in outputs) == 1
    assert deployer.query("select count(*) from customers.schema_migration") == ["1"]
