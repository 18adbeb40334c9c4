/* Customers for the tests of tiers: R7.17-R7.20. */
#ifndef CUSTOMERS_TIER_TEST_H
#define CUSTOMERS_TIER_TEST_H

#include "customers_rules.h"
#include "customers/rules_tier.h"

#define no_criteria ""

static inline struct tier_figures
figures(enum tier tier)
{
	return (struct tier_figures) {
		.min_grade = tier == TIER_VIP ? HOSPITAL_GRADE_3B : HOSPITAL_GRADE_2A,
		.min_beds = -1,
		.min_yearly_volume_fen = -1,
		.min_rating = tier == TIER_VIP ? RATING_HIGH : RATING_FAIRLY_HIGH,
		.max_risk = tier == TIER_VIP ? RISK_SMALL : RISK_NONE,
		.volume_lookback_years = 3,
		.lookback_all = true,
		.evaluation_max_age = period("P6M"),
	};
}

/* A 3A general hospital that meets everything of both tiers. */
static inline struct tier_facts
hospital(void)
{
	struct tier_facts facts = {
		.on = on("2027-03-01"),
		.kind = CUSTOMER_KIND_MEDICAL_INSTITUTION,
		.grade = HOSPITAL_GRADE_3A,
		.specialty = SPECIALTY_GENERAL,
		.beds = -1,
		.business_began_on = on("2020-05-05"),
		.has_paid = true,
		.risk = RISK_NONE,
		.evaluated_on = on("2027-02-01"),
		.statement_signed = true,
	};

	for (int subject = 1; subject < RATING_SUBJECT_COUNT; subject++)
		facts.ratings[subject] = RATING_HIGH;
	return facts;
}

/* A distributor without grade and beds: only its volume can make its size. */
static inline struct tier_facts
trader(enum customer_kind kind, const struct yearly_volume *volumes, size_t count)
{
	struct tier_facts facts = hospital();

	facts.kind = kind;
	facts.grade = 0;
	facts.specialty = 0;
	facts.volumes = volumes;
	facts.volume_count = count;
	return facts;
}

static inline void
assert_criteria(
    enum tier tier, struct tier_facts facts, struct tier_figures with, const char *unmet)
{
	struct decision d = tier_criteria(tier, &facts, &with);
	struct words expected = { 0 };
	char one[40];

	if (!*unmet) {
		assert_allowed(d, R7_19, "CRITERIA_MET");
		return;
	}
	for (size_t length; *unmet; unmet += length + (unmet[length] == ' ')) {
		length = strcspn(unmet, " ");
		memcpy(one, unmet, length);
		one[length] = '\0';
		words_add(&expected, one);
	}
	assert_non_null(d.refusal);
	assert_string_equal(d.refusal->code, "CRITERION_NOT_MET");
	assert_int_equal(d.refusal->status, 422);
	assert_memory_equal(d.members, "\"criteria\":", 11);
	assert_memory_equal(d.members + 11, words_json(&expected), strlen(words_json(&expected)));
}

static inline void
assert_met(enum tier tier, struct tier_facts facts, struct tier_figures with)
{
	assert_null(tier_criteria(tier, &facts, &with).refusal);
}

#endif
