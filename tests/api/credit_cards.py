"""Information cards, trading cards and conditions as tests need them."""
import uuid

import pytest

from factories import new

BASIC = {"name": "华东机电有限公司", "phone": "0510-85800001", "address": "无锡市滨湖区建筑西路8号", "trade_contact": "采购部 王芳"}
BUSINESS = {"payment_attitude": "主动付款", "payment_time": "每月25日", "bank_dealings": "工商银行基本户",
            "financial_power_holder": "财务总监 陈刚", "payment_mode": "银行转账"}
ITEMS = {"customer_name": "华东机电有限公司", "legal_representative": "李强", "address": "无锡市滨湖区建筑西路8号",
         "phone": "0510-85800001", "trade_contact": "王芳", "bank": "工商银行无锡分行", "account": "1103020109000012345",
         "tax_no": "91320211MA1XW5TT5B", "products": "铸造磨球", "payment_mode": "银行转账", "delivery_place": "无锡仓库"}


class Cards:
    """What the salesperson of a customer (number 0 unless told otherwise) and finance do with them."""

    def __init__(self, credit):
        self.credit = credit

    def execute(self, sql, *values):
        """Past the rules, for a test that is about something else."""
        with self.credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)

    def info_card(self, customer, by=None, expect=201, **more):
        body = {"customer_id": customer, "basic": BASIC, "business": BUSINESS, **more}
        return (by or self.credit.salesperson()).post("/v1/info-cards", body, key=True, expect=expect).json()

    def purchase(self, card, by=None, expect=201, **more):
        body = {"order_date": str(self.credit.today()), "product_name": "铸造磨球", "quantity": "1",
                "unit_price_fen": 100, "amount_fen": 100, **more}
        return (by or self.credit.salesperson()).post(f"/v1/info-cards/{card['id']}/purchases", body, key=True,
                                                      expect=expect).json()

    def bought(self, card, amount_fen, days=0):
        return self.purchase(card, unit_price_fen=amount_fen, amount_fen=amount_fen,
                             order_date=str(self.credit.today(days)))

    def form(self, by=None):
        return (by or self.credit.salesperson()).post("/v1/trading-cards", key=True, expect=201).json()

    def filling(self, form, customer, **more):
        return {"form_no": form["form_no"], "customer_id": customer,
                "filled_by": {"name": new("王芳"), "position": "采购经理"},
                "filled_on": str(self.credit.today()), "items": ITEMS, **more}

    def fill(self, form, customer, by=None, expect=200, **more):
        return (by or self.credit.salesperson()).post("/v1/trading-cards/fill", self.filling(form, customer, **more),
                                                      expect=expect).json()

    def copies(self, *holders):
        return [{"copy_no": number + 1, "holder": holder, "received_by": "张敏", "received_on": str(self.credit.today())}
                for number, holder in enumerate(holders)]

    def place(self, card, *holders, by=None, expect=200):
        body = {"copies": self.copies(*(holders or ("COMPANY", "CUSTOMER")))}
        return self.act(card, "place-copies", body, by=by, expect=expect)

    def act(self, card, act, body=None, by=None, expect=200):
        return (by or self.credit.salesperson()).post(f"/v1/trading-cards/{card['id']}/{act}", body, expect=expect).json()

    def complete(self, customer, by=None):
        """A card ready to be activated."""
        return self.place(self.fill(self.form(), customer, by=by), by=by)

    def admitted(self, salesperson=0):
        """A customer that a department is known to have admitted."""
        customer = self.credit.customer(salesperson)
        self.execute("insert into known_admission (id, customer_id, department_id, state) values (%s, %s, %s, 'ADMITTED')",
                     str(uuid.uuid4()), customer, self.credit.department["id"])
        return customer

    def started(self, salesperson=0):
        """A customer that trades, with its card."""
        customer = self.admitted(salesperson)
        by = self.credit.salesperson(salesperson)
        return customer, self.act(self.complete(customer, by=by), "activate", by=by)

    def report(self, customer, filed_on=None, state="FILED", declared_fen=None):
        """A filed report; its id."""
        made, filed_on = str(uuid.uuid4()), filed_on or self.credit.today()
        self.execute("insert into credit_report (id, customer_id, kind, state, template_version, sections, findings, prepared_by,"
                     " declared_single_purchase_fen, filed_at, filed_on, created_at, created_by, changed_at, changed_by, trace_id)"
                     " values (%s, %s, 'INVESTIGATION', %s, 1, '{}', '[]', 'f', %s, (%s::date + time '00:00') at time zone"
                     " 'Asia/Shanghai' + interval '23 hours', %s, now(), 'f', now(), 'f', repeat('0', 32))",
                     made, customer, state, declared_fen, filed_on, filed_on)
        return made

    def condition(self, customer, type="JOINT_GUARANTEE", expect=201, **more):
        body = {"customer_id": customer, "type": type, **more}
        if "basis_id" not in body:
            body["basis_id"] = self.report(customer)
        return self.credit.finance().post("/v1/trading-conditions", body, key=True, expect=expect).json()

    def evidence(self, condition, by=None, expect=200, **more):
        body = {"document_ref": "担保合同 2027-018", "guarantor_name": new("华东集团"), "value_fen": 50_000_000, **more}
        return (by or self.credit.salesperson()).post(f"/v1/trading-conditions/{condition['id']}/evidence", body,
                                                      expect=expect).json()

    def confirm(self, condition, by=None, expect=200):
        return (by or self.credit.finance()).post(f"/v1/trading-conditions/{condition['id']}/confirm", expect=expect).json()

    def satisfied(self, customer, **more):
        made = self.condition(customer)
        self.evidence(made, **more)
        return self.confirm(made)

    def show_condition(self, condition):
        return self.credit.finance().get(f"/v1/trading-conditions/{condition['id']}", expect=200).json()


@pytest.fixture(scope="session")
def cards(credit):
    return Cards(credit)


__all__ = ["BASIC", "BUSINESS", "Cards", "ITEMS", "cards"]
