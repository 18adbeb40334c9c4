"""Employees: who stands above whom, who is there."""
import datetime

from factories import code_of, etag, new, pointers


def path(employee, rest=""):
    return f"/v1/employees/{employee['id']}{rest}"


def day(clock, days):
    return str((datetime.datetime.fromtimestamp(clock.now(), datetime.timezone(datetime.timedelta(hours=8)))
                + datetime.timedelta(days)).date())


def test_employee_create_and_get(company):
    made = company.employee(company.s1, roles=["sales_staff", "employee"], title="销售代表", phone="13806511234",
                            email="lin@example.cn", joined_on="2019-03-01")
    assert made["roles"] == ["sales_staff", "employee"] and made["presence"] == "PRESENT"
    assert company.staff().get(path(made), expect=200).json() == made


def test_employee_create_refusals(company):
    admin = company.administrator
    unknown = "0191f0a0-0000-7000-8000-00000000dead"
    answer = admin.post("/v1/employees", {"number": new("E"), "name": "甲", "department_id": unknown})
    assert answer.status_code == 400 and pointers(answer) == ["/department_id"]
    answer = admin.post("/v1/employees", {"number": new("E"), "name": "甲", "department_id": company.s1["id"], "supervisor_id": unknown})
    assert answer.status_code == 400 and pointers(answer) == ["/supervisor_id"]
    made = company.employee(company.s1)
    for same in ({"number": made["number"]}, {"subject": made["subject"]}):
        answer = admin.post("/v1/employees", {"number": new("E"), "name": "乙", "department_id": company.s1["id"], **same})
        assert code_of(answer) == (409, "DUPLICATE")
    assert code_of(company.manager().post("/v1/employees", {"number": new("E"), "name": "甲", "department_id": company.s1["id"]})) \
        == (403, "FORBIDDEN_ROLE")


def test_employee_update(company):
    made = company.employee(company.s1, title="销售代表")
    changed = company.administrator.patch(path(made), {"title": None, "roles": ["sales_office_supervisor"]},
                                          match=etag(made), expect=200).json()
    assert "title" not in changed and changed["roles"] == ["sales_office_supervisor"] and changed["version"] == 2
    left = company.administrator.patch(path(made), {"status": "LEFT", "left_on": "2026-10-31"}, match=etag(changed), expect=200).json()
    assert (left["status"], left["left_on"]) == ("LEFT", "2026-10-31")


def test_a_supervisor_does_not_stand_below(company):
    top = company.employee(company.s1)
    middle = company.employee(company.s1, supervisor_id=top["id"])
    low = company.employee(company.s1, supervisor_id=middle["id"])
    for other in (low, middle):
        answer = company.administrator.patch(path(top), {"supervisor_id": other["id"]}, match=etag(top))
        assert code_of(answer) == (422, "SUPERVISOR_BELOW")
    answer = company.administrator.patch(path(top), {"supervisor_id": top["id"]}, match=etag(top))
    assert code_of(answer) == (422, "SUPERVISOR_BELOW")


def test_the_chain_of_supervisors(company):
    division, department = company.department("MARKETING_DIVISION"), None
    department = company.department("SALES", division)
    boss, head = company.employee(division), company.employee(department)
    named = company.employee(department)
    person = company.employee(department, supervisor_id=named["id"])
    for place, who in ((division, boss), (department, head)):
        company.administrator.patch(f"/v1/departments/{place['id']}", {"head_id": who["id"]}, match=etag(place), expect=200)

    def chain(of):
        items = company.staff().get(path(of, "/supervisors"), expect=200).json()["items"]
        assert [item["level"] for item in items] == list(range(1, len(items) + 1))
        return [item["id"] for item in items]

    assert chain(person) == [named["id"], head["id"], boss["id"]]
    assert chain(head) == [boss["id"]]
    assert chain(boss) == []


def test_presence(company, api, clock):
    person = company.employee(company.s1)
    own = api(roles="sales_staff", sub=person["subject"], department=company.s1["id"])
    leave = {"presence": "ON_LEAVE", "from": day(clock, 0), "until": day(clock, 2)}
    on_leave = own.put(path(person, "/presence"), leave, match=etag(person), expect=200).json()
    assert (on_leave["presence"], on_leave["leave_until"]) == ("ON_LEAVE", leave["until"])
    found = company.staff().get("/v1/employees", params={"number": person["number"], "presence": "ON_LEAVE"}, expect=200).json()
    assert [item["id"] for item in found["items"]] == [person["id"]]
    back = own.put(path(person, "/presence"), {"presence": "PRESENT"}, match=etag(on_leave), expect=200).json()
    assert back["presence"] == "PRESENT" and "leave_from" not in back
    later = own.put(path(person, "/presence"), {**leave, "from": day(clock, 1)}, match=etag(back), expect=200).json()
    assert later["presence"] == "PRESENT"


def test_presence_is_said_by_the_person_or_from_above(company, api, clock):
    boss = company.employee(company.s1)
    person = company.employee(company.s1, supervisor_id=boss["id"])
    leave = {"presence": "ON_LEAVE", "from": day(clock, 0), "until": day(clock, 1)}
    assert code_of(company.staff().put(path(person, "/presence"), leave, match=etag(person))) == (403, "FORBIDDEN_ROLE")
    above = api(roles="employee", sub=boss["subject"], department=company.s1["id"])
    above.put(path(person, "/presence"), leave, match=etag(person), expect=200)


def test_presence_refusals(company, clock):
    person = company.employee(company.s1)
    for body, pointer in (({"presence": "ON_LEAVE"}, "/from"), ({"presence": "ON_LEAVE", "from": day(clock, 0)}, "/until"),
                          ({"presence": "ON_LEAVE", "from": day(clock, 2), "until": day(clock, 1)}, "/until")):
        answer = company.administrator.put(path(person, "/presence"), body, match=etag(person))
        assert answer.status_code == 400 and pointers(answer) == [pointer]


def test_employee_list_finds_by_part_of_the_name(company):
    made = company.employee(company.s2, name=new("诸葛晓梅"))
    items = company.staff().get("/v1/employees", params={"q": "晓梅", "department_id": company.s2["id"]}, expect=200).json()["items"]
    assert made["id"] in [item["id"] for item in items]
