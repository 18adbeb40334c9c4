"""The conditions a to f of an admission (R7.12-R7.15)."""
import pytest
from admissions import check, decide
from factories import code_of, etag, hospital


def months_before(on, months):
    """The latest date that lies so many months before: n months after it are the date, at the earliest."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return on.replace(year=year, month=month + 1, day=min(on.day, 28)).isoformat()


def test_R7_12_example_1_licence_on_its_last_day(admissions, clock):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, valid_until=admissions.today())
    admission, late = admissions.apply(customer), admissions.apply(customer, admissions.company.s2)
    admissions.met(admission)
    admissions.met(late, admissions.company.s2)
    assert decide(admissions, admission).status_code == 200
    admissions.until(admissions.today(1))
    answer = decide(admissions, late, by=admissions.company.manager(admissions.company.s2))
    assert code_of(answer) == (422, "DOCUMENT_EXPIRED") and answer.json()["rule"] == "R7.12"
    assert answer.json()["expired"] == ["BUSINESS_LICENCE", "TAX_REGISTRATION"]


def test_R7_12_example_2_hospital_without_practice_licence(admissions, company):
    customer = company.customer(make=hospital)
    admissions.paper(customer)
    admission = admissions.apply(customer)
    answer = check(admissions, admission, "a")
    assert code_of(answer) == (422, "DOCUMENT_MISSING") and answer.json()["missing"] == ["MEDICAL_PRACTICE_LICENCE"]
    admissions.paper(customer, type="MEDICAL_PRACTICE_LICENCE")
    assert check(admissions, admission, "a").json()["decision"]["outcome"] == "MET"


def test_R7_12_example_3_unverified_counts_as_missing(admissions, company):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, verified=False)
    answer = check(admissions, admissions.apply(customer), "a")
    assert code_of(answer) == (422, "DOCUMENT_MISSING")
    assert answer.json()["missing"] == ["BUSINESS_LICENCE", "TAX_REGISTRATION"]


def test_R7_12_a_licence_of_the_old_kind_is_no_tax_registration(admissions):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, number="330106000012345")
    admission = admissions.apply(customer)
    assert check(admissions, admission, "a").json()["missing"] == ["TAX_REGISTRATION"]
    admissions.paper(customer, type="TAX_REGISTRATION")
    assert check(admissions, admission, "a").status_code == 200


def test_R7_12_no_legal_capacity(admissions):
    admission = admissions.apply(admissions.customer(legal_form="BRANCH"))
    assert code_of(check(admissions, admission, "a")) == (422, "NO_LEGAL_CAPACITY")


def test_R7_12_papers_of_another_department_are_reused(admissions, company):
    customer = admissions.customer(papers=False)
    admissions.paper(customer, company.s2)
    assert admissions.admit(customer)["state"] == "ADMITTED"


def test_R7_13_example_1_age_of_the_extract(admissions):
    customer, oldest = admissions.customer(), months_before(admissions.on(), 3)
    admission = admissions.apply(customer)
    if admissions.on().day > 28:
        pytest.skip("no date lies exactly three months before")
    admissions.met(admission, letters="abcef")
    assert check(admissions, admission, "d", extract_on=oldest).json()["decision"]["outcome"] == "MET"
    admissions.until(admissions.today(1))
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "EVIDENCE_TOO_OLD") and answer.json()["conditions"] == ["d"]
    assert answer.json()["parameters"] == {"admission.extract_max_age": "P3M"}
    answer = check(admissions, admission, "d", extract_on=oldest)
    assert code_of(answer) == (422, "EVIDENCE_TOO_OLD") and answer.json()["rule"] == "R7.13"
    assert check(admissions, admission, "d", extract_on=admissions.today()).status_code == 200
    assert decide(admissions, admission).status_code == 200


def test_R7_13_example_2_record_of_2009(admissions, company):
    customer = admissions.customer()
    admission = admissions.apply(customer)
    admissions.met(admission)
    path = f"/v1/customers/{customer['id']}/illegality-records"
    body = {"occurred_on": "2009-03-01", "facts": "销售未注册器械", "authority": "药监局", "evidence": ["罚字 2009-12"]}
    assert company.staff(company.s2).post(path, body).status_code == 403
    answer = company.supervisor(company.s2).post(path, body)
    record = answer.json()
    assert answer.status_code == 201 and answer.headers["Location"] == f"/v1/illegality-records/{record['id']}"
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["conditions"] == ["d"]
    answer = check(admissions, admission, "d", extract_on=admissions.today())
    assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["rule"] == "R7.13"
    # An error is annulled by the division, not by who recorded it; then it counts no more.
    annul = f"/v1/illegality-records/{record['id']}/annul"
    assert company.supervisor().post(annul, {"reason": "同名企业"}).status_code == 403
    done = company.as_division().post(annul, {"reason": "同名企业"}, expect=200).json()
    assert done["annulled"] and done["annulled_by"] == company.as_division().sub
    assert code_of(company.as_division().post(annul, {"reason": "同名企业"})) == (409, "INVALID_STATE")
    assert decide(admissions, admission).status_code == 200


def test_R7_13_records_of_illegality(admissions, company):
    path = f"/v1/customers/{admissions.customer()['id']}/illegality-records"
    assert code_of(company.manager().post(path, {"occurred_on": admissions.today(1), "facts": "x"})) == (422, "TIME_IN_FUTURE")
    made = company.as_division().post(path, {"occurred_on": admissions.today(), "facts": "x"}, expect=201).json()
    assert "department_id" not in made and made["annulled"] is False
    assert code_of(company.as_division().post(f"/v1/illegality-records/{made['id']}/annul", {"reason": "x"})) == (403, "SEPARATION_OF_DUTIES")
    assert company.staff().get(f"/v1/illegality-records/{made['id']}", expect=200).json() == made
    listed = company.staff().get("/v1/illegality-records", params={"customer_id": made["customer_id"], "annulled": "false"}, expect=200)
    assert [one["id"] for one in listed.json()["items"]] == [made["id"]]


def test_R7_13_example_3_declaration_unsigned(admissions):
    admission = admissions.apply(admissions.customer())
    admissions.met(admission, letters="abcde")
    answer = check(admissions, admission, "f")
    assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["conditions"] == ["f"]
    admissions.judge(admission, "f", "NOT_MET")
    assert decide(admissions, admission).json()["conditions"] == ["f"]


def test_R7_13_evidence(admissions, company):
    customer = admissions.customer()
    admission = admissions.apply(customer)
    answer = check(admissions, admission, "b")
    assert code_of(answer) == (422, "EVIDENCE_MISSING") and answer.json()["rule"] == "R7.13"
    assert code_of(check(admissions, admission, "d")) == (422, "EVIDENCE_MISSING")
    assert code_of(check(admissions, admission, "c")) == (422, "CONDITION_NOT_MET")
    paper = company.document(customer, type="CREDIT_REPORT")
    elses = company.document(admissions.customer(papers=False), type="CREDIT_REPORT")
    assert check(admissions, admission, "b", evidence=[{"archive_document_id": elses["id"]}]).status_code == 400
    kept = check(admissions, admission, "b", evidence=[{"archive_document_id": paper["id"]}]).json()["checks"]
    assert kept[0]["evidence"] == [{"archive_document_id": paper["id"]}] and kept[0]["checker"] == company.supervisor().sub
    assert check(admissions, admission, "g").status_code == 404


def test_R7_13_a_check_is_made_again(admissions):
    admission = admissions.apply(admissions.customer())
    first = admissions.judge(admission, "b", evidence=[{"reference": "x"}])
    second = admissions.judge(admission, "b", "NOT_MET", assessment="拖欠他人货款")
    assert [one["result"] for one in second["checks"]] == ["NOT_MET"] and second["version"] == first["version"] + 1
    stale = admissions.company.supervisor().put(f"/v1/admissions/{admission['id']}/checks/b", {"result": "NOT_MET"}, match=etag(first))
    assert stale.status_code == 412


def test_R7_15_example_1_qualified_for_one_of_two(admissions, company):
    other = company.product(required_qualifications=["MEDICAL_DEVICE_OPERATION_LICENCE"])
    customer = admissions.customer()
    admission = admissions.admit(customer, products=[admissions.product, other])
    assert admission["admitted_product_ids"] == [admissions.product["id"]]
    path = f"/v1/relations/{admission['relation_id']}/products"
    assert code_of(company.staff(company.s2).get(path)) == (404, "NOT_FOUND")
    answer = company.supervisor().post(path, {"product_id": other["id"]})
    assert code_of(answer) == (422, "PRODUCT_NOT_QUALIFIED") and answer.json()["rule"] == "R7.15"
    assert answer.json()["products"] == [other["id"]] and answer.json()["types"] == ["MEDICAL_DEVICE_OPERATION_LICENCE"]
    # Later, by the same check.
    admissions.paper(customer, type="MEDICAL_DEVICE_OPERATION_LICENCE")
    assert code_of(company.staff().post(path, {"product_id": other["id"]})) == (403, "FORBIDDEN_ROLE")
    added = company.supervisor().post(path, {"product_id": other["id"]}, expect=200).json()
    assert added["active"] and added["decision"]["outcome"] == "QUALIFIED" and "admission_id" not in added
    assert company.supervisor().post(path, {"product_id": admission["id"]}).status_code == 404


def test_R7_15_example_2_qualified_for_none(admissions, company):
    product = company.product(required_qualifications=["PROSTHETICS_FITTING_QUALIFICATION"])
    admission = admissions.apply(admissions.customer(), products=[product])
    assert code_of(check(admissions, admission, "e")) == (422, "PRODUCT_NOT_QUALIFIED")
    admissions.met(admission, letters="abcdf")
    admissions.judge(admission, "e", "NOT_MET")
    answer = decide(admissions, admission)
    assert code_of(answer) == (422, "CONDITION_NOT_MET") and answer.json()["conditions"] == ["e"]
