/* R3.38, SM-8: the report, the recovery, the loss and the end of a bill incident. */
#include "rule_test.h"
#include "credit/rules_bill_incident.h"

/* A cheque of 10,000.00 dishonoured on 2027-03-01. */
static struct incident_facts
incident(int64_t recovered_fen)
{
	return (struct incident_facts) {
		.state = BILL_INCIDENT_STATE_OPEN,
		.amount_fen = 1000000,
		.recovered_fen = recovered_fen,
		.report_due_on = on("2027-03-02"),
		.reported_on = NO_DATE,
	};
}

static struct decision
confirm(const struct incident_facts *facts, const char *id, bool finance, bool superior, bool *as)
{
	return incident_confirm(facts, &(struct incident_confirmer) { id, finance, superior }, as);
}

TEST(R3_38_example_1_open_until_closed)
{
	assert_true(incident_is_open(BILL_INCIDENT_STATE_OPEN));
	assert_true(incident_is_open(BILL_INCIDENT_STATE_INSTRUCTED));
	assert_false(incident_is_open(BILL_INCIDENT_STATE_CLOSED));
}

TEST(R3_38_example_2_all_recovered)
{
	struct incident_facts facts = incident(1000000);

	assert_int_equal(incident_loss(&facts), 0);
	assert_allowed(incident_close(&facts), R3_38, "RECOVERED");
	facts.state = BILL_INCIDENT_STATE_INSTRUCTED;
	assert_allowed(incident_close(&facts), R3_38, "RECOVERED");
}

TEST(R3_38_what_of_a_payment_recovers_it)
{
	struct incident_facts facts = incident(400000);

	assert_int_equal(incident_part(&facts, 600000), 600000);
	assert_int_equal(incident_part(&facts, 600001), 600000);
	assert_int_equal(incident_part(&facts, 1), 1);
	facts.pending_fen = 600000;
	assert_int_equal(incident_part(&facts, 1), 0);
}

TEST(R3_38_example_3_one_fen_needs_both)
{
	struct incident_facts facts = incident(999999);

	assert_int_equal(incident_loss(&facts), 1);
	assert_refused(incident_close(&facts), R3_38, 422, "LOSS_NOT_CONFIRMED");
	assert_members(incident_close(&facts), "\"missing\":[\"FINANCE\",\"SUPERIOR\"]");
	facts.finance = "f";
	assert_refused(incident_close(&facts), R3_38, 422, "LOSS_NOT_CONFIRMED");
	assert_members(incident_close(&facts), "\"missing\":[\"SUPERIOR\"]");
	facts.superior = "m";
	assert_allowed(incident_close(&facts), R3_38, "LOSS_CONFIRMED");
	facts.finance = NULL;
	assert_refused(incident_close(&facts), R3_38, 422, "LOSS_NOT_CONFIRMED");
	assert_members(incident_close(&facts), "\"missing\":[\"FINANCE\"]");
}

TEST(R3_38_who_confirms)
{
	struct incident_facts facts = incident(0);
	bool as;

	assert_allowed(confirm(&facts, "f", true, false, &as), R3_38, "CONFIRMED_BY_FINANCE");
	assert_true(as);
	assert_allowed(confirm(&facts, "m", false, true, &as), R3_38, "CONFIRMED_BY_SUPERIOR");
	assert_false(as);
	assert_refused(confirm(&facts, "s", false, false, &as), R3_38, 403, "FORBIDDEN_ROLE");
	facts.finance = "f";
	assert_refused(confirm(&facts, "f2", true, false, &as), R3_38, 409, "ALREADY_DECIDED");
	/* Who is both confirms once. */
	assert_refused(confirm(&facts, "f", true, true, &as), R3_38, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(confirm(&facts, "m", true, true, &as), R3_38, "CONFIRMED_BY_SUPERIOR");
	facts.finance = NULL;
	facts.superior = "m";
	assert_refused(confirm(&facts, "m", true, true, &as), R3_38, 403, "SEPARATION_OF_DUTIES");
	assert_refused(confirm(&facts, "m", false, true, &as), R3_38, 409, "ALREADY_DECIDED");
}

TEST(R3_38_nothing_to_confirm)
{
	struct incident_facts facts = incident(1000000);
	bool as;

	assert_refused(confirm(&facts, "f", true, false, &as), R3_38, 409, "INVALID_STATE");
	facts = incident(0);
	facts.state = BILL_INCIDENT_STATE_CLOSED;
	assert_refused(confirm(&facts, "f", true, false, &as), R3_38, 409, "INVALID_STATE");
}

TEST(R3_38_no_more_than_the_amount)
{
	struct incident_facts facts = incident(400000);
	date today = on("2027-03-05");

	assert_allowed(incident_recover(&facts, 600000, today, today), R3_38, "RECOVERED");
	assert_refused(incident_recover(&facts, 600001, today, today), R3_38, 422, "OVERPAYMENT");
	facts.pending_fen = 1;
	assert_refused(incident_recover(&facts, 600000, today, today), R3_38, 422, "OVERPAYMENT");
	assert_allowed(incident_recover(&facts, 0, today, today), R3_38, "LOGGED");
	assert_refused(incident_recover(&facts, 0, today + 1, today), R3_38, 422, "TIME_IN_FUTURE");
	facts.state = BILL_INCIDENT_STATE_CLOSED;
	assert_refused(incident_recover(&facts, 0, today, today), R3_38, 409, "INVALID_STATE");
}

TEST(R3_38_the_report_is_on_time_or_late)
{
	struct incident_facts facts = incident(0);

	assert_allowed(
	    incident_report(&facts, date_of(at("2027-03-02 23:59:59.999"))), R3_38, "IN_TIME");
	assert_allowed(incident_report(&facts, date_of(at("2027-03-03 00:00:00"))), R3_38, "LATE");
	facts.reported_on = on("2027-03-02");
	assert_refused(incident_report(&facts, on("2027-03-02")), R3_38, 409, "INVALID_STATE");
}

TEST(R3_38_rulings)
{
	struct incident_facts facts = incident(0);

	assert_allowed(incident_instruct(&facts, BILL_RULING_RECOVER_ONLY), R3_38, "RECOVER_ONLY");
	facts.state = BILL_INCIDENT_STATE_INSTRUCTED; /* a further one */
	assert_allowed(incident_instruct(&facts, BILL_RULING_TERMINATE), R3_38, "TERMINATE");
	facts.state = BILL_INCIDENT_STATE_CLOSED;
	assert_refused(
	    incident_instruct(&facts, BILL_RULING_TERMINATE), R3_38, 409, "INVALID_STATE");
	assert_refused(incident_close(&facts), R3_38, 409, "INVALID_STATE");
	assert_refused(incident_report(&facts, on("2027-03-01")), R3_38, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_38_example_1_open_until_closed),
		cmocka_unit_test(R3_38_example_2_all_recovered),
		cmocka_unit_test(R3_38_what_of_a_payment_recovers_it),
		cmocka_unit_test(R3_38_example_3_one_fen_needs_both),
		cmocka_unit_test(R3_38_who_confirms),
		cmocka_unit_test(R3_38_nothing_to_confirm),
		cmocka_unit_test(R3_38_no_more_than_the_amount),
		cmocka_unit_test(R3_38_the_report_is_on_time_or_late),
		cmocka_unit_test(R3_38_rulings),
	};

	return cmocka_run_group_tests_name("credit_bill_incident", tests, NULL, NULL);
}
