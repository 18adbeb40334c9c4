#include "input_fixture.h"

static void
test_everything(void **state)
{
	const struct create_in *in = accepts("view=a%20b",
	    "{\"name\":\"北京公司\",\"class\":\"PERSON\",\"uuid\":\"" ID "\",\"period\":\"P6M\","
	    "\"anything\": {\"b\": [1.5, null, \"\\u5317\\\"\"], \"a\": "
	    "{}},\"anything_else\":[0.1, -1e300, 2.00],"
	    "\"amount_fen\":-9223372036854775808,"
	    "\"count\":3,\"active\":true,\"vip\":false,\"on\":\"2024-02-29\",\"at\":\"1970-01-"
	    "01T08:00:01+08:00\","
	    "\"address\":{\"city\":\"上海\",\"floor\":-2},\"contacts\":[{\"name\":\"王五\"},{"
	    "\"name\":\"李\",\"phone\":\"1\"}],"
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
	const struct create_in *in =
	    accepts("", "{" LEAST ",\"class\":null,\"count\":null,\"tags\":null}");

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
	    "{\"name\":\"\",\"class\":\"FIRM\",\"uuid\":\"x\",\"period\":\"6M\",\"anything\":[],"
	    "\"amount_fen\":1.0,"
	    "\"count\":4,\"active\":1,\"vip\":\"true\",\"on\":\"2023-02-29\",\"at\":\"2023-02-28\","
	    "\"address\":{\"city\":5,\"level\":1},\"contacts\":[{\"phone\":\"1\"},7],\"tags\":["
	    "\"\",\"123456\"],\"a/b~c\":1}",
	    "?veiw UNKNOWN", "?view DUPLICATE", "?dry_run TYPE", "/name LENGTH", "/class ENUM",
	    "/uuid FORMAT", "/period FORMAT", "/anything TYPE", "/amount_fen TYPE", "/count RANGE",
	    "/active TYPE", "/vip TYPE", "/on FORMAT", "/at FORMAT", "/address/city TYPE",
	    "/address/floor REQUIRED", "/address/level UNKNOWN", "/contacts/0/name REQUIRED",
	    "/contacts/1 TYPE", "/tags/0 LENGTH", "/tags/1 LENGTH", "/a~1b~0c UNKNOWN");
	refuses("", "{}", "/name REQUIRED", "/amount_fen REQUIRED", "/active REQUIRED");
	refuses("", "{\"name\":null,\"amount_fen\":1,\"active\":true}", "/name REQUIRED");
	refuses("", "{\"name\":\"一二三四五\",\"amount_fen\":1,\"active\":true}", "/name LENGTH");
	refuses("", "{\"name\":\"a1\",\"amount_fen\":1,\"active\":true}", "/name FORMAT");
	refuses("", "{" LEAST ",\"tags\":[]}", "/tags LENGTH");
	refuses("", "{" LEAST ",\"contacts\":[{},{},{}]}", "/contacts LENGTH");
}

static void
test_merge_patch(void **state)
{
	struct request req;
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
	struct request req = { .arena = arena };
	const void *in;
	const struct problem *problem;

	(void)state;
	assert_null(
	    input_from_json(&req, &create, "{" LEAST "}", strlen("{" LEAST "}"), "/items/7", &in));
	assert_string_equal(((const struct create_in *)in)->name, "n");
	problem = input_from_json(&req, &create, "{\"name\":5}", 10, "/items/7", &in);
	assert_string_equal(problem->faults[0].pointer, "/items/7/name");
	problem = input_from_json(&req, &create, "{\"name\":}", 9, "/items/7", &in);
	assert_string_equal(problem->faults[0].pointer, "/items/7/name");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_everything),
		TEST(test_what_is_absent),
		TEST(test_all_faults_at_once),
		TEST(test_merge_patch),
		TEST(test_dry_run),
		TEST(test_path),
		TEST(test_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
