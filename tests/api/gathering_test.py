"""Gatherings and joint events: planned, held, settled, called off (R1.9, SM-C3)."""
from factories import code_of, etag, told


def test_R1_9_example_1_a_joint_event_and_its_days(joint):
    event = joint.plan(days=19)
    assert (event["kind"], event["session"], event["state"]) == ("JOINT", "EVENING", "PLANNED")
    assert event["held_on"] == joint.today(19) and event["first_day"] == joint.today(12)
    assert [(u["sequence"], u["department_id"], u["head_id"]) for u in event["units"]] == [
        (1, joint.a["id"], joint.ha.id), (2, joint.b["id"], joint.hb.id)]
    assert event["last_deadline_at"] == joint.today(19) + "T08:00:00Z"
    assert event["speaker_deadline_at"] == joint.today(18) + "T10:00:00Z"
    assert event["decision"]["rule"] == "R1.9"
    days = joint.coordinator.get(joint.at("/box"), expect=200).json()["items"]
    assert [day["day"] for day in days] == [joint.today(12 + n) for n in range(8)]
    assert [day["deadline_at"][10:] for day in days] == ["T10:00:00Z"] * 7 + ["T08:00:00Z"]
    assert told(joint.gm, "gathering.planned", event["id"])[0]["data"]["title"] == event["title"]


def test_R1_9_examples_2_and_3_planned_late(joint):
    joint.to(joint.today(1), "12:00:00")
    assert joint.plan(days=3)["first_day"] == joint.today()
    joint.to(joint.today(), "18:00:01")
    assert joint.plan(days=3)["first_day"] == joint.today(1)


def test_R1_9_example_4_and_the_other_refusals(joint):
    units = joint.body()["units"]
    third = {"sequence": 3, "department_id": joint.office["id"], "head_id": joint.coordinator.id}

    def refused(**more):
        answer = joint.gm.post("/v1/gatherings", joint.body(**more))
        return (*code_of(answer), answer.json().get("rule"))

    assert refused(units=units + [third]) == (422, "UNIT_COUNT_UNSUPPORTED", "R1.9")
    assert refused(units=units[:1]) == (422, "UNIT_COUNT_UNSUPPORTED", "R1.9")
    assert refused(units=[units[0], {**units[1], "sequence": 1}]) == (422, "UNIT_COUNT_UNSUPPORTED", "R1.9")
    assert refused(coordinator_id=joint.e9.id) == (403, "SEPARATION_OF_DUTIES", "R1.9")
    assert refused(session="AFTERNOON") == (422, "SESSION_MISMATCH", "R1.9")
    assert refused(start="09:00:00", end="11:00:00") == (422, "POLICY_VALUE_MISSING", "R1.9")
    sales = joint.company.s1
    staff = joint.company.employee(sales)
    assert refused(units=[units[0], {"sequence": 2, "department_id": sales["id"], "head_id": staff["id"]}])[1] == "DEPARTMENT_NOT_IN_SCOPE"
    assert refused(coordinator_id=None)[1] == "VALIDATION_FAILED"
    assert refused(end="18:30:00")[1] == "VALIDATION_FAILED"
    assert refused(days=-1)[1] == "VALIDATION_FAILED"
    assert code_of(joint.ha.post("/v1/gatherings", joint.body())) == (403, "FORBIDDEN_ROLE")
    answer = joint.gm.post("/v1/gatherings", joint.body(start="09:00:00", end="11:00:00"))
    assert "sharing.event_day_deadline.MORNING" in answer.json()["parameters"]


def test_R1_9_the_last_deadline_is_over(joint):
    joint.to(joint.today(1), "16:00:01")
    assert joint.plan(days=0, expect=409)["code"] == "INVALID_STATE"


def test_R1_9_an_afternoon(joint):
    event = joint.plan(start="12:00:00", end="15:00:00")
    assert event["session"] == "AFTERNOON" and event["last_deadline_at"][10:] == "T02:00:00Z"


def test_the_gathering_of_a_department(joint):
    body = {"kind": "GATHERING", "title": "茶话会", "starts_at": joint.today(3) + "T14:00:00+08:00",
            "ends_at": joint.today(3) + "T16:00:00+08:00", "department_id": joint.a["id"]}
    made = joint.ha.post("/v1/gatherings", body, expect=201).json()
    assert made["session"] == "AFTERNOON" and "units" not in made and "first_day" not in made
    assert code_of(joint.hb.post("/v1/gatherings", body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.ha.post("/v1/gatherings", {**body, "coordinator_id": joint.coordinator.id}))[1] == "VALIDATION_FAILED"
    found = joint.e9.get("/v1/gatherings", params={"q": "茶话会", "department_id": joint.a["id"]}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [made["id"]]


def test_R1_9_heads_and_deputies_of_units(joint):
    event = joint.plan()
    path = joint.at(f"/units/{joint.a['id']}")
    body = {"head_id": joint.ha.id, "deputy_id": joint.e1.id}
    assert joint.ha.put(path, body).status_code == 428
    changed = joint.ha.put(path, body, match=etag(event), expect=200).json()
    assert changed["units"][0]["deputy_id"] == joint.e1.id
    other = {"head_id": joint.e4.id}
    assert code_of(joint.ha.put(path, other, match=etag(changed))) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.hb.put(path, body, match=etag(changed))) == (403, "FORBIDDEN_ROLE")
    assert code_of(joint.gm.put(path, {"head_id": joint.e9.id}, match=etag(changed)))[1] == "VALIDATION_FAILED"
    changed = joint.gm.put(path, other, match=etag(changed), expect=200).json()
    assert changed["units"][0] == {**changed["units"][0], "head_id": joint.e4.id} and "deputy_id" not in changed["units"][0]


def test_called_off(joint):
    joint.plan()
    guest = joint.guest()
    invitation = joint.confirmed(joint.e4, guest)
    assert code_of(joint.ha.post(joint.at("/cancel"), {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
    cancelled = joint.coordinator.post(joint.at("/cancel"), {"reason": "台风"}, expect=200).json()
    assert (cancelled["state"], cancelled["cancel_reason"]) == ("CANCELLED", "台风")
    assert joint.invitation(joint.e4, invitation)["cancel_cause"] == "EVENT_CANCELLED"
    assert code_of(joint.coordinator.post(joint.at("/cancel"), {"reason": "x"})) == (409, "INVALID_STATE")
    assert joint.invite(joint.e4, joint.guest(), expect=409)["code"] == "INVALID_STATE"


def test_held_at_its_end_and_settled(joint):
    """Also right after several days: what the end makes of those who did not come."""
    joint.plan()
    coming, absent = joint.guest(), joint.guest()
    for guest in (coming, absent):
        joint.confirmed(joint.e4, guest)
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(coming)
    assert code_of(joint.coordinator.post(joint.at("/settle"))) == (409, "INVALID_STATE")
    joint.clock.forward(days=3)
    event = joint.becomes(joint.at(), "HELD")
    states = {one["customer_id"]: one["state"] for one in
              joint.e4.get("/v1/invitations", params={"gathering_id": event["id"]}, expect=200).json()["items"]}
    assert states == {coming["id"]: "ARRIVED", absent["id"]: "NO_SHOW"}
    history = joint.gm.get(joint.at("/history"), expect=200).json()["items"]
    assert history[0]["changed_at"] == joint.day(0) + "T13:00:00Z"
    assert code_of(joint.ha.post(joint.at("/settle"))) == (403, "FORBIDDEN_ROLE")
    assert joint.coordinator.post(joint.at("/settle"), expect=200).json()["state"] == "SETTLED"
    assert joint.arrive(absent, arrived_at=joint.day(0) + "T19:00:00+08:00", expect=409)["code"] == "INVALID_STATE"


def test_what_it_came_to(joint):
    joint.plan(days=2)
    coming, absent = joint.guest(), joint.guest()
    for guest in (coming, absent):
        joint.confirmed(joint.e4, guest)
    joint.confirmed(joint.e9, coming)

    def figures(by):
        found = by.get(joint.at("/figures"), expect=200).json()["items"]
        return {one["department_id"]: [one[name] for name in ("invited", "confirmed", "arrived", "no_show", "lost", "sales_fen")]
                for one in found}

    assert figures(joint.e9) == {joint.b["id"]: [1, 1, 0, 0, 0, 0]} and figures(joint.gm) == {}
    joint.submit(joint.ha, joint.event["first_day"])
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(coming)
    joint.sell(coming, 5_000)
    joint.clock.forward(days=1)
    joint.becomes(joint.at(), "HELD")
    expected = {joint.a["id"]: [2, 2, 1, 1, 0, 5_000], joint.b["id"]: [1, 1, 0, 0, 1, 0]}
    assert figures(joint.e9) == figures(joint.gm) == expected
    csv = joint.gm.get(joint.at("/figures"), headers={"Accept": "text/csv"}, expect=200)
    assert len(csv.text.strip().splitlines()) == 3


def test_the_customers_that_units_share(joint):
    joint.plan()
    ours, theirs = joint.guest(), joint.guest(by=joint.e9)
    foreign = joint.guest(by=joint.somebody(joint.company.department("DIRECT_SALES"), "employee"))

    def shared(client, guest):
        found = client.get(joint.at("/customers"), params={"q": guest["name"]}, expect=200).json()["items"]
        return [one["id"] for one in found]

    assert shared(joint.e4, theirs) == [theirs["id"]] and shared(joint.e9, ours) == [ours["id"]]
    assert shared(joint.e4, foreign) == []
    outsider = joint.somebody(joint.office, "employee")
    for below in ("/customers", "/figures", "/box"):
        assert code_of(outsider.get(joint.at(below))) == (404, "NOT_FOUND")


def test_R1_9_another_coordinator(joint):
    """Who was named has left: the box would stay sealed for ever."""
    joint.plan(days=9)
    second = joint.somebody(joint.office, "coordination_assistant")
    event, body = joint.gm.get(joint.at(), expect=200), {"coordinator_id": second.id}
    assert code_of(joint.ha.put(joint.at("/coordinator"), body, match=event)) == (403, "FORBIDDEN_ROLE")
    answer = joint.gm.put(joint.at("/coordinator"), {"coordinator_id": joint.e1.id}, match=event)
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R1.9"
    joint.company.administrator.patch(f"/v1/employees/{joint.coordinator.id}", {"status": "LEFT"}, match='"1"', expect=200)
    changed = joint.gm.put(joint.at("/coordinator"), body, match=event, expect=200).json()
    assert (changed["coordinator_id"], changed["decision"]["outcome"]) == (second.id, "NAMED")
    joint.to(joint.day(7), "18:00:01")
    assert joint.open(joint.day(7), by=second)["lists"] == 0
    joint.gm.post(joint.at("/cancel"), {"reason": "场地取消"}, expect=200)
    event = joint.gm.get(joint.at(), expect=200)
    assert code_of(joint.gm.put(joint.at("/coordinator"), body, match=event)) == (409, "INVALID_STATE")
