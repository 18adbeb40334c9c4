/* R1.9, R1.19, SM-C2: invitations to gatherings. */
#include "customers_rules.h"
#include "customers/rules_invitation.h"

static struct invitation_facts
facts(const char *now)
{
	return (struct invitation_facts) {
		.gathering = GATHERING_STATE_PLANNED,
		.now = at(now),
		.ends_at = at("2027-03-20 21:00:00"),
		.invites = true,
		.shared = true,
		.claim = { NULL, NO_INSTANT },
	};
}

TEST(R1_19_examples_1_to_3_who_is_claimed)
{
	struct invitation_facts f = facts("2027-03-15 14:59:00");

	f.claim.blocks_from = at("2027-03-15 15:00:00");
	assert_allowed(invite_decide(&f), R1_19, "INVITED");
	assert_allowed(
	    invitation_move(INVITATION_STATE_INVITED, INVITATION_CONFIRM, &f), R1_19, "CONFIRMED");
	f.now = at("2027-03-15 15:00:00");
	assert_refused(invite_decide(&f), R1_19, 422, "CUSTOMER_CLAIMED");
	f.now = at("2027-03-15 15:00:01");
	assert_refused(invite_decide(&f), R1_19, 422, "CUSTOMER_CLAIMED");
	assert_refused(invitation_move(INVITATION_STATE_INVITED, INVITATION_CONFIRM, &f), R1_19,
	    422, "CUSTOMER_CLAIMED");
	assert_allowed(
	    invitation_move(INVITATION_STATE_INVITED, INVITATION_CANCEL, &f), R1_19, "CANCELLED");
}

/* The seal holds until the list has been returned. */
TEST(R1_19_the_refusal_names_nobody_before_the_return)
{
	struct invitation_facts f = facts("2027-03-15 15:00:01");

	f.claim.blocks_from = at("2027-03-15 15:00:00");
	assert_because(
	    invite_decide(&f), "Another department has confirmed this customer for the event.");
	f.claim.department_name = "第一事业部";
	assert_because(invite_decide(&f), "第一事业部 has confirmed this customer for the event.");
}

/* R1.15 (5): late from 16 March 18:00, when the deadline is. */
TEST(R1_15_example_5)
{
	struct invitation_facts f = facts("2027-03-16 18:00:00.001");

	f.claim.blocks_from = at("2027-03-16 18:00:00");
	assert_refused(invitation_move(INVITATION_STATE_INVITED, INVITATION_CONFIRM, &f), R1_19,
	    422, "CUSTOMER_CLAIMED");
}

TEST(R1_19_refusals)
{
	struct invitation_facts f = facts("2027-03-15 12:00:00");

	f.invited_already = true;
	assert_refused(invite_decide(&f), R1_19, 409, "INVITATION_EXISTS");
	f = facts("2027-03-15 12:00:00");
	f.arrived = true;
	assert_refused(invite_decide(&f), R1_19, 409, "INVALID_STATE");
	f = facts("2027-03-15 12:00:00");
	f.invites = false;
	assert_refused(invite_decide(&f), R1_9, 403, "FORBIDDEN_ROLE");
	f = facts("2027-03-15 12:00:00");
	f.shared = false;
	assert_refused(invite_decide(&f), R1_28, 422, "SERVICE_NOT_LAPSED");
	f = facts("2027-03-20 21:00:00");
	assert_allowed(invite_decide(&f), R1_19, "INVITED");
	f.now++;
	assert_refused(invite_decide(&f), R1_9, 409, "INVALID_STATE");
	f = facts("2027-03-15 12:00:00");
	f.gathering = GATHERING_STATE_CANCELLED;
	assert_refused(invite_decide(&f), R1_9, 409, "INVALID_STATE");
}

/* SM-C2, every state and action. */
TEST(R1_10_states)
{
	enum {
		NONE = 0,
		PLANNED = INVITATION_STATE_PLANNED,
		INVITED = INVITATION_STATE_INVITED,
		CONFIRMED = INVITATION_STATE_CONFIRMED,
		ARRIVED = INVITATION_STATE_ARRIVED,
		NO_SHOW = INVITATION_STATE_NO_SHOW,
		CANCELLED = INVITATION_STATE_CANCELLED
	};
	static const int to[INVITATION_STATE_COUNT][INVITATION_ACTIONS] = {
		/* invite confirm cancel arrive miss */
		[PLANNED] = { 0, INVITED, 0, CANCELLED, ARRIVED, 0 },
		[INVITED] = { 0, 0, CONFIRMED, CANCELLED, ARRIVED, 0 },
		[CONFIRMED] = { 0, 0, 0, CANCELLED, ARRIVED, NO_SHOW },
		[ARRIVED] = { 0 },
		[NO_SHOW] = { 0, 0, 0, 0, ARRIVED, 0 },
		[CANCELLED] = { 0 },
	};
	struct invitation_facts f = facts("2027-03-15 12:00:00");

	for (int state = 1; state < INVITATION_STATE_COUNT; state++)
		for (int action = 1; action < INVITATION_ACTIONS; action++) {
			struct decision d = invitation_move(
			    (enum invitation_state)state, (enum invitation_action)action, &f);

			assert_int_equal(invitation_next((enum invitation_state)state,
					     (enum invitation_action)action),
			    to[state][action]);
			assert_int_equal(!d.refusal, to[state][action] != 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_19_examples_1_to_3_who_is_claimed),
		cmocka_unit_test(R1_19_the_refusal_names_nobody_before_the_return),
		cmocka_unit_test(R1_15_example_5),
		cmocka_unit_test(R1_19_refusals),
		cmocka_unit_test(R1_10_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
