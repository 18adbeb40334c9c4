/* R3.33: purchases on an information card. R3.32: stale cards. */
#include "rule_test.h"
#include "credit/rules_info_card.h"

static struct decision
enter(const char *quantity, int64_t price_fen, int64_t amount_fen)
{
	return purchase_enter_decide(&(struct purchase_claim) {
	    quantity_milli(quantity), price_fen, amount_fen, on("2026-12-10"), on("2026-12-10") });
}

TEST(R3_33_example_1_rounded_half_up)
{
	assert_allowed(enter("2.5", 3333, 8333), R3_33, "PURCHASE_ENTERED");
	assert_refused(enter("2.5", 3333, 8332), R3_33, 422, "AMOUNT_MISMATCH");
	assert_because(enter("2.5", 3333, 8332), "Quantity times unit price is 83.33, not 83.32.");
	assert_refused(enter("2.5", 3333, 8334), R3_33, 422, "AMOUNT_MISMATCH");
	/* Half a fen up, less than half down. */
	assert_allowed(enter("0.5", 1, 1), R3_33, "PURCHASE_ENTERED");
	assert_allowed(enter("0.499", 1000, 499), R3_33, "PURCHASE_ENTERED");
	assert_allowed(enter("1.499", 1, 1), R3_33, "PURCHASE_ENTERED");
}

TEST(R3_33_quantities)
{
	static const struct {
		const char *text;
		int64_t milli;
	} quantities[] = { { "1", 1000 }, { "0.001", 1 }, { "12.34", 12340 }, { "2.50", 2500 },
		{ "999999999.999", 999999999999 } };

	for (size_t i = 0; i < COUNT(quantities); i++)
		assert_int_equal(quantity_milli(quantities[i].text), quantities[i].milli);
}

/* What no amount can be is not the amount. */
TEST(R3_33_beyond_64_bits)
{
	assert_refused(
	    enter("999999999.999", 9000000000000, 9000000000000), R3_33, 422, "AMOUNT_MISMATCH");
}

TEST(R3_33_not_in_the_future)
{
	struct purchase_claim claim = { 1000, 100, 100, on("2026-12-11"), on("2026-12-10") };

	assert_refused(purchase_enter_decide(&claim), R3_33, 422, "TIME_IN_FUTURE");
	claim.ordered_on = on("2026-12-10");
	assert_allowed(purchase_enter_decide(&claim), R3_33, "PURCHASE_ENTERED");
}

TEST(R3_32_stale_after_three_months)
{
	/* Changed on 2026-11-30: good through 2027-02-28. */
	assert_true(on("2026-11-30") > info_card_stale_by(on("2027-02-28"), period("P3M")));
	assert_true(on("2026-11-30") <= info_card_stale_by(on("2027-03-01"), period("P3M")));
	assert_int_equal(info_card_stale_by(on("2027-03-01"), period("P0D")), on("2027-02-28"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_33_example_1_rounded_half_up),
		cmocka_unit_test(R3_33_quantities),
		cmocka_unit_test(R3_33_beyond_64_bits),
		cmocka_unit_test(R3_33_not_in_the_future),
		cmocka_unit_test(R3_32_stale_after_three_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
