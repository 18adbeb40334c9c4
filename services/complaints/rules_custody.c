#include "rules_custody.h"

#include "rules.h"

struct decision
custody_issue_decide(const struct custody_facts *item, int64_t quantity)
{
	if (item->tool && item->holder_id)
		return decision_refuse(
		    &R11_15, &problem_item_with_other_holder, "A tool has one holder at a time.");
	if (quantity > item->stock)
		return decision_refuse(&R11_15, &problem_negative_stock,
		    "%lld are in the store, %lld were asked for.", (long long)item->stock,
		    (long long)quantity);
	return decision_allow(&R11_15, "ISSUED", "%lld of %lld are issued.", (long long)quantity,
	    (long long)item->stock);
}

int64_t
custody_difference(const struct custody_balance *issue)
{
	return issue->issued - issue->used - issue->returned;
}

struct decision
custody_spend(const struct custody_balance *issue, int64_t quantity)
{
	if (quantity > custody_difference(issue))
		return decision_refuse(&R11_15, &problem_negative_stock,
		    "%lld are still held, not %lld.", (long long)custody_difference(issue),
		    (long long)quantity);
	return decision_allow(&R11_15, "HELD", "So many are still held.");
}

struct decision
custody_use_decide(bool tool, const struct custody_balance *issue, int64_t quantity)
{
	if (tool)
		return decision_refuse(&R11_15, &problem_invalid_state,
		    "A tool is not used up: it is returned.");
	return custody_spend(issue, quantity);
}

struct decision
custody_complete(const struct custody_balance *issues, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (custody_difference(&issues[i]) != 0 && !issues[i].explained)
			return decision_refuse(&R11_15, &problem_discrepancy_unexplained,
			    "%s: issued %lld, used %lld, returned %lld; the difference of %lld is "
			    "not explained.",
			    issues[i].code, (long long)issues[i].issued, (long long)issues[i].used,
			    (long long)issues[i].returned,
			    (long long)custody_difference(&issues[i]));
	return decision_allow(&R11_15, "BALANCED", "Every difference is zero or explained.");
}
