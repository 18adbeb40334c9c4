/* R3.30, R3.31: what may be executed of what was instructed. */
#include "credit/rules_countermeasure.h"
#include "rule_test.h"

#define TYPE(name) COUNTERMEASURE_TYPE_##name

/* By the responsible salesperson, of a measure that is listed with a figure. */
static struct countermeasure_facts
of(enum countermeasure_type type, int64_t ordered_fen, int64_t figure_fen)
{
	return (struct countermeasure_facts) {
		.type = type,
		.responsible = true,
		.listed = true,
		.ordered_fen = ordered_fen,
		.figure_fen = figure_fen,
	};
}

static struct decision
execute(struct countermeasure_facts facts)
{
	return countermeasure_executing(&facts);
}

TEST(R3_30_example_1_a_deposit_within_the_figure)
{
	struct countermeasure_facts facts = of(TYPE(INCREASE_DEPOSIT), 2000000, 2000000);

	assert_allowed(execute(facts), R3_30, "IN_FORCE");
	facts.figure_fen = 2500000;
	assert_refused(execute(facts), R3_30, 422, "NOT_INSTRUCTED");
	assert_because(
	    execute(facts), "INCREASE_DEPOSIT of 20000.00 was instructed; it would be 25000.00.");
	facts.figure_fen = 1;
	facts.executed_fen = 2000000; /* all of it is demanded already */
	assert_refused(execute(facts), R3_30, 422, "NOT_INSTRUCTED");
}

TEST(R3_30_example_3_a_type_that_is_not_listed)
{
	struct countermeasure_facts facts = of(TYPE(SHIPMENT_LIMIT), 0, 1);

	facts.listed = false;
	assert_refused(execute(facts), R3_30, 422, "NOT_INSTRUCTED");
}

/* Which figures add up, which are each for themselves, for every type. */
TEST(R3_30_within_the_figure_for_every_type)
{
	for (int type = TYPE(GUARANTOR); type < TYPE(COUNT); type++) {
		bool sum = type == TYPE(INCREASE_DEPOSIT) || type == TYPE(CLAIM_GUARANTOR) ||
			   countermeasure_is_payment(type);
		struct countermeasure_facts facts = of(type, 1000, 1000);

		facts.superior = facts.finance = facts.stops = true;
		facts.guarantee = facts.collateral = true;
		assert_allowed(execute(facts), R3_30, "IN_FORCE");
		facts.executed_fen = 1;
		if (sum)
			assert_refused(execute(facts), R3_30, 422, "NOT_INSTRUCTED");
		else
			assert_allowed(execute(facts), R3_30, "IN_FORCE");
		facts.executed_fen = 0;
		facts.figure_fen = 1001;
		assert_refused(execute(facts), R3_30, 422, "NOT_INSTRUCTED");
		facts.ordered_fen = 0; /* without a figure: any is within */
		assert_allowed(execute(facts), R3_30, "IN_FORCE");
		facts.closed = true;
		assert_refused(execute(facts), R3_30, 409, "INVALID_STATE");
	}
}

TEST(R3_31_security_that_does_not_stand)
{
	struct countermeasure_facts claim = of(TYPE(CLAIM_GUARANTOR), 0, 0);
	struct countermeasure_facts take = of(TYPE(TAKE_COLLATERAL), 0, 1);

	claim.collateral = take.guarantee = take.finance = true;
	assert_refused(execute(claim), R3_31, 422, "NO_GUARANTEE");
	assert_refused(execute(take), R3_31, 422, "NO_COLLATERAL");
	claim.guarantee = take.collateral = true;
	assert_allowed(execute(claim), R3_30, "IN_FORCE");
	assert_allowed(execute(take), R3_30, "IN_FORCE");
}

/* For every type: salesperson, superior, finance, who stops supply, one after the other. */
TEST(R3_31_who_executes)
{
	for (int type = TYPE(GUARANTOR); type < TYPE(COUNT); type++) {
		bool stop = type == TYPE(SUSPEND_SUPPLY), payment = countermeasure_is_payment(type);

		for (int who = 0; who < 4; who++) {
			struct countermeasure_facts facts = {
				.type = type,
				.responsible = who == 0,
				.superior = who == 1,
				.finance = who == 2,
				.stops = who == 3,
				.listed = true,
				.guarantee = true,
				.collateral = true,
			};
			bool may = stop ? who == 3 : payment ? who == 2 : who < 2;

			if (may)
				assert_allowed(execute(facts), R3_30, "IN_FORCE");
			else
				assert_string_equal(execute(facts).refusal->code, "FORBIDDEN_ROLE");
		}
	}
}

TEST(R3_37_who_reported_does_not_stop)
{
	struct countermeasure_facts facts = of(TYPE(SUSPEND_SUPPLY), 0, 0);

	assert_refused(execute(facts), R3_37, 403, "FORBIDDEN_ROLE");
	facts.stops = facts.reporter = true;
	assert_refused(execute(facts), R3_37, 403, "SEPARATION_OF_DUTIES");
}

/* What is ordered with a figure is executed with one. */
TEST(R3_31_figures)
{
	for (int type = TYPE(GUARANTOR); type < TYPE(COUNT); type++) {
		enum figure_need ordered = countermeasure_ordered_figure(type);
		enum figure_need executed = countermeasure_executed_figure(type);

		assert_true(executed >= ordered);
		assert_int_equal(ordered == FIGURE_NONE, executed == FIGURE_NONE);
		if (countermeasure_is_payment(type))
			assert_int_equal(executed, FIGURE_MUST);
	}
	assert_int_equal(countermeasure_ordered_figure(TYPE(INCREASE_DEPOSIT)), FIGURE_MUST);
	assert_int_equal(countermeasure_ordered_figure(TYPE(REDUCE_SUPPLY)), FIGURE_MUST);
	assert_int_equal(countermeasure_ordered_figure(TYPE(SHIPMENT_LIMIT)), FIGURE_MUST);
}

TEST(R3_31_lifting)
{
	struct countermeasure_lifting_facts facts = {
		.type = TYPE(SHIPMENT_LIMIT),
		.state = COUNTERMEASURE_STATE_IN_FORCE,
		.superior = true,
	};

	assert_allowed(countermeasure_lifting(&facts), R3_31, "LIFTED");
	facts.type = TYPE(SUSPEND_SUPPLY);
	assert_refused(countermeasure_lifting(&facts), R3_37, 409, "INVALID_STATE");
	facts.state = COUNTERMEASURE_STATE_LIFTED;
	assert_refused(countermeasure_lifting(&facts), R3_31, 409, "INVALID_STATE");
	facts.superior = false;
	assert_refused(countermeasure_lifting(&facts), R3_31, 403, "FORBIDDEN_ROLE");
	facts.reporter = true;
	assert_refused(countermeasure_lifting(&facts), R3_31, 403, "SEPARATION_OF_DUTIES");
}

TEST(R3_31_the_deposit)
{
	date today = on("2027-03-01");

	assert_allowed(deposit_paying(0, 2000000, today, today), R3_31, "PAID_IN");
	assert_allowed(deposit_paying(2000000, -2000000, today, today), R3_31, "PAID_BACK");
	assert_refused(deposit_paying(1999999, -2000000, today, today), R3_31, 422, "OVERPAYMENT");
	assert_refused(deposit_paying(0, 1, today + 1, today), R3_31, 422, "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_30_example_1_a_deposit_within_the_figure),
		cmocka_unit_test(R3_30_example_3_a_type_that_is_not_listed),
		cmocka_unit_test(R3_30_within_the_figure_for_every_type),
		cmocka_unit_test(R3_31_security_that_does_not_stand),
		cmocka_unit_test(R3_31_who_executes),
		cmocka_unit_test(R3_37_who_reported_does_not_stop),
		cmocka_unit_test(R3_31_figures),
		cmocka_unit_test(R3_31_lifting),
		cmocka_unit_test(R3_31_the_deposit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
