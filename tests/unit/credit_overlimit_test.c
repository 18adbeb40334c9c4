/* R3.17: requests over the limit, by the worked examples and by counting. */
#include "rule_test.h"
#include "credit/rules_overlimit.h"

#define CNY 100 /* fen */

/* Limit 100,000.00, all of it used, one purchase 200,000.00. */
static struct overlimit_facts
order(int64_t amount_fen)
{
	return (struct overlimit_facts) {
		.grade = GRADE_A,
		.trading_status = TRADING_STATUS_ACTIVE,
		.amount_fen = amount_fen,
		.limit_fen = 100000 * CNY,
		.available_fen = 0,
		.exposure_fen = 100000 * CNY,
		.grade_cap_fen = 200000 * CNY,
		.tier1_percent = 10,
		.tier2_percent = 30,
	};
}

static int64_t
tier_of(int64_t amount_fen)
{
	struct overlimit_facts facts = order(amount_fen);

	return overlimit_tier(&facts);
}

TEST(R3_17_examples_1_to_3_tiers)
{
	struct overlimit_facts facts = order(10000 * CNY);

	assert_int_equal(tier_of(10000 * CNY), 1); /* exactly 10 % */
	assert_int_equal(tier_of(10000 * CNY + 1), 2);
	assert_int_equal(tier_of(30000 * CNY), 2);
	assert_int_equal(tier_of(30000 * CNY + 1), 3);
	assert_allowed(overlimit_request(&facts), R3_17, "REQUESTED");
	assert_because(overlimit_request(&facts),
	    "10000.00 are over the limit of 100000.00: the sales manager decides.");
	assert_string_equal(overlimit_request(&facts).parameters,
	    "\"credit.overlimit.tier1_percent\":10,\"credit.overlimit.tier2_percent\":30");
}

TEST(R3_17_example_4_the_limit_is_one_purchase)
{
	struct overlimit_facts facts = order(1);

	facts.grade_cap_fen = 100000 * CNY;
	assert_int_equal(overlimit_tier(&facts), 3);
	/* Exactly at the cap it is not above it: only what is over the limit counts. */
	facts.exposure_fen = 100000 * CNY - 1;
	assert_int_equal(overlimit_tier(&facts), 1);
}

TEST(R3_17_without_a_limit_it_goes_to_the_president)
{
	struct overlimit_facts facts = order(1);

	facts.limit_fen = 0;
	facts.exposure_fen = 0;
	assert_int_equal(overlimit_tier(&facts), 3);
	assert_allowed(overlimit_request(&facts), R3_17, "REQUESTED");
}

/* R3.17: found anew at each decision: what is granted, or would be needed now, whichever is more.
 */
TEST(R3_17_by_the_figures_of_the_moment)
{
	struct overlimit_facts facts = order(15000 * CNY);

	facts.available_fen = 5000 * CNY;
	facts.exposure_fen = 95000 * CNY;
	assert_int_equal(overlimit_excess(&facts), 10000 * CNY);
	assert_int_equal(overlimit_tier(&facts), 1);
	facts.requested_fen = 10000 * CNY;
	facts.available_fen = 0; /* meanwhile another order */
	facts.exposure_fen = 100000 * CNY;
	assert_int_equal(overlimit_tier(&facts), 2);
	facts.available_fen = 15000 * CNY; /* meanwhile paid: what would be granted stays */
	assert_int_equal(overlimit_tier(&facts), 1);
	facts.limit_fen = 50000 * CNY; /* meanwhile lowered */
	assert_int_equal(overlimit_tier(&facts), 2);
}

TEST(R3_17_R3_11_who_cannot_request)
{
	struct overlimit_facts facts = order(10000 * CNY);

	facts.grade = GRADE_D;
	assert_refused(overlimit_request(&facts), R3_17, 422, "GRADE_NO_CREDIT");
	assert_refused(overlimit_allowed(&facts), R3_17, 422, "GRADE_NO_CREDIT");
	facts.grade = GRADE_UNGRADED;
	assert_refused(overlimit_request(&facts), R3_17, 422, "GRADE_NO_CREDIT");
	for (enum grade grade = GRADE_C; grade <= GRADE_A; grade++) {
		facts.grade = grade;
		assert_allowed(overlimit_allowed(&facts), R3_17, "ALLOWED");
	}
	facts.trading_status = TRADING_STATUS_SUSPENDED;
	assert_refused(overlimit_request(&facts), R3_17, 422, "SUPPLY_STOPPED");
	facts.trading_status = TRADING_STATUS_TERMINATED;
	assert_refused(overlimit_request(&facts), R3_17, 422, "SUPPLY_STOPPED");
	facts.trading_status = TRADING_STATUS_ACTIVE;
	facts.blacklisted = true;
	assert_refused(overlimit_request(&facts), R3_17, 422, "SUPPLY_STOPPED");
}

TEST(R3_17_within_the_limit)
{
	struct overlimit_facts facts = order(40000 * CNY);

	facts.available_fen = 40000 * CNY;
	assert_refused(overlimit_request(&facts), R3_17, 422, "NOT_OVER_LIMIT");
	facts.amount_fen++;
	assert_allowed(overlimit_request(&facts), R3_17, "REQUESTED");
	assert_int_equal(overlimit_excess(&facts), 1);
}

/*
 * R3.17 counted out: a tenth and three tenths of every limit, found by adding
 * hundredths, and the greatest amounts there are.
 */
TEST(R3_17_every_limit_to_1000_fen)
{
	struct overlimit_facts facts = order(9000000000000);

	for (int64_t limit = 1; limit <= 1000; limit++) {
		int64_t rest = 0, tenth = 0;

		for (int64_t fen = 0; fen < limit; fen++)
			if ((rest += 10) >= 100) {
				rest -= 100;
				tenth++;
			}
		facts = order(tenth ? tenth : 1);
		facts.limit_fen = limit;
		assert_int_equal(overlimit_tier(&facts) == 1, tenth > 0);
		facts.amount_fen = tenth + 1;
		assert_true(overlimit_tier(&facts) > 1);
	}
	facts = order(9000000000000);
	facts.limit_fen = 9000000000000;
	facts.grade_cap_fen = INT64_MAX;
	facts.tier2_percent = 1000;
	assert_int_equal(overlimit_tier(&facts), 2);
}

/* R3.17: a greater excess never needs fewer. */
TEST(R3_17_more_never_needs_fewer)
{
	for (int64_t percent = 1; percent < 150; percent++)
		assert_true(tier_of(percent * 1000 * CNY) <= tier_of((percent + 1) * 1000 * CNY));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_17_examples_1_to_3_tiers),
		cmocka_unit_test(R3_17_example_4_the_limit_is_one_purchase),
		cmocka_unit_test(R3_17_without_a_limit_it_goes_to_the_president),
		cmocka_unit_test(R3_17_by_the_figures_of_the_moment),
		cmocka_unit_test(R3_17_R3_11_who_cannot_request),
		cmocka_unit_test(R3_17_within_the_limit),
		cmocka_unit_test(R3_17_every_limit_to_1000_fen),
		cmocka_unit_test(R3_17_more_never_needs_fewer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
