"""History: who changed what, when, from what to what; for whom may read the resource."""
from factories import code_of, etag, hospital, identity_number, new, person

UNKNOWN = "0191f0a0-0000-7000-8000-00000000dead"


def history(client, kind, thing, **params):
    return client.get(f"/v1/{kind}/{thing['id']}/history", params=params, expect=200).json()


def test_every_version_with_what_changed(company):
    body = hospital(beds=320, remarks=None)
    made = company.customer(**body)
    manager, staff = company.supervisor(), company.staff()
    second = manager.patch(f"/v1/customers/{made['id']}", {"beds": 400, "remarks": "新院区\n“A”"}, match=etag(made),
                           expect=200).json()
    third = staff.patch(f"/v1/customers/{made['id']}", {"remarks": None}, match=etag(second), expect=200).json()
    found = history(staff, "customers", made)
    assert "next" not in found
    versions = found["items"]
    assert [one["version"] for one in versions] == [3, 2, 1]
    assert versions[0]["changes"] == {"remarks": {"from": "新院区\n“A”"}}
    assert versions[1]["changes"] == {"beds": {"from": 320, "to": 400}, "remarks": {"to": "新院区\n“A”"}}
    assert versions[2]["changes"]["name"] == {"to": body["name"]}
    assert versions[2]["changes"]["beds"] == {"to": 320}
    assert [one["changed_by"] for one in versions] == [staff.sub, manager.sub, staff.sub]
    assert [one["changed_at"] for one in versions] == [third["changed_at"], second["changed_at"], made["changed_at"]]
    assert all(len(one["trace_id"]) == 32 for one in versions)


def test_a_text_stays_as_it_is_also_where_it_looks_like_an_instant(company):
    texts = ["时区 +00:00", '"+00:00', "T00:00:00+00:00"]
    made = company.customer(**hospital(remarks=texts[0]))
    for text in texts[1:]:
        made = company.supervisor().patch(f"/v1/customers/{made['id']}", {"remarks": text}, match=etag(made), expect=200).json()
    versions = history(company.staff(), "customers", made)["items"]
    assert [one["changes"]["remarks"]["to"] for one in versions] == texts[::-1]


def test_nothing_is_shown_that_the_resource_does_not_show(company):
    made = company.customer(make=person, resident_identity_number=None)
    for one in history(company.staff(), "customers", made)["items"]:
        assert not [name for name in one["changes"] if name.startswith("_") or name in ("name_key", "phone_key", "version")]
        assert "from" not in str(one["changes"])


def test_what_a_caller_is_not_shown_has_no_history_for_him(company, api):
    """The number of the identity card is for the department that keeps the record, and for auditors."""
    made = company.customer(make=person, resident_identity_number=identity_number())
    company.staff().patch(f"/v1/customers/{made['id']}", {"resident_identity_number": identity_number(), "city": "宁波市"},
                          match=etag(made), expect=200)

    def shown(client):
        return ["resident_identity_number" in one["changes"] for one in history(client, "customers", made)["items"]]

    assert shown(company.staff()) == shown(api(roles="auditor")) == [True, True]
    assert shown(company.staff(company.s2)) == [False, False]


def test_pages_of_versions(company):
    department = company.department()
    for turn in range(4):
        department = company.administrator.patch(f"/v1/departments/{department['id']}", {"name": new("部门")},
                                                 match=etag(department), expect=200).json()
    seen, cursor = [], {}
    while True:
        page = history(company.administrator, "departments", department, limit=2, **cursor)
        seen += [one["version"] for one in page["items"]]
        if "next" not in page:
            break
        cursor = {"cursor": page["next"]}
    assert seen == [5, 4, 3, 2, 1]
    for cursor in ("x", "", "-1", "1" * 30):
        answer = company.administrator.get(f"/v1/departments/{department['id']}/history", params={"cursor": cursor})
        assert answer.status_code == 400, cursor


def test_a_refused_or_dry_change_leaves_no_trace(company):
    department = company.department()
    path = f"/v1/departments/{department['id']}"
    company.administrator.patch(path, {"name": new("部门")}, match=etag(department), params={"dry_run": "true"}, expect=200)
    company.administrator.patch(path, {"name": new("部门")}, match='"7"', expect=412)
    assert len(history(company.administrator, "departments", department)["items"]) == 1


def test_whose_resource_is_hidden_so_is_its_history(company, api):
    made = company.customer(company.unit, make=person)
    for rest in ("history", "decisions"):
        assert code_of(company.staff().get(f"/v1/customers/{made['id']}/{rest}")) == (404, "NOT_FOUND")
        assert company.staff().get(f"/v1/customers/{UNKNOWN}/{rest}").status_code == 404
        assert api(roles="auditor").get(f"/v1/customers/{made['id']}/{rest}").status_code == 200
        assert api(roles="administrator").get(f"/v1/customers/{made['id']}/{rest}").status_code == 403
        assert company.staff().get(f"/v1/customers/not-a-uuid/{rest}").status_code == 400


def test_what_is_asked_for_and_reported_has_a_history_too(company):
    made, manager = company.customer(), company.manager()
    asked = manager.post(f"/v1/customers/{made['id']}/reclassify", {"to_class": "INTERNAL_RELATED", "reason": "企业已注销"},
                         expect=200).json()
    company.as_division().post(f"/v1/customer-reclassifications/{asked['id']}/confirm", expect=200)
    last, first = history(manager, "customer-reclassifications", asked)["items"]
    assert last["changes"]["state"]["to"] == "CONFIRMED" and first["changes"]["to_class"] == {"to": "INTERNAL_RELATED"}
    assert code_of(manager.get(f"/v1/data-updates/{UNKNOWN}/history")) == (404, "NOT_FOUND")
    assert code_of(manager.get(f"/v1/data-updates/{UNKNOWN}/decisions")) == (404, "NOT_FOUND")


def test_the_database_refuses_a_change_without_a_version(company, db):
    department = company.department()
    with db.cursor() as cursor:
        try:
            cursor.execute("update department set name = 'x' where id = %s", (department["id"],))
        except Exception as refused:
            assert "without a new version" in str(refused)
        else:
            raise AssertionError("it was changed")
