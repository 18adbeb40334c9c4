"""Proposals within thirty minutes, and what is reported upward (R12.17, R12.19)."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from complaints import Unit
from factories import code_of, told

MINUTE, HOUR = 60, 3600


@pytest.fixture(scope="module")
def unit(complaints):
    """A logistics company whose clerks stand below a team leader, below the manager, below the general manager."""
    made = Unit(complaints, "LOGISTICS")
    made.leader = made.add("customer_service_manager", 2, above=made.people["general_manager", 0])
    made.add("customer_service", 2, above=made.leader)
    complaints.await_employee(made.last)
    return made


def clerk(unit):
    return unit.client("customer_service", 2)


def received(unit, **more):
    """By the clerk of the team, registered; its id."""
    made = unit.receive(clerk(unit), **more)
    clerk(unit).post(f"/v1/complaints/{made['id']}/register", expect=200)
    return made["id"]


def plan(unit, **more):
    return {"kind": "PLAN", "text": "联系司机核实并安排补送",
            "steps": [{"text": "联系司机核实", "responsible_employee_id": unit.person("employee")}], **more}


def propose(unit, complaint, client=None, **more):
    return (client or clerk(unit)).post(f"/v1/complaints/{complaint}/proposals", plan(unit, **more))


def escalations(unit, complaint, cause=None):
    made = unit.organiser().get(f"/v1/complaints/{complaint}/escalations", expect=200).json()["items"]
    return [one for one in made if cause in (None, one["cause"])]


def escalated(unit, complaint):
    unit.complaints.suite.await_(lambda: unit.complaints.db_value(
        "select count(*) from complaint_escalation where complaint_id = %s and cause = 'AUTOMATIC'", complaint))
    return escalations(unit, complaint, "AUTOMATIC")


def clock_of(unit, complaint):
    made = unit.organiser().get(f"/v1/complaints/{complaint}/deadlines?kind=FIRST_PROPOSAL", expect=200).json()["items"]
    return made[0] if made else None


def test_R12_17_in_time_and_revised(complaints, unit):
    made = unit.receive(clerk(unit))
    answer = propose(unit, made["id"])
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R12.17"
    clerk(unit).post(f"/v1/complaints/{made['id']}/register", expect=200)
    assert code_of(propose(unit, made["id"], steps=[])) == (422, "NO_STEP")
    assert code_of(propose(unit, made["id"], steps=[{"text": "将核实"}])) == (422, "NO_STEP")
    assert code_of(propose(unit, made["id"], text=" ")) == (422, "TEXT_MISSING")
    assert code_of(propose(unit, made["id"], unit.client("employee"))) == (404, "NOT_FOUND")
    first = propose(unit, made["id"])
    assert first.status_code == 201, first.text
    assert first.json()["number"] == 1 and first.json()["late"] is False
    assert first.json()["decision"]["outcome"] == "IN_TIME"
    assert clock_of(unit, made["id"])["state"] == "MET"
    complaints.clock.forward(40 * MINUTE)
    second = propose(unit, made["id"], kind="SOLUTION", within_service_duty=True)
    assert second.json()["number"] == 2 and second.json()["late"] is False
    listed = unit.organiser().get(f"/v1/complaints/{made['id']}/proposals", expect=200).json()["items"]
    assert [one["kind"] for one in listed] == ["PLAN", "SOLUTION"]
    assert escalations(unit, made["id"]) == []
    unit.organiser().get(f"/v1/complaint-proposals/{first.json()['id']}", expect=200)


def test_R12_17_example_1_late_and_escalated_once(complaints, unit):
    complaint = received(unit)
    complaints.clock.forward(30 * MINUTE + 1)
    automatic, = escalated(unit, complaint)
    assert automatic["responsible_id"] == unit.person("customer_service", 2) and automatic["addressee_id"] == unit.leader["id"]
    made = propose(unit, complaint)
    assert made.status_code == 201 and made.json()["late"] is True
    assert clock_of(unit, complaint)["state"] == "MISSED"
    complaints.clock.forward(HOUR)
    assert len(escalations(unit, complaint, "AUTOMATIC")) == 1


def test_R12_17_example_2_a_respondent_proposes_nothing(complaints, unit):
    complaint = received(unit, respondents=[{"employee_id": unit.person("customer_service", 1)}])
    complaints.clock.forward(29 * MINUTE)
    assert code_of(propose(unit, complaint, unit.client("customer_service", 1))) == (403, "RECUSED")
    assert clock_of(unit, complaint)["state"] == "RUNNING"
    complaints.clock.forward(MINUTE + 1)
    assert len(escalated(unit, complaint)) == 1


def test_R12_17_example_3_a_late_proposal_does_not_undo_the_deadline(complaints, unit):
    """What is entered an hour after its receipt is late at once, and escalated though somebody proposes first."""
    complaint = received(unit, received_at=complaints.at(-HOUR))
    assert propose(unit, complaint).json()["late"] is True
    assert len(escalated(unit, complaint)) == 1


def test_R12_17_example_3_of_two_at_once_one_counts(unit):
    complaint = received(unit)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: propose(unit, complaint).json()["number"], range(2)))
    assert sorted(made) == [1, 2]


def test_R12_17_example_4_a_reopened_complaint_has_no_new_minutes(unit):
    complaint = received(unit)
    propose(unit, complaint)
    starts = "select count(*) from deadline where subject_id = %s and kind = 'FIRST_PROPOSAL'"
    assert unit.complaints.db_value(starts, complaint) == 1
    with unit.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update complaint set round = 1, version = version + 1 where id = %s", (complaint,))
    assert propose(unit, complaint).json()["decision"]["outcome"] == "REVISION"
    assert unit.complaints.db_value(starts, complaint) == 1


def test_R12_17_other_profiles_have_no_clock(complaints, law_firm):
    complaint = law_firm.register()
    made = law_firm.organiser().post(f"/v1/complaints/{complaint}/proposals", plan(law_firm))
    assert made.status_code == 201 and made.json()["decision"]["outcome"] == "PROPOSED"
    assert clock_of(law_firm, complaint) is None


def test_R12_17_the_complainant_gets_an_arrangement(complaints, unit):
    complaint = received(unit)
    body = {"text": "我们正在联系承运司机", "next_step": "核实送货记录", "expected_on": str(complaints.today(5))}
    costly = propose(unit, complaint, amount_fen=5000).json()
    answer = clerk(unit).post(f"/v1/complaint-proposals/{costly['id']}/send", body)
    assert code_of(answer) == (409, "COMMITMENT_BEFORE_DECISION")
    free = propose(unit, complaint, kind="SOLUTION", within_service_duty=True).json()
    sent = clerk(unit).post(f"/v1/complaint-proposals/{free['id']}/send", body, expect=200).json()
    messages = unit.organiser().get(f"/v1/complaints/{complaint}/messages?type=ARRANGEMENT", expect=200).json()["items"]
    assert [one["id"] for one in messages] == [sent["message_id"]]
    assert code_of(clerk(unit).post(f"/v1/complaint-proposals/{free['id']}/send", body)) == (409, "INVALID_STATE")


def escalate(unit, complaint, client=None, **body):
    return (client or clerk(unit)).post(f"/v1/complaints/{complaint}/escalations", body or {"reason": "承运方拒绝配合"})


def test_R12_19_example_2_by_hand_and_by_itself(complaints, unit):
    customer = complaints.customer()
    complaint = received(unit, customer_id=customer)
    complaints.clock.forward(20 * MINUTE)
    assert code_of(escalate(unit, complaint, reason="  ")) == (422, "REASON_MISSING")
    assert code_of(escalate(unit, complaint, unit.client("employee"))) == (404, "NOT_FOUND")
    made = escalate(unit, complaint)
    assert made.status_code == 201, made.text
    made = made.json()
    assert made["cause"] == "MANUAL" and made["addressee_id"] == unit.leader["id"]
    complaints.clock.forward(10 * MINUTE + 1)
    automatic, = escalated(unit, complaint)
    notices = unit.organiser().get(f"/v1/complaints/{complaint}/messages?type=WAIT_NOTICE", expect=200).json()["items"]
    assert {one["id"] for one in notices} == {made["message_id"], automatic["message_id"]}
    events = told(complaints.suite.client(roles="service", url=complaints.url), "complaint.escalated", complaint, count=2)
    assert {event["data"]["cause"] for event in events} == {"MANUAL", "AUTOMATIC"}
    assert all(event["data"]["customer_id"] == customer and "reason" not in event["data"] for event in events)


def test_R12_19_acknowledged_with_an_instruction(unit):
    complaint = received(unit)
    made = escalate(unit, complaint).json()
    path, leader = f"/v1/complaint-escalations/{made['id']}", unit.client("customer_service_manager", 2)
    assert code_of(unit.client("customer_service_manager").post(path + "/acknowledge", {"instruction": "补送"})) == (403, "FORBIDDEN_ROLE")
    assert [one["id"] for one in leader.get("/v1/complaint-escalations?sort=-escalated_at", expect=200).json()["items"]][0] == made["id"]
    assert code_of(leader.post(path + "/acknowledge", {"instruction": " "})) == (422, "TEXT_MISSING")
    shown = leader.post(path + "/acknowledge", {"instruction": "由运输部今日内补送"}, expect=200).json()
    assert shown["acknowledged_by_id"] == unit.leader["id"] and shown["instruction"]
    assert code_of(leader.post(path + "/acknowledge", {"instruction": "再次"})) == (409, "INVALID_STATE")
    unit.complaints.clock.forward(3 * HOUR)
    leader.get(f"/v1/complaints/{complaint}", expect=200)
    assert leader.get(path, expect=200).json()["passed"] == []


def test_R12_19_example_3_the_next_above_up_to_the_general_manager(complaints, unit):
    complaint = received(unit)
    made = escalate(unit, complaint).json()
    path, head = f"/v1/complaint-escalations/{made['id']}", unit.client("general_manager")
    assert head.get(path).status_code == 404
    complaints.clock.forward(2 * HOUR + 1)
    complaints.suite.await_(lambda: complaints.db_value(
        "select addressee_id::text from complaint_escalation where id = %s", made["id"]) == unit.person("general_manager"))
    shown = head.get(path, expect=200).json()
    assert [one["employee_id"] for one in shown["passed"]] == [unit.leader["id"]]
    complaints.clock.forward(3 * HOUR)  # nobody is above
    head.post(path + "/acknowledge", {"instruction": "由我处理"}, expect=200)


def test_R12_19_a_supervisor_who_is_complained_about_is_passed_by(unit):
    complaint = received(unit, respondents=[{"employee_id": unit.leader["id"]}])
    assert escalate(unit, complaint).json()["addressee_id"] == unit.person("general_manager")
    assert code_of(escalate(unit, complaint, unit.client("customer_service_manager", 2))) == (403, "RECUSED")


def test_R12_19_anonymous_without_a_way_to_be_reached(unit):
    complaint = received(unit, anonymous=True, complainant_name=None, complainant_phone=None)
    made = escalate(unit, complaint).json()
    notices = unit.organiser().get(f"/v1/complaints/{complaint}/messages?type=WAIT_NOTICE", expect=200).json()["items"]
    assert [(one["id"], one["outcome"]) for one in notices] == [(made["message_id"], "NOT_DELIVERABLE")]


def test_R12_19_not_when_it_is_closed(unit):
    complaint = received(unit)
    with unit.complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update complaint set state = 'CLOSED', version = version + 1 where id = %s", (complaint,))
    answer = escalate(unit, complaint)
    assert code_of(answer) == (409, "ALREADY_CLOSED") and answer.json()["rule"] == "R12.19"


def test_R12_19_where_nobody_stands_above_the_general_manager_is_asked(complaints):
    unit = Unit(complaints, "LOGISTICS")
    leader = unit.add("customer_service_manager", 2)
    unit.add("customer_service", 2, above=leader)
    complaints.await_employee(unit.last)
    complaint = received(unit)
    made = escalate(unit, complaint).json()
    assert made["addressee_id"] == leader["id"]
    complaints.clock.forward(2 * HOUR + 1)
    complaints.suite.await_(lambda: complaints.db_value(
        "select addressee_id::text from complaint_escalation where id = %s", made["id"]) == unit.person("general_manager"))
