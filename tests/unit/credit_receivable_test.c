/* R3.13, R3.16: the parts of what is outstanding, and since when it is overdue. */
#include "rule_test.h"
#include "credit/rules_receivable.h"

static void
assert_parts(int64_t covered, int64_t outstanding, int64_t within, int64_t granted)
{
	struct receivable_parts parts = receivable_parts(covered, outstanding);

	assert_int_equal(parts.within_limit_fen, within);
	assert_int_equal(parts.granted_fen, granted);
}

/* Of 100.00, 60.00 within the limit and 40.00 granted: payments take the granted part first. */
TEST(R3_13_payments_reduce_the_granted_part_first)
{
	assert_parts(6000, 10000, 6000, 4000);
	assert_parts(6000, 9999, 6000, 3999);
	assert_parts(6000, 6001, 6000, 1);
	assert_parts(6000, 6000, 6000, 0);
	assert_parts(6000, 5999, 5999, 0);
	assert_parts(6000, 0, 0, 0);
	assert_parts(0, 4000, 0, 4000);
}

/* R3.13, R3.16: whatever is paid and put back, in whichever order, no fen is lost or moved. */
TEST(R3_13_parts_return_as_they_went)
{
	uint32_t random = 11;

	for (int round = 0; round < 200; round++) {
		int64_t covered = round * 37 % 1000, granted = round * 91 % 1000;
		int64_t amount = covered + granted, outstanding = amount;

		for (int step = 0; step < 50; step++) {
			struct receivable_parts before = receivable_parts(covered, outstanding),
						after;
			int64_t most, fen;
			bool paid;

			random = random * 1664525 + 1013904223;
			paid = random >> 31;
			most = paid ? outstanding : amount - outstanding;
			fen = most ? (int64_t)((random >> 8) % (uint32_t)most) + 1 : 0;
			outstanding += paid ? -fen : fen;
			after = receivable_parts(covered, outstanding);
			assert_int_equal(after.within_limit_fen + after.granted_fen, outstanding);
			assert_in_range(after.within_limit_fen, 0, covered);
			assert_in_range(after.granted_fen, 0, granted);
			/* The granted part leaves first, and comes back last. */
			if (paid && after.within_limit_fen < before.within_limit_fen)
				assert_int_equal(after.granted_fen, 0);
			if (!paid && after.granted_fen > before.granted_fen)
				assert_int_equal(after.within_limit_fen, covered);
		}
		assert_parts(covered, amount, covered, granted);
	}
}

TEST(R3_16_example_1_overdue_from_midnight)
{
	date due = on("2027-03-03");

	assert_int_equal(receivable_overdue_from(due, 0), on("2027-03-04"));
	assert_false(receivable_is_overdue(1, due, 0, date_of(at("2027-03-03 23:59:59.999999"))));
	assert_true(receivable_is_overdue(1, due, 0, date_of(at("2027-03-04 00:00:00"))));
	assert_int_equal(
	    start_of(receivable_overdue_from(due, 0)), at("2027-03-03 23:59:59.999999") + 1);
}

TEST(R3_16_example_2_one_fen_is_enough)
{
	assert_true(receivable_is_overdue(1, on("2027-03-03"), 0, on("2027-03-04")));
	assert_false(receivable_is_overdue(0, on("2027-03-03"), 0, on("2027-03-04")));
}

/* R3.16: credit.overdue.grace_days. */
TEST(R3_16_grace)
{
	date due = on("2027-02-26");

	assert_int_equal(receivable_overdue_from(due, 3), on("2027-03-02"));
	assert_false(receivable_is_overdue(1, due, 3, on("2027-03-01")));
	assert_true(receivable_is_overdue(1, due, 3, on("2027-03-02")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_13_payments_reduce_the_granted_part_first),
		cmocka_unit_test(R3_13_parts_return_as_they_went),
		cmocka_unit_test(R3_16_example_1_overdue_from_midnight),
		cmocka_unit_test(R3_16_example_2_one_fen_is_enough),
		cmocka_unit_test(R3_16_grace),
	};

	return cmocka_run_group_tests_name("credit_receivable", tests, NULL, NULL);
}
