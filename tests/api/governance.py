"""What tests of rules, plans and feedback ask of the departments and the marketing division."""
import itertools

UNKNOWN = "0191f0a0-0000-7000-8000-00000000dead"
years = itertools.count(2030)


def submit(company, department, expect=201, by=None, **body):
    body = {"text": "客户管理实施细则", **body}
    if isinstance(body.get("overrides"), dict):
        body["overrides"] = [{"parameter": name, "value": value} for name, value in body["overrides"].items()]
    return (by or company.manager(department)).post("/v1/implementing-rules", body, expect=expect).json()


def opine(company, rules, opinion="NOTED", by=None, **more):
    return (by or company.as_division()).post(f"/v1/implementing-rules/{rules['id']}/opinion", {"opinion": opinion, **more})


def in_effect(company, department, **body):
    """Noted at once."""
    answer = opine(company, submit(company, department, **body))
    assert answer.status_code == 200 and answer.json()["state"] == "EFFECTIVE", answer.text
    return answer.json()


def plan(company, department, expect=201, by=None, year=None, vip=1500, preferred=3000, items=None, **more):
    body = {"year": year or next(years), "market_summary": "需求年增 8%", "target_share_vip": vip,
            "target_share_preferred": preferred, **more}
    if items is not None:
        body["development_items"] = items
    return (by or company.manager(department)).post("/v1/department-plans", body, expect=expect).json()


def replace(company, made, department, by=None, items=(), **more):
    body = {"market_summary": "下半年调整", "target_share_vip": 1200, "target_share_preferred": 2500,
            "development_items": list(items), **more}
    return (by or company.manager(department)).post(f"/v1/department-plans/{made['id']}/versions", body)


def get_plan(company, made):
    return company.as_division().get(f"/v1/department-plans/{made['id']}", expect=200).json()


def file(company, department, expect=201, by=None, **body):
    body = {"kind": "SUGGESTION", "text": "建议合并准入材料", **body}
    return (by or company.staff(department)).post("/v1/feedback-items", body, expect=expect).json()
