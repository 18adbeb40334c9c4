"""The proof of the race for a customer's limit, from the histories alone (R3.13, R3.15 to R3.17, R3.19)."""
from collections import Counter, defaultdict

def read(place, sql, *values):
    with place.connect(service="credit") as database, database.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


class Replay:
    """One customer as it was after each transaction, from the histories alone."""

    def __init__(self):
        self.limit_fen, self.reservations, self.receivables = 0, {}, {}

    def take(self, table, subject, image, change):
        """What a version changed; of a new reservation, what it takes of the limit, else None."""
        values = image or {column: each.get("to") for column, each in change.items()}
        if table == "credit_profile":
            self.limit_fen = values.get("limit_fen", self.limit_fen)
            return None
        rows = self.reservations if table == "reservation" else self.receivables
        rows.setdefault(subject, {}).update(values)
        return image["within_limit_fen"] if table == "reservation" and image else None

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
        takes = [each for each in [replay.take(*version) for version in written] if each is not None]
        after = replay.used_fen()
        if takes:
            reserved += 1
            assert replay.limit_fen == limit
        # An order that is granted as a whole takes nothing of the limit, be it lowered below what is used.
        if any(takes):
            assert after <= limit, (customer, before, after, limit)
        assert any(takes) or after <= before, (customer, before, after)
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


def prove_the_grants(place):
    """What exceeded a limit was granted: to this customer, for this order, no more than that, and once (R3.17)."""
    used = read(place, """
        select (h.image ->> 'granted_fen')::bigint, g.excess_fen, g.state, g.reservation_id = r.id and g.customer_id = r.customer_id
               and g.order_ref = r.order_ref,
               (select count(distinct a.actor) from approval_act a where a.subject_id = g.id) >= g.tier
          from reservation r
          join history h on h.subject_id = r.id and h.table_name = 'reservation' and h.image is not null
          left join overlimit_request g on g.id = r.overlimit_request_id
         where (h.image ->> 'granted_fen')::bigint > 0""")
    for granted_fen, excess_fen, state, its_own, decided in used:
        assert granted_fen <= excess_fen and state == "USED" and its_own and decided
    (spent,), = read(place, "select count(*) from overlimit_request where state = 'USED'")
    assert spent == len(used)
    return spent


def prove_the_lines(place, racers):
    """Every limit there was is of one adjustment, which two persons let pass whom finance did not name; what was acknowledged
    took effect, once (R3.12, R3.19)."""
    limits = Counter((str(customer), limit) for customer, limit in read(place, """
        select h.subject_id, (h.change -> 'limit_fen' ->> 'to')::bigint
          from history h
         where h.table_name = 'credit_profile' and h.change -> 'limit_fen' is not null"""))
    lines = read(place, """
        select l.customer_id::text, l.limit_fen, l.adjustment_id::text, a.state, a.to_limit_fen,
               (select count(distinct c.actor) from approval_act c where c.subject_id = a.id and c.actor <> a.created_by)
          from credit_line_version l
          join credit_adjustment a on a.id = l.adjustment_id""")
    assert limits == Counter((customer, limit) for customer, limit, *_ in lines)
    assert all(state == "EFFECTIVE" and wanted == limit and persons == 2 for _, limit, _, state, wanted, persons in lines)
    taken = Counter(adjustment for _, _, adjustment, *_ in lines)
    acknowledged, _ = joined(racers, "adjustment")
    assert set(taken.values()) <= {1} and all(taken[adjustment] == 1 for adjustment in acknowledged)
    return len(lines)


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
