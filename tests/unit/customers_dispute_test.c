/* R1.24, R1.25: disputes at an event. */
#include "customers_rules.h"
#include "customers/rules_dispute.h"

static const char *const all[] = { "K", "HA", "HB", NULL }, *const without_hb[] = { "K", "HA",
	NULL };

static struct dispute_facts
facts(const char *now)
{
	return (struct dispute_facts) {
		.state = EVENT_DISPUTE_STATE_REPORTED,
		.coordinator = true,
		.now = at(now),
		.ends_at = at("2027-03-20 21:00:00"),
		.present = all,
		.coordinator_id = "K",
		.head_ids = { "HA", "HB" },
		.text = "双方协商一致",
	};
}

TEST(R1_24_reporting)
{
	struct dispute_report r = { .state = GATHERING_STATE_PLANNED,
		.joint = true,
		.reporter = true,
		.now = at("2027-03-20 19:00:00") };

	r.occurred_at = r.now;
	assert_allowed(dispute_report_decide(&r), R1_24, "REPORTED");
	r.says_before_customer = true;
	assert_refused(dispute_report_decide(&r), R1_24, 403, "FORBIDDEN_ROLE");
	r.coordinator = true;
	assert_allowed(dispute_report_decide(&r), R1_24, "REPORTED");
	r.occurred_at++;
	assert_refused(dispute_report_decide(&r), R1_24, 422, "TIME_IN_FUTURE");
	r.occurred_at = r.now;
	r.state = GATHERING_STATE_SETTLED;
	assert_refused(dispute_report_decide(&r), R1_24, 409, "INVALID_STATE");
	r.state = GATHERING_STATE_HELD;
	assert_allowed(dispute_report_decide(&r), R1_24, "REPORTED");
	r.reporter = false;
	assert_refused(dispute_report_decide(&r), R1_24, 403, "FORBIDDEN_ROLE");
}

TEST(R1_24_examples_2_3_and_5_the_settlement)
{
	struct dispute_facts f = facts("2027-03-20 20:59:59");

	assert_refused(dispute_move(DISPUTE_SETTLE, &f), R1_24, 409, "EVENT_NOT_OVER");
	f = facts("2027-03-20 21:00:00");
	assert_allowed(dispute_move(DISPUTE_SETTLE, &f), R1_24, "SETTLED");
	assert_false(dispute_fines(DISPUTE_SETTLE, &f));
	f.present = without_hb;
	assert_refused(dispute_move(DISPUTE_SETTLE, &f), R1_24, 422, "PARTICIPANT_MISSING");
	assert_members(dispute_move(DISPUTE_SETTLE, &f), "\"missing\":[\"head of unit 2\"]");
	f = facts("2027-03-20 21:00:00");
	f.text = NULL;
	assert_refused(dispute_move(DISPUTE_SETTLE, &f), R1_24, 400, "VALIDATION_FAILED");
	f.coordinator = false;
	assert_refused(dispute_move(DISPUTE_SETTLE, &f), R1_24, 403, "FORBIDDEN_ROLE");
}

TEST(R1_24_examples_1_and_4_the_fine)
{
	struct dispute_facts f = facts("2027-03-20 19:30:00");

	f.before_customer = true;
	assert_allowed(dispute_move(DISPUTE_ESTABLISH, &f), R1_24, "ESTABLISHED");
	assert_true(dispute_fines(DISPUTE_ESTABLISH, &f));
	f.fined = true;
	assert_false(dispute_fines(DISPUTE_ESTABLISH, &f));
	f = facts("2027-03-20 19:30:00");
	assert_false(dispute_fines(DISPUTE_ESTABLISH, &f));
	f.coordinator = false; /* a head */
	f.before_customer = true;
	assert_refused(dispute_move(DISPUTE_ESTABLISH, &f), R1_24, 403, "FORBIDDEN_ROLE");
}

TEST(R1_24_who_refuses_the_settlement_is_fined)
{
	struct dispute_facts f = facts("2027-03-20 20:59:59.999999");

	assert_refused(dispute_move(DISPUTE_REFUSE, &f), R1_24, 409, "EVENT_NOT_OVER");
	f = facts("2027-03-20 21:00:00");
	assert_allowed(dispute_move(DISPUTE_REFUSE, &f), R1_24, "REFUSED");
	assert_true(dispute_fines(DISPUTE_REFUSE, &f));
	f.fined = true;
	assert_false(dispute_fines(DISPUTE_REFUSE, &f));
}

TEST(R1_25_the_ruling)
{
	struct dispute_facts f = facts("2027-03-21 09:00:00");

	assert_refused(dispute_move(DISPUTE_RULE, &f), R1_25, 403, "FORBIDDEN_ROLE");
	f.general_manager = true;
	assert_refused(dispute_move(DISPUTE_RULE, &f), R1_25, 409, "INVALID_STATE");
	assert_allowed(dispute_move(DISPUTE_ESCALATE, &f), R1_25, "ESCALATED");
	f.coordinator = false;
	assert_refused(dispute_move(DISPUTE_ESCALATE, &f), R1_25, 403, "FORBIDDEN_ROLE");
	f.state = EVENT_DISPUTE_STATE_ESCALATED;
	f.text = "";
	assert_refused(dispute_move(DISPUTE_RULE, &f), R1_25, 400, "VALIDATION_FAILED");
	f.text = "归第二事业部";
	assert_allowed(dispute_move(DISPUTE_RULE, &f), R1_25, "RULED");
	f.state = EVENT_DISPUTE_STATE_RULED;
	assert_refused(dispute_move(DISPUTE_RULE, &f), R1_25, 409, "INVALID_STATE");
}

TEST(R1_25_reported_late_is_marked)
{
	struct dispute_facts f = facts("2027-03-21 23:59:59.999");

	f.report_days = 1;
	f.reported_at = at("2027-03-20 19:00:00");
	assert_false(dispute_reported_late(&f)); /* the event ended on the 20th */
	f.now = at("2027-03-22 00:00:00");
	assert_true(dispute_reported_late(&f));
	assert_allowed(dispute_move(DISPUTE_ESCALATE, &f), R1_25, "ESCALATED");
	f.reported_at = at("2027-03-21 09:00:00");
	assert_false(dispute_reported_late(&f));
}

/* SM-C6, every state and action. */
TEST(R1_24_states)
{
	enum {
		REPORTED = EVENT_DISPUTE_STATE_REPORTED,
		SETTLED = EVENT_DISPUTE_STATE_SETTLED,
		REFUSED = EVENT_DISPUTE_STATE_REFUSED,
		ESCALATED = EVENT_DISPUTE_STATE_ESCALATED,
		RULED = EVENT_DISPUTE_STATE_RULED
	};
	static const bool may[EVENT_DISPUTE_STATE_COUNT][DISPUTE_ACTIONS] = {
		/* establish settle refuse escalate rule */
		[REPORTED] = { 0, true, true, true, true, false },
		[SETTLED] = { 0, true, false, false, false, false },
		[REFUSED] = { 0, true, false, false, true, false },
		[ESCALATED] = { 0, false, false, false, false, true },
		[RULED] = { 0 },
	};
	struct dispute_facts f = facts("2027-03-21 09:00:00");

	f.general_manager = true;
	for (int state = 1; state < EVENT_DISPUTE_STATE_COUNT; state++)
		for (int action = 1; action < DISPUTE_ACTIONS; action++) {
			f.state = (enum event_dispute_state)state;
			assert_int_equal(!dispute_move((enum dispute_action)action, &f).refusal,
			    may[state][action]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_24_reporting),
		cmocka_unit_test(R1_24_examples_2_3_and_5_the_settlement),
		cmocka_unit_test(R1_24_examples_1_and_4_the_fine),
		cmocka_unit_test(R1_24_who_refuses_the_settlement_is_fined),
		cmocka_unit_test(R1_25_the_ruling),
		cmocka_unit_test(R1_25_reported_late_is_marked),
		cmocka_unit_test(R1_24_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
