/* R7.25, R7.28: a VIP with problems, and what they bar afterwards; annulment (R7.19). */
#include "customers_tier.h"
#include "customers/rules_problem.h"

/* Established on 10 March: the last day is the 15th. */
static struct demotion_facts
vip_with_problem(enum tier to, const struct decision *criteria, const struct decision *quota)
{
	return (struct demotion_facts) {
		.state = RELATION_STATE_ADMITTED,
		.from = TIER_VIP,
		.to = to,
		.department_id = "S1",
		.open_problems = 1,
		.established_on = on("2027-03-10"),
		.review_completed = true,
		.criteria = criteria,
		.quota = quota,
		.demotion_days = 5,
	};
}

TEST(R7_25_example_1_the_fifth_day)
{
	struct demotion_facts facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);

	assert_allowed(
	    demotion_decide(&facts, &manager, at("2027-03-15 23:59:59")), R7_25, "IN_TIME");
	assert_allowed(
	    demotion_decide(&facts, &manager, at("2027-03-15 23:59:59.999999")), R7_25, "IN_TIME");
	assert_allowed(
	    demotion_decide(&facts, &manager, at("2027-03-16 00:00:00")), R7_25, "OVERDUE");
	assert_int_equal(demotion_due(on("2027-03-10"), 5), at("2027-03-15 23:59:59.999999"));
	assert_string_equal(demotion_decide(&facts, &manager, at("2027-03-12 00:00:00")).parameters,
	    "\"tier.demotion_days\":5");
}

TEST(R7_25_example_2_two_problems)
{
	struct demotion_facts facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);

	/* Of problems of the 10th and the 12th the first deadline counts; one demotion closes both.
	 */
	facts.open_problems = 2;
	assert_allowed(
	    demotion_decide(&facts, &manager, at("2027-03-15 23:59:59.999999")), R7_25, "IN_TIME");
	assert_allowed(
	    demotion_decide(&facts, &manager, at("2027-03-16 00:00:00")), R7_25, "OVERDUE");
}

TEST(R7_25_example_3_no_duty_for_others)
{
	struct problem_report report = { TIER_PREFERRED, "S1", on("2027-03-10"), 5 };

	for (int tier = 0; tier < TIER_COUNT; tier++) {
		report.tier = (enum tier)tier;
		assert_allowed(problem_record(&report, &staff, on("2027-03-10")), R7_25,
		    tier == TIER_VIP ? "DEMOTION_DUE" : "RECORDED");
	}
	report.tier = TIER_VIP;
	assert_because(problem_record(&report, &staff, on("2027-03-10")),
	    "The VIP must be demoted by the end of 2027-03-15.");
	assert_refused(
	    problem_record(&report, &staff, on("2027-03-09")), R7_25, 422, "TIME_IN_FUTURE");
	assert_refused(problem_record(&report, &manager_of_s2, on("2027-03-10")), R7_25, 403,
	    "FORBIDDEN_ROLE");
	assert_allowed(problem_record(&report, &division, on("2027-03-10")), R7_25, "DEMOTION_DUE");
}

TEST(R7_25_example_4_the_second_demotion)
{
	struct demotion_facts facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);

	/* The first has made it QUALIFIED and closed the problem. */
	facts.from = TIER_QUALIFIED;
	facts.open_problems = 0;
	facts.established_on = NO_DATE;
	assert_refused(demotion_decide(&facts, &manager, at("2027-03-12 00:00:00")), R7_25, 409,
	    "INVALID_STATE");
	facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);
	facts.from = TIER_PREFERRED; /* a demotion of these is no duty, and not made here */
	assert_refused(demotion_decide(&facts, &manager, at("2027-03-12 00:00:00")), R7_25, 409,
	    "INVALID_STATE");
	facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);
	facts.open_problems = 0;
	assert_refused(demotion_decide(&facts, &manager, at("2027-03-12 00:00:00")), R7_25, 409,
	    "INVALID_STATE");
	facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);
	facts.state = RELATION_STATE_PURGED;
	assert_refused(demotion_decide(&facts, &manager, at("2027-03-12 00:00:00")), R7_25, 409,
	    "INVALID_STATE");
}

TEST(R7_25_the_division_only_when_overdue)
{
	struct demotion_facts facts = vip_with_problem(TIER_QUALIFIED, NULL, NULL);

	assert_refused(demotion_decide(&facts, &division, at("2027-03-15 23:59:59.999999")), R7_25,
	    403, "FORBIDDEN_ROLE");
	assert_allowed(
	    demotion_decide(&facts, &division, at("2027-03-16 00:00:00")), R7_25, "OVERDUE");
	assert_refused(demotion_decide(&facts, &manager_of_s2, at("2027-03-16 00:00:00")), R7_25,
	    403, "FORBIDDEN_ROLE");
	assert_refused(demotion_decide(&facts, &staff, at("2027-03-16 00:00:00")), R7_25, 403,
	    "FORBIDDEN_ROLE");
}

TEST(R7_25_what_it_needs)
{
	struct decision ok = decision_allow(&R7_21, "WITHIN_QUOTA", "a place");
	struct decision full = decision_refuse(&R7_21, &problem_tier_quota_exceeded, "full");
	struct decision unmet = decision_refuse(&R7_20, &problem_criterion_not_met, "a.size");
	instant now = at("2027-03-12 00:00:00");
	struct demotion_facts facts = vip_with_problem(TIER_VIP, &ok, &ok);

	assert_refused(demotion_decide(&facts, &manager, now), R7_25, 422, "DEMOTION_REQUIRED");
	facts = vip_with_problem(TIER_PREFERRED, &ok, &ok);
	assert_allowed(demotion_decide(&facts, &manager, now), R7_25, "IN_TIME");
	facts.review_completed = false;
	assert_refused(demotion_decide(&facts, &manager, now), R7_25, 422, "REVIEW_MISSING");
	facts = vip_with_problem(TIER_PREFERRED, &ok, &full);
	assert_refused(demotion_decide(&facts, &manager, now), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	facts = vip_with_problem(TIER_PREFERRED, &unmet, &ok);
	assert_refused(demotion_decide(&facts, &manager, now), R7_20, 422, "CRITERION_NOT_MET");
	/* Then QUALIFIED, which asks for neither. */
	facts = vip_with_problem(TIER_QUALIFIED, &unmet, &full);
	assert_allowed(demotion_decide(&facts, &manager, now), R7_25, "IN_TIME");
}

TEST(R7_25_the_record_of_this_problem_does_not_bar_preferred)
{
	struct default_facts records[] = { { on("2027-03-10"), false, .this_problem = true },
		{ on("2025-01-01"), .annulled = true, false } };
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_PREFERRED);

	facts.on = on("2027-03-12");
	facts.defaults = records;
	facts.default_count = 2;
	assert_met(TIER_PREFERRED, facts, with);
	records[1].annulled = false; /* any other bars it */
	assert_criteria(TIER_PREFERRED, facts, with, "c.record");
}

TEST(R7_28_example_3_the_record_bars_a_new_promotion)
{
	const struct default_facts late[] = { { on("2027-03-10"), false, false } };
	struct tier_facts facts = hospital();
	struct tier_figures vip = figures(TIER_VIP), preferred = figures(TIER_PREFERRED);

	/* Demoted in March, a good stage till September. */
	facts.on = on("2027-09-15");
	facts.evaluated_on = on("2027-09-10");
	facts.defaults = late;
	facts.default_count = 1;
	assert_criteria(TIER_VIP, facts, vip, "b.record");
	assert_criteria(TIER_PREFERRED, facts, preferred, "c.record");
	/* A house that finds it too hard sets P24M: two years later it is forgotten. */
	vip.lookback_all = preferred.lookback_all = false;
	vip.lookback = preferred.lookback = period("P24M");
	facts.on = on("2029-03-10");
	facts.evaluated_on = on("2029-03-01");
	assert_criteria(TIER_VIP, facts, vip, "b.record");
	facts.on = on("2029-03-11");
	assert_met(TIER_VIP, facts, vip);
	assert_met(TIER_PREFERRED, facts, preferred);
}

TEST(R7_19_annulment_needs_the_division)
{
	struct annulment a = { .reason = "our own delivery was late" };
	struct actor both = { "manager", "S1", ROLE_MANAGER | ROLE_DIVISION };

	assert_refused(annulment_consent(&a, &division), R7_25, 409, "INVALID_STATE");
	assert_allowed(annulment_ask(&a, &manager), R7_25, "ASKED");
	assert_refused(annulment_ask(&a, &staff), R7_25, 403, "FORBIDDEN_ROLE");
	a.asked_by = "manager";
	assert_refused(annulment_ask(&a, &manager), R7_25, 409, "INVALID_STATE");
	assert_refused(annulment_consent(&a, &manager), R7_25, 403,
	    "FORBIDDEN_ROLE"); /* the department alone */
	assert_refused(annulment_consent(&a, &both), R7_25, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(annulment_consent(&a, &division), R7_25, "ANNULLED");
	a.annulled = true;
	assert_refused(annulment_consent(&a, &division), R7_25, 409, "INVALID_STATE");
	a = (struct annulment) { .reason = "" };
	assert_refused(annulment_ask(&a, &manager), R7_25, 400, "VALIDATION_FAILED");
}

TEST(R7_25_the_division_answers)
{
	struct annulment a = { .asked_by = "manager", .reason = "unfounded" };

	assert_allowed(annulment_decide(&a, &division, true, NULL), R7_25, "ANNULLED");
	assert_allowed(annulment_decide(&a, &division, false, "no proof"), R7_25, "REFUSED");
	assert_refused(
	    annulment_decide(&a, &division, false, " "), R7_25, 400, "VALIDATION_FAILED");
	assert_refused(
	    annulment_decide(&a, &manager, false, "no proof"), R7_25, 403, "FORBIDDEN_ROLE");
}

TEST(R7_25_a_problem_that_is_over)
{
	for (int state = 0; state < PROBLEM_STATE_COUNT; state++)
		for (int tier = 0; tier < TIER_COUNT; tier++) {
			struct decision d = problem_resolve(state, tier);

			if (state != PROBLEM_STATE_OPEN)
				assert_refused(d, R7_25, 409, "INVALID_STATE");
			else if (tier == TIER_VIP)
				assert_refused(d, R7_25, 422, "DEMOTION_REQUIRED");
			else
				assert_allowed(d, R7_25, "RESOLVED");
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_25_example_1_the_fifth_day),
		cmocka_unit_test(R7_25_example_2_two_problems),
		cmocka_unit_test(R7_25_example_3_no_duty_for_others),
		cmocka_unit_test(R7_25_example_4_the_second_demotion),
		cmocka_unit_test(R7_25_the_division_only_when_overdue),
		cmocka_unit_test(R7_25_what_it_needs),
		cmocka_unit_test(R7_25_the_record_of_this_problem_does_not_bar_preferred),
		cmocka_unit_test(R7_28_example_3_the_record_bars_a_new_promotion),
		cmocka_unit_test(R7_19_annulment_needs_the_division),
		cmocka_unit_test(R7_25_the_division_answers),
		cmocka_unit_test(R7_25_a_problem_that_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
