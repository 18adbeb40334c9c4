"""Who came, and whose an arrived customer is (R1.6, R1.8, R1.15)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, told


def test_a_guest_comes_to_a_gathering(joint):
    guest = joint.guest()
    joint.gather()
    came = joint.arrive(guest)
    assert (came["customer_id"], came["employee_id"], came["attribution_basis"]) == (guest["id"], joint.e1.id, "RESPONSIBLE_EMPLOYEE")
    assert came["decision"]["outcome"] == "RESPONSIBLE_EMPLOYEE"
    assert joint.arrive(guest, expect=409)["code"] == "DUPLICATE"
    assert joint.arrive(joint.guest(), by=joint.e9, expect=403)["code"] == "FORBIDDEN_ROLE"
    event, = told(joint.company.client("service"), "attendance.recorded", came["id"])
    assert event["data"]["customer_id"] == guest["id"]


def test_when_a_customer_may_come(joint):
    guest = joint.guest()
    joint.plan(days=1)
    joint.to(joint.day(0), "15:59:00")
    assert joint.arrive(guest, expect=409)["code"] == "INVALID_STATE"
    joint.to(joint.day(0), "18:30:00")
    assert joint.arrive(guest, arrived_at=joint.day(0) + "T15:00:00+08:00", expect=409)["code"] == "INVALID_STATE"
    assert joint.arrive(guest, arrived_at=joint.day(0) + "T20:00:00+08:00", expect=422)["code"] == "TIME_IN_FUTURE"
    joint.to(joint.day(0), "22:00:00")
    assert joint.arrive(guest, expect=409)["code"] == "INVALID_STATE"
    # The lists of the entrance come in later.
    assert joint.arrive(guest, arrived_at=joint.day(0) + "T18:40:00+08:00")["arrived_at"] == joint.day(0) + "T10:40:00Z"


def test_two_entrances_record_one_guest(joint):
    guest = joint.guest()
    joint.gather()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: joint.e4.post(joint.at("/attendances"), {"customer_id": guest["id"]}), range(4)))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "DUPLICATE")] * 3


def test_R1_15_example_4_one_confirming_department_even_without_list(joint):
    joint.plan(days=2)
    guest = joint.guest(by=joint.e9)
    invitation = joint.confirmed(joint.e4, guest)
    joint.to(joint.day(0), "18:31:00")
    came = joint.arrive(guest)
    assert (came["invitation_id"], came["employee_id"], came["attribution_basis"]) == (invitation["id"], joint.e4.id, "ONLY_INVITATION")
    assert joint.invitation(joint.e4, invitation)["state"] == "ARRIVED"


def test_R1_15_example_6_and_the_refusals_of_attribution(joint):
    joint.plan(days=2)
    guest = joint.guest()
    joint.confirmed(joint.e4, guest)
    path, body = joint.at("/attributions"), {"customer_id": guest["id"]}
    assert code_of(joint.coordinator.post(path, body)) == (409, "INVALID_STATE")
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(guest)
    answer = joint.coordinator.post(path, body)
    assert code_of(answer) == (409, "ALREADY_ATTRIBUTED") and answer.json()["rule"] == "R1.15"


def test_R1_8_a_wrong_attendance_is_taken_back(joint):
    old, guest = joint.old_guest(), joint.guest()
    joint.gather()
    joint.refer(old, guest)
    invitation = joint.confirmed(joint.e4, guest)
    came = joint.arrive(guest)
    assert joint.points(old) == 100 and joint.invitation(joint.e4, invitation)["state"] == "ARRIVED"
    path, body = f"/v1/attendances/{came['id']}/annul", {"reason": "登记错人"}
    assert joint.e4.post(path, body).status_code == 403
    assert joint.hb.post(path, body).status_code == 404
    sale = joint.sell(guest, 1000)
    assert code_of(joint.ha.post(path, body)) == (409, "INVALID_STATE")
    joint.e4.post(f"/v1/sales/{sale['id']}/cancel", {"reason": "x"}, expect=200)
    joint.ha.post(path, body, expect=200)
    assert joint.points(old) == 0 and joint.invitation(joint.e4, invitation)["state"] == "CONFIRMED"
    assert code_of(joint.ha.post(path, body)) == (409, "INVALID_STATE")
    kinds = [one["kind"] for one in joint.gm.get("/v1/points-entries", params={"customer_id": old["id"]}, expect=200).json()["items"]]
    assert kinds == ["REVERSAL", "REFERRAL_ATTENDANCE"]
    # The right one comes after all.
    joint.arrive(guest)
    assert joint.points(old) == 100
