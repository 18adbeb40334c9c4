"""Bad input of every kind, as the running service sees it: refused with a reason, and the service goes on."""
import http.client
import json
import uuid

import pytest

from factories import code_of, hospital, new

NOBODY = "/v1/customers/01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.fixture(scope="module")
def staff(company):
    return company.staff()


def post(client, body, content_type="application/json", path="/v1/customers?dry_run=true", **headers):
    return client.request("POST", path, data=body, headers={"Content-Type": content_type, **headers})


def faults(answer):
    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]


def raw(client, method, target, headers=(), body=None):
    """As it is, without the client's own corrections of the target."""
    client.authorization()
    host = client.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.putrequest(method, target, skip_accept_encoding=True)
    connection.putheader("Authorization", client.session.headers["Authorization"])
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


# --- bodies ------------------------------------------------------------------------


def test_all_faults_are_told_at_once(staff):
    answer = post(staff, json.dumps({"party": "ROBOT", "name": "", "beds": 1.5, "founded_on": "2023-02-29",
                                     "colour": "red", "responsible_employee_id": "7"}))
    assert sorted(faults(answer)) == [("/beds", "TYPE"), ("/colour", "UNKNOWN"), ("/customer_class", "REQUIRED"),
                                      ("/founded_on", "FORMAT"), ("/name", "LENGTH"), ("/party", "ENUM"),
                                      ("/responsible_employee_id", "FORMAT")]
    body = answer.json()
    assert body["code"] == "VALIDATION_FAILED" and body["status"] == 400 and body["trace_id"]
    assert all(fault["message"].endswith(".") for fault in body["errors"])


def body_with(text):
    """A good body, with a member written as it is."""
    return json.dumps(hospital(beds=None))[:-1] + f', "beds": {text}}}'


@pytest.mark.parametrize("number, code", [
    ("1.0", "TYPE"), ("1e2", "TYPE"), ("9223372036854775808", "RANGE"), ("-9223372036854775809", "RANGE"),
    ("1e999", "RANGE"), ("99999999999999999999999999999999", "RANGE"), ("-1", "RANGE"), ('"1"', "TYPE"),
    ("true", "TYPE"), ("01", "FORMAT"), ("+1", "FORMAT"), ("0x1", "FORMAT"), ("NaN", "FORMAT"), ("Infinity", "FORMAT")])
def test_numbers(staff, number, code):
    assert faults(post(staff, body_with(number))) == [("/beds", code)]


@pytest.mark.parametrize("body, fault", [
    (b"", ("", "REQUIRED")),
    (b" ", ("", "FORMAT")),
    (b"[]", ("", "TYPE")),
    (b"null", ("", "TYPE")),
    (b'"text"', ("", "TYPE")),
    (b"{", ("", "FORMAT")),
    (b'{"name": "x",}', ("/name", "FORMAT")),
    (b"{} {}", ("", "FORMAT")),
    (b"{'name': 'x'}", ("", "FORMAT")),
    (b'\xef\xbb\xbf{"name": "x"}', ("", "FORMAT")),
    (b'{"name": "a", "name": "b"}', ("/name", "DUPLICATE")),
    (b'{"contacts": [{"name": "a"}, {"name": "a", "name": "b"}]}', ("/contacts/1/name", "DUPLICATE")),
    (b'{"name": "a\\u0000b"}', ("/name", "FORMAT")),
    (b'{"name": "a\x00b"}', ("", "FORMAT")),
    (b'{"name": "\xc0\xaf"}', ("", "FORMAT")),
    (b'{"name": "\xed\xa0\x80"}', ("", "FORMAT")),
    (b'{"name": "\xff"}', ("", "FORMAT")),
    (b'{"name": "\\ud800"}', ("/name", "FORMAT")),
    (b'{"na\\u0000me": 1}', ("/na\\u0000me", "FORMAT")),
    ('{"name": "x"}'.encode("utf-16"), ("", "FORMAT")),
])
def test_what_is_not_json(staff, body, fault):
    assert faults(post(staff, body)) == [fault]


@pytest.mark.parametrize("depth, accepted", [(32, True), (33, False), (1000, False), (500_000, False)])
def test_depth(staff, depth, accepted):
    body = '{"colour": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}"
    answer = post(staff, body)
    told = faults(answer)
    if accepted:
        assert ("/colour", "UNKNOWN") in told
    else:
        assert [code for _, code in told] == ["RANGE"]


def test_size(staff):
    most = 1 << 20
    good = json.dumps(hospital()).encode()
    assert post(staff, good + b" " * (most - len(good) - 1)).status_code == 201
    assert post(staff, good + b" " * (most - len(good))).status_code == 201
    assert code_of(post(staff, good + b" " * (most - len(good) + 1))) == (413, "BODY_TOO_LARGE")


def test_chunked(staff):
    good = json.dumps(hospital()).encode()
    pieces = (good[at:at + 7] for at in range(0, len(good), 7))
    assert post(staff, pieces).status_code == 201
    assert code_of(post(staff, (b" " * 65536 for _ in range(20)))) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize("content_type, accepted", [
    ("application/json", True), ("application/json; charset=utf-8", True), ("APPLICATION/JSON;charset=\"UTF-8\"", True),
    ("application/json; charset=gbk", False), ("application/json; charset=utf-16", False), ("text/plain", False),
    ("application/merge-patch+json", False), ("application/x-www-form-urlencoded", False),
    ("multipart/form-data; boundary=x", False), ("application/jsonp", False)])
def test_media_types(staff, content_type, accepted):
    answer = post(staff, json.dumps(hospital()).encode(), content_type)
    assert answer.status_code == 201 if accepted else code_of(answer) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_without_a_media_type(staff):
    answer = staff.request("POST", "/v1/customers?dry_run=true", data=json.dumps(hospital()).encode())
    assert code_of(answer) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_body_where_none_belongs(staff):
    assert staff.request("GET", "/v1/customers", data=b"{}", headers={"Content-Type": "application/json"}).ok
    answer = staff.request("GET", "/v1/customers", data=b'{"x": 1}', headers={"Content-Type": "application/json"})
    assert faults(answer) == [("/x", "UNKNOWN")]


def test_who_may_not_learns_nothing_of_the_body(api):
    nobody = api(roles="finance")
    assert code_of(post(nobody, b"{")) == (403, "FORBIDDEN_ROLE")
    assert code_of(post(nobody, b"{}", "text/plain")) == (403, "FORBIDDEN_ROLE")


def test_null_is_absent(staff):
    body = {**hospital(), "remarks": None, "contacts": None}
    assert "remarks" not in staff.post("/v1/customers?dry_run=true", body, expect=201).json()


def test_text_comes_out_as_it_came_in(staff):
    name = new("  “长”\t𠮷𠮷 \\ \" é e\u0301 ")
    made = staff.post("/v1/customers?dry_run=true", hospital(remarks=name), expect=201).json()
    assert made["remarks"] == name


# --- the query ---------------------------------------------------------------------


@pytest.mark.parametrize("query, fault", [
    ("limit=0", ("?limit", "RANGE")), ("limit=101", ("?limit", "RANGE")), ("limit=x", ("?limit", "TYPE")),
    ("limit=", ("?limit", "TYPE")), ("limit=5&limit=5", ("?limit", "DUPLICATE")), ("Limit=5", ("?Limit", "UNKNOWN")),
    ("offset=5", ("?offset", "UNKNOWN")), ("=5", ("?", "UNKNOWN")), ("q=%00", ("?q", "FORMAT")),
    ("q=%", ("?q", "FORMAT")), ("q=%4", ("?q", "FORMAT")), ("q=%zz", ("?q", "FORMAT")), ("q=%C0%AF", ("?q", "FORMAT")),
    ("q=%ED%A0%80", ("?q", "FORMAT")), ("dry_run=true", ("?dry_run", "UNKNOWN")), ("id=evil", ("?id", "UNKNOWN"))])
def test_queries(staff, query, fault):
    answer, text = raw(staff, "GET", f"/v1/customers?{query}")
    assert answer.status == 400
    assert [(one["pointer"], one["code"]) for one in json.loads(text)["errors"]] == [fault]


def test_too_many_parameters(staff):
    assert faults(staff.get("/v1/customers?" + "&".join(f"x{i}=1" for i in range(101)))) == [("?", "LENGTH")]


def test_the_query_is_not_the_path(staff):
    assert faults(staff.get(f"{NOBODY}?id={uuid.uuid4()}")) == [("?id", "UNKNOWN")]


# --- the path ----------------------------------------------------------------------


@pytest.mark.parametrize("target, status", [
    ("/v1/customers/", 404), ("//v1/customers", 404), ("/v1//customers", 404), ("/v1/Customers", 404),
    ("/v1/customers/../customers", 404), ("/v1/customers;x=1", 404), ("/v1/customers/7", 400),
    ("/v1/%63ustomers", 200), ("/v1/customers%2F7", 404), (NOBODY + "%00", 400), ("/v1/customers/%ff", 400),
    ("/v1/customers/%", 400), ("/v1/customers/a%0Ab", 400), (NOBODY.upper().replace("/V1/CUSTOMERS", "/v1/customers"), 404),
    (NOBODY, 404), ("/v1/customers/" + "a" * 3000, 400), ("/" * 2000, 404)])
def test_paths(staff, target, status):
    assert raw(staff, "GET", target)[0].status == status


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "OPTIONS", "get", "BREW"])
def test_methods(staff, method):
    answer, _ = raw(staff, method, "/v1/customers")
    assert answer.status == 405 and answer.getheader("Allow") == "GET, HEAD, POST"


def test_head_is_get_without_a_body(staff):
    answer, text = raw(staff, "HEAD", "/v1/customers")
    assert answer.status == 200 and text == b""


# --- headers -----------------------------------------------------------------------


@pytest.mark.parametrize("accept, status", [
    ("*/*", 200), ("application/*", 200), ("application/json", 200), ("text/html, application/json;q=0.1", 200),
    ("text/csv", 200), ("text/html", 406), ("application/json;q=0", 406), ("application/xml, text/plain", 406)])
def test_accept(staff, accept, status):
    assert staff.get("/v1/customers", headers={"Accept": accept}).status_code == status


def test_csv_is_of_lists_only(company, staff):
    made = company.customer()
    assert code_of(staff.get(f"/v1/customers/{made['id']}", headers={"Accept": "text/csv"})) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize("language, title", [
    (None, "Not found"), ("en", "Not found"), ("zh-CN", "未找到"), ("zh-CN,zh;q=0.9,en;q=0.8", "未找到"),
    ("en;q=0.2,zh;q=0.3", "未找到"), ("en,zh;q=0.9", "Not found"), ("fr", "Not found")])
def test_titles_are_in_the_callers_language(staff, language, title):
    headers = {"Accept-Language": language} if language else {}
    assert staff.get(NOBODY, headers=headers).json()["title"] == title


@pytest.mark.parametrize("match", ["7", '"7', 'W/"1"', '"1", "2"', '"0"', '"x"', "", '"01"', '"99999999999999999999"'])
def test_a_malformed_if_match(company, match):
    made = company.customer()
    answer, text = raw(company.staff(), "PATCH", f"/v1/customers/{made['id']}",
                       [("If-Match", match), ("Content-Type", "application/merge-patch+json"), ("Content-Length", "2")], b"{}")
    assert answer.status == 400
    assert [fault["pointer"] for fault in json.loads(text)["errors"]] == ["@If-Match"]


def test_if_match_is_needed_and_must_be_of_the_present(company):
    made, staff = company.customer(), company.staff()
    path = f"/v1/customers/{made['id']}"
    assert code_of(staff.patch(path, {"remarks": "a"})) == (428, "MATCH_REQUIRED")
    assert code_of(staff.patch(path, {"remarks": "a"}, match='"9"')) == (412, "VERSION_CONFLICT")
    changed = staff.patch(path, {"remarks": "a"}, match='"1"', expect=200)
    assert changed.headers["ETag"] == '"2"'
    staff.patch(path, {"remarks": "b"}, match="*", expect=200)


def test_if_match_is_not_passed_over_where_nothing_has_a_version(company):
    made, body = company.customer(), {"type": "BUSINESS_LICENCE", "number": "1", "valid_from": "2020-01-01"}
    path = f"/v1/customers/{made['id']}/archive-documents"
    assert code_of(company.staff().post(path, body, match='"9"')) == (412, "VERSION_CONFLICT")
    assert code_of(company.staff().post("/v1/customers", hospital(), match='"1"')) == (412, "VERSION_CONFLICT")
    company.staff().post(path, body, expect=201)


def test_a_merge_patch_clears_with_null(company):
    made, staff = company.customer(remarks="some"), company.staff()
    path = f"/v1/customers/{made['id']}"
    changed = staff.patch(path, {"remarks": None}, match="*", expect=200).json()
    assert "remarks" not in changed and changed["name"] == made["name"]
    assert faults(staff.patch(path, {"name": None}, match="*")) == [("/name", "REQUIRED")]


def test_dry_run_keeps_nothing(company, staff):
    body = hospital()
    made = staff.post("/v1/customers?dry_run=true", body, expect=201).json()
    assert staff.get(f"/v1/customers/{made['id']}").status_code == 404
    assert staff.get("/v1/customers", params={"q": body["name"]}, expect=200).json()["items"] == []
    staff.post("/v1/customers?dry_run=false", body, expect=201)
    assert faults(staff.post("/v1/customers?dry_run=1", body)) == [("?dry_run", "TYPE")]
