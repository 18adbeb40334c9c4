/* R3.2, R3.3, R3.20, R3.40: versions of the policy, suggestions and rulings, by the worked
 * examples. */
#include "rule_test.h"
#include "credit/rules_policy.h"

static const struct policy_values regulation = {
	.weight_investigation = 50,
	.weight_behaviour = 50,
	.minimum = { [GRADE_A] = 85, [GRADE_B] = 70, [GRADE_C] = 50 },
	.tier1_percent = 10,
	.tier2_percent = 30,
	.approvers = 1,
};

static struct decision
submit(int64_t inputs)
{
	return policy_submit(CREDIT_POLICY_STATE_DRAFT, inputs, 1);
}

TEST(R3_2_examples_1_and_2_input_of_sales)
{
	assert_allowed(submit(1), R3_2, "SUBMITTED");
	assert_refused(submit(0), R3_2, 422, "SALES_INPUT_MISSING");
	assert_string_equal(submit(0).parameters, "\"credit.policy.min_sales_inputs\":1");
	assert_refused(
	    policy_submit(CREDIT_POLICY_STATE_DRAFT, 1, 2), R3_2, 422, "SALES_INPUT_MISSING");
	assert_allowed(policy_submit(CREDIT_POLICY_STATE_DRAFT, 2, 2), R3_2, "SUBMITTED");
}

/* SM-1: what leads where, from every state. */
TEST(R3_2_R3_3_every_state)
{
	date today = on("2026-12-20");

	for (enum credit_policy_state state = 1; state < CREDIT_POLICY_STATE_COUNT; state++) {
		if (state == CREDIT_POLICY_STATE_DRAFT) {
			assert_allowed(policy_edit(state), R3_2, "DRAFT");
			assert_allowed(policy_submit(state, 1, 1), R3_2, "SUBMITTED");
		} else {
			assert_refused(policy_edit(state), R3_2, 409, "INVALID_STATE");
			assert_refused(policy_submit(state, 1, 1), R3_2, 409, "INVALID_STATE");
		}
		if (state == CREDIT_POLICY_STATE_APPROVED)
			assert_allowed(policy_promulgate(state, today, today), R3_3, "EFFECTIVE");
		else
			assert_refused(
			    policy_promulgate(state, today, today), R3_3, 409, "INVALID_STATE");
	}
}

TEST(R3_3_not_before_today)
{
	const enum credit_policy_state state = CREDIT_POLICY_STATE_APPROVED;
	date today = on("2026-12-20");

	assert_allowed(policy_promulgate(state, on("2027-01-01"), today), R3_3, "PROMULGATED");
	assert_allowed(policy_promulgate(state, today, today), R3_3, "EFFECTIVE");
	assert_refused(
	    policy_promulgate(state, on("2026-12-19"), today), R3_3, 422, "EFFECTIVE_DATE_PAST");
	assert_because(policy_promulgate(state, on("2026-12-19"), today),
	    "2026-12-19 is before today, 2026-12-20.");
}

TEST(R3_5_weights_add_up)
{
	struct policy_values v = regulation;

	assert_allowed(policy_values_decide(&v), R3_2, "FITTING");
	v.weight_behaviour = 51;
	assert_refused(policy_values_decide(&v), R3_5, 422, "WEIGHTS_INVALID");
	v.weight_investigation = 49;
	assert_allowed(policy_values_decide(&v), R3_2, "FITTING");
	v = regulation;
	v.weight_investigation = 100;
	v.weight_behaviour = 0;
	assert_allowed(policy_values_decide(&v), R3_2, "FITTING");
	v.weight_investigation = 99;
	assert_refused(policy_values_decide(&v), R3_5, 422, "WEIGHTS_INVALID");
}

TEST(R3_5_minima_descend)
{
	struct policy_values v = regulation;

	v.minimum[GRADE_B] = 84;
	assert_allowed(policy_values_decide(&v), R3_2, "FITTING");
	v.minimum[GRADE_B] = 85;
	assert_refused(policy_values_decide(&v), R3_5, 400, "VALIDATION_FAILED");
	assert_members(policy_values_decide(&v),
	    "\"errors\":[{\"pointer\":\"/parameters/credit.grade.min.B\",\"code\":\"VALUE\","
	    "\"message\":\"Must be below the minimum of grade A.\"}]");
	v = regulation;
	v.minimum[GRADE_C] = 70;
	assert_refused(policy_values_decide(&v), R3_5, 400, "VALIDATION_FAILED");
}

TEST(R3_3_R3_17_values_that_need_each_other)
{
	struct policy_values v = regulation;

	v.tier1_percent = 30;
	assert_allowed(policy_values_decide(&v), R3_2, "FITTING");
	v.tier1_percent = 31;
	assert_refused(policy_values_decide(&v), R3_17, 400, "VALIDATION_FAILED");
	v = regulation;
	v.approvers = 0;
	assert_refused(policy_values_decide(&v), R3_3, 400, "VALIDATION_FAILED");
}

TEST(R3_20_example_1_fifteen_days)
{
	assert_int_equal(suggestion_due_on(on("2027-03-01"), 15), on("2027-03-16"));
	assert_int_equal(suggestion_due_on(on("2027-03-01"), 0), on("2027-03-01"));
}

TEST(R3_20_answers)
{
	const enum policy_suggestion_state open = POLICY_SUGGESTION_STATE_OPEN;

	assert_allowed(suggestion_adopt(open, CREDIT_POLICY_STATE_DRAFT), R3_20, "ADOPTED");
	assert_refused(suggestion_adopt(open, 0), R3_20, 422, "DRAFT_MISSING");
	assert_refused(
	    suggestion_adopt(open, CREDIT_POLICY_STATE_SUBMITTED), R3_20, 422, "DRAFT_MISSING");
	assert_allowed(suggestion_decline(open), R3_20, "DECLINED");
	for (enum policy_suggestion_state state = 1; state < POLICY_SUGGESTION_STATE_COUNT;
	     state++) {
		if (state == open)
			continue;
		assert_refused(suggestion_decline(state), R3_20, 409, "INVALID_STATE");
		assert_refused(suggestion_adopt(state, CREDIT_POLICY_STATE_DRAFT), R3_20, 409,
		    "INVALID_STATE");
	}
}

TEST(R3_40_rulings)
{
	assert_allowed(interpretation_rule(false, true), R3_40, "RULED");
	assert_refused(interpretation_rule(false, false), R3_40, 422, "POLICY_NOT_EFFECTIVE");
	assert_refused(interpretation_rule(true, true), R3_40, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_2_examples_1_and_2_input_of_sales),
		cmocka_unit_test(R3_2_R3_3_every_state),
		cmocka_unit_test(R3_3_not_before_today),
		cmocka_unit_test(R3_5_weights_add_up),
		cmocka_unit_test(R3_5_minima_descend),
		cmocka_unit_test(R3_3_R3_17_values_that_need_each_other),
		cmocka_unit_test(R3_20_example_1_fifteen_days),
		cmocka_unit_test(R3_20_answers),
		cmocka_unit_test(R3_40_rulings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
