#include "rules.h"
#include "rules_promotion.h"
#include "rules_text.h"

/* From where a promotion leads where; jumping is allowed. */
static const bool lifts[TIER_COUNT][TIER_COUNT] = {
	[TIER_QUALIFIED] = { [TIER_PREFERRED] = true, [TIER_VIP] = true },
	[TIER_PREFERRED] = { [TIER_VIP] = true },
};

struct decision
promotion_decide(const struct promotion_facts *facts, const struct actor *by)
{
	if (!(by->roles & ROLE_MANAGER) || !same(by->department_id, facts->department_id))
		return decision_refuse(&R7_28, &problem_forbidden_role,
		    "The customer's own department manager promotes it.");
	if (!relation_counts(facts->state) || !lifts[facts->from][facts->to])
		return decision_refuse(&R7_28, &problem_invalid_state,
		    "A promotion lifts an admitted customer to a higher tier.");
	if (!facts->reviewed || facts->result != REVIEW_RESULT_PROMOTE ||
	    facts->target_tier != facts->to)
		return decision_refuse(&R7_28, &problem_review_missing,
		    "The latest completed stage review does not propose tier %s.",
		    tier_names[facts->to]);
	if (facts->used)
		return decision_refuse(&R7_28, &problem_review_used,
		    "The stage review has served for one promotion already.");
	if (facts->open_problems > 0)
		return decision_refuse(&R7_28, &problem_problem_open,
		    "The customer has %lld open problems.", (long long)facts->open_problems);
	if (facts->criteria->refusal)
		return *facts->criteria;
	if (facts->quota->refusal)
		return *facts->quota;
	return decision_allow(&R7_28, tier_names[facts->to],
	    "A good stage, the criteria met and a place free: from tier %s to %s.",
	    tier_names[facts->from], tier_names[facts->to]);
}

/* From where a demotion leads where. */
static const bool lowers[TIER_COUNT][TIER_COUNT] = {
	[TIER_VIP] = { [TIER_PREFERRED] = true, [TIER_QUALIFIED] = true },
	[TIER_PREFERRED] = { [TIER_QUALIFIED] = true },
};

struct decision
stage_demotion_decide(const struct promotion_facts *facts, const struct actor *by)
{
	if (!(by->roles & ROLE_MANAGER) || !same(by->department_id, facts->department_id))
		return decision_refuse(&R7_25, &problem_forbidden_role,
		    "The customer's own department manager demotes it.");
	if (!relation_counts(facts->state) || !lowers[facts->from][facts->to])
		return decision_refuse(&R7_25, &problem_invalid_state,
		    "A demotion takes an admitted customer to a lower tier.");
	if (!facts->reviewed || facts->result != REVIEW_RESULT_DEMOTE ||
	    facts->target_tier != facts->to)
		return decision_refuse(&R7_25, &problem_review_missing,
		    "The latest completed stage review does not propose tier %s.",
		    tier_names[facts->to]);
	if (facts->used)
		return decision_refuse(&R7_25, &problem_review_used,
		    "The stage review has served for one change of tier already.");
	if (facts->to == TIER_PREFERRED && facts->quota->refusal)
		return *facts->quota;
	if (facts->to == TIER_PREFERRED && facts->criteria->refusal)
		return *facts->criteria;
	return decision_allow(&R7_25, tier_names[facts->to],
	    "The stage review proposes it: from tier %s to %s.", tier_names[facts->from],
	    tier_names[facts->to]);
}
