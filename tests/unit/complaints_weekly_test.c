/* R6.13: when the weekly report is due; R6.12: the December round. The calendar is that of the
 * worked examples. */
#include "complaints/rules_new_demand.h"
#include "complaints/rules_weekly.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static struct weekly_policy
friday_noon(void)
{
	return (struct weekly_policy) { calendar(), 5, 12 * HOUR };
}

static void
assert_due(const char *day, const char *expected)
{
	struct weekly_policy policy = friday_noon();

	assert_int_equal(weekly_deadline(&policy, on(day)).at, at(expected));
}

TEST(R6_13_example_1_friday_noon)
{
	const struct weekly_parts parts = { "处理 12 件", NULL, false, true };

	assert_due("2025-09-26", "2025-09-26 12:00:00");
	assert_allowed(weekly_submit(&parts, at("2025-09-26 12:00:00"), at("2025-09-26 12:00:00")),
	    R6_13, "IN_TIME");
	assert_allowed(weekly_submit(&parts, at("2025-09-26 12:00:00"), at("2025-09-26 12:00:01")),
	    R6_13, "LATE");
}

TEST(R6_13_examples_2_and_3_friday_is_a_holiday)
{
	assert_due("2025-10-03", "2025-09-30 12:00:00");
	assert_due("2025-05-02", "2025-04-30 12:00:00");
	assert_due("2025-10-10", "2025-10-10 12:00:00"); /* the worked Saturday moves nothing */
	assert_due("2026-02-13", "2026-02-13 12:00:00");
	assert_due("2026-02-27", "2026-02-27 12:00:00");
}

TEST(R6_13_example_4_a_week_without_a_working_day)
{
	struct weekly_policy policy = friday_noon();

	assert_int_equal(weekly_deadline(&policy, on("2026-02-20")).at, NO_INSTANT);
	assert_int_equal(weekly_next(&policy, on("2026-02-16")).at, at("2026-02-27 12:00:00"));
	assert_int_equal(weekly_before(&policy, on("2026-02-23")).at, at("2026-02-13 12:00:00"));
}

TEST(R6_13_beyond_the_calendar_nothing_is_guessed)
{
	struct weekly_policy policy = friday_noon();

	assert_true(weekly_deadline(&policy, on("2027-06-04")).unknown);
	assert_true(weekly_next(&policy, on("2027-06-04")).unknown);
}

TEST(R6_13_both_parts_say_something)
{
	instant now = at("2025-09-26 10:00:00");

	assert_refused(weekly_submit(&(struct weekly_parts) { "一", NULL, false, false }, now, now),
	    R6_13, 422, "PART_MISSING");
	assert_refused(weekly_submit(&(struct weekly_parts) { "一", "二", true, false }, now, now),
	    R6_13, 422, "PART_MISSING");
	assert_allowed(weekly_submit(&(struct weekly_parts) { NULL, NULL, true, true }, now, now),
	    R6_13, "IN_TIME");
}

/* Where nothing ran from November until January the round is still that of December. */
TEST(R6_12_a_round_that_opens_late_is_of_the_december_before)
{
	assert_int_equal(new_demand_year(on("2025-12-01")), 2025);
	assert_int_equal(new_demand_year(on("2025-12-31")), 2025);
	assert_int_equal(new_demand_year(on("2026-01-02")), 2025);
	assert_int_equal(new_demand_year(on("2026-11-30")), 2025);
}

TEST(R6_12_examples_1_and_2_the_window)
{
	struct new_demand_window window = new_demand_window(2025, 1, 31);

	assert_allowed(
	    new_demand_part(window, on("2025-12-31"), on("2025-12-31")), R6_12, "IN_TIME");
	assert_allowed(new_demand_part(window, on("2026-01-01"), on("2026-01-01")), R6_12, "LATE");
	/* A date given does not make it earlier. */
	assert_allowed(new_demand_part(window, on("2025-12-31"), on("2026-01-01")), R6_12, "LATE");
	assert_refused(new_demand_part(window, on("2025-11-30"), on("2025-12-01")), R6_12, 409,
	    "OUTSIDE_WINDOW");
	assert_refused(new_demand_part(window, on("2025-12-02"), on("2025-12-01")), R6_12, 422,
	    "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_13_example_1_friday_noon),
		cmocka_unit_test(R6_13_examples_2_and_3_friday_is_a_holiday),
		cmocka_unit_test(R6_13_example_4_a_week_without_a_working_day),
		cmocka_unit_test(R6_13_beyond_the_calendar_nothing_is_guessed),
		cmocka_unit_test(R6_13_both_parts_say_something),
		cmocka_unit_test(R6_12_a_round_that_opens_late_is_of_the_december_before),
		cmocka_unit_test(R6_12_examples_1_and_2_the_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
