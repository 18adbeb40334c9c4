#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "calendar.h"
#include "input.h"
#include "negotiate.h"

/* ---- an operation as the generator would describe it ---- */

struct contact {
	const char *name, *phone;
};

struct address {
	const char *city;
	int64_t     floor;
};

struct create_in {
	const char           *id, *view, *name, *class, *uuid, *period, *anything, *anything_else;
	int64_t               amount_fen;
	const int64_t        *count;
	bool                  active;
	const bool           *vip;
	date                  on;
	instant               at;
	const struct address *address;
	const char           *address_json;
	const struct contact *contacts;
	size_t                contacts_count;
	const char           *contacts_json;
	const char *const    *tags;
	size_t                tags_count;
	const char           *tags_json;
};

static const char *const classes[] = { "PERSON", "ENTERPRISE", NULL };

static const struct field contact_fields[] = {
	{ .name = "name", .in = IN_BODY, .type = TYPE_TEXT, .required = true, .max = 10,
	  .offset = offsetof(struct contact, name) },
	{ .name = "phone", .in = IN_BODY, .type = TYPE_TEXT, .offset = offsetof(struct contact, phone) },
};

static const struct field address_fields[] = {
	{ .name = "city", .in = IN_BODY, .type = TYPE_TEXT, .offset = offsetof(struct address, city) },
	{ .name = "floor", .in = IN_BODY, .type = TYPE_INTEGER, .required = true, .min = -9, .max = 200,
	  .offset = offsetof(struct address, floor) },
};

static const struct field tag_field[] = {
	{ .name = "", .in = IN_BODY, .type = TYPE_TEXT, .required = true, .min = 1, .max = 5 },
};

static const char *
no_digits(const char *text, size_t length)
{
	return strcspn(text, "0123456789") < length ? "Must have no digits." : NULL;
}

#define IN(member) .offset = offsetof(struct create_in, member)

static const struct field create_fields[] = {
	{ .name = "id", .in = IN_PATH, .type = TYPE_UUID, .required = true, IN(id) },
	{ .name = "view", .in = IN_QUERY, .type = TYPE_TEXT, IN(view) },
	{ .name = "name", .in = IN_BODY, .type = TYPE_TEXT, .required = true, .min = 1, .max = 4,
	  .format = no_digits, IN(name) },
	{ .name = "class", .in = IN_BODY, .type = TYPE_TEXT, .one_of = classes, IN(class) },
	{ .name = "uuid", .in = IN_BODY, .type = TYPE_UUID, IN(uuid) },
	{ .name = "period", .in = IN_BODY, .type = TYPE_PERIOD, IN(period) },
	{ .name = "anything", .in = IN_BODY, .type = TYPE_JSON, .item_type = TYPE_OBJECT, IN(anything) },
	{ .name = "anything_else", .in = IN_BODY, .type = TYPE_JSON, IN(anything_else) },
	{ .name = "amount_fen", .in = IN_BODY, .type = TYPE_INTEGER, .required = true, .min = INT64_MIN,
	  .max = INT64_MAX, IN(amount_fen) },
	{ .name = "count", .in = IN_BODY, .type = TYPE_INTEGER, .min = 1, .max = 3, IN(count) },
	{ .name = "active", .in = IN_BODY, .type = TYPE_BOOLEAN, .required = true, IN(active) },
	{ .name = "vip", .in = IN_BODY, .type = TYPE_BOOLEAN, IN(vip) },
	{ .name = "on", .in = IN_BODY, .type = TYPE_DATE, IN(on) },
	{ .name = "at", .in = IN_BODY, .type = TYPE_INSTANT, IN(at) },
	{ .name = "address", .in = IN_BODY, .type = TYPE_OBJECT, .fields = address_fields,
	  .field_count = COUNT(address_fields), .size = sizeof(struct address),
	  .json_offset = offsetof(struct create_in, address_json), IN(address) },
	{ .name = "contacts", .in = IN_BODY, .type = TYPE_LIST, .max = 2, .fields = contact_fields,
	  .field_count = COUNT(contact_fields), .size = sizeof(struct contact), .item_type = TYPE_OBJECT,
	  .json_offset = offsetof(struct create_in, contacts_json),
	  .count_offset = offsetof(struct create_in, contacts_count), IN(contacts) },
	{ .name = "tags", .in = IN_BODY, .type = TYPE_LIST, .min = 1, .max = 3, .fields = tag_field,
	  .field_count = 1, .size = sizeof(const char *), .item_type = TYPE_TEXT,
	  .json_offset = offsetof(struct create_in, tags_json),
	  .count_offset = offsetof(struct create_in, tags_count), IN(tags) },
};

static const struct operation create = {
	.id = "thing_create", .method = "POST", .path = "/v1/owners/{id}/things", .fields = create_fields,
	.field_count = COUNT(create_fields), .input_size = sizeof(struct create_in),
	.body_type = "application/json", .body_required = true, .body_max = 100000, .writes = true,
};

struct change_in {
	const char *name, *note;
	bool        name_given, note_given;
	const int64_t *count;
	bool        count_given;
};

static const struct field change_fields[] = {
	{ .name = "name", .in = IN_BODY, .type = TYPE_TEXT, .offset = offsetof(struct change_in, name),
	  .given_offset = offsetof(struct change_in, name_given) + 1 },
	{ .name = "note", .in = IN_BODY, .type = TYPE_TEXT, .nullable = true,
	  .offset = offsetof(struct change_in, note), .given_offset = offsetof(struct change_in, note_given) + 1 },
	{ .name = "count", .in = IN_BODY, .type = TYPE_INTEGER, .nullable = true,
	  .offset = offsetof(struct change_in, count), .given_offset = offsetof(struct change_in, count_given) + 1 },
};

static const struct operation change = {
	.id = "thing_change", .method = "PATCH", .path = "/v1/things", .fields = change_fields,
	.field_count = COUNT(change_fields), .input_size = sizeof(struct change_in),
	.body_type = "application/merge-patch+json", .body_required = true, .body_max = 1000, .writes = true,
	.needs_match = true,
};

static const struct operation approve = {
	.id = "thing_approve", .method = "POST", .path = "/v1/things/approve", .body_max = 1000, .writes = true,
};

/* ---- a request ---- */

#define ID   "01890A5D-AC96-774B-BCCE-B302099A8057"
#define LEAST "\"name\":\"n\",\"amount_fen\":1,\"active\":true"

static struct arena *arena;
static const char   *content_type, *accept, *if_match;

static const char *
header(const struct http_message *message, const char *name)
{
	(void)message;
	if (strcmp(name, "Content-Type") == 0)
		return content_type;
	if (strcmp(name, "If-Match") == 0)
		return if_match;
	return strcmp(name, "Accept") == 0 ? accept : NULL;
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_open();
	content_type = "application/json";
	accept = if_match = NULL;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const struct problem *
ask(struct request *req, const struct operation *operation, const char *query, const char *body, size_t length)
{
	struct http_message *http = arena_new(arena, struct http_message);

	*http = (struct http_message){ .method = operation->method, .path = operation->path, .query = query,
		.body = arena_copy(arena, body, length), .body_length = length, .header = header };
	*req = (struct request){ .arena = arena, .http = http, .operation = operation, .path_values = { ID } };
	return read_input(req);
}

static const struct create_in *
accepts(const char *query, const char *body)
{
	struct request        req;
	const struct problem *problem = ask(&req, &create, query, body, strlen(body));

	if (problem && problem->fault_count)
		fail_msg("%s: %s", problem->faults[0].pointer, problem->faults[0].message);
	assert_null(problem);
	return req.input;
}

/* faults: "pointer CODE", in order, ended by NULL. */
static void
refuses_bytes(const char *query, const char *body, size_t length, const char *const *faults)
{
	struct request        req;
	const struct problem *problem = ask(&req, &create, query, body, length);
	size_t                i = 0;

	assert_non_null(problem);
	assert_int_equal(problem->status, 400);
	for (; faults[i]; i++) {
		char told[300];

		if (i == problem->fault_count)
			fail_msg("%s is not told of %s", faults[i], body);
		snprintf(told, sizeof(told), "%s %s", problem->faults[i].pointer, problem->faults[i].code);
		assert_string_equal(told, faults[i]);
		assert_true(strlen(problem->faults[i].message) > 5);
	}
	if (i < problem->fault_count)
		fail_msg("%s %s", problem->faults[i].pointer, problem->faults[i].message);
}

#define refuses(query, body, ...) \
	refuses_bytes(query, body, strlen(body), (const char *const[]){ __VA_ARGS__, NULL })

static void
is_status(const struct operation *operation, const char *query, const char *body, int status)
{
	struct request        req;
	const struct problem *problem = ask(&req, operation, query, body, strlen(body));

	if (status == 0)
		assert_null(problem);
	else
		assert_int_equal(problem ? problem->status : 0, status);
}

/* ---- the tests ---- */

static void
test_everything(void **state)
{
	const struct create_in *in = accepts("view=a%20b",
	    "{\"name\":\"北京公司\",\"class\":\"PERSON\",\"uuid\":\"" ID "\",\"period\":\"P6M\","
	    "\"anything\": {\"b\": [1.5, null, \"\\u5317\\\"\"], \"a\": {}},\"anything_else\":[0.1, -1e300, 2.00],"
	    "\"amount_fen\":-9223372036854775808,"
	    "\"count\":3,\"active\":true,\"vip\":false,\"on\":\"2024-02-29\",\"at\":\"1970-01-01T08:00:01+08:00\","
	    "\"address\":{\"city\":\"上海\",\"floor\":-2},\"contacts\":[{\"name\":\"王五\"},{\"name\":\"李\",\"phone\":\"1\"}],"
	    "\"tags\":[\"a\",\"北京上海\"]}");

	(void)state;
	assert_string_equal(in->id, "01890a5d-ac96-774b-bcce-b302099a8057");
	assert_string_equal(in->view, "a b");
	assert_string_equal(in->name, "北京公司");
	assert_string_equal(in->class, "PERSON");
	assert_string_equal(in->uuid, in->id);
	assert_string_equal(in->period, "P6M");
	assert_string_equal(in->anything, "{\"b\":[1.5,null,\"北\\\"\"],\"a\":{}}");
	assert_string_equal(in->anything_else, "[0.1,-1e+300,2.0]");
	assert_true(in->amount_fen == INT64_MIN);
	assert_int_equal(*in->count, 3);
	assert_true(in->active);
	assert_false(*in->vip);
	assert_int_equal(in->on, date_make(2024, 2, 29));
	assert_int_equal(in->at, SECOND);
	assert_string_equal(in->address->city, "上海");
	assert_int_equal(in->address->floor, -2);
	assert_string_equal(in->address_json, "{\"city\":\"上海\",\"floor\":-2}");
	assert_int_equal(in->contacts_count, 2);
	assert_null(in->contacts[0].phone);
	assert_string_equal(in->contacts[1].name, "李");
	assert_int_equal(in->tags_count, 2);
	assert_string_equal(in->tags[1], "北京上海");
	assert_string_equal(in->tags_json, "[\"a\",\"北京上海\"]");
}

static void
test_what_is_absent(void **state)
{
	const struct create_in *in = accepts("", "{" LEAST ",\"class\":null,\"count\":null,\"tags\":null}");

	(void)state;
	assert_null(in->view);
	assert_null(in->class);
	assert_null(in->count);
	assert_null(in->vip);
	assert_int_equal(in->on, NO_DATE);
	assert_true(in->at == NO_INSTANT);
	assert_null(in->address);
	assert_null(in->contacts);
	assert_int_equal(in->tags_count, 0);
	assert_null(in->tags_json);
}

static void
test_all_faults_at_once(void **state)
{
	(void)state;
	refuses("veiw=1&view=2&view=3&dry_run=yes",
	    "{\"name\":\"\",\"class\":\"FIRM\",\"uuid\":\"x\",\"period\":\"6M\",\"anything\":[],\"amount_fen\":1.0,"
	    "\"count\":4,\"active\":1,\"vip\":\"true\",\"on\":\"2023-02-29\",\"at\":\"2023-02-28\","
	    "\"address\":{\"city\":5,\"level\":1},\"contacts\":[{\"phone\":\"1\"},7],\"tags\":[\"\",\"123456\"],\"a/b~c\":1}",
	    "?veiw UNKNOWN", "?view DUPLICATE", "?dry_run TYPE", "/name LENGTH", "/class ENUM",
	    "/uuid FORMAT", "/period FORMAT", "/anything TYPE", "/amount_fen TYPE", "/count RANGE", "/active TYPE",
	    "/vip TYPE", "/on FORMAT", "/at FORMAT", "/address/city TYPE", "/address/floor REQUIRED",
	    "/address/level UNKNOWN", "/contacts/0/name REQUIRED", "/contacts/1 TYPE", "/tags/0 LENGTH",
	    "/tags/1 LENGTH", "/a~1b~0c UNKNOWN");
	refuses("", "{}", "/name REQUIRED", "/amount_fen REQUIRED", "/active REQUIRED");
	refuses("", "{\"name\":null,\"amount_fen\":1,\"active\":true}", "/name REQUIRED");
	refuses("", "{\"name\":\"一二三四五\",\"amount_fen\":1,\"active\":true}", "/name LENGTH");
	refuses("", "{\"name\":\"a1\",\"amount_fen\":1,\"active\":true}", "/name FORMAT");
	refuses("", "{" LEAST ",\"tags\":[]}", "/tags LENGTH");
	refuses("", "{" LEAST ",\"contacts\":[{},{},{}]}", "/contacts LENGTH");
}

static void
test_numbers(void **state)
{
	(void)state;
	assert_true(accepts("", "{\"name\":\"n\",\"active\":true,\"amount_fen\":9223372036854775807}")->amount_fen == INT64_MAX);
	refuses("", "{\"amount_fen\":9223372036854775808,\"name\":\"n\"}", "/amount_fen RANGE");
	refuses("", "{\"anything\":{\"list\":[1,2,{\"deep\":-9223372036854775809}]}}", "/anything/list/2/deep RANGE");
	refuses("", "{\"anything\":1e999}", "/anything RANGE");
	refuses("", "{\"name\":\"n\",\"active\":true,\"amount_fen\":1e2}", "/amount_fen TYPE");
	refuses("", "{\"name\":\"n\",\"active\":true,\"amount_fen\":\"1\"}", "/amount_fen TYPE");
	refuses("", "{\"amount_fen\":01}", "/amount_fen FORMAT");
	refuses("", "{\"amount_fen\":+1}", "/amount_fen FORMAT");
	refuses("", "{\"amount_fen\":NaN}", "/amount_fen FORMAT");
}

static void
test_what_is_not_json(void **state)
{
	(void)state;
	refuses("", "", " REQUIRED");
	refuses("", " ", " FORMAT");
	refuses("", "[]", " TYPE");
	refuses("", "\"x\"", " TYPE");
	refuses("", "null", " TYPE");
	refuses("", "{\"name\":", "/name FORMAT");
	refuses("", "{} {}", " FORMAT");
	refuses("", "{'name':1}", " FORMAT");
	refuses("", "{\"name\":\"n\",}", "/name FORMAT");
	refuses("", "\xef\xbb\xbf{}", " FORMAT");
	refuses("", "{\"name\":\"a\",\"tags\":[],\"name\":\"b\"}", "/name DUPLICATE");
	refuses("", "{\"anything\":{\"a\":{\"x\":1,\"x\":1}}}", "/anything/a/x DUPLICATE");
	refuses("", "{\"name\":\"\\u0000\"}", "/name FORMAT");
	refuses("", "{\"name\":\"\\ud800\"}", "/name FORMAT");
	refuses("", "{\"name\":\"\xc0\xaf\"}", " FORMAT");
	refuses("", "{\"name\":\"\xed\xa0\x80\"}", " FORMAT");
	refuses("", "{\"name\":\"a\nb\"}", "/name FORMAT");
	refuses_bytes("", "{\"name\":\"\0\"}", 12, (const char *const[]){ " FORMAT", NULL });
}

static void
nested(char *text, int depth)
{
	*text = '\0';
	for (int i = 0; i < depth - 1; i++)
		text += sprintf(text, "[");
	text += sprintf(text, "{}");
	for (int i = 0; i < depth - 1; i++)
		text += sprintf(text, "]");
}

static void
test_depth(void **state)
{
	char value[200], body[300], many[90000];

	(void)state;
	nested(value, 31);
	snprintf(body, sizeof(body), "{" LEAST ",\"anything_else\":%s}", value);
	accepts("", body);
	nested(value, 32);
	snprintf(body, sizeof(body), "{" LEAST ",\"anything_else\":%s}", value);
	struct request        req;
	const struct problem *problem = ask(&req, &create, "", body, strlen(body));

	assert_int_equal(problem->status, 400);
	assert_string_equal(problem->faults[0].code, "RANGE");
	memset(many, '[', sizeof(many));
	problem = ask(&req, &create, "", many, sizeof(many));
	assert_int_equal(problem->status, 400);
	/* Brackets in strings are no nesting. */
	snprintf(body, sizeof(body), "{" LEAST ",\"view2\":\"\\\"%.*s\"}", 100, many);
	refuses("", body, "/view2 UNKNOWN");
}

static void
test_a_hundred_faults_at_most(void **state)
{
	char            body[4000] = "{" LEAST, *end = body + strlen(body);
	struct request  req;

	(void)state;
	for (int i = 0; i < 300; i++)
		end += sprintf(end, ",\"x%d\":1", i);
	strcpy(end, "}");
	assert_int_equal(ask(&req, &create, "", body, strlen(body))->fault_count, 100);
}

static void
test_media_types(void **state)
{
	static const struct {
		const char *type;
		int         status;
	} cases[] = {
		{ "application/json", 0 },
		{ "Application/JSON; charset=UTF-8", 0 },
		{ "application/json;charset=\"utf-8\"", 0 },
		{ "application/json ; version=1; charset=utf-8", 0 },
		{ "application/json; charset=gbk", 415 },
		{ "application/json; charset=utf-80", 415 },
		{ "application/jsonx", 415 },
		{ "application/merge-patch+json", 415 },
		{ "text/plain", 415 },
		{ "", 415 },
		{ NULL, 415 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		content_type = cases[i].type;
		is_status(&create, "", "{" LEAST "}", cases[i].status);
	}
}

static void
test_size(void **state)
{
	char body[1100];

	(void)state;
	content_type = "application/merge-patch+json";
	if_match = "*";
	memset(body, ' ', sizeof(body));
	memcpy(body, "{}", 2);
	body[1000] = '\0';
	is_status(&change, "", body, 0);
	body[1000] = ' ';
	body[1001] = '\0';
	is_status(&change, "", body, 413);
}

static void
test_accept(void **state)
{
	static const struct {
		const char *accept;
		int         status;
	} cases[] = {
		{ NULL, 0 },
		{ "*/*", 0 },
		{ "application/*", 0 },
		{ "text/html, application/json;q=0.1", 0 },
		{ "text/csv", 406 },
		{ "text/html", 406 },
		{ "application/json;q=0", 406 },
		{ "*/*, application/json;q=0.0", 406 },
		{ "", 406 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		accept = cases[i].accept;
		is_status(&create, "", "{" LEAST "}", cases[i].status);
	}
	assert_int_equal(accept_weight("text/*;q=0.3, text/csv;q=0.25;x=y", "text/csv"), 250);
	assert_int_equal(accept_weight("text/*;q=0.3, */*", "text/csv"), 300);
	assert_int_equal(accept_weight("Text/CSV", "text/csv"), 1000);
	assert_int_equal(accept_weight(",; ;q=;,text/csv;q=x", "text/csv"), 0);
}

static void
test_language(void **state)
{
	(void)state;
	assert_false(language_is_chinese(NULL));
	assert_false(language_is_chinese(""));
	assert_true(language_is_chinese("zh-CN"));
	assert_true(language_is_chinese("zh-CN,zh;q=0.9,en;q=0.8"));
	assert_true(language_is_chinese("ZH"));
	assert_false(language_is_chinese("en-US,zh;q=0.9"));
	assert_true(language_is_chinese("fr, zh;q=0.2, en;q=0.1"));
	assert_false(language_is_chinese("zh;q=0"));
	assert_false(language_is_chinese("*, zh;q=0.5"));
	assert_true(language_is_chinese("zh, *;q=0.5"));
	assert_false(language_is_chinese("zha"));
}

static void
test_if_match(void **state)
{
	static const struct {
		const char *header;
		int64_t     version; /* 0: malformed */
	} cases[] = {
		{ "\"7\"", 7 }, { "*", -1 }, { "\"922337203685477580\"", 922337203685477580 },
		{ "7", 0 }, { "\"7", 0 }, { "W/\"7\"", 0 }, { "\"7\", \"8\"", 0 }, { "\"0\"", 0 }, { "\"-1\"", 0 },
		{ "\"07\"", 0 }, { "\"\"", 0 }, { "", 0 }, { "\"7a\"", 0 }, { "**", 0 }, { "\"9223372036854775808\"", 0 },
	};
	struct request req;

	(void)state;
	content_type = "application/merge-patch+json";
	for (size_t i = 0; i < COUNT(cases); i++) {
		if_match = cases[i].header;

		const struct problem *problem = ask(&req, &change, "", "{}", 2);

		if (cases[i].version == 0) {
			assert_int_equal(problem->status, 400);
			assert_string_equal(problem->faults[0].pointer, "@If-Match");
		} else {
			assert_null(problem);
			assert_true(req.if_match == cases[i].version);
		}
	}
	if_match = NULL;
	is_status(&change, "", "{}", 428);
	is_status(&change, "", "{\"x\":1}", 400);
}

static void
test_merge_patch(void **state)
{
	struct request          req;
	const struct change_in *in;

	(void)state;
	content_type = "application/merge-patch+json";
	if_match = "*";
	assert_null(ask(&req, &change, "", "{\"note\":null,\"count\":5}", 23));
	in = req.input;
	assert_false(in->name_given);
	assert_true(in->note_given);
	assert_null(in->note);
	assert_true(in->count_given);
	assert_int_equal(*in->count, 5);
	const struct problem *problem = ask(&req, &change, "", "{\"name\":null}", 13);

	assert_int_equal(problem->fault_count, 1);
	assert_string_equal(problem->faults[0].code, "REQUIRED");
}

static void
test_dry_run(void **state)
{
	struct request req;

	(void)state;
	assert_null(ask(&req, &approve, "dry_run=true", "", 0));
	assert_true(req.dry_run);
	assert_null(ask(&req, &approve, "dry_run=false", "", 0));
	assert_false(req.dry_run);
	is_status(&approve, "dry_run=1", "", 400);
	is_status(&approve, "dry_run", "", 400);
}

static void
test_where_no_body_belongs(void **state)
{
	(void)state;
	is_status(&approve, "", "", 0);
	is_status(&approve, "", "{}", 0);
	is_status(&approve, "", "{\"x\":1}", 400);
	content_type = "text/plain";
	is_status(&approve, "", "x", 415);
}

static void
test_path(void **state)
{
	struct request req;

	(void)state;
	assert_null(ask(&req, &create, "", "{" LEAST "}", strlen("{" LEAST "}")));
	req.path_values[0] = "7";
	const struct problem *problem = read_input(&req);

	assert_int_equal(problem->status, 400);
	assert_string_equal(problem->faults[0].pointer, "@id");
}

static void
test_items(void **state)
{
	struct request        req = { .arena = arena };
	const void           *in;
	const struct problem *problem;

	(void)state;
	assert_null(input_from_json(&req, &create, "{" LEAST "}", strlen("{" LEAST "}"), "/items/7", &in));
	assert_string_equal(((const struct create_in *)in)->name, "n");
	problem = input_from_json(&req, &create, "{\"name\":5}", 10, "/items/7", &in);
	assert_string_equal(problem->faults[0].pointer, "/items/7/name");
	problem = input_from_json(&req, &create, "{\"name\":}", 9, "/items/7", &in);
	assert_string_equal(problem->faults[0].pointer, "/items/7/name");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_everything),
		TEST(test_what_is_absent),
		TEST(test_all_faults_at_once),
		TEST(test_numbers),
		TEST(test_what_is_not_json),
		TEST(test_depth),
		TEST(test_a_hundred_faults_at_most),
		TEST(test_media_types),
		TEST(test_size),
		TEST(test_accept),
		TEST(test_language),
		TEST(test_if_match),
		TEST(test_merge_patch),
		TEST(test_dry_run),
		TEST(test_where_no_body_belongs),
		TEST(test_path),
		TEST(test_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
