#include "rules.h"
#include "rules_points.h"
#include "rules_sale.h"

struct decision
sale_decide(const struct sale_facts *facts)
{
	if (facts->cancelled)
		return decision_refuse(
		    &R1_7, &problem_invalid_state, "The gathering does not take place.");
	if (facts->concluded_at > facts->now)
		return decision_refuse(
		    &R1_7, &problem_time_in_future, "The sale would be concluded later than now.");
	if (facts->concluded_at < facts->starts_at || facts->concluded_at > facts->ends_at)
		return decision_refuse(&R1_7, &problem_not_on_site,
		    "On site is what is concluded between the start and the end.");
	/* Of a joint event an arrival that is expected must be recorded first (R1.23). */
	if (!facts->arrived && !(facts->joint && facts->invited))
		return decision_refuse(
		    &R1_7, &problem_not_present, "The customer's attendance is not recorded.");
	if (!facts->arrived || !facts->attributed)
		return decision_refuse(&R1_23, &problem_not_attributed,
		    facts->arrived ? "It is not decided yet who the current inviter is."
				   : "The customer's arrival is not recorded.");
	return decision_allow(
	    &R1_23, "ATTRIBUTED", "The whole amount counts for the current inviter.");
}

struct decision
sale_return_decide(
    enum sale_state state, int64_t amount_fen, int64_t returned_fen, int64_t back_fen)
{
	if (state != SALE_STATE_CONCLUDED)
		return decision_refuse(&R1_8, &problem_invalid_state, "The sale was cancelled.");
	return reversal_decide(amount_fen - returned_fen, back_fen);
}

struct decision
sale_cancel_decide(enum sale_state state)
{
	if (state != SALE_STATE_CONCLUDED)
		return decision_refuse(
		    &R1_8, &problem_invalid_state, "The sale was cancelled before.");
	return decision_allow(&R1_8, sale_state_names[SALE_STATE_CANCELLED],
	    "The sale counts no more; the points are computed anew.");
}
