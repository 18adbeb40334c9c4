/* R7.24, R7.25, R7.28: stage reviews, and changes of tier on them. */
#include "customers_rules.h"
#include "customers/rules_promotion.h"
#include "customers/rules_review.h"

static struct review_facts
draft(enum tier tier, enum review_result result, enum tier target)
{
	return (struct review_facts) {
		.relation = RELATION_STATE_ADMITTED,
		.state = REVIEW_STATE_DRAFT,
		.tier = tier,
		.result = result,
		.target_tier = target,
		.admitted_on = on("2026-08-31"),
		.last_period_to = NO_DATE,
		.period_from = on("2026-08-31"),
		.period_to = on("2027-02-28"),
		.due = on("2027-02-28"),
	};
}

TEST(R7_24_example_1_due_six_months_after_admission)
{
	struct review_facts review = draft(TIER_QUALIFIED, REVIEW_RESULT_KEEP, 0);
	date due = review_due(on("2026-08-31"), period("P6M"));

	assert_int_equal(due, on("2027-02-28"));
	assert_allowed(review_complete(&review, at("2027-02-28 23:59:59")), R7_24, "IN_TIME");
	assert_allowed(
	    review_complete(&review, at("2027-02-28 23:59:59.999999")), R7_24, "IN_TIME");
	assert_allowed(review_complete(&review, at("2027-03-01 00:00:00")), R7_24, "LATE");
	assert_false(review_late(due, at("2027-02-28 23:59:59.999999")));
	assert_true(review_late(due, at("2027-03-01 00:00:00")));
	assert_int_equal(review_overdue_at(due), at("2027-03-01 00:00:00"));
}

TEST(R7_24_example_2_completed_early)
{
	assert_int_equal(
	    review_due(date_of(at("2026-12-15 09:00:00")), period("P6M")), on("2027-06-15"));
	assert_int_equal(
	    review_filing_due(at("2026-12-15 09:00:00"), 5), at("2026-12-20 23:59:59.999999"));
}

TEST(R7_24_periods_without_gap_or_overlap)
{
	struct review_facts review = draft(TIER_QUALIFIED, REVIEW_RESULT_KEEP, 0);
	instant now = at("2027-02-28 12:00:00");

	for (int shift = -3; shift <= 3; shift++) {
		review.period_from = review.admitted_on + shift;
		assert_int_equal(!review_complete(&review, now).refusal, shift == 0);
	}
	review.last_period_to = on("2026-11-30");
	review.period_from = on("2026-12-01");
	assert_allowed(review_complete(&review, now), R7_24, "IN_TIME");
	review.period_from = on("2026-11-30"); /* overlap */
	assert_refused(review_complete(&review, now), R7_24, 422, "PERIOD_INVALID");
	review.period_from = on("2026-12-02"); /* gap */
	assert_refused(review_complete(&review, now), R7_24, 422, "PERIOD_INVALID");
	review.period_from = on("2026-12-01");
	review.period_to = on("2026-11-30"); /* ends before it begins */
	assert_refused(review_complete(&review, now), R7_24, 422, "PERIOD_INVALID");
	review.period_to = on("2027-03-01"); /* not over */
	assert_refused(review_complete(&review, now), R7_24, 422, "PERIOD_INVALID");
	review.period_to = review.period_from; /* an extraordinary review of one day */
	assert_allowed(review_complete(&review, now), R7_24, "IN_TIME");
}

/* SM-C10 (R7.24), every state and action; the second of two completions finds no draft (example 3).
 */
TEST(R7_24_example_3_every_state_and_action)
{
	for (int from = 0; from < REVIEW_STATE_COUNT; from++)
		for (int action = 1; action < REVIEW_ACTIONS; action++) {
			const struct actor *by = action == REVIEW_RECORD ? &division : &manager;
			struct decision d = review_move(
			    (enum review_state)from, (enum review_action)action, by, "S1");
			int to = from == REVIEW_STATE_DRAFT && action == REVIEW_COMPLETE
				     ? REVIEW_STATE_COMPLETED
				 : from == REVIEW_STATE_COMPLETED && action == REVIEW_FILE
				     ? REVIEW_STATE_FILED
				 : from == REVIEW_STATE_FILED && action == REVIEW_RECORD
				     ? REVIEW_STATE_RECORDED
				     : 0;

			assert_int_equal(
			    review_next((enum review_state)from, (enum review_action)action), to);
			if (!from)
				continue;
			if (to)
				assert_allowed(d, R7_24, review_state_names[to]);
			else
				assert_refused(d, R7_24, 409, "INVALID_STATE");
		}
	assert_refused(review_move(REVIEW_STATE_FILED, REVIEW_RECORD, &manager, "S1"), R7_24, 403,
	    "FORBIDDEN_ROLE");
	assert_refused(review_move(REVIEW_STATE_DRAFT, REVIEW_COMPLETE, &manager_of_s2, "S1"),
	    R7_24, 403, "FORBIDDEN_ROLE");
	assert_refused(review_move(REVIEW_STATE_DRAFT, REVIEW_COMPLETE, &division, "S1"), R7_24,
	    403, "FORBIDDEN_ROLE");
}

/* R7.24: results and target tiers, all of them. */
TEST(R7_24_results_and_targets)
{
	for (int result = 1; result < REVIEW_RESULT_COUNT; result++)
		for (int tier = 1; tier < TIER_COUNT; tier++)
			for (int target = 0; target < TIER_COUNT; target++) {
				struct review_facts review = draft(
				    (enum tier)tier, (enum review_result)result, (enum tier)target);
				bool ok = result == REVIEW_RESULT_PROMOTE  ? target && target < tier
					  : result == REVIEW_RESULT_DEMOTE ? target > tier
									   : !target;
				struct decision d =
				    review_complete(&review, at("2027-02-28 12:00:00"));

				if (ok)
					assert_allowed(d, R7_24, "IN_TIME");
				else
					assert_refused(d, R7_24, 400, "VALIDATION_FAILED");
			}
}

TEST(R7_24_a_vip_with_an_open_problem)
{
	for (int result = 1; result < REVIEW_RESULT_COUNT; result++) {
		bool keeps = result == REVIEW_RESULT_KEEP || result == REVIEW_RESULT_PROMOTE;
		struct review_facts review = draft(TIER_VIP, (enum review_result)result,
		    result == REVIEW_RESULT_DEMOTE ? TIER_QUALIFIED : 0);
		struct decision d;

		review.open_problems = 1;
		d = review_complete(&review, at("2027-02-28 12:00:00"));
		if (keeps)
			assert_refused(d, R7_24, 422, "DEMOTION_REQUIRED");
		else
			assert_allowed(d, R7_24, "IN_TIME");
	}
}

TEST(R7_24_whom)
{
	struct review_facts review = draft(TIER_QUALIFIED, REVIEW_RESULT_KEEP, 0);

	review.exempt = true;
	assert_refused(review_complete(&review, at("2027-02-28 12:00:00")), R7_24, 422,
	    "REVIEW_NOT_APPLICABLE");
	review.exempt = false;
	for (int s = 0; s < RELATION_STATE_COUNT; s++) {
		review.relation = (enum relation_state)s;
		assert_int_equal(!review_complete(&review, at("2027-02-28 12:00:00")).refusal,
		    s == RELATION_STATE_ADMITTED || s == RELATION_STATE_ON_HOLD);
	}
}

static const struct actor actors_other_than_manager[] = {
	{ "staff", "S1", ROLE_STAFF },
	{ "supervisor", "S1", ROLE_SUPERVISOR },
	{ "manager2", "S2", ROLE_MANAGER },
};

static struct promotion_facts
promotion(
    enum tier from, enum tier to, const struct decision *criteria, const struct decision *quota)
{
	return (struct promotion_facts) {
		.state = RELATION_STATE_ADMITTED,
		.from = from,
		.to = to,
		.department_id = "S1",
		.reviewed = true,
		.result = REVIEW_RESULT_PROMOTE,
		.target_tier = to,
		.criteria = criteria,
		.quota = quota,
	};
}

TEST(R7_28_example_1_from_qualified_to_vip)
{
	struct decision met = decision_allow(&R7_19, "CRITERIA_MET", "all");
	struct decision free_place = decision_allow(&R7_21, "WITHIN_QUOTA", "a place");
	struct promotion_facts facts = promotion(TIER_QUALIFIED, TIER_VIP, &met, &free_place);

	assert_allowed(promotion_decide(&facts, &manager), R7_28, "VIP");
	for (size_t i = 0; i < COUNT(actors_other_than_manager); i++)
		assert_refused(promotion_decide(&facts, &actors_other_than_manager[i]), R7_28, 403,
		    "FORBIDDEN_ROLE");
	/* Every tier to every tier. */
	for (int from = 0; from < TIER_COUNT; from++)
		for (int to = 1; to < TIER_COUNT; to++) {
			facts = promotion((enum tier)from, (enum tier)to, &met, &free_place);
			assert_int_equal(!promotion_decide(&facts, &manager).refusal, to < from);
		}
}

TEST(R7_28_example_2_review_says_keep)
{
	struct decision ok = decision_allow(&R7_21, "WITHIN_QUOTA", "a place");
	struct promotion_facts facts = promotion(TIER_QUALIFIED, TIER_PREFERRED, &ok, &ok);

	for (int result = 0; result < REVIEW_RESULT_COUNT; result++) {
		facts.result = (enum review_result)result;
		if (result == REVIEW_RESULT_PROMOTE)
			assert_allowed(promotion_decide(&facts, &manager), R7_28, "PREFERRED");
		else
			assert_refused(
			    promotion_decide(&facts, &manager), R7_28, 422, "REVIEW_MISSING");
	}
	facts.result = REVIEW_RESULT_PROMOTE;
	facts.target_tier = TIER_VIP; /* another tier than proposed */
	assert_refused(promotion_decide(&facts, &manager), R7_28, 422, "REVIEW_MISSING");
	facts.target_tier = TIER_PREFERRED;
	facts.reviewed = false;
	assert_refused(promotion_decide(&facts, &manager), R7_28, 422, "REVIEW_MISSING");
	facts.reviewed = true;
	facts.used = true;
	assert_refused(promotion_decide(&facts, &manager), R7_28, 409, "REVIEW_USED");
	facts.used = false;
	facts.open_problems = 1;
	assert_refused(promotion_decide(&facts, &manager), R7_28, 422, "PROBLEM_OPEN");
}

TEST(R7_28_criteria_and_quota_refuse)
{
	struct decision unmet = decision_refuse(&R7_20, &problem_criterion_not_met, "c.record");
	struct decision full = decision_refuse(&R7_21, &problem_tier_quota_exceeded, "full");
	struct decision ok = decision_allow(&R7_21, "WITHIN_QUOTA", "a place");
	struct promotion_facts facts = promotion(TIER_QUALIFIED, TIER_PREFERRED, &unmet, &ok);

	assert_refused(promotion_decide(&facts, &manager), R7_20, 422, "CRITERION_NOT_MET");
	facts = promotion(TIER_QUALIFIED, TIER_PREFERRED, &ok, &full);
	assert_refused(promotion_decide(&facts, &manager), R7_21, 422, "TIER_QUOTA_EXCEEDED");
}

/* R7.25: a tier may be lowered at a stage review that proposes it. */
TEST(R7_25_demoted_at_a_stage_review)
{
	struct decision met = decision_allow(&R7_20, "CRITERIA_MET", "all");
	struct decision unmet = decision_refuse(&R7_20, &problem_criterion_not_met, "c.record");
	struct decision full = decision_refuse(&R7_21, &problem_tier_quota_exceeded, "full");
	struct decision free_place = decision_allow(&R7_21, "WITHIN_QUOTA", "a place");
	struct promotion_facts facts;

	for (int from = 0; from < TIER_COUNT; from++)
		for (int to = 1; to < TIER_COUNT; to++) {
			facts = promotion((enum tier)from, (enum tier)to, &met, &free_place);
			facts.result = REVIEW_RESULT_DEMOTE;
			assert_int_equal(
			    !stage_demotion_decide(&facts, &manager).refusal, from && to > from);
		}
	facts = promotion(TIER_VIP, TIER_PREFERRED, &met, &full);
	facts.result = REVIEW_RESULT_DEMOTE;
	assert_refused(stage_demotion_decide(&facts, &manager), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	facts = promotion(TIER_VIP, TIER_PREFERRED, &unmet, &free_place);
	assert_refused(stage_demotion_decide(&facts, &manager), R7_25, 422, "REVIEW_MISSING");
	facts.result = REVIEW_RESULT_DEMOTE;
	assert_refused(stage_demotion_decide(&facts, &manager), R7_20, 422, "CRITERION_NOT_MET");
	facts = promotion(TIER_VIP, TIER_QUALIFIED, &unmet, &full);
	facts.result = REVIEW_RESULT_DEMOTE;
	assert_allowed(stage_demotion_decide(&facts, &manager), R7_25, "QUALIFIED");
	for (size_t i = 0; i < COUNT(actors_other_than_manager); i++)
		assert_refused(stage_demotion_decide(&facts, &actors_other_than_manager[i]), R7_25,
		    403, "FORBIDDEN_ROLE");
	facts.target_tier = TIER_PREFERRED;
	assert_refused(stage_demotion_decide(&facts, &manager), R7_25, 422, "REVIEW_MISSING");
	facts.target_tier = TIER_QUALIFIED;
	facts.used = true;
	assert_refused(stage_demotion_decide(&facts, &manager), R7_25, 409, "REVIEW_USED");
	facts.used = false;
	facts.reviewed = false;
	assert_refused(stage_demotion_decide(&facts, &manager), R7_25, 422, "REVIEW_MISSING");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_24_example_1_due_six_months_after_admission),
		cmocka_unit_test(R7_24_example_2_completed_early),
		cmocka_unit_test(R7_24_periods_without_gap_or_overlap),
		cmocka_unit_test(R7_24_example_3_every_state_and_action),
		cmocka_unit_test(R7_24_results_and_targets),
		cmocka_unit_test(R7_24_a_vip_with_an_open_problem),
		cmocka_unit_test(R7_24_whom),
		cmocka_unit_test(R7_28_example_1_from_qualified_to_vip),
		cmocka_unit_test(R7_28_example_2_review_says_keep),
		cmocka_unit_test(R7_28_criteria_and_quota_refuse),
		cmocka_unit_test(R7_25_demoted_at_a_stage_review),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
