"""Receivables and payments as the tests of document 3 use them."""
import datetime
import uuid

import pytest
from credit import order
from factories import code_of, new

ZONE = datetime.timezone(datetime.timedelta(hours=8))


class Money:
    def __init__(self, credit):
        self.credit, self.clock = credit, credit.clock

    # --- receivables ------------------------------------------------------------

    def receivable(self, customer_id, amount=1_000_000, granted=0, due=30):
        """Goods shipped today on credit, due in so many days, so much of them by an over-limit grant. Its id."""
        profile, reference = self.credit.profile(customer_id), order()
        limit = profile["used_fen"] + amount - granted if granted else profile["limit_fen"]
        self.credit.set(customer_id, term_days=due, limit_fen=limit)
        if granted:
            self.grant(customer_id, reference, amount, granted)
        asked = self.credit.service().post("/v1/credit-checks", {
            "customer_id": customer_id, "order_ref": reference, "amount_fen": amount, "payment_mode": "CREDIT",
            "reserve": True}, expect=200).json()
        assert asked["decision"] == "APPROVED", asked
        self.credit.set(customer_id, limit_fen=profile["limit_fen"])
        shipped_at = datetime.datetime.fromtimestamp(self.clock.now(), ZONE).isoformat()
        return self.credit.finance().post(f"/v1/reservations/{asked['reservation_id']}/commit", {
            "shipped_fen": amount, "shipped_at": shipped_at}, expect=200).json()["receivable_id"]

    def grant(self, customer_id, reference, amount, granted):
        """To exceed the limit for an order, past the rules."""
        now = datetime.datetime.fromtimestamp(self.clock.now(), ZONE)
        with self.credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute(
                "insert into overlimit_request (id, customer_id, order_ref, amount_fen, excess_fen, reason, tier, state, granted_at,"
                " valid_until, created_at, created_by, changed_at, changed_by, trace_id)"
                " values (%s, %s, %s, %s, %s, '旺季备货', 1, 'GRANTED', %s, %s, %s, 'test', %s, 'test', 'test')",
                [str(uuid.uuid4()), customer_id, reference, amount, granted, now, self.credit.today(7), now, now])

    def of(self, receivable):
        """The receivable as it is."""
        return self.credit.finance().get(f"/v1/receivables/{receivable}", expect=200).json()

    def parts(self, receivable):
        shown = self.of(receivable)
        return shown["outstanding_fen"], shown["within_limit_fen"], shown["granted_fen"]

    def reservation_state(self, receivable):
        reservation = self.of(receivable)["reservation_id"]
        return self.credit.finance().get(f"/v1/reservations/{reservation}", expect=200).json()["state"]

    # --- payments -------------------------------------------------------------------

    def try_pay(self, receivable, amount, instrument="CASH", by=None, **more):
        """The answer, whatever it is."""
        if instrument in ("BILL", "CHEQUE"):
            more = {"number": new("N"), "bank": "中国工商银行上海分行", **more}
        return (by or self.credit.finance()).post(
            f"/v1/receivables/{receivable}/payments", {"amount_fen": amount, "instrument": instrument, **more}, key=True)

    def pay(self, receivable, amount, instrument="CASH", **more):
        answer = self.try_pay(receivable, amount, instrument, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def act(self, payment, act, by=None, **body):
        """clear, dishonour, delay, reverse: the answer."""
        return (by or self.credit.finance()).post(f"/v1/payments/{payment['id']}/{act}", body, key=True)

    def done(self, payment, act, **body):
        answer = self.act(payment, act, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    # --- bill incidents -----------------------------------------------------------

    def incident(self, customer_id, amount=1_000_000, act="dishonour", **more):
        """Of a cheque for a new receivable, that finance found unpaid; and the receivable."""
        receivable = self.receivable(customer_id, amount)
        payment = self.pay(receivable, amount, "CHEQUE", **more)
        self.done(payment, act)
        return self.incident_of(payment), receivable

    def incident_of(self, payment):
        found, = self.credit.finance().get("/v1/bill-incidents", params={"payment_id": payment["id"]}, expect=200).json()["items"]
        return found

    def shown(self, incident):
        return self.credit.finance().get(f"/v1/bill-incidents/{incident['id']}", expect=200).json()

    def incident_act(self, incident, act, by, body=None):
        return by.post(f"/v1/bill-incidents/{incident['id']}/{act}", body, key=True)

    def recover(self, incident, amount=0, by=None, **more):
        """A recovery action: the answer."""
        return (by or self.credit.finance()).post(f"/v1/bill-incidents/{incident['id']}/recovery-actions", {
            "action": "上门催收", "recovered_fen": amount, **more}, key=True)

    # --- time -------------------------------------------------------------------------

    def day(self, days=0):
        return self.credit.today(days).isoformat()

    def to(self, on, time="00:00:00"):
        """The clock to a time of a business date."""
        then = datetime.datetime.fromisoformat(f"{on} {time}").replace(tzinfo=ZONE).timestamp()
        self.clock.forward(max(0, int(then - self.clock.now()) + 1))


@pytest.fixture(scope="session")
def money(credit):
    return Money(credit)


__all__ = ["Money", "code_of", "money"]
