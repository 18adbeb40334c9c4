#include "input_fixture.h"
#include "negotiate.h"

static void
test_media_types(void **state)
{
	static const struct {
		const char *type;
		int status;
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
test_accept(void **state)
{
	static const struct {
		const char *accept;
		int status;
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
		int64_t version; /* 0: malformed */
	} cases[] = {
		{ "\"7\"", 7 },
		{ "*", -1 },
		{ "\"922337203685477580\"", 922337203685477580 },
		{ "7", 0 },
		{ "\"7", 0 },
		{ "W/\"7\"", 0 },
		{ "\"7\", \"8\"", 0 },
		{ "\"0\"", 0 },
		{ "\"-1\"", 0 },
		{ "\"07\"", 0 },
		{ "\"\"", 0 },
		{ "", 0 },
		{ "\"7a\"", 0 },
		{ "**", 0 },
		{ "\"9223372036854775808\"", 0 },
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_media_types),
		TEST(test_accept),
		TEST(test_language),
		TEST(test_if_match),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
