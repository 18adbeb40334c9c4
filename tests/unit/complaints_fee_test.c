/* R11.13, R11.14: exactly what is to be paid, and at finance in time. */
#include "complaints/rules_fee.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static struct fee_facts
antenna(void)
{
	return (struct fee_facts) { .due = true,
		.charge_fen = 8399,
		.amount_fen = 8399,
		.leads = true,
		.invoice_no = "04512345" };
}

TEST(R11_13_examples_1_and_2_exactly_what_is_to_be_paid)
{
	struct fee_facts facts = antenna();

	assert_allowed(fee_collect(&facts), R11_13, "COLLECTED");
	facts.amount_fen = 8400;
	assert_refused(fee_collect(&facts), R11_13, 422, "AMOUNT_MISMATCH");
	facts.charge_fen = 0;
	facts.amount_fen = 1;
	assert_refused(fee_collect(&facts), R11_13, 422, "NOTHING_TO_COLLECT");
}

TEST(R11_13_with_an_invoice_when_it_is_due)
{
	struct fee_facts facts = antenna();

	facts.invoice_no = NULL;
	assert_refused(fee_collect(&facts), R11_13, 422, "INVOICE_MISSING");
	facts = antenna();
	facts.due = false;
	assert_refused(fee_collect(&facts), R11_13, 409, "INVALID_STATE");
}

TEST(R11_13_who_collects)
{
	struct fee_facts facts = antenna();

	facts.leads = false;
	assert_refused(fee_collect(&facts), R11_13, 403, "FORBIDDEN_ROLE");
	facts.bills = true;
	assert_refused(fee_collect(&facts), R11_13, 403, "FORBIDDEN_ROLE");
	facts.to_company = true;
	assert_allowed(fee_collect(&facts), R11_13, "TO_CONFIRM");
	facts = antenna();
	facts.outsourced = true;
	assert_refused(fee_collect(&facts), R11_13, 403, "FORBIDDEN_ROLE");
}

static instant
due(const char *returned_at)
{
	const struct finance_hours hours = { calendar(), 9 * HOUR, 17 * HOUR };

	return fee_due_at(&hours, period("PT2H"), at(returned_at));
}

static struct decision
received(const char *received_at, int64_t total)
{
	const struct fee_held fees[] = {
		{ "r", REPAIR_FEE_STATE_COLLECTED, "a", 8399, due("2025-09-29 14:00:00") },
		{ "r", REPAIR_FEE_STATE_COLLECTED, "a", 1299, due("2025-09-29 14:00:00") },
	};

	return fee_hand_in(fees, COUNT(fees), total, "a", "b", at(received_at));
}

TEST(R11_14_example_1_two_hours_and_the_exact_total)
{
	assert_int_equal(due("2025-09-29 14:00:00"), at("2025-09-29 16:00:00"));
	assert_allowed(received("2025-09-29 16:00:00", 9698), R11_14, "IN_TIME");
	assert_allowed(received("2025-09-29 16:00:01", 9698), R11_14, "LATE");
	assert_refused(received("2025-09-29 16:00:00", 9697), R11_14, 422, "TOTAL_MISMATCH");
}

TEST(R11_14_example_2_after_closing_before_the_holidays)
{
	assert_int_equal(due("2025-09-30 16:30:00"), at("2025-10-09 11:00:00"));
	/* The last return that is still due on the day, and returns at no opening time. */
	assert_int_equal(due("2025-09-29 15:00:00"), at("2025-09-29 17:00:00"));
	assert_int_equal(due("2025-09-29 15:00:01"), at("2025-09-30 11:00:00"));
	assert_int_equal(due("2025-09-29 09:00:00"), at("2025-09-29 11:00:00"));
	assert_int_equal(due("2025-09-29 08:59:59"), at("2025-09-30 11:00:00"));
	assert_int_equal(due("2025-10-04 10:00:00"), at("2025-10-09 11:00:00"));
	assert_int_equal(due("2025-09-28 10:00:00"), at("2025-09-28 12:00:00"));
	assert_int_equal(due("2025-12-31 16:00:00"), at("2026-01-04 11:00:00"));
	assert_int_equal(due("2026-12-31 16:00:00"), NO_INSTANT); /* beyond the calendar */
}

TEST(R11_14_the_time_it_is_due_is_decided)
{
	const struct period two_hours = period("PT2H");
	instant returned = at("2025-09-29 15:00:00");

	assert_allowed(
	    fee_due(returned, two_hours, due("2025-09-29 15:00:00")), R11_14, "AT_ONCE");
	returned++;
	assert_allowed(
	    fee_due(returned, two_hours, due("2025-09-29 15:00:01")), R11_14, "NEXT_OPENING");
}

TEST(R11_14_example_3_nobody_receives_his_own_money)
{
	struct fee_held fee = { "r", REPAIR_FEE_STATE_COLLECTED, "a", 8399, NO_INSTANT };

	assert_refused(
	    fee_hand_in(&fee, 1, 8399, "a", "a", 0), R11_14, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(fee_hand_in(&fee, 1, 8399, "a", "b", 0), R11_14, "IN_TIME");
	assert_refused(fee_hand_in(&fee, 1, 8399, "c", "b", 0), R11_14, 422, "NOT_COLLECTED");
	fee.state = REPAIR_FEE_STATE_HANDED_IN;
	assert_refused(fee_hand_in(&fee, 1, 8399, "a", "b", 0), R11_14, 409, "ALREADY_HANDED_IN");
	fee.state = REPAIR_FEE_STATE_REFUSED;
	assert_refused(fee_hand_in(&fee, 1, 8399, "a", "b", 0), R11_14, 422, "NOT_COLLECTED");
	fee.state = REPAIR_FEE_STATE_TO_CONFIRM;
	assert_refused(fee_hand_in(&fee, 1, 8399, "a", "b", 0), R11_14, 422, "NOT_COLLECTED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R11_13_examples_1_and_2_exactly_what_is_to_be_paid),
		cmocka_unit_test(R11_13_with_an_invoice_when_it_is_due),
		cmocka_unit_test(R11_13_who_collects),
		cmocka_unit_test(R11_14_example_1_two_hours_and_the_exact_total),
		cmocka_unit_test(R11_14_example_2_after_closing_before_the_holidays),
		cmocka_unit_test(R11_14_the_time_it_is_due_is_decided),
		cmocka_unit_test(R11_14_example_3_nobody_receives_his_own_money),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
