"""Who is measured: pgbench, and whatever wrk can ask."""
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import requests

from load import ID_PREFIX, caller
from statements import MARK, new_customer
from suite import BUILD, ROOT

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"


class Wrk:
    SCRIPT = """
local token, kind, rows = os.getenv('BENCH_TOKEN'), os.getenv('BENCH_OPERATION'), tonumber(os.getenv('BENCH_ROWS'))
local body = os.getenv('BENCH_BODY')
local headers = { Authorization = 'Bearer ' .. token, ['Content-Type'] = 'application/json' }
math.randomseed(os.time())
request = function()
  if kind == 'get' then
    return wrk.format('GET', string.format('/v1/customers/%s%012x', os.getenv('BENCH_PREFIX'), math.random(1, rows)), headers)
  elseif kind == 'list' then
    return wrk.format('GET', '/v1/customers?limit=50', headers)
  end
  local mark = string.format('%06d%06d', math.random(0, 999999), math.random(0, 999999))
  headers['Idempotency-Key'] = 'bench-' .. mark
  return wrk.format('POST', '/v1/customers', headers, (body:gsub('@MARK@', mark)))
end
"""

    def __init__(self, suite, url, rows):
        self.suite, self.url, self.rows = suite, url, rows
        self.script = BUILD / f"{type(self).__module__}.lua"
        self.script.write_text(self.SCRIPT)

    def run(self, operation, connections, seconds):
        return self.ask(operation, connections, seconds, {
            "BENCH_TOKEN": self.suite.token(**caller(self.suite)), "BENCH_ROWS": str(self.rows), "BENCH_PREFIX": ID_PREFIX,
            "BENCH_BODY": json.dumps(new_customer("@MARK@"), ensure_ascii=False)})

    def ask(self, operation, connections, seconds, words):
        environment = {**os.environ, "BENCH_OPERATION": operation, **words}
        said = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "-s", str(self.script), self.url],
                              env=environment, capture_output=True, text=True, check=True).stdout
        if refused := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
            # Two marks may fall together; more than that is no measurement.
            assert int(refused[1]) < 20, f"{self.url} {operation}: {said}"
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


class Pgbench:
    schema = "customers"

    def __init__(self, suite, captured, rows):
        self.prepare(suite)
        self.rows = rows
        self.made_id, self.department = captured["id"], captured["department"]
        for operation in ("get", "list", "create"):
            self.write(operation, self.script(operation, captured[operation]))

    def prepare(self, suite):
        self.suite = suite
        self.folder = Path(tempfile.mkdtemp(dir=BUILD))
        os.chmod(self.folder, 0o755)

    def write(self, operation, script):
        (self.folder / f"{operation}.sql").write_text(script)

    def script(self, operation, executed):
        if operation != "create":
            return f"\\set n random(1, {self.rows})\n" + self.statement(*executed[0]) + "\n"
        lines = ["\\set n random(100000000000, 999999999999)"]
        # As the service sends them: what it must read before it goes on ends a pipeline.
        check = next(i for i, (sql, _) in enumerate(executed) if "candidates" in sql)
        insert = next(i for i, (sql, _) in enumerate(executed) if sql.lstrip().startswith("insert into customer"))
        return "\n".join(lines + self.pipelines(executed, check + 1, insert + 1)) + "\n"

    def pipelines(self, executed, *ends):
        lines = []
        for first, last in zip((0, *ends), (*ends, len(executed))):
            lines += ["\\startpipeline", *(self.statement(*each) for each in executed[first:last]), "\\endpipeline"]
        return lines

    def statement(self, sql, values):
        sql = re.sub(r"\$(\d+)", lambda found: self.literal(values[int(found[1]) - 1]), sql)
        return re.sub(r"\s*\n\s*", " ", re.sub(r"--[^\n]*", "", sql)).strip().rstrip(";") + ";"

    def literal(self, value):
        number = "lpad(to_hex(:n::bigint), 12, '0')"
        if value is None:
            return "null"
        if value == f"{ID_PREFIX}000000000001":
            return f"('{ID_PREFIX}' || {number})::uuid"
        if value == self.made_id:
            return f"('{self.made_id[:24]}' || {number})::uuid"
        if re.fullmatch(UUID, value) and value[:8] == self.made_id[:8] and value != self.department:
            return "gen_random_uuid()"
        parts = re.split(f"({MARK}|{self.made_id})", value)
        words = ["':n'" if part == MARK else f"('{self.made_id[:24]}' || {number})" if part == self.made_id
                 else self.quoted(part) for part in parts if part]
        words = [":n::bigint::text" if word == "':n'" else word for word in words]
        if len(words) < 2:
            return words[0] if words else "''"
        joined = "(" + " || ".join(words) + ")"
        return joined + "::json" if value[0] in "{[" else joined

    @staticmethod
    def quoted(text):
        """pgbench takes a colon and a word for a variable, in strings too."""
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a") + "'"

    def run(self, operation, connections, seconds):
        said = self.suite.script("suite", "administrator", "env", f"PGOPTIONS=-c search_path={self.schema}", "pgbench", "-n", "-M",
                                 "prepared", "-c", str(connections), "-j", "1", "-T", str(seconds), "-f",
                                 str(self.folder / f"{operation}.sql"), "kehu", check=False)
        found = re.search(r"tps = ([\d.]+)", said.stdout)
        assert found and "aborted" not in said.stderr, said.stdout + said.stderr
        return float(found[1])


class Fastify:
    """The same three operations, the same SQL, two workers."""

    def __init__(self, suite, captured):
        home = BUILD / "bench-fastify"
        shutil.copytree(ROOT / "tests/bench/fastify", home, dirs_exist_ok=True)
        subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], cwd=home, check=True)
        (home / "captured.json").write_text(json.dumps({**captured, "mark": MARK}))
        self.url = f"http://127.0.0.1:{suite.base + 50}"
        with suite.connect() as database:
            parameters = database.get_dsn_parameters()
        environment = {**os.environ, "PORT": str(suite.base + 50), "PGHOST": parameters["host"],
                       "PGPORT": parameters["port"], "PGUSER": "customers", "PGDATABASE": "kehu",
                       "PGPASSWORD": (suite.var / "secrets/customers").read_text(),
                       "PUBLIC_KEY": self.public_key(suite.var / "keys/issuer.key"), "NODE_ENV": "production"}
        self.process = subprocess.Popen(["node", "server.js"], cwd=home, env=environment, start_new_session=True)
        token = suite.token(**caller(suite))
        for _ in range(100):
            time.sleep(0.1)
            try:
                answer = requests.get(f"{self.url}/v1/customers?limit=50", headers={"Authorization": f"Bearer {token}"},
                                      timeout=5)
                assert answer.ok and len(answer.json()["items"]) == 50, answer.text
                return
            except requests.ConnectionError:
                pass
        raise RuntimeError("Fastify does not start")

    @staticmethod
    def public_key(key):
        return subprocess.run(["openssl", "pkey", "-in", str(key), "-pubout"], check=True, capture_output=True,
                              text=True).stdout

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)
