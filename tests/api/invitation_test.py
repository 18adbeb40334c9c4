"""Invitations to joint events: whose day they are, who is claimed, who was to be ahead (R1.10, R1.12, R1.19, R1.20)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of
from units import Unit


def test_R1_10_the_day_of_a_confirmation(joint):
    """Examples 1 to 4, as far as a running clock goes; the instants themselves are unit tests."""
    joint.plan(days=9)
    first, guests = joint.day(7), [joint.guest() for _ in range(4)]
    invitation = joint.confirmed(joint.e4, guests[0])
    assert (invitation["state"], invitation["confirmed_day"], invitation["invited_day"]) == ("CONFIRMED", first, first)
    joint.to(joint.day(1), "18:00:01")
    assert joint.confirmed(joint.e4, guests[1])["confirmed_day"] == joint.day(0)
    joint.to(joint.day(0), "16:00:01")
    late = joint.confirmed(joint.e4, guests[2])
    assert "confirmed_day" not in late and late["after_close"] is True
    invitation = joint.invite(joint.e4, guests[3])
    answer = joint.e4.post(f"/v1/invitations/{invitation['id']}/confirm", {"confirmed_at": joint.day(1) + "T12:00:00Z"})
    assert code_of(answer)[0] in (400, 415)


def test_R1_10_the_evening_belongs_to_the_next_day(joint):
    joint.plan(days=9)
    joint.to(joint.day(5), "17:59:57")
    assert joint.confirmed(joint.e4, joint.guest())["confirmed_day"] == joint.day(5)
    joint.to(joint.day(5), "18:00:00.1")
    assert joint.confirmed(joint.e4, joint.guest())["confirmed_day"] == joint.day(4)


def test_who_invites_whom(joint):
    joint.plan()
    guest = joint.guest()
    outsider = joint.somebody(joint.company.department("DIRECT_SALES"), "employee")
    assert joint.invite(outsider, guest, expect=403)["code"] == "FORBIDDEN_ROLE"
    foreign = joint.guest(by=outsider)
    answer = joint.invite(joint.e4, foreign, expect=422)
    assert (answer["code"], answer["rule"]) == ("SERVICE_NOT_LAPSED", "R1.28")
    # Served by the other unit, and by nobody.
    joint.invite(joint.e9, guest)
    joint.invite(joint.e9, joint.guest(by=joint.e9))
    assert joint.invite(joint.e9, guest, expect=409)["code"] == "INVITATION_EXISTS"


def test_R1_19_two_of_one_department_at_once(joint):
    joint.plan()
    guest = joint.guest()
    body = {"customer_id": guest["id"]}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda by: by.post(joint.at("/invitations"), body), (joint.e4, joint.e1) * 2))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "INVITATION_EXISTS")] * 3
    assert {answer.json()["rule"] for answer in answers if answer.status_code == 409} == {"R1.19"}


def test_planned_invited_confirmed_declined(joint):
    joint.plan()
    guest = joint.guest()
    invitation = joint.invite(joint.e4, guest, planned=True)
    path = f"/v1/invitations/{invitation['id']}"
    assert invitation["state"] == "PLANNED" and "invited_at" not in invitation
    assert code_of(joint.e4.post(path + "/confirm")) == (409, "INVALID_STATE")
    assert joint.e4.post(path + "/invite", expect=200).json()["state"] == "INVITED"
    joint.e4.post(path + "/confirm", expect=200)
    declined = joint.e4.post(path + "/cancel", {"reason": "生病"}, expect=200).json()
    assert (declined["state"], declined["cancel_cause"]) == ("CANCELLED", "DECLINED")
    assert code_of(joint.e4.post(path + "/confirm")) == (409, "INVALID_STATE")
    joint.invite(joint.e4, guest)


def test_R1_11_invitations_are_sealed(joint):
    joint.plan()
    invitation = joint.confirmed(joint.e4, joint.guest())
    path = f"/v1/invitations/{invitation['id']}"
    assert joint.e1.get(path).status_code == 200
    for other in (joint.e9, joint.hb, joint.coordinator, joint.gm):
        assert other.get(path).status_code == 404
        assert other.get(path + "/history").status_code == 404
        found = other.get("/v1/invitations", params={"gathering_id": joint.event["id"]}, expect=200).json()["items"]
        assert found == []


def test_R1_19_examples_1_to_3(joint):
    joint.plan(days=9)
    guests = [joint.guest() for _ in range(3)]
    joint.to(joint.day(5), "14:00:00")
    for guest in guests:
        joint.confirmed(joint.e4, guest)
    invited = joint.invite(joint.e9, guests[1])
    before = joint.confirmed(joint.e9, guests[2])
    joint.submit(joint.ha, joint.day(5))
    refused = joint.invite(joint.e9, guests[0], expect=422)
    assert (refused["code"], refused["rule"]) == ("CUSTOMER_CLAIMED", "R1.19")
    # Sealed: it is not said who.
    assert refused["detail"] == "Another department has confirmed this customer for the event."
    assert joint.confirm(joint.e9, invited, expect=422)["code"] == "CUSTOMER_CLAIMED"
    joint.submit(joint.hb, joint.day(5))
    joint.to(joint.day(5), "18:00:00")
    opened = joint.open(joint.day(5))
    assert (opened["lists"], opened["duplicates"]) == (2, 1)
    case, = joint.coordinator.get("/v1/duplicate-cases", params={"gathering_id": joint.event["id"]}, expect=200).json()["items"]
    assert (case["customer_id"], case["second_invitation_id"]) == (guests[2]["id"], before["id"])
    # Returned, it is named.
    joint.coordinator.post(joint.at(f"/box/{joint.day(5)}/check"), expect=200)
    joint.coordinator.post(joint.at(f"/box/{joint.day(5)}/return"), expect=200)
    assert joint.a["name"] in joint.invite(joint.e9, guests[0], expect=422)["detail"]


def test_R1_19_example_4_receipt_and_confirmation_at_once(joint):
    """Either order, never a third result."""
    joint.plan()
    guests = [joint.guest() for _ in range(6)]
    for guest in guests:
        joint.confirmed(joint.e4, guest)
    theirs = [joint.invite(joint.e9, guest) for guest in guests]
    paths = [f"/v1/invitations/{one['id']}/confirm" for one in theirs]
    day = joint.day(7)
    with ThreadPoolExecutor(7) as pool:
        asked = [pool.submit(joint.e9.post, path) for path in paths[:3]]
        listed = pool.submit(joint.submit, joint.ha, day)
        asked += [pool.submit(joint.e9.post, path) for path in paths[3:]]
        answers = [one.result() for one in asked]
    assert listed.result()["lines"] == 6
    for one, answer in zip(theirs, answers):
        state = joint.invitation(joint.e9, one)["state"]
        assert (code_of(answer), state) in [((200, None), "CONFIRMED"), ((422, "CUSTOMER_CLAIMED"), "INVITED")]


def test_R1_19_example_5_and_what_lifts_it(joint):
    joint.plan()
    guest = joint.guest()
    invitation = joint.confirmed(joint.e4, guest)
    joint.submit(joint.ha, joint.day(7))
    joint.invite(joint.e9, guest, expect=422)
    joint.e4.post(f"/v1/invitations/{invitation['id']}/cancel", {"reason": "谢绝"}, expect=200)
    joint.invite(joint.e9, guest)
    other = JointAgain(joint)
    other.invite(joint.e9, guest)


class JointAgain:
    """Another event of the same units."""

    def __init__(self, joint):
        self.event = joint.gm.post("/v1/gatherings", joint.body(days=12), expect=201).json()

    def invite(self, by, customer):
        return by.post(f"/v1/gatherings/{self.event['id']}/invitations", {"customer_id": customer["id"]}, expect=201)


def test_R1_12_example_1_a_struck_line(joint):
    joint.plan(days=9)
    guest, planned = joint.guest(), joint.guest(by=joint.e9)
    joint.to(joint.day(5), "12:00:00")
    joint.confirmed(joint.e4, guest)
    joint.submit(joint.ha, joint.day(5))
    lines = [{"customer_id": one["id"], "employee_id": joint.e9.id} for one in (guest, planned)]
    plan = joint.submit(joint.hb, joint.day(4), kind="PLAN", lines=lines)
    assert (plan["late"], plan["lines"]) == (False, 2)
    joint.to(joint.day(5), "18:00:00")
    assert joint.open(joint.day(5))["struck"] == 1

    def struck(by):
        found = by.get(f"/v1/box-lists/{plan['id']}/lines", expect=200).json()["items"]
        return [one["customer_id"] for one in found if "struck_at" in one]

    assert struck(joint.coordinator) == [guest["id"]] and struck(joint.hb) == []
    joint.coordinator.post(joint.at(f"/box/{joint.day(5)}/check"), expect=200)
    joint.coordinator.post(joint.at(f"/box/{joint.day(5)}/return"), expect=200)
    assert struck(joint.hb) == [guest["id"]]
    joint.to(joint.day(4), "09:00:00")
    assert joint.invite(joint.e9, guest, expect=422)["code"] == "CUSTOMER_CLAIMED"
    invitation = joint.invite(joint.e9, planned)
    assert (invitation["unplanned"], invitation["plan_missing"]) == (False, False)
    # Example 2: not on the plan of the day.
    invitation = joint.invite(joint.e9, joint.guest())
    assert (invitation["unplanned"], invitation["plan_missing"]) == (True, False)
    joint.to(joint.day(3), "09:00:00")
    invitation = joint.invite(joint.e9, joint.guest())
    assert (invitation["unplanned"], invitation["plan_missing"]) == (True, True)
    assert joint.invite(joint.e4, joint.guest())["unplanned"] is False


def test_R1_12_example_3_the_lead_of_unit_1(joint):
    joint.plan(days=9)
    joint.to(joint.day(2), "17:59:57")
    assert joint.invite(joint.e4, joint.guest())["lead_missed"] is False
    joint.to(joint.day(1), "10:00:00")
    assert joint.invite(joint.e4, joint.guest())["lead_missed"] is True
    assert joint.invite(joint.e9, joint.guest())["lead_missed"] is False
    joint.to(joint.day(1), "18:00:01")
    assert joint.invite(joint.e9, joint.guest())["lead_missed"] is True


def speakers(joint, by, *guests, expect=201, role="SPEAKER"):
    lines = [{"customer_id": guest["id"], "role": role} for guest in guests]
    return joint.submit(by, kind="SPEAKER_LEADER", lines=lines, expect=expect)


def test_R1_20_examples_1_and_2(joint):
    """Weeks before the event: protected from the later of list and confirmation."""
    joint.plan(days=12)
    guest, never = joint.guest(), joint.guest()
    speakers(joint, joint.ha, guest, never)
    invitation = joint.invite(joint.e4, guest)
    theirs = joint.invite(joint.e9, guest)
    confirmed = joint.confirm(joint.e4, invitation)
    assert confirmed["effective_at"] == confirmed["confirmed_at"]
    assert joint.confirm(joint.e9, theirs, expect=422)["code"] == "CUSTOMER_CLAIMED"
    joint.invite(joint.e9, never)


def test_R1_20_examples_3_and_4(joint):
    joint.plan(days=9)
    guest, claimed, free = joint.guest(), joint.guest(), joint.guest()
    joint.confirmed(joint.e9, claimed)
    joint.submit(joint.hb, joint.day(7))
    refused = speakers(joint, joint.ha, free, claimed, expect=422)
    assert (refused["code"], refused["customer_ids"]) == ("CUSTOMER_CLAIMED", [claimed["id"]])
    invitation = joint.confirmed(joint.e4, guest)
    joint.to(joint.day(1), "17:59:57")
    listed = speakers(joint, joint.ha, guest, role="LEADER")
    assert joint.invitation(joint.e4, invitation)["effective_at"] == listed["received_at"]
    joint.to(joint.day(1), "18:00:01")
    assert speakers(joint, joint.ha, free, expect=422)["code"] == "SPEAKER_LIST_TOO_LATE"


def test_R1_20_a_customer_whom_the_unit_took_from_a_third_department(joint, company):
    guest = Unit(company, count=1).customer(address="文三路 5 号")
    joint.to(joint.today(100), "09:00:00")
    joint.plan(days=9)
    assert speakers(joint, joint.ha, guest, expect=422)["code"] == "LINE_NOT_OURS"
    invitation = joint.confirmed(joint.e4, guest)
    assert speakers(joint, joint.hb, guest, expect=422)["code"] == "LINE_NOT_OURS"
    listed = speakers(joint, joint.ha, guest)
    assert joint.invitation(joint.e4, invitation)["effective_at"] == listed["received_at"]
