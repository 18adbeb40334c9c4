"""Each service's bundled document is OpenAPI 3.1, says all that API clients rely on, and its examples are true."""
import json
import re
from pathlib import Path

import jsonschema
import pytest

from documents import all_documents, body_of, faults, follow, operations, parameters

STRUCTURE = json.loads((Path(__file__).parent / "openapi31.json").read_text())
DOCUMENTS = all_documents()
EACH = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())


def every(node, key):
    """Every value of a key, however deep."""
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for value in node.values():
            yield from every(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from every(value, key)


def test_there_is_a_document():
    assert DOCUMENTS


@EACH
def test_structure(document):
    errors = jsonschema.Draft202012Validator(STRUCTURE).iter_errors(document)
    assert [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300] for error in errors] == []


@EACH
def test_references_lead_somewhere(document):
    for reference in every(document, "$ref"):
        assert isinstance(reference, str) and reference.startswith("#/components/")
        assert follow(document, {"$ref": reference})


@EACH
def test_schemas_are_schemas(document):
    for schema in [*document["components"]["schemas"].values(), *every(document["paths"], "schema")]:
        jsonschema.Draft202012Validator.check_schema(schema)


@EACH
def test_operations_and_tags_have_names_of_their_own(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    tags = [tag["name"] for tag in document["tags"]]
    assert len(tags) == len(set(tags))
    for _, _, operation in operations(document):
        assert set(operation["tags"]) <= set(tags), operation["operationId"]


@EACH
def test_path_parameters_are_those_of_the_path(document):
    for path, _, operation in operations(document):
        declared = [one["name"] for one in parameters(document, operation, "path")]
        assert sorted(declared) == sorted(re.findall(r"{(\w+)}", path)), operation["operationId"]
        names = [(one["in"], one["name"]) for one in parameters(document, operation)]
        assert len(names) == len(set(names)), operation["operationId"]


@EACH
def test_roles_are_known(document):
    for _, _, operation in operations(document):
        if isinstance(operation["x-roles"], list):
            assert operation["x-roles"] and set(operation["x-roles"]) <= set(document["x-role-names"])
        assert (operation["x-roles"] == "public") == (operation.get("security") == [])
        assert "Roles: " in operation["description"]


@EACH
def test_every_refusal_is_a_problem(document):
    for path, _, operation in operations(document):
        for status, response in operation["responses"].items():
            if status >= "400":
                response = follow(document, response)
                assert list(response["content"]) == ["application/problem+json"], operation["operationId"]
        answers = operation["responses"].keys()
        assert {"400", "406", "429", "503"} <= answers
        assert operation["x-roles"] == "public" or {"401", "403"} <= answers
        assert "{" not in path or "404" in answers


@EACH
def test_writes_can_be_retried_tried_and_kept_from_overwriting(document):
    for path, method, operation in operations(document):
        named = {one["name"]: one for one in parameters(document, operation)}
        assert ("Idempotency-Key" in named) == (method == "POST"), operation["operationId"]
        assert ("dry_run" in named) == (method != "GET"), operation["operationId"]
        if method in ("PUT", "PATCH", "DELETE") and not operation.get("x-no-match"):
            assert named["If-Match"]["required"] and {"412", "428"} <= operation["responses"].keys()


@EACH
def test_answers_of_success_have_a_schema(document):
    for _, _, operation in operations(document):
        status, response = next((key, value) for key, value in operation["responses"].items() if key < "300")
        if status != "204":
            content = follow(document, response)["content"]
            assert all("schema" in media for media in content.values()), operation["operationId"]
        if status == "201":
            assert {"Location", "ETag"} <= response["headers"].keys(), operation["operationId"]


@EACH
def test_every_body_has_an_example_that_is_true(document):
    wrong = {}
    for _, _, operation in operations(document):
        kind, media = body_of(operation)
        if kind is None or kind == "text/csv":
            continue
        examples = [one["value"] for one in media.get("examples", {}).values()]
        examples += [media["example"]] if "example" in media else []
        wrong[operation["operationId"]] = [fault for example in examples
                                           for fault in faults(document, media["schema"], example)] or not examples
    assert {name: what or "no example" for name, what in wrong.items() if what} == {}


@EACH
def test_examples_of_parameters_are_true(document):
    for _, _, operation in operations(document):
        for one in parameters(document, operation):
            if "example" in one:
                assert faults(document, one["schema"], one["example"]) == [], operation["operationId"]


@EACH
def test_enumerations_have_labels(document):
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            assert set(schema["x-labels"]) == set(schema["enum"]), name
