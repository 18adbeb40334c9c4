/* R7.26, R7.27, R7.29, R7.31: severe cases and the two blacklists. */
#include "customers_rules.h"
#include "customers/rules_blacklist.h"
#include "customers/rules_relation.h"
#include "customers/rules_severe.h"

static const struct actor verifier = { "verifier", "M", ROLE_DIVISION };

TEST(R7_26_example_1_reported_and_verified)
{
	struct severe_report report = { "S1", .customer_at_fault = true, .evidence = 1 };
	struct severe_facts facts = {
		.state = SEVERE_CASE_STATE_REPORTED, .reported_by = "manager", .reason = "findings"
	};

	assert_allowed(severe_report_decide(&report, &manager), R7_26, "REPORTED");
	assert_allowed(severe_move(&facts, SEVERE_VERIFY, &verifier), R7_26, "VERIFIED");
	assert_refused(severe_move(&facts, SEVERE_VERIFY, &manager), R7_26, 403, "FORBIDDEN_ROLE");
	facts.reported_by = "verifier";
	assert_refused(
	    severe_move(&facts, SEVERE_VERIFY, &verifier), R7_26, 403, "SEPARATION_OF_DUTIES");
	facts.reported_by = "manager";
	facts.reason = NULL;
	assert_refused(
	    severe_move(&facts, SEVERE_VERIFY, &verifier), R7_26, 400, "VALIDATION_FAILED");
	assert_int_equal(
	    severe_due(at("2027-03-01 10:00:00"), 10), at("2027-03-11 23:59:59.999999"));
}

TEST(R7_26_example_2_our_own_delivery)
{
	struct severe_report report = { "S1", .customer_at_fault = false, .evidence = 1 };

	assert_refused(severe_report_decide(&report, &manager), R7_26, 422, "NOT_CUSTOMERS_FAULT");
	report.customer_at_fault = true;
	report.evidence = 0;
	assert_refused(severe_report_decide(&report, &manager), R7_26, 422, "EVIDENCE_MISSING");
	report.evidence = 1;
	report.case_open = true;
	assert_refused(severe_report_decide(&report, &manager), R7_26, 409, "CASE_OPEN");
	report.case_open = false;
	assert_refused(severe_report_decide(&report, &manager_of_s2), R7_26, 403, "FORBIDDEN_ROLE");
	assert_refused(severe_report_decide(&report, &staff), R7_26, 403, "FORBIDDEN_ROLE");
}

TEST(R7_26_example_3_not_confirmed)
{
	struct severe_facts facts = { .state = SEVERE_CASE_STATE_NOT_CONFIRMED,
		.reported_by = "manager",
		.verified_by = "verifier",
		.reason = "reason" };

	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 422, "CASE_NOT_VERIFIED");
}

/* SM-C11 (R7.26, R7.27), every state and action. */
TEST(R7_27_every_state_and_action)
{
	for (int from = 1; from < SEVERE_CASE_STATE_COUNT; from++)
		for (int action = 1; action < SEVERE_ACTIONS; action++) {
			bool verifying = action == SEVERE_VERIFY || action == SEVERE_NOT_CONFIRM;
			struct severe_facts facts = { .state = (enum severe_case_state)from,
				.reported_by = "manager",
				.verified_by = "verifier",
				.reason = "reason" };
			int to =
			    from == SEVERE_CASE_STATE_REPORTED && action == SEVERE_VERIFY
				? SEVERE_CASE_STATE_VERIFIED
			    : from == SEVERE_CASE_STATE_REPORTED && action == SEVERE_NOT_CONFIRM
				? SEVERE_CASE_STATE_NOT_CONFIRMED
			    : from == SEVERE_CASE_STATE_VERIFIED && action == SEVERE_LIST
				? SEVERE_CASE_STATE_LISTED
			    : from == SEVERE_CASE_STATE_VERIFIED && action == SEVERE_NOT_LIST
				? SEVERE_CASE_STATE_NOT_LISTED
				: 0;
			struct decision d = severe_move(&facts, (enum severe_action)action, &head);

			assert_int_equal(severe_next(facts.state, (enum severe_action)action), to);
			assert_int_equal(!d.refusal, to != 0);
			assert_string_equal(d.rule->id, verifying ? "R7.26" : "R7.27");
			if (to)
				assert_string_equal(d.outcome, severe_case_state_names[to]);
		}
}

TEST(R7_27_who_lists)
{
	struct severe_facts facts = {
		.state = SEVERE_CASE_STATE_REPORTED, .reported_by = "manager", .reason = "reason"
	};

	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 422, "CASE_NOT_VERIFIED");
	facts.state = SEVERE_CASE_STATE_VERIFIED;
	facts.verified_by = "head";
	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 403, "SEPARATION_OF_DUTIES");
	facts.verified_by = "verifier";
	assert_refused(severe_move(&facts, SEVERE_LIST, &verifier), R7_27, 403, "FORBIDDEN_ROLE");
	assert_refused(severe_move(&facts, SEVERE_LIST, &manager), R7_27, 403, "FORBIDDEN_ROLE");
	facts.reason = "";
	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 400, "VALIDATION_FAILED");
	facts.reason = "reason";
	assert_allowed(severe_move(&facts, SEVERE_LIST, &head), R7_27, "LISTED");
	assert_allowed(severe_move(&facts, SEVERE_NOT_LIST, &head), R7_27, "NOT_LISTED");
}

TEST(R7_27_example_1_what_a_listing_does_to_relations)
{
	assert_int_equal(
	    relation_next(RELATION_STATE_ADMITTED, RELATION_COMPANY_LIST), RELATION_STATE_PURGED);
	assert_int_equal(
	    relation_next(RELATION_STATE_APPLIED, RELATION_COMPANY_LIST), RELATION_STATE_PURGED);
	assert_int_equal(
	    relation_next(RELATION_STATE_BLOCKED, RELATION_COMPANY_LIST), RELATION_STATE_PURGED);
	/* Example 2: whatever comes after it finds a purged relation. */
	assert_false(relation_counts(RELATION_STATE_PURGED));
	assert_int_equal(relation_next(RELATION_STATE_PURGED, RELATION_ADMIT), 0);
}

TEST(R7_27_example_5_listed_already)
{
	struct severe_facts facts = {
		.state = SEVERE_CASE_STATE_LISTED, .listed = true, .reason = "reason"
	};

	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 409, "ALREADY_LISTED");
	facts.state = SEVERE_CASE_STATE_VERIFIED; /* a second case of one customer */
	assert_refused(severe_move(&facts, SEVERE_LIST, &head), R7_27, 409, "ALREADY_LISTED");
}

TEST(R7_29_example_1_effective_at_once)
{
	struct department_entry entry = { "S1", "does not pay", false };

	assert_allowed(department_list_decide(&entry, &manager), R7_29, "ACTIVE");
	assert_int_equal(relation_next(RELATION_STATE_ADMITTED, RELATION_DEPARTMENT_LIST),
	    RELATION_STATE_BLOCKED);
	assert_int_equal(
	    blacklist_filing_due(at("2027-03-01 10:00:00"), 3), at("2027-03-04 23:59:59.999999"));
	entry.reason = NULL;
	assert_refused(department_list_decide(&entry, &manager), R7_29, 400, "VALIDATION_FAILED");
	entry.reason = "again";
	entry.listed = true;
	assert_refused(department_list_decide(&entry, &manager), R7_29, 409, "ALREADY_LISTED");
}

TEST(R7_29_who_lists)
{
	struct department_entry entry = { "S1", "does not pay", false };

	assert_refused(
	    department_list_decide(&entry, &manager_of_s2), R7_29, 403, "FORBIDDEN_ROLE");
	assert_refused(department_list_decide(&entry, &division), R7_29, 403, "FORBIDDEN_ROLE");
	assert_refused(department_list_decide(&entry, &head), R7_29, 403, "FORBIDDEN_ROLE");
	assert_refused(department_list_decide(&entry, &supervisor), R7_29, 403, "FORBIDDEN_ROLE");
}

TEST(R7_29_example_3_who_reads_which_list)
{
	assert_refused(list_readable(BLACKLIST_SCOPE_DEPARTMENT, "S1", &manager_of_s2), R7_29, 403,
	    "FORBIDDEN_ROLE");
	assert_allowed(list_readable(BLACKLIST_SCOPE_DEPARTMENT, "S1", &staff), R7_29, "READABLE");
	assert_allowed(
	    list_readable(BLACKLIST_SCOPE_DEPARTMENT, "S1", &division), R7_29, "READABLE");
	assert_allowed(
	    list_readable(BLACKLIST_SCOPE_COMPANY, NULL, &manager_of_s2), R7_29, "READABLE");
}

static struct removal
company_removal(void)
{
	return (struct removal) { BLACKLIST_SCOPE_COMPANY, BLACKLIST_STATE_ACTIVE, NULL,
		"debts paid", "verifier", true };
}

TEST(R7_31_removal_of_a_company_entry)
{
	struct removal r = company_removal();

	assert_allowed(removal_decide(&r, &head), R7_31, "REMOVED");
	assert_refused(removal_decide(&r, &manager), R7_31, 403, "FORBIDDEN_ROLE");
	assert_refused(removal_decide(&r, &verifier), R7_31, 403, "FORBIDDEN_ROLE");
	r.reviewed_by = "head";
	assert_refused(removal_decide(&r, &head), R7_31, 403, "SEPARATION_OF_DUTIES");
	r.reviewed_by = NULL;
	assert_refused(removal_decide(&r, &head), R7_31, 403, "SEPARATION_OF_DUTIES");
	r = company_removal();
	r.reason = NULL;
	assert_refused(removal_decide(&r, &head), R7_31, 400, "VALIDATION_FAILED");
	r = company_removal();
	r.allowed = false;
	assert_refused(removal_decide(&r, &head), R7_31, 409, "INVALID_STATE");
	assert_string_equal(
	    removal_decide(&r, &head).parameters, "\"blacklist.removal_allowed\":false");
}

TEST(R7_31_removal_of_a_department_entry)
{
	struct removal r = { BLACKLIST_SCOPE_DEPARTMENT, BLACKLIST_STATE_ACTIVE, "S1", "settled",
		NULL, true };

	assert_allowed(removal_decide(&r, &manager), R7_31, "REMOVED");
	assert_refused(removal_decide(&r, &manager_of_s2), R7_31, 403, "FORBIDDEN_ROLE");
	assert_refused(removal_decide(&r, &head), R7_31, 403, "FORBIDDEN_ROLE");
}

/* SM-C12 (R7.31): no active entry, nothing to remove. */
TEST(R7_31_every_state)
{
	struct removal r = company_removal();

	for (int s = 0; s < BLACKLIST_STATE_COUNT; s++) {
		r.state = (enum blacklist_state)s;
		assert_int_equal(blacklist_next(r.state, BLACKLIST_REMOVE),
		    s == BLACKLIST_STATE_ACTIVE ? BLACKLIST_STATE_REMOVED : 0);
		if (s == BLACKLIST_STATE_ACTIVE)
			assert_allowed(removal_decide(&r, &head), R7_31, "REMOVED");
		else
			assert_refused(removal_decide(&r, &head), R7_31, 409, "INVALID_STATE");
	}
}

/* R7.31 example 1: the former VIP begins anew; an admission makes it QUALIFIED, whatever it was. */
TEST(R7_31_example_1_nothing_revives)
{
	for (int s = 0; s < RELATION_STATE_COUNT; s++)
		assert_int_equal(relation_next((enum relation_state)s, RELATION_ADMIT),
		    s == RELATION_STATE_APPLIED ? RELATION_STATE_ADMITTED : 0);
	assert_int_equal(
	    relation_next(RELATION_STATE_PURGED, RELATION_APPLY), RELATION_STATE_APPLIED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_26_example_1_reported_and_verified),
		cmocka_unit_test(R7_26_example_2_our_own_delivery),
		cmocka_unit_test(R7_26_example_3_not_confirmed),
		cmocka_unit_test(R7_27_every_state_and_action),
		cmocka_unit_test(R7_27_who_lists),
		cmocka_unit_test(R7_27_example_1_what_a_listing_does_to_relations),
		cmocka_unit_test(R7_27_example_5_listed_already),
		cmocka_unit_test(R7_29_example_1_effective_at_once),
		cmocka_unit_test(R7_29_who_lists),
		cmocka_unit_test(R7_29_example_3_who_reads_which_list),
		cmocka_unit_test(R7_31_removal_of_a_company_entry),
		cmocka_unit_test(R7_31_removal_of_a_department_entry),
		cmocka_unit_test(R7_31_every_state),
		cmocka_unit_test(R7_31_example_1_nothing_revives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
