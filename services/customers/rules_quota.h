/* R7.21: how many VIP and preferred customers a department and a product may have. */
#ifndef CUSTOMERS_RULES_QUOTA_H
#define CUSTOMERS_RULES_QUOTA_H

#include "customers/enums.h"
#include "rules_text.h"
#include "decision.h"

/*
 * Of a department: relations ADMITTED or ON_HOLD. Of a product: those of them with a valid
 * contract for it.
 */
struct quota_counts {
	int64_t total;
	int64_t tiers[TIER_COUNT]; /* by enum tier, before the change */
};

/* tier.VIP.max_percent, tier.PREFERRED.max_percent. A tier without a quota has 100. */
struct quota_percents {
	int64_t tiers[TIER_COUNT];
};

/* A product the customer has a valid contract for. */
struct product_quota {
	const char *product_id;
	struct quota_counts counts;
	bool excepted; /* the division granted an exception for this customer, product and tier */
};

struct quota_facts {
	enum tier from, to;
	struct quota_percents percents;
	struct quota_counts department;
	const struct product_quota *products;
	size_t product_count;
	bool exceptions; /* tier.product_quota_exception */
};

/*
 * 422 TIER_QUOTA_EXCEEDED; PRODUCT_QUOTA_EXCEEDED with all products that are full. Outcome
 * WITHIN_QUOTA.
 */
struct decision quota_decide(const struct quota_facts *facts);

/* Whether so many of so many are within the percentage: 100 × n ≤ p × total (C6). */
bool quota_within(int64_t count, int64_t total, int64_t percent);

#endif
