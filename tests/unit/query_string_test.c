#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "input.h"

static const struct query_value *values;
static size_t count;
static struct request req;

static int
set_up(void **state)
{
	(void)state;
	req = (struct request) { .arena = arena_open() };
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_close(req.arena);
	return 0;
}

static void
is(size_t at, const char *name, const char *value)
{
	assert_string_equal(values[at].name, name);
	assert_string_equal(values[at].value, value);
	assert_int_equal(values[at].value_length, strlen(value));
}

static void
test_names_and_values(void **state)
{
	(void)state;
	assert_null(query_read(
	    &req, "q=%E5%8C%97%E4%BA%AC+2&a&b=&c==d&&status=OPEN,PAUSED&", &values, &count));
	assert_int_equal(count, 5);
	is(0, "q", "北京 2");
	is(1, "a", "");
	is(2, "b", "");
	is(3, "c", "=d");
	is(4, "status", "OPEN,PAUSED");
}

static void
test_nothing(void **state)
{
	(void)state;
	assert_null(query_read(&req, "", &values, &count));
	assert_int_equal(count, 0);
	assert_null(query_read(&req, "&&", &values, &count));
	assert_int_equal(count, 0);
}

static void
test_all_that_is_malformed_is_told(void **state)
{
	const struct problem *problem =
	    query_read(&req, "a=%00&b=1&c=%C0%AF&d=%2&%ff=1", &values, &count);

	(void)state;
	assert_int_equal(problem->status, 400);
	assert_int_equal(problem->fault_count, 4);
	assert_string_equal(problem->faults[0].pointer, "?a");
	assert_string_equal(problem->faults[1].pointer, "?c");
	assert_string_equal(problem->faults[2].pointer, "?d");
	assert_string_equal(problem->faults[3].pointer, "?");
}

static void
test_too_many(void **state)
{
	char text[404] = "";

	(void)state;
	for (int i = 0; i < 100; i++)
		memcpy(text + 4 * i, "a=1&", 4);
	text[399] = '\0';
	assert_null(query_read(&req, text, &values, &count));
	assert_int_equal(count, 100);
	text[399] = '&';
	assert_int_equal(query_read(&req, text, &values, &count)->status, 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names_and_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    test_all_that_is_malformed_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_too_many, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
