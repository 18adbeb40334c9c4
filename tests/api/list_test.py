"""Lists: every page once, whatever the sort; filters, search, totals and CSV."""
import csv
import io
import itertools
import random

import pytest

from factories import code_of, distributor, hospital, new, pointers


@pytest.fixture(scope="module")
def department(company):
    """A department of its own, whose customers are known."""
    return company.department()


@pytest.fixture(scope="module")
def customers(company, department):
    cities = ["杭州市", "宁波市", "温州市"]
    made = [company.customer(department, make=hospital if at % 2 else distributor, city=cities[at % 3],
                             name=new(f"名称{at % 5}院")) for at in range(25)]
    return made


@pytest.fixture(scope="module")
def staff(company, department, customers):
    return company.staff(department)


def pages(client, **params):
    """All items, page by page, by next and by Link alike."""
    items, cursors = [], set()
    answer = client.get("/v1/customers", params=params, expect=200)
    while True:
        body = answer.json()
        items += body["items"]
        if "next" not in body:
            assert "Link" not in answer.headers
            return items
        assert body["next"] not in cursors and len(body["items"]) == params.get("limit", 20)
        cursors.add(body["next"])
        link = answer.links["next"]["url"]
        answer = client.get("/v1/customers", params={**params, "cursor": body["next"]}, expect=200)
        assert client.get(link, expect=200).json() == answer.json()


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "name", "-name", "-name,created_at", "name,-changed_at"])
@pytest.mark.parametrize("limit", [1, 7, 25, 100])
def test_every_row_once_in_order(staff, department, customers, sort, limit):
    found = pages(staff, department_id=department["id"], sort=sort, limit=limit)
    assert sorted(item["id"] for item in found) == sorted(made["id"] for made in customers)
    expected = sorted(found, key=lambda item: item["id"], reverse=sort.split(",")[-1].startswith("-"))
    for key in reversed(sort.split(",")):
        expected.sort(key=lambda item: item[key.lstrip("-")].encode(), reverse=key.startswith("-"))
    assert [item["id"] for item in found] == [item["id"] for item in expected]


def test_the_newest_come_first(staff, department, customers):
    found = staff.get("/v1/customers", params={"department_id": department["id"]}, expect=200).json()
    assert [item["id"] for item in found["items"]] == [made["id"] for made in reversed(customers)][:20]
    assert "total" not in found


def test_what_comes_meanwhile_moves_no_page(company, department, staff, customers):
    first = staff.get("/v1/customers", params={"department_id": department["id"], "limit": 5, "sort": "name"}).json()
    before = pages(staff, department_id=department["id"], limit=5, sort="name")
    extra = company.customer(department, name="A" + new("前"))
    rest = staff.get("/v1/customers", params={"department_id": department["id"], "limit": 5, "sort": "name",
                                              "cursor": first["next"]}, expect=200).json()["items"]
    assert [item["id"] for item in rest] == [item["id"] for item in before[5:10]]
    customers.append(extra)


# --- filters -----------------------------------------------------------------------


def ids(client, **params):
    return {item["id"] for item in pages(client, **params)}


def test_filters(staff, department, customers):
    of = {"department_id": department["id"], "limit": 100}
    by = lambda test: {made["id"] for made in customers if test(made)}
    assert ids(staff, **of, city="宁波市") == by(lambda made: made.get("city") == "宁波市")
    assert ids(staff, **of, city="宁波市,温州市") == by(lambda made: made.get("city") in ("宁波市", "温州市"))
    assert ids(staff, **of, kind="DISTRIBUTOR") == by(lambda made: made.get("kind") == "DISTRIBUTOR")
    assert ids(staff, **of, kind="DISTRIBUTOR", city="杭州市") == \
        by(lambda made: made.get("kind") == "DISTRIBUTOR" and made.get("city") == "杭州市")
    middle = customers[12]
    assert ids(staff, **of, **{"created_at.gte": middle["created_at"]}) == by(lambda made: made["created_at"] >= middle["created_at"])
    assert ids(staff, **of, **{"created_at.gt": middle["created_at"], "created_at.lte": customers[20]["created_at"]}) == \
        by(lambda made: middle["created_at"] < made["created_at"] <= customers[20]["created_at"])
    assert ids(staff, **of, **{"created_at.lt": middle["created_at"].replace("Z", "+00:00")}) == \
        by(lambda made: made["created_at"] < middle["created_at"])
    assert ids(staff, **of, number=f"{customers[3]['number']},{customers[4]['number']}") == {customers[3]["id"], customers[4]["id"]}
    assert ids(staff, **of, city='"; drop table customer; --') == set()


@pytest.mark.parametrize("params", [
    {"status": "active"}, {"status": ""}, {"status": "ACTIVE,"}, {"department_id": "7"}, {"created_at.gte": "2026-01-01"},
    {"created_at.ge": "2026-01-01T00:00:00Z"}, {"status.gte": "ACTIVE"}, {"number": "1.5"}, {"number.lt": "1,2"},
    {"sort": "beds"}, {"sort": ""}, {"sort": "name,name"}, {"q": "x" * 201}, {"include_total": "yes"}])
def test_filters_refused(staff, params):
    answer = staff.get("/v1/customers", params=params)
    assert answer.status_code == 400 and pointers(answer) == [f"?{name}" for name in params]


def test_total(staff, department, customers):
    params = {"department_id": department["id"], "limit": 2, "include_total": "true"}
    assert staff.get("/v1/customers", params=params).json()["total"] == len(customers)
    assert staff.get("/v1/customers", params={**params, "city": "宁波市"}).json()["total"] == \
        sum(made.get("city") == "宁波市" for made in customers)
    assert staff.get("/v1/customers", params={**params, "city": "无"}).json() == {"items": [], "total": 0}


# --- cursors -----------------------------------------------------------------------


def test_a_cursor_is_of_its_list(staff, department, customers):
    params = {"department_id": department["id"], "limit": 2, "sort": "name"}
    cursor = staff.get("/v1/customers", params=params).json()["next"]
    again = {**params, "cursor": cursor}
    staff.get("/v1/customers", params={**again, "limit": 50, "include_total": "true"}, expect=200)
    for other in ({"city": "宁波市"}, {"sort": "-name"}, {"q": "院"}, {"department_id": customers[0]["id"]}):
        assert code_of(staff.get("/v1/customers", params={**again, **other})) == (400, "CURSOR_INVALID")
    assert code_of(staff.get("/v1/products", params={"cursor": cursor})) == (400, "CURSOR_INVALID")
    without = {name: value for name, value in again.items() if name != "department_id"}
    assert code_of(staff.get("/v1/customers", params=without)) == (400, "CURSOR_INVALID")


def test_a_cursor_is_not_to_be_made(staff, department):
    params = {"department_id": department["id"], "limit": 2}
    cursor = staff.get("/v1/customers", params=params).json()["next"]
    chance = random.Random(7)
    for _ in range(60):
        at = chance.randrange(len(cursor))
        other = cursor[:at] + chance.choice("ABCxyz019-_") + cursor[at + 1:]
        if other != cursor:
            assert code_of(staff.get("/v1/customers", params={**params, "cursor": other})) == (400, "CURSOR_INVALID")
    for other in ("", "x", "AA", "%00", cursor[:-1], cursor + "A", cursor * 5):
        assert staff.get("/v1/customers", params={**params, "cursor": other}).status_code == 400


# --- search ------------------------------------------------------------------------


@pytest.mark.parametrize("q, found", [
    ("{a}王五", True), ("王五", True), ("五", True), ("康达", True), ("康达 王五", True), ("王五　康达", True),
    ("abc", True), ("ABC-{a}", True), ("3m", True), ("3M康", True), ("康达义", True), ("达康", False), ("王六", False),
    ("康达 王六", False), ("c-", True), ("a%c", False), ("a_c", False)])
def test_search(company, department, staff, q, found):
    mark = new("x")
    made = company.customer(department, make=distributor, name=f"3M康达义肢 AbC-{mark}王五")
    answer = staff.get("/v1/customers", params={"q": q.format(a=mark), "limit": 100, "department_id": department["id"]}, expect=200)
    assert (made["id"] in [item["id"] for item in answer.json()["items"]]) == found
    assert all("_search" not in item for item in answer.json()["items"])


def test_search_in_pages(company):
    department = company.department()
    made = [company.customer(department, name=new("寻找") + "院") for _ in range(7)]
    found = pages(company.staff(department), q="寻找", limit=2, sort="-name", department_id=department["id"])
    assert sorted(item["id"] for item in found) == sorted(one["id"] for one in made)


# --- CSV ---------------------------------------------------------------------------


def export(client, **params):
    answer = client.get("/v1/customers", params=params, headers={"Accept": "text/csv"}, expect=200)
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert answer.content.startswith(b"\xef\xbb\xbf") and answer.content.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_csv_is_the_list(staff, department, customers):
    rows = export(staff, department_id=department["id"], sort="created_at")
    expected = pages(staff, department_id=department["id"], sort="created_at", limit=100)
    assert len(rows) == len(expected) > 20
    for row, item in zip(rows, expected):
        for name in ("id", "name", "city", "created_at", "created_by", "unified_social_credit_code"):
            assert row[name] == item.get(name, "")
        assert row["version"] == str(item["version"])
    assert not any(name.startswith("_") for name in rows[0])


def test_csv_of_nothing_has_a_head(staff, department):
    answer = staff.get("/v1/customers", params={"city": "无"}, headers={"Accept": "text/csv"}, expect=200)
    assert answer.content.decode("utf-8-sig").startswith("id,number,")


def test_csv_cannot_run_in_a_spreadsheet(company, department, staff):
    made = [company.customer(department, remarks=remarks) for remarks in ("=1+1", "@SUM(A1)", "+86 1", "'=x", "a\"b,\n\nc")]
    rows = {row["id"]: row["remarks"] for row in export(staff, department_id=department["id"])}
    assert [rows[one["id"]] for one in made] == ["'=1+1", "'@SUM(A1)", "'+86 1", "''=x", "a\"b,\n\nc"]


def test_csv_in_pages(staff, department):
    answer = staff.get("/v1/customers", params={"department_id": department["id"], "limit": 3},
                       headers={"Accept": "text/csv"}, expect=200)
    following = staff.get(answer.links["next"]["url"], headers={"Accept": "text/csv"}, expect=200)
    rows = [list(csv.DictReader(io.StringIO(one.content.decode("utf-8-sig"), newline=""))) for one in (answer, following)]
    assert len(rows[0]) == 3 and not {row["id"] for row in rows[0]} & {row["id"] for row in rows[1]}
    assert staff.get("/v1/customers", params={"limit": 10001}, headers={"Accept": "text/csv"}).status_code == 400


def test_lists_of_other_things(company, staff):
    for path in ("/v1/departments", "/v1/employees", "/v1/products"):
        found = company.administrator.get(path, params={"limit": 1}, expect=200).json()
        assert len(found["items"]) <= 1


def test_sorts_in_all_combinations(staff, department, customers):
    of = {"department_id": department["id"], "limit": 6}
    for sorts in itertools.permutations(["created_at", "name", "changed_at"], 2):
        for signs in itertools.product(["", "-"], repeat=2):
            found = pages(staff, sort=",".join(sign + sort for sign, sort in zip(signs, sorts)), **of)
            assert len({item["id"] for item in found}) == len(found) >= len(customers)
