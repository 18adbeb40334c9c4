"""enums.{h,c}, tables.{h,c} and openapi.c of a service."""
import json

import c
from catalogue import parameter_name, rule_name
from contract import migrations
from spec import snake


def write_enums(contract, folder):
    source = f"api-spec/{contract.service}/"
    header, body = "", '\n#include <stddef.h>\n\n#include "enums.h"\n\n'
    for name, schema in contract.enumerations.items():
        low, up = snake(name), snake(name).upper()
        values = "".join(f"\t{up}_{value}{' = 1' if place == 0 else ''},\n"
                         for place, value in enumerate(schema["enum"]))
        header += c.comment(schema.get("description") or name)
        header += f"enum {low} {{\n{values}\t{up}_COUNT\n}};\n"
        header += "/* By number; NULL before the first and behind the last. */\n"
        header += f"extern const char *const {low}_names[{up}_COUNT + 1];\n\n"
        listed = "".join(f"\t[{up}_{value}] = {c.string(value)},\n" for value in schema["enum"])
        body += f"const char *const {low}_names[{up}_COUNT + 1] = {{\n{listed}}};\n\n"
    c.write(folder, "enums.h", source, header, f"KEHU_GENERATED_{contract.service.upper()}_ENUMS_H")
    c.write(folder, "enums.c", source, body)


def enumerations(contract):
    """For GET /v1/enums; the roles are values too."""
    rows = ""
    for name, schema in contract.enumerations.items():
        labels = [schema["x-labels"][value] for value in schema["enum"]]
        rows += (f"\t{{ {c.string(snake(name))}, {snake(name)}_names + 1,\n"
                 f"\t  {c.texts(label['en'] for label in labels)},\n"
                 f"\t  {c.texts(label['zh'] for label in labels)} }},\n")
    roles = contract.roles
    rows += (f"\t{{ \"role\", {c.texts(roles)},\n\t  {c.texts(label['en'] for label in roles.values())},\n"
             f"\t  {c.texts(label['zh'] for label in roles.values())} }},\n")
    return f"static const struct enumeration enumerations[] = {{\n{rows}\t{{ 0 }},\n}};\n\n"


def events(contract):
    rows = ""
    for name, event in contract.events.items():
        roles = ["any"] if event["roles"] == "any" else event["roles"]
        rows += f"\t{{ {c.string(name)}, {c.texts(roles)} }},\n"
    return f"static const struct event_kind events[] = {{\n{rows}\t{{ 0 }},\n}};\n\n"


def pointers(declaration, names):
    rows = "".join(f"\t&{name},\n" for name in names)
    return f"static const {declaration}[] = {{\n{rows}\tNULL,\n}};\n\n"


def write_tables(contract, folder, rules, parameters, platform_queries, queries, openapi_length):
    service = contract.service
    own = lambda entries: [name for name, entry in entries.items() if entry["service"] == service]
    body = "\n" + "".join(f'#include "{name}"\n' for name in (
        "tables.h", "enums.h", "operations.h", "queries.h", "platform/queries.h", "platform/rules.h"))
    body += f"\nextern const char {service}_openapi[];\n\n"
    body += enumerations(contract) + events(contract)
    body += pointers("struct query *const queries", [f"query_{query.name}" for query in [*platform_queries, *queries]])
    body += pointers("struct rule *const rules", map(rule_name, own(rules)))
    body += pointers("struct parameter *const parameters", map(parameter_name, own(parameters)))
    listed = "".join(f"\t{c.string(name)},\n" for name in migrations(service, contract.root))
    body += f"static const char *const migrations[] = {{\n{listed}\tNULL,\n}};\n\n"
    body += f"const struct service_tables {service}_tables = {{\n\t.operations = {service}_operations,\n"
    for name in ("queries", "rules", "parameters", "enumerations", "events", "migrations"):
        body += f"\t.{name} = {name},\n"
    body += (f"\t.resources = {service}_resources,\n\t.openapi = {service}_openapi,\n"
             f"\t.openapi_length = {openapi_length},\n}};\n")
    source = f"api-spec/{service}/"
    header = f'#include "service.h"\n\nextern const struct service_tables {service}_tables;\n'
    header += f"/* Ends with {{ 0 }}. */\nextern const struct resource {service}_resources[];\n"
    c.write(folder, "tables.h", source, header, f"KEHU_GENERATED_{service.upper()}_TABLES_H")
    c.write(folder, "tables.c", source, body)


def write_openapi(service, folder, document):
    """The document for people and tools, and embedded for GET /openapi.json."""
    c.write_text(folder / "openapi.json", json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    body = f"\n#include <stddef.h>\n\nextern const char {service}_openapi[];\n\n"
    body += f"const char {service}_openapi[] =\n{c.pieces(text)};\n"
    c.write(folder, "openapi.c", f"api-spec/{service}.yaml", body)
    return len(text.encode("utf-8"))
