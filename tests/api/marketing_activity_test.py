"""Joint activities (R7.7)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, told
from governance import UNKNOWN


def organise(company, expect=201, by=None, **more):
    body = {"type": "SEMINAR", "title": "春季客户座谈会", "held_on": "2031-03-18", "place": "杭州", **more}
    return (by or company.as_division()).post("/v1/marketing-activities", body, expect=expect).json()


def thanks(company, held_on, **more):
    return organise(company, type="ANNUAL_THANKS", title="全年客户答谢会", held_on=held_on, **more)


def invite(company, activity, *customers, by=None):
    return (by or company.staff()).post(f"/v1/marketing-activities/{activity['id']}/invitations",
                                        {"customer_ids": [customer["id"] for customer in customers]})


def test_R7_7_example_1_one_annual_event_a_calendar_year(company):
    made = thanks(company, "2027-12-31")
    thanks(company, "2028-01-01")
    answer = thanks(company, "2027-01-01", expect=409)
    assert (answer["code"], answer["rule"]) == ("ANNUAL_EXISTS", "R7.7")
    moved = company.as_division().patch(f"/v1/marketing-activities/{made['id']}", {"held_on": "2028-02-01"}, match=etag(made))
    assert code_of(moved) == (409, "ANNUAL_EXISTS")
    company.as_division().patch(f"/v1/marketing-activities/{made['id']}", {"held_on": "2029-06-01"}, match=etag(made), expect=200)
    thanks(company, "2027-11-30")


def test_two_annual_events_at_once(company):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: company.as_division().post("/v1/marketing-activities", {
            "type": "ANNUAL_THANKS", "title": "答谢会", "held_on": f"2040-0{n + 1}-01"}), range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None)] + [(409, "ANNUAL_EXISTS")] * 3


def test_one_that_was_called_off_makes_room(company):
    made = thanks(company, "2041-12-01")
    path = f"/v1/marketing-activities/{made['id']}/cancel"
    assert company.as_division().post(path, {"reason": "场地不可用"}, expect=200).json()["state"] == "CANCELLED"
    assert code_of(company.as_division().post(path, {"reason": "x"})) == (409, "INVALID_STATE")
    assert code_of(invite(company, made, company.customer(), by=company.as_division())) == (409, "INVALID_STATE")
    thanks(company, "2041-12-02")
    assert told(company.as_division(), "marketing_activity.cancelled", made["id"])


def test_R7_7_example_3_listed_by_another_department(company, admissions, db):
    activity = organise(company, department_ids=[company.s1["id"], company.s2["id"]])
    customer = company.customer()
    admissions.list(db, customer, company.s2)
    answer = invite(company, activity, customer, by=company.staff(company.s2))
    assert code_of(answer) == (422, "CUSTOMER_BLACKLISTED") and answer.json()["rule"] == "R7.7"
    invited = invite(company, activity, customer).json()
    assert [(one["customer_id"], one["department_id"], one["blacklisted"]) for one in invited["invited"]] == [
        (customer["id"], company.s1["id"], False)]


def test_nobody_of_the_companys_list(company, admissions, db):
    good, bad = company.customer(), company.customer()
    admissions.list(db, bad)
    answer = organise(company, invited=[good["id"], bad["id"]], expect=422)
    assert answer["code"] == "CUSTOMER_BLACKLISTED"
    activity = organise(company, invited=[good["id"]])
    assert code_of(invite(company, activity, bad, by=company.as_division())) == (422, "CUSTOMER_BLACKLISTED")
    admissions.list(db, good)  # afterwards: the invitation is kept, and marked
    shown = company.as_division().get(f"/v1/marketing-activities/{activity['id']}", expect=200).json()
    assert shown["invited"][0]["blacklisted"]


def test_who_takes_part(company):
    customer = company.customer()
    activity = organise(company, department_ids=[company.s1["id"]])
    assert code_of(invite(company, activity, customer, by=company.staff(company.s2))) == (403, "FORBIDDEN_ROLE")
    invite(company, activity, customer)
    again = invite(company, activity, customer, by=company.as_division()).json()
    assert again["invited_count"] == 1  # stays invited by the first
    seen = company.staff(company.s2).get(f"/v1/marketing-activities/{activity['id']}", expect=200).json()
    assert (seen["invited"], seen["invited_count"]) == ([], 1)
    assert organise(company, by=company.manager(), expect=403)["code"] == "FORBIDDEN_ROLE"
    assert organise(company, department_ids=[UNKNOWN], expect=404)["code"] == "NOT_FOUND"
    assert organise(company, department_ids=[company.unit["id"]], expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    assert code_of(invite(company, activity, {"id": UNKNOWN})) == (404, "NOT_FOUND")


def test_needs_are_recorded(company):
    customer = company.customer()
    activity = organise(company, department_ids=[company.s1["id"]])
    path = f"/v1/marketing-activities/{activity['id']}/needs"
    company.staff().post(path, {"customer_id": customer["id"], "text": "儿童矫形器装配培训"}, expect=200)
    shown = company.as_division().post(path, {"text": "缩短交付周期"}, expect=200).json()
    assert [(need.get("customer_id"), need["text"]) for need in shown["needs_recorded"]] == [
        (customer["id"], "儿童矫形器装配培训"), (None, "缩短交付周期")]
    assert code_of(company.staff(company.s2).post(path, {"text": "x"})) == (403, "FORBIDDEN_ROLE")
    assert company.staff().post(path, {"text": "x", "customer_id": UNKNOWN}).status_code == 404


def test_list(company):
    made = organise(company, type="EXHIBITION_SALE", held_on="2035-05-05", department_ids=[company.s3["id"]])
    items = company.staff().get("/v1/marketing-activities", params={
        "type": "EXHIBITION_SALE", "held_on.gte": "2035-01-01", "department_id": company.s3["id"]}, expect=200).json()["items"]
    assert [item["id"] for item in items] == [made["id"]]
    assert told(company.as_division(), "marketing_activity.planned", made["id"])
