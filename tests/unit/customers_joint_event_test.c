/* R1.9, R1.10, R1.12, R1.16: joint events and the days of their invitations. */
#include "customers_joint.h"

#define assert_day(created, when, expected)                                                        \
	do {                                                                                       \
		struct schedule s_ = planned_at(created);                                          \
		assert_int_equal(invitation_day(&s_, at(when)), on(expected));                     \
	} while (0)

static const struct joint_unit a_and_b[] = { { "A", 1, true }, { "B", 2, true }, { "C", 3, true } };

static struct joint_plan
plan(void)
{
	return (struct joint_plan) {
		.units = a_and_b,
		.unit_count = 2,
		.units_per_event = 2,
		.coordinator_department_id = "M",
		.session = GATHERING_SESSION_EVENING,
		.starts_in = GATHERING_SESSION_EVENING,
		.event_day_deadline = 16 * HOUR,
	};
}

TEST(R1_9_examples_1_to_3_the_counted_days)
{
	assert_int_equal(planned_at("2027-03-01 09:00:00").first, on("2027-03-13"));
	assert_int_equal(planned_at("2027-03-17 12:00:00").first, on("2027-03-17"));
	assert_int_equal(planned_at("2027-03-17 18:00:00").first, on("2027-03-17"));
	assert_int_equal(planned_at("2027-03-17 18:00:01").first, on("2027-03-18"));
	assert_int_equal(planned_at("2027-03-20 16:00:00").first, on("2027-03-20"));
	assert_int_equal(planned_at("2027-03-20 16:00:01").first, on("2027-03-21"));
}

TEST(R1_9_example_4_two_units)
{
	struct joint_plan p = plan();
	struct joint_unit twice[] = { { "A", 1, true }, { "A", 2, true } },
			  one[] = { { "A", 1, true }, { "B", 1, true } };

	assert_allowed(joint_event_decide(&p), R1_9, "PLANNED");
	p.unit_count = 3;
	assert_refused(joint_event_decide(&p), R1_9, 422, "UNIT_COUNT_UNSUPPORTED");
	p.unit_count = 1;
	assert_refused(joint_event_decide(&p), R1_9, 422, "UNIT_COUNT_UNSUPPORTED");
	p = plan();
	p.units = twice;
	assert_refused(joint_event_decide(&p), R1_9, 422, "UNIT_COUNT_UNSUPPORTED");
	p.units = one;
	assert_refused(joint_event_decide(&p), R1_9, 422, "UNIT_COUNT_UNSUPPORTED");
}

TEST(R1_9_refusals)
{
	struct joint_plan p = plan();
	struct joint_unit sales[] = { { "A", 1, true }, { "S1", 2, false } };

	p.coordinator_department_id = "B";
	assert_refused(joint_event_decide(&p), R1_9, 403, "SEPARATION_OF_DUTIES");
	p = plan();
	p.units = sales;
	assert_refused(joint_event_decide(&p), R1_9, 422, "DEPARTMENT_NOT_IN_SCOPE");
	p = plan();
	p.starts_in = GATHERING_SESSION_AFTERNOON;
	assert_refused(joint_event_decide(&p), R1_9, 422, "SESSION_MISMATCH");
	p = plan();
	p.deadline_over = true;
	assert_refused(joint_event_decide(&p), R1_9, 409, "INVALID_STATE");
	p = plan();
	p.session = p.starts_in = GATHERING_SESSION_MORNING;
	p.event_day_deadline = NO_INSTANT;
	assert_refused(joint_event_decide(&p), R1_9, 422, "POLICY_VALUE_MISSING");
	assert_string_equal(
	    joint_event_decide(&p).parameters, "\"sharing.event_day_deadline.MORNING\":null");
}

TEST(R1_9_another_coordinator)
{
	const enum gathering_kind joint = GATHERING_KIND_JOINT;

	assert_allowed(coordinator_decide(joint, GATHERING_STATE_PLANNED, false), R1_9, "NAMED");
	assert_allowed(coordinator_decide(joint, GATHERING_STATE_HELD, false), R1_9, "NAMED");
	assert_refused(coordinator_decide(joint, GATHERING_STATE_PLANNED, true), R1_9, 403,
	    "SEPARATION_OF_DUTIES");
	assert_refused(
	    coordinator_decide(joint, GATHERING_STATE_SETTLED, false), R1_9, 409, "INVALID_STATE");
	assert_refused(coordinator_decide(joint, GATHERING_STATE_CANCELLED, false), R1_9, 409,
	    "INVALID_STATE");
	assert_refused(coordinator_decide(GATHERING_KIND_GATHERING, GATHERING_STATE_PLANNED, false),
	    R1_9, 409, "INVALID_STATE");
}

TEST(R1_9_sessions)
{
	instant afternoon = 12 * HOUR, evening = 18 * HOUR;

	assert_int_equal(
	    session_at(11 * HOUR + 59 * MINUTE, afternoon, evening), GATHERING_SESSION_MORNING);
	assert_int_equal(session_at(12 * HOUR, afternoon, evening), GATHERING_SESSION_AFTERNOON);
	assert_int_equal(
	    session_at(17 * HOUR + 59 * MINUTE, afternoon, evening), GATHERING_SESSION_AFTERNOON);
	assert_int_equal(session_at(18 * HOUR, afternoon, evening), GATHERING_SESSION_EVENING);
}

TEST(R1_10_examples)
{
	struct schedule s = fixture_j();

	assert_day("2027-03-01 09:00:00", "2027-03-15 18:00:00", "2027-03-15");
	assert_day("2027-03-01 09:00:00", "2027-03-15 18:00:00.001", "2027-03-16");
	assert_day("2027-03-01 09:00:00", "2027-03-19 18:30:00", "2027-03-20");
	assert_day("2027-03-01 09:00:00", "2027-03-05 09:00:00", "2027-03-13");
	assert_day("2027-03-01 09:00:00", "2027-03-20 16:00:00", "2027-03-20");
	assert_int_equal(invitation_day(&s, at("2027-03-20 16:00:00.001")), NO_DATE);
	assert_true(schedule_deadline(&s, on("2027-03-20")) == at("2027-03-20 16:00:00"));
	/* Planned late: what was invited before belongs to the first day that counts. */
	assert_day("2027-03-17 18:00:01", "2027-03-17 18:00:02", "2027-03-18");
}

TEST(R1_16_the_deadline_of_the_day)
{
	struct schedule afternoon = schedule_of(&(struct schedule_terms) {
	    .event_on = on("2027-03-20"),
	    .week_days = 7,
	    .daily = 18 * HOUR,
	    .event_day = 10 * HOUR,
	    .created_at = at("2027-03-01 09:00:00"),
	});

	assert_int_equal(invitation_day(&afternoon, at("2027-03-20 10:00:00")), on("2027-03-20"));
	assert_int_equal(invitation_day(&afternoon, at("2027-03-20 10:00:00.001")), NO_DATE);
}

TEST(R1_15_the_first_deadline_at_or_after)
{
	struct schedule s = fixture_j();

	assert_true(deadline_after(&s, at("2027-03-15 18:00:00")) == at("2027-03-15 18:00:00"));
	assert_true(deadline_after(&s, at("2027-03-15 18:00:01")) == at("2027-03-16 18:00:00"));
	assert_true(deadline_after(&s, at("2027-03-19 18:00:01")) == at("2027-03-20 16:00:00"));
	assert_true(deadline_after(&s, at("2027-03-20 16:00:01")) == NO_INSTANT);
}

TEST(R1_11_when_lists_are_due)
{
	struct schedule s = fixture_j();

	assert_true(
	    list_due(&s, BOX_LIST_KIND_CONFIRMED, on("2027-03-15")) == at("2027-03-15 18:00:00"));
	assert_true(
	    list_due(&s, BOX_LIST_KIND_PLAN, on("2027-03-16")) == at("2027-03-15 18:00:00"));
	assert_true(
	    list_due(&s, BOX_LIST_KIND_PLAN, on("2027-03-20")) == at("2027-03-19 18:00:00"));
}

TEST(R1_12_example_3_the_lead_of_unit_1)
{
	struct schedule s = fixture_j();
	date eve = invitation_day(&s, at("2027-03-19 10:00:00"));
	date before = invitation_day(&s, at("2027-03-18 18:00:00"));

	assert_true(lead_missed(1, s.event_on, eve, 1));
	assert_false(lead_missed(1, s.event_on, before, 1));
	assert_false(lead_missed(2, s.event_on, eve, 1));
	assert_true(lead_missed(2, s.event_on, s.event_on, 1));
	assert_true(
	    lead_missed(1, s.event_on, invitation_day(&s, at("2027-03-18 18:00:00.001")), 1));
	assert_true(lead_missed(2, s.event_on, NO_DATE, 1));
}

/* SM-C3, every state and action. */
TEST(R1_9_states)
{
	static const enum gathering_state to[GATHERING_STATE_COUNT][GATHERING_ACTIONS] = {
		[GATHERING_STATE_PLANNED] = { 0, GATHERING_STATE_HELD, 0,
		    GATHERING_STATE_CANCELLED },
		[GATHERING_STATE_HELD] = { 0, 0, GATHERING_STATE_SETTLED, 0 },
	};

	for (int state = 1; state < GATHERING_STATE_COUNT; state++)
		for (int action = 1; action < GATHERING_ACTIONS; action++) {
			struct decision d = gathering_move(
			    (enum gathering_state)state, (enum gathering_action)action, 0);

			if (to[state][action])
				assert_string_equal(
				    d.outcome, gathering_state_names[to[state][action]]);
			else
				assert_string_equal(d.refusal->code, "INVALID_STATE");
		}
	assert_refused(
	    gathering_move(GATHERING_STATE_HELD, GATHERING_SETTLE, 1), R1_9, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_9_examples_1_to_3_the_counted_days),
		cmocka_unit_test(R1_9_example_4_two_units),
		cmocka_unit_test(R1_9_refusals),
		cmocka_unit_test(R1_9_another_coordinator),
		cmocka_unit_test(R1_9_sessions),
		cmocka_unit_test(R1_10_examples),
		cmocka_unit_test(R1_16_the_deadline_of_the_day),
		cmocka_unit_test(R1_15_the_first_deadline_at_or_after),
		cmocka_unit_test(R1_11_when_lists_are_due),
		cmocka_unit_test(R1_12_example_3_the_lead_of_unit_1),
		cmocka_unit_test(R1_9_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
