/* R1.4: the even allocation, reproducible. */
#include <stdio.h>

#include "customers_rules.h"
#include "customers/rules_allocation.h"

static struct participant three[3];

/* E1, E2, E3, in any order. */
static void
these(int64_t extras1, int64_t extras2, int64_t extras3)
{
	three[0] = (struct participant) { .id = "3", .number = "E3", .extras = extras3 };
	three[1] = (struct participant) { .id = "1", .number = "E1", .extras = extras1 };
	three[2] = (struct participant) { .id = "2", .number = "E2", .extras = extras2 };
}

static void
assert_dealt(int position, const char *number, int64_t archives, int64_t extras_after)
{
	assert_string_equal(three[position].number, number);
	assert_int_equal(three[position].archives, archives);
	assert_int_equal(three[position].extras_after, extras_after);
}

TEST(R1_4_example_1_ten_archives)
{
	these(0, 0, 0);
	assert_allowed(allocation_deal(three, 3, 10, "ROTATION"), R1_4, "ALLOCATED");
	assert_dealt(0, "E1", 4, 1);
	assert_dealt(1, "E2", 3, 0);
	assert_dealt(2, "E3", 3, 0);
}

TEST(R1_4_example_2_the_next_batch)
{
	struct decision d;

	these(1, 0, 0);
	d = allocation_deal(three, 3, 4, "ROTATION");
	assert_allowed(d, R1_4, "ALLOCATED");
	assert_dealt(0, "E2", 2, 1);
	assert_dealt(1, "E3", 1, 0);
	assert_dealt(2, "E1", 1, 1);
	assert_because(d,
	    "4 archives, dealt to 3 by turns: 1 each, 1 left over; in the order E2 (0), E3 (0), "
	    "E1 (1).");
	assert_string_equal(d.parameters, "\"archive.extra_rule\":\"ROTATION\"");
}

TEST(R1_4_example_3_fewer_archives_than_participants)
{
	these(0, 0, 0);
	assert_allowed(allocation_deal(three, 3, 2, "ROTATION"), R1_4, "ALLOCATED");
	assert_dealt(0, "E1", 1, 1);
	assert_dealt(1, "E2", 1, 1);
	assert_dealt(2, "E3", 0, 0);
}

TEST(R1_4_example_4_nothing_left_over)
{
	these(0, 0, 0);
	assert_allowed(allocation_deal(three, 3, 9, "ROTATION"), R1_4, "ALLOCATED");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(three[i].archives, 3);
		assert_int_equal(three[i].extras_after, 0);
	}
}

TEST(R1_4_nobody_is_left)
{
	assert_refused(allocation_deal(NULL, 0, 5, "ROTATION"), R1_4, 422, "NO_PARTICIPANT");
	assert_refused(allocation_deal(NULL, 0, 0, "ROTATION"), R1_4, 422, "NO_PARTICIPANT");
}

TEST(R1_3_example_3_nothing_to_deal)
{
	these(2, 0, 1);
	assert_allowed(allocation_deal(three, 3, 0, "ROTATION"), R1_4, "ALLOCATED");
	assert_dealt(0, "E2", 0, 0);
	assert_dealt(1, "E3", 0, 1);
	assert_dealt(2, "E1", 0, 2);
}

/* Over any number of batches nobody is ahead by more than one. */
TEST(R1_4_what_is_left_over_goes_round)
{
	these(0, 0, 0);
	for (size_t archives = 0; archives < 200; archives++) {
		int64_t least = INT64_MAX, most = 0, sum = 0;

		assert_allowed(allocation_deal(three, 3, archives, "ROTATION"), R1_4, "ALLOCATED");
		for (int i = 0; i < 3; i++) {
			sum += three[i].archives;
			three[i].extras = three[i].extras_after;
			least = three[i].extras < least ? three[i].extras : least;
			most = three[i].extras > most ? three[i].extras : most;
		}
		assert_int_equal(sum, archives);
		assert_true(most - least <= 1);
	}
}

TEST(R1_4_employee_numbers_ascend)
{
	struct participant two[2] = { { .number = "E10" }, { .number = "E9" } };

	assert_allowed(allocation_deal(two, 2, 1, "ROTATION"), R1_4, "ALLOCATED");
	assert_string_equal(two[0].number, "E9");
}

TEST(R1_4_a_long_order_is_cut)
{
	static struct participant many[200];
	static char numbers[200][16];

	for (int i = 0; i < 200; i++) {
		snprintf(numbers[i], sizeof(numbers[i]), "员工%03d", i);
		many[i] = (struct participant) { .number = numbers[i] };
	}
	struct decision d = allocation_deal(many, 200, 500, "ROTATION");

	assert_allowed(d, R1_4, "ALLOCATED");
	assert_non_null(strstr(d.because, "500 archives, dealt to 200 by turns"));
}

TEST(R1_4_an_altered_line)
{
	const struct allocation_line computed[] = { { "a", "1" }, { "b", "2" } },
				     turned[] = { { "b", "2" }, { "a", "1" } },
				     altered[] = { { "a", "1" }, { "b", "1" } },
				     doubled[] = { { "a", "1" }, { "a", "1" } };

	assert_allowed(allocation_confirm(computed, 2, computed, 2), R1_4, "ALLOCATED");
	assert_allowed(allocation_confirm(computed, 2, turned, 2), R1_4, "ALLOCATED");
	assert_refused(
	    allocation_confirm(computed, 2, altered, 2), R1_4, 422, "ALLOCATION_NOT_EVEN");
	assert_refused(
	    allocation_confirm(computed, 2, computed, 1), R1_4, 422, "ALLOCATION_NOT_EVEN");
	assert_refused(
	    allocation_confirm(computed, 2, doubled, 2), R1_4, 422, "ALLOCATION_NOT_EVEN");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_4_example_1_ten_archives),
		cmocka_unit_test(R1_4_example_2_the_next_batch),
		cmocka_unit_test(R1_4_example_3_fewer_archives_than_participants),
		cmocka_unit_test(R1_4_example_4_nothing_left_over),
		cmocka_unit_test(R1_4_nobody_is_left),
		cmocka_unit_test(R1_3_example_3_nothing_to_deal),
		cmocka_unit_test(R1_4_what_is_left_over_goes_round),
		cmocka_unit_test(R1_4_employee_numbers_ascend),
		cmocka_unit_test(R1_4_a_long_order_is_cut),
		cmocka_unit_test(R1_4_an_altered_line),
	};

	return cmocka_run_group_tests_name("customers_allocation", tests, NULL, NULL);
}
