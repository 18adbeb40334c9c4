/* R1.33: what may become of a fine. */
#include "customers_rules.h"
#include "customers/rules_penalty.h"

TEST(R1_33_cancelled_and_collected)
{
	assert_allowed(penalty_cancelling(PENALTY_STATE_IMPOSED, false), R1_33, "CANCELLED");
	assert_allowed(penalty_settling(PENALTY_STATE_IMPOSED), R1_33, "SETTLED");
}

TEST(R1_33_not_the_own)
{
	assert_refused(
	    penalty_cancelling(PENALTY_STATE_IMPOSED, true), R1_33, 403, "SEPARATION_OF_DUTIES");
}

TEST(R1_33_once)
{
	static const enum penalty_state ended[] = { 0, PENALTY_STATE_CANCELLED,
		PENALTY_STATE_SETTLED };

	for (size_t i = 0; i < COUNT(ended); i++) {
		assert_refused(penalty_cancelling(ended[i], false), R1_33, 409, "INVALID_STATE");
		assert_refused(penalty_settling(ended[i]), R1_33, 409, "INVALID_STATE");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_33_cancelled_and_collected),
		cmocka_unit_test(R1_33_not_the_own),
		cmocka_unit_test(R1_33_once),
	};

	return cmocka_run_group_tests_name("customers_penalty", tests, NULL, NULL);
}
