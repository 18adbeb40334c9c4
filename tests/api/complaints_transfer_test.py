"""Handing over what is out of scope (R6.6, R6.7)."""
from factories import code_of


def absent(requests_of, number, seconds):
    """The employee is away from now on, for so long."""
    at = requests_of.complaints.at
    client = requests_of.client("employee", number)
    return client.post("/v1/absences", {"from_at": at(-1), "until_at": at(seconds), "reason": "外出开会"}, expect=201).json()


def back(requests_of, number, absence):
    requests_of.client("employee", number).post(f"/v1/absences/{absence['id']}/end", expect=200)


def test_R6_7_example_1_to_the_leader_who_is_present(requests_of):
    request = requests_of.record()
    client, path = requests_of.client("employee"), f"/v1/service-requests/{request['id']}/transfer"
    sun = {"to_id": requests_of.person("employee", 2), "reason": "不属本岗"}
    assert code_of(client.post(path, sun)) == (422, "LEADER_PRESENT")
    pending = requests_of.act(request, "transfer", {"to_id": requests_of.person("employee", 1), "reason": "不属本岗"})
    assert pending["state"] == "TRANSFERRED_PENDING" and pending["owner_id"] == requests_of.person("employee")
    assert code_of(client.post(path, sun)) == (409, "TRANSFER_PENDING")
    chen = requests_of.client("employee", 1)
    assert code_of(client.post(path.replace("transfer", "accept-transfer"))) == (403, "FORBIDDEN_ROLE")
    taken = requests_of.act(request, "accept-transfer", client=chen)
    assert taken["state"] == "RECORDED" and taken["owner_id"] == requests_of.person("employee", 1)
    assert taken["first_responder_id"] == requests_of.person("employee")
    link, = requests_of.items(f"/v1/service-requests/{request['id']}/transfers")
    assert (link["kind"], link["state"], link["late"], link["reason"]) == ("TRANSFER", "ACCEPTED", False, "不属本岗")


def test_R6_7_example_2_the_absence_is_half_open(requests_of, complaints):
    employee = requests_of.person("employee", 1)
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("insert into absence values (gen_random_uuid(), 1, %s, '2025-09-30T09:00+08', '2025-09-30T18:00+08', '外出',"
                       " now(), 'x', now(), 'x', 'x')", (employee,))
        for at, present in (("08:59:59", True), ("09:00:00", False), ("17:59:59", False), ("18:00:00", True)):
            cursor.execute("select is_present(%s, %s, '2025-09-30')", (employee, f"2025-09-30T{at}+08"))
            assert cursor.fetchone()[0] is present
        connection.rollback()
    request = requests_of.record()
    absence = absent(requests_of, 1, 3600)
    taken = requests_of.act(request, "transfer", {"to_id": requests_of.person("employee", 2), "reason": "主管外出"})
    assert taken["state"] == "TRANSFERRED_PENDING"
    back(requests_of, 1, absence)
    other = requests_of.record()
    answer = requests_of.client("employee").post(f"/v1/service-requests/{other['id']}/transfer", {"to_id": requests_of.person("employee", 2), "reason": "主管外出"})
    assert code_of(answer) == (422, "LEADER_PRESENT")


def test_R6_7_examples_3_and_4_whoever_is_present(requests_of):
    absences = [(number, absent(requests_of, number, 3600)) for number in (1, 2)]
    request = requests_of.record()
    requests_of.act(request, "transfer", {"reason": "不属本岗"})
    link, = requests_of.items(f"/v1/service-requests/{request['id']}/transfers")
    assert link["to_id"] == requests_of.person("employee", 3)
    absences.append((3, absent(requests_of, 3, 3600)))
    stays = requests_of.act(requests_of.record(), "transfer", {"reason": "不属本岗"})
    assert stays["state"] == "RECORDED" and stays["no_target"] is True and stays["owner_id"] == requests_of.person("employee")
    notices = requests_of.items("/v1/service-notices", requests_of.client("office"), subject_id=stays["id"])
    assert [one["kind"] for one in notices] == ["NO_TARGET"]
    for number, absence in absences:
        back(requests_of, number, absence)


def test_R6_6_example_2_what_is_in_scope_is_not_transferred(requests_of):
    category = requests_of.new_category()
    requests_of.responsible(requests_of.person("employee"), category)
    request = requests_of.record(category=category)
    path = f"/v1/service-requests/{request['id']}/transfer"
    answer = requests_of.client("employee").post(path, {"reason": "太忙"})
    assert code_of(answer) == (422, "IN_SCOPE_NO_TRANSFER") and answer.json()["rule"] == "R6.6"


def test_R6_7_other_refusals(requests_of):
    request = requests_of.record()
    path = f"/v1/service-requests/{request['id']}"
    client = requests_of.client("employee")
    nobody = {"to_id": requests_of.person("tech_service"), "reason": "不属本岗"}
    assert code_of(client.post(path + "/transfer", nobody)) == (422, "NOT_IN_CHARGE")
    assert code_of(requests_of.client("employee", 1).post(path + "/transfer", {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
    assert code_of(client.post(path + "/accept-transfer")) == (409, "INVALID_STATE")
    requests_of.act(request, "transfer", {"reason": "不属本岗"})
    chen = requests_of.client("employee", 1)
    declined = requests_of.act(request, "decline-transfer", {"reason": "不属本部门"}, chen)
    assert declined["state"] == "RECORDED" and declined["owner_id"] == requests_of.person("employee")
    requests_of.act(request, "transfer", {"reason": "不属本岗"})
    requests_of.act(request, "accept-transfer", client=chen)
    back_again = {"to_id": requests_of.person("employee"), "reason": "还是你办"}
    assert code_of(chen.post(path + "/assign", back_again)) == (422, "NO_TRANSFER_BACK")
    assert code_of(chen.post(path + "/transfer", back_again)) == (422, "NO_TRANSFER_BACK")
    other = {"to_id": requests_of.person("tech_service"), "reason": "给技术部"}
    assert code_of(chen.post(path + "/assign", other)) == (422, "NOT_IN_CHARGE")
    assert requests_of.act(request, "assign", {"to_id": requests_of.person("employee", 3), "reason": "负责该客户"}, chen)["transfers"] == 2


def test_R6_7_unaccepted_it_is_reminded_and_the_owner_stays(requests_of, complaints):
    request = requests_of.record()
    requests_of.clock.forward(hours=2, seconds=1)
    requests_of.act(request, "transfer", {"reason": "不属本岗"})
    link, = requests_of.items(f"/v1/service-requests/{request['id']}/transfers")
    assert link["late"] is True
    requests_of.clock.forward(hours=4, seconds=1)
    complaints.suite.await_(lambda: "reminded_at" in requests_of.items(f"/v1/service-requests/{request['id']}/transfers")[0])
    for client in (requests_of.client("employee", 1), requests_of.client("general_manager")):
        kinds = [one["kind"] for one in requests_of.items("/v1/service-notices", client, subject_id=request["id"])]
        assert "TRANSFER_REMINDER" in kinds
    assert requests_of.get(request["id"])["owner_id"] == requests_of.person("employee")


def test_R6_7_passed_on_between_departments_twice(requests_of, complaints):
    category = requests_of.new_category(leader_id=requests_of.person("tech_service", 2), deputy_ids=[])
    request = requests_of.record(category=category)
    requests_of.act(request, "transfer", {"reason": "不属本岗"})
    requests_of.act(request, "decline-transfer", {"reason": "不属本部门"}, requests_of.client("tech_service", 2))
    again = requests_of.act(request, "transfer", {"reason": "不属本岗"})
    assert again["ping_pong"] is True
    assert complaints.db_value("select code from conduct_case where person_id = %s", requests_of.person("employee")) == "V6.10b"


def test_R6_7_an_absence_is_recorded_by_the_person_or_a_superior(requests_of):
    at = requests_of.complaints.at
    body = {"employee_id": requests_of.person("employee", 3), "from_at": at(100000), "until_at": at(100001), "reason": "体检"}
    assert code_of(requests_of.client("employee").post("/v1/absences", body)) == (403, "FORBIDDEN_ROLE")
    made = requests_of.client("general_manager").post("/v1/absences", body, expect=201).json()
    answer = requests_of.client("employee", 3).post(f"/v1/absences/{made['id']}/end", {"until_at": at(0)})
    assert code_of(answer) == (422, "TIMES_INCONSISTENT")
