/* R1.21: borrowing the employee who served the customer so far. */
#include "customers_rules.h"
#include "customers/rules_borrow.h"

static struct borrow_facts
facts(void)
{
	return (struct borrow_facts) {
		.arrived = true, .attributed = true, .by_inviter = true, .original = true
	};
}

TEST(R1_21_examples_1_to_3)
{
	struct borrow_facts f = facts();

	assert_allowed(borrow_decide(&f), R1_21, "CONSENTED");
	f.by_inviter = false; /* the head of the unit */
	assert_refused(borrow_decide(&f), R1_21, 403, "FORBIDDEN_ROLE");
	f = facts();
	f.original = false;
	assert_refused(borrow_decide(&f), R1_21, 422, "NOT_ORIGINAL_EMPLOYEE");
}

TEST(R1_21_refusals)
{
	struct borrow_facts f = facts();

	f.arrived = false;
	assert_refused(borrow_decide(&f), R1_21, 409, "INVALID_STATE");
	f = facts();
	f.attributed = false;
	assert_refused(borrow_decide(&f), R1_21, 409, "NOT_ATTRIBUTED");
	f = facts();
	f.is_inviter = true;
	assert_refused(borrow_decide(&f), R1_21, 422, "NO_CHANGE");
	f = facts();
	f.given = true;
	assert_refused(borrow_decide(&f), R1_21, 409, "DUPLICATE");
}

TEST(R1_21_taken_back_until_a_pitch_has_begun)
{
	assert_allowed(borrow_withdraw(true, false, false), R1_21, "WITHDRAWN");
	assert_refused(borrow_withdraw(true, false, true), R1_21, 409, "INVALID_STATE");
	assert_refused(borrow_withdraw(true, true, false), R1_21, 409, "INVALID_STATE");
	assert_refused(borrow_withdraw(false, false, false), R1_21, 403, "FORBIDDEN_ROLE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_21_examples_1_to_3),
		cmocka_unit_test(R1_21_refusals),
		cmocka_unit_test(R1_21_taken_back_until_a_pitch_has_begun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
