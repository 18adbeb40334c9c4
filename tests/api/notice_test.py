"""Notices and their acknowledgement (R7.6)."""
from factories import code_of, told
from governance import UNKNOWN, in_effect
from grading import after


def send(company, departments=(), expect=201, by=None, **more):
    body = {"title": "年度评审安排", "text": "请按期完成阶段评价", "to_department_ids": [one["id"] for one in departments], **more}
    return (by or company.as_division()).post("/v1/notices", body, expect=expect).json()


def acknowledge(company, notice, department, by=None):
    return (by or company.staff(department)).post(f"/v1/notices/{notice['id']}/acknowledge")


def listed(client, **more):
    return [item["id"] for item in client.get("/v1/notices", params={"limit": 100, **more}, expect=200).json()["items"]]


def test_R7_6_example_3_open_until_all_have_acknowledged(company, admissions, listings):
    notice = send(company, [company.s1, company.s2, company.s3])
    assert notice["due_at"] == listings.end_of(3) and notice["addressed"] == 3
    for department in (company.s1, company.s2):
        shown = acknowledge(company, notice, department).json()
    assert (shown["open"], shown["acknowledged"], shown["late"]) == (True, 2, False)
    assert [a.get("acknowledged_by") for a in shown["addresses"] if a["department_id"] == company.s1["id"]] == [company.staff().sub]
    sent = admissions.today()
    admissions.until(after(sent, 3))
    assert notice["id"] not in listed(company.as_division(), open="true", late="true")
    admissions.until(after(sent, 4))
    assert notice["id"] in listed(company.as_division(), open="true", late="true")
    shown = acknowledge(company, notice, company.s3).json()
    assert not shown["open"] and not shown["late"]


def test_once_and_by_whom_it_is_addressed_to(company):
    notice = send(company, [company.s1, company.division], by=company.manager(company.s2))
    assert notice["from_department_id"] == company.s2["id"]
    assert code_of(acknowledge(company, notice, company.s2)) == (403, "FORBIDDEN_ROLE")
    assert acknowledge(company, notice, company.s3).status_code == 404
    assert acknowledge(company, notice, company.s1).status_code == 200
    assert code_of(acknowledge(company, notice, None, by=company.manager())) == (409, "INVALID_STATE")
    assert not acknowledge(company, notice, None, by=company.as_division()).json()["open"]


def test_who_sees_it(company):
    notice = send(company, [company.s1], by=company.staff(company.s2))
    for client in (company.staff(), company.manager(company.s2), company.as_division()):
        assert notice["id"] in listed(client)
    assert notice["id"] not in listed(company.staff(company.s3))
    assert company.staff(company.s3).get(f"/v1/notices/{notice['id']}").status_code == 404


def test_to_the_management(company):
    notice = send(company, to_management=True, by=company.manager())
    assert notice["to_management"] and not notice["open"] and notice["addresses"] == []
    assert notice["id"] in listed(company.client("general_manager"), to_management="true")


def test_what_does_not_fit(company):
    assert send(company, expect=400)["errors"][0]["pointer"] == "/to_department_ids"
    assert send(company, [{"id": UNKNOWN}], expect=404)["code"] == "NOT_FOUND"
    assert send(company, [company.unit], expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"
    assert send(company, [company.s1], by=company.staff(company.unit), expect=422)["code"] == "DEPARTMENT_NOT_IN_SCOPE"


def test_a_departments_own_time(company, listings):
    department = company.department()
    in_effect(company, department, overrides={"notice.ack_days": 1})
    notice = send(company, [company.s1, department])
    due = {address["department_id"]: address["due_at"] for address in notice["addresses"]}
    assert due[company.s1["id"]][:19] == listings.end_of(3)[:19] and due[department["id"]][:19] == listings.end_of(1)[:19]


def test_it_is_told(company):
    notice = send(company, [company.s1])
    assert told(company.as_division(), "notice.sent", notice["id"])
