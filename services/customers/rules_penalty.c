#include "rules_penalty.h"

#include "rules.h"

static struct decision
move(enum penalty_state from, enum penalty_state to, const char *because)
{
	if (from != PENALTY_STATE_IMPOSED)
		return decision_refuse(&R1_33, &problem_invalid_state, "The fine is %s already.",
		    from ? penalty_state_names[from] : "unknown");
	return decision_allow(&R1_33, penalty_state_names[to], "%s", because);
}

struct decision
penalty_cancelling(enum penalty_state state, bool own)
{
	if (own)
		return decision_refuse(&R1_33, &problem_separation_of_duties,
		    "Nobody cancels a fine of his or her own.");
	return move(state, PENALTY_STATE_CANCELLED, "It was imposed in error, and counts nothing.");
}

struct decision
penalty_settling(enum penalty_state state)
{
	return move(state, PENALTY_STATE_SETTLED, "It has been collected.");
}
