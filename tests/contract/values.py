"""Values that fit a schema, and values that do not, for hypothesis."""
import datetime
import json
import re
import uuid

from hypothesis import strategies as st

from documents import follow

# Formats whose content a schema cannot say: one that is right, and texts that may be.
KNOWN = {"email": "li.na@example.cn", "phone": "13812345678", "url": "https://example.cn/a",
         "unified-social-credit-code": "91330106MA2CFLDG4R", "resident-identity-number": "11010519491231002X",
         "jti": "4f1c2e9a-7b", "duration": "P6M"}
LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), blacklist_characters="\ufeff")
DATES = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


def valid(document, schema):
    """A strategy of values the schema takes."""
    schema = follow(document, schema)
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return st.one_of([valid(document, one) for one in schema[choice]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return st.one_of([valid(document, {**schema, "type": one}) for one in kind])
    if kind == "string":
        return text(schema)
    if kind == "integer":
        return st.integers(schema.get("minimum", -2**63), schema.get("maximum", 2**63 - 1))
    if kind == "array":
        return st.lists(valid(document, schema["items"]), min_size=schema.get("minItems", 0),
                        max_size=min(schema.get("maxItems", 3), 3))
    if kind == "object" or "allOf" in schema:
        return members(document, schema)
    return {"boolean": st.booleans(), "null": st.none()}.get(
        kind, st.one_of(st.integers(-100, 100), st.text(LETTERS, max_size=5), st.booleans()))


def text(schema):
    shape = schema.get("format")
    if shape == "uuid":
        return st.uuids(version=4).map(str)
    if shape == "date":
        return DATES.map(str)
    if shape == "date-time":
        return st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2099, 12, 31)).map(
            lambda at: at.isoformat() + "Z")
    if shape in KNOWN:
        return st.just(KNOWN[shape])
    low, high = schema.get("minLength", 0), min(schema.get("maxLength", 20), 2000)
    made = st.text(LETTERS, min_size=low, max_size=min(high, low + 20))
    return made.filter(lambda one: one == one.strip()) if low < 2 else made


def members(document, schema):
    properties, required = {}, set()
    for part in [*map(lambda one: follow(document, one), schema.get("allOf", ())), schema]:
        properties.update(part.get("properties") or {})
        required |= set(part.get("required", ()))
    return st.fixed_dictionaries({name: valid(document, properties[name]) for name in properties if name in required},
                                 optional={name: valid(document, properties[name])
                                           for name in properties if name not in required})


def invalid(document, schema, in_text=False):
    """Some values the schema refuses; in_text: of a parameter, where every value is text."""
    schema = follow(document, schema)
    kind = schema.get("type")
    if "enum" in schema:
        return ["NO_SUCH_VALUE"] + ([] if in_text else [7])
    if kind == "boolean":
        return ["maybe"] if in_text else ["true", 1]
    if kind == "integer":
        made = ["x", "1.5", "9223372036854775808"] if in_text else ["1", 1.5, True, 2**63]
        made += [schema["minimum"] - 1] if schema.get("minimum", -2**63) > -2**63 else []
        return made + ([schema["maximum"] + 1] if schema.get("maximum", 2**63 - 1) < 2**63 - 1 else [])
    if kind == "string":
        made = [] if in_text else [7, ["a"]]
        made += ["a" * (schema["maxLength"] + 1)] if "maxLength" in schema else []
        made += [""] if schema.get("minLength") else []
        return made + {"uuid": ["not-a-uuid", str(uuid.UUID(int=1))[:-1]], "date": ["2026-02-30", "26-1-1"],
                       "date-time": ["2026-02-30T00:00:00Z", "yesterday"], "duration": ["6 months"],
                       "unified-social-credit-code": ["91330106MA2CFLDG40"],
                       "resident-identity-number": ["110105194912310021"]}.get(schema.get("format"), [])
    if kind == "array":
        return invalid(document, schema["items"], True) if in_text else ["a", {"a": 1}]
    if kind == "object" and not in_text:
        return ["a", ["a"]]
    return []


def as_text(value):
    """How a parameter says a value."""
    if isinstance(value, list):
        return ",".join(as_text(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value)


def fill(path, values):
    return re.sub(r"{(\w+)}", lambda found: values[found[1]], path)
