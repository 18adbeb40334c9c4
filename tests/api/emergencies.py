"""Emergency reports and what follows from them, as the tests make them."""
import datetime
import uuid

import pytest

from credit import order
from factories import new, told, without_none


class Emergencies:
    def __init__(self, credit):
        self.credit = credit

    def at(self, seconds=0):
        """The time, seconds later."""
        moment = datetime.datetime.fromtimestamp(self.credit.clock.now() + seconds, datetime.timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def ask(self, customer, by, **more):
        """A report; the answer, whatever it is."""
        return by.post("/v1/emergency-reports", without_none({
            "customer_id": customer, "category": "CREDIT_CHANGE", "direction": "DETERIORATED",
            "observed_at": self.at(-60), "description": "客户两家门店已关闭", **more}), key=True)

    def report(self, customer, by=None, **more):
        """The report of the first salesperson, or of another."""
        answer = self.ask(customer, by or self.credit.salesperson(), **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def event(self, type, subject):
        """The data of the last event of that type about the subject."""
        found = told(self.credit.service(), [type], subject)
        assert found, f"no {type} about {subject}"
        return found[-1]["data"]

    def shown(self, report):
        return self.credit.service().get(f"/v1/emergency-reports/{report['id']}", expect=200).json()

    def give(self, parent, by, measures=None, none=None, ruling=None, text="按此执行"):
        """An instruction on a report, or on an incident; the answer, whatever it is. measures: {type: figure or None}."""
        kind = "bill-incidents" if "instrument" in parent else "emergency-reports"
        listed = measures and [without_none({"type": type, "figure_fen": figure}) for type, figure in measures.items()]
        return by.post(f"/v1/{kind}/{parent['id']}/instructions", without_none({
            "measures": listed, "none": none, "ruling": ruling, "text": text}), key=True)

    def instruct(self, parent, by, measures=None, **more):
        answer = self.give(parent, by, measures, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def instructed(self, measures, salesperson=0, **columns):
        """A customer that trades, and has deteriorated, with an instruction of the manager."""
        customer = self.credit.trading(salesperson, **columns)
        report = self.report(customer)
        return customer, report, self.instruct(report, self.credit.manager(), measures)

    def execute(self, instruction, type, by=None, figure_fen=None, **more):
        """A countermeasure; the answer, whatever it is."""
        return (by or self.credit.salesperson()).post("/v1/countermeasures", without_none({
            "instruction_id": instruction and instruction["id"], "type": type, "figure_fen": figure_fen, **more}), key=True)

    def executed(self, *arguments, **more):
        answer = self.execute(*arguments, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def lift(self, measure, by):
        return by.post(f"/v1/countermeasures/{measure['id']}/lift", {"reason": "经营恢复正常"}, key=True)

    def check(self, customer, amount_fen, payment_mode="CREDIT", reserve=False, **more):
        """The answer to a credit check."""
        if payment_mode == "PREPAYMENT":
            more.setdefault("prepaid_fen", amount_fen)
        return self.credit.salesperson().post("/v1/credit-checks", {
            "customer_id": customer, "order_ref": order(), "amount_fen": amount_fen, "payment_mode": payment_mode,
            "reserve": reserve, **more}, key=True, expect=200).json()

    def commit(self, reservation_id, shipped_fen):
        return self.credit.salesperson().post(f"/v1/reservations/{reservation_id}/commit", {
            "shipped_fen": shipped_fen, "shipped_at": self.at(-1)}, key=True)

    def receivable(self, customer, amount_fen):
        """Shipped on credit and not paid; the receivable's id."""
        reserved = self.check(customer, amount_fen, reserve=True)
        assert reserved["decision"] == "APPROVED", reserved
        answer = self.commit(reserved["reservation_id"], amount_fen)
        assert answer.status_code == 200, answer.text
        return self.credit.db_value("select id from receivable where reservation_id = %s", reserved["reservation_id"])

    def outstanding(self, receivable_id):
        return self.credit.db_value("select outstanding_fen from receivable where id = %s", receivable_id)

    def pay(self, receivable_id, amount_fen):
        return self.credit.finance().post(f"/v1/receivables/{receivable_id}/payments", {
            "amount_fen": amount_fen, "instrument": "TRANSFER", "paid_on": str(self.credit.today())}, key=True)

    def incident(self, customer, by=None, amount_fen=1_000_000):
        """A dishonoured cheque, reported by the first salesperson."""
        return (by or self.credit.salesperson()).post("/v1/bill-incidents", {
            "customer_id": customer, "instrument": "CHEQUE", "number": new("CQ"), "bank": "中国工商银行上海分行",
            "amount_fen": amount_fen, "due_on": str(self.credit.today(-1)), "kind": "DISHONOURED"},
            key=True, expect=201).json()

    def stop(self, customer, by, report=None, incident=None, reason="应急处理"):
        return by.post("/v1/suspensions", without_none({
            "customer_id": customer, "emergency_report_id": report and report["id"],
            "bill_incident_id": incident and incident["id"], "reason": reason}), key=True)

    def stopped(self, customer, by, **more):
        answer = self.stop(customer, by, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def resume(self, suspension, by):
        return by.post(f"/v1/suspensions/{suspension['id']}/resume", {"reason": "客户已恢复正常"}, key=True)

    def notify(self, instruction, by=None, **more):
        """A notice that the trade is discontinued; the answer, whatever it is."""
        return (by or self.credit.salesperson()).post("/v1/termination-notices", without_none({
            "instruction_id": instruction and instruction["id"], "sent_on": str(self.credit.today()),
            "channel": "REGISTERED_LETTER", "addressee": "陈经理", "text": "自即日起中止双方交易", **more}), key=True)


UNKNOWN = str(uuid.uuid4())


@pytest.fixture(scope="session")
def emergencies(credit):
    return Emergencies(credit)
