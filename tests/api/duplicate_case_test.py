"""Customers whom both units have: attribution on arrival, the coordinator's decision, the ruling (R1.15, R1.18, R1.25)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, told


def both(joint, ours=True, theirs=True):
    """A guest whom A confirms at 11:00 and B at 14:00, five days before the event; who hands in by 17:00."""
    joint.plan(days=9)
    guest = joint.guest()
    joint.to(joint.day(5), "11:00:00")
    a = joint.confirmed(joint.e4, guest)
    joint.to(joint.day(5), "14:00:00")
    b = joint.confirmed(joint.e9, guest)
    joint.to(joint.day(5), "17:00:00")
    if ours:
        joint.submit(joint.ha, joint.day(5))
    if theirs:
        joint.submit(joint.hb, joint.day(5))
    return guest, a, b


def case_of(joint, by=None):
    found = (by or joint.coordinator).get("/v1/duplicate-cases", params={"gathering_id": joint.event["id"]}, expect=200)
    return found.json()["items"]


def opened(joint, **more):
    guest, a, b = both(joint, **more)
    joint.to(joint.day(5), "18:00:00")
    joint.open(joint.day(5))
    return guest, a, b


def arrive(joint, guest):
    joint.to(joint.day(0), "18:31:00")
    return joint.arrive(guest)


def states(joint, a, b):
    mine, theirs = joint.invitation(joint.e4, a), joint.invitation(joint.e9, b)
    return (mine["state"], mine.get("cancel_cause")), (theirs["state"], theirs.get("cancel_cause"))


def test_R1_15_example_1_both_on_time(joint):
    guest, a, b = opened(joint)
    case, = case_of(joint)
    assert case["proposal_department_id"] == joint.a["id"]
    came = arrive(joint, guest)
    assert (came["employee_id"], came["attribution_basis"]) == (joint.e4.id, "EARLIEST")
    assert states(joint, a, b) == (("ARRIVED", None), ("CANCELLED", "LOST"))


def test_R1_15_example_2_late(joint):
    guest, a, b = both(joint, ours=False)
    joint.to(joint.day(5), "18:00:01")
    joint.submit(joint.ha, joint.day(5))
    assert joint.invitation(joint.e4, a)["effective_at"] == joint.day(4) + "T10:00:00Z"
    joint.open(joint.day(5))
    assert case_of(joint) == []
    joint.to(joint.day(4), "18:00:00")
    joint.open(joint.day(4))
    case, = case_of(joint)
    assert case["proposal_department_id"] == joint.b["id"]
    assert arrive(joint, guest)["employee_id"] == joint.e9.id
    assert states(joint, a, b) == (("CANCELLED", "LOST"), ("ARRIVED", None))


def test_R1_15_example_3_never_submitted(joint):
    guest, a, b = opened(joint, ours=False)
    assert case_of(joint) == []
    assert arrive(joint, guest)["employee_id"] == joint.e9.id
    assert states(joint, a, b) == (("CANCELLED", "LOST"), ("ARRIVED", None))


def test_R1_15_example_5_claimed_from_when_a_late_list_counts(joint):
    joint.plan(days=9)
    guest = joint.guest()
    joint.to(joint.day(5), "11:00:00")
    joint.confirmed(joint.e4, guest)
    theirs = joint.invite(joint.e9, guest)
    joint.to(joint.day(5), "18:00:01")
    joint.submit(joint.ha, joint.day(5))
    joint.to(joint.day(4), "18:00:01")
    assert joint.confirm(joint.e9, theirs, expect=422)["code"] == "CUSTOMER_CLAIMED"


def test_R1_15_nobody_submitted(joint):
    """The arrival cannot be attributed: the case goes to the coordinator."""
    guest, a, b = both(joint, ours=False, theirs=False)
    came = arrive(joint, guest)
    assert "employee_id" not in came and came["decision"]["outcome"] == "UNDECIDED"
    assert joint.sell(guest, 100, expect=409)["code"] == "NOT_ATTRIBUTED"
    case, = case_of(joint)
    assert "proposal_department_id" not in case
    path = f"/v1/duplicate-cases/{case['id']}/decide"
    assert code_of(joint.coordinator.post(path, {"department_id": joint.b["id"]})) == (400, "VALIDATION_FAILED")
    decided = joint.coordinator.post(path, {"department_id": joint.b["id"], "reason": "顾客自己说明"}, expect=200).json()
    assert decided["decided_late"] is True
    came = joint.e4.get(f"/v1/attendances/{came['id']}", expect=200).json()
    assert (came["employee_id"], came["attribution_basis"]) == (joint.e9.id, "DECISION")
    assert states(joint, a, b) == (("CANCELLED", "LOST"), ("ARRIVED", None))
    joint.sell(guest, 100)


def test_R1_18_example_1_the_coordinator_decides_before_the_arrival(joint):
    guest, a, b = opened(joint)
    case, = case_of(joint)
    # Openly: both heads see it, their employees do not.
    assert [len(case_of(joint, by)) for by in (joint.ha, joint.hb, joint.gm, joint.e4)] == [1, 1, 1, 0]
    path = f"/v1/duplicate-cases/{case['id']}"
    assert joint.hb.get(path, expect=200).json()["first_effective_at"] == joint.invitation(joint.e4, a)["confirmed_at"]
    assert code_of(joint.ha.post(path + "/decide", {"department_id": joint.a["id"]})) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.coordinator.post(path + "/decide", {"department_id": joint.b["id"]})) == (400, "VALIDATION_FAILED")
    decided = joint.coordinator.post(path + "/decide", {"department_id": joint.a["id"]}, expect=200).json()
    assert (decided["state"], decided["department_id"], decided["decided_late"]) == ("DECIDED", joint.a["id"], False)
    assert states(joint, a, b) == (("CONFIRMED", None), ("CANCELLED", "LOST"))
    assert code_of(joint.coordinator.post(path + "/decide", {"department_id": joint.a["id"]})) == (409, "INVALID_STATE")
    # What was decided stands against a new invitation.
    assert joint.invite(joint.e9, guest, expect=422)["code"] == "CUSTOMER_CLAIMED"
    came = arrive(joint, guest)
    assert (came["employee_id"], came["attribution_basis"]) == (joint.e4.id, "DECISION")
    assert [one["type"] for one in told(joint.gm, "duplicate_case.opened,duplicate_case.decided", case["id"], 2)] == [
        "duplicate_case.opened", "duplicate_case.decided"]


def test_R1_18_deviating_after_the_arrival_the_sales_follow(joint):
    guest, a, b = opened(joint)
    case, = case_of(joint)
    arrive(joint, guest)
    sale = joint.sell(guest, 300_000)
    assert sale["attributed_to"] == joint.e4.id
    body = {"department_id": joint.b["id"], "reason": "第一事业部名单代填"}
    joint.coordinator.post(f"/v1/duplicate-cases/{case['id']}/decide", body, expect=200)
    assert states(joint, a, b) == (("CANCELLED", "LOST"), ("ARRIVED", None))
    assert joint.gm.get(f"/v1/sales/{sale['id']}", expect=200).json()["attributed_to"] == joint.e9.id
    for somebody, amount in ((joint.e4, 0), (joint.e9, 300_000)):
        found = joint.gm.get("/v1/performance", params={"employee_id": somebody.id}, expect=200).json()["items"]
        assert sum(one["amount_fen"] for one in found) == amount


def test_R1_18_example_3_one_case_for_two_lists(joint):
    joint.plan(days=9)
    guest = joint.guest()
    joint.confirmed(joint.e4, guest)
    joint.confirmed(joint.e9, guest)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda head: joint.submit(head, joint.day(7)), (joint.ha, joint.hb)))
    joint.to(joint.day(7), "18:00:00")
    assert joint.open(joint.day(7))["duplicates"] == 1
    joint.to(joint.day(6), "18:00:00")
    assert joint.open(joint.day(6))["duplicates"] == 0
    assert len(case_of(joint)) == 1


def test_R1_14_a_held_line(joint):
    _, _, _ = opened(joint)
    path = joint.at(f"/box/{joint.day(5)}")
    joint.coordinator.post(path + "/check", expect=200)
    joint.coordinator.post(path + "/return", expect=200)
    listed, = joint.ha.get("/v1/box-lists", params={"gathering_id": joint.event["id"]}, expect=200).json()["items"]
    assert listed["state"] == "RETURNED"
    line, = joint.coordinator.get(f"/v1/box-lists/{listed['id']}/lines", expect=200).json()["items"]
    assert line["held"] is True and "returned_at" not in line
    back = f"/v1/box-lines/{line['id']}/return"
    answer = joint.coordinator.post(back)
    assert code_of(answer) == (422, "DUPLICATE_OPEN") and answer.json()["rule"] == "R1.14"
    case, = case_of(joint)
    joint.coordinator.post(f"/v1/duplicate-cases/{case['id']}/decide", {"department_id": joint.a["id"]}, expect=200)
    assert "returned_at" in joint.coordinator.post(back, expect=200).json()


STATEMENTS = {"reason": "双方时间相同", "first_statement": "我部先联系", "second_statement": "我部长期服务"}


def test_R1_25_examples_the_general_manager_rules(joint):
    guest, a, b = opened(joint)
    case, = case_of(joint)
    path = f"/v1/duplicate-cases/{case['id']}"
    ruling = {"department_id": joint.b["id"], "text": "判归第二事业部"}
    assert code_of(joint.gm.post(path + "/rule", ruling)) == (409, "INVALID_STATE")
    assert code_of(joint.ha.post(path + "/escalate", STATEMENTS)) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.coordinator.post(path + "/escalate", {"reason": "x"})) == (400, "VALIDATION_FAILED")
    assert joint.coordinator.post(path + "/escalate", STATEMENTS, expect=200).json()["escalated_late"] is False
    assert code_of(joint.coordinator.post(path + "/decide", {"department_id": joint.a["id"]})) == (409, "INVALID_STATE")
    assert code_of(joint.coordinator.post(path + "/rule", ruling)) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.gm.post(path + "/rule", {**ruling, "text": ""})) == (400, "VALIDATION_FAILED")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: joint.gm.post(path + "/rule", ruling), range(3)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "INVALID_STATE")] * 2
    came = arrive(joint, guest)
    assert (came["employee_id"], came["attribution_basis"]) == (joint.e9.id, "RULING")
