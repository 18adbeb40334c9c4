#include "rules.h"
#include "rules_invitation.h"

static const enum invitation_state next[INVITATION_STATE_COUNT][INVITATION_ACTIONS] = {
	[INVITATION_STATE_PLANNED] = { [INVITATION_INVITE] = INVITATION_STATE_INVITED,
	    [INVITATION_CANCEL] = INVITATION_STATE_CANCELLED,
	    [INVITATION_ARRIVE] = INVITATION_STATE_ARRIVED },
	[INVITATION_STATE_INVITED] = { [INVITATION_CONFIRM] = INVITATION_STATE_CONFIRMED,
	    [INVITATION_CANCEL] = INVITATION_STATE_CANCELLED,
	    [INVITATION_ARRIVE] = INVITATION_STATE_ARRIVED },
	[INVITATION_STATE_CONFIRMED] = { [INVITATION_CANCEL] = INVITATION_STATE_CANCELLED,
	    [INVITATION_ARRIVE] = INVITATION_STATE_ARRIVED,
	    [INVITATION_MISS] = INVITATION_STATE_NO_SHOW },
	/* Who was taken for absent, until the lists of the entrance came in. */
	[INVITATION_STATE_NO_SHOW] = { [INVITATION_ARRIVE] = INVITATION_STATE_ARRIVED },
};

bool
claim_blocks(const struct claim_on *claim, instant now)
{
	return claim->blocks_from != NO_INSTANT && claim->blocks_from <= now;
}

static struct decision
claimed(const struct claim_on *claim)
{
	if (claim->department_name)
		return decision_refuse(&R1_19, &problem_customer_claimed,
		    "%s has confirmed this customer for the event.", claim->department_name);
	return decision_refuse(&R1_19, &problem_customer_claimed,
	    "Another department has confirmed this customer for the event.");
}

static struct decision
may_invite(const struct invitation_facts *facts)
{
	if (!facts->invites)
		return decision_refuse(&R1_9, &problem_forbidden_role,
		    "To this gathering the departments that hold it invite.");
	if (facts->gathering != GATHERING_STATE_PLANNED || facts->now > facts->ends_at)
		return decision_refuse(&R1_9, &problem_invalid_state,
		    "The gathering is over, or does not take place.");
	return decision_allow(&R1_9, "INVITES", "The department holds the gathering.");
}

struct decision
invite_decide(const struct invitation_facts *facts)
{
	struct decision d = may_invite(facts);

	if (d.refusal)
		return d;
	if (!facts->shared)
		return decision_refuse(&R1_28, &problem_service_not_lapsed,
		    "The customer is served by another department, whose service has not lapsed.");
	if (facts->arrived)
		return decision_refuse(
		    &R1_19, &problem_invalid_state, "The customer has come already.");
	if (facts->invited_already)
		return decision_refuse(&R1_19, &problem_invitation_exists,
		    "The department has invited this customer already.");
	if (claim_blocks(&facts->claim, facts->now))
		return claimed(&facts->claim);
	return decision_allow(
	    &R1_19, "INVITED", "No confirmation of another department stands against it.");
}

enum invitation_state
invitation_next(enum invitation_state state, enum invitation_action action)
{
	return next[state][action];
}

struct decision
invitation_move(enum invitation_state state, enum invitation_action action,
    const struct invitation_facts *facts)
{
	enum invitation_state to = next[state][action];
	struct decision d = may_invite(facts);

	if (d.refusal)
		return d;
	if (!to)
		return decision_refuse(&R1_19, &problem_invalid_state,
		    "An invitation in state %s does not allow this.",
		    invitation_state_names[state]);
	if (action != INVITATION_CANCEL && claim_blocks(&facts->claim, facts->now))
		return claimed(&facts->claim);
	return decision_allow(&R1_19, invitation_state_names[to], "The invitation is %s.",
	    invitation_state_names[to]);
}
