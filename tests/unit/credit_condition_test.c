/* R3.36: conditions of trading, from evidence to lapse. */
#include "rule_test.h"
#include "credit/rules_condition.h"

static struct condition_facts
in_state(enum condition_state state, const char *valid_until, const char *today)
{
	return (struct condition_facts) {
		.type = CONDITION_TYPE_JOINT_GUARANTEE,
		.state = state,
		.valid_until = valid_until ? on(valid_until) : NO_DATE,
		.today = on(today),
		.evidence_by = "sales",
		.customer_id = "C-1",
		.customer_name = "东江机械有限公司",
	};
}

TEST(R3_36_needs_a_basis)
{
	assert_refused(condition_set(false), R3_36, 422, "BASIS_MISSING");
	assert_allowed(condition_set(true), R3_36, "REQUIRED");
}

/* Example 2: until 2027-02-28, that day included. */
TEST(R3_36_example_2_lapse)
{
	enum condition_state satisfied = CONDITION_STATE_SATISFIED;

	assert_true(condition_met(satisfied, on("2027-02-28"), on("2027-02-28")));
	assert_false(condition_met(satisfied, on("2027-02-28"), on("2027-03-01")));
	assert_int_equal(condition_state_on(satisfied, on("2027-02-28"), on("2027-03-01")),
	    CONDITION_STATE_LAPSED);
	assert_true(condition_met(satisfied, NO_DATE, on("2099-12-31")));
	assert_true(condition_met(CONDITION_STATE_WAIVED, on("2027-02-28"), on("2027-03-01")));
	assert_false(condition_met(CONDITION_STATE_REQUIRED, NO_DATE, on("2027-02-28")));
	assert_false(condition_met(CONDITION_STATE_LAPSED, NO_DATE, on("2027-02-28")));
}

TEST(R3_36_evidence)
{
	struct condition_facts facts = in_state(CONDITION_STATE_REQUIRED, NULL, "2027-02-01");
	struct condition_evidence evidence = { "担保合同", "华东集团", NULL, true, NO_DATE };

	assert_allowed(condition_evidence_enter(&facts, &evidence), R3_36, "EVIDENCE_ENTERED");
	evidence.guarantor_name = facts.customer_name;
	assert_refused(
	    condition_evidence_enter(&facts, &evidence), R3_36, 422, "GUARANTOR_INVALID");
	evidence.guarantor_name = "华东集团";
	evidence.guarantor_customer_id = "C-1";
	assert_refused(
	    condition_evidence_enter(&facts, &evidence), R3_36, 422, "GUARANTOR_INVALID");
	evidence.guarantor_customer_id = "C-2";
	assert_allowed(condition_evidence_enter(&facts, &evidence), R3_36, "EVIDENCE_ENTERED");
	facts.state = CONDITION_STATE_WAIVED;
	assert_refused(condition_evidence_enter(&facts, &evidence), R3_36, 409, "INVALID_STATE");
	/* What is met stays as it is until its last day has passed. */
	facts = in_state(CONDITION_STATE_SATISFIED, "2027-02-28", "2027-02-28");
	assert_refused(condition_evidence_enter(&facts, &evidence), R3_36, 409, "INVALID_STATE");
	facts.today = on("2027-03-01");
	assert_allowed(condition_evidence_enter(&facts, &evidence), R3_36, "EVIDENCE_ENTERED");
}

TEST(R3_36_confirmed_by_another)
{
	struct condition_facts facts =
	    in_state(CONDITION_STATE_REQUIRED, "2027-02-28", "2027-02-28");

	assert_allowed(condition_confirm_decide(&facts, "finance"), R3_36, "SATISFIED");
	assert_refused(
	    condition_confirm_decide(&facts, "sales"), R3_36, 403, "SEPARATION_OF_DUTIES");
	facts.today = on("2027-03-01");
	assert_refused(condition_confirm_decide(&facts, "finance"), R3_36, 409, "INVALID_STATE");
	facts = in_state(CONDITION_STATE_LAPSED, "2028-02-28", "2027-03-01");
	assert_allowed(condition_confirm_decide(&facts, "finance"), R3_36, "SATISFIED");
	facts.evidence_by = NULL;
	assert_refused(condition_confirm_decide(&facts, "finance"), R3_36, 409, "INVALID_STATE");
	facts = in_state(CONDITION_STATE_SATISFIED, NULL, "2027-03-01");
	assert_refused(condition_confirm_decide(&facts, "finance"), R3_36, 409, "INVALID_STATE");
}

TEST(R3_36_waived_while_it_stands)
{
	struct condition_facts facts = in_state(CONDITION_STATE_REQUIRED, NULL, "2027-02-28");

	assert_allowed(condition_waive_decide(&facts), R3_36, "WAIVED");
	facts.state = CONDITION_STATE_LAPSED;
	assert_allowed(condition_waive_decide(&facts), R3_36, "WAIVED");
	facts.state = CONDITION_STATE_SATISFIED;
	assert_refused(condition_waive_decide(&facts), R3_36, 409, "INVALID_STATE");
	facts.state = CONDITION_STATE_WAIVED;
	assert_refused(condition_waive_decide(&facts), R3_36, 409, "INVALID_STATE");
	facts = in_state(CONDITION_STATE_SATISFIED, "2027-02-28", "2027-03-01");
	assert_allowed(condition_waive_decide(&facts), R3_36, "WAIVED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_36_needs_a_basis),
		cmocka_unit_test(R3_36_example_2_lapse),
		cmocka_unit_test(R3_36_evidence),
		cmocka_unit_test(R3_36_confirmed_by_another),
		cmocka_unit_test(R3_36_waived_while_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
