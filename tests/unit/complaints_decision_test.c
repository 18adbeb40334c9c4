/* R10.6, R10.8, R10.9, R10.11, R12.14: the explicit, signed decision. */
#include "complaints/rules_decision.h"
#include "complaints_rules.h"

static struct decision_facts
ready(void)
{
	return (struct decision_facts) {
		.profile = COMPLAINT_PROFILE_LAW_FIRM,
		.state = COMPLAINT_STATE_INVESTIGATED,
		.opinion_required = true,
		.opined = true,
		.handler = true,
	};
}

static struct decision_content
written(void)
{
	return (struct decision_content) {
		.outcome = COMPLAINT_OUTCOME_UPHELD, .reasons = "属实", .no_measures = true
	};
}

static struct decision explicit(const struct decision_content *content)
{
	struct decision_facts facts = ready();

	return decision_explicit(&facts, content);
}

TEST(R10_11_outcome_reasons_and_measures)
{
	struct decision_content c = written();

	assert_allowed(explicit(&c), R10_11, "DECIDED");
	c.no_measures = false;
	assert_refused(explicit(&c), R10_11, 422, "MEASURES_UNSPECIFIED");
	c.measure_count = 1;
	assert_allowed(explicit(&c), R10_11, "DECIDED");
	c.no_measures = true;
	assert_refused(explicit(&c), R10_11, 422, "MEASURES_UNSPECIFIED");
	c.reasons = " ";
	assert_refused(explicit(&c), R10_11, 422, "REASONS_MISSING");
	c.outcome = 0;
	assert_refused(explicit(&c), R10_11, 422, "OUTCOME_MISSING");
}

TEST(R10_11_who_decides_and_when)
{
	struct decision_facts f = ready();

	assert_allowed(decision_may(&f), R10_11, "READY");
	f.handler = false;
	assert_refused(decision_may(&f), R10_11, 403, "FORBIDDEN_ROLE");
	f.handler = true;
	f.state = COMPLAINT_STATE_INVESTIGATING;
	assert_refused(decision_may(&f), R10_11, 409, "INVALID_STATE");
}

TEST(R10_11_one_decision_a_round_until_the_reply)
{
	struct decision_facts f = ready();
	struct decision_content c = written();

	f.state = COMPLAINT_STATE_DECIDED;
	f.decided = true;
	assert_refused(decision_may(&f), R10_11, 409, "ALREADY_DECIDED");
	f.named = true;
	assert_refused(decision_may(&f), R10_11, 403, "FORBIDDEN_ROLE");
	f.same_signer = true;
	assert_allowed(decision_may(&f), R10_11, "READY");
	assert_refused(decision_explicit(&f, &c), R10_11, 422, "REASON_MISSING");
	c.replace_reason = "笔误";
	assert_allowed(decision_explicit(&f, &c), R10_11, "DECIDED_ANEW");
	f.state = COMPLAINT_STATE_REPLIED;
	assert_refused(decision_may(&f), R10_11, 409, "INVALID_STATE");
}

TEST(R10_5_what_a_recused_handler_decided_is_decided_again)
{
	struct decision_facts f = ready();
	struct decision_content c = written();

	f.state = COMPLAINT_STATE_IMPLEMENTING;
	f.decided = f.redo_decision = true;
	assert_allowed(decision_may(&f), R10_11, "READY");
	assert_allowed(decision_explicit(&f, &c), R10_11, "DECIDED_ANEW");
	f.redo_findings = true;
	assert_refused(decision_may(&f), R10_5, 422, "NO_FINDINGS");
}

TEST(R10_5_example_2_the_opinion_is_given_again)
{
	struct decision_facts f = ready();

	f.redo_opinion = true;
	assert_refused(decision_may(&f), R10_6, 409, "OPINION_NEEDED");
}

TEST(R10_6_example_2_who_differs_says_why)
{
	struct decision_content c = written();

	c.deviates = true;
	assert_refused(explicit(&c), R10_6, 422, "DEVIATION_REASON_MISSING");
	c.deviation_reason = "费用并无不当";
	assert_allowed(explicit(&c), R10_11, "DECIDED");
}

TEST(R10_6_example_3_an_opinion_of_this_round)
{
	struct decision_facts f = ready();

	f.opined = false;
	assert_refused(decision_may(&f), R10_6, 409, "OPINION_NEEDED");
	f.opinion_required = false;
	assert_allowed(decision_may(&f), R10_11, "READY");
}

TEST(R10_8_example_1_a_major_matter_goes_to_a_meeting)
{
	struct decision_facts f = ready();
	struct decision_content c = written();

	f.major = true;
	assert_refused(decision_may(&f), R10_8, 409, "MEETING_REQUIRED");
	f.state = COMPLAINT_STATE_IN_MEETING;
	assert_allowed(decision_may(&f), R10_11, "READY");
	assert_refused(decision_explicit(&f, &c), R10_8, 422, "RESOLUTION_MISSING");
	c.resolved = c.resolution_named = true;
	assert_refused(decision_explicit(&f, &c), R10_8, 422, "DECISION_DIFFERS_FROM_RESOLUTION");
	c.as_resolved = true;
	assert_allowed(decision_explicit(&f, &c), R10_11, "DECIDED");
}

TEST(R10_9_example_2_it_relies_on_a_false_receipt)
{
	struct decision_content c = written();

	c.relies_on_unchecked = true;
	assert_refused(explicit(&c), R10_9, 422, "MATERIAL_UNCHECKED");
	c.relies_on_unchecked = false;
	c.relies_on_false = true;
	assert_refused(explicit(&c), R10_9, 422, "RELIES_ON_FALSE_MATERIAL");
}

TEST(R12_14_who_investigated_does_not_decide)
{
	struct decision_facts f = ready();

	f.investigated = true;
	assert_allowed(decision_may(&f), R10_11, "READY");
	f.profile = COMPLAINT_PROFILE_LOGISTICS;
	assert_refused(decision_may(&f), R12_14, 403, "SEPARATION_OF_DUTIES");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_11_outcome_reasons_and_measures),
		cmocka_unit_test(R10_11_who_decides_and_when),
		cmocka_unit_test(R10_11_one_decision_a_round_until_the_reply),
		cmocka_unit_test(R10_5_what_a_recused_handler_decided_is_decided_again),
		cmocka_unit_test(R10_5_example_2_the_opinion_is_given_again),
		cmocka_unit_test(R10_6_example_2_who_differs_says_why),
		cmocka_unit_test(R10_6_example_3_an_opinion_of_this_round),
		cmocka_unit_test(R10_8_example_1_a_major_matter_goes_to_a_meeting),
		cmocka_unit_test(R10_9_example_2_it_relies_on_a_false_receipt),
		cmocka_unit_test(R12_14_who_investigated_does_not_decide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
