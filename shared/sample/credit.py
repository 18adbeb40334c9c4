"""One customer of the sample company that trades on credit: admitted, investigated, graded, with a trading card. Entered over
the API as its people would do it; called by load.py when customers and staff are there."""
import time
from datetime import datetime, timedelta, timezone

CUSTOMER = "KQ-007"
SALESPERSON, OFFICE, MANAGER, DIRECTOR, FINANCE = "E103", "E102", "E101", "E010", "E602"
POINTS = {"LEGAL_STANDING": 18, "MANAGEMENT": 13, "FINANCIAL_STRENGTH": 22, "BANK_RELATIONS": 13, "MARKET_PROSPECTS": 13,
          "COLLATERAL_CAPACITY": 8}
SECTIONS = ("subject", "sources_used", "identity", "people", "business", "finance", "payment_behaviour", "risks", "conclusion")


class Credit:
    def __init__(self, loader):
        self.loader, self.customer = loader, loader.customers[CUSTOMER]
        self.today = datetime.now(timezone(timedelta(hours=8))).date().isoformat()

    def ask(self, number, method, path, body=None, **more):
        return self.loader.ask(self.loader.as_employee(number), method, path, body, **more)

    def load(self):
        profile = self.await_profile()
        if profile["trading_status"] != "NOT_STARTED":
            return
        self.admit()
        if profile["grade"] == "UNGRADED":
            self.grade(self.report())
        self.begin_trading()

    def await_profile(self):
        """The credit service hears of customers and staff by events."""
        for _ in range(300):
            profile = self.ask(SALESPERSON, "GET", f"/v1/credit-profiles/{self.customer}", known=(403, 404))
            if "grade" in profile:
                return profile
            time.sleep(0.1)
        raise TimeoutError("the credit service does not hear of the customers")

    def admit(self):
        """By the sales department, all conditions met (R7.11)."""
        if self.loader.existing(self.loader.as_employee(SALESPERSON), "/v1/admissions", customer_id=self.customer):
            return
        product = self.loader.products["LL-S1"]["id"]
        made = self.ask(SALESPERSON, "POST", "/v1/admissions", {"customer_id": self.customer, "product_ids": [product]})
        shown = {"b": {"evidence": [{"reference": "信用报告 2026-118"}], "assessment": "付款及时，口碑良好"},
                 "c": {"signed_by_customer": True}, "d": {"extract_on": self.today}, "f": {"signed_by_customer": True}}
        for condition in "abcdef":
            self.ask(OFFICE, "PUT", f"/v1/admissions/{made['id']}/checks/{condition}", {"result": "MET", **shown.get(condition, {})})
        self.ask(MANAGER, "POST", f"/v1/admissions/{made['id']}/decide", {"decision": "ADMITTED"})

    def report(self):
        """Asked for by sales, carried out, scored and filed by finance (R3.21 to R3.28)."""
        made = self.ask(SALESPERSON, "POST", "/v1/investigations", {"customer_id": self.customer, "reason": "首次评级前的信用调查"})
        path = f"/v1/investigations/{made['id']}"
        self.ask(FINANCE, "POST", f"{path}/take", {"channels": ["BANK"]})
        found = self.ask(FINANCE, "POST", f"{path}/findings", {
            "channel": "BANK", "source": "中国工商银行杭州拱墅支行", "obtained_on": self.today, "fact": "近一年无退票，存款稳定",
            "evidence_ref": "资信证明 2026-0417"})
        self.ask(FINANCE, "POST", f"{path}/complete")
        self.ask(FINANCE, "POST", f"{path}/scores", {"scores": [
            {"criterion": name, "points": points, "evidence": [found["id"]]} for name, points in POINTS.items()]})
        report = self.ask(FINANCE, "POST", "/v1/credit-reports", {
            "investigation_id": made["id"], "template_version": 1, "sections": {name: "已调查核实" for name in SECTIONS},
            "findings": [{"statement": "客户近一年无退票", "evidence_refs": [{"type": "FINDING", "id": found["id"]}], "figures": []}],
            "declared_single_purchase_fen": 10_000_000, "declared_cycle_days": 60})
        return self.ask(FINANCE, "POST", f"/v1/credit-reports/{report['id']}/file")["id"]

    def grade(self, report_id):
        """Grade B, since nothing fell due yet, with a first limit of 30 % of one purchase (R3.9)."""
        made = self.ask(FINANCE, "POST", "/v1/credit-adjustments", {
            "customer_id": self.customer, "to_grade": "B", "to_limit_fen": 3_000_000, "to_term_days": 30, "report_id": report_id,
            "reason": "首次评级", "submit": True})
        for number in (MANAGER, DIRECTOR):
            self.ask(number, "POST", f"/v1/credit-adjustments/{made['id']}/approve", {})
        self.ask(SALESPERSON, "POST", f"/v1/credit-adjustments/{made['id']}/acknowledge")

    def begin_trading(self):
        """The form in two copies (R3.35)."""
        card = self.ask(SALESPERSON, "POST", "/v1/trading-cards")
        card = self.ask(SALESPERSON, "POST", "/v1/trading-cards/fill", {
            "form_no": card["form_no"], "customer_id": self.customer, "filled_by": {"name": "邵鹏飞", "position": "总经理"},
            "filled_on": self.today, "items": {
                "customer_name": "杭州康瑞假肢矫形器有限公司", "legal_representative": "邵鹏飞", "address": "杭州市拱墅区莫干山路 1418 号",
                "phone": "0571-88031166", "trade_contact": "邵鹏飞", "bank": "中国工商银行杭州拱墅支行", "account": "1202020109000012345",
                "tax_no": "91330105MA55433J58", "products": "假肢、矫形器", "payment_mode": "赊销 30 天", "delivery_place": "杭州"}})
        self.ask(SALESPERSON, "POST", f"/v1/trading-cards/{card['id']}/place-copies", {"copies": [
            {"copy_no": 1, "holder": "COMPANY", "received_by": "林晓梅", "received_on": self.today},
            {"copy_no": 2, "holder": "CUSTOMER", "received_by": "邵鹏飞", "received_on": self.today}]})
        self.ask(SALESPERSON, "POST", f"/v1/trading-cards/{card['id']}/activate", {})
