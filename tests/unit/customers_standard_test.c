/* R7.2, R7.3: standards and implementing rules. */
#include "customers_rules.h"
#include "customers/rules_standard.h"

static const char *const without_d[] = { "a", "b", "c", "e", "f", NULL };
static const char *const with_g[] = { "g", "f", "e", "d", "c", "b", "a", NULL };

static const struct standard_facts draft = {
	.kind = STANDARD_KIND_ADMISSION,
	.state = STANDARD_STATE_DRAFT,
	.drafted_by = "division",
	.conditions = with_g,
};

static struct decision
issue(struct standard_facts standard, const struct actor *by)
{
	standard.effective_from = on("2027-01-01");
	return standard_issue(&standard, by, on("2026-12-15"));
}

TEST(R7_2_example_2_dropping_condition_d)
{
	struct standard_facts standard = draft;
	struct decision d;

	assert_allowed(issue(standard, &head), R7_2, "EFFECTIVE");
	standard.conditions = without_d;
	d = issue(standard, &head);
	assert_refused(d, R7_2, 422, "CONDITION_MANDATORY");
	assert_members(d, "\"conditions\":[\"d\"]");
	assert_refused(conditions_complete(NULL), R7_2, 422, "CONDITION_MANDATORY");
	assert_allowed(conditions_complete(mandatory_conditions), R7_2, "COMPLETE");
	/* A standard that does not speak of them keeps them; other kinds have none. */
	standard.conditions = NULL;
	assert_allowed(issue(standard, &head), R7_2, "EFFECTIVE");
	standard.kind = STANDARD_KIND_ELIMINATION;
	standard.conditions = without_d;
	assert_allowed(issue(standard, &head), R7_2, "EFFECTIVE");
}

TEST(R7_2_who_issues_and_when)
{
	struct standard_facts standard = draft;

	assert_refused(issue(standard, &manager), R7_2, 403, "FORBIDDEN_ROLE");
	assert_refused(issue(standard, &division), R7_2, 403, "FORBIDDEN_ROLE");
	standard.drafted_by = "head";
	assert_refused(issue(standard, &head), R7_2, 403, "SEPARATION_OF_DUTIES");
	standard.drafted_by = "division";
	standard.state = STANDARD_STATE_EFFECTIVE;
	assert_refused(issue(standard, &head), R7_2, 409, "INVALID_STATE");
	standard.state = STANDARD_STATE_DRAFT;
	standard.effective_from = on("2026-12-14");
	assert_refused(
	    standard_issue(&standard, &head, on("2026-12-15")), R7_2, 422, "EFFECTIVE_DATE_PAST");
	standard.effective_from = on("2026-12-15");
	assert_allowed(standard_issue(&standard, &head, on("2026-12-15")), R7_2, "EFFECTIVE");
}

TEST(R7_3_example_1_vip_quota)
{
	struct override own = { "tier.VIP.max_percent", { .integer = 15 }, { .integer = 10 } };

	assert_allowed(implementing_rules_submit(&manager, "S1", &own, 1), R7_3, "SUBMITTED");
	own.own.integer = 15;
	assert_allowed(implementing_rules_submit(&manager, "S1", &own, 1), R7_3, "SUBMITTED");
	own.own.integer = 16;
	assert_refused(
	    implementing_rules_submit(&manager, "S1", &own, 1), R7_3, 422, "WEAKER_THAN_COMPANY");
	assert_members(implementing_rules_submit(&manager, "S1", &own, 1),
	    "\"overrides\":[\"tier.VIP.max_percent\"]");
	assert_refused(
	    implementing_rules_submit(&manager_of_s2, "S1", NULL, 0), R7_3, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    implementing_rules_submit(&staff, "S1", NULL, 0), R7_3, 403, "FORBIDDEN_ROLE");
}

TEST(R7_3_example_3_no_opinion)
{
	struct implementing_rules_facts rules = {
		.submitted_on = on("2027-03-01"),
		.effective_from = NO_DATE,
		.opinion_days = 10,
	};

	assert_int_equal(rules_effective_on(&rules), on("2027-03-12"));
	assert_int_equal(rules_opinion_due(&rules) + 1, at("2027-03-12 00:00:00"));
	assert_allowed(rules_opinion_decide(&rules, &division, RULES_OPINION_OBJECTED, "too lax",
			   at("2027-03-11 23:59:59.999999")),
	    R7_3, "OBJECTED");
	assert_refused(rules_opinion_decide(&rules, &division, RULES_OPINION_OBJECTED, "too lax",
			   at("2027-03-12 00:00:00")),
	    R7_3, 409, "INVALID_STATE");
	/* The department may wish a later day. */
	rules.effective_from = on("2027-04-01");
	assert_int_equal(rules_effective_on(&rules), on("2027-04-01"));
}

TEST(R7_3_opinions)
{
	struct implementing_rules_facts rules = {
		.submitted_on = on("2027-03-01"),
		.effective_from = NO_DATE,
		.opinion_days = 10,
	};
	instant now = at("2027-03-05 12:00:00");

	assert_refused(rules_opinion_decide(&rules, &manager, RULES_OPINION_NOTED, NULL, now), R7_3,
	    403, "FORBIDDEN_ROLE");
	assert_refused(rules_opinion_decide(&rules, &division, RULES_OPINION_OBJECTED, "  ", now),
	    R7_3, 400, "VALIDATION_FAILED");
	assert_allowed(
	    rules_opinion_decide(&rules, &division, RULES_OPINION_NOTED, NULL, now), R7_3, "NOTED");
	assert_because(rules_opinion_decide(&rules, &division, RULES_OPINION_NOTED, NULL, now),
	    "The rules hold from 2027-03-05.");
	rules.opinion = RULES_OPINION_NOTED;
	rules.opinion_on = on("2027-03-05");
	assert_int_equal(rules_effective_on(&rules), on("2027-03-05"));
	assert_refused(rules_opinion_decide(&rules, &division, RULES_OPINION_OBJECTED, "no", now),
	    R7_3, 409, "INVALID_STATE");
	rules.opinion = RULES_OPINION_OBJECTED;
	assert_int_equal(rules_effective_on(&rules), NO_DATE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_2_example_2_dropping_condition_d),
		cmocka_unit_test(R7_2_who_issues_and_when),
		cmocka_unit_test(R7_3_example_1_vip_quota),
		cmocka_unit_test(R7_3_example_3_no_opinion),
		cmocka_unit_test(R7_3_opinions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
