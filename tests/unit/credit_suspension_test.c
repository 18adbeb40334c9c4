/* R3.37, R3.39: who stops the supply, lets it go on, and ends the trade. */
#include "credit/rules_suspension.h"
#include "rule_test.h"

static struct stop_facts
by_superior(void)
{
	return (struct stop_facts) {
		.rank = STOP_RANK_MANAGER,
		.reported = true,
		.grave = true,
		.status = TRADING_STATUS_ACTIVE,
	};
}

TEST(R3_37_ranks)
{
	struct stop_roles roles = { 0 };

	assert_int_equal(stop_rank_of(&roles), STOP_RANK_NONE);
	roles.superior = true;
	assert_int_equal(stop_rank_of(&roles), STOP_RANK_MANAGER);
	roles.marketing_director = true;
	assert_int_equal(stop_rank_of(&roles), STOP_RANK_DIRECTOR);
	roles.president = true;
	assert_int_equal(stop_rank_of(&roles), STOP_RANK_PRESIDENT);
	assert_int_equal(
	    stop_rank_of(&(struct stop_roles) { .sales_manager = true }), STOP_RANK_MANAGER);
}

TEST(R3_37_ordering)
{
	struct stop_facts facts = by_superior();

	assert_allowed(stop_ordering(&facts, 7), R3_37, "SUSPENDED");
	assert_string_equal(
	    stop_ordering(&facts, 7).parameters, "\"credit.suspension.review_days\":7");
	facts.grave = false;
	assert_refused(stop_ordering(&facts, 7), R3_31, 422, "NOT_DETERIORATED");
	facts.closed = true;
	assert_refused(stop_ordering(&facts, 7), R3_37, 409, "INVALID_STATE");
	facts.reporter = true;
	assert_refused(stop_ordering(&facts, 7), R3_37, 403, "SEPARATION_OF_DUTIES");
	facts.reported = false;
	assert_refused(stop_ordering(&facts, 7), R3_37, 422, "REPORT_MISSING");
	facts.rank = STOP_RANK_NONE;
	assert_refused(stop_ordering(&facts, 7), R3_37, 403, "FORBIDDEN_ROLE");
}

TEST(R3_37_only_who_trades)
{
	for (int status = TRADING_STATUS_NOT_STARTED; status < TRADING_STATUS_COUNT; status++) {
		struct stop_facts facts = by_superior();

		facts.status = status;
		if (status == TRADING_STATUS_ACTIVE)
			assert_allowed(stop_ordering(&facts, 7), R3_37, "SUSPENDED");
		else
			assert_refused(stop_ordering(&facts, 7), R3_37, 409, "INVALID_STATE");
	}
}

/* R3.37 example 3, and all other pairs of ranks. */
TEST(R3_37_example_3_a_lower_rank_does_not_resume)
{
	for (int ordered = STOP_RANK_MANAGER; ordered <= STOP_RANK_PRESIDENT; ordered++)
		for (int rank = STOP_RANK_NONE; rank <= STOP_RANK_PRESIDENT; rank++) {
			struct resume_facts facts = { .rank = rank, .ordered = ordered };

			if (rank >= ordered)
				assert_allowed(stop_resuming(&facts), R3_37, "ACTIVE");
			else
				assert_refused(stop_resuming(&facts), R3_37, 403, "FORBIDDEN_ROLE");
			facts.same_person = true;
			assert_allowed(stop_resuming(&facts), R3_37, "ACTIVE");
		}
}

TEST(R3_37_resuming)
{
	struct resume_facts facts = {
		.rank = STOP_RANK_PRESIDENT,
		.ordered = STOP_RANK_MANAGER,
		.termination = true,
	};

	assert_refused(stop_resuming(&facts), R3_39, 409, "INVALID_STATE");
	facts.ended = true;
	assert_refused(stop_resuming(&facts), R3_37, 409, "INVALID_STATE");
	facts.same_person = facts.reporter = true;
	assert_refused(stop_resuming(&facts), R3_37, 403, "SEPARATION_OF_DUTIES");
}

static struct notice_facts
notified(const char *now)
{
	return (struct notice_facts) {
		.responsible = true,
		.ruled = true,
		.ruled_at = at("2027-03-02 10:00:00"),
		.now = at(now),
		.sent_on = date_of(at(now)),
		.status = TRADING_STATUS_SUSPENDED,
	};
}

TEST(R3_39_example_1_recover_only)
{
	struct notice_facts facts = notified("2027-03-02 11:00:00");

	facts.ruled = false;
	assert_refused(termination_noticing(&facts, 1), R3_39, 422, "NO_INSTRUCTION");
}

TEST(R3_39_example_2_the_day_after_the_ruling)
{
	struct notice_facts last = notified("2027-03-03 23:59:59.999999");
	struct notice_facts late = notified("2027-03-04 00:00:00");
	struct decision d = termination_noticing(&last, 1);

	assert_allowed(d, R3_39, "IN_TIME");
	assert_string_equal(d.parameters, "\"credit.termination.notice_days\":1");
	assert_allowed(termination_noticing(&late, 1), R3_39, "LATE");
	assert_because(
	    termination_noticing(&late, 1), "The last day for the notice was 2027-03-03.");
	late.sent_on = on("2027-03-03"); /* a deadline is not met by backdating (C14) */
	assert_allowed(termination_noticing(&late, 1), R3_39, "LATE");
}

TEST(R3_39_the_day_it_was_sent)
{
	struct notice_facts facts = notified("2027-03-03 09:00:00");

	facts.sent_on = on("2027-03-02");
	assert_allowed(termination_noticing(&facts, 1), R3_39, "IN_TIME");
	facts.sent_on = on("2027-03-01");
	assert_refused(termination_noticing(&facts, 1), R3_39, 422, "NO_INSTRUCTION");
	facts.sent_on = on("2027-03-04");
	assert_refused(termination_noticing(&facts, 1), R3_39, 422, "TIME_IN_FUTURE");
}

TEST(R3_39_who_notifies_and_whom)
{
	struct notice_facts facts = notified("2027-03-02 11:00:00");

	for (int status = TRADING_STATUS_NOT_STARTED; status < TRADING_STATUS_COUNT; status++) {
		facts.status = status;
		if (status == TRADING_STATUS_ACTIVE || status == TRADING_STATUS_SUSPENDED)
			assert_allowed(termination_noticing(&facts, 1), R3_39, "IN_TIME");
		else
			assert_refused(
			    termination_noticing(&facts, 1), R3_39, 409, "INVALID_STATE");
	}
	facts.status = TRADING_STATUS_SUSPENDED;
	facts.noticed = true;
	assert_refused(termination_noticing(&facts, 1), R3_39, 409, "INVALID_STATE");
	facts.responsible = false;
	assert_refused(termination_noticing(&facts, 1), R3_39, 403, "FORBIDDEN_ROLE");
	facts.superior = true;
	facts.noticed = false;
	assert_allowed(termination_noticing(&facts, 1), R3_39, "IN_TIME");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_37_ranks),
		cmocka_unit_test(R3_37_ordering),
		cmocka_unit_test(R3_37_only_who_trades),
		cmocka_unit_test(R3_37_example_3_a_lower_rank_does_not_resume),
		cmocka_unit_test(R3_37_resuming),
		cmocka_unit_test(R3_39_example_1_recover_only),
		cmocka_unit_test(R3_39_example_2_the_day_after_the_ruling),
		cmocka_unit_test(R3_39_the_day_it_was_sent),
		cmocka_unit_test(R3_39_who_notifies_and_whom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
