"""The limit of a customer under attack: checks, shipments, cancellations, payments, and changes of limits by adjustments
(R3.19), grants for orders (R3.17) and versions of the policy (R3.3) at once, on few customers, at two replicas of which one
is killed again and again. Afterwards it is proved from what was kept that no moment saw more of a limit used than there
was (R3.13), that no limit changed and none was exceeded but by what the rules let pass, and that no fen was lost or
doubled (R3.15, R3.16)."""
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
from credit_proof import prove_each_once, prove_the_grants, prove_the_limit, prove_the_lines, prove_the_money, read
from suite import TEST_BASE, Suite

CUSTOMERS, CLIENTS = 4, 64
SECONDS = float(os.environ.get("KEHU_RACE_SECONDS", "8" if SHORT else "30"))
TERMS = ("PT2S", "PT3S")  # of a reservation: many expire, and some are shipped in that moment
RATIOS = (100, 80)  # how much of one purchase may be a limit
FIRST_LIMIT, ONE_PURCHASE = 9_000_000, 12_000_000
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
    """Past the rules: they trade, on credit; a report says so well of them that any limit up to one purchase may be set."""
    made, salesperson = [str(uuid.uuid4()) for _ in range(CUSTOMERS)], str(uuid.uuid4())
    stamps = "now(), 'race', now(), 'race', repeat('0', 32)"
    with place.connect(service="credit") as database, database.cursor() as cursor:
        cursor.execute("""insert into known_employee (id, version, number, subject, name, department_id, status)
                          values (%s, 1, 'R1', 'race-salesperson', '业务员', %s, 'ACTIVE')""", [salesperson, str(uuid.uuid4())])
        for number, customer in enumerate(made):
            cursor.execute("""insert into known_customer (id, version, number, status, party, customer_class, name)
                              values (%s, 1, %s, 'ACTIVE', 'ORGANISATION', 'ENTERPRISE', %s)""", [customer, number, f"客户{number}"])
            cursor.execute(f"""insert into credit_profile (id, grade, limit_fen, term_days, trading_status, responsible_salesperson_id,
                                                           created_at, created_by, changed_at, changed_by, trace_id)
                               values (%s, 'A', %s, 30, 'ACTIVE', %s, {stamps})""", [customer, FIRST_LIMIT, salesperson])
            cursor.execute(f"""insert into credit_report (id, customer_id, kind, state, template_version, sections, findings,
                                   investigation_score, declared_single_purchase_fen, declared_cycle_days, prepared_by, filed_at,
                                   filed_on, created_at, created_by, changed_at, changed_by, trace_id)
                               values (%s, %s, 'INVESTIGATION', 'FILED', 1, '[]', '[]', 95, %s, 90, 'race', now(),
                                       (now() at time zone 'Asia/Shanghai')::date, {stamps})""",
                           [str(uuid.uuid4()), customer, ONE_PURCHASE])
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
        self.clients = {}
        self.acknowledged, self.lost, self.wrong, self.answers = defaultdict(dict), defaultdict(list), [], Counter()

    def run(self):
        acts = [self.check] * 20 + [self.commit] * 10 + [self.release] * 4 + [self.pay] * 12 + [self.adjust, self.exceed]
        while not self.shared.stop.is_set():
            self.random.choice(acts)()

    def client(self, role):
        """Of one of the replicas. All are persons of their own, but for the customers' one salesperson."""
        if role not in self.clients:
            sub = "race-salesperson" if role == "salesperson" else f"{role}-{self.number}"
            self.clients[role] = [self.shared.place.client(roles=[role], sub=sub, url=url) for url in self.shared.urls]
        return self.random.choice(self.clients[role])

    def post(self, path, body, role="finance"):
        """The answer; None where there is none. What is lost is sent again with its key, at whichever replica, or never."""
        key, patient, deadline = str(uuid.uuid4()), self.random.random() < 0.7, time.time() + PATIENCE
        while time.time() < deadline:
            try:
                answer = self.client(role).post(path, body, key=key)
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
            # Who comes again to what he or she has decided, unanswered, is told that one person decides one step.
            decided = answer.status_code == 403 and answer.json()["code"] == "SEPARATION_OF_DUTIES"
            if answer.status_code not in (200, 201, 409, 422) and not decided:
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
        self.order(self.random.choice(self.shared.customers), f"PO-{uuid.uuid4().hex}", self.random.randrange(1, 600_000))

    def order(self, customer, ref, amount_fen):
        made = self.done("check", ref, self.post("/v1/credit-checks", {
            "customer_id": customer, "order_ref": ref, "reserve": True, "amount_fen": amount_fen, "payment_mode": "CREDIT"}))
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

    def exceed(self):
        """An order above the limit, granted by everybody whom its excess needs at that moment."""
        customer, ref, amount_fen = self.random.choice(self.shared.customers), f"PO-{uuid.uuid4().hex}", self.random.randrange(1, 3_000_000)
        answer = self.post("/v1/overlimit-requests", {
            "customer_id": customer, "order_ref": ref, "amount_fen": amount_fen, "reason": "旺季备货"}, "salesperson")
        while answer is not None and answer.status_code in (200, 201) and "waits_for" in answer.json():
            request = answer.json()
            answer = self.post(f"/v1/overlimit-requests/{request['id']}/approve", {}, request["waits_for"])
        if answer is not None and answer.status_code == 200:
            self.order(customer, ref, amount_fen)

    def adjust(self):
        """Another limit, up or down; of an adjustment that somebody has left, the rest of it."""
        customer, limit_fen = self.random.choice(self.shared.customers), self.random.randrange(1_000_000, ONE_PURCHASE)
        answer = self.post("/v1/credit-adjustments", {"customer_id": customer, "to_grade": "A", "to_limit_fen": limit_fen,
                                                      "to_term_days": 30, "reason": "按销售情况调整", "submit": True})
        if answer is not None and answer.status_code == 409:
            answer = self.left_open(customer)
        if answer is None or answer.status_code not in (200, 201):
            return
        found = answer.json().get("items", [answer.json()])
        for adjustment in found:
            for role in ("sales_manager", "marketing_director"):
                answer = self.post(f"/v1/credit-adjustments/{adjustment['id']}/approve", {}, role)
            if answer is not None and answer.status_code == 422:  # the policy allows no such limit any more
                self.post(f"/v1/credit-adjustments/{adjustment['id']}/reject", {"opinion": "超过政策上限"}, "marketing_director")
            elif self.done("adjustment", adjustment["id"], answer):
                self.answers["adjusted"] += 1

    def left_open(self, customer):
        try:
            return self.client("finance").get("/v1/credit-adjustments", params={"customer_id": customer, "state": "SUBMITTED,MANAGER_APPROVED"})
        except requests.RequestException:
            return None


class Policies:
    """Versions of the policy: drafted by finance, with a word of sales, approved by the president, in force at once."""

    def __init__(self, place):
        self.finance, self.sales, self.president = (
            place.client(roles=[role], sub=f"policy-{role}", url=place.service_url("credit"))
            for role in ("finance", "sales_manager", "president"))

    def set(self, **parameters):
        values = {f"credit.{name}": value for name, value in parameters.items()}
        draft = self.finance.post("/v1/credit-policies", {"text": "信用政策", "parameters": values}, key=True, expect=201).json()
        path = f"/v1/credit-policies/{draft['id']}"
        self.sales.post("/v1/policy-suggestions", {"ground": "MARKET", "text": "同意", "policy_id": draft["id"]}, key=True, expect=201)
        self.finance.post(path + "/submit", key=True, expect=200)
        self.president.post(path + "/approve", {}, key=True, expect=200)
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        return self.finance.post(path + "/promulgate", {"effective_from": str(today)}, key=True, expect=200).json()

    def change(self, shared):
        """How long what is reserved holds, and how much of one purchase a limit may be, again and again."""
        number = 0
        while not shared.stop.wait(0.8):
            number += 1
            self.set(**{"reservation.ttl": TERMS[number % 2], "A.limit_ratio": RATIOS[number % 2]})


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


def race(place, customers, policies):
    beside = Beside(place)
    shared = Shared(place, customers, [place.service_url("credit"), f"http://127.0.0.1:{place.base + 20}"])
    racers = [Racer(shared, number) for number in range(CLIENTS)]
    threads = [*racers, threading.Thread(target=policies.change, args=(shared,), daemon=True)]
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


def test_no_moment_exceeds_a_limit_and_no_fen_is_lost(place):
    customers, policies = make_customers(place), Policies(place)
    policies.set(**{"reservation.ttl": TERMS[0], "grade.no_record_cap": "A"})
    racers, kills = race(place, customers, policies)
    reserved, most = prove_the_limit(place, customers)
    prove_the_money(place, customers)
    lines, granted = prove_the_lines(place, racers), prove_the_grants(place)
    counts = prove_each_once(place, racers)
    answers = sum((racer.answers for racer in racers), Counter())
    (expired,), = read(place, "select count(*) from reservation where state = 'EXPIRED'")
    (versions,), = read(place, "select count(*) from credit_policy where promulgated_at is not null and number > 1")
    print(f"{SECONDS:g} s, {kills} kills, {reserved} reserved, {expired} expired, at most {most} fen used, {lines} limits, "
          f"{granted} granted, {versions} policies; {counts}; {dict(answers)}")
    assert kills > 1 and reserved > SECONDS and expired > 0 and most <= ONE_PURCHASE
    assert counts["commits"] > SECONDS and counts["payments"] > SECONDS and answers["none"] > 0
    assert lines > 3 and granted > 0 and versions > 2
