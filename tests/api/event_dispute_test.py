"""Disputes at joint events, their settlement, and the general manager's ruling (R1.24, R1.25, R1.23)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of


def report(joint, *involved, by=None, guest=None, expect=201, **more):
    body = {"involved_employee_ids": [one.id for one in involved], "facts": "在顾客面前争执",
            "occurred_at": joint.day(0) + "T18:30:30+08:00", **more}
    if guest:
        body["customer_id"] = guest["id"]
    return (by or joint.ha).post(joint.at("/disputes"), body, expect=expect).json()


def during(joint):
    """A joint event under way, with a guest of A who has come."""
    joint.plan(days=2)
    guest = joint.guest()
    joint.confirmed(joint.e4, guest)
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(guest)
    return guest


def fines(joint, *people):
    found = []
    for one in people:
        items = joint.gm.get("/v1/penalties", params={"person_id": one.id, "type": "DISPUTE"}, expect=200).json()["items"]
        found.append(sum(item["amount_fen"] for item in items))
    return found


def act(joint, dispute, what, by=None, **body):
    return (by or joint.coordinator).post(f"/v1/event-disputes/{dispute['id']}/{what}", body)


def settle(joint, dispute, *present):
    return act(joint, dispute, "settle", present_employee_ids=[one.id for one in present], outcome="互相致歉")


def test_R1_24_example_1_before_the_customer(joint):
    guest = during(joint)
    assert report(joint, joint.e4, joint.e9, before_customer=True, expect=403)["code"] == "FORBIDDEN_ROLE"
    dispute = report(joint, joint.e4, joint.e9, guest=guest)
    assert (dispute["state"], dispute["fined"]) == ("REPORTED", False)
    assert code_of(act(joint, dispute, "establish", by=joint.ha, before_customer=True, findings="x")) == (403, "FORBIDDEN_ROLE")
    for _ in range(2):
        found = act(joint, dispute, "establish", before_customer=True, findings="现场证实").json()
        assert found["fined"] is True and found["decision"]["outcome"] == "ESTABLISHED"
    assert fines(joint, joint.e4, joint.e9, joint.ha) == [10_000, 10_000, 0]


def test_R1_24_examples_2_3_and_5_settled_by_both_heads(joint):
    during(joint)
    dispute = report(joint, joint.e4, joint.e9, by=joint.e4)
    everybody = joint.coordinator, joint.ha, joint.hb
    joint.to(joint.day(0), "20:59:57")
    assert code_of(settle(joint, dispute, *everybody)) == (409, "EVENT_NOT_OVER")
    joint.to(joint.day(0), "21:00:00.1")
    answer = settle(joint, dispute, joint.coordinator, joint.ha)
    assert code_of(answer) == (422, "PARTICIPANT_MISSING") and answer.json()["missing"] == ["head of unit 2"]
    assert joint.becomes(joint.at(), "HELD")
    assert code_of(joint.coordinator.post(joint.at("/settle"))) == (409, "INVALID_STATE")
    settled = settle(joint, dispute, *everybody).json()
    assert (settled["state"], settled["settled_late"], settled["fined"]) == ("SETTLED", False, False)
    assert fines(joint, joint.e4, joint.e9) == [0, 0]
    assert code_of(settle(joint, dispute, *everybody)) == (409, "INVALID_STATE")
    assert joint.coordinator.post(joint.at("/settle"), expect=200).json()["state"] == "SETTLED"


def test_R1_24_example_4_three_involved_who_refuse(joint):
    during(joint)
    dispute = report(joint, joint.e4, joint.e9, joint.e1, by=joint.coordinator)
    assert code_of(act(joint, dispute, "refuse", reason="拒绝")) == (409, "EVENT_NOT_OVER")
    joint.to(joint.day(0), "21:00:01")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: act(joint, dispute, "refuse", reason="拒绝协商"), range(3)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "INVALID_STATE")] * 2
    assert fines(joint, joint.e4, joint.e9, joint.e1) == [10_000] * 3
    # Also if it comes out later where it was.
    assert act(joint, dispute, "establish", before_customer=True, findings="x").status_code == 200
    assert sum(fines(joint, joint.e4, joint.e9, joint.e1)) == 30_000


def test_R1_24_who_reports_what(joint):
    during(joint)
    outsider = joint.somebody(joint.office, "employee")
    assert report(joint, joint.e4, by=outsider, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert report(joint, joint.e4, occurred_at=joint.event["ends_at"], expect=422)["code"] == "TIME_IN_FUTURE"
    assert report(joint, joint.e4, joint.e4, expect=400)["code"] == "VALIDATION_FAILED"
    made = report(joint, joint.e4, joint.e9, by=joint.coordinator, before_customer=True)
    assert made["before_customer"] is True and fines(joint, joint.e4, joint.e9) == [10_000, 10_000]
    assert outsider.get(f"/v1/event-disputes/{made['id']}").status_code == 404


def test_R1_25_the_ruling_and_R1_23_example_2_the_sales(joint):
    guest = during(joint)
    joint.sell(guest, 300_000)
    dispute = report(joint, joint.e4, joint.e9, guest=guest)
    ruling = {"text": "销售归第二事业部", "employee_id": joint.e9.id}
    assert code_of(act(joint, dispute, "rule", by=joint.gm, **ruling)) == (409, "INVALID_STATE")
    statements = {"reason": "无法判定", "first_statement": "我部邀约", "second_statement": "我部敲定"}
    assert act(joint, dispute, "escalate", by=joint.ha, **statements).status_code == 403
    escalated = act(joint, dispute, "escalate", **statements).json()
    assert (escalated["state"], escalated["escalated_late"]) == ("ESCALATED", False)
    assert escalated["decision"]["parameters"] == {"dispute.report_to_gm_days": 1}
    assert code_of(act(joint, dispute, "rule", **ruling)) == (403, "FORBIDDEN_ROLE")
    outsider = joint.somebody(joint.office, "employee")
    answer = act(joint, dispute, "rule", by=joint.gm, text="x", employee_id=outsider.id)
    assert code_of(answer) == (400, "VALIDATION_FAILED")
    ruled = act(joint, dispute, "rule", by=joint.gm, **ruling).json()
    assert (ruled["state"], ruled["employee_id"]) == ("RULED", joint.e9.id)
    assert code_of(act(joint, dispute, "rule", by=joint.gm, **ruling)) == (409, "INVALID_STATE")
    for somebody, entries in ((joint.e4, 0), (joint.e9, 300_000)):
        found = joint.gm.get("/v1/performance", params={"employee_id": somebody.id}, expect=200).json()["items"]
        assert sum(one["amount_fen"] for one in found) == entries
    # A day after the event is in time; what is reported later is marked, and not refused.
    late = report(joint, joint.e4, joint.e9)
    joint.to(joint.today(2), "00:00:01")
    assert act(joint, late, "escalate", **statements).json()["escalated_late"] is True
    found = joint.gm.get("/v1/event-disputes", params={"gathering_id": joint.event["id"], "escalated_late": "true"}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [late["id"]]
    came, = joint.gm.get("/v1/attendances", params={"gathering_id": joint.event["id"]}, expect=200).json()["items"]
    assert (came["employee_id"], came["attribution_basis"]) == (joint.e9.id, "RULING")
