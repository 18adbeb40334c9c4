"""The sealed box: lists, their deadlines, opening and return, defects and fines (R1.11, R1.13-R1.17)."""
import time
from concurrent.futures import ThreadPoolExecutor

from factories import code_of


def test_R1_11_examples_1_and_2_on_time_and_late(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "17:50:00")
    joint.confirmed(joint.e9, joint.guest())
    joint.confirmed(joint.e4, joint.guest())
    listed = joint.submit(joint.hb, joint.day(5))
    assert (listed["late"], listed["lines"], listed["unit"], listed["decision"]["outcome"]) == (False, 1, 2, "ON_TIME")
    joint.to(joint.day(5), "17:59:58")
    assert joint.submit(joint.hb, joint.day(4), kind="PLAN", lines=[])["late"] is False
    joint.to(joint.day(5), "18:00:01")
    late = joint.submit(joint.ha, joint.day(5))
    assert (late["late"], late["decision"]["outcome"]) == (True, "LATE")
    assert joint.submit(joint.hb, joint.day(4), kind="PLAN", lines=[])["late"] is True


def test_R1_11_example_3_a_supplementary_list(joint):
    joint.plan(days=9)
    first = joint.confirmed(joint.e4, joint.guest())
    assert joint.submit(joint.ha, joint.day(7))["lines"] == 1
    second = joint.confirmed(joint.e4, joint.guest())
    assert "listed_at" in joint.invitation(joint.e4, first) and "listed_at" not in joint.invitation(joint.e4, second)
    supplement = joint.submit(joint.ha, joint.day(7))
    assert supplement["lines"] == 1 and joint.invitation(joint.e4, second)["listed_at"] == supplement["received_at"]
    assert joint.submit(joint.ha, joint.day(7))["lines"] == 0  # a nil list is permitted


def test_R1_11_example_4_sealed_until_the_opening(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "17:59:57")
    joint.confirmed(joint.e4, joint.guest())
    listed = joint.submit(joint.ha, joint.day(5))
    path = f"/v1/box-lists/{listed['id']}"

    def readers():
        """What the list and its lines answer."""
        return [(who.get(path).status_code, who.get(path + "/lines").status_code)
                for who in (joint.e1, joint.coordinator, joint.gm, joint.hb)]

    assert readers() == [(200, 200), (404, 404), (404, 404), (404, 404)]
    assert code_of(joint.coordinator.post(joint.at(f"/box/{joint.day(5)}/open"))) == (409, "BOX_SEALED")
    joint.to(joint.day(5), "18:00:00")
    joint.open(joint.day(5))
    assert readers() == [(200, 200), (200, 200), (200, 200), (404, 404)]
    assert [len(who.get(path + "/lines", expect=200).json()["items"]) for who in (joint.e1, joint.coordinator, joint.gm)] == [1, 1, 1]


def test_R1_11_who_submits_what(joint):
    joint.plan(days=9)
    day = joint.day(7)
    ours, theirs = joint.confirmed(joint.e4, joint.guest()), joint.confirmed(joint.e9, joint.guest())
    assert joint.submit(joint.e4, day, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert joint.submit(joint.ha, day, invitation_ids=[ours["id"], theirs["id"]], expect=422)["code"] == "LINE_NOT_OURS"
    assert joint.submit(joint.ha, joint.day(3), expect=422)["code"] == "LINE_NOT_OURS"
    assert joint.submit(joint.ha, joint.day(6), kind="PLAN", lines=[], expect=422)["code"] == "LINE_NOT_OURS"
    foreign = [{"customer_id": joint.guest()["id"], "employee_id": joint.e4.id}]
    refused = joint.submit(joint.hb, joint.day(6), kind="PLAN", lines=foreign, expect=422)
    assert (refused["code"], refused["customer_ids"]) == ("LINE_NOT_OURS", [foreign[0]["customer_id"]])
    assert joint.submit(joint.ha, day, lines=[], expect=400)["code"] == "VALIDATION_FAILED"
    assert joint.submit(joint.hb, joint.day(6), kind="PLAN", expect=400)["code"] == "VALIDATION_FAILED"
    # The deputy hands in too; a dry run shows the draft.
    event = joint.gm.get(joint.at(), expect=200)
    joint.ha.put(joint.at(f"/units/{joint.a['id']}"), {"head_id": joint.ha.id, "deputy_id": joint.e1.id}, match=event, expect=200)
    draft = joint.e1.post(joint.at("/box-lists"), {"kind": "CONFIRMED", "day": day}, params={"dry_run": "true"}).json()
    assert draft["lines"] == 1 and "listed_at" not in joint.invitation(joint.e4, ours)
    assert joint.submit(joint.e1, day, invitation_ids=[ours["id"]])["submitted_by"] == joint.e1.id


def test_R1_13_example_1_lines_are_complete(joint):
    joint.plan(days=9)
    whole, without = joint.guest(), joint.guest(phone=None)
    invitations = [joint.confirmed(joint.e4, guest) for guest in (whole, without)]
    refused = joint.submit(joint.ha, joint.day(7), expect=422)
    assert (refused["code"], refused["rule"]) == ("LIST_INCOMPLETE", "R1.13")
    assert refused["missing"] == [f"{without['number']}.phone"]
    assert all("listed_at" not in joint.invitation(joint.e4, one) for one in invitations)
    lines = [{"customer_id": whole["id"]}]
    assert joint.submit(joint.hb, joint.day(6), kind="PLAN", lines=lines, expect=422)["missing"] == [f"{whole['number']}.employee_id"]


def defective(joint):
    """A line of the day 5 before the event, on time, marked at its opening."""
    joint.plan(days=9)
    joint.to(joint.day(5), "11:00:00")
    invitation = joint.confirmed(joint.e4, joint.guest())
    listed = joint.submit(joint.ha, joint.day(5))
    line, = joint.ha.get(f"/v1/box-lists/{listed['id']}/lines", expect=200).json()["items"]
    path = f"/v1/box-lines/{line['id']}"
    assert joint.coordinator.post(path + "/defect", {"reason": "x"}).status_code == 404
    joint.to(joint.day(5), "19:00:00")
    joint.open(joint.day(5))
    assert code_of(joint.coordinator.post(path + "/defect", {"reason": ""}))[0] == 400
    assert code_of(joint.ha.post(path + "/defect", {"reason": "x"}))[0] == 403
    marked = joint.coordinator.post(path + "/defect", {"reason": "电话不清"}, expect=200).json()
    assert marked["defect_due_at"] == joint.day(4) + "T10:00:00Z"
    return invitation, listed, path


def test_R1_13_example_2_corrected_in_time(joint):
    invitation, listed, path = defective(joint)
    assert joint.ha.get(f"/v1/box-lists/{listed['id']}", expect=200).json()["state"] == "DEFECTIVE"
    joint.to(joint.day(4), "17:00:00")
    assert joint.hb.post(path + "/correct", {"phone": "13812345678"}).status_code == 403
    corrected = joint.ha.post(path + "/correct", {"phone": "13812345678"}, expect=200).json()
    assert (corrected["phone"], corrected["decision"]["outcome"]) == ("13812345678", "ON_TIME")
    now = joint.invitation(joint.e4, invitation)
    assert (now["effective_at"], now["list_late"]) == (now["confirmed_at"], False)
    # It goes through the box again.
    joint.to(joint.day(4), "18:00:00")
    assert joint.open(joint.day(4))["lists"] == 1
    assert code_of(joint.ha.post(path + "/correct", {})) == (409, "INVALID_STATE")


def test_R1_13_example_3_corrected_late(joint):
    invitation, _, path = defective(joint)
    joint.to(joint.day(4), "18:00:01")
    until = time.monotonic() + 15
    while "effective_at" in (now := joint.invitation(joint.e4, invitation)) and time.monotonic() < until:
        time.sleep(0.1)
    assert "effective_at" not in now and now["list_late"] is True
    assert joint.ha.post(path + "/correct", {"name": "王伟"}, expect=200).json()["decision"]["outcome"] == "LATE"
    assert joint.invitation(joint.e4, invitation)["effective_at"] == joint.day(3) + "T10:00:00Z"


def test_R1_14_examples_opened_checked_returned(joint):
    joint.plan(days=9)
    day = joint.day(5)
    path = joint.at(f"/box/{day}")
    joint.to(joint.day(4), "00:00:01")
    assert code_of(joint.ha.post(path + "/open")) == (403, "FORBIDDEN_ROLE")
    other = joint.somebody(joint.office, "coordination_assistant")
    assert other.post(path + "/open").status_code == 404
    assert code_of(joint.coordinator.post(path + "/return")) == (409, "INVALID_STATE")
    # Example 3: no list at all; example 2: after midnight it is flagged.
    opened = joint.open(day)
    assert (opened["lists"], opened["duplicates"], opened["struck"], opened["opened_late"]) == (0, 0, 0, True)
    assert joint.open(day, expect=409)["code"] == "ALREADY_OPENED"
    joint.coordinator.post(path + "/check", expect=200)
    returned = joint.coordinator.post(path + "/return", expect=200).json()
    assert returned["returned_late"] is False
    assert code_of(joint.coordinator.post(path + "/return")) == (409, "INVALID_STATE")


def test_R1_14_example_4_two_openings_at_once(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "18:00:01")
    path = joint.at(f"/box/{joint.day(5)}/open")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: joint.coordinator.post(path), range(4)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "ALREADY_OPENED")] * 3


def test_R1_14_late_lists_are_opened_with_the_next_day(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    joint.to(joint.day(5), "18:00:01")
    late = joint.submit(joint.ha, joint.day(5))
    assert joint.open(joint.day(5))["lists"] == 0
    joint.to(joint.day(4), "18:00:00")
    assert joint.open(joint.day(4))["lists"] == 1
    assert joint.coordinator.get(f"/v1/box-lists/{late['id']}", expect=200).json()["opened_on"] == joint.day(4)


def test_R1_16_the_day_of_the_event(joint):
    joint.plan(days=9)
    joint.to(joint.day(0), "15:59:57")
    joint.confirmed(joint.e4, joint.guest())
    assert joint.submit(joint.ha, joint.day(0))["late"] is False
    joint.to(joint.day(0), "16:00:01")
    late = joint.submit(joint.hb, joint.day(0))
    assert (late["late"], late["decision"]["rule"], late["decision"]["outcome"]) == (True, "R1.16", "WITHOUT_EFFECT")
    joint.open(joint.day(0))
    joint.to(joint.day(0), "18:30:01")
    refused = joint.submit(joint.hb, joint.day(0), expect=409)
    assert (refused["code"], refused["rule"]) == ("INVALID_STATE", "R1.16")


def fines(joint, head, count, patience=20):
    until = time.monotonic() + patience
    while True:
        found = joint.gm.get("/v1/penalties", params={"person_id": head.id, "type": "BOX_LATE"}, expect=200).json()["items"]
        if len(found) >= count or time.monotonic() > until:
            return sorted((one["occurred_on"], one["amount_fen"]) for one in found)
        time.sleep(0.2)


def settled(joint, seconds=8):
    """Past the moment at which the service looks for missing lists."""
    joint.clock.forward(seconds=seconds)


def test_R1_17_examples_1_3_and_4(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    joint.confirmed(joint.e9, joint.guest())
    joint.submit(joint.hb, joint.day(5))
    joint.to(joint.day(5), "18:00:01")
    joint.submit(joint.ha, joint.day(5))  # late
    joint.to(joint.day(4), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())  # and no list
    joint.to(joint.day(4), "18:00:00")
    settled(joint)
    expected = [(joint.day(5), 1000), (joint.day(4), 1000)]
    assert fines(joint, joint.ha, 2) == expected
    joint.to(joint.day(0), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    joint.to(joint.day(0), "16:00:01")
    joint.submit(joint.ha, joint.day(0))
    settled(joint)
    time.sleep(3)
    assert (fines(joint, joint.ha, 2), fines(joint, joint.hb, 0)) == (expected, [])


def test_R1_17_examples_2_and_5_all_days_missed_after_a_stop(joint, suite):
    """The service stands still for days; each day is fined once all the same, and the head of that day."""
    joint.plan(days=9)
    joint.confirmed(joint.e4, joint.guest())
    for before in range(6, 0, -1):
        joint.to(joint.day(before), "12:00:00")
        joint.confirmed(joint.e4, joint.guest())
        if before == 3:
            event = joint.gm.get(joint.at(), expect=200)
            joint.gm.put(joint.at(f"/units/{joint.a['id']}"), {"head_id": joint.e1.id}, match=event, expect=200)
    joint.clock.forward(days=4)
    found = fines(joint, joint.ha, 4) + fines(joint, joint.e1, 3)
    assert found == [(joint.day(before), 1000) for before in range(7, 0, -1)]
    time.sleep(2)
    assert len(fines(joint, joint.ha, 4) + fines(joint, joint.e1, 3)) == 7


def test_R1_17_the_head_of_that_day_is_the_departments(joint):
    """Who becomes head in the directory heads the unit of the event, too, from then on."""
    joint.plan(days=9)
    joint.to(joint.day(5), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    path = f"/v1/departments/{joint.a['id']}"
    administrator = joint.company.administrator

    def head(employee):
        current = administrator.get(path, expect=200)
        administrator.patch(path, {"head_id": employee.id}, match=current, expect=200)

    head(joint.ha)
    joint.to(joint.day(4), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    head(joint.e1)
    unit = joint.gm.get(joint.at(), expect=200).json()["units"][0]
    assert (unit["department_id"], unit["head_id"]) == (joint.a["id"], joint.e1.id)
    assert joint.submit(joint.ha, joint.day(4), expect=403)["code"] == "FORBIDDEN_ROLE"
    # Somebody of another department heads it only by name.
    head(joint.e9)
    assert joint.gm.get(joint.at(), expect=200).json()["units"][0]["head_id"] == joint.e1.id
    joint.to(joint.day(4), "18:00:00")
    settled(joint)
    assert fines(joint, joint.ha, 1) == [(joint.day(5), 1000)]
    assert fines(joint, joint.e1, 1) == [(joint.day(4), 1000)]


def test_R1_17_called_off_after_the_deadline(joint):
    """What was missed before an event is called off is fined all the same, what was due later is not."""
    joint.plan(days=9)
    joint.to(joint.day(5), "12:00:00")
    joint.confirmed(joint.e4, joint.guest())
    joint.to(joint.day(5), "18:00:00.5")
    joint.confirmed(joint.e4, joint.guest())  # of the next day
    joint.gm.post(joint.at("/cancel"), {"reason": "场地取消"}, expect=200)
    settled(joint)
    assert fines(joint, joint.ha, 1) == [(joint.day(5), 1000)]
    joint.clock.forward(days=2)
    time.sleep(2)
    assert fines(joint, joint.ha, 1) == [(joint.day(5), 1000)]
