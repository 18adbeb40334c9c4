"""Schemas of what comes in -> the fields of an operation's struct and their checks."""
import re
from dataclasses import dataclass, field

import c
from spec import refuse, snake

BIG = 2**63 - 1
IN = {"path": "IN_PATH", "query": "IN_QUERY"}
FORMATS = {"uuid": "UUID", "date": "DATE", "date-time": "INSTANT", "duration": "PERIOD"}
# What the tables can check; anything else in an input would be a promise nobody keeps.
CHECKED = {"$ref", "type", "format", "enum", "title", "description", "example", "examples", "default",
           "deprecated", "properties", "required", "items", "additionalProperties", "minLength",
           "maxLength", "minimum", "maximum", "minItems", "maxItems", "allOf", "anyOf", "oneOf", "x-labels"}


@dataclass
class Field:
    name: str
    where: str                 # "IN_BODY"
    type: str                  # "TEXT", without TYPE_
    required: bool = False
    nullable: bool = False
    given: bool = False        # has a bool <name>_given: a merge patch
    min: int = -BIG - 1
    max: int = BIG
    one_of: str = ""           # the enumeration's component
    format: str = ""
    item_type: str = ""
    fields: list = field(default_factory=list)  # of an object or of a list's objects; of a list's scalar, itself
    struct: str = ""           # of an object or a list's objects


class Reader:
    """Reads the fields of one operation."""

    def __init__(self, contract, operation):
        self.contract, self.operation = contract, operation
        self.prefix = operation.template or operation.id

    def refuse(self, node, message):
        refuse(node, f"{self.operation.what}: {message}")

    def read(self):
        made = []
        for parameter in self.operation.parameters:
            made.append(self.parameter(parameter))
        in_path = re.findall(r"\{([^}]*)\}", self.operation.path)  # the route gives their values in this order
        made.sort(key=lambda one: in_path.index(one.name) if one.name in in_path else len(in_path))
        body = self.body()
        if body is not None:
            kind, schema = body
            if kind != "text/csv":
                made += self.members(schema, self.prefix, patch=kind == "application/merge-patch+json", seen=())
        names = [one.name for one in made]
        for name in names:
            if names.count(name) > 1:
                self.refuse(self.operation.node, f"{name} comes in two places: path, query or body")
        return made

    def body(self):
        """(media type, schema), or None."""
        if self.operation.node.get("requestBody") is None:
            return None
        content = self.contract.resolve(self.operation.node["requestBody"]).get("content") or {}
        if len(content) != 1:
            self.refuse(self.operation.node, "the requestBody needs one media type")
        (kind, media), = content.items()
        if kind not in ("application/json", "application/merge-patch+json", "text/csv"):
            self.refuse(media, f"no body of type {kind} is read")
        if (kind == "application/merge-patch+json") != (self.operation.method == "patch"):
            self.refuse(media, "a merge patch is the body of PATCH, and PATCH has no other")
        return kind, media.get("schema") or {}

    def parameter(self, node):
        name, place = node.get("name"), node.get("in")
        if place not in IN:
            self.refuse(node, f"parameter {name}: in {place} is not read (the standard headers are added)")
        made = self.one(name, node.get("schema") or {}, IN[place], bool(node.get("required")), self.prefix, False, ())
        if made.type in ("OBJECT", "LIST", "JSON"):
            self.refuse(node, f"parameter {name}: only a plain value can stand in the {place}")
        return made

    def members(self, schema, prefix, patch, seen):
        """The fields of an object; allOf adds objects together."""
        schema = self.plain(schema, seen)
        if id(schema) in seen:
            self.refuse(schema, "the schema contains itself")
        seen = (*seen, id(schema))
        made = []
        for part in schema.get("allOf", ()):
            made += self.members(part, prefix, patch, seen)
        if schema.get("type", "object") != "object":
            self.refuse(schema, "a body is an object")
        required = schema.get("required", ())
        for name in required:
            if name not in (schema.get("properties") or {}) and not schema.get("allOf"):
                self.refuse(schema, f"required: {name} is no property")
        for name, property_ in (schema.get("properties") or {}).items():
            made.append(self.one(name, property_, "IN_BODY", name in required and not patch, prefix, patch, seen))
        for one in made:
            one.required = one.required or one.name in required and not patch
        return made

    def plain(self, schema, seen):
        schema = self.contract.resolve(schema)
        for key in schema:
            if key == "pattern" and "format" in schema:
                continue
            if key not in CHECKED:
                self.refuse(schema, f"{key} is not checked at run time (use a format, or check it in the handler)")
        return schema

    def one(self, name, schema, where, required, prefix, patch, seen):
        """One property or parameter."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name or ""):
            self.refuse(schema, f"{name} is not snake_case")
        if name in c.KEYWORDS - {"date", "instant"} or name == "nothing":
            self.refuse(schema, f"{name} is a word of C; find another name")
        schema, nullable = self.without_null(self.plain(schema, seen))
        made = Field(name, where, "", required and not nullable, nullable, patch)
        kind = schema.get("type")
        if schema.get("allOf") or kind == "object":
            self.object(made, schema, prefix, patch, seen)
        elif kind == "array":
            self.list(made, schema, prefix, seen)
        else:
            self.scalar(made, schema)
        return made

    def without_null(self, schema):
        """[string, "null"] and anyOf: [X, {type: "null"}] -> (the other, True)."""
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            others = [choice for choice in choices if choice.get("type") != "null"]
            if len(others) != 1:
                self.refuse(schema, "anyOf and oneOf are read only as: a schema, or null")
            return self.plain(others[0], ()), len(choices) == 2
        kind = schema.get("type")
        if isinstance(kind, list):
            others = [one for one in kind if one != "null"]
            plain = type(schema)(schema)
            plain.at = schema.at
            plain["type"] = others[0] if len(others) == 1 else None
            self.contract.schema_names.setdefault(id(plain), self.contract.schema_names.get(id(schema)))
            self.kept = getattr(self, "kept", []) + [plain]  # an id is one's own only while it lives
            return plain, len(others) < len(kind)
        return schema, False

    def object(self, made, schema, prefix, patch, seen):
        if not schema.get("properties") and not schema.get("allOf"):
            made.type, made.item_type = "JSON", "OBJECT"
            return
        made.type, made.struct = "OBJECT", f"{prefix}_{made.name}"
        made.fields = self.members(schema, made.struct, patch, seen)

    def list(self, made, schema, prefix, seen):
        made.type = "LIST"
        made.min, made.max = schema.get("minItems", 0), schema.get("maxItems", BIG)
        if "maxItems" not in schema:
            self.refuse(schema, f"{made.name}: maxItems is missing")
        if "items" not in schema:
            self.refuse(schema, f"{made.name}: items is missing")
        items = self.one("item", schema["items"], made.where, True, prefix, False, seen)
        if items.type == "LIST":
            self.refuse(schema, f"{made.name}: a list of lists is not read")
        made.item_type = items.type
        if items.type == "OBJECT":
            made.struct = f"{prefix}_{made.name}"
            made.fields = self.members(schema["items"], made.struct, False, seen)
        else:
            items.name = ""
            made.fields = [items]

    def scalar(self, made, schema):
        kind, text_format = schema.get("type"), schema.get("format")
        if kind is None:
            made.type = "JSON"
        elif kind == "boolean":
            made.type = "BOOLEAN"
        elif kind == "integer":
            made.type = "INTEGER"
            made.min, made.max = schema.get("minimum", -BIG - 1), schema.get("maximum", BIG)
        elif kind == "string":
            made.type = FORMATS.get(text_format, "TEXT")
            made.min, made.max = schema.get("minLength", 0), schema.get("maxLength", BIG)
            if "enum" in schema:
                made.one_of = self.contract.schema_names.get(id(schema)) or self.refuse(
                    schema, f"{made.name}: an enumeration is a component of its own, with x-labels")
            elif text_format and made.type == "TEXT":
                made.format = "format_" + text_format.replace("-", "_")
            elif made.type == "TEXT" and "maxLength" not in schema:
                self.refuse(schema, f"{made.name}: maxLength is missing")
        else:
            self.refuse(schema, f"{made.name}: the type {kind} is not read (numbers are integers)")
        if made.one_of:
            made.min, made.max = 0, BIG


def enum_names(component):
    return f"{snake(component)}_names"
