"""What a department is to a customer: on hold and renewed by its papers, ended, exempt, merged (R7.10, R7.16)."""
import time
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, hospital, new, told


def wait_for(admissions, admission, state, patience=15):
    until = time.monotonic() + patience
    while (relation := admissions.relation(admission))["state"] != state and time.monotonic() < until:
        time.sleep(0.1)
    assert relation["state"] == state
    return relation


def end(admissions, admission, kind="WITHDRAWN", by=None, reason="客户自愿退出", **more):
    by = by or admissions.company.manager()
    return by.post(f"/v1/relations/{admission['relation_id']}/end", {"kind": kind, "reason": reason}, **more)


def make_vip(db, admission):
    """As if it had been graded."""
    with db.cursor() as cursor:
        cursor.execute("update department_customer set tier = 'VIP', version = version + 1 where id = %s", (admission["relation_id"],))


def test_R7_16_examples_1_and_4_on_hold_and_renewed(admissions, company, db):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, valid_until=admissions.today())
    admission = admissions.admit(customer)
    admissions.contract(admission)
    make_vip(db, admission)
    relation = admissions.relation(admission)
    assert (relation["state"], relation["tier"], relation["papers_until"]) == ("ADMITTED", "VIP", admissions.today())
    assert admissions.reasons(admission) == [] and admissions.reasons(admission, on=admissions.today(1)) == ["ON_HOLD"]

    admissions.until(admissions.today(1))
    relation = wait_for(admissions, admission, "ON_HOLD")
    assert relation["tier"] == "VIP" and "papers_until" not in relation
    assert admissions.reasons(admission) == ["ON_HOLD"]
    kept = company.staff().get(f"/v1/relations/{relation['id']}/decisions", expect=200).json()["items"]
    assert (kept[0]["rule"], kept[0]["outcome"], kept[0]["decided_by"]) == ("R7.16", "ON_HOLD", "system")
    # Due at 00:00 of the day after, whenever it was done.
    history = company.staff().get(f"/v1/relations/{relation['id']}/history", expect=200).json()["items"]
    assert history[0]["changes"]["state"] == {"from": "ADMITTED", "to": "ON_HOLD"}
    assert history[0]["changed_at"] == admissions.today(-1) + "T16:00:00Z"
    service = company.client("service")
    event, = told(service, "customer.admission_held", customer["id"])
    assert event["data"] == {"customer_id": customer["id"], "department_id": company.s1["id"], "relation_id": relation["id"]}
    assert admissions.contract(customer, expect=422)["code"] == "NOT_ADMITTED"

    renewal = admissions.paper(customer, verified=False)
    assert admissions.relation(admission)["state"] == "ON_HOLD"
    company.supervisor().post(f"/v1/archive-documents/{renewal['id']}/verify", expect=200)
    relation = admissions.relation(admission)
    assert (relation["state"], relation["tier"]) == ("ADMITTED", "VIP")
    assert len(told(service, "customer.admission_renewed", customer["id"])) == 1
    assert admissions.reasons(admission) == []


def test_R7_16_a_renewal_in_time_leaves_it_admitted(admissions):
    customer = admissions.customer(papers=False)
    last, next_last = admissions.today(1), admissions.today(2)
    admissions.paper(customer, valid_until=last)
    admission = admissions.admit(customer)
    admissions.paper(customer, valid_from=next_last, valid_until=next_last)
    assert admissions.relation(admission)["papers_until"] == last
    admissions.until(next_last)
    time.sleep(2.5)
    relation = admissions.relation(admission)
    assert (relation["state"], relation["papers_until"]) == ("ADMITTED", next_last)
    admissions.until(admissions.today(1))
    wait_for(admissions, admission, "ON_HOLD")


def test_R7_16_a_renewal_that_begins_later(admissions):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, valid_until=admissions.today())
    admission = admissions.admit(customer)
    admissions.until(admissions.today(1))
    wait_for(admissions, admission, "ON_HOLD")
    begins = admissions.today(2)
    admissions.paper(customer, valid_from=begins)
    assert admissions.relation(admission)["state"] == "ON_HOLD"
    admissions.until(begins)
    wait_for(admissions, admission, "ADMITTED")


def test_R7_16_a_paper_that_turns_out_wrong(admissions, company):
    customer = admissions.customer(papers=False)
    paper = admissions.paper(customer)
    in_s1, in_s2 = admissions.admit(customer), admissions.admit(customer, company.s2)
    company.supervisor().post(f"/v1/archive-documents/{paper['id']}/reject", {"reason": "伪造"}, expect=200)
    assert admissions.relation(in_s1)["state"] == admissions.relation(in_s2, company.s2)["state"] == "ON_HOLD"


def test_R7_16_the_customer_withdraws(admissions, company):
    admission = admissions.admit()
    for by in (company.staff(), company.supervisor(), company.as_division()):
        assert code_of(end(admissions, admission, by=by)) == (403, "FORBIDDEN_ROLE")
    assert end(admissions, admission, by=company.manager(company.s2)).status_code == 404
    ended = end(admissions, admission, expect=200).json()
    assert (ended["state"], ended["end_kind"], ended["end_reason"]) == ("ENDED", "WITHDRAWN", "客户自愿退出") and "tier" not in ended
    assert ended["decision"]["rule"] == "R7.16" and ended["decision"]["outcome"] == "ENDED"
    event, = told(company.client("service"), "customer.admission_ended", admission["customer_id"])
    assert (event["data"]["kind"], event["data"]["reason"]) == ("WITHDRAWN", "客户自愿退出")
    assert admissions.reasons(admission) == ["NOT_ADMITTED"]
    assert code_of(end(admissions, admission)) == (409, "INVALID_STATE")
    covered = company.staff().get(f"/v1/relations/{ended['id']}/products", expect=200).json()["items"]
    assert [one["active"] for one in covered] == [False]


def test_R7_16_elimination_needs_an_unmet_condition(admissions, company):
    admission = admissions.admit()
    answer = end(admissions, admission, "ELIMINATED", reason="整顿")
    assert code_of(answer) == (422, "CONDITIONS_MET") and answer.json()["rule"] == "R7.16"
    # A check is made anew: the conditions must go on being met.
    admissions.judge(admission, "f", "NOT_MET", assessment="恶意低价扰乱市场")
    ended = end(admissions, admission, "ELIMINATED", reason="整顿", expect=200).json()
    assert ended["end_kind"] == "ELIMINATED" and "f" in ended["decision"]["because"]
    assert company.supervisor().put(f"/v1/admissions/{admission['id']}/checks/f", {"result": "NOT_MET"}).status_code == 409


def test_R7_16_elimination_for_a_record_of_illegality(admissions, company):
    admission = admissions.admit()
    body = {"occurred_on": admissions.today(), "facts": "x"}
    company.manager().post(f"/v1/customers/{admission['customer_id']}/illegality-records", body, expect=201)
    assert end(admissions, admission, "ELIMINATED", reason="违法").json()["end_kind"] == "ELIMINATED"


def test_R7_16_elimination_on_hold(admissions, company):
    customer = admissions.customer(papers=False)
    paper = admissions.paper(customer)
    admission = admissions.admit(customer)
    company.supervisor().post(f"/v1/archive-documents/{paper['id']}/reject", {"reason": "伪造"}, expect=200)
    assert end(admissions, admission, "ELIMINATED", reason="证件失效").json()["state"] == "ENDED"


def test_R7_16_an_old_extract_is_no_reason_to_eliminate(admissions):
    admission = admissions.admit()
    admissions.until(admissions.today(100))
    assert code_of(end(admissions, admission, "ELIMINATED", reason="整顿")) == (422, "CONDITIONS_MET")


def test_R7_16_two_exits_at_once(admissions, company):
    admission = admissions.admit()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda who: end(admissions, admission, by=company.manager(person=who)), range(4)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "INVALID_STATE")] * 3


def test_R7_16_a_stale_version_is_not_ended(admissions):
    admission = admissions.admit()
    assert end(admissions, admission, match='"1"').status_code == 412
    assert end(admissions, admission, match=etag(admissions.relation(admission))).status_code == 200


def test_R7_16_ended_customers_may_apply_again(admissions, db):
    """No former tier revives."""
    customer = admissions.customer()
    admission = admissions.admit(customer)
    make_vip(db, admission)
    end(admissions, admission, expect=200)
    again = admissions.admit(customer)
    relation = admissions.relation(again)
    assert again["relation_id"] == admission["relation_id"] and again["id"] != admission["id"]
    assert (relation["state"], relation["tier"]) == ("ADMITTED", "QUALIFIED") and "end_kind" not in relation


def reclassify(company, customer, to, department=None):
    body = {"to_class": to, "reason": "业务性质变更"}
    asked = company.manager(department).post(f"/v1/customers/{customer['id']}/reclassify", body, expect=200).json()
    return company.as_division().post(f"/v1/customer-reclassifications/{asked['id']}/confirm")


def test_R7_10_example_3_reclassified_with_one_signature(admissions, company):
    customer = admissions.customer()
    admission = admissions.admit(customer)
    body = {"to_class": "INTERNAL_RELATED", "reason": "并购"}
    asked = company.manager().post(f"/v1/customers/{customer['id']}/reclassify", body, expect=200).json()
    answer = company.manager().post(f"/v1/customer-reclassifications/{asked['id']}/confirm")
    assert answer.status_code == 403 and answer.json()["rule"] == "R7.10"
    assert admissions.relation(admission)["state"] == "ADMITTED"


def test_R7_10_from_enterprise_the_relations_end(admissions, company):
    customer = admissions.customer()
    in_s1, in_s2 = admissions.admit(customer), admissions.apply(customer, company.s2)
    assert reclassify(company, customer, "INTERNAL_RELATED").status_code == 200
    relation = admissions.relation(in_s1)
    assert (relation["state"], relation["end_kind"]) == ("ENDED", "EXEMPT") and "tier" not in relation
    assert admissions.relation(in_s2, company.s2)["state"] == "ENDED"
    assert company.staff(company.s2).get(f"/v1/admissions/{in_s2['id']}", expect=200).json()["state"] == "CLOSED"
    ended, = told(company.client("service"), "customer.admission_ended", customer["id"])
    assert ended["data"]["kind"] == "EXEMPT" and ended["data"]["department_id"] == company.s1["id"]
    assert admissions.reasons(customer) == []
    # And back: admission is required from then.
    assert reclassify(company, customer, "ENTERPRISE").status_code == 200
    assert admissions.reasons(customer) == ["NOT_ADMITTED"]
    assert admissions.admit(customer)["state"] == "ADMITTED"


def test_relations_are_listed(admissions, company, db):
    admission = admissions.admit(admissions.customer(name=new("义乌顺达辅具")))

    def listed(client=None, **more):
        found = (client or company.staff()).get("/v1/relations", params=more, expect=200)
        return [one["id"] for one in found.json()["items"]]

    name = admissions.relation(admission)["customer_name"]
    assert listed(q=name) == listed(q=name, state="ADMITTED", tier="QUALIFIED") == [admission["relation_id"]]
    assert listed(q=name, state="APPLIED") == listed(company.staff(company.s2), q=name) == []
    assert listed(company.as_division(), q=name, department_id=company.s1["id"]) == [admission["relation_id"]]
    admissions.list(db, admission)
    assert listed(q=name) == [] and listed(q=name, purged="true") == [admission["relation_id"]]


def test_what_hangs_on_a_merged_customer_follows_it(admissions, company):
    survivor = admissions.customer()
    other = admissions.customer(papers=False, unified_social_credit_code=None)
    admissions.paper(other)
    only, both = admissions.admit(other, company.s2), admissions.admit(other)
    kept = admissions.admit(survivor)
    contract = admissions.contract(other, company.s2)
    company.manager().post(f"/v1/customers/{survivor['id']}/merge", {"merged_id": other["id"], "reason": "同一企业"}, expect=200)
    moved = admissions.relation(only, company.s2)
    assert (moved["customer_id"], moved["state"]) == (survivor["id"], "ADMITTED")
    assert company.staff(company.s2).get(f"/v1/contracts/{contract['id']}", expect=200).json()["customer_id"] == survivor["id"]
    assert admissions.relation(kept)["state"] == "ADMITTED"
    rest = admissions.relation(both)
    assert (rest["customer_id"], rest["state"], rest["end_kind"]) == (other["id"], "ENDED", "MERGED")
    assert admissions.reasons(survivor, company.s2) == []


def test_a_hospital_on_hold_for_its_practice_licence(admissions, company):
    customer = company.customer(make=hospital)
    admissions.paper(customer)
    admissions.paper(customer, type="MEDICAL_PRACTICE_LICENCE", valid_until=admissions.today())
    admission = admissions.admit(customer)
    admissions.until(admissions.today(1))
    wait_for(admissions, admission, "ON_HOLD")
    admissions.paper(customer, type="MEDICAL_PRACTICE_LICENCE")
    wait_for(admissions, admission, "ADMITTED")
