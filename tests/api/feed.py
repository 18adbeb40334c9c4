"""The events of another service that is none: a feed of the tests' own, and a process of the service under test that
listens to it, beside the others."""
import json
import os
import signal
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PLACES = {"credit": 90, "complaints": 92, "visits": 94, "customers": 96}  # beyond the suite's own services and the probes


class Feed:
    """Of one source, for one service; it lives until stop(). The source itself, where the suite has it, is silent meanwhile,
    and is listened to from where it was afterwards: both number their events from where the service has read to."""

    def __init__(self, suite, source, service="customers"):
        self.suite, self.source, self.service, self.events = suite, source, service, []
        self.itself(signal.SIGSTOP)
        self.before = self.settled()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.process = suite.beside(service, PLACES[source], service, suite.var / "secrets" / service, f"{source}-feed",
                                    peers=f"{source}=http://127.0.0.1:{self.server.server_port}", event_poll_wait_s=1)

    def handler(feed):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlsplit(self.path).query)
                after = int(query["after"][0]) - feed.before
                items = feed.events[after:after + 100]
                if not items:
                    time.sleep(0.1)
                body = json.dumps({"items": items, "next": str(feed.before + after + len(items))}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def tell(self, type, subject, data, at=None, id=None, version=None):
        """An event, of now unless at says otherwise (RFC 3339); returns when it has been taken in."""
        at = at or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.suite.clock.now()))
        self.events.append({"specversion": "1.0", "id": id or str(uuid.uuid4()), "source": self.source, "type": type,
                            "subject": subject, "time": at, "position": str(self.before + len(self.events) + 1), "data": data,
                            **({"version": version} if version else {})})
        count = self.before + len(self.events)
        self.suite.await_(lambda: self.taken() >= count)

    def itself(self, what):
        if (self.suite.var / f"run/{self.source}.pid").exists():
            os.kill(self.suite.pid(self.source), what)

    def taken(self):
        with self.suite.connect(service=self.service) as connection, connection.cursor() as cursor:
            cursor.execute("select position::bigint from event_cursor where source = %s", (self.source,))
            found = cursor.fetchone()
            return found[0] if found else 0

    def settled(self):
        """Where it has read to, when it has also taken in what was on its way."""
        before, now = None, self.taken()
        while now != before:
            time.sleep(0.3)
            before, now = now, self.taken()
        return now

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=20) == 0
        self.server.shutdown()
        with self.suite.connect(service=self.service) as connection, connection.cursor() as cursor:
            cursor.execute("update event_cursor set position = %s where source = %s", (str(self.before), self.source))
        self.itself(signal.SIGCONT)
