"""Customers: entering, reading, finding, changing (R7.1, R7.4, R7.10)."""
import json

import pytest
from factories import (code_of, credit_code, distributor, etag, events, hospital, identity_number, mobile, new, person,
                       pointers, told)

UNKNOWN = "0191f0a0-0000-7000-8000-00000000dead"


def path(customer, rest=""):
    return f"/v1/customers/{customer['id']}{rest}"


# --- Entering ------------------------------------------------------------------

def test_customer_create_and_get(company):
    body = hospital(contacts=[{"name": "周建明", "position": "设备科主任", "phone": "13806511234"}],
                    addresses=[{"kind": "DELIVERY", "city": "杭州市", "address": "余杭塘路 1 号"}],
                    registered_capital_fen=5_000_000_000, founded_on="2018-06-12", source="EXHIBITION", remarks="展会\n认识")
    answer = company.staff().post("/v1/customers", body, expect=201)
    made = answer.json()
    assert {name: made[name] for name in body} == body
    assert made["status"] == "ACTIVE" and made["department_id"] == company.s1["id"] and made["version"] == 1
    assert answer.headers["Location"] == path(made) and answer.headers["ETag"] == etag(made)
    got = company.staff().get(path(made), expect=200)
    assert got.json() == made and got.headers["ETag"] == etag(made)


def test_who_enters_answers_for_the_customer(company, api):
    employee = company.employee(company.s1)
    own = api(roles="sales_staff", sub=employee["subject"], department=company.s1["id"])
    made = own.post("/v1/customers", hospital(), expect=201).json()
    assert made["responsible_employee_id"] == employee["id"] and made["responsible_since"] == made["created_at"]
    other = company.employee(company.s1)
    answer = own.post("/v1/customers", hospital(responsible_employee_id=other["id"]))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    made = company.supervisor().post("/v1/customers", hospital(responsible_employee_id=other["id"]), expect=201).json()
    assert made["responsible_employee_id"] == other["id"]
    answer = company.supervisor().post("/v1/customers", hospital(responsible_employee_id=company.employee(company.s2)["id"]))
    assert answer.status_code == 400 and pointers(answer) == ["/responsible_employee_id"]


def test_entry_into_another_department(company):
    answer = company.staff().post("/v1/customers", hospital(department_id=company.s2["id"]))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R7.1"
    made = company.as_division().post("/v1/customers", hospital(department_id=company.s2["id"]), expect=201).json()
    assert made["department_id"] == company.s2["id"]
    answer = company.as_division().post("/v1/customers", hospital(department_id=UNKNOWN))
    assert answer.status_code == 400 and pointers(answer) == ["/department_id"]


def test_without_department_nothing_is_entered(api):
    answer = api(roles="sales_staff").post("/v1/customers", hospital())
    assert answer.status_code == 400 and pointers(answer) == ["/department_id"]


def test_only_some_roles_enter(company):
    for role in ("finance", "auditor", "administrator", "sales_department_manager"):
        answer = company.client(role, company.s1).post("/v1/customers", {})
        if role != "sales_department_manager":
            assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager().post("/v1/customers", hospital())) == (403, "FORBIDDEN_ROLE")


def test_a_department_out_of_scope(company):
    finance = company.department("FINANCE")
    answer = company.staff(finance).post("/v1/customers", hospital())
    assert code_of(answer) == (422, "DEPARTMENT_NOT_IN_SCOPE") and answer.json()["rule"] == "R7.1"


def test_a_closed_department_takes_nobody(company):
    closed = company.department()
    company.administrator.patch(f"/v1/departments/{closed['id']}", {"status": "CLOSED"}, match=etag(closed), expect=200)
    assert code_of(company.staff(closed).post("/v1/customers", hospital())) == (409, "INVALID_STATE")


@pytest.mark.parametrize("body, wrong", [
    (hospital(unified_social_credit_code="91330106MA2CFLDG4X"), ["/unified_social_credit_code"]),
    (person(resident_identity_number="330106196805123021"), ["/resident_identity_number"]),
    (hospital(kind=None), ["/beds", "/hospital_grade", "/kind", "/specialty"]),
    (hospital(kind="DISTRIBUTOR"), ["/beds", "/hospital_grade", "/specialty"]),
    (hospital(gender="MALE", born_on="2000-01-01"), ["/born_on", "/gender"]),
    (person(customer_class="ENTERPRISE"), ["/customer_class"]),
    (person(kind="DISTRIBUTOR", unified_social_credit_code="91330106MA2CFLDG4R"), ["/kind", "/unified_social_credit_code"]),
    (hospital(name="", phone="12", beds=-1, hospital_grade="9Z"), ["/beds", "/hospital_grade", "/name", "/phone"]),
    (hospital(contacts=[{"position": "主任"}]), ["/contacts/0/name"]),
    (hospital(nickname="x", allow_duplicate="yes"), ["/allow_duplicate", "/nickname"]),
    (hospital(allow_duplicate=True), ["/duplicate_reason"]),
])
def test_what_does_not_fit_is_told_at_once(company, body, wrong):
    answer = company.staff().post("/v1/customers", body)
    assert answer.status_code == 400 and pointers(answer) == wrong


def test_product_lines_on_entry(company):
    products = [company.product()["id"] for _ in range(2)]
    made = company.customer(product_ids=products)
    items = company.staff().get(path(made, "/products"), expect=200).json()["items"]
    assert sorted(item["product_id"] for item in items) == sorted(products)
    found = company.staff().get("/v1/customers", params={"product_id": products[0]}, expect=200).json()["items"]
    assert [item["id"] for item in found] == [made["id"]]
    assert company.staff().post("/v1/customers", hospital(product_ids=[UNKNOWN])).status_code == 404


def test_created_is_told(company):
    made = company.customer()
    event, = told(company.client("service"), "customer.created", made["id"])
    assert event["version"] == 1 and event["data"]["name"] == made["name"]
    assert event["data"]["unified_social_credit_code"] == made["unified_social_credit_code"]
    assert not events(company.staff(), types="customer.created")[0]


def test_dry_run_keeps_nothing(company):
    body = hospital()
    made = company.staff().post("/v1/customers", body, params={"dry_run": "true"}, expect=201).json()
    assert company.staff().get(path(made)).status_code == 404
    company.staff().post("/v1/customers", body, expect=201)


def test_a_retried_entry_is_one(company):
    body, key = hospital(), new("key-")
    first = company.staff().post("/v1/customers", body, key=key, expect=201)
    again = company.staff().post("/v1/customers", body, key=key, expect=201)
    assert again.json() == first.json() and again.headers["Idempotent-Replayed"] == "true"


# --- Duplicates ------------------------------------------------------------------

def candidates(answer):
    assert code_of(answer) == (409, "DUPLICATE")
    return [(one.get("id"), one["reason"]) for one in answer.json()["candidates"]]


def test_identifiers_are_unique(company):
    made = company.customer()
    body = hospital(unified_social_credit_code=made["unified_social_credit_code"].lower(), allow_duplicate=True,
                    duplicate_reason="不同院区")
    answer = company.staff(company.s2).post("/v1/customers", {**body, "unified_social_credit_code": body["unified_social_credit_code"].upper()})
    assert candidates(answer) == [(made["id"], "UNIFIED_SOCIAL_CREDIT_CODE")]
    assert answer.json()["candidates"][0]["name"] == made["name"] and answer.json()["rule"] == "R7.4"
    number = identity_number()
    one = company.customer(make=person, resident_identity_number=number)
    answer = company.staff().post("/v1/customers", person(name="李娜", resident_identity_number=number))
    assert candidates(answer) == [(one["id"], "RESIDENT_IDENTITY_NUMBER")]


def test_external_ids_are_unique_for_a_client(company, api):
    key = new("K")
    first = api(roles="sales_staff", client="erp", department=company.s1["id"])
    made = first.post("/v1/customers", hospital(external_id=key), expect=201).json()
    assert made["external_id"] == key
    assert candidates(first.post("/v1/customers", hospital(external_id=key))) == [(made["id"], "EXTERNAL_ID")]
    other = api(roles="sales_staff", client="portal", department=company.s1["id"])
    other.post("/v1/customers", hospital(external_id=key), expect=201)


def test_names_that_look_the_same(company):
    stem = new("宁波康泰医疗器械")
    made = company.customer(make=distributor, name=f"{stem}有限公司", phone="0574-87654321")
    for name, more, reason in (
            (f"{stem} 有限责任公司", {}, "NAME_AND_CITY"),
            (f"（{stem}）有限公司", {"city": "宁波"}, "NAME_AND_CITY"),
            (stem.upper(), {"city": None}, "NAME_AND_CITY"),
            (stem, {"city": "上海市", "phone": "0574 8765 4321-12"}, "NAME_AND_PHONE")):
        answer = company.staff(company.s2).post("/v1/customers", distributor(name=name, **more))
        assert candidates(answer) == [(made["id"], reason)], name
    company.customer(make=distributor, name=f"{stem}有限公司", city="上海市")
    company.customer(make=distributor, name=f"{stem}股份有限公司")


def test_a_duplicate_may_be_allowed_with_a_reason(company):
    made = company.customer(make=distributor)
    twin = distributor(name=made["name"], allow_duplicate=True, duplicate_reason="同名不同主体，已核对营业执照")
    entered = company.staff().post("/v1/customers", twin, expect=201).json()
    assert entered["duplicate_reason"] == twin["duplicate_reason"]
    answer = company.staff().post("/v1/customers", distributor(name=made["name"]))
    assert sorted(candidates(answer)) == sorted([(made["id"], "NAME_AND_CITY"), (entered["id"], "NAME_AND_CITY")])
    alone = company.customer(make=distributor, allow_duplicate=True, duplicate_reason="以防万一")
    assert "duplicate_reason" not in alone


def test_persons_share_names_not_telephones(company):
    phone = mobile()
    made = company.customer(make=person, name="王 伟", phone=phone)
    company.customer(make=person, name="王伟")
    company.customer(make=person, name="王伟", phone=None)
    company.customer(make=person, name="李娜", phone=phone)
    answer = company.staff().post("/v1/customers", person(name="王伟", phone=f"+86{phone}"))
    assert candidates(answer) == [(made["id"], "NAME_AND_PHONE")]


def test_of_a_candidate_out_of_sight_only_the_reason_is_told(company):
    number = identity_number("19700101")
    hidden = company.customer(company.unit, make=person, resident_identity_number=number)
    answer = company.staff().post("/v1/customers", person(resident_identity_number=number, name="赵六"))
    assert candidates(answer) == [(None, "RESIDENT_IDENTITY_NUMBER")]
    assert hidden["id"] not in answer.text and "王伟" not in answer.text


def test_two_at_the_same_moment(company):
    from concurrent.futures import ThreadPoolExecutor
    body = distributor(unified_social_credit_code=None)
    clients = [company.staff(company.s1, n) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda client: client.post("/v1/customers", body), clients))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    made = next(answer.json() for answer in answers if answer.status_code == 201)
    for answer in answers:
        if answer.status_code == 409:
            assert candidates(answer) == [(made["id"], "NAME_AND_CITY")]


# --- Reading -----------------------------------------------------------------------

def test_who_reads_the_company_database(company):
    made = company.customer()
    for client in (company.staff(company.s2), company.supervisor(company.s3), company.as_division(), company.client("finance"),
                   company.client("general_manager"), company.client("auditor"), company.client("service")):
        client.get(path(made), expect=200)
    for client in (company.client("employee", company.unit), company.client("department_head", company.department("SERVICE"))):
        assert client.get(path(made)).status_code == 404
    assert company.client("administrator").get(path(made)).status_code == 403
    assert company.staff().get(path({"id": UNKNOWN})).status_code == 404


def test_retail_of_a_direct_selling_unit_is_the_units(company):
    made = company.customer(company.unit, make=person)
    for client in (company.client("employee", company.unit), company.client("department_head", company.unit),
                   company.client("crm_clerk"), company.client("customer_resource_director"), company.client("general_manager"),
                   company.client("auditor"), company.client("service")):
        client.get(path(made), expect=200)
    other = company.department("DIRECT_SALES")
    for client in (company.staff(), company.as_division(), company.client("finance"), company.client("employee", other)):
        assert client.get(path(made)).status_code == 404
        assert client.get(path(made, "/history")).status_code in (403, 404)
        assert client.get("/v1/customers", params={"q": made["phone"]}, expect=200).json()["items"] == []
    assert code_of(company.client("employee", other).post("/v1/customers", person(department_id=company.unit["id"]))) \
        == (403, "FORBIDDEN_ROLE")


def test_identity_numbers_are_for_the_keepers(company):
    made = company.customer(make=person, resident_identity_number=identity_number())
    assert "resident_identity_number" in company.staff().get(path(made), expect=200).json()
    assert "resident_identity_number" in company.client("auditor").get(path(made), expect=200).json()
    assert "resident_identity_number" not in company.staff(company.s2).get(path(made), expect=200).json()
    item = company.staff().get("/v1/customers", params={"number": made["number"]}, expect=200).json()["items"][0]
    assert item["id"] == made["id"] and "resident_identity_number" not in item


def test_finding(company):
    mark = new("康复")
    made = company.customer(name=f"杭州{mark}骨科医院", contacts=[{"name": "司徒静怡", "phone": mobile()}])
    twin = company.customer(company.s2, make=distributor, name=f"宁波{mark}器械有限公司")
    client = company.staff()

    def found(**params):
        return [item["id"] for item in client.get("/v1/customers", params=params, expect=200).json()["items"]]

    assert set(found(q=mark)) == {made["id"], twin["id"]}
    assert found(q=mark, kind="DISTRIBUTOR") == [twin["id"]]
    assert found(q=mark, department_id=company.s1["id"]) == [made["id"]]
    assert found(q=mark, customer_class="RETAIL") == []
    assert found(q=mark, sort="created_at") == [made["id"], twin["id"]]
    assert found(q=mark) == [twin["id"], made["id"]]
    assert found(unified_social_credit_code=made["unified_social_credit_code"]) == [made["id"]]
    assert found(q=made["unified_social_credit_code"]) == [made["id"]]
    assert found(q=made["contacts"][0]["phone"]) == [made["id"]]
    assert made["id"] in found(q="静怡", limit=100)
    assert found(q=mark, **{"created_at.gte": twin["created_at"]}) == [twin["id"]]
    assert client.get("/v1/customers", params={"nonsense": "1"}).status_code == 400


# --- Changing ----------------------------------------------------------------------

def test_customer_update(company):
    made = company.customer(contacts=[{"name": "周建明"}], remarks="旧")
    changed = company.staff().patch(path(made), {"address": "文二西路 720 号", "remarks": None, "beds": 400,
                                                 "contacts": [{"name": "吴敏", "phone": "13806511234"}]},
                                    match=etag(made), expect=200).json()
    assert changed["address"] == "文二西路 720 号" and "remarks" not in changed and changed["beds"] == 400
    assert changed["contacts"] == [{"name": "吴敏", "phone": "13806511234"}]
    assert changed["version"] == 2 and changed["name"] == made["name"] and changed["created_at"] == made["created_at"]
    event, = told(company.client("service"), "customer.updated", made["id"])
    assert (event["version"], event["data"]["address"]) == (2, "文二西路 720 号")


def test_a_stale_update(company):
    made = company.customer()
    company.staff().patch(path(made), {"beds": 1}, match=etag(made), expect=200)
    assert code_of(company.supervisor().patch(path(made), {"beds": 2}, match=etag(made))) == (412, "VERSION_CONFLICT")
    assert code_of(company.staff().patch(path(made), {"beds": 2})) == (428, "MATCH_REQUIRED")


def test_two_updates_of_one_version_in_parallel(company):
    from concurrent.futures import ThreadPoolExecutor
    made = company.customer()
    clients = [company.staff(), company.supervisor()]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: client.patch(path(made), {"beds": 9}, match=etag(made)), clients))
    assert sorted(answer.status_code for answer in answers) == [200, 412]


def test_another_departments_record(company):
    made = company.customer()
    answer = company.staff(company.s2).patch(path(made), {"beds": 1}, match=etag(made))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_the_division_corrects_with_a_reason(company):
    made = company.customer()
    answer = company.as_division().patch(path(made), {"address": "更正路 1 号"}, match=etag(made))
    assert answer.status_code == 400 and pointers(answer) == ["/reason"]
    changed = company.as_division().patch(path(made), {"address": "更正路 1 号", "reason": "客户来函更正"}, match=etag(made), expect=200).json()
    assert changed["address"] == "更正路 1 号"
    history = company.staff().get(path(made, "/history"), expect=200).json()["items"]
    assert history[0]["changes"]["change_reason"]["to"] == "客户来函更正"
    assert history[0]["changed_by"] == company.as_division().sub
    assert not [name for name in history[0]["changes"] if name.startswith("_")]


def test_one_person_does_not_change_the_class(company):
    made = company.customer()
    answer = company.staff().patch(path(made), {"customer_class": "RETAIL"}, match=etag(made))
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R7.10"
    company.staff().patch(path(made), {"customer_class": "ENTERPRISE"}, match=etag(made), expect=200)


def test_an_update_may_not_make_a_duplicate(company):
    one, other = company.customer(make=distributor), company.customer(make=distributor)
    answer = company.staff().patch(path(other), {"name": one["name"]}, match=etag(other))
    assert candidates(answer) == [(one["id"], "NAME_AND_CITY")]
    answer = company.staff().patch(path(other), {"unified_social_credit_code": one["unified_social_credit_code"]}, match=etag(other))
    assert candidates(answer) == [(one["id"], "UNIFIED_SOCIAL_CREDIT_CODE")]
    changed = company.staff().patch(path(other), {"name": one["name"], "allow_duplicate": True, "duplicate_reason": "两家公司"},
                                    match=etag(other), expect=200).json()
    assert changed["duplicate_reason"] == "两家公司"
    again = company.staff().patch(path(other), {"phone": "0574-1234567"}, match=etag(changed), expect=200).json()
    assert again["phone"] == "0574-1234567"


def test_what_a_kind_has_not_must_go_with_it(company):
    made = company.customer()
    answer = company.staff().patch(path(made), {"kind": "DISTRIBUTOR"}, match=etag(made))
    assert pointers(answer) == ["/beds", "/hospital_grade", "/specialty"]
    company.staff().patch(path(made), {"kind": "DISTRIBUTOR", "beds": None, "hospital_grade": None, "specialty": None},
                          match=etag(made), expect=200)


def test_customer_stale_list(company, db):
    made, fresh = company.customer(), company.customer()
    with db.cursor() as cursor:
        cursor.execute("update customer set changed_at = changed_at - interval '7 months', version = version + 1 where id = %s",
                       (made["id"],))
    for client, sees in ((company.staff(), True), (company.as_division(), True), (company.staff(company.s2), False)):
        found = client.get("/v1/customers/stale", params={"limit": 1, "include_total": "true"}, expect=200).json()
        csv = client.get("/v1/customers/stale", headers={"Accept": "text/csv"}, expect=200).text
        assert (made["id"] in csv) == sees and fresh["id"] not in csv
        assert found["total"] == len(csv.strip().splitlines()) - 1
    items = company.as_division().get("/v1/customers/stale", params={"department_id": company.s2["id"]}, expect=200).json()["items"]
    assert made["id"] not in [item["id"] for item in items]


def test_customer_withdraw(company):
    made = company.customer()
    assert code_of(company.staff(company.s2).post(path(made, "/withdraw"))) == (403, "FORBIDDEN_ROLE")
    company.staff().post(path(made, "/withdraw"), match='"1"', expect=200)
    now = company.staff().get(path(made), expect=200).json()
    assert now["status"] == "WITHDRAWN"
    assert code_of(company.staff().patch(path(made), {"beds": 1}, match=etag(now))) == (409, "INVALID_STATE")
    assert company.staff().get("/v1/customers", params={"number": made["number"]}, expect=200).json()["items"] == []
    company.customer(name=made["name"], unified_social_credit_code=made["unified_social_credit_code"])
    used = company.customer()
    company.document(used)
    assert code_of(company.staff().post(path(used, "/withdraw"))) == (409, "INVALID_STATE")


# --- Who answers for a customer -------------------------------------------------------

def test_customer_reassign(company):
    first, second = company.employee(company.s1), company.employee(company.s1)
    made = company.supervisor().post("/v1/customers", hospital(responsible_employee_id=first["id"]), expect=201).json()
    body = {"responsible_employee_id": second["id"], "reason": "片区调整"}
    assert code_of(company.staff().post(path(made, "/reassign"), body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager(company.s2).post(path(made, "/reassign"), body)) == (403, "FORBIDDEN_ROLE")
    changed = company.manager().post(path(made, "/reassign"), body, expect=200).json()
    assert changed["responsible_employee_id"] == second["id"]
    assert code_of(company.manager().post(path(made, "/reassign"), body)) == (422, "NO_CHANGE")
    event, = told(company.client("service"), "customer.owner_changed", made["id"])
    assert event["data"] == (
        {"customer_id": made["id"], "old": first["id"], "new": second["id"], "cause": "REASSIGNED"})


def test_the_division_moves_a_customer_to_another_department(company):
    made, other = company.customer(), company.employee(company.s2)
    body = {"responsible_employee_id": other["id"], "reason": "由二部开发"}
    assert code_of(company.manager().post(path(made, "/reassign"), body)) == (403, "FORBIDDEN_ROLE")
    changed = company.as_division().post(path(made, "/reassign"), body, expect=200).json()
    assert changed["department_id"] == company.s2["id"]


def test_customers_of_direct_selling_units_are_not_reassigned_so(company):
    made = company.customer(company.unit, make=hospital)
    answer = company.as_division().post(path(made, "/reassign"), {"responsible_employee_id": company.employee(company.s1)["id"], "reason": "x"})
    assert code_of(answer) == (422, "DEPARTMENT_NOT_IN_SCOPE")


# --- Product lines ---------------------------------------------------------------------

def test_customer_product_set(company):
    made, product = company.customer(), company.product()
    place = path(made, f"/products/{product['id']}")
    note = company.staff().put(place, {"yearly_need": 120, "competitor": "国产同类品牌"}, expect=200).json()
    assert note["active"] and note["department_id"] == company.s1["id"] and note["version"] == 1
    note = company.staff().put(place, {"active": False}, expect=200).json()
    assert not note["active"] and "yearly_need" not in note and note["version"] == 2
    other = company.staff(company.s2).put(place, {"yearly_need": 10}, expect=200).json()
    assert other["id"] != note["id"]
    items = company.as_division().get(path(made, "/products"), expect=200).json()["items"]
    assert [item["department_id"] for item in items] == [company.s1["id"], company.s2["id"]]
    assert company.staff().put(path(made, f"/products/{UNKNOWN}"), {}).status_code == 404
    assert company.staff().put(path({"id": UNKNOWN}, f"/products/{product['id']}"), {}).status_code == 404
    assert code_of(company.staff().get(path({"id": UNKNOWN}, "/products"))) == (404, "NOT_FOUND")


def test_a_product_line_is_replaced_as_it_was_read(company):
    made, product = company.customer(), company.product()
    place = path(made, f"/products/{product['id']}")
    assert code_of(company.staff().put(place, {"yearly_need": 1}, match="*")) == (412, "VERSION_CONFLICT")
    first = company.staff().put(place, {"yearly_need": 1}, expect=200)
    company.staff().put(place, {"yearly_need": 2}, match=first, expect=200)
    assert code_of(company.staff().put(place, {"yearly_need": 3}, match=first)) == (412, "VERSION_CONFLICT")
    company.staff().put(place, {"yearly_need": 3}, match="*", expect=200)


# --- Another class, by two persons (R7.10) -----------------------------------------------

def reclassify(client, customer, to="RETAIL"):
    return client.post(path(customer, "/reclassify"), {"to_class": to, "reason": "企业已注销"})


def test_two_persons_change_the_class(company):
    made = company.customer()
    asked = reclassify(company.manager(), made)
    assert asked.status_code == 200 and asked.json()["state"] == "REQUESTED" and asked.json()["side"] == "DEPARTMENT"
    place = f"/v1/customer-reclassifications/{asked.json()['id']}/confirm"
    assert code_of(company.manager().post(place)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(company.manager(person=1).post(place)) == (403, "FORBIDDEN_ROLE")
    assert company.staff().get(path(made)).json()["customer_class"] == "ENTERPRISE"
    confirmed = company.as_division().post(place, expect=200).json()
    assert confirmed["state"] == "CONFIRMED" and confirmed["decision"]["rule"] == "R7.10"
    assert company.staff().get(path(made)).json()["customer_class"] == "RETAIL"
    assert code_of(company.as_division(1).post(place)) == (409, "INVALID_STATE")
    event, = told(company.client("service"), "customer.reclassified", made["id"])
    assert event["data"] == {"customer_id": made["id"], "from": "ENTERPRISE", "to": "RETAIL"}


def test_the_division_asks_and_the_manager_confirms(company):
    made = company.customer()
    asked = reclassify(company.as_division(), made, "INTERNAL_RELATED").json()
    place = f"/v1/customer-reclassifications/{asked['id']}/confirm"
    assert code_of(company.as_division(1).post(place)) == (403, "FORBIDDEN_ROLE")
    assert code_of(company.manager(company.s2).post(place)) == (403, "FORBIDDEN_ROLE")
    company.manager().post(place, expect=200)
    assert company.staff().get(path(made)).json()["customer_class"] == "INTERNAL_RELATED"


def test_one_person_of_both_roles_is_one_person(company, api):
    made = company.customer()
    both = api(roles=["sales_department_manager", "marketing_division"], department=company.s1["id"])
    asked = reclassify(both, made).json()
    assert code_of(both.post(f"/v1/customer-reclassifications/{asked['id']}/confirm")) == (403, "SEPARATION_OF_DUTIES")


def test_reclassification_refused_or_taken_back(company):
    made = company.customer()
    asked = reclassify(company.manager(), made).json()
    assert code_of(reclassify(company.as_division(), made)) == (409, "RECLASSIFICATION_OPEN")
    place = f"/v1/customer-reclassifications/{asked['id']}/refuse"
    assert company.as_division().post(place, expect=400, json={}).status_code == 400
    refused = company.as_division().post(place, {"opinion": "仍以企业名义采购"}, expect=200).json()
    assert (refused["state"], refused["opinion"]) == ("REFUSED", "仍以企业名义采购")
    asked = reclassify(company.manager(), made).json()
    taken = company.manager().post(f"/v1/customer-reclassifications/{asked['id']}/refuse", {"opinion": "误操作"}, expect=200).json()
    assert taken["state"] == "WITHDRAWN"
    items = company.manager().get("/v1/customer-reclassifications", params={"customer_id": made["id"]}, expect=200).json()["items"]
    assert [item["state"] for item in items] == ["WITHDRAWN", "REFUSED"]


def test_reclassification_refusals(company):
    made = company.customer()
    assert code_of(reclassify(company.staff(), made)) == (403, "FORBIDDEN_ROLE")
    assert code_of(reclassify(company.manager(company.s2), made)) == (403, "FORBIDDEN_ROLE")
    assert code_of(reclassify(company.manager(), made, "ENTERPRISE")) == (422, "NO_CHANGE")
    answer = reclassify(company.manager(), company.customer(make=person), "ENTERPRISE")
    assert answer.status_code == 400 and pointers(answer) == ["/customer_class"]


# --- Many at once -----------------------------------------------------------------------

def test_customer_batch(company):
    known = company.customer()
    items = [hospital(), hospital(unified_social_credit_code=known["unified_social_credit_code"]), {"party": "PERSON"}, person()]
    answer = company.staff().post("/v1/customers/batch", {"items": items}, expect=207).json()["items"]
    assert [item["status"] for item in answer] == [201, 409, 400, 201]
    assert json.dumps(answer[1]).count(known["id"]) == 1


def test_credit_codes_of_the_tests_are_valid():
    assert len({credit_code() for _ in range(300)}) == 300
