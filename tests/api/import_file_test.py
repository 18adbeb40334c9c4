"""Imports of CSV: whole or not at all, with every error by line and column."""
import csv
import io
import json
import time

import pytest

from factories import MANAGER, code_of, credit_code, customers_csv, distributor, hospital, new


@pytest.fixture(scope="module")
def staff(company):
    return company.staff()


def text_of(rows, head=None):
    out = io.StringIO()
    writer = csv.DictWriter(out, head or sorted({name for row in rows for name in row}))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def send(client, text, query="", **more):
    body = text if isinstance(text, bytes) else text.encode()
    return client.request("POST", "/v1/customers/import" + query, data=body, headers={"Content-Type": "text/csv"}, **more)


def errors(answer):
    assert code_of(answer) == (422, "IMPORT_REJECTED"), answer.text
    return [(error["line"], error.get("column"), error["code"]) for error in answer.json()["errors"]]


def found(client, name):
    return client.get("/v1/customers", params={"q": name}, expect=200).json()["items"]


def test_rows_become_customers(company, staff):
    rows = [hospital(remarks='"a",\n=b', beds="3"), distributor(), hospital(name=new("“北京”𠮷"))]
    answer = send(staff, text_of(rows), expect=201)
    made = answer.json()
    assert made["rows"] == 3 and made["operation"] == "customer_import" and len(made["ids"]) == 3
    for row, identity in zip(rows, made["ids"]):
        customer = staff.get(f"/v1/customers/{identity}", expect=200).json()
        assert {name: str(customer.get(name)) for name in row} == {name: str(value) for name, value in row.items()}
    assert staff.get(answer.headers["Location"], expect=200).json() == made


def test_members_of_members(company, staff):
    row = {**hospital(), "contacts.0.name": "王五", "contacts.0.phone": "13812345678", "contacts.1.name": "李六"}
    files = text_of([row]), text_of([hospital(contacts=json.dumps([{"name": "赵七"}]))])
    made = [send(staff, file, expect=201).json()["ids"][0] for file in files]
    first, second = (staff.get(f"/v1/customers/{identity}").json()["contacts"] for identity in made)
    assert [contact["name"] for contact in first] == ["王五", "李六"] and first[0]["phone"] == "13812345678"
    assert [contact["name"] for contact in second] == ["赵七"]


def test_what_spreadsheets_make_of_it(company, staff):
    rows = [hospital(founded_on="2015/3/9"), hospital(founded_on="2015-03-09", allow_duplicate="FALSE")]
    made = send(staff, "\ufeff" + text_of(rows), expect=201).json()
    assert [staff.get(f"/v1/customers/{identity}").json()["founded_on"] for identity in made["ids"]] == ["2015-03-09"] * 2


def test_what_was_exported_comes_in_unchanged(company):
    department = company.department()
    staff = company.staff(department)
    remarks = ["=1+1", "'=1", "@x", "+86", "-1", "-a", "'", "''", "a\rb", "\tx", 'q"q', "换\n行"]
    send(staff, text_of([hospital(remarks=one) for one in remarks]), expect=201)
    answer = staff.get("/v1/customers", headers={"Accept": "text/csv"}, expect=200,
                       params={"sort": "created_at", "department_id": department["id"]})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    kept = {item["id"]: item["remarks"] for item in staff.get(
        "/v1/customers", params={"limit": 100, "department_id": department["id"]}).json()["items"]}
    again = send(staff, text_of([{**hospital(), "remarks": row["remarks"]} for row in rows]), expect=201).json()["ids"]
    assert [staff.get(f"/v1/customers/{identity}").json()["remarks"] for identity in again] == \
        [kept[row["id"]] for row in rows]
    assert len(set(kept.values())) == len(remarks)


def test_every_error_is_told_and_nothing_kept(company, staff):
    name = new("不导")
    rows = [hospital(name=name), hospital(name=name, beds="many", party="ROBOT"), hospital(name="", founded_on="2023-02-29"),
            hospital(name=name, responsible_employee_id="x")]
    answer = send(staff, text_of(rows))
    assert sorted(errors(answer)) == [(3, "beds", "TYPE"), (3, "party", "ENUM"), (4, "founded_on", "FORMAT"),
                                      (4, "name", "REQUIRED"), (5, "responsible_employee_id", "FORMAT")]
    assert answer.json()["rows"] == 4
    assert {error["pointer"] for error in answer.json()["errors"]} == \
        {"/1/beds", "/1/party", "/2/founded_on", "/2/name", "/3/responsible_employee_id"}
    assert found(staff, name) == []


def test_every_refusal_is_told_and_nothing_kept(company, staff):
    """What only the rules and the database can tell."""
    there, name, code = company.customer(), new("拒导"), credit_code()
    rows = [hospital(name=name + "1"), hospital(unified_social_credit_code=there["unified_social_credit_code"]),
            hospital(name=name + "2", unified_social_credit_code=code), hospital(name=name + "3", unified_social_credit_code=code),
            hospital(name=name + "4")]
    answer = send(staff, text_of(rows))
    assert [(line, column) for line, column, _ in errors(answer)] == [(3, None), (5, None)]
    told = answer.json()["errors"][0]
    assert told["problem"]["status"] == 409 and told["problem"]["candidates"]
    assert told["code"] == told["problem"]["code"] and told["message"]
    assert found(staff, name) == []
    send(staff, text_of([rows[0], rows[2], rows[4]]), expect=201)


@pytest.mark.parametrize("text, told", [
    ("\n", (1, None, "REQUIRED")), ("name,nmae\nx,y\n", (1, "nmae", "UNKNOWN")), ("name,name\nx,y\n", (1, "name", "DUPLICATE")),
    ("id\n7\n", (1, "id", "UNKNOWN")), ("contacts,contacts.0.name\n,\n", (1, "contacts.0.name", "DUPLICATE")),
    ("contacts.0\nx\n", (1, "contacts.0", "UNKNOWN")), ("contacts.x.name\nx\n", (1, "contacts.x.name", "UNKNOWN")),
    ("contacts.00.name\nx\n", (1, "contacts.00.name", "UNKNOWN")), ("name.x\nx\n", (1, "name.x", "UNKNOWN")),
    ('"name\nx\n', (1, None, "FORMAT")), (b"name\n\xff\n", (2, None, "FORMAT")), (b"name\na\x00b\n", (2, None, "FORMAT")),
    ("name,party\nx\n", (2, None, "LENGTH")), ("name\nx,y\n", (2, None, "LENGTH")), ('name\n"x\n', (2, None, "FORMAT"))])
def test_what_is_no_table(staff, text, told):
    assert told in errors(send(staff, text))


def test_an_empty_file(staff):
    assert send(staff, "").status_code == 400
    assert code_of(send(staff, "name\n")) == (422, "IMPORT_REJECTED")


def test_deep_json_in_a_field(staff):
    assert (2, "contacts", "TYPE") in errors(send(staff, "contacts\n" + "[" * 100_000 + "\n"))


def test_dry_run(company, staff):
    name = new("试导")
    made = send(staff, text_of([hospital(name=name)]), "?dry_run=true", expect=201).json()
    assert made["rows"] == 1 and found(staff, name) == []
    assert staff.get(f"/v1/imports/{made['id']}").status_code == 404
    assert errors(send(staff, text_of([hospital(name="")]), "?dry_run=true")) == [(2, "name", "REQUIRED")]


def test_a_retry_happens_once(staff):
    name, key = new("重导"), new("key")
    text = text_of([hospital(name=name)])
    first, again = send(staff, text, key=key, expect=201), send(staff, text, key=key, expect=201)
    assert first.json() == again.json() and again.headers["Idempotent-Replayed"] == "true"
    assert len(found(staff, name)) == 1


def test_others_do_not_see_it(company, api, staff):
    made = send(staff, text_of([hospital()]), expect=201).json()
    assert company.client(MANAGER, company.s2).get(f"/v1/imports/{made['id']}").status_code == 404
    api(roles="auditor").get(f"/v1/imports/{made['id']}", expect=200)
    assert code_of(send(api(roles="finance"), "x")) == (403, "FORBIDDEN_ROLE")


def test_only_csv(staff):
    assert code_of(staff.post("/v1/customers/import", {"items": []})) == (415, "UNSUPPORTED_MEDIA_TYPE")
    answer = staff.request("POST", "/v1/customers/import", data=b"name\n", headers={"Content-Type": "text/csv; charset=gbk"})
    assert code_of(answer) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_too_many_rows(staff):
    answer = send(staff, "name\n" + "x\n" * 20001)
    assert code_of(answer) == (422, "IMPORT_REJECTED") and len(answer.json()["errors"]) == 1000


def test_thousands(company, staff):
    codes = (customers_csv.credit_code("9", "1", "654321", f"{at:08d}") for at in range(3000))
    rows = [hospital(unified_social_credit_code=code) for code in codes]
    begun = time.monotonic()
    made = send(staff, text_of(rows), expect=201).json()
    assert made["rows"] == len(set(made["ids"])) == 3000
    print(f"3,000 rows in {time.monotonic() - begun:.1f} s")
