"""The bundled documents, and their references followed."""
import json
import os
import re
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / os.environ.get("BUILD", "build") / "gen"


def all_documents():
    """service -> document"""
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(GENERATED.glob("*/openapi.json"))}


def follow(document, node):
    """What a reference stands for."""
    while isinstance(node, dict) and "$ref" in node:
        found = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def operations(document):
    """(path, METHOD, operation)"""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method.upper(), operation


def parameters(document, operation, place=None):
    found = [follow(document, one) for one in operation["parameters"]]
    return [one for one in found if place in (None, one["in"])]


def body_of(operation):
    """(media type, its description), or (None, None)"""
    content = operation.get("requestBody", {}).get("content", {})
    return next(iter(content.items()), (None, None))


FORMATS = jsonschema.FormatChecker(formats=())
FORMATS.checks("uuid")(lambda text: not isinstance(text, str) or bool(
    re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)))
FORMATS.checks("date")(lambda text: not isinstance(text, str) or bool(
    re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", text)))
FORMATS.checks("date-time")(lambda text: not isinstance(text, str) or bool(
    re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", text)))
FORMATS.checks("duration")(lambda text: not isinstance(text, str) or bool(
    re.fullmatch(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?", text)))


def faults(document, schema, value):
    """Where a value does not fit its schema."""
    whole = {**schema, "components": document["components"]}
    validator = jsonschema.Draft202012Validator(whole, format_checker=FORMATS)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(value)]
