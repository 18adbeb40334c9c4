"""PostgreSQL and the service are killed while customers are entered: what was acknowledged is there once,
what was retried with its key is there once, and the feed tells of each once, in order, without a gap."""
import os
import signal
import threading
import time
import uuid

import requests

WRITERS = 16
PATIENCE = 60  # seconds until a writer gives up, far more than a restart takes


class Writer(threading.Thread):
    """Enters customers, each with its key; what is not answered is sent again until it is."""

    def __init__(self, victim, department, number, stop):
        super().__init__(daemon=True)
        self.client = victim.client(roles="sales_staff", sub=f"writer-{number}", department=department)
        self.number, self.stopping = number, stop
        self.acknowledged, self.wrong, self.retries = {}, [], 0

    def run(self):
        count = 0
        while not self.stopping.is_set():
            count += 1
            name = f"第{self.number}组第{count}号康复中心{uuid.uuid4().hex[:8]}"
            self.enter(name)

    def enter(self, name):
        key, deadline = str(uuid.uuid4()), time.time() + PATIENCE
        body = {"party": "ORGANISATION", "customer_class": "ENTERPRISE", "kind": "DISTRIBUTOR", "name": name, "city": "杭州市"}
        while time.time() < deadline:
            try:
                answer = self.client.post("/v1/customers", body, key=key)
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code == 201:
                self.acknowledged[answer.json()["id"]] = name
                return
            if answer is not None and answer.status_code == 503 and "Retry-After" not in answer.headers:
                self.wrong.append("503 without Retry-After")
            # 409: the first try is not over yet, and its key is held.
            if answer is not None and answer.status_code not in (503, 409):
                self.wrong.append(f"{answer.status_code} {answer.text}")
                return
            self.retries += 1
            time.sleep(0.05)
        self.wrong.append(f"{name} was not entered in {PATIENCE} seconds")


def kill_service(victim):
    victim.kill("customers")
    time.sleep(0.05)
    victim.script("suite", "start-service", "customers")


def kill_database(victim):
    folder = victim.var / "postgresql"
    postmaster = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    time.sleep(0.3)
    answer = victim.client(roles="auditor").get("/v1/customers")
    assert answer.status_code in (200, 503)
    assert answer.status_code == 200 or "Retry-After" in answer.headers
    deadline = time.time() + PATIENCE
    while victim.script("database", "start", check=False).returncode and time.time() < deadline:
        time.sleep(0.2)  # what the postmaster left behind is still ending


def await_answer(victim):
    """Several in a row, each on a connection of its own: every loop has its database again."""
    deadline, answered = time.time() + PATIENCE, 0
    while time.time() < deadline:
        try:
            served = victim.client(roles="auditor").get("/v1/customers?limit=1").status_code == 200
        except requests.RequestException:
            served = False
        answered = answered + 1 if served else 0
        if answered == 8:
            return
        time.sleep(0.02 if served else 0.05)
    raise AssertionError("the service does not recover")


def feed(victim):
    """All events, by pages."""
    client, after, events = victim.client(roles="service", sub="reader"), "0", []
    while True:
        answer = client.get(f"/v1/events?limit=1000&after={after}&types=customer.created")
        if answer.status_code == 503:  # a connection that was killed is not yet back
            time.sleep(float(answer.headers["Retry-After"]))
            continue
        assert answer.status_code == 200, answer.text
        page = answer.json()
        events += page["items"]
        if not page["items"] and page["next"] == after:
            return events
        after = page["next"]


def test_nothing_acknowledged_is_lost_or_doubled(victim, department, rounds):
    stop = threading.Event()
    writers = [Writer(victim, department, number, stop) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(rounds):
        for kill in (kill_service, kill_database):
            time.sleep(0.4)
            kill(victim)
            await_answer(victim)
    time.sleep(0.4)
    stop.set()
    for writer in writers:
        writer.join(PATIENCE + 30)
        assert not writer.is_alive() and not writer.wrong, writer.wrong
    acknowledged = {}
    for writer in writers:
        acknowledged.update(writer.acknowledged)
    assert len(acknowledged) > WRITERS * rounds
    assert sum(writer.retries for writer in writers) > 0, "no writer was ever interrupted"

    with victim.connect() as database, database.cursor() as cursor:
        cursor.execute("select id::text, name from customer where created_by like 'writer-%'")
        kept = dict(cursor.fetchall())
        assert kept == acknowledged
        cursor.execute("select count(*) from history where table_name = 'customer' and changed_by like 'writer-%'")
        assert cursor.fetchone()[0] == len(acknowledged)

    deadline = time.time() + PATIENCE
    while len(told := feed(victim)) < len(acknowledged) and time.time() < deadline:
        time.sleep(0.2)  # the last ones get their position in the background
    assert sorted(event["subject"] for event in told) == sorted(acknowledged)

    with victim.connect() as database, database.cursor() as cursor:
        cursor.execute("select count(*), min(position), max(position) from outbox where position is not null")
        count, first, last = cursor.fetchone()
        assert last - first + 1 == count, "the feed has a gap"


def test_what_is_under_way_is_answered_before_the_end(victim, department):
    """SIGTERM: accepted requests are answered, none is cut off."""
    client = victim.client(roles="sales_staff", sub="writer-last", department=department)
    client.get("/v1/customers?limit=1", expect=200)
    answers = []

    def ask():
        reader = victim.client(roles="service", sub="waiting")
        answers.append(reader.get("/v1/events?wait=20&types=nothing.happens").status_code)

    waiting = threading.Thread(target=ask)
    waiting.start()
    time.sleep(0.5)
    begun = time.time()
    victim.script("suite", "stop-service", "customers")
    waiting.join(20)
    assert answers and answers[0] in (200, 400) and time.time() - begun < 15
    victim.script("suite", "start-service", "customers")
    await_answer(victim)
