"""Papers of customers: who brings them, who verifies them (R7.4)."""
import pytest
from factories import code_of, etag, pointers, told

BODY = {"type": "BUSINESS_LICENCE", "number": "91330106MA2CFLDG4R", "issued_by": "杭州市市场监督管理局",
        "issued_on": "2018-06-12", "valid_from": "2018-06-12", "valid_until": "2038-06-11", "file_ref": "scan/2018/441"}


def register(client, customer, **more):
    return client.post(f"/v1/customers/{customer['id']}/archive-documents", {**BODY, **more})


def path(document, act=""):
    return f"/v1/archive-documents/{document['id']}{act}"


def test_staff_bring_and_the_supervisor_verifies(company):
    customer = company.customer()
    answer = register(company.staff(), customer)
    made = answer.json()
    assert answer.status_code == 201 and answer.headers["Location"] == path(made)
    assert {name: made[name] for name in BODY} == BODY
    assert (made["state"], made["department_id"], made["registered_by"]) == ("REGISTERED", company.s1["id"], company.staff().sub)
    answer = company.staff().post(path(made, "/verify"))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    verified = company.supervisor().post(path(made, "/verify"), expect=200).json()
    assert (verified["state"], verified["decided_by"], verified["version"]) == ("VERIFIED", company.supervisor().sub, 2)
    assert company.staff(company.s2).get(path(made), expect=200).json() == verified
    event, = told(company.client("service"), "archive_document.verified", made["id"])
    assert event["data"]["customer_id"] == customer["id"]


def test_only_the_own_departments_supervisor(company):
    made = register(company.staff(), company.customer()).json()
    answer = company.supervisor(company.s2).post(path(made, "/verify"))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R7.4"
    assert code_of(company.as_division().post(path(made, "/verify"))) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager().post(path(made, "/verify"))) == (403, "FORBIDDEN_ROLE")


def test_the_supervisor_may_bring_it_too(company):
    made = register(company.supervisor(), company.customer()).json()
    company.supervisor().post(path(made, "/verify"), expect=200)


def test_another_departments_customer(company):
    """Each department keeps its own papers of the customers of the company database."""
    made = register(company.staff(company.s2), company.customer()).json()
    assert made["department_id"] == company.s2["id"]
    assert register(company.staff(), company.customer(company.unit)).status_code in (201, 404)


def test_it_may_not_end_before_it_begins(company):
    customer = company.customer()
    answer = register(company.staff(), customer, valid_from="2026-01-02", valid_until="2026-01-01")
    assert answer.status_code == 400 and pointers(answer) == ["/valid_until"]
    made = register(company.staff(), customer).json()
    answer = company.staff().patch(path(made), {"valid_until": "2018-06-11"}, match=etag(made))
    assert answer.status_code == 400 and pointers(answer) == ["/valid_until"]
    one_day = register(company.staff(), customer, valid_from="2026-01-02", valid_until="2026-01-02")
    assert one_day.status_code == 201


def test_archive_document_update(company):
    made = register(company.staff(), company.customer()).json()
    changed = company.staff().patch(path(made), {"number": None, "valid_until": "2039-06-11"}, match=etag(made), expect=200).json()
    assert "number" not in changed and changed["valid_until"] == "2039-06-11"
    assert code_of(company.staff(company.s2).patch(path(made), {"number": "x"}, match=etag(changed))) == (403, "FORBIDDEN_ROLE")
    verified = company.supervisor().post(path(made, "/verify"), expect=200).json()
    assert code_of(company.staff().patch(path(made), {"number": "x"}, match=etag(verified))) == (409, "INVALID_STATE")


def test_archive_document_reject(company):
    made = register(company.staff(), company.customer()).json()
    assert company.supervisor().post(path(made, "/reject"), {}).status_code == 400
    rejected = company.supervisor().post(path(made, "/reject"), {"reason": "缺少公章"}, expect=200).json()
    assert (rejected["state"], rejected["rejection_reason"]) == ("REJECTED", "缺少公章")
    assert code_of(company.supervisor().post(path(made, "/verify"))) == (409, "INVALID_STATE")
    assert code_of(company.supervisor().post(path(made, "/reject"), {"reason": "x"})) == (409, "INVALID_STATE")


def test_two_verifications_at_once(company):
    from concurrent.futures import ThreadPoolExecutor
    made = register(company.staff(), company.customer()).json()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: company.supervisor(person=n).post(path(made, "/verify")), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


@pytest.mark.parametrize("role", ["finance", "general_manager", "auditor"])
def test_who_only_reads(company, role):
    made = register(company.staff(), company.customer()).json()
    client = company.client(role)
    client.get(path(made), expect=200)
    assert register(client, {"id": made["customer_id"]}).status_code == 403


def test_archive_document_list(company):
    customer = company.customer()
    old = register(company.staff(), customer, valid_until="2027-02-28").json()
    other = register(company.staff(), customer, type="MEDICAL_PRACTICE_LICENCE", valid_until="2030-01-01").json()

    def found(**params):
        items = company.staff().get("/v1/archive-documents", params={"customer_id": customer["id"], **params}, expect=200).json()["items"]
        return [item["id"] for item in items]

    assert found() == [other["id"], old["id"]]
    assert found(type="BUSINESS_LICENCE") == [old["id"]]
    assert found(**{"valid_until.gte": "2027-02-01", "valid_until.lt": "2027-03-01"}) == [old["id"]]
    assert found(state="VERIFIED") == []
