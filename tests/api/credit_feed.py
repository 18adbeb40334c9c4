"""The events of a credit service that is none: a feed of the tests' own, and a process of the customers service
that listens to it, beside the one under test."""
import json
import os
import subprocess
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import requests

from suite import BUILD, SANITIZED

PORT = 90  # beyond the suite's own services and the probes


class CreditFeed:
    def __init__(self, suite):
        self.suite, self.events, self.asked = suite, [], threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.process = self.start()

    def handler(feed):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlsplit(self.path).query)
                after = int(query["after"][0])
                items = feed.events[after:after + 100]
                if not items:
                    time.sleep(0.1)
                body = json.dumps({"items": items, "next": str(after + len(items))}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def start(self):
        suite, port = self.suite, self.suite.base + PORT
        with suite.connect() as connection, connection.cursor() as cursor:
            cursor.execute("show unix_socket_directories")
            sockets = cursor.fetchone()[0]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEHU_")}
        environment.update(word.split("=", 1) for word in suite.environment["KEHU_SERVICE_ENV"].split())
        environment.update({
            "KEHU_PORT": str(port), "KEHU_OPERATIONS_PORT": str(port + 100), "KEHU_LOOPS": "1",
            "KEHU_DATABASE": f"host={sockets} port={suite.base + 200} dbname=kehu user=customers",
            "KEHU_DATABASE_PASSWORD_FILE": str(suite.var / "secrets/customers"),
            "KEHU_TOKEN_ISSUER": "https://kehu.example/issuer", "KEHU_TOKEN_AUDIENCE": "kehu",
            "KEHU_TOKEN_KEYS": str(suite.var / "keys/issuer.jwks"),
            "KEHU_PEERS": f"credit=http://127.0.0.1:{self.server.server_port}", "KEHU_EVENT_POLL_WAIT_S": "1",
            "KEHU_PEER_TOKEN_FILE": str(suite.var / "secrets/peer-token")})
        log = (suite.var / "log/credit-feed.log").open("a")
        program = BUILD / ("sanitize/bin/customers" if SANITIZED else "bin/customers")
        process = subprocess.Popen([program], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.await_(lambda: self.is_ready(port + 100), 20)
        return process

    @staticmethod
    def is_ready(port):
        try:
            return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=5).ok
        except requests.ConnectionError:
            return False

    @staticmethod
    def await_(condition, seconds=15):
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, "it does not come true"
            time.sleep(0.05)

    def overdue(self, customer_id, receivable_id=None, **more):
        """credit.receivable_overdue; the receivable's id. It has been taken in when the next was asked for."""
        receivable_id = receivable_id or str(uuid.uuid4())
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.suite.clock.now()))
        self.events.append({
            "specversion": "1.0", "id": str(uuid.uuid4()), "source": "credit", "type": "credit.receivable_overdue",
            "subject": receivable_id, "time": at, "position": str(len(self.events) + 1),
            "data": {"receivable_id": receivable_id, "customer_id": customer_id, **more}})
        count = len(self.events)
        self.await_(lambda: self.taken() >= count)
        return receivable_id

    def taken(self):
        with self.suite.connect() as connection, connection.cursor() as cursor:
            cursor.execute("select position::bigint from event_cursor where source = 'credit'")
            found = cursor.fetchone()
            return found[0] if found else 0

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=20) == 0
        self.server.shutdown()
