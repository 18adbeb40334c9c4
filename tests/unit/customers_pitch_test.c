/* R1.22: one pitch at a time. */
#include "customers_rules.h"
#include "customers/rules_pitch.h"

TEST(R1_22_who_pitches)
{
	struct pitch_facts f = { .arrived = true, .attributed = true, .inviter = true };

	assert_allowed(pitch_decide(&f), R1_22, "STARTED");
	f.inviter = false;
	assert_refused(pitch_decide(&f), R1_22, 403, "FORBIDDEN_ROLE");
	f.original = true;
	assert_refused(pitch_decide(&f), R1_21, 422, "CONSENT_MISSING");
	f.consented = true;
	assert_allowed(pitch_decide(&f), R1_22, "STARTED");
}

/* R1.21 (4): who invited and served the customer so far needs no consent. */
TEST(R1_21_example_4)
{
	struct pitch_facts f = {
		.arrived = true, .attributed = true, .inviter = true, .original = true
	};

	assert_allowed(pitch_decide(&f), R1_22, "STARTED");
}

TEST(R1_22_examples_1_and_2_one_at_a_time)
{
	struct pitch_facts f = {
		.arrived = true, .attributed = true, .inviter = true, .open = true
	};

	assert_refused(pitch_decide(&f), R1_22, 409, "PITCH_OPEN");
	f.open = false;
	assert_allowed(pitch_decide(&f), R1_22, "STARTED");
}

TEST(R1_22_before_and_after)
{
	struct pitch_facts f = { .attributed = true, .inviter = true };

	assert_refused(pitch_decide(&f), R1_22, 409, "INVALID_STATE");
	f.arrived = true;
	f.attributed = false;
	assert_refused(pitch_decide(&f), R1_22, 409, "NOT_ATTRIBUTED");
	f.attributed = f.over = true;
	assert_refused(pitch_decide(&f), R1_22, 409, "INVALID_STATE");
}

TEST(R1_22_the_end)
{
	assert_allowed(pitch_end_decide(true, false, false), R1_22, "ENDED");
	assert_allowed(pitch_end_decide(false, true, false), R1_22, "ENDED");
	assert_refused(pitch_end_decide(false, false, false), R1_22, 403, "FORBIDDEN_ROLE");
	assert_refused(pitch_end_decide(true, false, true), R1_22, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_22_who_pitches),
		cmocka_unit_test(R1_21_example_4),
		cmocka_unit_test(R1_22_examples_1_and_2_one_at_a_time),
		cmocka_unit_test(R1_22_before_and_after),
		cmocka_unit_test(R1_22_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
