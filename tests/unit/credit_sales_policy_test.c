/* R3.7 to R3.11: what each grade may have, measured by one purchase (R3.8), by the worked examples.
 */
#include "rule_test.h"
#include "credit/rules_sales_policy.h"

#define YUAN(amount) ((int64_t)(amount)*100)

static const struct sales_policy policy = {
	.a_limit_percent = 100,
	.a_max_cycles = 1,
	.b_initial_percent = 30,
	.b_step_percent = 20,
	.b_max_percent = 100,
	.b_max_term_days = 30,
	.b_min_interval = { .months = 3 },
	.c_max_percent = 10,
	.c_max_limit_fen = 5000000,
	.c_max_term_days = 15,
};
/* One purchase is 100,000.00, a cycle 92 days. */
static const struct purchase_basis basis = { .one_purchase_fen = YUAN(100000), .cycle_days = 92 };

static struct decision
line_of(enum grade grade, int64_t limit_fen, int64_t term_days)
{
	const struct relaxation none = { .raised_on = NO_DATE, .effective_on = on("2026-11-30") };

	return sales_policy_decide(
	    grade, (struct credit_line) { limit_fen, term_days }, &basis, &policy, &none);
}

static struct purchase_basis
measure(const char *as_of, const struct purchase *purchases, size_t count, int64_t declared_fen,
    int64_t declared_days)
{
	return purchase_basis_measure(&(struct purchase_facts) {
	    .on = on(as_of),
	    .window = { .months = 12 },
	    .min_entries = 3,
	    .purchases = purchases,
	    .count = count,
	    .declared_fen = declared_fen,
	    .declared_cycle_days = declared_days,
	});
}

TEST(R3_7_examples_1_to_3)
{
	assert_allowed(line_of(GRADE_A, YUAN(100000), 92), R3_7, "WITHIN_POLICY");
	assert_because(line_of(GRADE_A, YUAN(100000), 92),
	    "A limit of 100000.00 and a term of 92 days are what grade A may have.");
	assert_refused(line_of(GRADE_A, YUAN(100000) + 1, 92), R3_7, 422, "LIMIT_ABOVE_GRADE_CAP");
	assert_because(line_of(GRADE_A, YUAN(100000) + 1, 92),
	    "A limit of 100000.01 is above 100000.00, the most of grade A.");
	assert_refused(line_of(GRADE_A, YUAN(100000), 93), R3_7, 422, "TERM_ABOVE_GRADE_CAP");
	assert_because(line_of(GRADE_A, YUAN(100000), 93),
	    "A term of 93 days is above 92, the most of grade A.");
	assert_allowed(line_of(GRADE_A, 0, 0), R3_7, "WITHIN_POLICY");
	assert_string_equal(line_of(GRADE_A, 0, 0).parameters,
	    "\"credit.A.limit_ratio\":100,\"credit.A.max_term\":1");
}

TEST(R3_8_example_1_three_purchases)
{
	const struct purchase purchases[] = {
		{ on("2026-03-10"), YUAN(90000) },
		{ on("2026-06-10"), YUAN(100000) },
		{ on("2026-09-10"), YUAN(110000) + 1 },
	};
	struct purchase_basis b = measure("2026-12-10", purchases, 3, YUAN(1), 1);

	assert_int_equal(b.one_purchase_fen, 10000000);
	assert_int_equal(b.cycle_days, 92);
	assert_int_equal(b.entries, 3);
	assert_int_equal(b.amount_source, PURCHASE_BASIS_SOURCE_PURCHASES);
	assert_int_equal(b.cycle_source, PURCHASE_BASIS_SOURCE_PURCHASES);
}

TEST(R3_8_example_2_window)
{
	const struct purchase purchases[] = {
		{ on("2025-12-10"), YUAN(10) }, /* outside: the start is exclusive */
		{ on("2025-12-11"), YUAN(20) },
		{ on("2026-06-10"), YUAN(40) },
		{ on("2026-12-10"), YUAN(60) }, /* inside: the end is inclusive */
		{ on("2026-12-11"), YUAN(80) },
	};
	struct purchase_basis b = measure("2026-12-10", purchases, COUNT(purchases), 0, 0);

	assert_int_equal(b.entries, 3);
	assert_int_equal(b.one_purchase_fen, YUAN(40));
	assert_int_equal(b.cycle_days, 182);
}

TEST(R3_8_example_3_two_entries)
{
	const struct purchase purchases[] = { { on("2026-03-10"), YUAN(9) },
		{ on("2026-06-10"), YUAN(9) } };
	struct purchase_basis b = measure("2026-12-10", purchases, 2, YUAN(80000), 30);

	assert_int_equal(b.one_purchase_fen, 8000000);
	assert_int_equal(b.cycle_days, 30);
	assert_int_equal(b.amount_source, PURCHASE_BASIS_SOURCE_DECLARED);
	assert_int_equal(b.cycle_source, PURCHASE_BASIS_SOURCE_DECLARED);
}

TEST(R3_8_example_4_three_on_one_day)
{
	const struct purchase purchases[] = { { on("2026-03-10"), YUAN(9) },
		{ on("2026-03-10"), YUAN(9) }, { on("2026-03-10"), YUAN(12) } };
	struct purchase_basis b = measure("2026-12-10", purchases, 3, YUAN(80000), 30);

	assert_int_equal(b.one_purchase_fen, YUAN(10));
	assert_int_equal(b.cycle_days, 30);
	assert_int_equal(b.cycle_source, PURCHASE_BASIS_SOURCE_DECLARED);
}

TEST(R3_8_example_5_nothing)
{
	struct purchase_basis b = measure("2026-12-10", NULL, 0, 0, 0);

	assert_int_equal(b.one_purchase_fen, 0);
	assert_int_equal(b.cycle_days, 0);
	assert_int_equal(b.amount_source, PURCHASE_BASIS_SOURCE_NONE);
	assert_int_equal(grade_caps(GRADE_A, &b, &policy).limit_fen, 0);
}

/* R3.8: three dates in a row are a cycle of one day; sums beyond the numbers there are do not
 * matter. */
TEST(R3_8_extremes)
{
	const struct purchase purchases[] = { { on("2026-03-10"), YUAN(90000000000) },
		{ on("2026-03-11"), YUAN(90000000000) }, { on("2026-03-12"), YUAN(90000000000) } };
	struct purchase_basis b = measure("2026-12-10", purchases, 3, 0, 0);

	assert_int_equal(b.one_purchase_fen, YUAN(90000000000));
	assert_int_equal(b.cycle_days, 1);
	assert_int_equal(grade_caps(GRADE_A, &b, &policy).limit_fen, YUAN(90000000000));
}

TEST(R3_9_example_1_first_limit)
{
	assert_allowed(line_of(GRADE_B, YUAN(30000), 30), R3_9, "WITHIN_POLICY");
	assert_refused(line_of(GRADE_B, YUAN(30000) + 1, 30), R3_9, 422, "LIMIT_ABOVE_GRADE_CAP");
	assert_because(line_of(GRADE_B, YUAN(30000) + 1, 30),
	    "A limit of 30000.01 is above 30000.00, the first limit of grade B.");
	assert_refused(line_of(GRADE_B, YUAN(30000), 31), R3_9, 422, "TERM_ABOVE_GRADE_CAP");
}

/* From 30,000.00, effective since 2026-11-30. */
static struct decision
raise(int64_t limit_fen, const char *effective_on, bool report, bool overdue, bool incident)
{
	return sales_policy_decide(GRADE_B, (struct credit_line) { limit_fen, 30 }, &basis, &policy,
	    &(struct relaxation) {
		.present_limit_fen = YUAN(30000),
		.raised_on = on("2026-11-30"),
		.effective_on = on(effective_on),
		.report_filed = report,
		.overdue = overdue,
		.bill_incident = incident,
	    });
}

TEST(R3_9_example_2_interval)
{
	struct decision d = raise(YUAN(50000), "2027-02-27", true, false, false);

	assert_allowed(raise(YUAN(50000), "2027-02-28", true, false, false), R3_9, "WITHIN_POLICY");
	assert_refused(d, R3_9, 422, "RELAX_TOO_EARLY");
	assert_because(d, "The limit was last raised on 2026-11-30; the next increase is possible "
			  "from 2027-02-28 on.");
	assert_string_equal(d.parameters,
	    "\"credit.B.initial_ratio\":30,\"credit.B.step_ratio\":20,"
	    "\"credit.B.min_interval\":\"P3M\",\"credit.B.max_ratio\":100,"
	    "\"credit.B.max_term_days\":30");
}

TEST(R3_9_example_3_step)
{
	struct decision d = raise(YUAN(50000) + 1, "2027-02-28", true, false, false);

	assert_refused(d, R3_9, 422, "RELAX_STEP_TOO_LARGE");
	assert_because(d, "From 30000.00 to 50000.01 is more than one step of 20000.00.");
}

TEST(R3_9_example_4_earned)
{
	assert_refused(
	    raise(YUAN(50000), "2027-02-28", true, true, false), R3_9, 422, "RELAX_NOT_EARNED");
	assert_members(raise(YUAN(50000), "2027-02-28", true, true, false),
	    "\"reasons\":[\"OVERDUE_RECEIVABLE\"]");
	assert_members(raise(YUAN(50000), "2027-02-28", false, true, true),
	    "\"reasons\":[\"REPORT_MISSING\",\"OVERDUE_RECEIVABLE\",\"BILL_INCIDENT\"]");
}

/* R3.9: decreases are free, also the day after and with arrears; the total cap holds for all. */
TEST(R3_9_decreases_and_total)
{
	struct relaxation r = { .present_limit_fen = YUAN(90000),
		.raised_on = on("2026-11-30"),
		.effective_on = on("2027-12-01"),
		.report_filed = true };

	assert_allowed(raise(YUAN(29999), "2026-12-01", false, true, true), R3_9, "WITHIN_POLICY");
	assert_allowed(raise(YUAN(30000), "2026-12-01", false, true, true), R3_9, "WITHIN_POLICY");
	assert_allowed(sales_policy_decide(
			   GRADE_B, (struct credit_line) { YUAN(100000), 0 }, &basis, &policy, &r),
	    R3_9, "WITHIN_POLICY");
	assert_refused(sales_policy_decide(GRADE_B, (struct credit_line) { YUAN(100000) + 1, 0 },
			   &basis, &policy, &r),
	    R3_9, 422, "LIMIT_ABOVE_GRADE_CAP");
}

TEST(R3_10_examples_1_and_2)
{
	struct purchase_basis large = { .one_purchase_fen = YUAN(800000), .cycle_days = 92 };

	assert_allowed(line_of(GRADE_C, 1000000, 15), R3_10, "WITHIN_POLICY");
	assert_refused(line_of(GRADE_C, 1000001, 15), R3_10, 422, "LIMIT_ABOVE_GRADE_CAP");
	assert_refused(line_of(GRADE_C, 1000000, 16), R3_10, 422, "TERM_ABOVE_GRADE_CAP");
	assert_int_equal(grade_caps(GRADE_C, &large, &policy).limit_fen, YUAN(50000));
	large.cycle_days = 7;
	assert_int_equal(grade_caps(GRADE_C, &large, &policy).term_days, 7);
	assert_int_equal(grade_caps(GRADE_B, &large, &policy).term_days, 7);
}

TEST(R3_11_nothing)
{
	assert_allowed(line_of(GRADE_D, 0, 0), R3_11, "WITHIN_POLICY");
	assert_refused(line_of(GRADE_D, 1, 0), R3_11, 422, "LIMIT_ABOVE_GRADE_CAP");
	assert_refused(line_of(GRADE_D, 0, 1), R3_11, 422, "LIMIT_ABOVE_GRADE_CAP");
	assert_refused(line_of(GRADE_UNGRADED, 1, 0), R3_11, 422, "LIMIT_ABOVE_GRADE_CAP");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_7_examples_1_to_3),
		cmocka_unit_test(R3_8_example_1_three_purchases),
		cmocka_unit_test(R3_8_example_2_window),
		cmocka_unit_test(R3_8_example_3_two_entries),
		cmocka_unit_test(R3_8_example_4_three_on_one_day),
		cmocka_unit_test(R3_8_example_5_nothing),
		cmocka_unit_test(R3_8_extremes),
		cmocka_unit_test(R3_9_example_1_first_limit),
		cmocka_unit_test(R3_9_example_2_interval),
		cmocka_unit_test(R3_9_example_3_step),
		cmocka_unit_test(R3_9_example_4_earned),
		cmocka_unit_test(R3_9_decreases_and_total),
		cmocka_unit_test(R3_10_examples_1_and_2),
		cmocka_unit_test(R3_11_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
