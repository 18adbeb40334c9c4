"""Investigations, field surveys and credit reports, made over the API by those who may."""
import datetime

from credit import *  # noqa: F401,F403
from credit import Credit, without_none

CRITERIA = {"LEGAL_STANDING": 20, "MANAGEMENT": 15, "FINANCIAL_STRENGTH": 25, "BANK_RELATIONS": 15,
            "MARKET_PROSPECTS": 15, "COLLATERAL_CAPACITY": 10}
SECTIONS = ("subject", "sources_used", "identity", "people", "business", "finance", "payment_behaviour", "risks", "conclusion")
REQUIRED_ITEMS = """
    identity.registered_name identity.unified_social_credit_code identity.registered_address identity.founded_on
    identity.legal_form identity.registered_capital_fen identity.business_scope people.legal_representative people.owners
    people.money_controller people.management_reputation size.employees size.premises size.equipment
    business.main_products business.main_suppliers business.main_customers business.yearly_sales_fen business.trend
    business.stock finance.main_bank_account finance.assets_and_debts finance.debts_to_suppliers finance.taxes_in_order
    payment.attitude payment.usual_mode_and_day payment.delays_seen payment.bills_used
    purchase.declared_single_purchase_fen purchase.declared_cycle_days risks.law_suits risks.enforcement
    risks.guarantees_given risks.owner_or_address_changes risks.disputes impression.visited_on impression.visit_place
    impression.persons_met impression.seen""".split()
NOT_OBTAINABLE = {"not_obtainable": True, "reason": "对方不愿透露"}


def points(total):
    """Points of the six criteria whose sum is total."""
    found = {}
    for criterion, maximum in CRITERIA.items():
        found[criterion] = min(maximum, total)
        total -= found[criterion]
    assert total == 0
    return found


def scores(total, evidence):
    return [{"criterion": criterion, "points": each, "evidence": evidence} for criterion, each in points(total).items()]


def survey_items(credit, **more):
    """All that is required; more: items by their names with __ for the dot, None to leave one out."""
    items = {}
    for name in REQUIRED_ITEMS:
        if name.endswith("_fen"):
            items[name] = {"value": 500_000_00}
        elif name.endswith("_days"):
            items[name] = {"value": 30}
        elif name.endswith("_on"):
            items[name] = {"value": str(credit.today(-1))}
        else:
            items[name] = {"value": "已核实"}
    items.update({name.replace("__", "."): item for name, item in more.items()})
    return without_none(items)


def investigation(credit, customer, salesperson=0, **more):
    """A requested one."""
    body = {"customer_id": customer, "reason": "首次评级前的信用调查", **more}
    return credit.salesperson(salesperson).post("/v1/investigations", body, key=True, expect=201).json()


def taken(credit, customer, channels=("BANK",), salesperson=0):
    made = investigation(credit, customer, salesperson)
    return credit.finance().post(f"/v1/investigations/{made['id']}/take", {"channels": list(channels)}, expect=200).json()


def finding(credit, made, channel="BANK", by=None, expect=201, **more):
    body = without_none({"channel": channel, "source": "工商银行宁波分行", "obtained_on": str(credit.today()),
                         "fact": "近一年无退票", "evidence_ref": "资信证明", **more})
    if channel == "INTERNAL":
        body.setdefault("sub_source", "COLLEAGUE")
    return (by or credit.finance()).post(f"/v1/investigations/{made['id']}/findings", body, key=True, expect=expect).json()


def completed(credit, customer, total=None, salesperson=0, **finding_more):
    """A completed investigation with one finding, scored if total is given; the finding's id as "finding"."""
    made = taken(credit, customer, salesperson=salesperson)
    found = finding(credit, made, **finding_more)["id"]
    path = f"/v1/investigations/{made['id']}"
    made = credit.finance().post(f"{path}/complete", expect=200).json()
    if total is not None:
        made = credit.finance().post(f"{path}/scores", {"scores": scores(total, [found])}, expect=200).json()
    return {**made, "finding": found}


def evidence(finding_id):
    return [{"type": "FINDING", "id": finding_id}]


def content(finding_id, figures=0, **more):
    """What a report says that may be filed."""
    return without_none({
        "template_version": 1, "sections": {section: "已调查核实" for section in SECTIONS},
        "findings": [{"statement": "客户近一年无退票", "evidence_refs": evidence(finding_id),
                      "figures": [{"name": f"第{number}项", "value": "1"} for number in range(figures)]}], **more})


def drafted(credit, body, by=None, expect=201):
    return (by or credit.finance()).post("/v1/credit-reports", body, key=True, expect=expect).json()


def file(credit, report, by=None):
    return (by or credit.finance()).post(f"/v1/credit-reports/{report['id']}/file")


def filed_report(credit: Credit, customer, scores=88, salesperson=0, insolvency=False, **more):  # pylint: disable=redefined-outer-name
    """The report of a new investigation of a customer, filed today. scores: the sum of its points; insolvency: the
    finding says so; more: of the report, e.g. declared_single_purchase_fen, declared_cycle_days."""
    kind = "INSOLVENCY_OR_ENFORCEMENT" if insolvency else None
    made = completed(credit, customer, total=scores, salesperson=salesperson, finding_kind=kind)
    report = drafted(credit, {"investigation_id": made["id"], **content(made["finding"], **more)})
    answer = file(credit, report)
    assert answer.status_code == 200, answer.text
    return answer.json()


def periodic_report(credit, customer, finding_id, **more):
    """A periodic report without an investigation, filed today; it rests on a finding of an earlier one."""
    report = drafted(credit, {"customer_id": customer, **content(finding_id, **more)})
    answer = file(credit, report)
    assert answer.status_code == 200, answer.text
    return answer.json()


def after(day, days=1):
    return day + datetime.timedelta(days=days)
