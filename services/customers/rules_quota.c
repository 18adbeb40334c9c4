#include "rules.h"
#include "rules_quota.h"

/* The tiers that have a quota, with their parameters. */
static const char *const quota_parameter[TIER_COUNT] = {
	[TIER_VIP] = "tier.VIP.max_percent",
	[TIER_PREFERRED] = "tier.PREFERRED.max_percent",
};

bool
quota_within(int64_t count, int64_t total, int64_t percent)
{
	return 100 * count <= percent * total;
}

/* The customer itself is in the total before and after; only its tier changes. */
static int64_t
after(const struct quota_facts *facts, const struct quota_counts *counts)
{
	return counts->tiers[facts->to] + (facts->from != facts->to);
}

struct decision
quota_decide(const struct quota_facts *facts)
{
	const char *parameter = quota_parameter[facts->to];
	const char *tier = tier_names[facts->to];
	int64_t percent = facts->percents.tiers[facts->to];
	int64_t count = after(facts, &facts->department), total = facts->department.total;
	struct words full = { 0 };
	struct decision d;

	if (!parameter)
		return decision_allow(&R7_21, "WITHIN_QUOTA", "Tier %s has no quota.", tier);

	for (size_t i = 0; i < facts->product_count; i++) {
		const struct product_quota *product = &facts->products[i];

		if (product->excepted && facts->exceptions)
			continue;
		if (!quota_within(after(facts, &product->counts), product->counts.total, percent))
			words_add(&full, product->product_id);
	}

	if (!quota_within(count, total, percent)) {
		d = decision_refuse(&R7_21, &problem_tier_quota_exceeded,
		    "%s customers would be %lld of %lld (%s %%), above %lld %%.", tier,
		    (long long)count, (long long)total, show_percent(count, total).text,
		    (long long)percent);
	} else if (full.count) {
		d = decision_refuse(&R7_21, &problem_product_quota_exceeded,
		    "%s customers would be above %lld %% of the customers of %lld of the products.",
		    tier, (long long)percent, (long long)full.count);
	} else {
		d = decision_allow(&R7_21, "WITHIN_QUOTA",
		    "%s customers are %lld of %lld (%s %%), "
		    "not above %lld %%.",
		    tier, (long long)count, (long long)total, show_percent(count, total).text,
		    (long long)percent);
	}
	decision_used(&d, parameter, percent);
	if (facts->product_count)
		decision_used_json(
		    &d, "tier.product_quota_exception", facts->exceptions ? "true" : "false");
	words_member(&d, "products", &full);
	return d;
}
