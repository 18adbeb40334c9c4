#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "calendar_data.h"

static struct arena *arena;
static struct working_calendar calendar;

static int
open_arena(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int
close_arena(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const char *
wrong(const char *text)
{
	return calendar_data_read(arena, text, &calendar);
}

static void
read_shipped(void)
{
	FILE *file = fopen("shared/calendar/china.json", "r");
	char text[8192];
	size_t length;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	assert_null(wrong(text));
}

static enum working
on(int year, int month, int day)
{
	return working_day(&calendar, date_make(year, month, day));
}

static void
test_days_and_ranges(void **state)
{
	(void)state;
	assert_null(
	    wrong("{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":"
		  "[\"2026-10-01/2026-10-07\",\"2026-01-01\"],\"workdays\":[\"2026-10-10\"]}"));
	assert_int_equal(calendar.holiday_count, 8);
	assert_int_equal(calendar.holidays[0], date_make(2026, 1, 1));
	assert_int_equal(calendar.holidays[7], date_make(2026, 10, 7));
	assert_int_equal(on(2026, 10, 7), WORKING_NO);
	assert_int_equal(on(2026, 10, 8), WORKING_YES);
	assert_int_equal(on(2026, 10, 10), WORKING_YES); /* a Saturday, worked */
	assert_int_equal(on(2026, 10, 11), WORKING_NO);
	assert_int_equal(on(2027, 1, 4), WORKING_UNKNOWN);
}

static void
test_what_is_wrong_is_said(void **state)
{
	static const char *const malformed[] = {
		"",
		"[]",
		"{}",
		"{\"from\":\"2026-01-01\",\"until\":\"2025-01-01\",\"holidays\":[],\"workdays\":[]"
		"}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-02-30\",\"holidays\":[],\"workdays\":[]"
		"}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[7],\"workdays\":[]"
		"}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2025-12-31\"],"
		"\"workdays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2026-12-30/"
		"2027-01-01\"],\"workdays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2026-05-02/"
		"2026-05-01\"],\"workdays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2026-05-01/"
		"\"],\"workdays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2026-05-01\","
		"\"2026-05-01\"],\"workdays\":[]}",
		"{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\",\"holidays\":[\"2026-05-01\"],"
		"\"workdays\":[\"2026-05-01\"]}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(malformed); i++)
		assert_non_null(wrong(malformed[i]));
}

/* 2025 had 248 working days; the rest are single days of which it is known what they were. */
static void
test_the_shipped_calendar(void **state)
{
	int days = 0;

	(void)state;
	read_shipped();
	for (date each = date_make(2025, 1, 1); each <= date_make(2025, 12, 31); each++)
		days += working_day(&calendar, each) == WORKING_YES;
	assert_int_equal(days, 248);
	assert_int_equal(
	    on(2025, 1, 26), WORKING_YES); /* a Sunday, worked for the Spring Festival */
	assert_int_equal(on(2025, 10, 8), WORKING_NO);
	assert_int_equal(on(2025, 10, 11), WORKING_YES);
	assert_int_equal(on(2026, 2, 16), WORKING_NO);
	assert_int_equal(on(2026, 2, 28), WORKING_YES);
	assert_int_equal(on(2024, 12, 31), WORKING_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_days_and_ranges, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
		    test_what_is_wrong_is_said, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(test_the_shipped_calendar, open_arena, close_arena),
	};

	return cmocka_run_group_tests_name("calendar_data", tests, NULL, NULL);
}
