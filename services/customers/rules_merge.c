#include "rules_merge.h"

#include "rules.h"
#include "rules_text.h"

static bool
clash(const char *a, const char *b)
{
	return a && b && !same(a, b);
}

struct decision
merge_decide(const struct merge_side *survivor, const struct merge_side *merged)
{
	if (same(survivor->id, merged->id))
		return decision_refuse(
		    &R7_4, &problem_invalid_state, "A record cannot be merged into itself.");
	if (survivor->merged_into_id || merged->merged_into_id)
		return decision_refuse(
		    &R7_4, &problem_invalid_state, "One of the records was merged already.");
	if (!same(survivor->party, merged->party))
		return decision_refuse(&R7_4, &problem_identifiers_differ,
		    "A person and an organisation are not the same.");
	if (clash(survivor->unified_social_credit_code, merged->unified_social_credit_code))
		return decision_refuse(&R7_4, &problem_identifiers_differ,
		    "Two unified social credit codes belong to two organisations.");
	if (clash(survivor->resident_identity_number, merged->resident_identity_number))
		return decision_refuse(&R7_4, &problem_identifiers_differ,
		    "Two resident identity numbers belong to two persons.");
	if (!same(survivor->customer_class, merged->customer_class))
		return decision_refuse(&R7_10, &problem_classes_differ,
		    "The class is changed by two persons, not by a merge.");
	return decision_allow(&R7_4, "MERGED", "Nothing says that they are two.");
}

struct decision
reclassification_confirm(
    const struct reclassification *asked, const char *by, bool manager, bool division)
{
	bool other_side = asked->asked_by_side == SIDE_DIVISION ? manager : division;

	if (same(asked->asked_by, by))
		return decision_refuse(&R7_10, &problem_separation_of_duties,
		    "A class is changed by two persons; you asked for it yourself.");
	if (!other_side)
		return decision_refuse(&R7_10, &problem_forbidden_role, "%s must confirm it.",
		    asked->asked_by_side == SIDE_DIVISION
			? "The manager of the department that keeps the record"
			: "The marketing division");
	return decision_allow(
	    &R7_10, "CONFIRMED", "The department manager and the marketing division agree.");
}
