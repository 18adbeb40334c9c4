"""operations.py SERVICE OUTDIR: the contract of a service becomes C and one OpenAPI document.

"--common" instead writes what every service shares: common_operations.h and .c. Reads api-spec/,
and services/SERVICE/*.sql for the queries that lists name."""
import sys
from pathlib import Path

import c
import check
import document
import lists
import structs
import tables
from catalogue import rules_and_parameters
from contract import Contract, Operation
from fields import Reader
from queries import read_files
from spec import ROOT, Fault, Faults, refuse, run

BODY_MAX = 1 << 20
IMPORT_MAX = 20 << 20
HANDLERS = {"history": "history_handle", "decisions": "decisions_handle",
            "batch": "batch_handle", "import": "import_handle"}


def read_contract(service, root):
    contract = Contract(service, root)
    rules, parameters = rules_and_parameters(root)
    check.check(contract, rules)
    faults = Faults()
    for operation in contract.operations:
        with faults.gather():
            operation.fields = Reader(contract, operation).read()
    faults.tell()
    return contract, rules, parameters


def declarations(operation, made_list):
    """The struct and the prototype a handler is written against."""
    text = c.comment(f"{operation.method.upper()} {operation.path}: {operation.node['summary']}")
    text = text.rstrip() + "\n" + structs.declare(operation.struct, operation.fields)
    if made_list:
        return text.rstrip() + f"\n{lists.declare(operation, made_list)}\n"
    if "x-list" in operation.node or "x-get" in operation.node or operation.template:
        return text
    return text.rstrip() + f"\nMAY_FAIL {operation.id}(struct request *req, const struct {operation.struct} *in);\n\n"


def caller(operation, storage="static "):
    """From the table's one form of handler to the operation's own."""
    return (f"{storage}MAY_FAIL\ncall_{operation.id}(struct request *req, const void *input)\n{{\n"
            f"\treturn {operation.id}(req, input);\n}}\n\n")


def getter(operation, queries):
    """The handler of a GET that shows what one query finds: nobody writes it."""
    name = operation.node["x-get"]
    query = queries.get(name)
    parameters = [field.name for field in operation.fields if field.type in ("TEXT", "UUID")]

    def no(message):
        refuse(operation.node, f"{operation.what}: x-get: {message}")

    if operation.method != "get" or "x-kept" in operation.node:
        no("only a GET that keeps nothing has no handler")
    if query is None or query.kind != "one":
        no(f"there is no :one query {name}")
    arguments = [argument for _, argument in query.arguments]
    if len(arguments) == len(parameters) == 1:
        arguments = parameters  # whatever the query calls it
    for argument in arguments:
        if argument not in parameters:
            no(f"{name} has an argument {argument}, which is no text parameter here")
    given = "".join(f", in->{argument}" for argument in arguments)
    return (f"static MAY_FAIL\ncall_{operation.id}(struct request *req, const void *input)\n{{\n"
            f"\tconst struct {operation.struct} *in = input;\n\tstruct row row;\n\n"
            f"\tTRY(sql_{name}(req{given}, &row));\n\treturn reply_row(req, &row);\n}}\n\n")


def handler(operation, made_list, queries):
    if made_list:
        return lists.handler(operation, made_list)
    return getter(operation, queries) if "x-get" in operation.node else caller(operation)


def entry(contract, operation, position):
    """The operation's line of the table."""
    node = operation.node
    fields = f"{operation.template or operation.id}_fields"
    roles = {"public": "NULL", "any": c.texts(["any"])}.get(node["x-roles"]) if isinstance(node["x-roles"], str) \
        else c.texts(node["x-roles"])
    lines = [f".id = {c.string(operation.id)}", f".method = {c.string(operation.method.upper())}",
             f".path = {c.string(operation.path)}", f".roles = {roles}", f".rules = {c.texts(node['x-rules'])}",
             f".status = {next((status for status in node.get('responses') or {} if status.startswith('2')), '200')}"]
    if operation.fields:
        lines += [f".fields = {fields}", f".field_count = {len(operation.fields)}"]
    lines.append(f".input_size = sizeof(struct {operation.struct})")
    body = Reader(contract, operation).body()
    if body:
        required = contract.resolve(node["requestBody"]).get("required", True)
        most = node.get("x-body-max", IMPORT_MAX if operation.template == "import" else BODY_MAX)
        lines += [f".body_type = {c.string(body[0])}", f".body_required = {c.boolean(required)}", f".body_max = {most}"]
    lines.append(f".writes = {c.boolean(operation.method != 'get')}")
    if node.get("x-kept"):
        lines.append(".kept = true")
    lines.append(f".needs_match = {c.boolean(document.needs_match(operation))}")
    if "x-list" in node:
        lines.append(f".list = &list_{operation.id}")
    if operation.resource:
        place = list(contract.resources).index(operation.resource)
        lines.append(f".resource = &{contract.service}_resources[{place}]")
    if operation.item:
        lines.append(f".item = &{contract.service}_operations[{position[operation.item]}]")
    if "x-import-undo" in node:
        lines.append(f".undo = &{contract.service}_operations[{position[node['x-import-undo']]}]")
    lines.append(f".handle = {HANDLERS.get(operation.template, 'call_' + operation.id)}")
    return "\t{\n" + "".join(f"\t\t{line},\n" for line in lines) + "\t},\n"


def resources(contract, queries):
    rows = ""
    for name, resource in contract.resources.items():
        query = queries.get(resource["get"])
        if query is None or query.kind not in ("one", "maybe") or [type_ for type_, _ in query.arguments] != ["text"]:
            refuse(resource, f"x-resources: {name}: {resource['get']} is no :one or :maybe query of one id")
        rows += f"\t{{ {c.string(name)}, &query_{query.name} }},\n"
    return f"const struct resource {contract.service}_resources[] = {{\n{rows}\t{{ 0 }},\n}};\n\n"


def write_common(contract, folder):
    """Once, for all services: structs, prototypes and field tables of api-spec/common/."""
    header = '#include "operation.h"\n\n'
    body = '\n#include "common_operations.h"\n\n#include "formats.h"\n\n'
    enums = structs.inline_enum(contract)
    everything = [operation for operation in contract.operations if operation.common] + templates(contract)
    for operation in everything:
        name = operation.template or operation.id
        header += declarations(operation, None)
        if operation.fields:
            header += f"extern const struct field {name}_fields[];\n"
            body += structs.define(f"{name}_fields", operation.fields, enums, operation.struct, "")
        if not operation.template:
            header += f"MAY_FAIL call_{operation.id}(struct request *req, const void *input);\n"
            body += caller(operation, "")
        header += "\n"
    c.write(folder, "common_operations.h", "api-spec/common/", header, "KEHU_GENERATED_COMMON_OPERATIONS_H")
    c.write(folder, "common_operations.c", "api-spec/common/", body)


def templates(contract):
    """History, decisions, batch and import, as operations of no service."""
    made = []
    for name, node in contract.templates.items():
        method = "get" if name in ("history", "decisions") else "post"
        operation = Operation(name, method, f"…/{name}", node, template=name)
        operation.parameters = [contract.resolve(one) for one in node.get("parameters") or []]
        operation.fields = Reader(contract, operation).read()
        made.append(operation)
    return made


def write_operations(contract, folder, queries, made_lists):
    service = contract.service
    header = '#include "operation.h"\n\n'
    body = "\n" + "".join(f'#include "{name}"\n' for name in (
        "operations.h", "batch.h", "enums.h", "formats.h", "list.h", "platform.h", "queries.h", "tables.h",
        "platform/common_operations.h", "platform/queries.h"))
    body += "\n" + resources(contract, queries)
    for operation in contract.operations:
        if operation.common or operation.template:
            continue
        header += declarations(operation, made_lists.get(operation.id))
        body += structs.define(f"{operation.id}_fields", operation.fields, structs.named_enum, operation.struct)
        body += handler(operation, made_lists.get(operation.id), queries)
    header += f"/* Ends with {{ 0 }}. */\nextern const struct operation {service}_operations[];\n"
    position = {operation.id: place for place, operation in enumerate(contract.operations)}
    body += f"const struct operation {service}_operations[] = {{\n"
    body += "".join(entry(contract, operation, position) for operation in contract.operations) + "\t{ 0 },\n};\n"
    c.write(folder, "operations.h", f"api-spec/{service}/", header, f"KEHU_GENERATED_{service.upper()}_OPERATIONS_H")
    c.write(folder, "operations.c", f"api-spec/{service}/", body)


def generate(service, folder, root=ROOT):
    contract, rules, parameters = read_contract(service, root)
    if service == "platform":
        write_common(contract, folder)
        return
    platform_queries = read_files((root / "shared").glob("*.sql"))
    own = read_files((root / "services" / service).glob("*.sql"))
    queries = {query.name: query for query in [*platform_queries, *own]}
    made_lists, faults = {}, Faults()
    for operation in contract.operations:
        with faults.gather():
            if "x-list" in operation.node:
                made_lists[operation.id] = lists.read(contract, operation, queries)
    faults.tell()
    write_operations(contract, folder, queries, made_lists)
    tables.write_enums(contract, folder)
    length = tables.write_openapi(service, folder, document.bundle(contract, made_lists))
    tables.write_tables(contract, folder, rules, parameters, platform_queries, own, length)


def main():
    if len(sys.argv) != 3:
        raise Fault("usage: operations.py SERVICE OUTDIR")
    generate("platform" if sys.argv[1] == "--common" else sys.argv[1], Path(sys.argv[2]))


if __name__ == "__main__":
    run(main)
