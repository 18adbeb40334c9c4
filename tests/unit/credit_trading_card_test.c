/* R3.35: the trading card, from the form to the start of trading. */
#include "rule_test.h"
#include "credit/rules_trading_card.h"

static struct card_filling
filling(void)
{
	return (struct card_filling) { "TC-2027-000123", TRADING_CARD_STATE_ISSUED, 1, 1, false,
		on("2027-01-04"), on("2027-01-04") };
}

TEST(R3_35_form_numbers)
{
	struct card_filling f = filling();

	assert_allowed(trading_card_fill_decide(&f), R3_35, "FILLED");
	f.state = 0; /* unknown */
	assert_refused(trading_card_fill_decide(&f), R3_35, 422, "FORM_NUMBER_INVALID");
	for (f.state = TRADING_CARD_STATE_FILLED; f.state < TRADING_CARD_STATE_COUNT; f.state++)
		assert_refused(trading_card_fill_decide(&f), R3_35, 422, "FORM_NUMBER_INVALID");
}

TEST(R3_35_filled_in_by_the_customer_on_the_template_in_effect)
{
	struct card_filling f = filling();

	f.by_employee = true;
	assert_refused(trading_card_fill_decide(&f), R3_35, 422, "NOT_FILLED_BY_CUSTOMER");
	f = filling();
	f.current_template = 2;
	assert_refused(trading_card_fill_decide(&f), R3_35, 422, "TEMPLATE_OUTDATED");
	f = filling();
	f.filled_on = on("2027-01-05");
	assert_refused(trading_card_fill_decide(&f), R3_35, 422, "TIME_IN_FUTURE");
}

static struct decision
place(enum trading_card_state state, const struct card_copy *copies, size_t count)
{
	return trading_card_place_decide(state, copies, count, 2, on("2027-01-04"));
}

TEST(R3_35_example_1_copies)
{
	enum trading_card_state filled = TRADING_CARD_STATE_FILLED;
	struct card_copy copies[] = { { 1, COPY_HOLDER_COMPANY, on("2027-01-04") },
		{ 2, COPY_HOLDER_CUSTOMER, on("2027-01-04") },
		{ 3, COPY_HOLDER_CUSTOMER, on("2027-01-04") } };

	assert_allowed(place(filled, copies, 2), R3_35, "COPIES_PLACED");
	assert_refused(place(filled, copies, 0), R3_35, 422, "COPIES_INVALID");
	assert_refused(place(filled, copies, 1), R3_35, 422, "COPIES_INVALID");
	assert_refused(place(filled, copies, 3), R3_35, 422, "COPIES_INVALID");
	copies[1].holder = COPY_HOLDER_COMPANY;
	assert_refused(place(filled, copies, 2), R3_35, 422, "COPIES_INVALID");
	/* Number 1 is with the company, number 2 with the customer, in whichever order. */
	copies[0] = (struct card_copy) { 2, COPY_HOLDER_CUSTOMER, on("2027-01-04") };
	copies[1] = (struct card_copy) { 1, COPY_HOLDER_COMPANY, on("2027-01-03") };
	assert_allowed(place(filled, copies, 2), R3_35, "COPIES_PLACED");
	copies[0].holder = COPY_HOLDER_COMPANY;
	copies[1].holder = COPY_HOLDER_CUSTOMER;
	assert_refused(place(filled, copies, 2), R3_35, 422, "COPIES_INVALID");
	copies[0] = (struct card_copy) { 2, COPY_HOLDER_CUSTOMER, on("2027-01-05") };
	copies[1].holder = COPY_HOLDER_COMPANY;
	assert_refused(place(filled, copies, 2), R3_35, 422, "TIME_IN_FUTURE");
	copies[0].received_on = on("2027-01-04");
	assert_refused(place(TRADING_CARD_STATE_ISSUED, copies, 2), R3_35, 409, "INVALID_STATE");
	assert_refused(place(TRADING_CARD_STATE_ACTIVE, copies, 2), R3_35, 409, "INVALID_STATE");
}

static struct card_start
start(void)
{
	return (struct card_start) { .state = TRADING_CARD_STATE_FILLED,
		.copies_placed = true,
		.trading_status = TRADING_STATUS_NOT_STARTED,
		.enterprise = true,
		.admitted = true };
}

TEST(R3_35_activation)
{
	struct card_start s = start();

	assert_allowed(trading_card_activate_decide(&s), R3_35, "ACTIVE");
	s.copies_placed = false;
	assert_refused(trading_card_activate_decide(&s), R3_35, 422, "COPIES_INVALID");
	s = start();
	s.state = TRADING_CARD_STATE_ISSUED;
	assert_refused(trading_card_activate_decide(&s), R3_35, 409, "INVALID_STATE");
	s = start();
	s.other_active = true;
	assert_refused(trading_card_activate_decide(&s), R3_35, 409, "CARD_ACTIVE");
	s = start();
	s.blacklisted = true;
	assert_refused(trading_card_activate_decide(&s), R3_35, 422, "SUPPLY_STOPPED");
	s = start();
	s.trading_status = TRADING_STATUS_SUSPENDED;
	assert_refused(trading_card_activate_decide(&s), R3_35, 422, "SUPPLY_STOPPED");
}

TEST(R3_35_an_enterprise_is_admitted)
{
	struct card_start s = start();

	s.admitted = false;
	assert_refused(trading_card_activate_decide(&s), R7_16, 422, "NOT_ADMITTED");
	s.enterprise = false;
	assert_allowed(trading_card_activate_decide(&s), R3_35, "ACTIVE");
}

/* R3.39 example 3: the report of January does not do after a termination in March. */
TEST(R3_39_example_3_a_new_start)
{
	struct card_start s = start();

	s.trading_status = TRADING_STATUS_TERMINATED;
	s.open_incident = true;
	assert_refused(trading_card_activate_decide(&s), R3_39, 422, "REPORT_MISSING");
	s.report_since = true;
	assert_refused(trading_card_activate_decide(&s), R3_39, 422, "OPEN_BILL_INCIDENT");
	s.open_incident = false;
	assert_allowed(trading_card_activate_decide(&s), R3_35, "ACTIVE");
	/* An open incident by itself does not hinder a first start: cash stays possible (R3.38). */
	s = start();
	s.open_incident = true;
	assert_allowed(trading_card_activate_decide(&s), R3_35, "ACTIVE");
}

TEST(R3_35_closing)
{
	assert_allowed(trading_card_close_decide(TRADING_CARD_STATE_ISSUED, 0), R3_35, "CLOSED");
	assert_allowed(trading_card_close_decide(TRADING_CARD_STATE_FILLED, TRADING_STATUS_ACTIVE),
	    R3_35, "CLOSED");
	assert_refused(trading_card_close_decide(TRADING_CARD_STATE_ACTIVE, TRADING_STATUS_ACTIVE),
	    R3_35, 409, "INVALID_STATE");
	assert_allowed(
	    trading_card_close_decide(TRADING_CARD_STATE_ACTIVE, TRADING_STATUS_TERMINATED), R3_35,
	    "CLOSED");
	assert_refused(
	    trading_card_close_decide(TRADING_CARD_STATE_CLOSED, TRADING_STATUS_TERMINATED), R3_35,
	    409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_35_form_numbers),
		cmocka_unit_test(R3_35_filled_in_by_the_customer_on_the_template_in_effect),
		cmocka_unit_test(R3_35_example_1_copies),
		cmocka_unit_test(R3_35_activation),
		cmocka_unit_test(R3_35_an_enterprise_is_admitted),
		cmocka_unit_test(R3_39_example_3_a_new_start),
		cmocka_unit_test(R3_35_closing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
