"""queries.py NAME OUTDIR FILE...: named queries become typed C functions.

NAME is a service, or "platform" for those of shared/. A service's queries are numbered after the
platform's: the number is that of the prepared statement."""
import sys
from pathlib import Path

import c
import sql
from spec import Fault, run

C_TYPES = {"text": "const char *", "integer": "int64_t ", "integer?": "const int64_t *",
           "boolean": "bool ", "boolean?": "const bool *", "instant": "instant ", "date": "date "}
TO_TEXT = {"text": "{}", "integer": "argument_integer(req, {})",
           "integer?": "argument_optional_integer(req, {})", "boolean": "argument_boolean({})",
           "boolean?": "argument_optional_boolean({})", "instant": "argument_instant(req, {})",
           "date": "argument_date(req, {})"}
OUTPUTS = {"one": ("struct row *row",), "maybe": ("struct row *row", "bool *found"),
           "lock": ("struct row *row",), "many": ("struct rows *rows",), "exec": (),
           "count": ("int64_t *count",)}


def read_files(paths):
    """The queries of all files; no name twice."""
    queries, seen = [], {}
    for path in sorted(paths):
        for query in sql.read(path.read_text(encoding="utf-8"), path.name):
            if query.name in seen:
                raise Fault(f"{query.at}: the query {query.name} stands also at {seen[query.name]}")
            seen[query.name] = query.at
            queries.append(query)
    return queries


def prototype(query):
    taken = ["struct request *req"]
    taken += [C_TYPES[type_] + name for type_, name in query.arguments]
    return f"sql_{query.name}({', '.join(taken + list(OUTPUTS[query.kind]))})"


def header(name, queries):
    body = '#include "db.h"\n\n'
    for query in queries:
        body += c.comment(query.comment or f":{query.kind}")
        body += f"extern const struct query query_{query.name};\n"
        if query.kind != "page":
            body += f"MAY_FAIL {prototype(query)};\n"
        body += "\n"
    body += "/* Ends with NULL. */\n"
    body += f"extern const struct query *const {name}_queries[];\n"
    body += f"#define {name.upper()}_QUERY_COUNT {len(queries)}\n"
    return body


def parameter(name):
    if name.startswith("has_"):
        return f"{{ IMPLICIT_ROLE, {c.string(name[4:])} }}"
    return f"{{ {sql.IMPLICIT[name]}, NULL }}"


def definition(query, index):
    taken = len(query.arguments)
    implicit = [parameter(name) for name in query.parameters[taken:]]
    body = f"const struct query query_{query.name} = {{\n"
    body += f"\t.name = {c.string(query.name)},\n\t.sql =\n"
    body += c.pieces(query.sql, "\t    ") + ",\n"
    body += f"\t.kind = QUERY_{query.kind.upper()},\n"
    if query.parameters:
        listed = ["{ 0, NULL }"] * taken + implicit
        body += "\t.parameters = (const struct query_parameter[]){ " + ", ".join(listed) + " },\n"
    body += f"\t.parameter_count = {len(query.parameters)},\n\t.argument_count = {taken},\n"
    body += f"\t.index = {index},\n}};\n\n"
    if query.kind == "page":
        return body
    return body + function(query)


def function(query):
    values = ", ".join(TO_TEXT[type_].format(name) for type_, name in query.arguments)
    outputs = "".join(", " + declared.split("*")[1] for declared in OUTPUTS[query.kind])
    body = f"MAY_FAIL\n{prototype(query)}\n{{\n"
    if values:
        body += f"\tconst char *const arguments[] = {{ {values} }};\n\n"
    return body + (f"\treturn db_{query.kind}(req, &query_{query.name}, "
                   f"{'arguments' if values else 'NULL'}{outputs});\n}}\n\n")


def generate(name, folder, paths):
    queries = read_files(paths)
    source = ", ".join(sorted(path.name for path in paths)) or "no file"
    guard = f"KEHU_GENERATED_{name.upper()}_QUERIES_H"
    c.write(folder, "queries.h", source, header(name, queries), guard)
    body = '\n#include "queries.h"\n\n'
    base = ""
    if name != "platform":
        body = '\n#include "queries.h"\n#include "platform/queries.h"\n\n'
        base = "PLATFORM_QUERY_COUNT + "
    body += "".join(definition(query, f"{base}{place}") for place, query in enumerate(queries))
    body += f"const struct query *const {name}_queries[] = {{\n"
    body += "".join(f"\t&query_{query.name},\n" for query in queries) + "\tNULL,\n};\n"
    c.write(folder, "queries.c", source, body)


def main():
    if len(sys.argv) < 3:
        raise Fault("usage: queries.py NAME OUTDIR FILE...")
    generate(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])


if __name__ == "__main__":
    run(main)
