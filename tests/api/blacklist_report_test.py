"""Blacklists as reports: each change a version, filed and recorded (R7.29)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of


@pytest.fixture
def department(company):
    return company.department()


def present(client, department=None, expect=200):
    params = {"department_id": department["id"]} if department else {}
    return client.get("/v1/blacklist-reports/present", params=params, expect=expect).json()


def act(client, report, verb, expect=200):
    return client.post(f"/v1/blacklist-reports/{report['id']}/{verb}", expect=expect).json()


def listed(report):
    return [entry["customer_id"] for entry in report["entries"]]


def test_R7_29_example_2_empty_list(company, department):
    empty = present(company.manager(department), department)
    assert empty["entries"] == [] and empty["list_version"] == 0 and empty["scope"] == "DEPARTMENT"
    assert present(company.as_division(), department)["entries"] == []
    company.as_division().get("/v1/blacklist-reports/present", expect=404,
                              params={"department_id": "0191f0a0-0000-7000-8000-00000000dead"})


def test_R7_29_each_change_is_a_version(listings, company, department):
    manager = company.manager(department)
    one, two = company.customer(), company.customer()
    first = listings.by_department(one, department)
    listings.by_department(two, department)
    listings.remove(first, by=manager)
    reports = listings.reports(department)
    assert [report["list_version"] for report in reports] == [3, 2, 1]
    assert all(report["state"] == "OPEN" and not report["late"] for report in reports)
    third, second, begin = (listings.report_of(report, manager) for report in reports)
    assert (listed(begin), listed(second), listed(third)) == ([one["id"]], [one["id"], two["id"]], [two["id"]])
    assert begin["entries"][0]["reason"] == "多次串货" and begin["entries"][0]["customer_name"] == one["name"]
    now = present(manager, department)
    assert now["entries"] == third["entries"] and now["list_version"] == 3 and now["as_of"] == third["as_of"]


def test_R7_29_filed_and_recorded(listings, company, department):
    manager = company.manager(department)
    listings.by_department(company.customer(), department)
    report = listings.reports(department)[0]
    assert act(company.as_division(), report, "record", expect=409)["code"] == "INVALID_STATE"  # not filed
    assert act(company.as_division(), report, "file", expect=403)["code"] == "FORBIDDEN_ROLE"
    act(company.manager(company.s2), report, "file", expect=404)
    filed = act(manager, report, "file")
    assert filed["state"] == "FILED" and filed["filed_by"] == manager.sub and not filed["late"]
    assert act(manager, report, "file", expect=409)["code"] == "INVALID_STATE"
    assert act(manager, report, "record", expect=403)["code"] == "FORBIDDEN_ROLE"
    recorded = act(company.as_division(), report, "record")
    assert recorded["state"] == "RECORDED" and recorded["recorded_by"] == company.as_division().sub
    assert recorded["decision"]["rule"] == "R7.29"
    history = manager.get(f"/v1/blacklist-reports/{report['id']}/history", expect=200).json()["items"]
    assert len(history) == 3


def test_R7_29_late_filing_is_flagged(listings, admissions, company, department):
    listings.by_department(company.customer(), department)
    report = listings.reports(department)[0]
    assert report["due_at"] == listings.end_of(3)
    admissions.until(admissions.today(3))
    assert not listings.reports(department)[0]["late"]
    admissions.until(admissions.today(1))
    assert [one["id"] for one in listings.reports(department, company.as_division(), late="true", state="OPEN")] == [report["id"]]
    assert act(company.manager(department), report, "file")["late"]


def test_R7_29_versions_of_parallel_changes(listings, company, department):
    customers = [company.customer() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: listings.by_department(one, department), customers))
    reports = listings.reports(department)
    assert [report["list_version"] for report in reports] == [6, 5, 4, 3, 2, 1]
    assert [len(listings.report_of(report)["entries"]) for report in reports] == [6, 5, 4, 3, 2, 1]


def test_R7_29_the_companys_list(listings, company):
    customers = [company.customer() for _ in range(3)]
    cases = [listings.verified(one) for one in customers]
    before = present(company.staff())["list_version"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(listings.decide, cases))
    now = present(company.staff(company.s3))
    assert now["scope"] == "COMPANY" and now["list_version"] == before + 3
    assert {one["id"] for one in customers} <= set(listed(now))
    last = company.staff().get("/v1/blacklist-reports", expect=200,
                               params={"scope": "COMPANY", "sort": "-list_version", "limit": 1}).json()["items"][0]
    assert last["state"] == "RECORDED" and "due_at" not in last and not last["late"]
    assert act(company.manager(), last, "file", expect=403)["code"] == "FORBIDDEN_ROLE"


def test_as_csv(listings, company, department):
    listings.by_department(company.customer(), department)
    manager = company.manager(department)
    for path in ("/v1/blacklist", "/v1/blacklist-reports"):
        answer = manager.get(path, params={"department_id": department["id"]}, headers={"Accept": "text/csv"}, expect=200)
        assert answer.headers["Content-Type"].startswith("text/csv") and len(answer.text.splitlines()) == 2
    refused = company.manager(company.s2).get("/v1/blacklist", params={"department_id": department["id"]},
                                              headers={"Accept": "text/csv"})
    assert code_of(refused) == (403, "FORBIDDEN_ROLE")
