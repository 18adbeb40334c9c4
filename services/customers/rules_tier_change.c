/* R7.17: who changes a tier, from what to what. */
#include "rules.h"
#include "rules_tier.h"

/*
 * What each cause leads to. A first grading may give any tier. A demotion never lifts, a
 * promotion never lowers.
 */
static const bool leads[TIER_CHANGE_CAUSE_COUNT][TIER_COUNT][TIER_COUNT] = {
	[TIER_CHANGE_CAUSE_INITIAL] = {
		[TIER_VIP]       = { [TIER_PREFERRED] = true, [TIER_QUALIFIED] = true },
		[TIER_PREFERRED] = { [TIER_VIP] = true, [TIER_QUALIFIED] = true },
		[TIER_QUALIFIED] = { [TIER_VIP] = true, [TIER_PREFERRED] = true },
	},
	[TIER_CHANGE_CAUSE_PROMOTION] = {
		[TIER_PREFERRED] = { [TIER_VIP] = true },
		[TIER_QUALIFIED] = { [TIER_VIP] = true, [TIER_PREFERRED] = true },
	},
	[TIER_CHANGE_CAUSE_DEMOTION] = {
		[TIER_VIP]       = { [TIER_PREFERRED] = true, [TIER_QUALIFIED] = true },
		[TIER_PREFERRED] = { [TIER_QUALIFIED] = true },
	},
	[TIER_CHANGE_CAUSE_PROBLEM] = {
		[TIER_VIP] = { [TIER_PREFERRED] = true, [TIER_QUALIFIED] = true },
	},
};

struct decision
tier_change_decide(const struct tier_change *change, const struct actor *by)
{
	if (!(by->roles & ROLE_MANAGER))
		return decision_refuse(&R7_17, &problem_forbidden_role,
		    "Only the department manager decides on a tier.");
	if (same(by->id, change->proposed_by))
		return decision_refuse(&R7_17, &problem_separation_of_duties,
		    "Who proposed the tier does not decide on it.");
	if (change->exempt)
		return decision_refuse(
		    &R7_17, &problem_tier_not_applicable, "Customers of this class have no tier.");
	if (!relation_counts(change->state))
		return decision_refuse(
		    &R7_17, &problem_invalid_state, "Only an admitted customer has a tier.");
	if (change->from == change->to)
		return decision_refuse(&R7_17, &problem_no_change,
		    "The customer has tier %s already.", tier_names[change->to]);
	if (change->cause == TIER_CHANGE_CAUSE_INITIAL && change->graded)
		return decision_refuse(&R7_17, &problem_invalid_state,
		    "The customer was graded already; its tier changes by promotion or demotion.");
	if (!leads[change->cause][change->from][change->to])
		return decision_refuse(&R7_17, &problem_invalid_state,
		    "%s does not lead from tier %s to %s.", tier_change_cause_names[change->cause],
		    tier_names[change->from], tier_names[change->to]);
	return decision_allow(&R7_17, tier_names[change->to], "From tier %s to %s.",
	    tier_names[change->from], tier_names[change->to]);
}

enum tier
tier_attainable(bool vip_met, bool vip_free, bool preferred_met, bool preferred_free)
{
	if (vip_met && vip_free)
		return TIER_VIP;
	if (preferred_met && preferred_free)
		return TIER_PREFERRED;
	return TIER_QUALIFIED;
}
