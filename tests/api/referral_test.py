"""Who brought whom, and the points for it (R1.6-R1.8)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of


def test_R1_6_example_1_two_guests(joint):
    old, first, second = joint.old_guest(), joint.guest(), joint.guest()
    joint.gather()
    referral = joint.refer(old, first)
    assert (referral["state"], referral["points"], referral["decision"]["rule"]) == ("REGISTERED", 0, "R1.6")
    joint.arrive(first)
    joint.arrive(second)
    # Either may come first: the attendance, or who brought him.
    assert joint.refer(old, second)["points"] == 100
    assert joint.points(old) == 200
    found = joint.e1.get("/v1/points-balances", params={"customer_id": old["id"]}, expect=200).json()["items"]
    assert [(one["balance"], one["entries"]) for one in found] == [(200, 2)]
    assert joint.e4.get(f"/v1/referrals/{referral['id']}", expect=200).json()["state"] == "ATTENDED"


def test_R1_6_example_2_registered_but_absent(joint):
    old, guest = joint.old_guest(), joint.guest()
    joint.gather()
    referral = joint.refer(old, guest)
    joint.clock.forward(days=2)
    assert joint.becomes(f"/v1/referrals/{referral['id']}", "VOID")["points"] == 0 and joint.points(old) == 0
    # Somebody may bring him to another gathering.
    other = joint.old_guest()
    joint.gather()
    joint.refer(other, guest)
    joint.arrive(guest)
    assert (joint.points(old), joint.points(other)) == (0, 100)


def test_R1_6_example_3_two_bringers_at_once(joint):
    olds = [joint.old_guest() for _ in range(2)]
    guest = joint.guest()
    joint.gather()

    def refer(old):
        return joint.e4.post(joint.at("/referrals"), {"old_customer_id": old["id"], "new_customer_id": guest["id"]})

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(refer, olds * 2))
    assert sorted(map(code_of, answers), key=str) == [(201, None)] + [(409, "ALREADY_REFERRED")] * 3
    joint.arrive(guest)
    assert sum(map(joint.points, olds)) == 100


def test_R1_6_two_gatherings_at_once(joint):
    """The same guest, registered at two gatherings of the same evening."""
    old, guest = joint.old_guest(), joint.guest()
    paths = []
    for department in (joint.a, joint.b):
        joint.gather(department=department)
        paths.append((joint.e4 if department is joint.a else joint.e9, joint.at("/referrals")))
    body = {"old_customer_id": old["id"], "new_customer_id": guest["id"]}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one[0].post(one[1], body), paths))
    assert sorted(map(code_of, answers), key=str) == [(201, None), (409, "ALREADY_REFERRED")]


def test_R1_6_example_4_and_the_refusals(joint):
    old, guest = joint.old_guest(), joint.guest()
    joint.gather()
    assert joint.refer(old, old, expect=422)["code"] == "SELF_REFERRAL"
    assert joint.refer(guest, joint.guest(), expect=422)["code"] == "REFERRER_NOT_OLD_CUSTOMER"
    assert joint.refer(old, guest, by=joint.e9, expect=403)["code"] == "FORBIDDEN_ROLE"
    joint.refer(old, guest)
    joint.arrive(guest)
    joint.clock.forward(days=30)
    joint.gather()
    assert joint.refer(old, guest, expect=422)["code"] == "NOT_A_NEW_CUSTOMER"
    joint.arrive(guest)
    assert joint.points(old) == 100
    late = joint.guest()
    joint.clock.forward(hours=4)
    assert joint.refer(old, late, expect=409)["code"] == "INVALID_STATE"


def test_R1_8_example_2_nothing_yet(joint):
    guest = joint.guest()
    answer = joint.e4.get(f"/v1/customers/{guest['id']}/points", expect=200).json()
    assert answer == {"customer_id": guest["id"], "balance": 0, "entries": 0}
    assert joint.e9.get(f"/v1/customers/{guest['id']}/points").status_code == 404


def test_R1_8_no_entry_by_hand(joint):
    assert joint.gm.post("/v1/points-entries", {"points": 100}).status_code == 405
    assert joint.gm.post(f"/v1/customers/{joint.guest()['id']}/points", {"points": -100}).status_code == 405


def test_a_merged_guest_keeps_what_he_did(joint):
    """The survivor has come, has bought, and is no new customer any more."""
    old, guest = joint.old_guest(), joint.guest()
    twin = joint.guest()
    joint.gather()
    joint.refer(old, guest)
    joint.arrive(guest)
    joint.sell(guest, 100_000)
    clerk = joint.company.client("crm_clerk")
    clerk.post(f"/v1/customers/{twin['id']}/merge", {"merged_id": guest["id"], "reason": "同一人"}, expect=200)
    came, = joint.gm.get("/v1/attendances", params={"customer_id": twin["id"]}, expect=200).json()["items"]
    assert came["gathering_id"] == joint.event["id"]
    joint.sell(twin, 100_000)
    assert joint.points(old) == 300
    other = joint.guest()
    clerk.post(f"/v1/customers/{other['id']}/merge", {"merged_id": old["id"], "reason": "同一人"}, expect=200)
    assert joint.points(other) == 300
    joint.clock.forward(days=1)
    joint.gather()
    assert joint.refer(other, twin, expect=422)["code"] == "NOT_A_NEW_CUSTOMER"
