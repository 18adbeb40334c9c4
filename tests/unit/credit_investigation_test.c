/* R3.21, R3.22, R3.24: investigations, by the worked examples and the table of states. */
#include "rule_test.h"
#include "credit/rules_investigation.h"

#define STATE(name) INVESTIGATION_STATE_##name

static const struct investigation_asker salesperson = { .responsible = true };
static const struct investigation_asker other = { 0 };
static const struct investigation_asker manager = { .manager = true };
static const struct investigation_asker finance = { .finance = true };

TEST(R3_21_who_requests)
{
	assert_allowed(
	    investigation_request(&salesperson, INVESTIGATION_CAUSE_SALES), R3_21, "REQUESTED");
	assert_allowed(
	    investigation_request(&manager, INVESTIGATION_CAUSE_SALES), R3_21, "REQUESTED");
	assert_allowed(
	    investigation_request(&finance, INVESTIGATION_CAUSE_PERIODIC), R3_21, "REQUESTED");
	assert_allowed(
	    investigation_request(&finance, INVESTIGATION_CAUSE_EMERGENCY), R3_21, "REQUESTED");
	assert_refused(investigation_request(&finance, INVESTIGATION_CAUSE_SALES), R3_21, 403,
	    "FORBIDDEN_ROLE");
	assert_refused(investigation_request(&manager, INVESTIGATION_CAUSE_PERIODIC), R3_21, 403,
	    "FORBIDDEN_ROLE");
}

TEST(R3_21_example_1_requested_and_taken)
{
	assert_allowed(investigation_take_decide(STATE(REQUESTED), 2, 1), R3_22, "IN_PROGRESS");
}

TEST(R3_21_example_3_not_responsible)
{
	assert_refused(
	    investigation_request(&other, INVESTIGATION_CAUSE_SALES), R3_21, 403, "FORBIDDEN_ROLE");
}

/* SM-6: what may be done in each state. */
TEST(R3_21_states)
{
	struct channels none = { 0 };

	for (int state = 1; state < INVESTIGATION_STATE_COUNT; state++) {
		bool requested = state == STATE(REQUESTED), busy = state == STATE(IN_PROGRESS);

		assert_int_equal(!investigation_take_decide(state, 1, 1).refusal, requested);
		assert_int_equal(!investigation_cancel_decide(state, true).refusal, requested);
		assert_int_equal(!investigation_no_result_decide(state).refusal, busy);
		assert_int_equal(!investigation_complete_decide(state, &none).refusal, busy);
	}
	assert_refused(
	    investigation_take_decide(STATE(IN_PROGRESS), 1, 1), R3_21, 409, "INVALID_STATE");
	assert_refused(
	    investigation_no_result_decide(STATE(REQUESTED)), R3_22, 409, "INVALID_STATE");
}

TEST(R3_21_cancelled_by_the_requester_before_it_is_taken)
{
	assert_allowed(investigation_cancel_decide(STATE(REQUESTED), true), R3_21, "CANCELLED");
	assert_refused(
	    investigation_cancel_decide(STATE(REQUESTED), false), R3_21, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    investigation_cancel_decide(STATE(IN_PROGRESS), true), R3_21, 409, "INVALID_STATE");
}

TEST(R3_22_examples_1_and_2_each_channel_is_answered)
{
	struct channels channels = {
		.chosen = { [INVESTIGATION_CHANNEL_BANK] = true,
		    [INVESTIGATION_CHANNEL_FIELD] = true },
		.answered = { [INVESTIGATION_CHANNEL_BANK] = true },
	};
	struct decision d = investigation_complete_decide(STATE(IN_PROGRESS), &channels);

	assert_refused(d, R3_22, 422, "CHANNEL_UNANSWERED");
	assert_members(d, "\"channels\":[\"FIELD\"]");
	channels.answered[INVESTIGATION_CHANNEL_FIELD] = true;
	assert_allowed(
	    investigation_complete_decide(STATE(IN_PROGRESS), &channels), R3_22, "COMPLETED");
}

TEST(R3_22_example_3_no_channel)
{
	struct decision d = investigation_take_decide(STATE(REQUESTED), 0, 1);

	assert_refused(d, R3_22, 422, "CHANNEL_MISSING");
	assert_string_equal(d.parameters, "\"credit.investigation.min_channels\":1");
	assert_refused(
	    investigation_take_decide(STATE(REQUESTED), 1, 2), R3_22, 422, "CHANNEL_MISSING");
}

static struct decision
found(bool of_finance, bool responsible, enum investigation_channel channel, const char *obtained)
{
	struct finding_facts facts = { STATE(IN_PROGRESS), channel, of_finance, responsible,
		on(obtained), on("2027-01-10") };

	return finding_decide(&facts);
}

TEST(R3_22_who_enters_findings)
{
	for (int channel = 1; channel < INVESTIGATION_CHANNEL_COUNT; channel++) {
		bool of_sales = channel == INVESTIGATION_CHANNEL_FIELD ||
				channel == INVESTIGATION_CHANNEL_INTERNAL;

		assert_int_equal(!found(true, false, channel, "2027-01-10").refusal, true);
		assert_int_equal(!found(false, true, channel, "2027-01-10").refusal, of_sales);
		assert_int_equal(!found(false, false, channel, "2027-01-10").refusal, false);
	}
	assert_refused(found(false, true, INVESTIGATION_CHANNEL_BANK, "2027-01-10"), R3_22, 403,
	    "FORBIDDEN_ROLE");
	assert_refused(found(true, false, INVESTIGATION_CHANNEL_BANK, "2027-01-11"), R3_22, 422,
	    "TIME_IN_FUTURE");
}

/* 18 + 13 + 22 + 14 + 13 + 8 = 88. */
static struct score_facts
scores(void)
{
	return (struct score_facts) {
		.state = STATE(COMPLETED),
		.points = { 0, 18, 13, 22, 14, 13, 8 },
		.evidence = { 0, 1, 1, 2, 1, 1, 1 },
	};
}

TEST(R3_24_example_1_scored)
{
	struct score_facts facts = scores();
	int64_t total;

	assert_allowed(investigation_score_decide(&facts, &total), R3_24, "SCORED");
	assert_int_equal(total, 88);
}

TEST(R3_24_before_and_after)
{
	struct score_facts facts = scores();
	int64_t total;

	for (int state = 1; state < INVESTIGATION_STATE_COUNT; state++) {
		facts.state = state;
		if (state != STATE(COMPLETED))
			assert_refused(investigation_score_decide(&facts, &total), R3_24, 409,
			    "INVALID_STATE");
	}
	facts = scores();
	facts.collected_survey = true;
	assert_refused(
	    investigation_score_decide(&facts, &total), R3_24, 403, "SEPARATION_OF_DUTIES");
}

TEST(R3_24_evidence)
{
	struct score_facts facts = scores();
	struct decision d;
	int64_t total;

	facts.evidence[SCORE_CRITERION_BANK_RELATIONS] = 0;
	d = investigation_score_decide(&facts, &total);
	assert_refused(d, R3_5, 422, "EVIDENCE_MISSING");
	assert_members(d, "\"criteria\":[\"BANK_RELATIONS\"]");
	facts = scores();
	facts.foreign = true;
	assert_refused(investigation_score_decide(&facts, &total), R3_24, 422, "EVIDENCE_FOREIGN");
}

TEST(R3_24_example_3_maxima)
{
	int64_t together = 0;

	assert_int_equal(score_maximum(SCORE_CRITERION_BANK_RELATIONS), 15);
	for (int criterion = 1; criterion < SCORE_CRITERION_COUNT; criterion++)
		together += score_maximum(criterion);
	assert_int_equal(together, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_21_who_requests),
		cmocka_unit_test(R3_21_example_1_requested_and_taken),
		cmocka_unit_test(R3_21_example_3_not_responsible),
		cmocka_unit_test(R3_21_states),
		cmocka_unit_test(R3_21_cancelled_by_the_requester_before_it_is_taken),
		cmocka_unit_test(R3_22_examples_1_and_2_each_channel_is_answered),
		cmocka_unit_test(R3_22_example_3_no_channel),
		cmocka_unit_test(R3_22_who_enters_findings),
		cmocka_unit_test(R3_24_example_1_scored),
		cmocka_unit_test(R3_24_before_and_after),
		cmocka_unit_test(R3_24_evidence),
		cmocka_unit_test(R3_24_example_3_maxima),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
