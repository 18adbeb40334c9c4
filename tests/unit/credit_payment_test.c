/* R3.16: what may be paid, and what becomes of a bill or cheque. */
#include "rule_test.h"
#include "credit/rules_payment.h"

static struct payment_facts
of(int64_t amount_fen, enum payment_instrument instrument)
{
	return (struct payment_facts) {
		.finance = true,
		.amount_fen = amount_fen,
		.instrument = instrument,
		.outstanding_fen = 1000000,
		.paid_on = on("2027-03-03"),
		.today = on("2027-03-03"),
	};
}

static struct decision
pay(int64_t amount_fen, enum payment_instrument instrument)
{
	struct payment_facts facts = of(amount_fen, instrument);

	return payment_decide(&facts);
}

TEST(R3_16_money_counts_at_once)
{
	assert_allowed(pay(1000000, PAYMENT_INSTRUMENT_CASH), R3_16, "CLEARED");
	assert_allowed(pay(1, PAYMENT_INSTRUMENT_TRANSFER), R3_16, "CLEARED");
	/* R3.31: what a countermeasure takes, too. */
	assert_allowed(pay(1, PAYMENT_INSTRUMENT_GOODS), R3_16, "CLEARED");
	assert_allowed(pay(1, PAYMENT_INSTRUMENT_COLLATERAL), R3_16, "CLEARED");
	assert_because(
	    pay(400000, PAYMENT_INSTRUMENT_CASH), "What is outstanding is reduced to 6000.00.");
}

TEST(R3_16_example_3_a_cheque_waits)
{
	assert_allowed(pay(1000000, PAYMENT_INSTRUMENT_CHEQUE), R3_16, "PENDING");
	assert_allowed(pay(1000000, PAYMENT_INSTRUMENT_BILL), R3_16, "PENDING");
}

TEST(R3_16_no_more_than_outstanding)
{
	struct payment_facts facts = of(600000, PAYMENT_INSTRUMENT_CASH);

	assert_refused(pay(1000001, PAYMENT_INSTRUMENT_CASH), R3_16, 422, "OVERPAYMENT");
	assert_refused(pay(1000001, PAYMENT_INSTRUMENT_BILL), R3_16, 422, "OVERPAYMENT");
	/* Bills that wait count. */
	facts.pending_fen = 400000;
	assert_allowed(payment_decide(&facts), R3_16, "CLEARED");
	facts.pending_fen = 400001;
	assert_refused(payment_decide(&facts), R3_16, 422, "OVERPAYMENT");
	assert_members(
	    payment_decide(&facts), "\"outstanding_fen\":1000000,\"pending_fen\":400001");
	facts = of(1, PAYMENT_INSTRUMENT_CASH);
	facts.outstanding_fen = 0;
	assert_refused(payment_decide(&facts), R3_16, 422, "OVERPAYMENT");
}

/* Example 4, one after the other: of two payments of 6,000.00 on 10,000.00 one fits. */
TEST(R3_16_example_4_two_payments)
{
	struct payment_facts facts = of(600000, PAYMENT_INSTRUMENT_TRANSFER);

	assert_allowed(payment_decide(&facts), R3_16, "CLEARED");
	facts.outstanding_fen -= facts.amount_fen;
	assert_refused(payment_decide(&facts), R3_16, 422, "OVERPAYMENT");
}

TEST(R3_16_finance_and_not_in_future)
{
	struct payment_facts facts = of(1, PAYMENT_INSTRUMENT_CASH);

	facts.paid_on = on("2027-03-04");
	assert_refused(payment_decide(&facts), R3_16, 422, "TIME_IN_FUTURE");
	facts.finance = false;
	assert_refused(payment_decide(&facts), R3_16, 403, "FORBIDDEN_ROLE");
}

/* Every status to every other: these four ways, and no other. */
TEST(R3_16_what_becomes_of_a_payment)
{
	date today = on("2027-03-03");
	int ways = 0;

	for (int from = 0; from < PAYMENT_STATUS_COUNT; from++)
		for (int to = PAYMENT_STATUS_CLEARED; to < PAYMENT_STATUS_COUNT; to++) {
			bool way =
			    from == PAYMENT_STATUS_PENDING
				? to != PAYMENT_STATUS_REVERSED
				: from == PAYMENT_STATUS_CLEARED && to == PAYMENT_STATUS_REVERSED;

			ways += way;
			if (way)
				assert_allowed(payment_move(from, to, today, today), R3_16,
				    payment_status_names[to]);
			else
				assert_refused(payment_move(from, to, today, today), R3_16, 409,
				    "INVALID_STATE");
		}
	assert_int_equal(ways, 4);
	assert_refused(
	    payment_move(PAYMENT_STATUS_PENDING, PAYMENT_STATUS_CLEARED, today + 1, today), R3_16,
	    422, "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_16_money_counts_at_once),
		cmocka_unit_test(R3_16_example_3_a_cheque_waits),
		cmocka_unit_test(R3_16_no_more_than_outstanding),
		cmocka_unit_test(R3_16_example_4_two_payments),
		cmocka_unit_test(R3_16_finance_and_not_in_future),
		cmocka_unit_test(R3_16_what_becomes_of_a_payment),
	};

	return cmocka_run_group_tests_name("credit_payment", tests, NULL, NULL);
}
