"""x-list: what of a list may be filtered, sorted and searched, and by which query."""
import re
from dataclasses import dataclass

import c
from fields import FORMATS, enum_names
from queries import C_TYPES, TO_TEXT
from spec import check_keys, refuse, snake

KEYS = ("query", "item", "filters", "sorts", "default_sort", "search", "guard", "computed")
OWN = ("limit", "cursor", "sort", "q", "include_total", "dry_run")
RANGE = ("INTEGER", "DATE", "INSTANT")
ACCEPTS = {"text": ("TEXT", "UUID", "PERIOD", "JSON"), "integer": ("INTEGER",), "integer?": ("INTEGER",),
           "boolean": ("BOOLEAN",), "boolean?": ("BOOLEAN",), "instant": ("INSTANT",), "date": ("DATE",)}


@dataclass
class List:
    query: object
    item: str
    filters: list   # (name, kind, type, enumeration or "")
    sorts: list     # (name, type, may it be null)
    default: str
    search: str
    computed: list  # (type, name) of the query's arguments that the service works out


def read(contract, operation, queries):
    """The list of an operation; queries by name."""
    node = operation.node["x-list"]

    def no(message):
        refuse(node, f"{operation.what}: x-list: {message}")

    check_keys(node, KEYS, f"{operation.what}: x-list")
    for key in ("query", "item", "sorts", "default_sort"):
        if key not in node:
            no(f"{key} is missing")
    if operation.method != "get":
        no("a list is a GET")
    if node["item"] not in contract.schemas:
        no(f"there is no schema {node['item']}")
    if node["query"] not in queries or queries[node["query"]].kind != "page":
        no(f"there is no :page query {node['query']}")
    properties = properties_of(contract, contract.schemas[node["item"]])

    def column(name):
        if name not in properties:
            no(f"{node['item']} has no property {name}")
        return kind_of(contract, properties[name], no, name)

    filters = [(name, "BOOLEAN" if column(name)[0] == "BOOLEAN" else
                "RANGE" if column(name)[0] in RANGE else "IN", *column(name))
               for name in node.get("filters", ())]
    never_null = required_of(contract, contract.schemas[node["item"]])
    sorts = [(name, column(name)[0], name not in never_null) for name in node["sorts"]]
    if node["default_sort"].lstrip("-") not in node["sorts"]:
        no(f"default_sort {node['default_sort']} is not one of sorts")
    query, computed = queries[node["query"]], node.get("computed", ())
    made = List(query, node["item"], filters, sorts, node["default_sort"], node.get("search", ""),
                [(type_, name) for type_, name in query.arguments if name in computed])
    for name in computed:
        if name not in [argument for _, argument in made.computed]:
            no(f"computed: the query {query.name} has no argument {name}")
    check_arguments(operation, made, no)
    return made


def check_arguments(operation, made, no):
    """Everything the caller may say is read, and everything the query needs is said."""
    by_name = {one.name: one for one in operation.fields}
    arguments = [name for _, name in made.query.arguments]
    for name in by_name:
        if name in OWN or name in [filter_[0] for filter_ in made.filters]:
            no(f"the parameter {name} is added by the generator")
        if name not in arguments or name in [computed for _, computed in made.computed]:
            no(f"nobody reads the parameter {name}: the query {made.query.name} does not declare it")
    for type_, name in made.query.arguments:
        if (type_, name) in made.computed:
            continue
        if name not in by_name:
            no(f"the query {made.query.name} needs {name}, which is no parameter of the operation")
        one = by_name[name]
        if one.type not in ACCEPTS[type_] or type_ in ("integer", "boolean") and not one.required or \
                type_.endswith("?") and one.required:
            no(f"the query's {type_} {name} does not fit the parameter's type")


def properties_of(contract, schema):
    schema = contract.resolve(schema)
    made = {}
    for part in schema.get("allOf", ()):
        made.update(properties_of(contract, part))
    made.update(schema.get("properties") or {})
    return made


def required_of(contract, schema):
    schema = contract.resolve(schema)
    made = set(schema.get("required", ()))
    return made.union(*(required_of(contract, part) for part in schema.get("allOf", ())))


def kind_of(contract, schema, no, name):
    """(type, enumeration) of a column that is compared."""
    schema = contract.resolve(schema)
    for choice in schema.get("anyOf") or schema.get("oneOf") or ():
        if choice.get("type") != "null":
            return kind_of(contract, choice, no, name)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next(one for one in kind if one != "null")
    if kind == "string":
        return (FORMATS.get(schema.get("format"), "TEXT"),
                contract.schema_names.get(id(schema), "") if "enum" in schema else "")
    if kind in ("integer", "boolean"):
        return kind.upper(), ""
    return no(f"{name} is no plain value")


def declare(operation, made):
    """What the service writes for a list: a guard, and what computes arguments of its query."""
    text, taken = "", f"struct request *req, const struct {operation.struct} *in"
    guard = operation.node["x-list"].get("guard")
    if guard is True:
        text += f"MAY_FAIL {operation.id}_guard({taken});\n"
    elif guard:
        text += f"MAY_FAIL {guard}(struct request *req, const char *id);\n"
    if made.computed:
        members = "".join(f"\t{C_TYPES[type_]}{name};\n" for type_, name in made.computed)
        text += f"struct {operation.id}_computed {{\n{members}}};\n"
        text += f"MAY_FAIL {operation.id}_compute({taken}, struct {operation.id}_computed *computed);\n"
    return text


def argument(made, type_, name):
    """The text of one of the query's arguments, in the handler."""
    return TO_TEXT[type_].format(f"{'computed.' if (type_, name) in made.computed else 'in->'}{name}")


def guard_call(operation):
    """What is asked before a list: its own guard, or one that lists below the same thing share."""
    guard = operation.node["x-list"].get("guard")
    if guard is True:
        return f"\tTRY({operation.id}_guard(req, input));\n"
    return f"\tTRY({guard}(req, in->id));\n" if guard else ""


def handler(operation, made):
    """The table of the list, and its handler: nobody writes one."""
    name = operation.id
    body = ""
    if made.filters:
        body += f"static const struct list_filter {name}_filters[] = {{\n"
        for filter_, kind, type_, enum in made.filters:
            one_of = f", .one_of = {enum_names(enum)} + 1" if enum else ""
            body += f"\t{{ .name = {c.string(filter_)}, .kind = FILTER_{kind}, .type = TYPE_{type_}{one_of} }},\n"
        body += "};\n\n"
    body += f"static const struct list_sort {name}_sorts[] = {{\n"
    body += "".join(f"\t{{ {c.string(sort)}, TYPE_{type_}, {'true' if nullable else 'false'} }},\n"
                    for sort, type_, nullable in made.sorts) + "};\n\n"
    body += f"static const struct list list_{name} = {{\n\t.query = &query_{made.query.name},\n"
    if made.filters:
        body += f"\t.filters = {name}_filters,\n\t.filter_count = {len(made.filters)},\n"
    body += f"\t.sorts = {name}_sorts,\n\t.sort_count = {len(made.sorts)},\n"
    body += f"\t.default_sort = {c.string(made.default)},\n\t.search = {c.string(made.search or None)},\n}};\n\n"
    body += f"static MAY_FAIL\ncall_{name}(struct request *req, const void *input)\n{{\n"
    arguments = made.query.arguments
    values = ", ".join(argument(made, *one) for one in arguments)
    guard = guard_call(operation)
    if len(arguments) > len(made.computed) or "in->" in guard:
        body += f"\tconst struct {operation.struct} *in = input;\n"
    if made.computed:
        body += f"\tstruct {name}_computed computed = {{ 0 }};\n\n{guard}"
        body += f"\tTRY({name}_compute(req, input, &computed));\n\n"
        guard = ""
    if values:
        body += f"\tconst char *const arguments[] = {{ {values} }};\n\n{guard}"
        return body + f"\treturn list_reply(req, &list_{name}, arguments);\n}}\n\n"
    return body + (guard or "\t(void)input;\n") + f"\treturn list_reply(req, &list_{name}, NULL);\n}}\n\n"
