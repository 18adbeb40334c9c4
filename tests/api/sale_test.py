"""Sales on site: points for who brought the customer, and for whom they count (R1.7, R1.8, R1.23)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of


def brought(joint):
    """An old guest and a new one, who has come to a gathering; 100 points are booked."""
    old, guest = joint.old_guest(), joint.guest()
    joint.gather()
    joint.refer(old, guest)
    joint.arrive(guest)
    return old, guest


def for_sales(joint, old):
    return joint.points(old) - 100


def test_R1_7_example_1_each_full_unit(joint):
    old, guest = brought(joint)
    joint.sell(guest, 99_999)
    assert for_sales(joint, old) == 0
    joint.sell(guest, 1)
    assert for_sales(joint, old) == 100
    joint.sell(guest, 99_999)
    assert for_sales(joint, old) == 100
    joint.sell(guest, 1)
    assert for_sales(joint, old) == 200


def test_R1_7_examples_2_and_3_sums_of_a_person(joint):
    old, guest = brought(joint)
    other = joint.guest()
    joint.refer(old, other)
    joint.arrive(other)
    joint.sell(guest, 60_000)
    joint.sell(other, 40_000)
    assert joint.points(old) == 200
    joint.sell(guest, 40_000)
    assert joint.points(old) == 300


def test_R1_7_example_4_two_sales_at_once(joint):
    old, guest = brought(joint)
    body = {"customer_id": guest["id"], "amount_fen": 50_000}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: joint.e4.post(joint.at("/sales"), body).status_code, range(2)))
    assert answers == [201, 201] and for_sales(joint, old) == 100


def test_R1_7_refusals(joint):
    _, guest = brought(joint)
    before = joint.today(-1) + "T12:00:00+08:00"
    assert joint.sell(guest, 0, expect=400)["code"] == "VALIDATION_FAILED"
    assert joint.sell(guest, 100, concluded_at=before, expect=422)["code"] == "NOT_ON_SITE"
    assert joint.sell(guest, 100, concluded_at=joint.event["ends_at"], expect=422)["code"] == "TIME_IN_FUTURE"
    assert joint.sell(joint.guest(), 100, expect=422)["code"] == "NOT_PRESENT"
    joint.clock.forward(hours=4)
    assert joint.sell(guest, 100, expect=422)["code"] == "NOT_ON_SITE"
    assert joint.sell(guest, 100, concluded_at=joint.event["ends_at"])["state"] == "CONCLUDED"


def test_R1_8_examples_1_and_3_what_comes_back(joint):
    old, guest = brought(joint)
    sale = joint.sell(guest, 200_000)
    assert for_sales(joint, old) == 200
    path = f"/v1/sales/{sale['id']}"
    assert joint.e4.post(path + "/return", {"amount_fen": 1}, expect=200).json()["returned_fen"] == 1
    assert for_sales(joint, old) == 100
    assert code_of(joint.e4.post(path + "/return", {"amount_fen": 200_000})) == (422, "REVERSAL_TOO_LARGE")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: joint.e4.post(path + "/cancel", {"reason": "退货"}), range(3)))
    assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(409, "INVALID_STATE")] * 2
    entries = joint.gm.get("/v1/points-entries", params={"customer_id": old["id"], "sort": "created_at"}, expect=200).json()["items"]
    assert [(one["kind"], one["points"]) for one in entries] == [
        ("REFERRAL_ATTENDANCE", 100), ("REFERRAL_SALE", 200), ("REVERSAL", -100), ("REVERSAL", -100)]
    assert {one.get("reverses") for one in entries[2:]} == {"REFERRAL_SALE"}


def performance(joint, somebody, **more):
    found = joint.gm.get("/v1/performance", params={"employee_id": somebody.id, "month": joint.today()[:7], **more}, expect=200)
    return sum(one["amount_fen"] for one in found.json()["items"])


def test_R1_23_example_1_it_counts_for_the_inviter(joint):
    joint.plan(days=2)
    guest = joint.guest()
    joint.confirmed(joint.e4, guest)
    assert joint.sell(guest, 300_000, expect=422)["code"] == "NOT_ON_SITE"
    joint.to(joint.day(0), "18:31:00")
    # Example 3: before the arrival is recorded.
    assert joint.sell(guest, 300_000, expect=409)["code"] == "NOT_ATTRIBUTED"
    joint.arrive(guest)
    assert joint.sell(guest, 300_000, attributed_to=joint.e1.id, expect=400)["code"] == "VALIDATION_FAILED"
    sale = joint.sell(guest, 300_000, by=joint.e1)
    assert (sale["sold_by"], sale["attributed_to"], sale["department_id"]) == (joint.e1.id, joint.e4.id, joint.a["id"])
    assert (performance(joint, joint.e4), performance(joint, joint.e1)) == (300_000, 0)
    joint.e4.post(f"/v1/sales/{sale['id']}/return", {"amount_fen": 100_000}, expect=200)
    assert performance(joint, joint.e4) == 200_000


def test_who_sees_whose_figures(joint):
    _, guest = brought(joint)
    joint.sell(guest, 1000)

    def seen(client):
        return len(client.get("/v1/performance", params={"department_id": joint.a["id"]}, expect=200).json()["items"])

    assert (seen(joint.e1), seen(joint.ha), seen(joint.e4), seen(joint.hb)) == (1, 1, 0, 0)
