"""Ten thousand customers come in as CSV, and out unchanged."""
import csv
import io

import customers_csv
import pytest
from factories import distributor, new

ROWS = 10_000


@pytest.fixture(scope="module")
def department(company):
    return company.department()


@pytest.fixture(scope="module")
def rows():
    """As the maker gives them; a run of its own for each, since identifiers are unique."""
    made = customers_csv.rows(ROWS)
    mark = new("导入")
    for row in made:
        row["external_id"] = f"{mark}-{row['external_id']}"
    return made


def as_csv(rows):
    text = io.StringIO()
    customers_csv.write(rows, text)
    return text.getvalue().encode()


def send(client, rows, expect=201, **params):
    return client.post("/v1/customers/import", data=as_csv(rows), headers={"Content-Type": "text/csv"},
                       params=params, expect=expect).json()


def test_a_dry_run_tells_what_would_become_of_it(company, department, rows):
    client = company.staff(department)
    broken = [dict(row) for row in rows[:20]]
    broken[3]["unified_social_credit_code"] = "91330106MA2CFLDG4X"
    broken[7]["name"] = ""
    told = send(client, broken, expect=422, dry_run="true")
    assert {(error["line"], error["column"]) for error in told["errors"]} == {
        (5, "unified_social_credit_code"), (9, "name")}
    assert client.get("/v1/customers", params={"department_id": department["id"]}, expect=200).json()["items"] == []


def test_ten_thousand_come_in_and_out_unchanged(company, department, rows):
    client = company.staff(department)
    told = send(client, rows)
    assert (told["rows"], len(told["ids"])) == (ROWS, ROWS)
    answer = client.get("/v1/customers", headers={"Accept": "text/csv"}, expect=200,
                        params={"department_id": department["id"], "sort": "created_at", "limit": ROWS})
    found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(found) == ROWS
    back = {row["external_id"]: row for row in found}
    for row in rows:
        came = back[row["external_id"]]
        assert {column: came[column] for column in customers_csv.COLUMNS} == \
            {column: str(row.get(column, "")) for column in customers_csv.COLUMNS}


def test_again_they_are_all_known(company, department, rows):
    told = send(company.staff(department), rows[:50], expect=422)
    assert {error["code"] for error in told["errors"]} == {"DUPLICATE"}
    assert len(told["errors"]) == 50


def test_an_import_taken_back_leaves_room_for_the_next(company):
    client = company.staff(company.department())
    rows = [distributor(external_id=new("K")) for _ in range(30)]
    made = send(client, rows)
    client.post(f"/v1/imports/{made['id']}/undo", expect=200)
    for identity in made["ids"][:3]:
        assert client.get(f"/v1/customers/{identity}", expect=200).json()["status"] == "WITHDRAWN"
    params = {"department_id": client.caller["department"]}
    assert client.get("/v1/customers", params=params, expect=200).json()["items"] == []
    again = send(client, rows)
    client.post(f"/v1/customers/{again['ids'][0]}/withdraw", expect=200)
    answer = client.post(f"/v1/imports/{again['id']}/undo", expect=409).json()
    assert answer["code"] == "IMPORT_CHANGED"
