/* R3.5: the grade by investigation and behaviour, by the worked examples and at each limit. */
#include "rule_test.h"
#include "credit/rules_grade.h"

#define YUAN(amount) ((int64_t)(amount)*100)

static const struct grade_standard standard = {
	.weight_investigation = 50,
	.weight_behaviour = 50,
	.min_a = 85,
	.min_b = 70,
	.min_c = 50,
	.window = { .months = 12 },
	.no_record_cap = GRADE_B,
	.d_overdue_days = 90,
};

static struct computed_grade computed;

/* On 2027-06-01. */
static struct decision
grade(int64_t investigation, const struct owed *receivables, size_t count, int64_t dishonoured)
{
	return grade_compute(&(struct grade_facts) { .on = on("2027-06-01"),
				 .investigation_score = investigation,
				 .receivables = receivables,
				 .count = count,
				 .dishonoured = dishonoured },
	    &standard, &computed);
}

/* A receivable of 100.00 of which so many yuan were in time, and the rest so many days late. */
static struct owed
paid(int64_t on_time, int days_late)
{
	return (struct owed) { on("2027-03-01"), YUAN(100), YUAN(on_time),
		on("2027-03-01") + days_late };
}

static int64_t
behaviour_of(struct owed owed, int64_t dishonoured)
{
	grade(100, &owed, 1, dishonoured);
	return computed.behaviour.score;
}

TEST(R3_5_example_1_weighted)
{
	struct owed owed = paid(88, 10); /* 52 + 15 + 15 */

	assert_allowed(grade(88, &owed, 1, 0), R3_5, "A");
	assert_int_equal(computed.behaviour.score, 82);
	assert_int_equal(computed.total, 85);
	owed = paid(87, 0); /* 52 + 25 + 15 = 92 */
	assert_allowed(grade(88, &owed, 1, 0), R3_5, "A");
	assert_int_equal(computed.behaviour.score, 92);
	assert_int_equal(computed.total, 90);
	assert_because(
	    grade(88, &owed, 1, 0), "Investigation 88 and behaviour 92 make 90, grade A.");
}

TEST(R3_5_example_2_exactly_at_the_limit)
{
	struct owed owed = paid(75, 0); /* 45 + 25 + 15 */

	assert_allowed(grade(85, &owed, 1, 0), R3_5, "A");
	assert_int_equal(computed.behaviour.score, 85);
	assert_int_equal(computed.total, 85);
	owed = paid(74, 0); /* 44 + 25 + 15 = 84: floor(84.5) */
	assert_allowed(grade(85, &owed, 1, 0), R3_5, "B");
	assert_int_equal(computed.behaviour.score, 84);
	assert_int_equal(computed.total, 84);
}

TEST(R3_5_example_3_behaviour)
{
	struct owed owed[] = {
		{ on("2027-01-10"), YUAN(950000), YUAN(950000), on("2027-01-05") },
		{ on("2027-02-10"), YUAN(50000), 0, on("2027-02-20") },
	};

	grade(80, owed, 2, 0);
	assert_int_equal(computed.behaviour.punctuality_points, 57);
	assert_int_equal(computed.behaviour.delay_points, 15);
	assert_int_equal(computed.behaviour.dishonour_points, 15);
	assert_int_equal(computed.behaviour.score, 87);
	assert_int_equal(computed.behaviour.longest_delay_days, 10);
}

TEST(R3_5_example_4_no_record)
{
	assert_allowed(grade(95, NULL, 0, 0), R3_5, "B");
	assert_int_equal(computed.total, 95);
	assert_int_equal(computed.by_total, GRADE_A);
	assert_true(computed.capped);
	assert_because(grade(95, NULL, 0, 0),
	    "Nothing has fallen due: the investigation's 95 are grade A, and the most is B.");
	assert_allowed(grade(60, NULL, 0, 0), R3_5, "C");
	assert_false(computed.capped);
}

TEST(R3_5_example_5_long_arrears)
{
	struct owed owed = { on("2027-06-01") - 90, YUAN(100), YUAN(99), NO_DATE };

	assert_allowed(grade(100, &owed, 1, 0), R3_5, "A"); /* 59 + 0 + 15 = 74 */
	assert_false(computed.overrides[GRADE_OVERRIDE_LONG_ARREARS]);
	owed.due_on--;
	assert_allowed(grade(100, &owed, 1, 0), R3_5, "D");
	assert_true(computed.overrides[GRADE_OVERRIDE_LONG_ARREARS]);
	assert_because(grade(100, &owed, 1, 0),
	    "Investigation 100 and behaviour 74 make 87, grade A; lowered for LONG_ARREARS.");
	/* Cleared since, it was late but is no arrears. */
	owed.cleared_on = on("2027-05-31");
	assert_allowed(grade(100, &owed, 1, 0), R3_5, "A");
	/* So old that the score does not look at it: still open. */
	owed = (struct owed) { on("2025-01-01"), YUAN(100), 0, NO_DATE };
	assert_allowed(grade(100, &owed, 1, 0), R3_5, "D");
	assert_false(computed.behaviour.recorded);
}

TEST(R3_5_window_of_due_dates)
{
	struct owed owed[] = {
		{ on("2026-06-01"), YUAN(1), 0, on("2026-06-10") }, /* outside */
		{ on("2026-06-02"), YUAN(2), YUAN(2), on("2026-06-02") },
		{ on("2027-05-31"), YUAN(4), YUAN(4), on("2027-05-31") },
		{ on("2027-06-01"), YUAN(8), 0, NO_DATE }, /* due today: not yet judged */
	};

	grade(80, owed, COUNT(owed), 0);
	assert_int_equal(computed.behaviour.due_fen, YUAN(6));
	assert_int_equal(computed.behaviour.score, 100);
}

TEST(R3_5_delay_and_dishonour_points)
{
	static const struct {
		int days;
		int64_t points;
	} delays[] = { { 0, 25 }, { 1, 15 }, { 15, 15 }, { 16, 8 }, { 30, 8 }, { 31, 0 } };

	for (size_t i = 0; i < COUNT(delays); i++)
		assert_int_equal(
		    behaviour_of(paid(100, delays[i].days), 0), 60 + 15 + delays[i].points);
	assert_int_equal(behaviour_of(paid(100, 0), 1), 60 + 25 + 5);
	assert_int_equal(behaviour_of(paid(100, 0), 2), 60 + 25);
	/* Rounded down: 60 × 99.99 % is 59. */
	grade(80, &(struct owed) { on("2027-03-01"), YUAN(100), YUAN(100) - 1, on("2027-03-02") },
	    1, 0);
	assert_int_equal(computed.behaviour.punctuality_points, 59);
}

TEST(R3_5_overrides_the_worst_wins)
{
	struct owed owed = paid(100, 0);
	struct grade_facts facts = {
		.on = on("2027-06-01"), .investigation_score = 100, .receivables = &owed, .count = 1
	};

	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "A");
	facts.open_bill_incident = true;
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "C");
	facts.dishonoured = 2;
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "D");
	assert_because(grade_compute(&facts, &standard, &computed),
	    "Investigation 100 and behaviour 85 make 92, grade A; lowered for "
	    "DISHONOURED_BILLS, OPEN_BILL_INCIDENT.");
	facts.open_bill_incident = false;
	facts.dishonoured = 1;
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "A");
	facts.blacklisted = true;
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "D");
	facts.blacklisted = false;
	facts.insolvency_or_enforcement = true;
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "D");
	/* No override makes a grade better. */
	facts = (struct grade_facts) {
		.on = on("2027-06-01"), .investigation_score = 10, .open_bill_incident = true
	};
	assert_allowed(grade_compute(&facts, &standard, &computed), R3_5, "D");
}

TEST(R3_5_every_total)
{
	for (int64_t score = 0; score <= 100; score++) {
		enum grade expected = score >= 85   ? GRADE_B /* capped */
				      : score >= 70 ? GRADE_B
				      : score >= 50 ? GRADE_C
						    : GRADE_D;

		grade(score, NULL, 0, 0);
		assert_int_equal(computed.grade, expected);
	}
}

TEST(R3_5_weights)
{
	struct grade_standard other = standard;
	struct grade_facts facts = { .on = on("2027-06-01"), .investigation_score = 80 };

	other.weight_behaviour = 51;
	assert_refused(grade_compute(&facts, &other, &computed), R3_5, 422, "WEIGHTS_INVALID");
	other.weight_investigation = 49;
	assert_allowed(grade_compute(&facts, &other, &computed), R3_5, "B");
	other.no_record_cap = 0;
	assert_refused(grade_compute(&facts, &other, &computed), R3_5, 422, "POLICY_VALUE_MISSING");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_5_example_1_weighted),
		cmocka_unit_test(R3_5_example_2_exactly_at_the_limit),
		cmocka_unit_test(R3_5_example_3_behaviour),
		cmocka_unit_test(R3_5_example_4_no_record),
		cmocka_unit_test(R3_5_example_5_long_arrears),
		cmocka_unit_test(R3_5_window_of_due_dates),
		cmocka_unit_test(R3_5_delay_and_dishonour_points),
		cmocka_unit_test(R3_5_overrides_the_worst_wins),
		cmocka_unit_test(R3_5_every_total),
		cmocka_unit_test(R3_5_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
