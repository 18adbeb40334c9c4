"""Each operation of the running service, held against its document: by values that fit and values that do not."""
import os
import re
import uuid

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import all_documents, body_of, faults, follow, operations, parameters
from values import as_text, fill, invalid, valid

DOCUMENTS = all_documents()


def each(wanted=lambda document, operation: True, where=lambda path, method: True):
    """A test for each operation, or for each that is wanted."""
    return pytest.mark.parametrize("service, path, method, operation", [
        pytest.param(service, path, method, operation, id=f"{service}-{operation['operationId']}")
        for service, document in DOCUMENTS.items() for path, method, operation in operations(document)
        if wanted(document, operation) and where(path, method)])


def needs_match(document, operation):
    return any(one["name"] == "If-Match" and one.get("required") for one in parameters(document, operation, "header"))


EACH = each()
PATHS = pytest.mark.parametrize("service, path", [
    (service, path) for service, document in DOCUMENTS.items() for path in document["paths"]])
OFTEN = settings(max_examples=15 if os.environ.get("KEHU_SHORT") else 60, deadline=None, database=None,
                 derandomize=True, suppress_health_check=list(HealthCheck))
WAITING = {"wait"}  # would only make the test slow


class Client:
    """Asks, and holds every answer against the document."""

    def __init__(self, address, token, document):
        self.address, self.token, self.document = address, token, document
        self.session = requests.Session()
        self.session.trust_env = False

    def ask(self, method, path, roles=None, department=None, **more):
        headers = dict(more.pop("headers", {}))
        if roles is not None:
            headers["Authorization"] = f"Bearer {self.token(roles, department)}"
        return self.session.request(method, self.address + path, headers=headers, timeout=30,
                                    allow_redirects=False, **more)

    def check(self, operation, answer):
        """Is the answer one the document tells of?"""
        status = str(answer.status_code)
        told = f"{operation['operationId']}: {answer.request.method} {answer.request.path_url} -> {status} {answer.text[:500]}"
        assert status in operation["responses"], told
        response = follow(self.document, operation["responses"][status])
        for name, header in response.get("headers", {}).items():
            if follow(self.document, header).get("required") or name == "Retry-After":
                assert name in answer.headers, told
        if "content" not in response:
            assert answer.content == b"", told
            return
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        assert kind in response["content"], f"{told}: {kind}"
        if kind.endswith("json"):
            assert faults(self.document, response["content"][kind].get("schema", {}), answer.json()) == [], told
        if status >= "400":
            self.check_problem(answer)

    def check_problem(self, answer, status=None, code=None):
        problem = answer.json()
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert problem["status"] == answer.status_code == (status or answer.status_code), answer.text[:500]
        assert faults(self.document, {"$ref": "#/components/schemas/Problem"}, problem) == []
        assert code in (None, problem["code"]), answer.text[:500]
        if status == 401:
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        return problem


@pytest.fixture
def client(addresses, token, service):
    return Client(addresses[service], token, DOCUMENTS[service])


@pytest.fixture
def ids(client, service, known={}):
    """Ids that exist, from every list without arguments."""
    if service not in known:
        found = set()
        for path, method, operation in operations(client.document):
            if "next" in str(operation["responses"].get("200")) and "{" not in path and operation["x-roles"] != "public":
                answer = client.ask(method, path, allowed(operation))
                if answer.status_code == 200:
                    found |= {item["id"] for item in answer.json().get("items", ()) if "id" in item}
        known[service] = sorted(found)[:50]
    return known[service]


def allowed(operation):
    """Roles that may; the first is enough."""
    if operation["x-roles"] == "public":
        return None
    return [] if operation["x-roles"] == "any" else operation["x-roles"][:1]


def some_path(document, path, operation, drawn=None):
    made = {one["name"]: str(uuid.UUID(int=7)) if one["schema"].get("format") == "uuid" else one.get("example", "x")
            for one in parameters(document, operation, "path")}
    return fill(path, {**made, **(drawn or {})})


def request_of(document, operation, value=None):
    """Headers, and the body if there is one."""
    headers = {"If-Match": "*"} if needs_match(document, operation) else {}
    kind, media = body_of(operation)
    if kind is None:
        return {"headers": headers}
    if kind == "text/csv":
        return {"headers": {**headers, "Content-Type": kind}, "data": b"name\r\n"}
    return {"headers": {**headers, "Content-Type": kind}, "data": as_text(
        media.get("example", {}) if value is None else value).encode()}


@EACH
def test_nobody_comes_in_without_a_token(client, path, method, operation):
    answer = client.ask(method, some_path(client.document, path, operation), **request_of(client.document, operation))
    if operation["x-roles"] == "public":
        assert answer.status_code == 200
    else:
        client.check_problem(answer, 401, "UNAUTHENTICATED")


@each(lambda document, operation: isinstance(operation["x-roles"], list))
def test_roles_that_may_not_are_refused(client, path, method, operation):
    barred = [role for role in client.document["x-role-names"]
              if role not in operation["x-roles"] and role != "marketing_division_head"]
    for roles in ([], barred[:1], barred):
        answer = client.ask(method, some_path(client.document, path, operation), roles,
                            **request_of(client.document, operation))
        client.check_problem(answer, 403, "FORBIDDEN_ROLE")


@PATHS
def test_other_methods_are_not_allowed(client, path):
    known = client.document["paths"][path]
    operation = next(iter(known.values()))
    for method in {"get", "post", "put", "patch", "delete"} - known.keys():
        answer = client.ask(method.upper(), some_path(client.document, path, operation), [])
        client.check_problem(answer, 405, "METHOD_NOT_ALLOWED")
        assert {one.strip() for one in answer.headers["Allow"].split(",")} >= {one.upper() for one in known}


@EACH
def test_unknown_names_are_refused(client, path, method, operation):
    document = client.document
    answer = client.ask(method, some_path(document, path, operation) + "?no_such_name=1", allowed(operation),
                        **request_of(document, operation))
    problem = client.check_problem(answer, 400, "VALIDATION_FAILED")
    assert "?no_such_name" in [fault["pointer"] for fault in problem["errors"]]
    kind, media = body_of(operation)
    if kind and kind != "text/csv":
        value = {**media.get("example", {}), "no_such_member": 1}
        answer = client.ask(method, some_path(document, path, operation), allowed(operation),
                            **request_of(document, operation, value))
        problem = client.check_problem(answer, 400, "VALIDATION_FAILED")
        assert "/no_such_member" in [fault["pointer"] for fault in problem["errors"]]


def unknown(schema):
    """A value that fits, and that nothing has."""
    made = {"uuid": str(uuid.uuid4()), "date": "2026-01-01"}.get(schema.get("format"))
    return made or ("999999" if schema.get("type") == "integer" else "no.such.name")


@each(where=lambda path, method: method == "GET" and "{" in path)
def test_of_the_unknown_nothing_is_read(client, path, method, operation):
    """Neither it nor a list below it: an empty list would say that it exists."""
    document = client.document
    in_path = {one["name"]: unknown(one["schema"]) for one in parameters(document, operation, "path")}
    query = {one["name"]: one.get("example", unknown(one["schema"]))
             for one in parameters(document, operation, "query") if one.get("required")}
    roles = operation["x-roles"] if isinstance(operation["x-roles"], list) else []
    answer = client.ask(method, fill(path, in_path), roles, str(uuid.uuid4()), params=query)
    client.check_problem(answer, 404)


@each(needs_match)
def test_writes_over_an_unknown_version_are_refused(client, path, method, operation):
    wanted = request_of(client.document, operation)
    del wanted["headers"]["If-Match"]
    answer = client.ask(method, some_path(client.document, path, operation), allowed(operation), **wanted)
    client.check_problem(answer, 428, "MATCH_REQUIRED")


@EACH
def test_other_representations_are_not_made(client, path, method, operation):
    wanted = request_of(client.document, operation)
    wanted["headers"]["Accept"] = "image/png"
    answer = client.ask(method, some_path(client.document, path, operation), allowed(operation), **wanted)
    client.check_problem(answer, 406, "NOT_ACCEPTABLE")


@EACH
@OFTEN
@given(data=st.data())
def test_what_fits_is_answered_as_documented(client, ids, path, method, operation, data):
    document = client.document
    in_path = {one["name"]: data.draw(
        st.sampled_from(ids) if ids and one["schema"].get("format") == "uuid" and data.draw(st.booleans())
        else st.just(one["example"]) if "example" in one else valid(document, one["schema"]), one["name"])
        for one in parameters(document, operation, "path")}
    in_path = {name: requests.utils.quote(value, safe="") or "x" for name, value in in_path.items()}
    query = {one["name"]: as_text(data.draw(valid(document, one["schema"]), one["name"]))
             for one in parameters(document, operation, "query")
             if one["name"] not in WAITING and (one.get("required") or data.draw(st.booleans()))}
    if method != "GET":
        query["dry_run"] = "true"
    kind, media = body_of(operation)
    value = data.draw(valid(document, media["schema"]), "body") if kind and kind != "text/csv" else None
    wanted = request_of(document, operation, value)
    if data.draw(st.booleans()):
        wanted["headers"]["Accept-Language"] = "zh-CN"
    answer = client.ask(method, fill(path, in_path), allowed(operation), params=query,
                        department=str(uuid.UUID(int=7)), **wanted)
    client.check(operation, answer)
    if answer.status_code >= 400 and "Accept-Language" in wanted["headers"]:
        assert re.search(r"[\u4e00-\u9fff]", answer.json()["title"])


def breakable(document, operation):
    """(pointer, name, value that does not fit) for each parameter and member."""
    for place, mark in (("query", "?"), ("path", "@")):
        for one in parameters(document, operation, place):
            for value in invalid(document, one["schema"], in_text=True):
                if value != "" or place == "query":
                    yield mark + one["name"], one["name"], as_text(value)
    kind, media = body_of(operation)
    if kind and kind != "text/csv":
        schema = follow(document, media["schema"])
        for name, member in (schema.get("properties") or {}).items():
            for value in invalid(document, member):
                yield f"/{name}", name, value
        for name in schema.get("required", ()):
            yield f"/{name}", name, ...


@EACH
def test_what_does_not_fit_is_named(client, path, method, operation):
    """One fault at a time; the answer points at it."""
    document = client.document
    for pointer, name, value in breakable(document, operation):
        query, in_path, wanted = {}, {}, request_of(document, operation)
        if pointer[0] == "?":
            query = {name: value}
        elif pointer[0] == "@":
            in_path = {name: requests.utils.quote(value, safe="")}
        else:
            whole = {key: kept for key, kept in body_of(operation)[1].get("example", {}).items() if key != name}
            wanted = request_of(document, operation, whole if value is ... else {**whole, name: value})
        answer = client.ask(method, some_path(document, path, operation, in_path), allowed(operation),
                            params=query, **wanted)
        told = f"{pointer} = {str(value)[:60]!r}: {answer.status_code} {answer.text[:300]}"
        if name == "cursor" and "{" in path and answer.status_code == 404:
            continue  # whose list it is comes first
        assert answer.status_code == 400, told
        problem = client.check_problem(answer, 400)
        if problem["code"] == "VALIDATION_FAILED":
            assert any(fault["pointer"].startswith(pointer) for fault in problem["errors"]), told
        else:
            assert problem["code"] in ("MALFORMED_JSON", "MALFORMED_REQUEST", "CURSOR_INVALID"), told


@pytest.mark.parametrize("service", DOCUMENTS)
def test_the_document_served_is_the_one_built(client):
    answer = client.ask("GET", "/openapi.json")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
    assert answer.json() == client.document
