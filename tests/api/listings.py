"""Severe cases and listings as tests need them."""
import datetime

from admissions import ZONE


class Listings:
    """What departments and the division do until a customer is listed, and after. department: S1 unless told otherwise."""

    def __init__(self, company, admissions):
        self.company, self.admissions = company, admissions

    def report(self, customer, department=None, expect=201, **more):
        body = {"customer_id": customer["id"], "type": "MAJOR_LOSS", "loss_fen": 80_000_000, "customer_at_fault": True,
                "known_on": self.admissions.today(), "facts": "客户伪造验收单据，拒付货款", "evidence": ["鉴定意见书 2026-0391"],
                **more}
        return self.company.manager(department).post("/v1/severe-cases", body, expect=expect).json()

    def verify(self, case, result="VERIFIED", by=None, expect=200, findings="经核查属实"):
        by = by or self.company.as_division()
        return by.post(f"/v1/severe-cases/{case['id']}/verify", {"result": result, "findings": findings}, expect=expect).json()

    def decide(self, case, decision="LISTED", by=None, expect=200, reason="恶意欺诈"):
        by = by or self.company.as_head()
        return by.post(f"/v1/severe-cases/{case['id']}/decide", {"decision": decision, "reason": reason}, expect=expect)

    def verified(self, customer, department=None):
        """A case that waits for the head's decision."""
        case = self.report(customer, department)
        self.verify(case)
        return case

    def by_company(self, customer, department=None):
        """The entry in the company's list."""
        case = self.decide(self.verified(customer, department)).json()
        return self.entry(case["blacklist_entry_id"])

    def by_department(self, customer, department=None, expect=201, **more):
        body = {"customer_id": customer["id"], "reason": "多次串货", "evidence": ["巡查记录"], **more}
        return self.company.manager(department).post("/v1/blacklist", body, expect=expect).json()

    def entry(self, entry_id):
        return self.company.as_division().get(f"/v1/blacklist/{entry_id}", expect=200).json()

    def ask_removal(self, entry, by=None, expect=200):
        by = by or self.company.as_division()
        return by.post(f"/v1/blacklist/{entry['id']}/request-removal", {"reason": "货款已清偿"}, expect=expect).json()

    def review(self, entry, result="AGREED", by=None, expect=200):
        by = by or self.company.as_division(1)
        return by.post(f"/v1/blacklist/{entry['id']}/review", {"result": result, "opinion": "已核对"}, expect=expect).json()

    def remove(self, entry, by=None, expect=200):
        by = by or self.company.as_head()
        return by.post(f"/v1/blacklist/{entry['id']}/remove", {"reason": "整改完成"}, expect=expect).json()

    def removed(self, entry):
        """A company entry, removed as it should be."""
        self.ask_removal(entry)
        self.review(entry)
        return self.remove(entry)

    def relations(self, customer, **more):
        """By department: (state, tier)."""
        items = self.company.as_division().get(
            "/v1/relations", params={"customer_id": customer["id"], "purged": "true", **more}, expect=200).json()["items"]
        return {item["department_id"]: (item["state"], item.get("tier")) for item in items}

    def reports(self, department=None, client=None, **more):
        department = department or self.company.s1
        client = client or self.company.manager(department)
        return client.get("/v1/blacklist-reports", expect=200, params={
            "department_id": department["id"], "sort": "-list_version", "limit": 100, **more}).json()["items"]

    def report_of(self, report, client=None):
        client = client or self.company.as_division()
        return client.get(f"/v1/blacklist-reports/{report['id']}", expect=200).json()

    def end_of(self, days):
        """The last instant of the business date so many days from today, as the API writes it."""
        day = self.admissions.on() + datetime.timedelta(days + 1)
        midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(datetime.timezone.utc)
        return (midnight - datetime.timedelta(microseconds=1)).isoformat(timespec="microseconds").replace("+00:00", "Z")
