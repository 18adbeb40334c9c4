"""The events of a credit service that is none: a feed of the tests' own, and a process of the customers service
that listens to it, beside the one under test."""
import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

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
        suite = self.suite
        return suite.beside("customers", PORT, "customers", suite.var / "secrets/customers", "credit-feed",
                            peers=f"credit=http://127.0.0.1:{self.server.server_port}", event_poll_wait_s=1)

    def overdue(self, customer_id, receivable_id=None, **more):
        """credit.receivable_overdue; the receivable's id. It has been taken in when the next was asked for."""
        receivable_id = receivable_id or str(uuid.uuid4())
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.suite.clock.now()))
        self.events.append({
            "specversion": "1.0", "id": str(uuid.uuid4()), "source": "credit", "type": "credit.receivable_overdue",
            "subject": receivable_id, "time": at, "position": str(len(self.events) + 1),
            "data": {"receivable_id": receivable_id, "customer_id": customer_id, **more}})
        count = len(self.events)
        self.suite.await_(lambda: self.taken() >= count)
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
