"""check_sql.py SERVICE…: prepares every named query in a scratch schema that has just been migrated.

Tells the query's name and place, and what PostgreSQL thinks of it."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ["KEHU_VAR"])
sys.path.insert(0, str(ROOT / "shared/codegen"))
import sql  # noqa: E402 (the generator's own reading of queries)


def connect(database, user="postgres"):
    return psycopg2.connect(host=socket_folder(), port=int(os.environ["KEHU_PORT_BASE"]) + 200, user=user,
                            dbname=database, password=(VAR / "secrets/postgres").read_text())


def socket_folder():
    found = re.search(r"unix_socket_directories = '(.*)'", (VAR / "postgresql/kehu.conf").read_text())
    return found.group(1)


def migrate(service, secret):
    environment = {**os.environ, "PGHOST": socket_folder(), "PGPORT": str(int(os.environ["KEHU_PORT_BASE"]) + 200),
                   "PGUSER": "postgres", "PGPASSWORD": (VAR / "secrets/postgres").read_text(),
                   "PGDATABASE": "scratch", "KEHU_DATABASE_PASSWORD_FILE": secret}
    subprocess.run([ROOT / "shared/scripts/migrate", service], env=environment, check=True)


def check(service):
    """The number of queries that cannot be prepared."""
    faults = 0
    connection = connect("scratch")
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"set role {service}")
    cursor.execute(f"set search_path = {service}")
    for path in sorted([*ROOT.glob("shared/*.sql"), *ROOT.glob(f"services/{service}/*.sql")]):
        for query in sql.read(path.read_text(encoding="utf-8"), path.name):
            try:
                cursor.execute(f"prepare {query.name} as {query.sql}")
            except psycopg2.Error as error:
                faults += 1
                print(f"{path.relative_to(ROOT)}: {query.name}: {str(error).strip()}")
    return faults


def main():
    administrator = connect("postgres")
    administrator.autocommit = True
    administrator.cursor().execute("drop database if exists scratch")
    administrator.cursor().execute("create database scratch")
    faults = 0
    with tempfile.NamedTemporaryFile("w") as secret:
        secret.write("scratch")
        secret.flush()
        for service in sys.argv[1:]:
            migrate(service, secret.name)
            faults += check(service)
    administrator.cursor().execute("drop database scratch with (force)")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
