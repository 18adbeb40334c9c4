"""Fields -> the C struct a handler reads and the table input.c fills it by."""
import c
from fields import BIG, enum_names

SCALARS = {"TEXT": "const char *", "UUID": "const char *", "PERIOD": "const char *", "JSON": "const char *",
           "INTEGER": "int64_t ", "BOOLEAN": "bool ", "DATE": "date ", "INSTANT": "instant "}
ITEMS = {"TEXT": "const char *const *", "UUID": "const char *const *", "PERIOD": "const char *const *",
         "JSON": "const char *const *", "INTEGER": "const int64_t *", "BOOLEAN": "const bool *",
         "DATE": "const date *", "INSTANT": "const instant *"}


def members(one):
    """The declarations of one field."""
    if one.type == "OBJECT":
        made = [f"const struct {one.struct} *{one.name}", f"const char *{one.name}_json"]
    elif one.type == "LIST":
        kind = f"const struct {one.struct} *" if one.struct else ITEMS[one.item_type]
        made = [f"{kind}{one.name}", f"size_t {one.name}_count", f"const char *{one.name}_json"]
    elif one.type in ("INTEGER", "BOOLEAN") and not one.required:
        made = [f"const {SCALARS[one.type]}*{one.name}"]
    else:
        made = [f"{SCALARS[one.type]}{one.name}"]
    return made + ([f"bool {one.name}_given"] if one.given else [])


def declare(name, fields):
    """struct name { … };, those within it first."""
    made = "".join(declare(one.struct, one.fields) for one in fields if one.struct)
    lines = [member for one in fields for member in members(one)]
    body = "".join(f"\t{line};\n" for line in lines) or "\tchar nothing;\n"
    return f"{made}struct {name} {{\n{body}}};\n\n"


def item_size(one):
    if one.struct:
        return f"sizeof(struct {one.struct})"
    return f"sizeof({SCALARS[one.item_type].strip()})" if one.type == "LIST" else ""


def initializer(one, struct, enums, table):
    """One line of a field table; struct "": the item of a list of plain values."""
    made = [f".name = {c.string(one.name)}", f".in = {one.where}", f".type = TYPE_{one.type}"]
    made += [f".{key} = true" for key in ("required", "nullable") if getattr(one, key)]
    if (one.min, one.max) != (0, 0):
        low = 0 if one.min == -BIG - 1 and one.type != "INTEGER" else one.min
        made += [f".min = {c.integer(low)}", f".max = {c.integer(one.max)}"]
    if one.one_of:
        made.append(f".one_of = {enums(one.one_of)}")
    if one.format:
        made.append(f".format = {one.format}")
    if struct:
        made.append(f".offset = offsetof(struct {struct}, {one.name})")
        if one.given:
            made.append(f".given_offset = offsetof(struct {struct}, {one.name}_given) + 1")
        if one.type in ("OBJECT", "LIST"):
            made.append(f".json_offset = offsetof(struct {struct}, {one.name}_json)")
        if one.type == "LIST":
            made.append(f".count_offset = offsetof(struct {struct}, {one.name}_count)")
    if one.fields:
        made += [f".fields = {table}", f".field_count = {len(one.fields)}", f".size = {item_size(one)}"]
    if one.item_type:
        made.append(f".item_type = TYPE_{one.item_type}")
    text = "\t{ " + ", ".join(made) + " },\n"
    return text.replace(", .offset", ",\n\t  .offset").replace(", .fields", ",\n\t  .fields")


def define(name, fields, enums, struct, storage="static "):
    """The table of a struct, those within it first. enums: the C expression of an enumeration's values."""
    made = ""
    for one in fields:
        if one.fields:
            inner = f"{name[:-len('_fields')]}_{one.name}_fields"
            made += define(inner, one.fields, enums, one.struct)
    lines = "".join(initializer(one, struct, enums, f"{name[:-len('_fields')]}_{one.name}_fields") for one in fields)
    return f"{made}{storage}const struct field {name}[] = {{\n{lines}}};\n\n" if fields else made


def inline_enum(contract):
    """Where no enums.c is: the values themselves."""
    return lambda component: c.texts(contract.schemas[component]["enum"])


def named_enum(component):
    return f"{enum_names(component)} + 1"
