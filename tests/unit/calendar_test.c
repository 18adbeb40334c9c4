/* The vectors of conventions C1-C4 and C18: days, months, deadlines, working days; and text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "calendar.h"
#include "china_calendar.h"

static date
day(const char *text)
{
	date on = NO_DATE;

	assert_true(date_read(text, strlen(text), &on));
	return on;
}

static instant
at(const char *text)
{
	instant found = NO_INSTANT;

	assert_true(instant_read(text, strlen(text), &found));
	return found;
}

static void
test_c1_business_date_is_shanghais(void **state)
{
	(void)state;
	assert_int_equal(date_of(at("2026-12-31T16:00:00Z")), day("2027-01-01"));
	assert_int_equal(date_of(at("2026-12-31T15:59:59.999999Z")), day("2026-12-31"));
	assert_int_equal(date_of(at("2027-01-01T00:00:00+08:00")), day("2027-01-01"));
	assert_int_equal(date_of(at("1969-12-31T15:59:59Z")), day("1969-12-31"));
	assert_int_equal(start_of(day("2027-01-01")), at("2026-12-31T16:00:00Z"));
	assert_int_equal(end_of(day("2027-01-01")), at("2027-01-01T15:59:59.999999Z"));
}

static void
test_c1_another_offset_can_be_configured(void **state)
{
	(void)state;
	business_offset = -5 * HOUR;
	assert_int_equal(date_of(at("2027-01-01T04:59:59Z")), day("2026-12-31"));
	assert_int_equal(start_of(day("2027-01-01")), at("2027-01-01T05:00:00Z"));
	business_offset = 8 * HOUR;
}

struct month_vector {
	const char *from;
	int months;
	const char *to;
};

static void
check_months(const struct month_vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    plus_months(day(vectors[i].from), vectors[i].months), day(vectors[i].to));
}

static void
test_c2_months_take_the_last_day(void **state)
{
	static const struct month_vector vectors[] = {
		{ "2026-08-31", 6, "2027-02-28" },
		{ "2027-08-31", 6, "2028-02-29" },
		{ "2026-11-30", 3, "2027-02-28" },
		{ "2027-01-31", 1, "2027-02-28" },
		/* Steps are counted from the anchor. */
		{ "2026-11-30", 6, "2027-05-30" },
		{ "2026-11-30", 12, "2027-11-30" },
	};

	(void)state;
	check_months(vectors, COUNT(vectors));
}

/* The same convention, as documents 6 and 10-13 number it. */
static void
test_c4_of_documents_6_to_13_add_months(void **state)
{
	static const struct month_vector vectors[] = {
		{ "2025-08-31", 4, "2025-12-31" },
		{ "2025-08-31", 6, "2026-02-28" },
		{ "2023-08-31", 6, "2024-02-29" },
		{ "2025-10-31", 4, "2026-02-28" },
		{ "2025-10-31", 6, "2026-04-30" },
		{ "2025-01-31", 1, "2025-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2025-03-15", 3, "2025-06-15" },
		{ "2025-11-30", 3, "2026-02-28" },
		{ "2022-09-01", 36, "2025-09-01" },
		{ "2024-08-31", 12, "2025-08-31" },
	};

	(void)state;
	check_months(vectors, COUNT(vectors));
}

/* Monthly to the twelfth month, then quarterly; always from the day of delivery. */
static void
test_c4_of_documents_6_to_13_return_visits(void **state)
{
	static const char *const ends_31[] = { "2025-09-30", "2025-10-31", "2025-11-30",
		"2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
		"2026-06-30", "2026-07-31", "2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31",
		"2027-08-31" };
	static const char *const leap_29[] = { "2024-03-29", "2024-04-29", "2024-05-29",
		"2024-06-29", "2024-07-29", "2024-08-29", "2024-09-29", "2024-10-29", "2024-11-29",
		"2024-12-29", "2025-01-29", "2025-02-28", "2025-05-29", "2025-08-29", "2025-11-29",
		"2026-02-28" };

	(void)state;
	for (int i = 0; i < 16; i++) {
		int months = i < 12 ? i + 1 : 12 + 3 * (i - 11);

		assert_int_equal(plus_months(day("2025-08-31"), months), day(ends_31[i]));
		assert_int_equal(plus_months(day("2024-02-29"), months), day(leap_29[i]));
	}
}

static void
test_c2_months_backwards_and_out_of_the_years(void **state)
{
	(void)state;
	assert_int_equal(plus_months(day("2026-03-31"), -1), day("2026-02-28"));
	assert_int_equal(plus_months(day("2026-01-31"), -2), day("2025-11-30"));
	assert_int_equal(plus_months(day("2026-01-15"), -12), day("2025-01-15"));
	assert_int_equal(plus_months(day("9999-12-31"), 1), NO_DATE);
	assert_int_equal(plus_months(day("0001-01-01"), -1), NO_DATE);
	assert_int_equal(plus_months(NO_DATE, 1), NO_DATE);
}

static void
test_c3_within_days_ends_with_day_n(void **state)
{
	instant event = at("2027-03-10T09:30:00+08:00");

	(void)state;
	assert_int_equal(within_days(event, 5), at("2027-03-15T23:59:59.999999+08:00"));
	assert_true(at("2027-03-15T23:59:59.999+08:00") <= within_days(event, 5));
	assert_false(at("2027-03-16T00:00:00.000+08:00") <= within_days(event, 5));
	/* The event's day is its business date. */
	assert_int_equal(
	    within_days(at("2027-03-09T16:00:00Z"), 5), at("2027-03-15T15:59:59.999999Z"));
	/* Weekends and holidays do not move it: Wednesday + 3 is a Saturday, and 1 October. */
	assert_int_equal(date_of(within_days(at("2026-09-30T12:00:00Z"), 3)), day("2026-10-03"));
	assert_int_equal(within_days(event, 0), end_of(day("2027-03-10")));
	assert_int_equal(within_days(NO_INSTANT, 1), NO_INSTANT);
}

static void
test_c4_within_months_ends_with_its_last_day(void **state)
{
	instant end = within_months(day("2026-08-31"), 6);

	(void)state;
	assert_int_equal(end, end_of(day("2027-02-28")));
	assert_true(at("2027-02-28T23:59:59+08:00") <= end);
	assert_false(at("2027-03-01T00:00:00+08:00") <= end); /* what is overdue begins here */
	assert_int_equal(end + 1, start_of(day("2027-03-01")));
	assert_int_equal(within_months(NO_DATE, 6), NO_INSTANT);
}

static void
test_c18_clock_time_includes_the_instant(void **state)
{
	instant six = start_of(day("2026-11-24")) + 18 * HOUR;

	(void)state;
	assert_true(at("2026-11-24T18:00:00.000+08:00") <= six);
	assert_false(at("2026-11-24T18:00:00.001+08:00") <= six);
}

static struct working_calendar
fixture(void)
{
	return *calendar();
}

static void
test_c3_of_documents_6_to_13_add_working_days(void **state)
{
	static const struct {
		const char *from;
		int days;
		const char *to;
	} vectors[] = {
		{ "2025-09-25", 10, "2025-10-15" },
		{ "2025-09-30", 1, "2025-10-09" },
		{ "2025-09-30", 2, "2025-10-10" },
		{ "2025-09-30", 3, "2025-10-11" },
		{ "2025-09-30", 5, "2025-10-14" },
		{ "2025-09-30", 10, "2025-10-21" },
		{ "2025-10-01", 10, "2025-10-21" },
		{ "2025-10-08", 10, "2025-10-21" },
		{ "2025-09-27", 1, "2025-09-28" },
		{ "2025-10-11", 1, "2025-10-13" },
		{ "2025-09-16", 15, "2025-10-13" },
		{ "2025-12-31", 5, "2026-01-08" },
		{ "2025-12-31", 10, "2026-01-15" },
		{ "2026-01-30", 10, "2026-02-13" },
		{ "2026-02-10", 10, "2026-03-02" },
		{ "2026-02-13", 10, "2026-03-05" },
		{ "2026-09-18", 10, "2026-10-09" },
		{ "2026-09-30", 10, "2026-10-20" },
	};
	struct working_calendar calendar = fixture();

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++)
		assert_int_equal(
		    plus_working_days(&calendar, day(vectors[i].from), vectors[i].days),
		    day(vectors[i].to));
}

static void
test_c3_of_documents_6_to_13_next_working_day_on_or_after(void **state)
{
	static const char *const vectors[][2] = { { "2025-10-01", "2025-10-09" },
		{ "2025-09-28", "2025-09-28" }, { "2025-10-11", "2025-10-11" },
		{ "2025-10-12", "2025-10-13" }, { "2026-02-15", "2026-02-24" },
		{ "2026-02-28", "2026-02-28" }, { "2025-12-31", "2025-12-31" } };
	struct working_calendar calendar = fixture();

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++)
		assert_int_equal(
		    plus_working_days(&calendar, day(vectors[i][0]) - 1, 1), day(vectors[i][1]));
}

/* Friday, or the working day before it in the same week. */
static void
test_c3_of_documents_6_to_13_weekly_deadline(void **state)
{
	static const char *const vectors[][2] = { { "2025-09-26", "2025-09-26" },
		{ "2025-10-03", "2025-09-30" }, { "2025-10-10", "2025-10-10" },
		{ "2025-05-02", "2025-04-30" }, { "2026-02-13", "2026-02-13" },
		{ "2026-02-20", NULL }, { "2026-02-27", "2026-02-27" } };
	struct working_calendar calendar = fixture();

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		date friday = day(vectors[i][0]);
		date due = plus_working_days(&calendar, friday + 1, -1);

		assert_int_equal(weekday(friday), 5);
		if (vectors[i][1])
			assert_int_equal(due, day(vectors[i][1]));
		else
			assert_true(due < friday - 4); /* none in that week */
	}
}

static void
test_c3_of_documents_6_to_13_never_guesses(void **state)
{
	struct working_calendar calendar = fixture(), none = { .from = 1, .until = 0 };

	(void)state;
	assert_int_equal(working_day(&calendar, day("2024-12-31")), WORKING_UNKNOWN);
	assert_int_equal(working_day(&calendar, day("2027-01-01")), WORKING_UNKNOWN);
	assert_int_equal(working_day(&calendar, NO_DATE), WORKING_UNKNOWN);
	assert_int_equal(working_day(&none, 1), WORKING_UNKNOWN);
	assert_int_equal(plus_working_days(&calendar, day("2026-12-30"), 1), day("2026-12-31"));
	assert_int_equal(plus_working_days(&calendar, day("2026-12-30"), 2), NO_DATE);
	assert_int_equal(plus_working_days(&calendar, day("2025-01-02"), -1), NO_DATE);
	assert_int_equal(plus_working_days(&calendar, day("2025-10-01"), 0), day("2025-10-01"));
}

static void
test_working_days_of_the_fixture(void **state)
{
	struct working_calendar calendar = fixture();
	int count = 0;

	(void)state;
	assert_int_equal(
	    working_day(&calendar, day("2025-09-28")), WORKING_YES); /* a Sunday made up */
	assert_int_equal(working_day(&calendar, day("2025-09-27")), WORKING_NO);
	assert_int_equal(working_day(&calendar, day("2025-10-08")), WORKING_NO);
	assert_int_equal(working_day(&calendar, day("2025-10-09")), WORKING_YES);
	for (date on = day("2025-01-01"); on <= day("2025-12-31"); on++)
		count += working_day(&calendar, on) == WORKING_YES;
	assert_int_equal(count, 248);
}

/* Every day of the years there are, one after the other. */
static void
test_every_date(void **state)
{
	date expected = day("0001-01-01");
	int of_week = 1; /* 0001-01-01 was a Monday */

	(void)state;
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int d = 1; d <= 31; d++) {
				date made = date_make(year, month, d);
				int y, m, on;

				if (made == NO_DATE)
					continue;
				date_split(made, &y, &m, &on);
				if (made != expected || y != year || m != month || on != d ||
				    weekday(made) != of_week)
					fail_msg("%04d-%02d-%02d", year, month, d);
				expected++;
				of_week = of_week % 7 + 1;
			}
	assert_int_equal(expected - 1, day("9999-12-31"));
	assert_int_equal(date_make(1970, 1, 1), 0);
}

static void
test_days_there_are_not(void **state)
{
	(void)state;
	assert_int_equal(date_make(2027, 2, 29), NO_DATE);
	assert_int_equal(date_make(1900, 2, 29), NO_DATE);
	assert_int_equal(date_make(2026, 4, 31), NO_DATE);
	assert_int_equal(date_make(2026, 13, 1), NO_DATE);
	assert_int_equal(date_make(2026, 0, 1), NO_DATE);
	assert_int_equal(date_make(2026, 1, 0), NO_DATE);
	assert_int_equal(date_make(0, 1, 1), NO_DATE);
	assert_int_equal(date_make(10000, 1, 1), NO_DATE);
	assert_int_not_equal(date_make(2000, 2, 29), NO_DATE);
}

static void
test_dates_as_text(void **state)
{
	static const char *const wrong[] = { "", "2026", "2026-1-1", "2026-02-29", "2026-11-24 ",
		" 2026-11-24", "2026-11-2x", "20261124", "2026/11/24", "0000-01-01", "10000-01-01",
		"-001-01-01", "2026-11-24T" };
	date on;

	(void)state;
	assert_int_equal(day("1970-01-02"), 1);
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(date_read(wrong[i], strlen(wrong[i]), &on));
}

static void
test_instants_as_text(void **state)
{
	static const char *const same[] = { "2026-11-24T16:00:00Z", "2026-11-24t16:00:00z",
		"2026-11-25T00:00:00+08:00", "2026-11-24T16:00:00.000000Z",
		"2026-11-24T16:00:00-00:00", "2026-11-24T00:01:00-15:59" };
	static const char *const wrong[] = { "", "2026-11-24", "2026-11-24T16:00:00",
		"2026-11-24 16:00:00Z", "2026-11-24T16:00Z", "2026-11-24T24:00:00Z",
		"2026-11-24T16:60:00Z", "2026-12-31T23:59:60Z", "2026-11-24T16:00:00.Z",
		"2026-11-24T16:00:00.1234567Z", "2026-11-24T16:00:00,5Z",
		"2026-11-24T16:00:00+8:00", "2026-11-24T16:00:00+0800", "2026-11-24T16:00:00+24:00",
		"2026-11-24T16:00:00+08:60", "2026-11-24T16:00:00ZZ", "2026-02-30T00:00:00Z",
		"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
		"2026-11-24T16:00:00 08:00", "2026-11-24T-1:00:00Z", "+2026-11-24T16:00:00Z" };
	instant found;

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++)
		assert_int_equal(at(same[i]), 1795536000 * SECOND);
	assert_int_equal(at("1970-01-01T00:00:00.5Z"), 500000);
	assert_int_equal(at("1970-01-01T00:00:00.000001Z"), 1);
	assert_int_equal(at("1969-12-31T23:59:59.999999Z"), -1);
	assert_int_equal(at("0001-01-01T00:00:00Z"), day("0001-01-01") * DAY);
	assert_int_equal(at("9999-12-31T23:59:59.999999Z"), (day("9999-12-31") + 1) * DAY - 1);
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(instant_read(wrong[i], strlen(wrong[i]), &found));
}

static void
test_periods_as_text(void **state)
{
	static const struct {
		const char *text;
		struct period is;
	} right[] = {
		{ "P6M", { 6, 0, 0 } },
		{ "P1Y", { 12, 0, 0 } },
		{ "P1Y6M3D", { 18, 3, 0 } },
		{ "P2W", { 0, 14, 0 } },
		{ "P0D", { 0, 0, 0 } },
		{ "PT48H", { 0, 0, 48 * HOUR } },
		{ "PT1H30M5S", { 0, 0, 5405 * SECOND } },
		{ "P1M1DT1M", { 1, 1, MINUTE } },
		{ "PT30M", { 0, 0, 30 * MINUTE } },
	};
	static const char *const wrong[] = { "", "P", "PT", "6M", "P6", "PM", "P6m", "P-6M",
		"P6M1Y", "P1DT", "P1H", "PT1D", "P1M1M", "PT1S1H", "P1.5M", "P6M ", "P1000000D",
		"P10WD", "PTT1H" };
	struct period period;

	(void)state;
	for (size_t i = 0; i < COUNT(right); i++) {
		assert_true(period_read(right[i].text, &period));
		assert_int_equal(period.months, right[i].is.months);
		assert_int_equal(period.days, right[i].is.days);
		assert_int_equal(period.time, right[i].is.time);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(period_read(wrong[i], &period));
}

static void
test_adding_periods(void **state)
{
	(void)state;
	assert_int_equal(
	    date_plus(day("2026-08-31"), (struct period) { 6, 1, 0 }), day("2027-03-01"));
	assert_int_equal(date_plus(day("9999-12-31"), (struct period) { 0, 1, 0 }), NO_DATE);
	/* The months are those of the business date: 1 February there, 31 January in UTC. */
	assert_int_equal(instant_plus(at("2026-01-31T16:30:00Z"), (struct period) { 1, 0, HOUR }),
	    at("2026-02-28T17:30:00Z"));
	assert_int_equal(instant_plus(at("2026-01-31T09:00:00+08:00"), (struct period) { 1, 0, 0 }),
	    at("2026-02-28T09:00:00+08:00"));
	assert_int_equal(instant_plus(0, (struct period) { 0, 0, 30 * MINUTE }), 30 * MINUTE);
	assert_int_equal(instant_plus(NO_INSTANT, (struct period) { 1, 0, 0 }), NO_INSTANT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_c1_business_date_is_shanghais),
		cmocka_unit_test(test_c1_another_offset_can_be_configured),
		cmocka_unit_test(test_c2_months_take_the_last_day),
		cmocka_unit_test(test_c2_months_backwards_and_out_of_the_years),
		cmocka_unit_test(test_c3_within_days_ends_with_day_n),
		cmocka_unit_test(test_c4_within_months_ends_with_its_last_day),
		cmocka_unit_test(test_c18_clock_time_includes_the_instant),
		cmocka_unit_test(test_c3_of_documents_6_to_13_add_working_days),
		cmocka_unit_test(test_c3_of_documents_6_to_13_next_working_day_on_or_after),
		cmocka_unit_test(test_c3_of_documents_6_to_13_weekly_deadline),
		cmocka_unit_test(test_c3_of_documents_6_to_13_never_guesses),
		cmocka_unit_test(test_c4_of_documents_6_to_13_add_months),
		cmocka_unit_test(test_c4_of_documents_6_to_13_return_visits),
		cmocka_unit_test(test_working_days_of_the_fixture),
		cmocka_unit_test(test_every_date),
		cmocka_unit_test(test_days_there_are_not),
		cmocka_unit_test(test_dates_as_text),
		cmocka_unit_test(test_instants_as_text),
		cmocka_unit_test(test_periods_as_text),
		cmocka_unit_test(test_adding_periods),
	};

	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
