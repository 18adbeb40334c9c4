#include "input_fixture.h"

static void
test_numbers(void **state)
{
	(void)state;
	assert_true(
	    accepts("", "{\"name\":\"n\",\"active\":true,\"amount_fen\":9223372036854775807}")
		->amount_fen == INT64_MAX);
	refuses("", "{\"amount_fen\":9223372036854775808,\"name\":\"n\"}", "/amount_fen RANGE");
	refuses("", "{\"anything\":{\"list\":[1,2,{\"deep\":-9223372036854775809}]}}",
	    "/anything/list/2/deep RANGE");
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
	refuses_bytes("", "{\"name\":\"\0\"}", 12, (const char *const[]) { " FORMAT", NULL });
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
	struct request req;
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
	char body[4000] = "{" LEAST, *end = body + strlen(body);
	struct request req;

	(void)state;
	for (int i = 0; i < 300; i++)
		end += sprintf(end, ",\"x%d\":1", i);
	strcpy(end, "}");
	assert_int_equal(ask(&req, &create, "", body, strlen(body))->fault_count, 100);
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
test_where_no_body_belongs(void **state)
{
	(void)state;
	is_status(&approve, "", "", 0);
	is_status(&approve, "", "{}", 0);
	is_status(&approve, "", "{\"x\":1}", 400);
	content_type = "text/plain";
	is_status(&approve, "", "x", 415);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_numbers),
		TEST(test_what_is_not_json),
		TEST(test_depth),
		TEST(test_a_hundred_faults_at_most),
		TEST(test_size),
		TEST(test_where_no_body_belongs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
