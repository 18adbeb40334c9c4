/* R6.2, R6.3: independence, and when the supervision report is due. */
#include "complaints/rules_supervision.h"
#include "complaints_rules.h"

static struct report_facts
of(const char *month)
{
	return (struct report_facts) { .month = supervised_month(on(month)), .earliest_day = 25 };
}

TEST(R6_3_examples_1_and_2_the_last_calendar_day)
{
	struct report_facts september = of("2025-09-10"), february = of("2026-02-01");

	assert_allowed(supervision_submit(&september, at("2025-09-30 23:59:59")), R6_3, "IN_TIME");
	assert_allowed(supervision_submit(&september, at("2025-10-01 00:00:00")), R6_3, "LATE");
	assert_int_equal(february.month.last, on("2026-02-28"));
	assert_allowed(supervision_submit(&february, at("2026-02-28 23:59:59")), R6_3, "IN_TIME");
}

TEST(R6_3_example_4_too_early)
{
	struct report_facts september = of("2025-09-10");

	assert_refused(supervision_submit(&september, at("2025-09-24 10:00:00")), R6_3, 422,
	    "REPORT_TOO_EARLY");
	assert_allowed(supervision_submit(&september, at("2025-09-25 00:00:00")), R6_3, "IN_TIME");
}

TEST(R6_3_it_needs_assessments_and_there_is_one)
{
	struct report_facts september = of("2025-09-10");
	instant now = at("2025-09-30 10:00:00");

	september.unassessed = 1;
	assert_refused(supervision_submit(&september, now), R6_3, 422, "ASSESSMENT_MISSING");
	september.unassessed = 0;
	september.another = true;
	assert_refused(supervision_submit(&september, now), R6_3, 409, "DUPLICATE");
}

TEST(R6_2_who_is_independent)
{
	static const char *const conflicts[] = { "BELONGED", "TOOK_PART", "SUPERIOR" };

	assert_allowed(supervision_independent(NULL), R6_2, "INDEPENDENT");
	for (size_t i = 0; i < COUNT(conflicts); i++)
		assert_refused(
		    supervision_independent(conflicts[i]), R6_2, 403, "SEPARATION_OF_DUTIES");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_3_examples_1_and_2_the_last_calendar_day),
		cmocka_unit_test(R6_3_example_4_too_early),
		cmocka_unit_test(R6_3_it_needs_assessments_and_there_is_one),
		cmocka_unit_test(R6_2_who_is_independent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
