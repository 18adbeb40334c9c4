/* R7.19, R7.20, R7.22: ratings, record, risk, partnership, and how old the evaluation may be. */
#include "customers_tier.h"

TEST(R7_19_example_1_one_late_payment)
{
	const struct default_facts late[] = { { on("2019-06-01"), false, false } };
	const struct default_facts harmless[] = { { on("2027-02-01"), true, false },
		{ on("2027-02-01"), false, true } };
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_VIP);

	facts.defaults = late;
	facts.default_count = 1;
	assert_criteria(TIER_VIP, facts, with, "b.record");
	assert_refused(tier_criteria(TIER_VIP, &facts, &with), R7_19, 422, "CRITERION_NOT_MET");
	with.lookback_all = false;
	with.lookback = period("P24M");
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	assert_non_null(strstr(tier_criteria(TIER_VIP, &facts, &with).parameters,
	    "\"tier.default_lookback\":\"P24M\""));
	/* The record counts to the end of the day two years later. */
	facts.on = on("2021-06-01");
	facts.evaluated_on = on("2021-05-01");
	assert_criteria(TIER_VIP, facts, with, "b.record");
	facts.on = on("2021-06-02");
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	/* Annulled, or made by the very problem of the demotion. */
	facts = hospital();
	facts.defaults = harmless;
	facts.default_count = 2;
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), no_criteria);
}

/* R7.19 example 2 and R7.20: every rating of every subject. */
TEST(R7_19_example_2_ratings)
{
	static const struct {
		enum rating_subject subject;
		const char *vip, *preferred; /* NULL: the tier does not ask */
	} table[] = {
		{ RATING_SUBJECT_VOLUME, NULL, NULL },
		{ RATING_SUBJECT_RECEIVABLES, NULL, NULL },
		{ RATING_SUBJECT_REPUTATION, "a.reputation", NULL },
		{ RATING_SUBJECT_LOYALTY, "a.loyalty", "c.loyalty" },
		{ RATING_SUBJECT_PERFORMANCE, "a.performance", "a.performance" },
		{ RATING_SUBJECT_STABILITY, "a.stability", NULL },
		{ RATING_SUBJECT_AWARENESS, NULL, "a.awareness" },
		{ RATING_SUBJECT_STRENGTH, NULL, "b.strength" },
		{ RATING_SUBJECT_DEMAND, NULL, "b.demand" },
		{ RATING_SUBJECT_INTEGRITY, NULL, "c.integrity" },
	};

	assert_int_equal(COUNT(table), RATING_SUBJECT_COUNT - 1);
	for (size_t i = 0; i < COUNT(table); i++)
		for (int rating = 0; rating < RATING_COUNT; rating++) {
			struct tier_facts facts = hospital();

			facts.ratings[table[i].subject] = (enum rating)rating;
			if (table[i].vip && rating < RATING_HIGH)
				assert_criteria(TIER_VIP, facts, figures(TIER_VIP), table[i].vip);
			else
				assert_met(TIER_VIP, facts, figures(TIER_VIP));
			if (table[i].preferred && rating < RATING_FAIRLY_HIGH)
				assert_criteria(TIER_PREFERRED, facts, figures(TIER_PREFERRED),
				    table[i].preferred);
			else
				assert_met(TIER_PREFERRED, facts, figures(TIER_PREFERRED));
		}
}

TEST(R7_19_example_3_no_transaction_yet)
{
	struct tier_facts facts = hospital();

	facts.has_paid = false;
	facts.business_began_on = NO_DATE;
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), "b.no_business");
	assert_met(TIER_PREFERRED, facts,
	    figures(TIER_PREFERRED)); /* R7.20: no business yet is a clean record */
}

/* R7.19 example 4 and R7.20 example 3. */
TEST(R7_19_example_4_risk)
{
	struct tier_facts facts = hospital();

	facts.risk = RISK_SMALL;
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), no_criteria);
	assert_criteria(TIER_PREFERRED, facts, figures(TIER_PREFERRED), "a.risk");
	facts.risk = RISK_LARGE;
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), "b.risk");
	facts.risk = 0; /* not rated */
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), "b.risk");
	assert_criteria(TIER_PREFERRED, facts, figures(TIER_PREFERRED), "a.risk");
}

TEST(R7_20_example_4_one_overdue_pickup)
{
	const struct default_facts pickup[] = { { on("2026-06-01"), false, false } };
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_PREFERRED);

	facts.defaults = pickup;
	facts.default_count = 1;
	assert_criteria(TIER_PREFERRED, facts, with, "c.record");
	assert_refused(
	    tier_criteria(TIER_PREFERRED, &facts, &with), R7_20, 422, "CRITERION_NOT_MET");
}

TEST(R7_19_all_unmet_at_once)
{
	static const struct extra_criterion extra[] = { { "own_lab", false } };
	struct tier_facts facts = { .on = on("2027-03-01"),
		.beds = -1,
		.business_began_on = NO_DATE,
		.evaluated_on = NO_DATE,
		.extra = extra,
		.extra_count = 1 };

	assert_criteria(TIER_VIP, facts, figures(TIER_VIP),
	    "a.kind a.size a.performance a.reputation a.stability "
	    "a.loyalty b.risk b.no_business c extra.own_lab");
	assert_criteria(TIER_PREFERRED, facts, figures(TIER_PREFERRED),
	    "a.kind a.size a.awareness a.performance "
	    "b.strength b.demand c.integrity c.loyalty a.risk d extra.own_lab");
}

TEST(R7_22_example_1_age_of_the_evaluation)
{
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_VIP);

	facts.evaluated_on = on("2026-08-31");
	facts.on = date_of(at("2027-02-28 23:59:59.999999"));
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	facts.on = date_of(at("2027-03-01 00:00:00"));
	assert_refused(tier_criteria(TIER_VIP, &facts, &with), R7_22, 422, "EVALUATION_TOO_OLD");
	assert_because(tier_criteria(TIER_VIP, &facts, &with),
	    "The evaluation of 2026-08-31 could be used until 2027-02-28.");
}

TEST(R7_22_example_2_extra_criterion)
{
	static const struct extra_criterion extra[] = { { "cold_chain", true },
		{ "own_store", false } };
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_VIP);

	facts.extra = extra;
	facts.extra_count = 2;
	assert_members(
	    tier_criteria(TIER_VIP, &facts, &with), "\"criteria\":[\"extra.own_store\"]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_19_example_1_one_late_payment),
		cmocka_unit_test(R7_19_example_2_ratings),
		cmocka_unit_test(R7_19_example_3_no_transaction_yet),
		cmocka_unit_test(R7_19_example_4_risk),
		cmocka_unit_test(R7_20_example_4_one_overdue_pickup),
		cmocka_unit_test(R7_19_all_unmet_at_once),
		cmocka_unit_test(R7_22_example_1_age_of_the_evaluation),
		cmocka_unit_test(R7_22_example_2_extra_criterion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
