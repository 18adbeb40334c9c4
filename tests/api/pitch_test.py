"""Borrowing the previous employee, and one pitch at a time (R1.21, R1.22)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of
from units import Unit


def arrived(joint, **more):
    """A guest whom e1 serves and e4 has invited to a joint event, and who has come."""
    joint.plan(days=2)
    guest = joint.guest(**more)
    joint.confirmed(joint.e4, guest)
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(guest)
    return guest


def consent(joint, by, guest, employee):
    return by.post(joint.at("/borrow-consents"), {"customer_id": guest["id"], "employee_id": employee.id})


def pitch(joint, by, guest):
    return by.post(joint.at("/pitches"), {"customer_id": guest["id"]})


def end(by, pitched):
    return by.post(f"/v1/pitches/{pitched.json()['id']}/end")


def test_R1_21_example_1_consented(joint):
    guest = arrived(joint)
    answer = pitch(joint, joint.e1, guest)
    assert code_of(answer) == (422, "CONSENT_MISSING") and answer.json()["rule"] == "R1.21"
    given = consent(joint, joint.e4, guest, joint.e1)
    assert given.status_code == 201 and given.json()["consented_by"] == joint.e4.id
    assert code_of(consent(joint, joint.e4, guest, joint.e1)) == (409, "DUPLICATE")
    pitched = pitch(joint, joint.e1, guest)
    assert pitched.status_code == 201 and pitched.json()["consent_id"] == given.json()["id"]


def test_R1_21_examples_2_and_3(joint):
    guest = arrived(joint)
    assert code_of(consent(joint, joint.ha, guest, joint.e1)) == (403, "FORBIDDEN_ROLE")
    assert code_of(consent(joint, joint.e4, guest, joint.e9)) == (422, "NOT_ORIGINAL_EMPLOYEE")
    absent = joint.guest()
    assert code_of(consent(joint, joint.e4, absent, joint.e1)) == (409, "INVALID_STATE")
    assert code_of(pitch(joint, joint.e4, absent)) == (409, "INVALID_STATE")


def test_R1_21_example_4_who_invited_and_serves(joint):
    guest = arrived(joint, by=joint.e4)
    assert pitch(joint, joint.e4, guest).status_code == 201
    assert code_of(consent(joint, joint.e4, guest, joint.e4)) == (422, "NO_CHANGE")


def test_R1_21_taken_back_until_a_pitch_has_begun(joint):
    guest = arrived(joint)
    first = consent(joint, joint.e4, guest, joint.e1).json()
    assert joint.e1.post(f"/v1/borrow-consents/{first['id']}/withdraw").status_code == 403
    assert joint.e4.post(f"/v1/borrow-consents/{first['id']}/withdraw", expect=200).json()["withdrawn_at"]
    assert code_of(pitch(joint, joint.e1, guest)) == (422, "CONSENT_MISSING")
    again = consent(joint, joint.e4, guest, joint.e1).json()
    end(joint.e1, pitch(joint, joint.e1, guest))
    assert code_of(joint.e4.post(f"/v1/borrow-consents/{again['id']}/withdraw")) == (409, "INVALID_STATE")


def test_R1_22_example_1_two_at_once(joint):
    guest = arrived(joint)
    consent(joint, joint.e4, guest, joint.e1)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda by: pitch(joint, by, guest), (joint.e4, joint.e1) * 2))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "PITCH_OPEN")] * 3
    assert {answer.json()["rule"] for answer in answers if answer.status_code == 409} == {"R1.22"}


def test_R1_22_examples_2_and_3_one_after_the_other(joint):
    guest = arrived(joint)
    consent(joint, joint.e4, guest, joint.e1)
    first = pitch(joint, joint.e4, guest)
    assert code_of(end(joint.e1, first)) == (403, "FORBIDDEN_ROLE")
    assert end(joint.e4, first).status_code == 200
    assert code_of(end(joint.e4, first)) == (409, "INVALID_STATE")
    assert pitch(joint, joint.e1, guest).status_code == 201
    assert code_of(pitch(joint, joint.e9, guest)) == (403, "FORBIDDEN_ROLE")
    # Two customers at once are no matter.
    other = joint.guest(by=joint.e4)
    joint.arrive(other)
    another = joint.guest(by=joint.e4)
    joint.arrive(another)
    assert [pitch(joint, joint.e4, one).status_code for one in (other, another)] == [201, 201]


def test_the_end_of_the_event_ends_pitches(joint):
    guest = arrived(joint)
    pitched = pitch(joint, joint.e4, guest).json()
    joint.clock.forward(days=2)
    joint.becomes(joint.at(), "HELD")
    assert joint.e4.get(f"/v1/pitches/{pitched['id']}", expect=200).json()["ended_at"] == joint.event["ends_at"]
    assert code_of(pitch(joint, joint.e4, guest)) == (409, "INVALID_STATE")


def test_R1_21_the_consent_is_the_current_inviters(joint):
    """A ruling gives the customer to another unit: what the former inviter consented to is over."""
    guest = arrived(joint)
    former = consent(joint, joint.e4, guest, joint.e1).json()
    body = {"involved_employee_ids": [joint.e4.id, joint.e9.id], "facts": "争执", "customer_id": guest["id"],
            "occurred_at": joint.day(0) + "T18:30:30+08:00"}
    dispute = joint.ha.post(joint.at("/disputes"), body, expect=201).json()
    path = f"/v1/event-disputes/{dispute['id']}"
    joint.coordinator.post(path + "/escalate", {"reason": "x", "first_statement": "x", "second_statement": "x"}, expect=200)
    joint.gm.post(path + "/rule", {"text": "归第二事业部", "employee_id": joint.e9.id}, expect=200)
    assert joint.e4.get(f"/v1/borrow-consents/{former['id']}", expect=200).json()["withdrawn_at"]
    assert code_of(pitch(joint, joint.e1, guest)) == (422, "CONSENT_MISSING")
    assert consent(joint, joint.e9, guest, joint.e1).status_code == 201
    assert pitch(joint, joint.e1, guest).status_code == 201


def test_R1_21_who_is_borrowed_may_be_of_a_third_department(joint, company):
    """Unit A has taken the customer from it, whose service had lapsed (R1.28)."""
    third = Unit(company, count=2)
    guest = third.customer(address="文三路 5 号")
    joint.to(joint.today(100), "09:00:00")
    joint.plan(days=2)
    joint.confirmed(joint.e4, guest)
    joint.to(joint.day(0), "18:31:00")
    joint.arrive(guest)
    borrowed, other = third.clients
    assert code_of(pitch(joint, borrowed, guest)) == (403, "FORBIDDEN_ROLE")
    body = {"customer_id": guest["id"], "employee_id": third.ids()[0]}
    assert joint.e4.post(joint.at("/borrow-consents"), body).status_code == 201
    pitched = pitch(joint, borrowed, guest)
    assert pitched.status_code == 201
    assert code_of(pitch(joint, other, guest)) == (403, "FORBIDDEN_ROLE")
    assert other.post(f"/v1/pitches/{pitched.json()['id']}/end").status_code == 404
    assert end(borrowed, pitched).status_code == 200
