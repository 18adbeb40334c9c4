/* R3.18: verifications of grades, by the worked examples. */
#include "rule_test.h"
#include "credit/rules_verification.h"

static struct decision
verify(enum verification_result result, enum grade present, enum grade computed)
{
	return verification_decide(&(struct verification_facts) {
	    .result = result,
	    .present = present,
	    .computed = computed,
	    .report_filed_at = at("2027-02-28 10:00:00"),
	    .last_verified_at = at("2026-08-31 10:00:00"),
	});
}

/* When it is due is told by the reports' rules; here, what that day means. */
TEST(R3_18_example_1_the_last_day_is_in_time)
{
	date due = on("2027-02-28");

	assert_false(verification_late(due, on("2027-02-28")));
	assert_true(verification_late(due, on("2027-03-01")));
	assert_false(verification_late(NO_DATE, on("2027-03-01")));
}

TEST(R3_18_example_2_only_an_adjustment)
{
	assert_refused(verify(VERIFICATION_RESULT_CONFIRMED, GRADE_B, GRADE_C), R3_18, 422,
	    "ADJUSTMENT_REQUIRED");
	assert_because(verify(VERIFICATION_RESULT_CONFIRMED, GRADE_B, GRADE_C),
	    "Grade B cannot be confirmed: the facts make C.");
	assert_allowed(verify(VERIFICATION_RESULT_ADJUST, GRADE_B, GRADE_C), R3_18, "ADJUST");
}

TEST(R3_18_example_3_an_improvement_is_optional)
{
	assert_allowed(verify(VERIFICATION_RESULT_CONFIRMED, GRADE_B, GRADE_A), R3_18, "CONFIRMED");
	assert_allowed(verify(VERIFICATION_RESULT_CONFIRMED, GRADE_B, GRADE_B), R3_18, "CONFIRMED");
	assert_allowed(verify(VERIFICATION_RESULT_ADJUST, GRADE_B, GRADE_A), R3_18, "ADJUST");
}

TEST(R3_18_a_report_since_the_last_verification)
{
	struct verification_facts facts = {
		.result = VERIFICATION_RESULT_CONFIRMED,
		.present = GRADE_B,
		.computed = GRADE_B,
		.report_filed_at = at("2027-02-28 10:00:00"),
		.last_verified_at = NO_INSTANT,
	};

	assert_allowed(verification_decide(&facts), R3_18, "CONFIRMED");
	facts.last_verified_at = facts.report_filed_at - 1;
	assert_allowed(verification_decide(&facts), R3_18, "CONFIRMED");
	facts.last_verified_at++;
	assert_refused(verification_decide(&facts), R3_18, 422, "REPORT_MISSING");
	facts.report_filed_at = facts.last_verified_at = NO_INSTANT;
	facts.computed = 0;
	assert_refused(verification_decide(&facts), R3_18, 422, "REPORT_MISSING");
}

TEST(R3_18_only_graded_customers)
{
	assert_refused(verify(VERIFICATION_RESULT_CONFIRMED, GRADE_UNGRADED, GRADE_C), R3_18, 409,
	    "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_18_example_1_the_last_day_is_in_time),
		cmocka_unit_test(R3_18_example_2_only_an_adjustment),
		cmocka_unit_test(R3_18_example_3_an_improvement_is_optional),
		cmocka_unit_test(R3_18_a_report_since_the_last_verification),
		cmocka_unit_test(R3_18_only_graded_customers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
