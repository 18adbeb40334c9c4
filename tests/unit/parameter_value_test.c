#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "parameter_value.h"

static const struct parameter percent = {
	.name = "percent", .type = PARAMETER_INTEGER, .default_value = "15", .min = 0, .max = 100
};
static const struct parameter beds = {
	.name = "beds", .type = PARAMETER_INTEGER, .min = 0, .max = 1000
};
static const struct parameter allowed = {
	.name = "allowed", .type = PARAMETER_BOOLEAN, .default_value = "true"
};
static const struct parameter age = {
	.name = "age", .type = PARAMETER_PERIOD, .default_value = "\"P3M\""
};
static const struct parameter grade = {
	.name = "grade", .type = PARAMETER_TEXT, .default_value = "\"3B\""
};
static const struct parameter deadline = {
	.name = "deadline", .type = PARAMETER_TIME, .default_value = "\"18:00\""
};
static const struct parameter classes = {
	.name = "classes", .type = PARAMETER_LIST, .default_value = "[\"RETAIL\"]"
};

static const struct parameter known_classes = {
	.name = "classes",
	.type = PARAMETER_LIST,
	.default_value = "[\"RETAIL\"]",
	.one_of = (const char *const[]) { "RETAIL", "SALES", NULL },
	.must_have = (const char *const[]) { "RETAIL", NULL },
};
static const struct parameter lookback = {
	.name = "lookback",
	.type = PARAMETER_TEXT,
	.default_value = "\"ALL\"",
	.one_of = (const char *const[]) { "ALL", NULL },
	.or_period = true,
};

static bool
fits(const struct parameter *parameter, const char *value)
{
	struct arena *arena = arena_open();
	bool does = !parameter_value_fault(arena, parameter, value);

	arena_close(arena);
	return does;
}

static bool
fits_text(const struct parameter *parameter, const char *text)
{
	char json[40];

	snprintf(json, sizeof(json), "\"%s\"", text);
	return fits(parameter, json);
}

static void
test_integers_within_their_bounds(void **state)
{
	(void)state;
	assert_true(fits(&percent, "0"));
	assert_true(fits(&percent, "100"));
	assert_false(fits(&percent, "101"));
	assert_false(fits(&percent, "-1"));
	assert_false(fits(&percent, "15.0"));
	assert_false(fits(&percent, "\"15\""));
	assert_false(fits(&percent, "true"));
	assert_false(fits(&percent, "[15]"));
}

static void
test_blank_only_where_the_regulation_is_blank(void **state)
{
	(void)state;
	assert_true(fits(&beds, NULL));
	assert_true(fits(&beds, "null"));
	assert_false(fits(&percent, NULL));
	assert_false(fits(&percent, "null"));
}

static void
test_other_types(void **state)
{
	(void)state;
	assert_true(fits(&allowed, "false"));
	assert_false(fits(&allowed, "0"));
	assert_true(fits(&age, "\"P6M\""));
	assert_false(fits(&age, "\"6 months\""));
	assert_false(fits(&age, "6"));
	assert_true(fits(&grade, "\"2A\""));
	assert_false(fits(&grade, "\"\""));
	assert_false(fits(&grade, "{}"));
	for (const char *const *each =
		 (const char *const[]) { "00:00", "09:30", "23:59", "24:00", NULL };
	     *each; each++)
		assert_true(fits_text(&deadline, *each));
	for (const char *const *each = (const char *const[]) { "", "9:30", "24:01", "25:00",
		 "18:60", "18:00:00", "18.00", "6 pm", NULL };
	     *each; each++)
		assert_false(fits_text(&deadline, *each));
}

static void
test_lists_of_words_without_repetition(void **state)
{
	(void)state;
	assert_true(fits(&classes, "[]"));
	assert_true(fits(&classes, "[\"RETAIL\",\"INTERNAL_RELATED\"]"));
	assert_false(fits(&classes, "[\"RETAIL\",\"RETAIL\"]"));
	assert_false(fits(&classes, "[\"\"]"));
	assert_false(fits(&classes, "[1]"));
	assert_false(fits(&classes, "\"RETAIL\""));
}

static void
test_words_of_a_closed_vocabulary(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	assert_true(fits(&known_classes, "[\"RETAIL\",\"SALES\"]"));
	assert_true(fits(&known_classes, "[]"));
	assert_false(fits(&known_classes, "[\"RETAIL\",\"OTHER\"]"));
	assert_true(fits_text(&lookback, "ALL"));
	assert_true(fits_text(&lookback, "P3Y"));
	assert_false(fits_text(&lookback, "all"));
	assert_string_equal(parameter_value_fault(arena, &lookback, "\"all\""),
	    "all is not one of ALL, or a duration like P6M.");
	assert_null(parameter_dropped_word(arena, &known_classes, "[\"SALES\",\"RETAIL\"]"));
	assert_string_equal(parameter_dropped_word(arena, &known_classes, "[\"SALES\"]"), "RETAIL");
	assert_null(parameter_dropped_word(arena, &classes, "[]"));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_integers_within_their_bounds),
		cmocka_unit_test(test_blank_only_where_the_regulation_is_blank),
		cmocka_unit_test(test_other_types),
		cmocka_unit_test(test_lists_of_words_without_repetition),
		cmocka_unit_test(test_words_of_a_closed_vocabulary),
	};

	return cmocka_run_group_tests_name("parameter_value", tests, NULL, NULL);
}
