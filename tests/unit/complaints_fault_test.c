/* R6.18 to R6.21: major faults, and the watch on holidays. The calendar is that of the worked
 * examples. */
#include "complaints/rules_fault.h"
#include "complaints/rules_holiday.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static struct fault_data
data(void)
{
	return (struct fault_data) { "p", "南宁机房", "网站无法访问", "切换备用服务器", false,
		at("2025-10-04 02:50:00"), at("2025-10-04 03:00:00") };
}

TEST(R6_18_example_1_half_an_hour_at_night_too)
{
	instant due = instant_plus(at("2025-10-04 03:00:00"), period("PT30M"));

	assert_int_equal(due, at("2025-10-04 03:30:00"));
	assert_true(at("2025-10-04 03:30:01") > due);
}

TEST(R6_18_example_2_what_is_missing_is_named)
{
	instant now = at("2025-10-04 03:05:00");
	struct fault_data d = data();

	assert_allowed(fault_reported(&d, now), R6_18, "REPORTED");
	d.location = NULL;
	assert_refused(fault_reported(&d, now), R6_18, 422, "FAULT_DATA_MISSING");
	assert_members(fault_reported(&d, now), "\"missing\":[\"location\"]");
	d = data();
	d.handling_plan = NULL;
	assert_refused(fault_reported(&d, now), R6_18, 422, "FAULT_DATA_MISSING");
	d.plan_being_prepared = true;
	assert_allowed(fault_reported(&d, now), R6_18, "REPORTED");
	assert_refused(fault_reported(&d, at("2025-10-04 02:59:59")), R6_18, 422, "TIME_IN_FUTURE");
}

TEST(R6_18_the_same_fault_and_who_is_told)
{
	assert_true(fault_overlaps(NO_INSTANT, at("2025-10-04 03:00:00")));
	assert_true(fault_overlaps(at("2025-10-04 03:00:00"), at("2025-10-04 03:00:00")));
	assert_false(fault_overlaps(at("2025-10-04 02:59:59"), at("2025-10-04 03:00:00")));
	assert_refused(fault_recipients(NULL, "d"), R6_18, 422, "NO_SIGNING_SALESPERSON");
	assert_refused(fault_recipients("s", NULL), R6_18, 422, "NO_DIVISION_MANAGER");
	assert_allowed(fault_recipients("s", "d"), R6_18, "RECIPIENTS_KNOWN");
}

TEST(R6_19_examples_1_and_2_relayed_after_registration)
{
	struct fault_facts facts = { FAULT_STATE_NOTIFIED, 1, NO_INSTANT, NO_INSTANT, NO_INSTANT };
	instant due = instant_plus(at("2025-10-04 03:30:00"), period("PT1H"));

	assert_int_equal(due, at("2025-10-04 04:30:00"));
	assert_true(at("2025-10-04 04:30:01") > due);
	assert_refused(fault_step(&facts, FAULT_STEP_RELAY), R6_19, 409, "FAULT_NOT_REGISTERED");
	assert_allowed(fault_step(&facts, FAULT_STEP_REGISTER), R6_19, "REGISTERED");
	facts.state = FAULT_STATE_REGISTERED;
	facts.registered_at = 2;
	assert_allowed(fault_step(&facts, FAULT_STEP_RELAY), R6_19, "RELAYED");
	assert_refused(fault_step(&facts, FAULT_STEP_REGISTER), R6_19, 409, "INVALID_STATE");
	assert_refused(fault_in_charge("x", "d", "s"), R6_19, 403, "FORBIDDEN_ROLE");
	assert_refused(fault_in_charge("x", NULL, NULL), R6_19, 403, "FORBIDDEN_ROLE");
	assert_allowed(fault_in_charge("s", "d", "s"), R6_19, "IN_CHARGE");
}

TEST(R6_19_handling_does_not_wait_for_paper)
{
	struct fault_facts facts = { FAULT_STATE_NOTIFIED, 1, NO_INSTANT, NO_INSTANT, NO_INSTANT };

	assert_allowed(fault_step(&facts, FAULT_STEP_HANDLE), R6_19, "IN_HANDLING");
	assert_allowed(fault_step(&facts, FAULT_STEP_END), R6_19, "ENDED");
	facts.state = FAULT_STATE_IN_HANDLING;
	assert_allowed(fault_step(&facts, FAULT_STEP_REGISTER), R6_19, "IN_HANDLING");
	facts.state = FAULT_STATE_ENDED;
	facts.registered_at = 2;
	assert_allowed(fault_step(&facts, FAULT_STEP_RELAY), R6_19, "ENDED");
	assert_refused(fault_step(&facts, FAULT_STEP_END), R6_19, 409, "INVALID_STATE");
	facts.state = FAULT_STATE_REPORTED;
	assert_refused(fault_step(&facts, FAULT_STEP_END), R6_19, 409, "INVALID_STATE");
}

static bool
gap(const char *ended_at, int64_t entries, bool final)
{
	return fault_tracking_gap(
	    at("2025-10-04 03:00:00"), at(ended_at), period("PT4H"), entries, final);
}

TEST(R6_19_example_3_followed_often_enough)
{
	assert_false(gap("2025-10-04 11:30:00", 2, true));
	assert_true(gap("2025-10-04 11:30:00", 1, true));
	assert_true(gap("2025-10-04 11:30:00", 2, false));
	assert_false(gap("2025-10-04 06:59:59", 0, true));
	assert_true(gap("2025-10-04 07:00:00", 0, true));
}

TEST(R6_20_examples_1_and_3_the_analysis_report)
{
	struct analysis_report report = { "影响", "处理", "原因", "纠正", NULL };
	struct fault_facts facts = { FAULT_STATE_ENDED, 1, 2, 3, 4 };

	assert_int_equal(plus_working_days(calendar(), on("2025-09-30"), 3), on("2025-10-11"));
	assert_refused(fault_release(&facts, &report, true), R6_20, 422, "SECTION_MISSING");
	assert_members(
	    fault_release(&facts, &report, true), "\"missing\":[\"preventive_measures\"]");
	report.preventive = "预防";
	assert_allowed(fault_release(&facts, &report, true), R6_20, "REPORT_WRITTEN");
	assert_refused(fault_release(&facts, &report, false), R6_20, 403, "FORBIDDEN_ROLE");
	facts.relayed_at = NO_INSTANT;
	assert_refused(fault_release(&facts, &report, true), R6_20, 409, "INVALID_STATE");
	facts.registered_at = NO_INSTANT;
	assert_refused(fault_release(&facts, &report, true), R6_20, 409, "FAULT_NOT_REGISTERED");
	facts.ended_at = NO_INSTANT;
	assert_refused(fault_release(&facts, &report, true), R6_20, 409, "FAULT_NOT_ENDED");
}

TEST(R6_20_example_2_both_are_told)
{
	assert_refused(
	    fault_closing(FAULT_STATE_REPORT_WRITTEN), R6_20, 409, "FEEDBACK_INCOMPLETE");
	assert_allowed(fault_closing(FAULT_STATE_FED_BACK), R6_20, "CLOSED");
	assert_refused(fault_closing(FAULT_STATE_ENDED), R6_20, 409, "INVALID_STATE");
}

static void
assert_block(const char *day, const char *from, const char *until)
{
	struct holiday_block block;

	assert_int_equal(holiday_block(calendar(), on(day), &block), HOLIDAY_YES);
	assert_int_equal(block.from, on(from));
	assert_int_equal(block.until, on(until));
}

TEST(R6_21_examples_1_and_4_the_block)
{
	struct holiday_block block;

	assert_block("2025-10-04", "2025-10-01", "2025-10-08");
	assert_int_equal((on("2025-10-08") - on("2025-10-01") + 1) * 5, 40);
	assert_block("2026-01-02", "2026-01-01", "2026-01-03"); /* the Sunday after is worked */
	assert_block("2026-02-15", "2026-02-15", "2026-02-23"); /* the Saturday before is, too */
	assert_block("2025-01-01", "2025-01-01", "2025-01-01");
	assert_int_equal(holiday_block(calendar(), on("2025-09-28"), &block), HOLIDAY_NO);
	assert_int_equal(holiday_block(calendar(), on("2025-09-20"), &block), HOLIDAY_NO);
	assert_int_equal(holiday_block(calendar(), on("2027-10-01"), &block), HOLIDAY_UNKNOWN);
}

TEST(R6_21_example_2_the_plan_is_there_the_day_before)
{
	struct holiday_block block;

	assert_int_equal(holiday_next(calendar(), on("2025-09-25"), &block), HOLIDAY_YES);
	assert_int_equal(block.from, on("2025-10-01"));
	assert_int_equal(holiday_plan_day(calendar(), &block), on("2025-09-30"));
	assert_int_equal(holiday_next(calendar(), on("2025-10-01"), &block), HOLIDAY_YES);
	assert_int_equal(block.from, on("2026-01-01"));
	assert_int_equal(holiday_next(calendar(), on("2026-10-01"), &block), HOLIDAY_UNKNOWN);
}

TEST(R6_21_checks)
{
	struct watch_check_facts facts = { { on("2025-10-01"), on("2025-10-08") },
		at("2025-10-04 02:00:00"), at("2025-10-04 02:01:00"), WATCH_CHECK_RESULT_PROBLEM,
		"首页打不开" };

	/* Example 3: half an hour, at night as by day. */
	assert_int_equal(
	    instant_plus(facts.checked_at, period("PT30M")), at("2025-10-04 02:30:00"));
	assert_allowed(holiday_check(&facts), R6_21, "PROBLEM");
	facts.note = NULL;
	assert_refused(holiday_check(&facts), R6_21, 422, "NOTE_MISSING");
	facts.result = WATCH_CHECK_RESULT_OK;
	assert_allowed(holiday_check(&facts), R6_21, "OK");
	facts.now = at("2025-10-04 01:00:00");
	assert_refused(holiday_check(&facts), R6_21, 422, "TIME_IN_FUTURE");
	facts.checked_at = facts.now = at("2025-09-28 10:00:00");
	assert_refused(holiday_check(&facts), R6_21, 422, "NOT_A_HOLIDAY");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_18_example_1_half_an_hour_at_night_too),
		cmocka_unit_test(R6_18_example_2_what_is_missing_is_named),
		cmocka_unit_test(R6_18_the_same_fault_and_who_is_told),
		cmocka_unit_test(R6_19_examples_1_and_2_relayed_after_registration),
		cmocka_unit_test(R6_19_handling_does_not_wait_for_paper),
		cmocka_unit_test(R6_19_example_3_followed_often_enough),
		cmocka_unit_test(R6_20_examples_1_and_3_the_analysis_report),
		cmocka_unit_test(R6_20_example_2_both_are_told),
		cmocka_unit_test(R6_21_examples_1_and_4_the_block),
		cmocka_unit_test(R6_21_example_2_the_plan_is_there_the_day_before),
		cmocka_unit_test(R6_21_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
