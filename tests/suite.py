"""A suite of the tests' own: PostgreSQL, services and gateway in a folder below build/, at ports of
their own, with a clock that tests can move forward (libfaketime; nothing in the product knows of it)."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg2
import requests

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "shared/scripts"))
import issuer  # noqa: E402

BUILD = ROOT / os.environ.get("BUILD", "build")
TEST_BASE = int(os.environ.get("KEHU_PORT_BASE", "8080")) + 1000
SANITIZED = os.environ.get("SANITIZE") == "1"
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
PLACES = {"customers": 1, "credit": 2, "complaints": 3, "visits": 4, "projects": 5, "membership": 6}
REPORT = re.compile(r"ERROR: \w+Sanitizer|runtime error:")


def reports(log):
    """What the sanitizers said; line by line, since the log of a bench has millions."""
    with log.open(errors="replace") as lines:
        return [line.strip() for line in lines if REPORT.search(line)]


class Clock:
    """The time of services and database: the real one plus an offset that only grows."""

    def __init__(self, file):
        self.file, self.offset = file, 0
        self.write()

    def write(self):
        self.file.write_text(f"+{self.offset}\n")
        self.file.chmod(0o644)

    def forward(self, seconds=0, **more):
        """forward(days=5), forward(hours=1, minutes=2)"""
        each = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}
        self.offset += seconds + sum(each[unit] * count for unit, count in more.items())
        self.write()

    def now(self):
        return time.time() + self.offset


# An alarm interrupts whatever PostgreSQL is at, and asks for the time; amid an allocation that would end the server, because the moved
# clock is read from a file, which allocates, too. So few are set: the statement timeout is long as well.
RARE_ALARMS = ["deadlock_timeout = 20s", "authentication_timeout = 600s"]


class Suite:
    def __init__(self, var="test-var", base=None, sample=False, faked=True, durable=False, **settings):
        """settings: of the services, by their names in config.c. durable: PostgreSQL with fsync, as in use."""
        self.var = BUILD / (var + ("-sanitize" if SANITIZED else ""))
        self.base = base or TEST_BASE
        self.url = self.service_url("customers")
        self.gateway_url = f"http://127.0.0.1:{self.base}"
        self.faked = faked and FAKETIME.exists()
        self.clock = None
        self.environment = {**os.environ, "KEHU_VAR": str(self.var), "KEHU_PORT_BASE": str(self.base),
                            "KEHU_SAMPLE": "1" if sample else "0", "BUILD": str(BUILD)}
        self.wanted = durable, settings

    def set(self, durable, settings):
        fake = {"FAKETIME_TIMESTAMP_FILE": str(self.var / "clock"), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"} if self.faked else {}
        settings = {"calendar_file": self.var / "calendar.json", **settings}
        if self.faked:
            settings = {"statement_timeout_ms": 600_000, **settings}
        service = {**fake, **{f"KEHU_{name.upper()}": str(value) for name, value in settings.items()}}
        if self.faked:
            service["LD_PRELOAD"] = ":".join([*self.sanitizer(), str(FAKETIME)])
            fake["LD_PRELOAD"] = str(FAKETIME)
        words = {name: " ".join(f"{key}={value}" for key, value in of.items())
                 for name, of in (("KEHU_SERVICE_ENV", service), ("KEHU_DATABASE_ENV", fake))}
        self.environment.update(words)
        extra = [*([] if durable else ["fsync = off"]), *(RARE_ALARMS if self.faked else [])]
        if extra:
            self.environment["KEHU_POSTGRES_EXTRA"] = "\n".join(extra)

    @staticmethod
    def sanitizer():
        """AddressSanitizer wants to be the first of the preloaded libraries."""
        if not SANITIZED:
            return []
        found = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True)
        return [str(Path(found.stdout.strip()).resolve())]

    def script(self, *command, check=True):
        return subprocess.run([str(ROOT / "shared/scripts" / command[0]), *command[1:]], env=self.environment,
                              check=check, capture_output=True, text=True)

    def start(self):
        """From nothing: what an earlier run left is removed."""
        self.script("suite", "stop", check=False)
        shutil.rmtree(self.var.resolve(), ignore_errors=True)
        # Where the services' account can go; below the checkout it may not.
        self.var = Path(self.script("suite", "folder").stdout.split()[-1])
        self.set(*self.wanted)
        self.clock = Clock(self.var / "clock")
        self.write_calendar()
        started = self.script("suite", "start", check=False)
        if started.returncode:
            raise RuntimeError(f"the suite does not start:\n{started.stdout}{started.stderr}")
        return self

    def write_calendar(self):
        """That of the product, and before and beyond its years weekends: the tests' clock goes far."""
        calendar = json.loads((ROOT / "shared/calendar/china.json").read_text())
        file = self.var / "calendar.json"
        file.write_text(json.dumps({**calendar, "from": "0001-01-01", "until": "9999-12-31"}))
        file.chmod(0o644)

    def stop(self):
        """Ends all; what the sanitizers said is an error."""
        self.script("suite", "stop", check=False)
        said = [line for file in (self.var / "log").glob("*.log") for line in reports(file)]
        assert not said, f"sanitizer reports in {self.var}/log: {said}"

    def service_url(self, service):
        return f"http://127.0.0.1:{self.base + PLACES[service]}"

    def operations_url(self, service="customers"):
        return f"http://127.0.0.1:{self.base + 100 + PLACES[service]}"

    def beside(self, program, place, user, password, log, **settings):
        """Another process of a program, in the same database and time, when it is ready."""
        port = self.base + place
        words = dict(word.split("=", 1) for word in self.environment["KEHU_SERVICE_ENV"].split())
        socket = self.connect().get_dsn_parameters()["host"]
        wanted = {"port": port, "operations_port": port + 100, "loops": 1,
                  "database": f"host={socket} port={self.base + 200} dbname=kehu user={user}",
                  "database_password_file": password, "token_issuer": issuer.ISSUER, "token_audience": issuer.AUDIENCE,
                  "token_keys": self.var / "keys/issuer.jwks", "peer_token_file": self.var / "secrets/peer-token", **settings}
        words.update({f"KEHU_{name.upper()}": str(value) for name, value in wanted.items()})
        # By env, so that what is preloaded is so for the program alone.
        command = [*self.still(), "env", *(f"{name}={value}" for name, value in words.items()),
                   str(BUILD / ("sanitize/bin" if SANITIZED else "bin") / program)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEHU_")}
        with (self.var / f"log/{log}.log").open("a") as output:
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        self.await_(lambda: self.is_ready(port + 100), 20)
        return process

    @staticmethod
    def still():
        """As the scripts start what is instrumented."""
        return ["setarch", "-R"] if SANITIZED and not subprocess.run(["setarch", "-R", "true"]).returncode else []

    @staticmethod
    def is_ready(operations_port):
        try:
            return requests.get(f"http://127.0.0.1:{operations_port}/readyz", timeout=5).ok
        except requests.ConnectionError:
            return False

    @staticmethod
    def await_(condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it does not come true"
            time.sleep(0.05)

    def pid(self, part="customers"):
        return int((self.var / f"run/{part}.pid").read_text())

    def kill(self, part="customers"):
        """As a machine that loses power would."""
        os.kill(self.pid(part), signal.SIGKILL)

    def log(self, part="customers"):
        return (self.var / f"log/{part}.log").read_text(encoding="utf-8")

    def connect(self, user="postgres", service="customers"):
        """The database; as the administrator unless told otherwise."""
        socket = re.search(r"unix_socket_directories = '(.*)'", (self.var / "postgresql/kehu.conf").read_text())
        connection = psycopg2.connect(host=socket.group(1), port=self.base + 200, user=user, dbname="kehu",
                                      password=(self.var / "secrets" / user).read_text(),
                                      options=f"-c search_path={service}")
        connection.autocommit = True
        return connection

    def token(self, **wanted):
        return issuer.token(self.var / "keys", now=self.clock.now(), **wanted)

    def client(self, roles=(), sub=None, department=None, url=None, **more):
        return Client(self, url or self.url, roles=[roles] if isinstance(roles, str) else list(roles),
                      sub=sub or f"test-{uuid.uuid4().hex[:8]}", department=department, **more)


class Client:
    """Asks as one caller. expect=status: anything else fails, with what was answered.
    key=True (or a text): with an Idempotency-Key. match: an ETag, or an answer that has one."""

    def __init__(self, suite, url, **caller):
        self.suite, self.url, self.caller = suite, url, caller
        self.session = requests.Session()
        self.signed_at = None

    @property
    def sub(self):
        return self.caller["sub"]

    def authorization(self):
        """A token is signed anew when the clock was moved, or when it gets old."""
        now = self.suite.clock.now()
        if self.signed_at is None or now - self.signed_at > 3600:
            self.session.headers["Authorization"] = "Bearer " + self.suite.token(**self.caller)
            self.signed_at = now  # last: another thread may ask with it at once

    def request(self, method, path, expect=None, key=None, match=None, headers=None, **more):
        self.authorization()
        headers = dict(headers or {})
        if key:
            headers["Idempotency-Key"] = str(uuid.uuid4()) if key is True else key
        if match is not None:
            headers["If-Match"] = match if isinstance(match, str) else match.headers["ETag"]
        if method == "PATCH" and "json" in more:
            headers.setdefault("Content-Type", "application/merge-patch+json")
        answer = self.session.request(method, self.url + path, headers=headers, timeout=60, **more)
        if expect is not None:
            assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, json=None, **more):
        if json is not None:
            more["json"] = json
        return self.request("POST", path, **more)

    def put(self, path, json=None, **more):
        return self.request("PUT", path, json=json, **more)

    def patch(self, path, json=None, **more):
        return self.request("PATCH", path, json=json, **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)
