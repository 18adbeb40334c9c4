/* R7.4, R7.12, R7.15: papers of a customer and of its products. */
#include "customers_rules.h"
#include "customers/rules_papers.h"

static const char *const documents[] = { "BUSINESS_LICENCE", "TAX_REGISTRATION", NULL };
static const char *const medical[] = { "MEDICAL_PRACTICE_LICENCE", NULL };

static struct paper
paper(const char *type, const char *until)
{
	return (struct paper) { type, NO_DATE, until ? on(until) : NO_DATE, .verified = true };
}

static struct legal_facts
legal(enum legal_form form, enum customer_kind kind, const struct paper *papers, size_t count)
{
	return (struct legal_facts) { form, kind, { papers, count }, documents, medical };
}

TEST(R7_4_example_1_staff_brings_supervisor_verifies)
{
	struct paper_act act = { false, "S1", NO_DATE, NO_DATE };
	struct actor other = { "x", "S2", ROLE_SUPERVISOR };

	assert_allowed(paper_decide(&act, &staff), R7_4, "REGISTERED");
	assert_allowed(paper_decide(&act, &supervisor), R7_4, "REGISTERED");
	assert_refused(paper_decide(&act, &other), R7_4, 403, "FORBIDDEN_ROLE");
	act.verify = true;
	assert_refused(paper_decide(&act, &staff), R7_4, 403, "FORBIDDEN_ROLE");
	assert_refused(paper_decide(&act, &division), R7_4, 403, "FORBIDDEN_ROLE");
	assert_refused(paper_decide(&act, &other), R7_4, 403, "FORBIDDEN_ROLE");
	assert_allowed(paper_decide(&act, &supervisor), R7_4, "VERIFIED");
}

TEST(R7_4_ends_before_it_begins)
{
	struct paper_act act = { false, "S1", on("2027-02-02"), on("2027-02-01") };

	assert_refused(paper_decide(&act, &staff), R7_4, 400, "VALIDATION_FAILED");
	act.valid_until = act.valid_from;
	assert_allowed(paper_decide(&act, &staff), R7_4, "REGISTERED");
}

TEST(R7_12_example_1_licence_of_its_last_day)
{
	const struct paper papers[] = { paper("BUSINESS_LICENCE", "2027-02-28"),
		paper("TAX_REGISTRATION", NULL) };
	struct legal_facts facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, papers, 2);

	assert_allowed(
	    legal_decide(&facts, date_of(at("2027-02-28 23:59:59.999999"))), R7_12, "MET");
	assert_refused(legal_decide(&facts, date_of(at("2027-03-01 00:00:00"))), R7_12, 422,
	    "DOCUMENT_EXPIRED");
	assert_members(
	    legal_decide(&facts, on("2027-03-01")), "\"expired\":[\"BUSINESS_LICENCE\"]");
}

TEST(R7_12_example_2_hospital_without_practice_licence)
{
	struct paper papers[] = { paper("BUSINESS_LICENCE", NULL), paper("TAX_REGISTRATION", NULL),
		paper("MEDICAL_PRACTICE_LICENCE", NULL) };
	struct legal_facts facts =
	    legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_MEDICAL_INSTITUTION, papers, 2);

	assert_refused(legal_decide(&facts, on("2027-01-01")), R7_12, 422, "DOCUMENT_MISSING");
	assert_members(
	    legal_decide(&facts, on("2027-01-01")), "\"missing\":[\"MEDICAL_PRACTICE_LICENCE\"]");
	facts.papers.count = 3;
	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
	/* A distributor needs none. */
	facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DIRECT_DISTRIBUTOR, papers, 2);
	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
}

TEST(R7_12_example_3_unverified_counts_as_missing)
{
	struct paper papers[] = { paper("BUSINESS_LICENCE", NULL),
		paper("TAX_REGISTRATION", NULL) };
	struct legal_facts facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, papers, 2);

	papers[1].verified = false;
	assert_refused(legal_decide(&facts, on("2027-01-01")), R7_12, 422, "DOCUMENT_MISSING");
	papers[0].verified = false;
	papers[1].valid_until = on("2020-01-01"); /* unverified and expired: still only missing */
	assert_members(legal_decide(&facts, on("2027-01-01")),
	    "\"missing\":[\"BUSINESS_LICENCE\",\"TAX_REGISTRATION\"]");
	papers[0].verified = papers[1].verified = true;
	papers[0].valid_from = on("2027-01-02");
	assert_members(legal_decide(&facts, on("2027-01-01")),
	    "\"missing\":[\"BUSINESS_LICENCE\"],\"expired\":[\"TAX_REGISTRATION\"]");
}

TEST(R7_12_first_day_of_a_paper)
{
	struct paper papers[] = { paper("BUSINESS_LICENCE", NULL),
		paper("TAX_REGISTRATION", NULL) };
	struct legal_facts facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, papers, 2);

	papers[0].valid_from = on("2027-01-01");
	assert_refused(legal_decide(&facts, on("2026-12-31")), R7_12, 422, "DOCUMENT_MISSING");
	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
	assert_allowed(legal_decide(&facts, on("2027-06-01")), R7_12, "MET");
}

TEST(R7_12_credit_code_is_the_tax_registration)
{
	struct paper papers[] = { paper("BUSINESS_LICENCE", "2027-06-30") };
	struct legal_facts facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, papers, 1);

	assert_refused(legal_decide(&facts, on("2027-01-01")), R7_12, 422, "DOCUMENT_MISSING");
	papers[0].credit_code = true;
	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
	/* It expires for both. */
	assert_members(legal_decide(&facts, on("2027-07-01")),
	    "\"expired\":[\"BUSINESS_LICENCE\",\"TAX_REGISTRATION\"]");
}

TEST(R7_12_public_hospital)
{
	struct paper papers[] = { paper("INSTITUTION_REGISTRATION", NULL),
		paper("TAX_REGISTRATION", NULL), paper("MEDICAL_PRACTICE_LICENCE", NULL) };
	struct legal_facts facts =
	    legal(LEGAL_FORM_PUBLIC_INSTITUTION, CUSTOMER_KIND_MEDICAL_INSTITUTION, papers, 3);

	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
	papers[1].verified = false;
	papers[0].credit_code = true;
	assert_allowed(legal_decide(&facts, on("2027-01-01")), R7_12, "MET");
	/* Whoever is no public hospital needs the business licence. */
	facts.legal_form = LEGAL_FORM_COMPANY;
	assert_refused(legal_decide(&facts, on("2027-01-01")), R7_12, 422, "DOCUMENT_MISSING");
	facts = legal(LEGAL_FORM_PUBLIC_INSTITUTION, CUSTOMER_KIND_DISTRIBUTOR, papers, 3);
	assert_refused(legal_decide(&facts, on("2027-01-01")), R7_12, 422, "DOCUMENT_MISSING");
}

TEST(R7_12_legal_forms)
{
	const struct paper papers[] = { paper("BUSINESS_LICENCE", NULL),
		paper("TAX_REGISTRATION", NULL) };

	for (int form = 0; form < LEGAL_FORM_COUNT; form++) {
		struct legal_facts facts =
		    legal((enum legal_form)form, CUSTOMER_KIND_DISTRIBUTOR, papers, 2);
		struct decision d = legal_decide(&facts, on("2027-01-01"));

		if (form == LEGAL_FORM_COMPANY || form == LEGAL_FORM_PUBLIC_INSTITUTION ||
		    form == LEGAL_FORM_SOCIAL_SERVICE_INSTITUTION)
			assert_allowed(d, R7_12, "MET");
		else
			assert_refused(d, R7_12, 422, "NO_LEGAL_CAPACITY");
	}
}

TEST(R7_16_the_last_day_of_the_papers)
{
	struct paper papers[] = { paper("BUSINESS_LICENCE", "2027-02-28"),
		paper("TAX_REGISTRATION", "2026-12-31"), paper("BUSINESS_LICENCE", "2028-02-29"),
		paper("TAX_REGISTRATION", NULL) };
	struct legal_facts facts = legal(LEGAL_FORM_COMPANY, CUSTOMER_KIND_DISTRIBUTOR, papers, 2);

	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), on("2026-12-31"));
	/* Of two licences the one that lasts longer; of one type the earliest that ends ends all.
	 */
	facts.papers.count = 3;
	papers[1].valid_until = on("2029-01-01");
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), on("2028-02-29"));
	facts.papers.count = 4;
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), on("2028-02-29"));
	papers[2].valid_until = NO_DATE;
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), NO_DATE);
	/* In whatever order they are given. */
	papers[0].valid_until = NO_DATE;
	papers[2].valid_until = on("2028-02-29");
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), NO_DATE);
	papers[0].valid_until = on("2028-03-01");
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), on("2028-03-01"));
	/* What has expired by then has no say. */
	papers[0].valid_until = on("2026-12-30");
	assert_int_equal(legal_valid_until(&facts, on("2026-12-31")), on("2028-02-29"));
}

static const char *const sale_of_implants[] = { "DEVICE_LICENCE", "IMPLANT_PERMIT", NULL };
static const char *const nothing[] = { NULL };

TEST(R7_15_example_1_qualified_for_one_of_two)
{
	const struct paper papers[] = { paper("DEVICE_LICENCE", "2027-06-30") };
	const struct papers all = { papers, 1 };
	static const char *const device[] = { "DEVICE_LICENCE", NULL };
	const struct product_facts p1 = { "P1", device }, p2 = { "P2", sale_of_implants };

	assert_allowed(product_decide(&p1, &all, on("2027-06-30")), R7_15, "QUALIFIED");
	assert_refused(
	    product_decide(&p2, &all, on("2027-06-30")), R7_15, 422, "PRODUCT_NOT_QUALIFIED");
	assert_members(product_decide(&p2, &all, on("2027-06-30")),
	    "\"products\":[\"P2\"],\"types\":[\"IMPLANT_PERMIT\"]");
	assert_members(product_decide(&p2, &all, on("2027-07-01")),
	    "\"products\":[\"P2\"],\"types\":[\"DEVICE_LICENCE\",\"IMPLANT_PERMIT\"]");
}

TEST(R7_15_example_3_requirement_added_later)
{
	const struct papers none = { NULL, 0 };
	struct product_facts p1 = { "P1", nothing };

	/* No requirement set: none needed. */
	assert_allowed(product_decide(&p1, &none, on("2027-01-01")), R7_15, "QUALIFIED");
	p1.required = NULL;
	assert_allowed(product_decide(&p1, &none, on("2027-01-01")), R7_15, "QUALIFIED");
	p1.required = sale_of_implants;
	assert_refused(
	    product_decide(&p1, &none, on("2027-01-01")), R7_15, 422, "PRODUCT_NOT_QUALIFIED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_4_example_1_staff_brings_supervisor_verifies),
		cmocka_unit_test(R7_4_ends_before_it_begins),
		cmocka_unit_test(R7_12_example_1_licence_of_its_last_day),
		cmocka_unit_test(R7_12_example_2_hospital_without_practice_licence),
		cmocka_unit_test(R7_12_example_3_unverified_counts_as_missing),
		cmocka_unit_test(R7_12_first_day_of_a_paper),
		cmocka_unit_test(R7_12_credit_code_is_the_tax_registration),
		cmocka_unit_test(R7_12_public_hospital),
		cmocka_unit_test(R7_12_legal_forms),
		cmocka_unit_test(R7_16_the_last_day_of_the_papers),
		cmocka_unit_test(R7_15_example_1_qualified_for_one_of_two),
		cmocka_unit_test(R7_15_example_3_requirement_added_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
