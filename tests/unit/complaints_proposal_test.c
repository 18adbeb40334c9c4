/* R12.17, R12.19: the proposal in thirty minutes, and what is reported upward. */
#include "complaints/rules_proposal.h"
#include "complaints_rules.h"

static struct proposal_facts
first(void)
{
	return (struct proposal_facts) {
		.clock = true,
		.number = 1,
		.steps = 1,
		.received_at = at("2025-09-30 23:45:00"),
		.first_response = period("PT30M"),
	};
}

TEST(R12_17_example_1_by_the_wall_clock)
{
	struct proposal_facts f = first();

	assert_int_equal(proposal_due(f.received_at, f.first_response), at("2025-10-01 00:15:00"));
	assert_allowed(proposal_made(&f, "补送", at("2025-10-01 00:15:00")), R12_17, "IN_TIME");
	assert_allowed(proposal_made(&f, "补送", at("2025-10-01 00:15:01")), R12_17, "LATE");
}

TEST(R12_17_a_plan_has_a_step)
{
	struct proposal_facts f = first();
	instant now = at("2025-10-01 00:00:00");

	f.steps = 0;
	assert_refused(proposal_made(&f, "将核实", now), R12_17, 422, "NO_STEP");
	f.steps = 1;
	assert_refused(proposal_made(&f, " ", now), R12_17, 422, "TEXT_MISSING");
}

TEST(R12_17_example_3_at_the_deadline)
{
	instant due = at("2025-10-01 00:15:00");

	assert_false(proposal_missed(due, due));
	assert_true(proposal_missed(due, due + 1));
	assert_true(proposal_missed(due, NO_INSTANT));
}

TEST(R12_17_example_4_the_first_counts_and_other_profiles_have_no_clock)
{
	struct proposal_facts f = first();
	instant long_after = at("2025-11-01 10:00:00");

	f.number = 2;
	assert_allowed(proposal_made(&f, "补送", long_after), R12_17, "REVISION");
	f.number = 1;
	f.clock = false;
	assert_allowed(proposal_made(&f, "补送", long_after), R12_17, "PROPOSED");
}

TEST(R12_19_with_a_reason_until_it_is_closed)
{
	assert_allowed(escalation_made(COMPLAINT_STATE_RECEIVED, "无法解决"), R12_19, "ESCALATED");
	assert_refused(
	    escalation_made(COMPLAINT_STATE_REPLIED, NULL), R12_19, 422, "REASON_MISSING");
	assert_refused(
	    escalation_made(COMPLAINT_STATE_CLOSED, "无法解决"), R12_19, 409, "ALREADY_CLOSED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R12_17_example_1_by_the_wall_clock),
		cmocka_unit_test(R12_17_a_plan_has_a_step),
		cmocka_unit_test(R12_17_example_3_at_the_deadline),
		cmocka_unit_test(
		    R12_17_example_4_the_first_counts_and_other_profiles_have_no_clock),
		cmocka_unit_test(R12_19_with_a_reason_until_it_is_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
