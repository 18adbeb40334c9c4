"""Processes of tests/probe: a service that only does things by itself, beside the running suite."""
import os
import signal
import subprocess
import time

import requests

from suite import BUILD, ROOT, SANITIZED

PORT = 60  # beyond the suite's own services


class Probes:
    """Any number of processes; they share a schema."""

    def __init__(self, suite):
        self.suite, self.processes = suite, {}
        self.program = BUILD / ("sanitize/bin/probe" if SANITIZED else "bin/probe")
        self.password = suite.var / "secrets" / "probe"
        self.password.write_text("of-the-probe")
        self.password.chmod(0o644)
        with suite.connect() as connection, connection.cursor() as cursor:
            cursor.execute("show unix_socket_directories")
            self.sockets = cursor.fetchone()[0]
        environment = {**os.environ, "PGHOST": self.sockets, "PGPORT": str(suite.base + 200), "PGUSER": "postgres",
                       "PGPASSWORD": (suite.var / "secrets/postgres").read_text(),
                       "KEHU_DATABASE_PASSWORD_FILE": str(self.password)}
        subprocess.run([ROOT / "shared/scripts/migrate", "probe"], env=environment, check=True, capture_output=True)
        self.db = suite.connect(service="probe")

    def start(self, number=1, **settings):
        """Returns when it is ready."""
        log = (self.suite.var / f"log/probe-{number}.log").open("a")
        port = self.suite.base + PORT + number
        words = dict(word.split("=", 1) for word in self.suite.environment["KEHU_SERVICE_ENV"].split())
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEHU_")}
        environment.update(words)
        environment.update({
            "KEHU_PORT": str(port), "KEHU_OPERATIONS_PORT": str(port + 100), "KEHU_LOOPS": "1",
            "KEHU_DATABASE": f"host={self.sockets} port={self.suite.base + 200} dbname=kehu user=probe",
            "KEHU_DATABASE_PASSWORD_FILE": str(self.password),
            "KEHU_TOKEN_ISSUER": "https://kehu.example/issuer", "KEHU_TOKEN_AUDIENCE": "kehu",
            "KEHU_TOKEN_KEYS": str(self.suite.var / "keys/issuer.jwks"),
            "KEHU_PEERS": f"customers={self.suite.url}", "KEHU_EVENT_POLL_WAIT_S": "2",
            "KEHU_PEER_TOKEN_FILE": str(self.suite.var / "secrets/peer-token"),
            **{f"KEHU_{name.upper()}": str(value) for name, value in settings.items()}})
        self.processes[number] = subprocess.Popen([*self.still(), self.program], env=environment, stdin=subprocess.DEVNULL,
                                                  stdout=log, stderr=log)
        self.await_(lambda: self.is_ready(port + 100), 20)

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

    def log(self, number=1):
        return (self.suite.var / f"log/probe-{number}.log").read_text()

    def stop(self, number=1):
        process = self.processes.pop(number)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0, self.log(number)[-2000:]

    def kill(self, number=1):
        process = self.processes.pop(number)
        process.kill()
        process.wait()

    def stop_all(self):
        for number in list(self.processes):
            self.stop(number)

    def query(self, sql, *values):
        with self.db.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else None

    def done(self, what, ids):
        """How often each was done: {id: [at, …]}."""
        found = {id_: [] for id_ in ids}
        for id_, at in self.query("select subject_id::text, created_at from decision where subject = %s order by created_at", what):
            if id_ in found:
                found[id_].append(at)
        return found

    @staticmethod
    def await_(condition, seconds=15):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it does not come true"
            time.sleep(0.05)
