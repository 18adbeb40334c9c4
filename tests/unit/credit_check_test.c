/* R3.14, with R3.11 to R3.13, R3.16, R3.17, R3.27, R3.31, R3.36 and R3.38 where they bear on it: by the worked examples. */
#include "rule_test.h"
#include "credit/rules_check.h"

/* Grade A, 100,000.00, trading; figures in fen. */
static struct check_facts
trading(void)
{
	return (struct check_facts) {
		.today = on("2026-12-10"),
		.grade = GRADE_A,
		.trading_status = TRADING_STATUS_ACTIVE,
		.limit_fen = 10000000,
		.earliest_due_on = NO_DATE,
		.report_due_on = NO_DATE,
		.bill_incident_blocks_credit = true,
	};
}

static struct check_answer
ask(const struct check_facts *facts, enum payment_mode mode, int64_t amount_fen, int64_t prepaid_fen)
{
	struct checked_order order = { mode, amount_fen, prepaid_fen };
	struct check_answer answer;
	struct decision d = check_decide(facts, &order, &answer);

	assert_allowed(d, R3_14, credit_decision_names[answer.decision]);
	return answer;
}

static struct check_answer
on_credit(const struct check_facts *facts, int64_t amount_fen)
{
	return ask(facts, PAYMENT_MODE_CREDIT, amount_fen, 0);
}

static struct check_answer
in_cash(const struct check_facts *facts, int64_t amount_fen)
{
	return ask(facts, PAYMENT_MODE_CASH_ON_DELIVERY, amount_fen, 0);
}

/* The reasons, joined by blanks; "" for an approval. */
static const char *
reasons(struct check_answer answer)
{
	static char text[600];

	*text = 0;
	for (int reason = 1; reason < CREDIT_CHECK_REASON_COUNT; reason++)
		if (answer.reasons[reason]) {
			if (*text)
				strcat(text, " ");
			strcat(text, credit_check_reason_names[reason]);
		}
	assert_int_equal(answer.decision,
	    *text ? CREDIT_DECISION_DECLINED : CREDIT_DECISION_APPROVED);
	return text;
}

#define assert_reasons(answer, expected) assert_string_equal(reasons(answer), expected)

TEST(R3_14_example_1_the_whole_limit)
{
	struct check_facts facts = trading();
	struct check_answer answer = on_credit(&facts, 10000000);

	assert_reasons(answer, "");
	assert_int_equal(answer.within_limit_fen, 10000000);
	assert_int_equal(answer.granted_fen, 0);
	assert_int_equal(answer.required_mode, 0);
}

TEST(R3_14_example_2_suspended_and_over_the_limit)
{
	struct check_facts facts = trading();

	facts.trading_status = TRADING_STATUS_SUSPENDED;
	assert_reasons(on_credit(&facts, 10000001), "TRADING_SUSPENDED LIMIT_EXCEEDED");
	assert_int_equal(on_credit(&facts, 10000001).required_mode, 0);
}

TEST(R3_14_example_3_suspended_in_cash)
{
	struct check_facts facts = trading();

	facts.trading_status = TRADING_STATUS_SUSPENDED;
	assert_reasons(in_cash(&facts, 100), "TRADING_SUSPENDED");
}

TEST(R3_13_example_1_to_the_fen)
{
	struct check_facts facts = trading();
	struct check_answer answer;

	facts.used_fen = 6000000;
	assert_reasons(on_credit(&facts, 4000000), "");
	answer = on_credit(&facts, 4000001);
	assert_reasons(answer, "LIMIT_EXCEEDED");
	assert_int_equal(answer.excess_fen, 1);
	assert_int_equal(answer.available_fen, 4000000);
	assert_int_equal(answer.within_limit_fen, 0);
}

TEST(R3_12_example_1_limit_below_exposure)
{
	struct check_facts facts = trading();

	facts.limit_fen = 5000000;
	facts.used_fen = 8000000;
	assert_reasons(on_credit(&facts, 1), "LIMIT_EXCEEDED");
	assert_int_equal(on_credit(&facts, 1).available_fen, 0);
	facts.used_fen = 5000000;
	assert_reasons(on_credit(&facts, 1), "LIMIT_EXCEEDED");
	facts.used_fen = 4999999;
	assert_reasons(on_credit(&facts, 1), "");
}

TEST(R3_1_example_2_directly_after_the_creation)
{
	struct check_facts facts = trading();

	facts.grade = GRADE_UNGRADED;
	facts.trading_status = TRADING_STATUS_NOT_STARTED;
	facts.limit_fen = 0;
	assert_reasons(
	    on_credit(&facts, 100), "TRADING_NOT_STARTED GRADE_NO_CREDIT NO_CREDIT_LIMIT");
	assert_reasons(in_cash(&facts, 100), "TRADING_NOT_STARTED"); /* R3.35 example 2 */
}

TEST(R3_11_examples_1_to_3_grade_D)
{
	struct check_facts facts = trading();

	facts.grade = GRADE_D;
	facts.limit_fen = 0;
	assert_reasons(on_credit(&facts, 1), "GRADE_NO_CREDIT NO_CREDIT_LIMIT");
	assert_reasons(ask(&facts, PAYMENT_MODE_PREPAYMENT, 500000, 500000), "");
	assert_reasons(
	    ask(&facts, PAYMENT_MODE_PREPAYMENT, 500000, 499999), "PREPAYMENT_MISSING");
	assert_reasons(in_cash(&facts, 500000), "");
}

TEST(R3_9_example_5_no_limit)
{
	struct check_facts facts = trading();
	struct check_answer answer;

	facts.grade = GRADE_B;
	facts.limit_fen = 0;
	answer = on_credit(&facts, 100);
	assert_reasons(answer, "NO_CREDIT_LIMIT");
	assert_int_equal(answer.required_mode, PAYMENT_MODE_CASH_ON_DELIVERY);
}

/* R3.14: what is to be required instead. */
TEST(R3_14_required_payment_mode)
{
	struct check_facts facts = trading();
	int64_t cap = 50;

	facts.bill_incident_open = true;
	assert_int_equal(
	    on_credit(&facts, 100).required_mode, PAYMENT_MODE_CASH_ON_DELIVERY);
	facts.grade = GRADE_D;
	assert_int_equal(on_credit(&facts, 100).required_mode, PAYMENT_MODE_PREPAYMENT);
	facts.bill_incident_blocks_credit = false;
	assert_int_equal(on_credit(&facts, 100).required_mode, PAYMENT_MODE_PREPAYMENT);
	facts.order_cap_fen = &cap;
	assert_int_equal(on_credit(&facts, 100).required_mode, 0);
	facts.order_cap_fen = NULL;
	facts.blacklisted = true;
	assert_int_equal(on_credit(&facts, 100).required_mode, 0);
	/* A question about another mode is answered for that mode. */
	assert_int_equal(ask(&facts, PAYMENT_MODE_PREPAYMENT, 100, 1).required_mode, 0);
}

TEST(R3_16_overdue_from_the_day_after)
{
	struct check_facts facts = trading();

	facts.earliest_due_on = facts.today;
	assert_reasons(on_credit(&facts, 100), "");
	facts.earliest_due_on = facts.today - 1;
	assert_reasons(on_credit(&facts, 100), "OVERDUE_RECEIVABLE");
	assert_reasons(in_cash(&facts, 100), "");
	facts.overdue_grace_days = 1;
	assert_reasons(on_credit(&facts, 100), "");
	facts.earliest_due_on = facts.today - 2;
	assert_reasons(on_credit(&facts, 100), "OVERDUE_RECEIVABLE");
}

TEST(R3_17_a_grant_cures_only_the_limit)
{
	struct check_facts facts = trading();
	struct check_answer answer;

	facts.used_fen = 9000000;
	facts.granted_fen = 1000000;
	answer = on_credit(&facts, 2000000);
	assert_reasons(answer, "");
	assert_int_equal(answer.within_limit_fen, 1000000);
	assert_int_equal(answer.granted_fen, 1000000);
	assert_int_equal(answer.excess_fen, 1000000);
	assert_reasons(on_credit(&facts, 2000001), "LIMIT_EXCEEDED");
	/* Used above the limit already: all of it must be granted. */
	facts.used_fen = 12000000;
	answer = on_credit(&facts, 1000000);
	assert_reasons(answer, "");
	assert_int_equal(answer.within_limit_fen, 0);
	assert_int_equal(answer.granted_fen, 1000000);
	facts.limit_fen = 0;
	assert_reasons(on_credit(&facts, 1000000), "");
	assert_reasons(on_credit(&facts, 1000001), "NO_CREDIT_LIMIT");
	facts.earliest_due_on = facts.today - 1;
	assert_reasons(on_credit(&facts, 1000000), "OVERDUE_RECEIVABLE");
}

TEST(R3_31_examples_1_to_3)
{
	struct check_facts facts = trading();
	int64_t order_cap = 1000000, month_cap = 5000000;

	facts.order_cap_fen = &order_cap;
	assert_reasons(on_credit(&facts, 1000000), "");
	assert_reasons(on_credit(&facts, 1000001), "COUNTERMEASURE_BLOCK");
	assert_reasons(in_cash(&facts, 1000001), "COUNTERMEASURE_BLOCK");
	facts.order_cap_fen = NULL;
	facts.month_cap_fen = &month_cap;
	facts.month_fen = 4500000;
	assert_reasons(on_credit(&facts, 500000), "");
	assert_reasons(in_cash(&facts, 500001), "COUNTERMEASURE_BLOCK");
	facts.month_cap_fen = NULL;
	facts.deposit_required_fen = 2000000;
	facts.deposit_paid_fen = 1999999;
	assert_reasons(on_credit(&facts, 100), "COUNTERMEASURE_BLOCK");
	assert_reasons(in_cash(&facts, 100), "");
	facts.deposit_paid_fen = 2000000;
	assert_reasons(on_credit(&facts, 100), "");
}

TEST(R3_36_conditions)
{
	struct check_facts facts = trading();

	facts.unmet_for_credit = true;
	assert_reasons(on_credit(&facts, 100), "CONDITION_UNMET");
	assert_reasons(in_cash(&facts, 100), "");
	facts.unmet_for_credit = false;
	facts.unmet_for_all = true;
	assert_reasons(on_credit(&facts, 100), "CONDITION_UNMET");
	assert_reasons(in_cash(&facts, 100), "CONDITION_UNMET");
}

TEST(R3_38_and_R3_27_parameters)
{
	struct check_facts facts = trading();

	facts.bill_incident_open = true;
	assert_reasons(on_credit(&facts, 100), "OPEN_BILL_INCIDENT");
	assert_reasons(in_cash(&facts, 100), "");
	facts.bill_incident_blocks_credit = false;
	assert_reasons(on_credit(&facts, 100), "");
	facts.report_due_on = facts.today - 1;
	assert_reasons(on_credit(&facts, 100), "");
	facts.overdue_report_blocks_credit = true;
	assert_reasons(on_credit(&facts, 100), "REPORT_OVERDUE");
	facts.report_due_on = facts.today;
	assert_reasons(on_credit(&facts, 100), "");
	/* Who trades no more owes none; who is only stopped does (R3.27). */
	facts.report_due_on = facts.today - 1;
	facts.trading_status = TRADING_STATUS_SUSPENDED;
	assert_reasons(on_credit(&facts, 100), "TRADING_SUSPENDED REPORT_OVERDUE");
	facts.trading_status = TRADING_STATUS_TERMINATED;
	assert_reasons(on_credit(&facts, 100), "TRADING_TERMINATED");
}

/* R3.14: all that apply, in the table's order. */
TEST(R3_14_all_reasons_in_their_order)
{
	struct check_facts facts = trading();
	int64_t cap = 50;

	facts.blacklisted = true;
	facts.trading_status = TRADING_STATUS_SUSPENDED;
	facts.order_cap_fen = &cap;
	facts.unmet_for_credit = true;
	facts.grade = GRADE_D;
	facts.limit_fen = 0;
	facts.bill_incident_open = true;
	facts.earliest_due_on = facts.today - 1;
	facts.report_due_on = facts.today - 1;
	facts.overdue_report_blocks_credit = true;
	assert_reasons(on_credit(&facts, 100),
	    "CUSTOMER_BLACKLISTED TRADING_SUSPENDED COUNTERMEASURE_BLOCK CONDITION_UNMET "
	    "GRADE_NO_CREDIT NO_CREDIT_LIMIT OPEN_BILL_INCIDENT OVERDUE_RECEIVABLE "
	    "REPORT_OVERDUE");
	assert_reasons(ask(&facts, PAYMENT_MODE_PREPAYMENT, 100, 99),
	    "CUSTOMER_BLACKLISTED TRADING_SUSPENDED COUNTERMEASURE_BLOCK PREPAYMENT_MISSING");
}

TEST(R3_14_what_was_used_is_told)
{
	struct check_facts facts = trading();
	struct checked_order order = { PAYMENT_MODE_CREDIT, 100, 0 };
	struct check_answer answer;
	struct decision d = check_decide(&facts, &order, &answer);

	assert_string_equal(d.parameters,
	    "\"credit.overdue.grace_days\":0,\"credit.bill_incident.blocks_credit\":true,"
	    "\"credit.report.overdue_blocks_credit\":false");
	assert_because(d, "1.00 of 100000.00 available.");
	facts.used_fen = 10000000;
	assert_because(check_decide(&facts, &order, &answer), "Declined: LIMIT_EXCEEDED.");
}

/*
 * R3.13, the invariant, by counting: whatever is asked and released, one after
 * the other, what is used never exceeds the limit, and a grant covers at most
 * what it is for.
 */
TEST(R3_13_no_sequence_breaks_the_limit)
{
	uint32_t random = 11;

	for (int round = 0; round < 300; round++) {
		struct check_facts facts = trading();
		int64_t held[64] = { 0 };
		int count = 0;

		facts.limit_fen = 1 + round * 7;
		for (int step = 0; step < 200; step++) {
			struct check_answer answer;

			random = random * 1664525 + 1013904223;
			if ((random >> 12) % 3 == 0 && count) {
				facts.used_fen -= held[--count];
				continue;
			}
			facts.granted_fen = (random >> 8) % 4 == 0 ? (random >> 20) % 500 : 0;
			answer = on_credit(&facts, 1 + (random >> 16) % 900);
			if (answer.decision != CREDIT_DECISION_APPROVED || count == 64)
				continue;
			assert_int_equal(answer.within_limit_fen + answer.granted_fen,
			    1 + (random >> 16) % 900);
			assert_true(answer.granted_fen <= facts.granted_fen);
			held[count++] = answer.within_limit_fen;
			facts.used_fen += answer.within_limit_fen;
			assert_true(facts.used_fen <= facts.limit_fen);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_14_example_1_the_whole_limit),
		cmocka_unit_test(R3_14_example_2_suspended_and_over_the_limit),
		cmocka_unit_test(R3_14_example_3_suspended_in_cash),
		cmocka_unit_test(R3_13_example_1_to_the_fen),
		cmocka_unit_test(R3_12_example_1_limit_below_exposure),
		cmocka_unit_test(R3_1_example_2_directly_after_the_creation),
		cmocka_unit_test(R3_11_examples_1_to_3_grade_D),
		cmocka_unit_test(R3_9_example_5_no_limit),
		cmocka_unit_test(R3_14_required_payment_mode),
		cmocka_unit_test(R3_16_overdue_from_the_day_after),
		cmocka_unit_test(R3_17_a_grant_cures_only_the_limit),
		cmocka_unit_test(R3_31_examples_1_to_3),
		cmocka_unit_test(R3_36_conditions),
		cmocka_unit_test(R3_38_and_R3_27_parameters),
		cmocka_unit_test(R3_14_all_reasons_in_their_order),
		cmocka_unit_test(R3_14_what_was_used_is_told),
		cmocka_unit_test(R3_13_no_sequence_breaks_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
