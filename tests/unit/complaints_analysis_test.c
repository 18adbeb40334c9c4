/* R12.20: the monthly analysis. */
#include "complaints/rules_analysis.h"
#include "complaints/rules_supervision.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static struct analysis_facts
written(const char *month)
{
	return (struct analysis_facts) {
		.month = on(month),
		.due_on = analysis_due(calendar(), on(month), 5),
		.analysis = "送货时效",
		.improvement_measures = "增加班次",
		.recognition = "无",
	};
}

TEST(R12_20_example_1_the_fifth_working_day)
{
	assert_int_equal(analysis_due(calendar(), on("2025-09-01"), 5), on("2025-10-14"));
	assert_int_equal(analysis_due(calendar(), on("2025-12-01"), 5), on("2026-01-08"));
	assert_int_equal(analysis_due(calendar(), on("2026-12-01"), 5), NO_DATE);
}

TEST(R12_20_example_2_local_months)
{
	struct supervised_month september = supervised_month(on("2025-09-17"));
	instant last, next;

	assert_true(instant_read("2025-09-30T15:59:59Z", 20, &last));
	assert_true(instant_read("2025-09-30T16:00:00Z", 20, &next));
	assert_true(last >= september.begins && last <= september.ends);
	assert_true(next > september.ends);
	assert_int_equal(supervised_month(on("2025-10-01")).begins, next);
}

TEST(R12_20_example_4_the_month_is_over)
{
	struct analysis_facts october = written("2025-10-01");

	assert_refused(
	    analysis_made(&october, at("2025-10-31 23:00:00")), R12_20, 422, "MONTH_NOT_OVER");
	assert_allowed(analysis_made(&october, at("2025-11-01 00:00:00")), R12_20, "IN_TIME");
}

TEST(R12_20_late_after_the_day_it_is_due)
{
	struct analysis_facts september = written("2025-09-01");

	assert_allowed(analysis_made(&september, at("2025-10-14 23:59:59")), R12_20, "IN_TIME");
	assert_allowed(analysis_made(&september, at("2025-10-15 00:00:00")), R12_20, "LATE");
}

TEST(R12_20_one_report_and_its_revisions)
{
	struct analysis_facts september = written("2025-09-01");
	instant now = at("2025-10-09 10:00:00");

	september.revision = true;
	assert_refused(analysis_made(&september, now), R12_20, 409, "INVALID_STATE");
	september.reports = 1;
	assert_allowed(analysis_made(&september, now), R12_20, "REVISED");
	september.revision = false;
	assert_refused(analysis_made(&september, now), R12_20, 409, "DUPLICATE");
}

TEST(R12_20_three_texts)
{
	struct analysis_facts september = written("2025-09-01");
	struct decision d;

	september.recognition = NULL;
	september.analysis = "  ";
	d = analysis_made(&september, at("2025-10-09 10:00:00"));
	assert_refused(d, R12_20, 422, "TEXT_MISSING");
	assert_non_null(strstr(d.members, "\"analysis\",\"recognition\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R12_20_example_1_the_fifth_working_day),
		cmocka_unit_test(R12_20_example_2_local_months),
		cmocka_unit_test(R12_20_example_4_the_month_is_over),
		cmocka_unit_test(R12_20_late_after_the_day_it_is_due),
		cmocka_unit_test(R12_20_one_report_and_its_revisions),
		cmocka_unit_test(R12_20_three_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
