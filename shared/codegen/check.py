"""What the build refuses of a contract, before anything is generated from it."""
import re

from spec import Faults, check_keys, refuse

OPERATION_KEYS = {"operationId", "summary", "description", "tags", "parameters", "requestBody", "responses",
                  "deprecated", "externalDocs", "x-roles", "x-rules", "x-list", "x-get", "x-batch-of", "x-import-of", "x-import-undo",
                  "x-kept", "x-no-match", "x-raw", "x-body-max"}
SCHEMA_KEYS = {"$ref", "type", "format", "enum", "const", "title", "description", "example", "examples",
               "default", "deprecated", "properties", "required", "items", "additionalProperties", "minLength",
               "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "pattern", "allOf",
               "anyOf", "oneOf", "x-labels"}
TYPES = {"object", "array", "string", "integer", "boolean", "null"}
RESPONSE_KEYS = {"$ref", "description", "headers", "content", "links"}
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
UPPER = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)*")
PATH = re.compile(r"/openapi\.json|/v1(/[a-z0-9]+(-[a-z0-9]+)*|/\{[a-z][a-z0-9_]*\})+")


def check(contract, rules):
    """rules: the ids of the catalogue."""
    faults, shapes = Faults(), {}
    for name, schema in contract.schemas.items():
        with faults.gather():
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
                refuse(schema, f"schema {name}: not of the form CustomerClass")
            check_schema(contract, schema, f"schema {name}", component=True)
    for operation in contract.operations:
        with faults.gather():
            shape = (operation.method, re.sub(r"\{[^}]*\}", "{}", operation.path))
            if shape in shapes:
                refuse(operation.node, f"{operation.what}: the same route as {shapes[shape]}")
            shapes[shape] = operation.id
            check_operation(contract, operation, rules)
    for name, event in contract.events.items():
        with faults.gather():
            check_event(contract, name, event)
    faults.tell()


def check_roles(contract, node, roles, what):
    if roles in ("any", "public"):
        return
    if not isinstance(roles, list) or not roles:
        refuse(node, f"{what}: roles are any, public or a list of roles")
    for role in roles:
        if role not in contract.roles:
            refuse(node, f"{what}: unknown role {role}")


def check_operation(contract, operation, rules):
    node, what = operation.node, operation.what
    check_keys(node, OPERATION_KEYS, what)
    for key in ("summary", "x-roles", "x-rules"):
        if key not in node:
            refuse(node, f"{what}: {key} is missing")
    if not SNAKE.fullmatch(operation.id) or "_" not in operation.id:
        refuse(node, f"{what}: an operationId is noun_verb")
    if not PATH.fullmatch(operation.path):
        refuse(node, f"{what}: not a path of the form /v1/credit-reports/{{id}}")
    check_roles(contract, node, node["x-roles"], what)
    for rule in node["x-rules"]:
        if rule not in rules:
            refuse(node, f"{what}: unknown rule {rule}")
    check_path_parameters(operation)
    check_parameters(contract, operation)
    if operation.item:
        check_item(contract, operation)
    if "x-import-undo" in node:
        check_undo(contract, operation)
    if operation.method == "get" and "requestBody" in node:
        refuse(node, f"{what}: a GET has no body")
    if "requestBody" in node and node["requestBody"]:
        for media in (contract.resolve(node["requestBody"]).get("content") or {}).values():
            check_schema(contract, media.get("schema") or {}, f"{what}: body")
    check_responses(contract, operation)


def check_path_parameters(operation):
    declared = [entry.get("name") for entry in operation.parameters if entry.get("in") == "path"]
    named = re.findall(r"\{([^}]*)\}", operation.path)
    for name in named:
        if name not in declared:
            refuse(operation.node, f"{operation.what}: the path parameter {name} is not declared")
    for name in declared:
        if name not in named:
            refuse(operation.node, f"{operation.what}: {name} is not in the path")
    if len(named) > 4:
        refuse(operation.node, f"{operation.what}: more than 4 path parameters")


def check_parameters(contract, operation):
    for entry in operation.parameters:
        what = f"{operation.what}: parameter {entry.get('name')}"
        check_keys(entry, ("name", "in", "required", "schema", "description", "example", "deprecated"), what)
        if entry.get("in") == "path" and entry.get("required") is not True:
            refuse(entry, f"{what}: a path parameter is required: true")
        check_schema(contract, entry.get("schema") or {}, what)


def check_item(contract, operation):
    """What a batch or an import does item by item."""
    item = contract.by_id.get(operation.item)
    if item is None or item.method != "post" or "requestBody" not in item.node:
        refuse(operation.node, f"{operation.what}: {operation.item} is no POST operation with a body")
    if "{" in operation.path or "{" in item.path:
        refuse(operation.node, f"{operation.what}: a batch or import, and its items, have no path parameters")


def check_undo(contract, operation):
    """What takes back one item of an import."""
    undo = contract.by_id.get(operation.node["x-import-undo"])
    if operation.template != "import" or undo is None or undo.method == "get" or "requestBody" in undo.node or \
            [entry.get("in") for entry in undo.parameters] != ["path"]:
        refuse(operation.node, f"{operation.what}: x-import-undo names no operation of one id without a body")


def check_responses(contract, operation):
    node, what = operation.node, operation.what
    responses = node.get("responses") or {}
    success = [status for status in responses if status.startswith("2")]
    if "x-list" in node:
        if responses:
            refuse(node, f"{what}: the responses of a list are added by the generator")
        return
    if len(success) != 1:
        refuse(node, f"{what}: one response of success, not {len(success)}")
    for status, response in responses.items():
        response = contract.resolve(response)
        check_keys(response, RESPONSE_KEYS, f"{what}: response {status}")
        if not re.fullmatch(r"[2-5][0-9][0-9]", status) or "description" not in response:
            refuse(node, f"{what}: response {status} needs a status and a description")
        schemas = [media.get("schema") for media in (response.get("content") or {}).values()]
        if status.startswith("2") and status != "204" and "x-raw" not in node and not all(schemas or [None]):
            refuse(response, f"{what}: response {status} has no schema")
        for schema in filter(None, schemas):
            check_schema(contract, schema, f"{what}: response {status}")


def check_event(contract, name, event):
    what = f"event {name}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", name):
        refuse(event, f"{what}: not of the form customer.blacklisted")
    check_keys(event, ("roles", "summary", "data"), what)
    for key in ("roles", "summary", "data"):
        if key not in event:
            refuse(event, f"{what}: {key} is missing")
    check_roles(contract, event, event["roles"], what)
    check_schema(contract, event["data"], what)


def check_schema(contract, schema, what, component=False):
    """Keywords, names and enumerations, all the way down."""
    if not isinstance(schema, dict):
        refuse(contract.document, f"{what}: a schema is a mapping")
    check_keys(schema, SCHEMA_KEYS, what)
    if "$ref" in schema:
        contract.reference(schema)
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in TYPES:
            refuse(schema, f"{what}: unknown type {kind}" + (' (write "null" in quotes)' if kind is None else ""))
    if "enum" in schema:
        check_enum(schema, what, component)
    elif "x-labels" in schema:
        refuse(schema, f"{what}: x-labels without an enum")
    for name, inner in (schema.get("properties") or {}).items():
        if not SNAKE.fullmatch(name):
            refuse(schema, f"{what}: the property {name} is not snake_case")
        check_schema(contract, inner, f"{what}.{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            check_schema(contract, schema[key], f"{what}[]")
    for key in ("allOf", "anyOf", "oneOf"):
        for inner in schema.get(key, ()):
            check_schema(contract, inner, what)


def check_enum(schema, what, component):
    if not component:
        refuse(schema, f"{what}: an enumeration is a component of its own, with x-labels")
    labels = schema.get("x-labels") or {}
    if schema.get("type") != "string":
        refuse(schema, f"{what}: an enumeration is of type string")
    for value in schema["enum"]:
        if not isinstance(value, str) or not UPPER.fullmatch(value) or value == "COUNT":
            refuse(schema, f"{what}: the value {value} is not UPPER_SNAKE_CASE")
        if not {"en", "zh"} <= (labels.get(value) or {}).keys():
            refuse(schema, f"{what}: x-labels of {value} are missing (en and zh)")
    for value in labels:
        if value not in schema["enum"]:
            refuse(schema, f"{what}: x-labels of {value}, which is no value")
