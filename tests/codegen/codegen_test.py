"""The generators: what they make of a small contract, and what each must refuse."""
import copy
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "shared/codegen"))

import catalogue  # noqa: E402
import operations  # noqa: E402
import queries  # noqa: E402
import sql  # noqa: E402
from spec import Fault  # noqa: E402

THING = {
    "paths": {
        "/v1/things/{id}": {
            "get": {
                "operationId": "thing_get", "summary": "One.", "x-roles": ["auditor"], "x-rules": ["R7.1"],
                "parameters": [{"name": "id", "in": "path", "required": True,
                                "schema": {"type": "string", "format": "uuid"}}],
                "responses": {"200": {"description": "It.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}}}}},
            },
            "patch": {
                "operationId": "thing_update", "summary": "Changes it.", "x-roles": "any", "x-rules": [],
                "parameters": [{"name": "id", "in": "path", "required": True,
                                "schema": {"type": "string", "format": "uuid"}}],
                "requestBody": {"content": {"application/merge-patch+json": {"schema": {
                    "type": "object", "properties": {
                        "name": {"type": "string", "maxLength": 9},
                        "amount_fen": {"type": ["integer", "null"], "minimum": 1}}}}}},
                "responses": {"204": {"description": "Done."}},
            },
        },
        "/v1/things": {
            "get": {
                "operationId": "thing_list", "summary": "All.", "x-roles": "any", "x-rules": [],
                "x-list": {"query": "thing_page", "item": "Thing", "filters": ["color", "made_on"],
                           "sorts": ["made_on"], "default_sort": "-made_on", "search": "_search"},
            },
            "post": {
                "operationId": "thing_create", "summary": "Makes one.", "x-roles": "any", "x-rules": [],
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object", "required": ["color", "count", "parts"], "properties": {
                        "color": {"$ref": "#/components/schemas/Color"},
                        "count": {"type": "integer", "minimum": 0, "maximum": 5},
                        "weight": {"type": "integer"},
                        "parts": {"type": "array", "maxItems": 3, "items": {
                            "type": "object", "required": ["name"], "properties": {
                                "name": {"type": "string", "format": "line"}}}},
                        "words": {"type": "array", "maxItems": 3, "items": {"type": "string", "maxLength": 4}},
                        "notes": {"type": "object"}}}}}},
                "responses": {"201": {"description": "Made.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}}}}},
            },
        },
        "/v1/things/batch": {"post": {
            "operationId": "thing_batch", "summary": "Many.", "x-roles": "any", "x-rules": [],
            "x-batch-of": "thing_create"}},
    },
    "components": {"schemas": {
        "Color": {"type": "string", "enum": ["RED", "DEEP_BLUE"], "x-labels": {
            "RED": {"en": "Red", "zh": "红"}, "DEEP_BLUE": {"en": "Deep blue", "zh": "深蓝"}}},
        "Thing": {"type": "object", "properties": {
            "id": {"type": "string", "format": "uuid"}, "color": {"$ref": "#/components/schemas/Color"},
            "made_on": {"type": "string", "format": "date"}}},
    }},
}
SERVICE = {"openapi": "3.1.0", "info": {"title": "things", "version": "1"},
           "x-resources": {"thing": {"path": "/v1/things/{id}", "get": "thing_get", "roles": "any"}},
           "x-events": {"thing.made": {"roles": "any", "summary": "Made.", "data": {"type": "object"}}}}
RULES = {"service": "things",
         "rules": {"R7.1": {"title_en": "a", "title_zh": "b", "text_en": "c", "text_zh": "d"}},
         "parameters": {"things.max": {"type": "integer", "default": 3, "min": 0, "changed_by": ["auditor"],
                                       "rules": ["R7.1"], "title_en": "a", "title_zh": "b"}}}
PROBLEMS = {"NOT_FOUND": {"status": 404, "en": "Not found", "zh": "未找到"}}
SQL = """-- name: thing_page() :page
select id, color, made_on, name as _search from thing;
-- name: thing_get(id) :one
select * from thing where id = :id;
"""


def write(root, thing=THING, service=SERVICE, rules=RULES, problems=PROBLEMS, queries_text=SQL):
    """A tree of its own, with the common part of the real contract."""
    for path, content in (("api-spec/things.yaml", service), ("api-spec/things/thing.yaml", thing),
                          ("api-spec/rules/doc-07.yaml", rules), ("api-spec/problems.yaml", problems)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    common = root / "api-spec/common"
    common.mkdir()
    for path in (ROOT / "api-spec/common").glob("*.yaml"):
        (common / path.name).write_text(path.read_text())
    (root / "services/things").mkdir(parents=True)
    (root / "services/things/thing.sql").write_text(queries_text)
    (root / "migrations/common").mkdir(parents=True)
    (root / "migrations/common/0001_a.sql").write_text("")
    (root / "shared").mkdir()


def generate(root, **changed):
    write(root, **changed)
    operations.generate("things", root / "out", root)
    return {path.name: path.read_text() for path in (root / "out").iterdir()}


def thing_with(change):
    thing = copy.deepcopy(THING)
    change(thing)
    return thing


def test_structs_are_what_handlers_read(tmp_path):
    header = generate(tmp_path)["operations.h"]
    for line in ("struct thing_create_in {", "const char *color;", "int64_t count;", "const int64_t *weight;",
                 "const struct thing_create_parts *parts;", "size_t parts_count;", "const char *parts_json;",
                 "const char *const *words;", "const char *notes;", "const int64_t *amount_fen;",
                 "bool amount_fen_given;",
                 "MAY_FAIL thing_update(struct request *req, const struct thing_update_in *in);"):
        assert line in header
    assert "MAY_FAIL thing_list(" not in header, "a list has no handler to write"
    assert "MAY_FAIL thing_batch(" not in header


def test_tables_say_what_is_checked(tmp_path):
    source = generate(tmp_path)["operations.c"]
    for line in ('.name = "count", .in = IN_BODY, .type = TYPE_INTEGER, .required = true, .min = 0, .max = 5',
                 ".one_of = color_names + 1", ".format = format_line", ".nullable = true",
                 ".given_offset = offsetof(struct thing_update_in, amount_fen_given) + 1",
                 '.name = "made_on", .kind = FILTER_RANGE, .type = TYPE_DATE', '.search = "_search"',
                 ".needs_match = true", ".handle = history_handle", ".resource = &things_resources[0]",
                 ".handle = batch_handle", ".handle = call_rule_list"):
        assert line in source, line


def test_a_list_may_have_a_guard(tmp_path):
    made = generate(tmp_path, thing=thing_with(lambda thing: LIST(thing)["x-list"].update({"guard": True})))
    assert "MAY_FAIL thing_list_guard(struct request *req, const struct thing_list_in *in);" in made["operations.h"]
    assert "TRY(thing_list_guard(req, input));" in made["operations.c"]
    assert "MAY_FAIL thing_list(" not in made["operations.h"]


def test_a_get_of_one_query_has_no_handler_to_write(tmp_path):
    made = generate(tmp_path, thing=thing_with(lambda thing: GET(thing).update({"x-get": "thing_get"})))
    assert "MAY_FAIL thing_get(" not in made["operations.h"]
    assert "TRY(sql_thing_get(req, in->id, &row));" in made["operations.c"]


def test_lists_below_one_thing_may_share_a_guard(tmp_path):
    made = generate(tmp_path, thing=thing_with(lambda thing: LIST(thing)["x-list"].update({"guard": "thing_readable"})))
    assert "MAY_FAIL thing_readable(struct request *req, const char *id);" in made["operations.h"]
    assert "TRY(thing_readable(req, in->id));" in made["operations.c"]


def test_arguments_of_a_list_may_be_computed(tmp_path):
    query = SQL.replace("thing_page()", "thing_page(date since)").replace("from thing;", "from thing where made_on > :since;")
    made = generate(tmp_path, thing=thing_with(lambda thing: LIST(thing)["x-list"].update({"computed": ["since"]})),
                    queries_text=query)
    assert "struct thing_list_computed {\n\tdate since;\n};" in made["operations.h"]
    assert "TRY(thing_list_compute(req, input, &computed));" in made["operations.c"]
    assert "argument_date(req, computed.since)" in made["operations.c"]


def test_tables_of_the_service(tmp_path):
    made = generate(tmp_path)
    assert '"common/0001_a.sql"' in made["tables.c"]
    assert '{ "thing.made", (const char *const[]){ "any", NULL } }' in made["tables.c"]
    assert "&R7_1," in made["tables.c"] and "&parameter_things_max," in made["tables.c"]
    assert "COLOR_RED = 1,\n\tCOLOR_DEEP_BLUE,\n\tCOLOR_COUNT" in made["enums.h"]


def test_path_parameters_stand_in_the_order_of_the_path(tmp_path):
    def two(thing):
        item = thing["paths"].pop("/v1/things/{id}")["get"]
        item["parameters"].insert(0, {**item["parameters"][0], "name": "part_id"})
        thing["paths"]["/v1/things/{id}/parts/{part_id}"] = {"get": item}
    header = generate(tmp_path, thing=thing_with(two), service={**SERVICE, "x-resources": {}})["operations.h"]
    assert "const char *id;\n\tconst char *part_id;" in header


def at(path, method):
    return lambda thing: thing["paths"][path][method]


GET, POST = at("/v1/things/{id}", "get"), at("/v1/things", "post")
LIST = at("/v1/things", "get")


def body(thing):
    return POST(thing)["requestBody"]["content"]["application/json"]["schema"]


def color(thing):
    return thing["components"]["schemas"]["Color"]


REFUSED = {
    "unknown key x-role": lambda t: GET(t).update({"x-role": []}),
    "summary is missing": lambda t: GET(t).pop("summary"),
    "x-roles is missing": lambda t: GET(t).pop("x-roles"),
    "x-rules is missing": lambda t: GET(t).pop("x-rules"),
    "unknown rule R7.99": lambda t: GET(t).update({"x-rules": ["R7.99"]}),
    "unknown role king": lambda t: GET(t).update({"x-roles": ["king"]}),
    "roles are any, public or a list": lambda t: GET(t).update({"x-roles": "everybody"}),
    "the path parameter id is not declared": lambda t: GET(t).pop("parameters"),
    "name is not in the path": lambda t: GET(t)["parameters"].append(
        {"name": "name", "in": "path", "required": True, "schema": {"type": "integer"}}),
    "in header is not read": lambda t: GET(t)["parameters"].append(
        {"name": "x", "in": "header", "schema": {"type": "integer"}}),
    "the operationId thing_get stands": lambda t: POST(t).update({"operationId": "thing_get"}),
    "the same route as thing_get": lambda t: t["paths"].update({"/v1/things/{name}": {"get": {
        **GET(t), "operationId": "other_get", "parameters": [{**GET(t)["parameters"][0], "name": "name"}]}}}),
    "is noun_verb": lambda t: GET(t).update({"operationId": "getThing"}),
    "not a path of the form": lambda t: t["paths"].update({"/v1/Things": t["paths"].pop("/v1/things")}),
    "partName is not snake_case": lambda t: body(t)["properties"].update({"partName": {"type": "integer"}}),
    "register is a word of C": lambda t: body(t)["properties"].update({"register": {"type": "integer"}}),
    "Blue is not UPPER_SNAKE_CASE": lambda t: color(t)["enum"].append("Blue"),
    "x-labels of RED are missing": lambda t: color(t)["x-labels"].pop("RED"),
    "x-labels of GREEN, which is no value": lambda t: color(t)["x-labels"].update({"GREEN": {"en": "", "zh": ""}}),
    "an enumeration is a component": lambda t: body(t)["properties"].update(
        {"size": {"type": "string", "enum": ["L"], "x-labels": {"L": {"en": "L", "zh": "L"}}}}),
    "maxLength is missing": lambda t: body(t)["properties"].update({"name": {"type": "string"}}),
    "maxItems is missing": lambda t: body(t)["properties"]["parts"].pop("maxItems"),
    "pattern is not checked": lambda t: body(t)["properties"].update(
        {"name": {"type": "string", "maxLength": 3, "pattern": "^a"}}),
    "unknown type number": lambda t: body(t)["properties"].update({"price": {"type": "number"}}),
    "unknown key maxlength": lambda t: body(t)["properties"].update({"name": {"type": "string", "maxlength": 3}}),
    "there is no such component": lambda t: body(t)["properties"].update(
        {"x": {"$ref": "#/components/schemas/Nothing"}}),
    "required: nothing_else is no property": lambda t: body(t)["required"].append("nothing_else"),
    "id comes in two places": lambda t: at("/v1/things/{id}", "patch")(t)["requestBody"]["content"][
        "application/merge-patch+json"]["schema"]["properties"].update({"id": {"type": "string", "format": "uuid"}}),
    "a merge patch is the body of PATCH": lambda t: at("/v1/things/{id}", "patch")(t)["requestBody"].update(
        {"content": {"application/json": {"schema": {"type": "object"}}}}),
    "one response of success, not 0": lambda t: GET(t).update({"responses": {}}),
    "has no schema": lambda t: GET(t)["responses"]["200"].pop("content"),
    "Thing has no property size": lambda t: LIST(t)["x-list"]["filters"].append("size"),
    "Thing has no property weight": lambda t: LIST(t)["x-list"]["sorts"].append("weight"),
    "default_sort -name is not one of sorts": lambda t: LIST(t)["x-list"].update({"default_sort": "-name"}),
    "the query thing_page has no argument since": lambda t: LIST(t)["x-list"].update({"computed": ["since"]}),
    "there is no :page query thing_get": lambda t: LIST(t)["x-list"].update({"query": "thing_get"}),
    "there is no schema Nothing": lambda t: LIST(t)["x-list"].update({"item": "Nothing"}),
    "there is no :one query thing_page": lambda t: GET(t).update({"x-get": "thing_page"}),
    "x-get: only a GET": lambda t: at("/v1/things", "post")(t).update({"x-get": "thing_get"}),
    "nobody reads the parameter wish": lambda t: LIST(t).update(
        {"parameters": [{"name": "wish", "in": "query", "schema": {"type": "integer"}}]}),
    "thing_make is no POST operation": lambda t: at("/v1/things/batch", "post")(t).update({"x-batch-of": "thing_make"}),
}


@pytest.mark.parametrize("message", REFUSED)
def test_refused_of_a_contract(tmp_path, message):
    with pytest.raises(Fault) as refusal:
        generate(tmp_path, thing=thing_with(REFUSED[message]))
    assert message in str(refusal.value)
    assert "api-spec/things/thing.yaml:" in str(refusal.value), "a refusal names its file and line"


def test_all_faults_are_told_at_once(tmp_path):
    def two(thing):
        GET(thing).pop("summary")
        POST(thing).pop("x-roles")
    with pytest.raises(Fault) as refusal:
        generate(tmp_path, thing=thing_with(two))
    assert len(str(refusal.value).splitlines()) == 2


def test_refused_of_the_root(tmp_path):
    with pytest.raises(Fault, match="no :one or :maybe query of one id"):
        generate(tmp_path, service={**SERVICE, "x-resources": {
            "thing": {"path": "/v1/things/{id}", "get": "thing_page", "roles": "any"}}})


def test_a_key_that_stands_twice_is_refused(tmp_path):
    write(tmp_path)
    path = tmp_path / "api-spec/things/thing.yaml"
    path.write_text(path.read_text() + "paths: {}\n")
    with pytest.raises(Fault, match="paths stands here twice"):
        operations.generate("things", tmp_path / "out", tmp_path)


@pytest.mark.parametrize("message, change", [
    ("unknown type number", {"type": "number"}), ("is no integer", {"default": "3"}),
    ("lies outside", {"default": -1}), ("unknown rule R7.2", {"rules": ["R7.2"]}),
    ("unknown role king", {"changed_by": ["king"]}), ("not a time of day", {"type": "time", "default": "6 pm"}),
    ("not an ISO 8601 duration", {"type": "period", "default": "3d"}),
    ("unknown key maximum", {"maximum": 3}), ("one_of is not for type integer", {"one_of": ["A"]}),
    ("there is no enumeration Size", {"type": "text", "default": "A", "one_of": "Size"}),
    ("B is not in one_of", {"type": "text", "default": "B", "one_of": ["A"]}),
    ("or_period without one_of", {"type": "text", "default": "A", "or_period": True}),
    ("the default has no B", {"type": "list", "default": ["A"], "must_have": ["B"]})])
def test_refused_of_a_parameter(tmp_path, message, change):
    rules = copy.deepcopy(RULES)
    rules["parameters"]["things.max"].update(change)
    write(tmp_path, rules=rules)
    with pytest.raises(Fault, match=message):
        catalogue.write_rules(tmp_path / "out", tmp_path)


def test_words_of_a_parameter(tmp_path):
    rules = copy.deepcopy(RULES)
    rules["parameters"]["things.max"].update({"type": "list", "default": ["RED"], "one_of": "Color", "must_have": ["RED"]})
    del rules["parameters"]["things.max"]["min"]
    write(tmp_path, rules=rules)
    (tmp_path / "out").mkdir()
    catalogue.write_rules(tmp_path / "out", tmp_path)
    made = (tmp_path / "out/rules.c").read_text()
    assert '.one_of = (const char *const[]){ "RED", "DEEP_BLUE", NULL }' in made
    assert '.must_have = (const char *const[]){ "RED", NULL }' in made


@pytest.mark.parametrize("message, problem", [
    ("not UPPER_SNAKE_CASE", {"notFound": {"status": 404, "en": "", "zh": ""}}),
    ("needs status, en and zh", {"NOT_FOUND": {"status": 404, "en": ""}}),
    ("is not the status of a refusal", {"NOT_FOUND": {"status": 200, "en": "", "zh": ""}})])
def test_refused_of_a_problem(tmp_path, message, problem):
    write(tmp_path, problems=problem)
    with pytest.raises(Fault, match=message):
        catalogue.write_problems(tmp_path / "out", tmp_path)


def test_constants_of_the_catalogue(tmp_path):
    write(tmp_path)
    catalogue.write_problems(tmp_path / "out", tmp_path)
    catalogue.write_rules(tmp_path / "out", tmp_path)
    assert "extern const struct problem problem_not_found;" in (tmp_path / "out/problems.h").read_text()
    assert "extern const struct rule R7_1;" in (tmp_path / "out/rules.h").read_text()
    assert '.default_value = "3"' in (tmp_path / "out/rules.c").read_text()


def one(text):
    (query,) = sql.read(text, "a.sql")
    return query


def test_a_parameter_is_told_from_what_only_looks_like_one():
    query = one("""-- name: a_get(id, integer? low, b) :one
-- What it is for.
select ':id', "a:id", e'\\':id', $$ :id $$, $x$ :id $$ $x$, x::text, a[1:2], a[n:2], a[:low:2], a[:low], -- :nobody
       /* :no /* :nested */ */ u&'\\:id'
  from t where id = :id and b in (:b,:b) and at <= :now and :has_auditor;""")
    assert query.comment == "What it is for.\n"
    assert query.parameters == ["id", "low", "b", "now", "has_auditor"]
    assert query.sql == ("""select ':id', "a:id", e'\\':id', $$ :id $$, $x$ :id $$ $x$, x::text, a[1:2], a[n:2], """
                         """a[$2:2], a[$2], u&'\\:id' from t where id = $1 and b in ($3,$3) and at <= $4 and $5""")


def test_every_change_of_a_row_notes_the_same():
    query = one("-- name: a_save(id, name) :exec\nupdate a set name = :name, :touched where id = :id;")
    assert query.sql == ("update a set name = $2, version = version + 1, changed_at = $3, changed_by = $4, trace_id = $5 "
                         "where id = $1")


def test_strings_keep_their_blanks_and_semicolons():
    assert one("-- name: a_get() :one\nselect 'a  ;  b',  \"c  d\" ;").sql == "select 'a  ;  b', \"c  d\""


def test_functions_have_the_types_declared(tmp_path):
    path = tmp_path / "a.sql"
    path.write_text("""-- name: a_save(id, integer n, integer? m, boolean b, boolean? c, instant at, date d) :count
update t set n = :n, m = :m, b = :b, c = :c, at = :at, d = :d where id = :id;""")
    queries.generate("things", tmp_path / "out", [path])
    header = (tmp_path / "out/queries.h").read_text()
    assert ("sql_a_save(struct request *req, const char *id, int64_t n, const int64_t *m, bool b, const bool *c, "
            "instant at, date d, int64_t *count);") in header
    assert ".index = PLATFORM_QUERY_COUNT + 0," in (tmp_path / "out/queries.c").read_text()


@pytest.mark.parametrize("message, text", [
    (":name is not declared", "-- name: a_get(id) :one\nselect :id, :name;"),
    ("the parameter name is not used", "-- name: a_get(id, name) :one\nselect :id;"),
    ("the parameter now is implicit", "-- name: a_get(instant now) :one\nselect :now;"),
    ("the parameter touched is implicit", "-- name: a_get(touched) :one\nselect :touched;"),
    ("unknown type int", "-- name: a_get(int n) :one\nselect :n;"),
    ("is declared twice", "-- name: a_get(n, n) :one\nselect :n;"),
    ("a name that C needs", "-- name: a_get(row) :one\nselect :row;"),
    ("unknown kind :all", "-- name: a_get() :all\nselect 1;"),
    ("does not fit :one", "-- name: a_save(id) :one\nupdate a set id = :id;"),
    ("does not fit :many", "-- name: a_save(id) :many\ndelete from a where id = :id;"),
    ("does not fit :exec", "-- name: a_save(id) :exec\nselect :id;"),
    ("does not fit :count", "-- name: a_save(id) :count\nselect :id;"),
    ("does not fit :lock", "-- name: a_lock(id) :lock\nselect :id;"),
    ("does not fit :page", "-- name: a_page() :page\ninsert into a values (1) returning id;"),
    ("now in SQL: a request has one time", "-- name: a_get() :one\nselect now();"),
    ("current_timestamp in SQL: a request has one time", "-- name: a_get() :one\nselect CURRENT_TIMESTAMP;"),
    ("clock_timestamp in SQL: a request has one time", "-- name: a_get() :one\nselect clock_timestamp();"),
    ("'now' in SQL: a request has one time", "-- name: a_get() :one\nselect 'now'::timestamptz;"),
    ("$1: parameters have names", "-- name: a_get(id) :one\nselect $1, :id;"),
    ("has no ;", "-- name: a_get() :one\nselect 1"),
    ("has no ;", "-- name: a_get() :one\nselect 1\n-- name: b_get() :one\nselect 1;"),
    ("text outside of a query", "select 1;"),
    ("' is not closed", "-- name: a_get() :one\nselect 'a;"),
    ("the comment is not closed", "-- name: a_get() :one\nselect 1 /* ;"),
    ("no statement", "-- name: a_get() :one\n;"),
])
def test_refused_of_a_query(message, text):
    with pytest.raises(Fault) as refusal:
        sql.read(text, "a.sql")
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("a.sql:")


def test_a_query_stands_once(tmp_path):
    for name in ("a.sql", "b.sql"):
        (tmp_path / name).write_text("-- name: a_get() :one\nselect 1;")
    with pytest.raises(Fault, match="b.sql:1: the query a_get stands also at a.sql:1"):
        queries.read_files(tmp_path.glob("*.sql"))
