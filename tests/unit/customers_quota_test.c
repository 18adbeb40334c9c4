/* R7.21: quotas per department and product, by the worked examples and by counting. */
#include "customers_rules.h"
#include "customers/rules_quota.h"

static const struct quota_percents percents = {
	{ [TIER_VIP] = 15, [TIER_PREFERRED] = 30, [TIER_QUALIFIED] = 100 }
};

static struct quota_counts
counts(int64_t total, int64_t vip, int64_t preferred)
{
	return (struct quota_counts) { total, { [TIER_VIP] = vip,
						  [TIER_PREFERRED] = preferred,
						  [TIER_QUALIFIED] = total - vip - preferred } };
}

static struct decision
lift(enum tier to, struct quota_counts department)
{
	return quota_decide(
	    &(struct quota_facts) { TIER_QUALIFIED, to, percents, department, NULL, 0, true });
}

static struct decision
lift_vip(int64_t total, int64_t vip)
{
	return lift(TIER_VIP, counts(total, vip, 0));
}

TEST(R7_21_example_1_twenty_customers)
{
	struct decision d = lift_vip(20, 3);

	assert_allowed(lift_vip(20, 2), R7_21, "WITHIN_QUOTA"); /* exactly 15 % */
	assert_because(lift_vip(20, 2), "VIP customers are 3 of 20 (15 %), not above 15 %.");
	assert_refused(d, R7_21, 422, "TIER_QUOTA_EXCEEDED");
	assert_because(d, "VIP customers would be 4 of 20 (20 %), above 15 %.");
	assert_string_equal(d.parameters, "\"tier.VIP.max_percent\":15");
}

TEST(R7_21_example_2_six_and_seven)
{
	assert_refused(lift_vip(6, 0), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	assert_because(lift_vip(6, 0), "VIP customers would be 1 of 6 (16.67 %), above 15 %.");
	assert_allowed(lift_vip(7, 0), R7_21, "WITHIN_QUOTA");
}

TEST(R7_21_example_3_preferred)
{
	assert_allowed(lift(TIER_PREFERRED, counts(10, 0, 2)), R7_21, "WITHIN_QUOTA");
	assert_refused(lift(TIER_PREFERRED, counts(10, 0, 3)), R7_21, 422, "TIER_QUOTA_EXCEEDED");
}

/* R7.21 example 4, one after the other: of ten promotions one finds a place. */
TEST(R7_21_example_4_ten_promotions)
{
	int64_t vip = 2;
	int succeeded = 0;

	for (int i = 0; i < 10; i++)
		if (!lift_vip(20, vip).refusal) {
			vip++;
			succeeded++;
		}
	assert_int_equal(succeeded, 1);
}

TEST(R7_21_example_5_product_and_exception)
{
	struct product_quota products[] = { { "P1", counts(5, 0, 0), false },
		{ "P2", counts(7, 0, 0), false }, { "P3", counts(6, 0, 0), false } };
	struct quota_facts facts = { TIER_QUALIFIED, TIER_VIP, percents, counts(20, 0, 0), products,
		1, true };

	assert_refused(quota_decide(&facts), R7_21, 422, "PRODUCT_QUOTA_EXCEEDED");
	products[0].excepted = true;
	assert_allowed(quota_decide(&facts), R7_21, "WITHIN_QUOTA");
	facts.exceptions = false; /* the company grants none any more */
	assert_refused(quota_decide(&facts), R7_21, 422, "PRODUCT_QUOTA_EXCEEDED");
	assert_string_equal(quota_decide(&facts).parameters,
	    "\"tier.VIP.max_percent\":15,\"tier.product_quota_exception\":false");
	/* All products that are full, and no other. */
	facts.exceptions = true;
	products[0].excepted = false;
	facts.product_count = 3;
	assert_members(quota_decide(&facts), "\"products\":[\"P1\",\"P3\"]");
	/* An exception is for the product, not for the department. */
	products[0].excepted = products[2].excepted = true;
	assert_allowed(quota_decide(&facts), R7_21, "WITHIN_QUOTA");
	facts.department = counts(20, 3, 0);
	assert_refused(quota_decide(&facts), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	/* Both are full: the department refuses, the products are named too. */
	products[0].excepted = false;
	assert_refused(quota_decide(&facts), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	assert_members(quota_decide(&facts), "\"products\":[\"P1\"]");
}

TEST(R7_21_example_6_total_falls)
{
	assert_true(quota_within(3, 20, 15));
	assert_false(quota_within(3, 19, 15));
	/* Nobody is demoted, and nobody is taken until it is within. */
	assert_refused(lift_vip(19, 3), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	assert_refused(lift_vip(19, 2), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	assert_allowed(lift_vip(19, 1), R7_21, "WITHIN_QUOTA");
	/* A demotion to QUALIFIED is always possible. */
	assert_allowed(quota_decide(&(struct quota_facts) {
			   TIER_VIP, TIER_QUALIFIED, percents, counts(19, 3, 0), NULL, 0, true }),
	    R7_21, "WITHIN_QUOTA");
}

TEST(R7_21_example_7_no_customers)
{
	assert_true(quota_within(0, 0, 15));
}

TEST(R7_21_from_vip_to_preferred_takes_a_preferred_place)
{
	struct quota_facts facts = { TIER_VIP, TIER_PREFERRED, percents, counts(10, 1, 3), NULL, 0,
		true };

	assert_refused(quota_decide(&facts), R7_21, 422, "TIER_QUOTA_EXCEEDED");
	facts.department = counts(10, 1, 2);
	assert_allowed(quota_decide(&facts), R7_21, "WITHIN_QUOTA");
}

/*
 * R7.21 counted out: for every T up to 200, filling one by one, the number of
 * places is the greatest n with n/T at most the percentage, found without
 * multiplying, by taking whole hundredths of the total away.
 */
TEST(R7_21_every_total_to_200)
{
	static const struct {
		enum tier tier;
		int percent;
	} quotas[] = { { TIER_VIP, 15 }, { TIER_PREFERRED, 30 } };

	for (size_t q = 0; q < COUNT(quotas); q++)
		for (int total = 0; total <= 200; total++) {
			int places = 0, rest = 0, filled = 0;

			for (int customer = 0; customer < total; customer++) {
				rest += quotas[q].percent;
				if (rest >= 100) {
					rest -= 100;
					places++;
				}
			}
			while (
			    filled < total && !lift(quotas[q].tier, quotas[q].tier == TIER_VIP
									? counts(total, filled, 0)
									: counts(total, 0, filled))
						   .refusal)
				filled++;
			assert_int_equal(filled, places);
		}
}

/*
 * R7.21: whatever happens, one change at a time, no tier is ever above its quota while the
 * total stands.
 */
TEST(R7_21_no_sequence_breaks_a_quota)
{
	uint32_t random = 7;

	for (int round = 0; round < 200; round++) {
		struct quota_counts now = counts(1 + round % 50, 0, 0);

		for (int step = 0; step < 100; step++) {
			enum tier from, to;

			random = random * 1664525 + 1013904223;
			from = (enum tier)(1 + (random >> 16) % 3);
			to = (enum tier)(1 + (random >> 20) % 3);
			if (from == to || now.tiers[from] == 0 ||
			    quota_decide(
				&(struct quota_facts) { from, to, percents, now, NULL, 0, true })
				.refusal)
				continue;
			now.tiers[from]--;
			now.tiers[to]++;
			assert_true(quota_within(now.tiers[TIER_VIP], now.total, 15));
			assert_true(quota_within(now.tiers[TIER_PREFERRED], now.total, 30));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_21_example_1_twenty_customers),
		cmocka_unit_test(R7_21_example_2_six_and_seven),
		cmocka_unit_test(R7_21_example_3_preferred),
		cmocka_unit_test(R7_21_example_4_ten_promotions),
		cmocka_unit_test(R7_21_example_5_product_and_exception),
		cmocka_unit_test(R7_21_example_6_total_falls),
		cmocka_unit_test(R7_21_example_7_no_customers),
		cmocka_unit_test(R7_21_from_vip_to_preferred_takes_a_preferred_place),
		cmocka_unit_test(R7_21_every_total_to_200),
		cmocka_unit_test(R7_21_no_sequence_breaks_a_quota),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
