"""The limit of a customer under attack: checks, shipments, cancellations, payments and changes of limits at once, on few
customers, at two replicas of which one is killed again and again. Afterwards it is proved from what was kept that no
moment saw more of a limit used than there was (R3.13), and that no fen was lost or doubled (R3.15, R3.16)."""
import datetime
import os
import random
import signal
import threading
import time
import uuid
from collections import Counter, defaultdict

import pytest
import requests

from conftest import SHORT
from suite import TEST_BASE, Suite

CUSTOMERS, CLIENTS = 4, 64
SECONDS = float(os.environ.get("KEHU_RACE_SECONDS", "4" if SHORT else "30"))
TERM = "PT2S"  # of a reservation: many expire, and some are shipped in that moment
GREATEST_LIMIT = 12_000_000
PATIENCE = 30  # seconds until a client gives up


@pytest.fixture(scope="module")
def place():
    """A suite of its own: PostgreSQL notes when each transaction was committed, which is the order the proof follows."""
    suite = Suite(var="race-var", base=TEST_BASE + 500, faked=False, durable=True, request_timeout_ms=3000)
    suite.environment["KEHU_POSTGRES_EXTRA"] = "track_commit_timestamp = on"
    try:
        yield suite.start()
    finally:
        suite.stop()


def make_customers(place):
    """Past the rules: they trade, on credit."""
    made = [str(uuid.uuid4()) for _ in range(CUSTOMERS)]
    with place.connect(service="credit") as database, database.cursor() as cursor:
        cursor.execute("""insert into parameter (id, name, value, effective_from, created_at, created_by, trace_id)
                          values (%s, 'credit.reservation.ttl', to_json(%s::text), current_date - 1, now(), 'race', repeat('0', 32))""",
                       [str(uuid.uuid4()), TERM])
        for number, customer in enumerate(made):
            cursor.execute("""insert into known_customer (id, version, number, status, party, customer_class, name)
                              values (%s, 1, %s, 'ACTIVE', 'ORGANISATION', 'ENTERPRISE', %s)""", [customer, number, f"客户{number}"])
            cursor.execute("""insert into credit_profile (id, grade, limit_fen, term_days, trading_status, created_at, created_by,
                                                          changed_at, changed_by, trace_id)
                              values (%s, 'A', 9000000, 30, 'ACTIVE', now(), 'race', now(), 'race', repeat('0', 32))""", [customer])
    return made


class Shared:
    """What all clients know: the replicas, and what may be shipped and paid."""

    def __init__(self, place, customers, urls):
        self.place, self.customers, self.urls = place, customers, urls
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.reserved, self.owed = [], []

    def pick(self, pool, keeps):
        """One of the pool; keeps: others may try it, too."""
        with self.lock:
            if not pool:
                return None
            at = random.randrange(len(pool))
            return pool[at] if keeps else pool.pop(at)

    def put(self, pool, thing):
        with self.lock:
            pool.append(thing)


class Racer(threading.Thread):
    """One client. acknowledged: the answers of success, by what was done; lost: what was never answered."""

    def __init__(self, shared, number):
        super().__init__(daemon=True)
        self.shared, self.number, self.random = shared, number, random.Random(number)
        self.clients = [shared.place.client(roles=["finance"], sub=f"racer-{number}", url=url) for url in shared.urls]
        self.acknowledged, self.lost, self.wrong, self.answers = defaultdict(dict), defaultdict(list), [], Counter()

    def run(self):
        acts = [self.check] * 10 + [self.commit] * 5 + [self.release] * 2 + [self.pay] * 6
        while not self.shared.stop.is_set():
            self.random.choice(acts)()

    def post(self, path, body):
        """The answer; None where there is none. What is lost is sent again with its key, at whichever replica, or never."""
        key, patient, deadline = str(uuid.uuid4()), self.random.random() < 0.7, time.time() + PATIENCE
        while time.time() < deadline:
            try:
                answer = self.random.choice(self.clients).post(path, body, key=key)
            except requests.RequestException:
                self.answers["none"] += 1
                if not patient:
                    return None
                time.sleep(0.02)
                continue
            self.answers[answer.status_code] += 1
            if answer.status_code == 503 and "Retry-After" in answer.headers:
                time.sleep(0.05)
                continue
            # The first try is not over yet, and its key is held.
            if answer.status_code == 409 and answer.json()["code"] == "IDEMPOTENCY_KEY_IN_PROGRESS":
                time.sleep(0.02)
                continue
            if answer.status_code not in (200, 201, 409, 422):
                self.wrong.append(f"{path}: {answer.status_code} {answer.text}")
            return answer
        self.wrong.append(f"{path}: not answered in {PATIENCE} seconds")
        return None

    def done(self, kind, name, answer):
        """What succeeded, as it was answered; else None."""
        if answer is None:
            self.lost[kind].append(name)
        elif answer.status_code in (200, 201):
            self.acknowledged[kind][name] = answer.json()
            return answer.json()
        return None

    def check(self):
        ref = f"PO-{uuid.uuid4().hex}"
        made = self.done("check", ref, self.post("/v1/credit-checks", {
            "customer_id": self.random.choice(self.shared.customers), "order_ref": ref, "reserve": True,
            "amount_fen": self.random.randrange(1, 1_500_000), "payment_mode": "CREDIT"}))
        if made and made["decision"] == "APPROVED":
            self.shared.put(self.shared.reserved, made)

    def commit(self):
        made = self.shared.pick(self.shared.reserved, keeps=self.random.random() < 0.3)
        if not made:
            return
        shipped_fen = self.random.choice([made["amount_fen"], self.random.randrange(1, made["amount_fen"] + 1)])
        said = {"shipped_fen": shipped_fen, "shipped_at": datetime.datetime.now(datetime.timezone.utc).isoformat()}
        shipped = self.done("commit", (made["reservation_id"], shipped_fen, self.number, time.time()),
                            self.post(f"/v1/reservations/{made['reservation_id']}/commit", said))
        if shipped:
            self.shared.put(self.shared.owed, (shipped["receivable_id"], shipped_fen))

    def release(self):
        made = self.shared.pick(self.shared.reserved, keeps=self.random.random() < 0.3)
        if made:
            self.done("release", made["reservation_id"],
                      self.post(f"/v1/reservations/{made['reservation_id']}/release", {"reason": f"客户 {self.number} 取消"}))

    def pay(self):
        owed = self.shared.pick(self.shared.owed, keeps=self.random.random() < 0.6)
        if not owed:
            return
        mark = uuid.uuid4().hex
        amount_fen = self.random.choice([owed[1], self.random.randrange(1, owed[1] + 1)])
        self.done("payment", mark, self.post(f"/v1/receivables/{owed[0]}/payments", {
            "amount_fen": amount_fen, "instrument": "TRANSFER", "remarks": mark}))


def change_limits(shared):
    """Limits rise and fall, as adjustments would make them."""
    database, chance = shared.place.connect(service="credit"), random.Random(0)
    with database.cursor() as cursor:
        while not shared.stop.is_set():
            cursor.execute("""update credit_profile set limit_fen = %s, version = version + 1, changed_at = clock_timestamp(),
                                     changed_by = 'race' where id = %s""",
                           [chance.randrange(1_000_000, GREATEST_LIMIT), chance.choice(shared.customers)])
            time.sleep(0.05)
    database.close()


class Beside:
    """The second replica, that is killed."""

    def __init__(self, place):
        self.place, self.kills = place, 0
        self.start()

    def start(self):
        self.process = self.place.beside("credit", 20, "credit", self.place.var / "secrets/credit", "credit-beside")

    def end(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill(self):
        self.end()
        self.kills += 1
        time.sleep(0.05)
        self.start()


def race(place, customers):
    beside = Beside(place)
    shared = Shared(place, customers, [place.service_url("credit"), f"http://127.0.0.1:{place.base + 20}"])
    racers = [Racer(shared, number) for number in range(CLIENTS)]
    threads = [*racers, threading.Thread(target=change_limits, args=(shared,), daemon=True)]
    try:
        for thread in threads:
            thread.start()
        deadline = time.time() + SECONDS
        while time.time() < deadline:
            time.sleep(random.uniform(0.3, 0.8))
            beside.kill()
        shared.stop.set()
        for thread in threads:
            thread.join(PATIENCE + 30)
            assert not thread.is_alive()
    finally:
        shared.stop.set()
        beside.end()
    wrong = [each for racer in racers for each in racer.wrong]
    assert not wrong, (len(wrong), wrong[:5])
    return racers, beside.kills


# --- The proof -------------------------------------------------------------------

def read(place, sql, *values):
    with place.connect(service="credit") as database, database.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


class Replay:
    """One customer as it was after each transaction, from the histories alone."""

    def __init__(self):
        self.limit_fen, self.reservations, self.receivables = 0, {}, {}

    def take(self, table, subject, image, change):
        """What a version changed; whether it was a new reservation."""
        values = image or {column: each.get("to") for column, each in change.items()}
        if table == "credit_profile":
            self.limit_fen = values.get("limit_fen", self.limit_fen)
            return False
        rows = self.reservations if table == "reservation" else self.receivables
        rows.setdefault(subject, {}).update(values)
        return table == "reservation" and image is not None

    def used_fen(self):
        return (sum(row["within_limit_fen"] for row in self.reservations.values() if row["state"] == "RESERVED")
                + sum(row["within_limit_fen"] for row in self.receivables.values() if row["state"] == "OPEN"))


def prove_the_limit(place, customers):
    """After every transaction that reserved, what was used was within the limit of that moment: all that was not marked as
    ended counted, also past its time. No other transaction made it more. What a customer's transactions wrote is in the
    order of their commits, since each holds the customer until then."""
    versions = read(place, """
        select pg_xact_commit_timestamp(h.xmin) as committed_at, h.xmin::text, h.table_name, h.subject_id::text, h.image, h.change,
               coalesce(r.customer_id, v.customer_id, h.subject_id)::text
          from history h
          left join reservation r on r.id = h.subject_id and h.table_name = 'reservation'
          left join receivable v on v.id = h.subject_id and h.table_name = 'receivable'
         where h.table_name in ('credit_profile', 'reservation', 'receivable')
         order by 1, 2, h.version""")
    transactions, replays, reserved, most = defaultdict(list), {each: Replay() for each in customers}, 0, 0
    for committed_at, transaction, *version in versions:
        transactions[committed_at, transaction, version[-1]].append(version[:-1])
    for (_, _, customer), written in transactions.items():
        replay = replays[customer]
        before, limit = replay.used_fen(), replay.limit_fen
        reserves = any([replay.take(*version) for version in written])
        after = replay.used_fen()
        if reserves:
            reserved += 1
            assert after <= replay.limit_fen, (customer, before, after, replay.limit_fen)
            assert replay.limit_fen == limit
        assert reserves or after <= before, (customer, before, after)
        most = max(most, after)
    return reserved, most


def prove_the_money(place, customers):
    """Shipped is owed, and what is owed is paid or outstanding."""
    for customer in customers:
        (shipped,), = read(place, """select coalesce(sum(shipped_fen), 0) from reservation
                                      where customer_id = %s and state in ('COMMITTED', 'SETTLED')""", customer)
        (owed, outstanding, parts), = read(place, """
            select coalesce(sum(amount_fen), 0), coalesce(sum(outstanding_fen), 0), coalesce(sum(within_limit_fen + granted_fen), 0)
              from receivable where customer_id = %s""", customer)
        (paid,), = read(place, "select coalesce(sum(amount_fen), 0) from payment where customer_id = %s and status = 'CLEARED'", customer)
        assert shipped == owed == paid + outstanding and outstanding == parts
        shown = place.client(roles=["finance"], url=place.service_url("credit")).get(
            f"/v1/credit-profiles/{customer}", expect=200).json()
        assert shown["committed_fen"] == outstanding
    assert not read(place, """select v.id from receivable v
                               where v.amount_fen - v.outstanding_fen <>
                                     (select coalesce(sum(p.amount_fen), 0) from payment p
                                       where p.receivable_id = v.id and p.status = 'CLEARED')
                                  or (v.state = 'SETTLED') <> (v.outstanding_fen = 0)""")
    assert not read(place, """select r.id from reservation r left join receivable v on v.reservation_id = r.id
                               where (r.state in ('COMMITTED', 'SETTLED')) <> (v.id is not null)
                                  or v.amount_fen <> r.shipped_fen or (r.state = 'SETTLED') <> (v.state = 'SETTLED')""")


def joined(racers, kind):
    acknowledged, lost = {}, set()
    for racer in racers:
        assert not acknowledged.keys() & racer.acknowledged[kind].keys()
        acknowledged.update(racer.acknowledged[kind])
        lost |= set(racer.lost[kind])
    return acknowledged, lost


def prove_each_once(place, racers):
    """What was acknowledged is there once, as it was answered; what was not, once at most."""
    checks = defaultdict(list)
    for ref, id_, decision, reservation in read(place, "select order_ref, id::text, decision, reservation_id::text from credit_check"):
        checks[ref].append((id_, decision, reservation))
    acknowledged, lost = joined(racers, "check")
    for ref, made in acknowledged.items():
        assert checks[ref] == [(made["id"], made["decision"], made.get("reservation_id"))]
    assert all(len(checks[ref]) <= 1 for ref in lost) and checks.keys() <= acknowledged.keys() | lost
    (doubled,), = read(place, "select count(*) - count(distinct order_ref) from reservation")
    assert doubled == 0

    rows = {id_: (state, shipped_fen, receivable) for id_, state, shipped_fen, receivable in
            read(place, "select id::text, state, shipped_fen, receivable_id::text from reservation")}
    committed, _ = joined(racers, "commit")
    for (reservation, shipped_fen, *_), answer in committed.items():
        state, shipped, receivable = rows[reservation]
        assert state in ("COMMITTED", "SETTLED") and (shipped, receivable) == (shipped_fen, answer["receivable_id"])
    released = {reservation for racer in racers for reservation in racer.acknowledged["release"]}
    assert all(rows[reservation][0] == "RELEASED" for reservation in released)

    payments = Counter(mark for mark, in read(place, "select remarks from payment"))
    acknowledged_payments, lost_payments = joined(racers, "payment")
    assert all(payments[mark] == 1 for mark in acknowledged_payments)
    assert all(payments[mark] <= 1 for mark in lost_payments)
    assert payments.keys() <= acknowledged_payments.keys() | lost_payments
    return {"checks": len(acknowledged), "commits": len(committed), "releases": len(released),
            "payments": len(acknowledged_payments), "lost": len(lost) + len(lost_payments)}


def test_no_moment_exceeds_a_limit_and_no_fen_is_lost(place):
    customers = make_customers(place)
    racers, kills = race(place, customers)
    reserved, most = prove_the_limit(place, customers)
    prove_the_money(place, customers)
    counts = prove_each_once(place, racers)
    answers = sum((racer.answers for racer in racers), Counter())
    print(f"{SECONDS:g} s, {kills} kills, {reserved} reserved, at most {most} fen used; {counts}; {dict(answers)}")
    (expired,), = read(place, "select count(*) from reservation where state = 'EXPIRED'")
    assert kills > 1 and reserved > SECONDS and expired > 0 and most <= GREATEST_LIMIT
    assert counts["commits"] > SECONDS and counts["payments"] > SECONDS and answers["none"] > 0
