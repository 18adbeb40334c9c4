"""Batches: an answer for each item, and one item's refusal is no other's."""
import pytest

from factories import code_of, distributor, hospital, new, pointers


@pytest.fixture(scope="module")
def staff(company):
    return company.staff()


def test_each_item_has_its_answer(company, staff):
    good, bad, twice = hospital(), {"name": "x"}, distributor()
    answer = staff.post("/v1/customers/batch", {"items": [good, bad, twice, {**twice, "name": new("别名")}, hospital()]}, expect=207)
    items = answer.json()["items"]
    assert [item["status"] for item in items] == [201, 400, 201, 409, 201]
    for item in (items[0], items[2], items[4]):
        made = staff.get(item["location"], expect=200)
        assert made.json() == item["body"] and made.headers["ETag"] == item["etag"] == '"1"'
    assert [fault["pointer"] for fault in items[1]["problem"]["errors"]] == ["/items/1/party", "/items/1/customer_class"]
    assert items[3]["problem"]["candidates"] and items[3]["problem"]["trace_id"]
    assert "body" not in items[1] and "problem" not in items[0]


def test_a_refusal_leaves_nothing_behind(company, staff):
    name = new("批量")
    items = [hospital(name=name, responsible_employee_id="01890a5d-ac96-774b-bcce-b302099a8057"), hospital(name=name)]
    answer = staff.post("/v1/customers/batch", {"items": items}, expect=207).json()["items"]
    assert [item["status"] for item in answer] == [400, 201]
    assert len(staff.get("/v1/customers", params={"q": name}, expect=200).json()["items"]) == 1


def test_all_may_be_refused(staff):
    answer = staff.post("/v1/customers/batch", {"items": [{}, 5, None, []]}, expect=207).json()["items"]
    assert [item["status"] for item in answer] == [400] * 4


@pytest.mark.parametrize("body, fault", [
    ({}, "/items"), ({"items": []}, "/items"), ({"items": {}}, "/items"), ({"items": [{}] * 101}, "/items"),
    ({"items": [{}], "x": 1}, "/x")])
def test_what_is_no_batch(staff, body, fault):
    answer = staff.post("/v1/customers/batch", body)
    assert answer.status_code == 400 and pointers(answer) == [fault]


def test_a_hundred(staff):
    answer = staff.post("/v1/customers/batch", {"items": [hospital() for _ in range(100)]}, expect=207).json()["items"]
    assert [item["status"] for item in answer] == [201] * 100
    assert len({item["body"]["id"] for item in answer}) == 100


def test_dry_run(staff):
    name = new("试批")
    answer = staff.post("/v1/customers/batch?dry_run=true", {"items": [hospital(name=name), {}]}, expect=207).json()["items"]
    assert [item["status"] for item in answer] == [201, 400]
    assert staff.get("/v1/customers", params={"q": name}, expect=200).json()["items"] == []


def test_a_retry_happens_once(staff):
    name, key = new("重批"), new("key")
    body = {"items": [hospital(name=name), {}]}
    first = staff.post("/v1/customers/batch", body, key=key, expect=207)
    again = staff.post("/v1/customers/batch", body, key=key, expect=207)
    assert again.json() == first.json() and again.headers["Idempotent-Replayed"] == "true"
    assert len(staff.get("/v1/customers", params={"q": name}, expect=200).json()["items"]) == 1


def test_who_may_not(api):
    assert code_of(api(roles="finance").post("/v1/customers/batch", {"items": [{}]})) == (403, "FORBIDDEN_ROLE")
