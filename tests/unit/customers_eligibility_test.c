/* R7.10, R7.14, R7.16, R7.30; R7.31: contracts, eligibility, the effect of the blacklists. */
#include "customers_rules.h"
#include "customers/rules_contract.h"
#include "customers/rules_eligibility.h"

/* A customer of a sales department against whom nothing stands. */
static struct eligibility_facts
fine(void)
{
	return (struct eligibility_facts) {
		.listing = { .sales_department = true },
		.state = RELATION_STATE_ADMITTED,
		.papers_valid = true,
		.contract_valid = true,
		.product_asked = true,
		.product_qualified = true,
	};
}

static void
assert_reasons(struct eligibility_facts facts, const char *expected)
{
	struct eligibility e = eligibility(&facts);

	assert_string_equal(words_json(&e.names), expected);
	assert_int_equal(e.business_allowed, strcmp(expected, "[]") == 0);
	assert_allowed(
	    e.decision, R7_16, e.business_allowed ? "BUSINESS_ALLOWED" : "BUSINESS_NOT_ALLOWED");
}

TEST(R7_10_example_1_retail_buys_without_admission)
{
	struct eligibility_facts facts = { .exempt = true, .listing.sales_department = true };

	assert_reasons(facts, "[]"); /* R7.16 example 3 too */
	facts.listing.department = true;
	assert_reasons(facts, "[\"DEPARTMENT_BLACKLISTED\"]");
}

TEST(R7_10_example_2_applied_is_not_admitted)
{
	struct eligibility_facts facts = fine();

	facts.state = RELATION_STATE_APPLIED;
	assert_reasons(facts, "[\"NOT_ADMITTED\"]");
	facts.state = 0;
	facts.contract_valid = false;
	assert_reasons(facts, "[\"NOT_ADMITTED\"]");
}

TEST(R7_14_example_1_admitted_on_commitment)
{
	struct eligibility_facts facts = fine();

	facts.contract_valid = false;
	assert_reasons(facts, "[\"CONTRACT_MISSING\"]");
	facts.product_qualified = false;
	assert_reasons(facts, "[\"CONTRACT_MISSING\",\"PRODUCT_NOT_QUALIFIED\"]");
	assert_because(eligibility(&facts).decision,
	    "No business with this customer: there is no valid contract, and more.");
	facts.product_asked = false;
	assert_reasons(facts, "[\"CONTRACT_MISSING\"]");
	assert_because(eligibility(&facts).decision,
	    "No business with this customer: there is no valid contract.");
}

static const char *const p1_only[] = { "P1", NULL };

TEST(R7_14_example_2_the_last_day_of_a_contract)
{
	struct contract c = { "S1", on("2026-07-01"), on("2027-06-30"), p1_only };

	assert_true(contract_covers(&c, "S1", "P1", date_of(at("2027-06-30 23:59:59.999999"))));
	assert_false(contract_covers(&c, "S1", "P1", date_of(at("2027-07-01 00:00:00"))));
	assert_true(contract_covers(&c, "S1", "P1", on("2026-07-01")));
	assert_false(contract_covers(&c, "S1", "P1", on("2026-06-30")));
	assert_false(contract_covers(&c, "S1", "P2", on("2027-01-01")));
	assert_true(contract_covers(&c, "S1", NULL, on("2027-01-01")));
	c.valid_until = NO_DATE;
	assert_true(contract_covers(&c, "S1", "P1", on("2040-01-01")));
}

TEST(R7_14_example_3_a_contract_of_s1_does_not_serve_s2)
{
	struct contract c = { "S1", on("2026-07-01"), NO_DATE, p1_only };

	assert_false(contract_covers(&c, "S2", "P1", on("2027-01-01")));
}

TEST(R7_14_signing)
{
	struct contract_facts c = { .state = RELATION_STATE_ADMITTED,
		.signed_on = on("2027-03-01"),
		.valid_until = NO_DATE };
	date today = on("2027-03-01");

	assert_allowed(contract_decide(&c, today), R7_14, "SIGNED");
	c.signed_on = on("2027-03-02");
	assert_refused(contract_decide(&c, today), R7_14, 422, "TIME_IN_FUTURE");
	c.signed_on = today;
	c.valid_until = on("2027-02-28");
	assert_refused(contract_decide(&c, today), R7_14, 400, "VALIDATION_FAILED");
	c.valid_until = today;
	c.number_taken = true;
	assert_refused(contract_decide(&c, today), R7_14, 409, "CONTRACT_EXISTS");
	c.number_taken = false;
	c.department_listed = true;
	assert_refused(contract_decide(&c, today), R7_14, 422, "CUSTOMER_BLACKLISTED");
	c.department_listed = false;
	for (int s = 0; s < RELATION_STATE_COUNT; s++) {
		c.state = (enum relation_state)s;
		if (s == RELATION_STATE_ADMITTED)
			assert_allowed(contract_decide(&c, today), R7_14, "SIGNED");
		else
			assert_refused(contract_decide(&c, today), R7_14, 422, "NOT_ADMITTED");
	}
	c.exempt = true;
	assert_allowed(contract_decide(&c, today), R7_14, "SIGNED");
}

TEST(R7_16_example_1_on_hold_from_midnight)
{
	struct eligibility_facts facts = fine();

	assert_int_equal(hold_at(on("2027-02-28")), at("2027-03-01 00:00:00"));
	assert_int_equal(hold_at(NO_DATE), NO_INSTANT);
	/* Also in the moment before the timer has come round. */
	facts.papers_valid = false;
	assert_reasons(facts, "[\"ON_HOLD\"]");
	facts.state = RELATION_STATE_ON_HOLD;
	assert_reasons(facts, "[\"ON_HOLD\"]");
}

TEST(R7_16_example_2_both_blacklists)
{
	struct eligibility_facts facts = fine();

	facts.state = RELATION_STATE_PURGED;
	facts.listing.company = facts.listing.department = true;
	assert_reasons(facts, "[\"COMPANY_BLACKLISTED\",\"DEPARTMENT_BLACKLISTED\"]");
	/* Off both lists, nobody has admitted it again. */
	facts.listing.company = facts.listing.department = false;
	assert_reasons(facts, "[\"NOT_ADMITTED\"]");
}

TEST(R7_16_example_4_renewed)
{
	assert_int_equal(papers_effect(RELATION_STATE_ON_HOLD, true), RELATION_RENEW);
	assert_int_equal(
	    relation_next(RELATION_STATE_ON_HOLD, RELATION_RENEW), RELATION_STATE_ADMITTED);
	assert_int_equal(papers_effect(RELATION_STATE_ADMITTED, false), RELATION_HOLD);
	assert_int_equal(papers_effect(RELATION_STATE_ADMITTED, true), 0);
	assert_int_equal(papers_effect(RELATION_STATE_ON_HOLD, false), 0);
	assert_int_equal(papers_effect(RELATION_STATE_APPLIED, false), 0);
	assert_int_equal(papers_effect(RELATION_STATE_PURGED, true), 0);
}

/*
 * R7.16: every combination of six facts gives the reasons in the rulebook's order, each only
 * behind an open door.
 */
TEST(R7_16_all_reasons)
{
	for (unsigned bits = 0; bits < 64; bits++) {
		struct eligibility_facts facts = fine();
		struct eligibility e;
		bool listed = bits & 3, admitted = !(bits & 4);

		facts.listing.company = bits & 1;
		facts.listing.department = bits & 2;
		facts.state = admitted ? RELATION_STATE_ADMITTED : RELATION_STATE_ENDED;
		facts.papers_valid = !(bits & 8);
		facts.contract_valid = !(bits & 16);
		facts.product_qualified = !(bits & 32);
		e = eligibility(&facts);
		assert_int_equal(e.business_allowed, bits == 0);
		for (size_t i = 1; i < e.reason_count; i++)
			assert_true(e.reasons[i - 1] < e.reasons[i]);
		if (listed)
			assert_int_equal(e.reason_count, (bits & 1) + (bits >> 1 & 1));
		else if (!admitted)
			assert_int_equal(e.reason_count, 1);
		else
			assert_int_equal(
			    e.reason_count, (bits >> 3 & 1) + (bits >> 4 & 1) + (bits >> 5 & 1));
	}
}

TEST(R7_30_a_department_s_list_binds_that_department)
{
	struct listing s1 = { .department = true, .sales_department = true };
	struct listing s2 = { .sales_department = true }; /* S1's list is not S2's */

	assert_refused(blacklist_allows(ACT_CONTRACT, &s1), R7_30, 422, "CUSTOMER_BLACKLISTED");
	assert_members(blacklist_allows(ACT_CONTRACT, &s1), "\"scope\":\"DEPARTMENT\"");
	assert_allowed(blacklist_allows(ACT_CONTRACT, &s2), R7_30, "ALLOWED");
}

TEST(R7_30_example_2_company_list)
{
	struct listing any = { .company = true, .sales_department = true };

	assert_refused(blacklist_allows(ACT_CONTRACT, &any), R7_30, 422, "CUSTOMER_BLACKLISTED");
	assert_members(blacklist_allows(ACT_CONTRACT, &any), "\"scope\":\"COMPANY\"");
	any.department = true;
	assert_members(blacklist_allows(ACT_CONTRACT, &any), "\"scope\":\"COMPANY\"");
}

/* R7.30: every act under every list. Example 3: a payment is accepted. */
TEST(R7_30_example_3_acts)
{
	for (int act = 1; act < ACTS; act++)
		for (unsigned lists = 0; lists < 4; lists++) {
			struct listing listing = { lists & 1, lists & 2, .sales_department = true };
			bool business = act <= ACT_MARKETING_SCHEME;

			assert_int_equal(
			    !!blacklist_allows((enum business_act)act, &listing).refusal,
			    lists && business);
		}
}

TEST(R7_30_units_that_are_no_sales_departments)
{
	struct listing unit = { .company = true, .department = true };
	struct eligibility_facts facts = { .listing = unit };

	assert_allowed(blacklist_allows(ACT_CONTRACT, &unit), R7_30, "ALLOWED");
	assert_reasons(facts, "[]");
	facts.listing.bind_all_units = unit.bind_all_units = true;
	assert_refused(blacklist_allows(ACT_CONTRACT, &unit), R7_30, 422, "CUSTOMER_BLACKLISTED");
	assert_string_equal(
	    blacklist_allows(ACT_CONTRACT, &unit).parameters, "\"blacklist.bind_all_units\":true");
	assert_reasons(facts, "[\"COMPANY_BLACKLISTED\",\"DEPARTMENT_BLACKLISTED\"]");
	facts.listing.company = facts.listing.department = false;
	assert_reasons(facts, "[]"); /* it needs no admission */
}

TEST(R7_31_example_2_still_blocked_by_s1)
{
	struct eligibility_facts facts = fine();

	facts.state = RELATION_STATE_PURGED;
	facts.listing.department = true;
	assert_reasons(facts, "[\"DEPARTMENT_BLACKLISTED\"]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_10_example_1_retail_buys_without_admission),
		cmocka_unit_test(R7_10_example_2_applied_is_not_admitted),
		cmocka_unit_test(R7_14_example_1_admitted_on_commitment),
		cmocka_unit_test(R7_14_example_2_the_last_day_of_a_contract),
		cmocka_unit_test(R7_14_example_3_a_contract_of_s1_does_not_serve_s2),
		cmocka_unit_test(R7_14_signing),
		cmocka_unit_test(R7_16_example_1_on_hold_from_midnight),
		cmocka_unit_test(R7_16_example_2_both_blacklists),
		cmocka_unit_test(R7_16_example_4_renewed),
		cmocka_unit_test(R7_16_all_reasons),
		cmocka_unit_test(R7_30_a_department_s_list_binds_that_department),
		cmocka_unit_test(R7_30_example_2_company_list),
		cmocka_unit_test(R7_30_example_3_acts),
		cmocka_unit_test(R7_30_units_that_are_no_sales_departments),
		cmocka_unit_test(R7_31_example_2_still_blocked_by_s1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
