"""Processes of tests/probe: a service that only does things by itself, beside the running suite."""
import os
import signal
import subprocess

from suite import ROOT

PORT = 60  # beyond the suite's own services


class Probes:
    """Any number of processes; they share a schema."""

    def __init__(self, suite):
        self.suite, self.processes, self.await_ = suite, {}, suite.await_
        self.password = suite.var / "secrets" / "probe"
        self.password.write_text("of-the-probe")
        self.password.chmod(0o644)
        with suite.connect() as connection, connection.cursor() as cursor:
            cursor.execute("show unix_socket_directories")
            sockets = cursor.fetchone()[0]
        environment = {**os.environ, "PGHOST": sockets, "PGPORT": str(suite.base + 200), "PGUSER": "postgres",
                       "PGPASSWORD": (suite.var / "secrets/postgres").read_text(),
                       "KEHU_DATABASE_PASSWORD_FILE": str(self.password)}
        subprocess.run([ROOT / "shared/scripts/migrate", "probe"], env=environment, check=True, capture_output=True)
        self.db = suite.connect(service="probe")

    def start(self, number=1, **settings):
        """Returns when it is ready."""
        self.processes[number] = self.suite.beside(
            "probe", PORT + number, "probe", self.password, f"probe-{number}", peers=f"customers={self.suite.url}",
            event_poll_wait_s=2, **settings)

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
