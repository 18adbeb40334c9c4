/* R3.27: when periodic reports are due, by the worked examples and beside them. */
#include "rule_test.h"
#include "credit/rules_reporting.h"

static struct reporting_intervals
intervals(void)
{
	return (struct reporting_intervals) {
		.of = {
			[GRADE_A] = period("P6M"),
			[GRADE_B] = period("P3M"),
			[GRADE_C] = period("P1M"),
			[GRADE_D] = period("P1M"),
		},
	};
}

/* Graded long ago. */
static date
filed(enum grade grade, const char *last_report_on)
{
	struct reporting_facts facts = { grade, on("2026-01-01"), on(last_report_on) };
	struct reporting_intervals of = intervals();

	return reporting_due(&facts, &of);
}

static date
changed(enum grade from, enum grade to, const char *since, const char *last, const char *due_before)
{
	struct reporting_facts facts = { to, on(since), last ? on(last) : NO_DATE };
	struct reporting_intervals of = intervals();

	return reporting_due_changed(&facts, &of, from, due_before ? on(due_before) : NO_DATE);
}

TEST(R3_27_example_1_grade_a)
{
	date due = filed(GRADE_A, "2026-08-31");

	assert_int_equal(due, on("2027-02-28"));
	assert_true(at("2027-02-28 23:59:59.999999") < reporting_overdue_at(due));
	assert_true(at("2027-03-01 00:00:00") == reporting_overdue_at(due));
}

TEST(R3_27_example_2_grade_b)
{
	assert_int_equal(filed(GRADE_B, "2026-11-30"), on("2027-02-28"));
}

TEST(R3_27_example_3_grade_c)
{
	assert_int_equal(filed(GRADE_C, "2027-01-31"), on("2027-02-28"));
	assert_int_equal(filed(GRADE_C, "2027-02-28"), on("2027-03-28"));
	assert_int_equal(filed(GRADE_D, "2027-01-31"), on("2027-02-28"));
}

TEST(R3_27_example_4_a_worse_grade_never_postpones)
{
	assert_int_equal(filed(GRADE_B, "2027-01-08"), on("2027-04-08"));
	assert_int_equal(
	    changed(GRADE_B, GRADE_C, "2027-03-20", "2027-01-08", "2027-04-08"), on("2027-04-08"));
	/* The shorter interval comes earlier than what was due. */
	assert_int_equal(
	    changed(GRADE_A, GRADE_C, "2027-02-01", "2027-01-08", "2027-07-08"), on("2027-03-01"));
}

TEST(R3_27_example_5_a_better_grade_counts_from_its_day)
{
	assert_int_equal(
	    changed(GRADE_C, GRADE_B, "2027-03-10", "2027-03-08", "2027-04-08"), on("2027-06-10"));
}

TEST(R3_27_worse_and_worse_again)
{
	date due = changed(GRADE_B, GRADE_C, "2027-03-20", "2027-01-08", "2027-04-08");

	assert_int_equal(due, on("2027-04-08"));
	assert_int_equal(changed(GRADE_C, GRADE_D, "2027-04-01", "2027-01-08", "2027-04-08"), due);
	/* What is overdue stays so. */
	assert_int_equal(changed(GRADE_C, GRADE_D, "2027-05-01", "2027-01-08", "2027-04-08"), due);
}

TEST(R3_27_the_same_grade_changes_nothing)
{
	assert_int_equal(
	    changed(GRADE_C, GRADE_C, "2027-03-20", "2027-01-08", "2027-04-08"), on("2027-04-08"));
}

TEST(R3_27_the_first_grade_and_none)
{
	assert_int_equal(
	    changed(GRADE_UNGRADED, GRADE_C, "2027-01-31", "2027-01-20", NULL), on("2027-02-28"));
	assert_int_equal(
	    changed(GRADE_UNGRADED, GRADE_D, "2027-01-31", NULL, NULL), on("2027-02-28"));
	assert_int_equal(filed(GRADE_UNGRADED, "2027-01-31"), NO_DATE);
	assert_int_equal(
	    changed(GRADE_C, GRADE_UNGRADED, "2027-01-31", NULL, "2027-02-28"), NO_DATE);
}

TEST(R3_27_announced_some_days_before)
{
	date due = on("2027-02-28");

	assert_true(
	    reporting_notice_at(due, 7, at("2027-02-01 12:00:00")) == at("2027-02-21 00:00:00"));
	assert_true(
	    reporting_notice_at(due, 7, at("2027-02-25 12:00:00")) == at("2027-02-25 12:00:00"));
	assert_true(
	    reporting_notice_at(due, 0, at("2027-02-01 12:00:00")) == at("2027-02-28 00:00:00"));
}

TEST(R3_18_example_1_the_verification_is_due_with_the_report)
{
	assert_int_equal(
	    reporting_verification_due(filed(GRADE_A, "2026-08-31"), 0), on("2027-02-28"));
	assert_int_equal(
	    reporting_verification_due(filed(GRADE_A, "2026-08-31"), 3), on("2027-03-03"));
	assert_int_equal(reporting_verification_due(NO_DATE, 3), NO_DATE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_27_example_1_grade_a),
		cmocka_unit_test(R3_27_example_2_grade_b),
		cmocka_unit_test(R3_27_example_3_grade_c),
		cmocka_unit_test(R3_27_example_4_a_worse_grade_never_postpones),
		cmocka_unit_test(R3_27_example_5_a_better_grade_counts_from_its_day),
		cmocka_unit_test(R3_27_worse_and_worse_again),
		cmocka_unit_test(R3_27_the_same_grade_changes_nothing),
		cmocka_unit_test(R3_27_the_first_grade_and_none),
		cmocka_unit_test(R3_27_announced_some_days_before),
		cmocka_unit_test(R3_18_example_1_the_verification_is_due_with_the_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
