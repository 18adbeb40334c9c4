/* R7.10, R7.11, R7.13: application, checks, decision; R7.31: admission after a listing. */
#include "customers_rules.h"
#include "customers/rules_admission.h"

static const char *const exempt[] = { "RETAIL", "INTERNAL_RELATED", NULL };
static const char *const documents[] = { "BUSINESS_LICENCE", "TAX_REGISTRATION", NULL };
static struct paper licence = { "BUSINESS_LICENCE", NO_DATE, NO_DATE, .verified = true,
	.credit_code = true };

/* An application with all six conditions met on 2027-02-28. */
static struct admission_facts
all_met(void)
{
	struct admission_facts facts = {
		.state = RELATION_STATE_APPLIED,
		.applicant = "staff",
		.legal = { LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, { &licence, 1 },
		    documents, NULL },
		.qualified_products = 1,
		.on = on("2027-02-28"),
	};

	licence.valid_until = NO_DATE;
	for (int c = CONDITION_A; c < CONDITIONS; c++)
		facts.checks[c] = (struct check_facts) {
			.condition = (enum condition)c,
			.result = CHECK_RESULT_MET,
			.checker = "supervisor",
			.evidence = 1,
			.extract_on = on("2026-11-30"),
			.extract_max_age = period("P3M"),
			.signed_by_customer = true,
		};
	return facts;
}

static struct decision
admit(struct admission_facts facts)
{
	return admission_decide(&facts, &manager, true);
}

static struct decision
apply(enum customer_class its_class, enum relation_state state, bool company, bool department)
{
	return admission_apply(
	    &(struct application_facts) { its_class, exempt, state, company, department });
}

TEST(R7_11_example_1_all_six_met)
{
	struct admission_facts facts = all_met();

	assert_allowed(admit(facts), R7_11, "ADMITTED");
	assert_refused(admission_decide(&facts, &staff, true), R7_11, 403, "FORBIDDEN_ROLE");
	facts.applicant = "manager";
	assert_refused(admit(facts), R7_11, 403, "SEPARATION_OF_DUTIES");
}

/* R7.11 example 2, with each of the six, and with each pair of them. */
TEST(R7_11_example_2_five_of_six)
{
	for (int c = CONDITION_A; c < CONDITIONS; c++) {
		struct admission_facts facts = all_met();
		struct decision d;
		char expected[40] = "\"conditions\":[\"?\"]";

		facts.checks[c].result = CHECK_RESULT_NOT_MET;
		d = admit(facts);
		assert_refused(d, R7_11, 422, "CONDITION_NOT_MET");
		expected[15] = condition_names[c][0];
		assert_members(d, expected);
		assert_allowed(admission_decide(&facts, &manager, false), R7_11, "REFUSED");
		for (int other = c + 1; other < CONDITIONS; other++) {
			struct words unmet = { 0 };

			facts.checks[other].result = CHECK_RESULT_NOT_MET;
			conditions_unmet(&facts, &unmet);
			assert_int_equal(unmet.count, 2);
			assert_refused(admit(facts), R7_11, 422, "CONDITION_NOT_MET");
			facts.checks[other].result = CHECK_RESULT_MET;
		}
	}
}

TEST(R7_11_open_checks_are_all_listed)
{
	struct admission_facts facts = all_met();

	facts.checks[CONDITION_B].result = 0;
	facts.checks[CONDITION_F].result = 0;
	facts.checks[CONDITION_D].result = CHECK_RESULT_NOT_MET;
	assert_refused(admit(facts), R7_11, 422, "CHECK_MISSING");
	assert_members(admit(facts), "\"conditions\":[\"b\",\"f\"]");
	assert_allowed(admission_decide(&facts, &manager, false), R7_11, "REFUSED");
}

TEST(R7_11_example_3_blacklisted_elsewhere)
{
	/* S2's list is not among the facts of S1's application. */
	assert_allowed(apply(CUSTOMER_CLASS_ENTERPRISE, 0, false, false), R7_11, "APPLIED");
	assert_refused(
	    apply(CUSTOMER_CLASS_ENTERPRISE, 0, false, true), R7_11, 422, "CUSTOMER_BLACKLISTED");
	assert_members(
	    apply(CUSTOMER_CLASS_ENTERPRISE, 0, false, true), "\"scope\":\"DEPARTMENT\"");
	assert_members(apply(CUSTOMER_CLASS_ENTERPRISE, 0, true, true), "\"scope\":\"COMPANY\"");
}

TEST(R7_11_example_4_listed_before_the_decision)
{
	struct admission_facts facts = all_met();

	facts.company_listed = true;
	assert_refused(admit(facts), R7_11, 422, "CUSTOMER_BLACKLISTED");
	/* The listing has closed the application already. */
	facts.company_listed = false;
	facts.state = RELATION_STATE_PURGED;
	assert_refused(admit(facts), R7_11, 409, "INVALID_STATE");
}

TEST(R7_11_applications)
{
	assert_refused(
	    apply(CUSTOMER_CLASS_RETAIL, 0, false, false), R7_10, 422, "ADMISSION_NOT_APPLICABLE");
	for (int state = 0; state < RELATION_STATE_COUNT; state++) {
		struct decision d =
		    apply(CUSTOMER_CLASS_ENTERPRISE, (enum relation_state)state, false, false);

		if (state == RELATION_STATE_APPLIED)
			assert_refused(d, R7_11, 409, "ADMISSION_OPEN");
		else if (state == RELATION_STATE_ADMITTED || state == RELATION_STATE_ON_HOLD)
			assert_refused(d, R7_11, 409, "INVALID_STATE");
		else
			assert_allowed(d, R7_11, "APPLIED");
	}
}

TEST(R7_11_a_condition_of_the_department)
{
	static const struct extra_condition extra[] = { { "cold chain", false },
		{ "own store", true } };
	struct admission_facts facts = all_met();

	facts.extra = extra;
	facts.extra_count = 2;
	assert_refused(admit(facts), R7_3, 422, "CONDITION_NOT_MET");
	assert_members(admit(facts), "\"conditions\":[\"extra.cold chain\"]");
}

TEST(R7_12_papers_on_the_day_of_the_decision)
{
	struct admission_facts facts = all_met();

	licence.valid_until = on("2027-02-28");
	assert_allowed(admit(facts), R7_11, "ADMITTED");
	facts.on = on("2027-03-01");
	facts.checks[CONDITION_D].extract_on = on("2027-02-01");
	assert_refused(admit(facts), R7_12, 422, "DOCUMENT_EXPIRED");
	assert_members(admit(facts),
	    "\"expired\":[\"BUSINESS_LICENCE\",\"TAX_REGISTRATION\"],\"conditions\":[\"a\"]");
	/* With a second condition unmet, both are named. */
	facts.checks[CONDITION_B].result = CHECK_RESULT_NOT_MET;
	assert_refused(admit(facts), R7_11, 422, "CONDITION_NOT_MET");
	assert_members(admit(facts), "\"conditions\":[\"a\",\"b\"]");
}

static struct check_facts
check(enum condition condition)
{
	return all_met().checks[condition];
}

TEST(R7_13_example_1_age_of_the_extract)
{
	struct check_facts d = check(CONDITION_D);
	struct admission_facts facts = all_met();

	assert_allowed(check_decide(&d, &supervisor, "staff", on("2027-02-28")), R7_13, "MET");
	assert_refused(check_decide(&d, &supervisor, "staff", on("2027-03-01")), R7_13, 422,
	    "EVIDENCE_TOO_OLD");
	assert_string_equal(check_decide(&d, &supervisor, "staff", on("2027-03-01")).parameters,
	    "\"admission.extract_max_age\":\"P3M\"");
	/* It is the day of the decision that counts. */
	assert_allowed(admit(facts), R7_11, "ADMITTED");
	facts.on = on("2027-03-01");
	assert_refused(admit(facts), R7_11, 422, "EVIDENCE_TOO_OLD");
	assert_string_equal(admit(facts).parameters, "\"admission.extract_max_age\":\"P3M\"");
	assert_members(admit(facts), "\"conditions\":[\"d\"]");
}

TEST(R7_13_example_2_record_of_2009)
{
	struct check_facts d = check(CONDITION_D);
	struct admission_facts facts = all_met();

	d.illegality_records = 1; /* its date does not matter */
	assert_refused(check_decide(&d, &supervisor, "staff", on("2027-01-01")), R7_13, 422,
	    "CONDITION_NOT_MET");
	assert_members(
	    check_decide(&d, &supervisor, "staff", on("2027-01-01")), "\"conditions\":[\"d\"]");
	facts.checks[CONDITION_D] = d;
	assert_refused(admit(facts), R7_11, 422, "CONDITION_NOT_MET");
	assert_members(admit(facts), "\"conditions\":[\"d\"]");
}

TEST(R7_13_example_3_declaration_unsigned)
{
	struct check_facts f = check(CONDITION_F);
	struct admission_facts facts = all_met();

	f.signed_by_customer = false;
	assert_refused(check_decide(&f, &supervisor, "staff", on("2027-01-01")), R7_13, 422,
	    "CONDITION_NOT_MET");
	f.result = CHECK_RESULT_NOT_MET;
	assert_allowed(check_decide(&f, &supervisor, "staff", on("2027-01-01")), R7_13, "NOT_MET");
	facts.checks[CONDITION_F].signed_by_customer = false;
	assert_members(admit(facts), "\"conditions\":[\"f\"]");
}

TEST(R7_13_evidence_and_checkers)
{
	struct check_facts b = check(CONDITION_B), d = check(CONDITION_D);
	struct actor both = { "staff", "S1", ROLE_STAFF | ROLE_SUPERVISOR };

	b.evidence = 0;
	assert_refused(
	    check_decide(&b, &manager, "staff", on("2027-01-01")), R7_13, 422, "EVIDENCE_MISSING");
	b.evidence = 1;
	assert_allowed(check_decide(&b, &manager, "staff", on("2027-01-01")), R7_13, "MET");
	assert_refused(
	    check_decide(&b, &staff, "x", on("2027-01-01")), R7_13, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    check_decide(&b, &both, "staff", on("2027-01-01")), R7_13, 403, "SEPARATION_OF_DUTIES");
	d.extract_on = NO_DATE;
	assert_refused(
	    check_decide(&d, &manager, "staff", on("2027-01-01")), R7_13, 422, "EVIDENCE_MISSING");
}

TEST(R7_14_condition_c_is_met_by_commitment)
{
	struct check_facts c = check(CONDITION_C);

	assert_allowed(check_decide(&c, &manager, "staff", on("2027-01-01")), R7_13, "MET");
	c.signed_by_customer = false;
	assert_refused(
	    check_decide(&c, &manager, "staff", on("2027-01-01")), R7_13, 422, "CONDITION_NOT_MET");
}

TEST(R7_15_example_2_qualified_for_none)
{
	struct admission_facts facts = all_met();

	facts.qualified_products = 0;
	assert_refused(admit(facts), R7_11, 422, "CONDITION_NOT_MET");
	assert_members(admit(facts), "\"conditions\":[\"e\"]");
}

TEST(R7_31_example_3_removal_first)
{
	/* Applied after the removal, even of the same second: the facts say what was first. */
	assert_allowed(apply(CUSTOMER_CLASS_ENTERPRISE, RELATION_STATE_BLOCKED, false, false),
	    R7_11, "APPLIED");
	assert_allowed(apply(CUSTOMER_CLASS_ENTERPRISE, RELATION_STATE_PURGED, false, false), R7_11,
	    "APPLIED");
	assert_refused(apply(CUSTOMER_CLASS_ENTERPRISE, RELATION_STATE_BLOCKED, false, true), R7_11,
	    422, "CUSTOMER_BLACKLISTED");
	/* R7.31 example 2: off the company list, but S1 still lists it. */
	assert_refused(apply(CUSTOMER_CLASS_ENTERPRISE, RELATION_STATE_PURGED, false, true), R7_11,
	    422, "CUSTOMER_BLACKLISTED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_11_example_1_all_six_met),
		cmocka_unit_test(R7_11_example_2_five_of_six),
		cmocka_unit_test(R7_11_open_checks_are_all_listed),
		cmocka_unit_test(R7_11_example_3_blacklisted_elsewhere),
		cmocka_unit_test(R7_11_example_4_listed_before_the_decision),
		cmocka_unit_test(R7_11_applications),
		cmocka_unit_test(R7_11_a_condition_of_the_department),
		cmocka_unit_test(R7_12_papers_on_the_day_of_the_decision),
		cmocka_unit_test(R7_13_example_1_age_of_the_extract),
		cmocka_unit_test(R7_13_example_2_record_of_2009),
		cmocka_unit_test(R7_13_example_3_declaration_unsigned),
		cmocka_unit_test(R7_13_evidence_and_checkers),
		cmocka_unit_test(R7_14_condition_c_is_met_by_commitment),
		cmocka_unit_test(R7_15_example_2_qualified_for_none),
		cmocka_unit_test(R7_31_example_3_removal_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
