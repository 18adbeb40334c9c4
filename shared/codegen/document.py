"""The bundled OpenAPI 3.1 document: what is written, and what every operation has without writing it."""
import copy

from fields import FORMATS
from lists import List

PROBLEM = "#/components/schemas/Problem"
# status -> (component, description, further headers)
REFUSALS = {
    "400": ("BadRequest", "Malformed, or not as described: every fault is listed in errors.", ()),
    "401": ("Unauthenticated", "No valid token.", ("WWW-Authenticate",)),
    "403": ("Forbidden", "The caller's role, or a rule of separation of duties, forbids it.", ()),
    "404": ("NotFound", "There is no such thing, or the caller may not know of it.", ()),
    "406": ("NotAcceptable", "No representation of the kind asked for.", ()),
    "409": ("Conflict", "The state does not allow it, or it exists already.", ()),
    "412": ("PreconditionFailed", "If-Match names another version than the present one.", ()),
    "413": ("ContentTooLarge", "The body is larger than allowed.", ()),
    "415": ("UnsupportedMediaType", "The body's media type is not read here.", ()),
    "422": ("Refused", "A rule refuses it: code and rule say which.", ()),
    "428": ("PreconditionRequired", "If-Match is missing.", ()),
    "429": ("TooManyRequests", "Too many requests; try again after Retry-After.", ("Retry-After",)),
    "503": ("Unavailable", "For the moment not possible; try again after Retry-After.", ("Retry-After",)),
}
HEADERS = {
    "ETag": ("The version of the resource, for If-Match.", {"type": "string"}),
    "Location": ("Where the new resource is.", {"type": "string"}),
    "Idempotent-Replayed": ("true: the answer is the kept one of an earlier request.", {"type": "string"}),
    "Link": ("The next page: rel=\"next\" (RFC 8288).", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer"}),
    "WWW-Authenticate": ("The scheme to authenticate by, and what is wrong with the token.", {"type": "string"}),
}
PARAMETERS = {
    "AcceptLanguage": ("Accept-Language", "header", "zh-CN or en: the language of titles.",
                       {"type": "string", "maxLength": 200}),
    "IdempotencyKey": ("Idempotency-Key", "header", "Makes a retry safe: the same key and body get the same answer, "
                       "kept for 24 hours.", {"type": "string", "minLength": 1, "maxLength": 255}),
    "IfMatch": ("If-Match", "header", "The ETag the caller has read: refused with 412 if it is no longer the present "
                "one.", {"type": "string", "maxLength": 200}),
    "DryRun": ("dry_run", "query", "true: same checks, same answer, nothing kept.", {"type": "boolean"}),
    "Limit": ("limit", "query", "Items of a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    "Cursor": ("cursor", "query", "next of the page before; only with the same filters and sort.",
               {"type": "string", "maxLength": 2000}),
    "IncludeTotal": ("include_total", "query", "true: the answer says how many there are in all.", {"type": "boolean"}),
    "Search": ("q", "query", "Full text; words of two Chinese characters are found. Empty: everything.",
               {"type": "string", "maxLength": 200}),
}


def reference(section, name):
    return {"$ref": f"#/components/{section}/{name}"}


def bundle(contract, lists):
    """lists: operation id -> List."""
    document = {"openapi": "3.1.0"}
    for key in ("info", "servers", "tags"):
        if key in contract.document:
            document[key] = copy.deepcopy(contract.document[key])
    document.setdefault("servers", [{"url": "/"}])
    document["tags"] = unique(contract.tags)
    document["security"] = [{"bearer": []}]
    document["paths"] = {}
    for operation in contract.operations:
        document["paths"].setdefault(operation.path, {})[operation.method] = \
            describe(contract, operation, lists.get(operation.id))
    document["components"] = components(contract)
    for key in ("x-events", "x-resources"):
        if contract.document.get(key):
            document[key] = copy.deepcopy(contract.document[key])
    document["x-role-names"] = contract.roles
    return plain(document)


def unique(tags):
    return list({tag["name"]: tag for tag in tags}.values())


def plain(node):
    """References inside the one document; nothing of the generator's."""
    if isinstance(node, dict):
        made = {key: plain(value) for key, value in node.items() if key not in ("x-list", "x-get", "x-raw", "x-body-max", "x-kept")}
        if isinstance(made.get("$ref"), str):
            made["$ref"] = "#" + made["$ref"].partition("#")[2]
        return made
    return [plain(value) for value in node] if isinstance(node, list) else node


def components(contract):
    made = copy.deepcopy(contract.components)
    made.setdefault("securitySchemes", {})["bearer"] = {
        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
        "description": "RFC 6750. Claims read: sub, name, roles, department_id, client_id, scope."}
    made.setdefault("parameters", {}).update({
        key: {"name": name, "in": place, "description": description, "schema": schema}
        for key, (name, place, description, schema) in PARAMETERS.items()})
    made["parameters"]["IfMatchRequired"] = {**made["parameters"]["IfMatch"], "required": True}
    made.setdefault("headers", {}).update({
        name: {"description": description, "schema": schema} for name, (description, schema) in HEADERS.items()})
    for component, description, headers in REFUSALS.values():
        made.setdefault("responses", {})[component] = with_headers({
            "description": description,
            "content": {"application/problem+json": {"schema": {"$ref": PROBLEM}}}}, headers)
    return made


def with_headers(response, names):
    for name in names:
        response.setdefault("headers", {}).setdefault(name, reference("headers", name))
    return response


def describe(contract, operation, made_list):
    node = copy.deepcopy(operation.node)
    method, roles = operation.method, node["x-roles"]
    node["description"] = "\n\n".join(filter(None, [
        node.get("description", "").strip(), roles_sentence(contract, roles),
        "Rules: " + ", ".join(node["x-rules"]) + "." if node["x-rules"] else ""]))
    if roles == "public":
        node["security"] = []
    node["parameters"] = copy.deepcopy(operation.parameters) + standard_parameters(operation, made_list)
    if not node.get("requestBody"):
        node.pop("requestBody", None)
    else:
        node["requestBody"] = body(contract, operation)
    if made_list:
        node["responses"] = {"200": list_response(made_list)}
    for status in list(node["responses"]):
        if status.startswith("2"):
            node["responses"][status] = success(contract, operation, status, node["responses"][status])
    for status in refusals(operation):
        node["responses"].setdefault(status, reference("responses", REFUSALS[status][0]))
    node["responses"] = dict(sorted(node["responses"].items()))
    order = ("operationId", "summary", "description", "tags", "x-roles", "x-rules")
    return {key: node[key] for key in [*(key for key in order if key in node), *(key for key in node if key not in order)]}


def roles_sentence(contract, roles):
    if roles == "public":
        return "Roles: none, the operation is public."
    if roles == "any":
        return "Roles: every authenticated caller."
    return "Roles: " + ", ".join(f"{contract.roles[role]['en']} (`{role}`)" for role in roles) + "."


def needs_match(operation):
    return operation.method in ("put", "patch", "delete") and not operation.node.get("x-no-match")


def may_match(operation):
    """Of a PUT that also creates, and of a POST below a resource."""
    free = operation.node.get("x-no-match", False)
    return free if operation.method == "put" else operation.method == "post" and "{" in operation.path and not free


def standard_parameters(operation, made_list):
    names = ["AcceptLanguage"]
    if operation.method == "post":
        names.append("IdempotencyKey")
    if operation.method != "get":
        names.append("DryRun")
    if needs_match(operation):
        names.append("IfMatchRequired")
    if may_match(operation):
        names.append("IfMatch")
    more = []
    if made_list:
        names += ["Limit", "Cursor", "IncludeTotal"] + (["Search"] if made_list.search else [])
        more = list_parameters(made_list)
    return [reference("parameters", name) for name in names] + more


COLUMNS = {"TEXT": {"type": "string"}, "INTEGER": {"type": "integer"}, "BOOLEAN": {"type": "boolean"},
           **{kind: {"type": "string", "format": name} for name, kind in FORMATS.items()}}
COMPARISONS = {"gte": "From this on.", "gt": "After this.", "lte": "Up to this.", "lt": "Before this."}


def several(name, description, items, most):
    """A parameter with values between commas."""
    return {"name": name, "in": "query", "description": description, "style": "form", "explode": False,
            "schema": {"type": "array", "minItems": 1, "maxItems": most, "items": items}}


def list_parameters(made_list: List):
    sorts = [sign + name for name, *_ in made_list.sorts for sign in ("", "-")]
    made = [several("sort", f"The order, - is descending; {made_list.default} where nothing is said.",
                    {"type": "string", "enum": sorts}, 4)]
    for name, kind, type_, enumeration in made_list.filters:
        schema = reference("schemas", enumeration) if enumeration else COLUMNS[type_]
        if kind == "BOOLEAN":
            made.append({"name": name, "in": "query", "description": "Only those.", "schema": schema})
            continue
        made.append(several(name, "One of these.", schema, 100))
        for suffix, words in COMPARISONS.items():
            if kind == "RANGE":
                made.append({"name": f"{name}.{suffix}", "in": "query", "description": words, "schema": schema})
    return made


def list_response(made_list):
    return {"description": "A page.", "content": {
        "application/json": {"schema": {
            "type": "object", "required": ["items"], "properties": {
                "items": {"type": "array", "items": reference("schemas", made_list.item)},
                "next": {"type": "string", "description": "The cursor of the next page; absent on the last."},
                "total": {"type": "integer", "description": "How many in all, where asked for."}}}},
        "text/csv": {"schema": {"type": "string"}}}}


def body(contract, operation):
    """Unknown members are refused: said at the top, where a schema cannot say it of itself."""
    node = copy.deepcopy(contract.resolve(operation.node["requestBody"]))
    for kind, media in node["content"].items():
        if operation.template == "batch":
            (item,) = contract.resolve(contract.by_id[operation.item].node["requestBody"])["content"].values()
            media["schema"]["properties"]["items"]["items"] = copy.deepcopy(item["schema"])
            if "example" in item:
                media["example"] = {"items": [copy.deepcopy(item["example"])]}
        if kind != "text/csv":
            media["schema"] = {**media["schema"], "unevaluatedProperties": False}
    return node


def success(contract, operation, status, response):
    response = copy.deepcopy(contract.resolve(response))
    names = []
    if operation.method == "post":
        names.append("Idempotent-Replayed")
    if status == "201":
        names += ["Location", "ETag"]
    elif operation.method in ("put", "patch") or operation.method == "get" and operation.path.endswith("}"):
        names.append("ETag")
    if "x-list" in operation.node:
        names.append("Link")
    return with_headers(response, names)


def refers(fields):
    """Do they name other resources, which may not exist?"""
    return any(one.type == FORMATS["uuid"] or refers(one.fields) for one in fields)


def refusals(operation):
    """The statuses an operation can answer without anybody writing so."""
    writes, has_body = operation.method != "get", bool(operation.node.get("requestBody"))
    applies = {
        "400": True, "401": operation.node["x-roles"] != "public", "403": operation.node["x-roles"] != "public",
        "404": "{" in operation.path or refers(operation.fields), "406": True, "409": writes,
        "412": needs_match(operation) or may_match(operation), "413": has_body, "415": has_body, "422": writes,
        "428": needs_match(operation), "429": True, "503": True,
    }
    return [status for status, so in applies.items() if so]
