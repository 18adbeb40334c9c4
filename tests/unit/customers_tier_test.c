/* R7.17, R7.18: changes of tier; kind and size. */
#include "customers_tier.h"

TEST(R7_17_example_1_qualified_without_grading)
{
	struct tier_facts nothing_known = {
		.on = on("2027-03-01"), .beds = -1, .evaluated_on = NO_DATE
	};
	struct tier_figures with = figures(TIER_VIP);

	assert_allowed(tier_criteria(TIER_QUALIFIED, &nothing_known, &with), R7_17, "CRITERIA_MET");
	assert_int_equal(tier_attainable(false, true, false, true), TIER_QUALIFIED);
}

TEST(R7_17_example_3_the_best_that_has_a_place)
{
	for (unsigned bits = 0; bits < 16; bits++) {
		enum tier best = tier_attainable(bits & 1, bits & 2, bits & 4, bits & 8);

		assert_int_equal(best, (bits & 3) == 3	   ? TIER_VIP
				       : (bits & 12) == 12 ? TIER_PREFERRED
							   : TIER_QUALIFIED);
	}
	assert_int_equal(tier_attainable(true, false, true, true), TIER_PREFERRED);
}

/* R7.17: every cause from every tier to every tier. */
TEST(R7_17_causes)
{
	for (int cause = 1; cause < TIER_CHANGE_CAUSE_COUNT; cause++)
		for (int from = 1; from < TIER_COUNT; from++)
			for (int to = 1; to < TIER_COUNT; to++) {
				/* VIP 1, PREFERRED 2, QUALIFIED 3: a smaller number is higher. */
				bool ok = cause == TIER_CHANGE_CAUSE_INITIAL	 ? true
					  : cause == TIER_CHANGE_CAUSE_PROMOTION ? to < from
					  : cause == TIER_CHANGE_CAUSE_DEMOTION	 ? to > from
										 : from == TIER_VIP;
				struct decision d = tier_change_decide(
				    &(struct tier_change) {
					.state = RELATION_STATE_ADMITTED,
					.from = (enum tier)from,
					.to = (enum tier)to,
					.cause = (enum tier_change_cause)cause,
					.proposed_by = "staff",
				    },
				    &manager);

				if (from == to)
					assert_refused(d, R7_17, 422, "NO_CHANGE");
				else if (ok)
					assert_allowed(d, R7_17, tier_names[to]);
				else
					assert_refused(d, R7_17, 409, "INVALID_STATE");
			}
}

TEST(R7_17_who_and_whom)
{
	struct tier_change change = { .state = RELATION_STATE_ADMITTED,
		.from = TIER_QUALIFIED,
		.to = TIER_VIP,
		.cause = TIER_CHANGE_CAUSE_INITIAL,
		.proposed_by = "manager" };

	assert_refused(tier_change_decide(&change, &staff), R7_17, 403, "FORBIDDEN_ROLE");
	assert_refused(tier_change_decide(&change, &manager), R7_17, 403, "SEPARATION_OF_DUTIES");
	change.proposed_by = "supervisor";
	assert_allowed(tier_change_decide(&change, &manager), R7_17, "VIP");
	change.graded = true; /* the first grading is only once */
	assert_refused(tier_change_decide(&change, &manager), R7_17, 409, "INVALID_STATE");
	change.graded = false;
	change.exempt = true;
	assert_refused(tier_change_decide(&change, &manager), R7_17, 422, "TIER_NOT_APPLICABLE");
	change.exempt = false;
	for (int s = 0; s < RELATION_STATE_COUNT; s++) {
		change.state = (enum relation_state)s;
		assert_int_equal(!tier_change_decide(&change, &manager).refusal,
		    s == RELATION_STATE_ADMITTED || s == RELATION_STATE_ON_HOLD);
	}
}

/* R7.18 example 1 and R7.20 examples 1 and 2, with every grade. */
TEST(R7_18_example_1_grades)
{
	struct tier_facts facts = hospital();

	for (int grade = 0; grade < HOSPITAL_GRADE_COUNT; grade++) {
		facts.grade = (enum hospital_grade)grade;
		assert_criteria(TIER_VIP, facts, figures(TIER_VIP),
		    grade >= HOSPITAL_GRADE_3B ? no_criteria : "a.size");
		if (grade >= HOSPITAL_GRADE_2A) /* 3C is above 2A */
			assert_met(TIER_PREFERRED, facts, figures(TIER_PREFERRED));
		else
			assert_criteria(TIER_PREFERRED, facts, figures(TIER_PREFERRED), "a.size");
	}
	assert_true(HOSPITAL_GRADE_3C > HOSPITAL_GRADE_2A && HOSPITAL_GRADE_3B > HOSPITAL_GRADE_3C);
	/* A grade is a hospital's. */
	facts.kind = CUSTOMER_KIND_DIRECT_DISTRIBUTOR;
	assert_criteria(TIER_VIP, facts, figures(TIER_VIP), "a.size");
}

TEST(R7_18_example_2_beds)
{
	struct tier_facts facts = hospital();
	struct tier_figures with = figures(TIER_VIP);

	with.min_beds = 300;
	facts.grade = HOSPITAL_GRADE_2A;
	facts.specialty = SPECIALTY_ORTHOPAEDIC;
	facts.beds = 300;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	facts.specialty = SPECIALTY_TRAUMA;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	facts.beds = 299;
	assert_criteria(TIER_VIP, facts, with, "a.size");
	facts.beds = -1;
	assert_criteria(TIER_VIP, facts, with, "a.size");
	/* No beds are asked for, but an unknown number is none. */
	with.min_beds = 0;
	assert_criteria(TIER_VIP, facts, with, "a.size");
	facts.beds = 0;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	assert_non_null(strstr(tier_criteria(TIER_VIP, &facts, &with).parameters, "min_beds\":0,"));
	with.min_beds = 300;
	facts.specialty = SPECIALTY_GENERAL;
	facts.beds = 900;
	assert_criteria(TIER_VIP, facts, with, "a.size");
}

TEST(R7_18_example_3_volume_of_every_year)
{
	struct yearly_volume years[] = { { 2024, 100000000 }, { 2025, 120000000 },
		{ 2026, 100000000 } };
	struct tier_figures with = figures(TIER_VIP);
	struct tier_facts facts = trader(CUSTOMER_KIND_DIRECT_DISTRIBUTOR, years, 3);

	with.min_yearly_volume_fen = 100000000;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	for (size_t i = 0; i < 3; i++) {
		years[i].fen -= i == 1 ? 20000001 : 1;
		assert_criteria(TIER_VIP, facts, with, "a.size");
		years[i].fen += i == 1 ? 20000001 : 1;
	}
	/* A year without business is a year with nothing; one before the look-back does not count.
	 */
	facts.volume_count = 2;
	assert_criteria(TIER_VIP, facts, with, "a.size");
	years[0].year = 2026;
	with.volume_lookback_years = 2;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	/* A figure of nothing is a figure: business in whichever year is enough. */
	with.min_yearly_volume_fen = 0;
	facts.volume_count = 0;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	facts.business_began_on = NO_DATE;
	assert_members(tier_criteria(TIER_VIP, &facts, &with), "\"criteria\":[\"a.size\"]");
	facts = trader(CUSTOMER_KIND_DIRECT_DISTRIBUTOR, years, 3);
	with.min_yearly_volume_fen = 100000000;
	/* Hospitals may have it too. */
	facts.kind = CUSTOMER_KIND_MEDICAL_INSTITUTION;
	assert_criteria(TIER_VIP, facts, with, no_criteria);
}

TEST(R7_18_complete_years_since_business_began)
{
	const struct yearly_volume years[] = { { 2025, 1 }, { 2026, 100000000 }, { 2027, 1 } };
	struct tier_figures with = figures(TIER_VIP);
	struct tier_facts facts = trader(CUSTOMER_KIND_DIRECT_DISTRIBUTOR, years, 3);

	with.min_yearly_volume_fen = 100000000;
	facts.business_began_on = on("2025-01-02"); /* 2025 is not complete, 2027 not over */
	assert_criteria(TIER_VIP, facts, with, no_criteria);
	facts.business_began_on = on("2025-01-01");
	assert_criteria(TIER_VIP, facts, with, "a.size");
	facts.business_began_on = on("2026-01-02"); /* no complete year yet */
	assert_criteria(TIER_VIP, facts, with, "a.size");
	facts.business_began_on = NO_DATE;
	assert_criteria(TIER_VIP, facts, with, "a.size");
}

TEST(R7_18_example_4_blank_figure)
{
	struct tier_facts facts = trader(CUSTOMER_KIND_DIRECT_DISTRIBUTOR, NULL, 0);
	struct tier_figures with = figures(TIER_VIP);
	struct decision d = tier_criteria(TIER_VIP, &facts, &with);

	assert_refused(d, R7_18, 422, "CRITERION_NOT_MET");
	assert_members(
	    d, "\"criteria\":[\"a.size\"],\"not_configured\":[\"tier.VIP.min_yearly_volume_fen\"]");
	assert_string_equal(d.parameters,
	    "\"tier.VIP.min_grade\":\"3B\",\"tier.VIP.min_beds\":null,\"tier.VIP.min_yearly_volume_"
	    "fen\":null,"
	    "\"tier.volume_lookback_years\":3,\"tier.default_lookback\":\"ALL\"");
	/* An orthopaedic hospital could also have had the beds; and a grade, were one set. */
	facts = hospital();
	facts.grade = HOSPITAL_GRADE_2A;
	facts.specialty = SPECIALTY_ORTHOPAEDIC;
	facts.beds = 900;
	with.min_grade = 0;
	assert_members(tier_criteria(TIER_VIP, &facts, &with),
	    "\"criteria\":[\"a.size\"],\"not_configured\":["
	    "\"tier.VIP.min_grade\",\"tier.VIP.min_beds\",\"tier.VIP.min_yearly_volume_fen\"]");
}

/* R7.18 example 5, and which kinds each tier is open to. */
TEST(R7_18_example_5_kinds)
{
	const struct yearly_volume years[] = { { 2024, 5 }, { 2025, 5 }, { 2026, 5 } };

	for (int kind = 0; kind < CUSTOMER_KIND_COUNT; kind++) {
		struct tier_facts facts = trader((enum customer_kind)kind, years, 3);
		struct tier_figures vip = figures(TIER_VIP), preferred = figures(TIER_PREFERRED);
		bool direct = kind == CUSTOMER_KIND_DIRECT_DISTRIBUTOR ||
			      kind == CUSTOMER_KIND_MEDICAL_INSTITUTION;

		vip.min_yearly_volume_fen = preferred.min_yearly_volume_fen = 5;
		assert_criteria(TIER_VIP, facts, vip, direct ? no_criteria : "a.kind");
		/* R7.20 example 5: an indirect distributor can be preferred, not VIP. */
		if (direct || kind == CUSTOMER_KIND_DISTRIBUTOR)
			assert_met(TIER_PREFERRED, facts, preferred);
		else
			assert_criteria(TIER_PREFERRED, facts, preferred, "a.kind");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_17_example_1_qualified_without_grading),
		cmocka_unit_test(R7_17_example_3_the_best_that_has_a_place),
		cmocka_unit_test(R7_17_causes),
		cmocka_unit_test(R7_17_who_and_whom),
		cmocka_unit_test(R7_18_example_1_grades),
		cmocka_unit_test(R7_18_example_2_beds),
		cmocka_unit_test(R7_18_example_3_volume_of_every_year),
		cmocka_unit_test(R7_18_complete_years_since_business_began),
		cmocka_unit_test(R7_18_example_4_blank_figure),
		cmocka_unit_test(R7_18_example_5_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
