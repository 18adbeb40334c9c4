"""What departments know of their customers is kept fresh, as a rule half-yearly (R7.23, R7.4)."""
from factories import code_of
from grading import after, grading  # noqa: F401


def update(grading, relation, department, expect=201, by=None, **more):
    by = by or grading.company.staff(department)
    return by.post("/v1/data-updates", {"relation_id": relation["id"], **more}, expect=expect).json()


def stale(client, department):
    items = client.get("/v1/stale-data", params={"department_id": department["id"]}, expect=200).json()["items"]
    return [item["id"] for item in items]


def test_R7_23_example_1_good_for_six_months(grading, company):
    department = grading.department()
    grading.to_the_last_of(8)
    relation, other = grading.admitted(department), grading.admitted(department)
    update(grading, relation, department, payment="本期货款均按期支付")
    last = grading.months_on(6)
    grading.at(last, "23:59:50")
    assert stale(company.staff(department), department) == []
    update(grading, other, department, confirmed_unchanged=True)
    grading.at(after(last), "00:00:01")
    assert stale(company.staff(department), department) == [relation["id"]]
    shown = company.as_division().get("/v1/stale-data", params={"department_id": department["id"]}).json()["items"][0]
    assert (shown["flag"], shown["stale_from"], shown["tier"]) == ("DATA_STALE", after(last), "QUALIFIED")
    assert stale(company.staff(company.s2), department) == []


def test_R7_23_example_2_confirmed_unchanged(grading, company):
    department = grading.department()
    relation = grading.admitted(department)
    grading.at(grading.months_on(2), "12:00:00")
    made = update(grading, relation, department, confirmed_unchanged=True)
    assert made["confirmed_unchanged"] and made["decision"]["outcome"] == "CONFIRMED"
    assert grading.relation(relation, department)["data_updated_on"] == grading.admissions.today()
    assert company.staff(department).get(f"/v1/data-updates/{made['id']}", expect=200).json()["id"] == made["id"]


def test_R7_23_example_3_another_departments_update(grading, company):
    department = grading.department()
    relation = grading.admitted(department)
    answer = update(grading, relation, department, expect=403, by=company.staff(company.s2), confirmed_unchanged=True)
    assert answer["code"] == "FORBIDDEN_ROLE" and answer["rule"] == "R7.23"
    elsewhere = grading.relation(grading.admissions.admit({"id": relation["customer_id"]}, company.s2)["relation_id"], company.s2)
    grading.at(grading.months_on(1), "12:00:00")
    update(grading, elsewhere, company.s2, confirmed_unchanged=True)
    assert grading.relation(relation, department)["data_updated_on"] == relation["data_updated_on"]


def test_an_empty_update(grading, company):
    department = grading.department()
    relation = grading.admitted(department)
    assert update(grading, relation, department, expect=400)["code"] == "VALIDATION_FAILED"
    assert update(grading, relation, department, expect=400, confirmed_unchanged=False)["rule"] == "R7.23"
    assert update(grading, relation, department, by=company.supervisor(department), other="更换联系人")["decision"]["outcome"] == "UPDATED"
    assert code_of(company.manager(department).post("/v1/data-updates", {"relation_id": relation["id"], "other": "x"})) == (403, "FORBIDDEN_ROLE")


def test_a_completed_review_counts(grading, company):
    department = grading.department()
    relation = grading.admitted(department)
    grading.at(after(grading.months_on(6)), "12:00:00")
    assert stale(company.staff(department), department) == [relation["id"]]
    grading.reviewed(relation, department)
    assert stale(company.staff(department), department) == []


def test_R7_4_the_period_is_a_parameter(grading, company):
    department = grading.department()
    relation = grading.admitted(department)
    grading.parameter("customers.data_stale_after", "P1M")
    try:
        update(grading, relation, department, confirmed_unchanged=True)
    finally:
        grading.parameter("customers.data_stale_after", "P6M")
    grading.at(after(grading.months_on(1)), "00:00:01")
    assert stale(company.as_division(), department) == [relation["id"]]
