/* R1.15, R1.18, R1.25: whose a customer is, and who decides. */
#include "customers_joint.h"
#include "customers/rules_duplicate_case.h"

static int
winner(const struct claim *claims, size_t count, const char *outcome)
{
	int found;
	struct decision d = attribution_winner(claims, count, &found);

	assert_null(d.refusal);
	assert_ptr_equal(d.rule, &R1_15);
	assert_string_equal(d.outcome, outcome);
	return found;
}

TEST(R1_15_examples_1_to_4)
{
	struct claim claims[] = { { "A", true, at("2027-03-15 11:00:00") },
		{ "B", true, at("2027-03-15 14:00:00") } };

	assert_int_equal(winner(claims, 2, "EARLIEST"), 0);
	claims[0].effective_at = at("2027-03-16 18:00:00"); /* A's list came at 18:00:01 */
	assert_int_equal(winner(claims, 2, "EARLIEST"), 1);
	claims[0].effective_at = NO_INSTANT; /* A never submits */
	assert_int_equal(winner(claims, 2, "EARLIEST"), 1);
	assert_int_equal(winner(claims, 1, "ONLY_INVITATION"), 0);
	claims[1].confirmed = false; /* B invited, but did not confirm */
	assert_int_equal(winner(claims, 2, "ONLY_INVITATION"), 0);
}

TEST(R1_15_equal_or_never)
{
	struct claim claims[] = { { "A", true, at("2027-03-15 11:00:00") },
		{ "B", true, at("2027-03-15 11:00:00") } };

	assert_int_equal(winner(claims, 2, "UNDECIDED"), -1);
	claims[0].effective_at = claims[1].effective_at = NO_INSTANT;
	assert_int_equal(winner(claims, 2, "UNDECIDED"), -1);
	claims[0].confirmed = claims[1].confirmed = false;
	assert_int_equal(winner(claims, 2, "UNDECIDED"), -1);
	assert_int_equal(winner(claims, 0, "UNDECIDED"), -1);

	/* A later third one does not undo that the two first are equal. */
	struct claim three[] = { { "A", true, at("2027-03-15 11:00:00") },
		{ "B", true, at("2027-03-15 11:00:00") }, { "C", true, at("2027-03-15 12:00:00") } };

	assert_int_equal(winner(three, 3, "UNDECIDED"), -1);
	three[2].effective_at = at("2027-03-15 10:00:00");
	assert_int_equal(winner(three, 3, "EARLIEST"), 2);
}

TEST(R1_15_example_6_once_and_after_the_arrival)
{
	assert_allowed(attribution_allowed(true, false), R1_15, "ATTRIBUTED");
	assert_refused(attribution_allowed(false, false), R1_15, 409, "INVALID_STATE");
	assert_refused(attribution_allowed(true, true), R1_15, 409, "ALREADY_ATTRIBUTED");
}

static struct case_facts
open_case(const char *proposal)
{
	return (struct case_facts) {
		.state = DUPLICATE_CASE_STATE_OPEN,
		.coordinator = true,
		.first_department_id = "A",
		.second_department_id = "B",
		.proposal_department_id = proposal,
	};
}

TEST(R1_18_examples_1_and_2)
{
	struct case_facts f = open_case("A");

	assert_allowed(case_decide(&f, "A", NULL), R1_18, "DECIDED");
	assert_refused(case_decide(&f, "B", NULL), R1_18, 400, "VALIDATION_FAILED");
	assert_refused(case_decide(&f, "B", "  "), R1_18, 400, "VALIDATION_FAILED");
	assert_allowed(case_decide(&f, "B", "顾客本人说明"), R1_18, "DECIDED");
	assert_refused(case_decide(&f, "C", "x"), R1_18, 400, "VALIDATION_FAILED");
	f = open_case(NULL);
	assert_refused(case_decide(&f, "A", NULL), R1_18, 400, "VALIDATION_FAILED");
	assert_allowed(case_decide(&f, "A", "先到先得"), R1_18, "DECIDED");
}

TEST(R1_18_who_and_once)
{
	struct case_facts f = open_case("A");

	f.coordinator = false;
	assert_refused(case_decide(&f, "A", NULL), R1_18, 403, "FORBIDDEN_ROLE");
	f = open_case("A");
	f.involved = true;
	assert_refused(case_decide(&f, "A", NULL), R1_18, 403, "SEPARATION_OF_DUTIES");
	f = open_case("A");
	f.state = DUPLICATE_CASE_STATE_DECIDED;
	assert_refused(case_decide(&f, "A", NULL), R1_18, 409, "INVALID_STATE");
}

TEST(R1_25_examples)
{
	struct case_facts f = open_case(NULL);

	assert_refused(case_rule(&f, "B", "x"), R1_25, 403, "FORBIDDEN_ROLE");
	f.general_manager = true;
	assert_refused(case_rule(&f, "B", "x"), R1_25, 409, "INVALID_STATE");
	assert_refused(case_escalate(&f, NULL), R1_25, 400, "VALIDATION_FAILED");
	assert_allowed(case_escalate(&f, "双方同时敲定"), R1_25, "ESCALATED");
	f.coordinator = false;
	assert_refused(case_escalate(&f, "x"), R1_25, 403, "FORBIDDEN_ROLE");
	f.coordinator = true;
	f.state = DUPLICATE_CASE_STATE_ESCALATED;
	assert_refused(case_decide(&f, "A", "x"), R1_18, 409, "INVALID_STATE");
	assert_refused(case_escalate(&f, "x"), R1_25, 409, "INVALID_STATE");
	assert_refused(case_rule(&f, "B", ""), R1_25, 400, "VALIDATION_FAILED");
	assert_allowed(case_rule(&f, "B", "判归第二事业部"), R1_25, "DECIDED");
	f.state = DUPLICATE_CASE_STATE_DECIDED;
	assert_refused(case_rule(&f, "B", "x"), R1_25, 409, "INVALID_STATE");
}

TEST(R1_25_reported_late)
{
	instant opened = at("2027-03-15 18:00:00");

	assert_false(reported_late(opened, 1, at("2027-03-16 23:59:59.999")));
	assert_true(reported_late(opened, 1, at("2027-03-17 00:00:00")));
	assert_true(reported_late(opened, 0, at("2027-03-16 00:00:00")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_15_examples_1_to_4),
		cmocka_unit_test(R1_15_equal_or_never),
		cmocka_unit_test(R1_15_example_6_once_and_after_the_arrival),
		cmocka_unit_test(R1_18_examples_1_and_2),
		cmocka_unit_test(R1_18_who_and_once),
		cmocka_unit_test(R1_25_examples),
		cmocka_unit_test(R1_25_reported_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
