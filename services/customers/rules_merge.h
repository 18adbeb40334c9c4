/* When two records may become one, and when a class may change. Pure. */
#ifndef CUSTOMERS_RULES_MERGE_H
#define CUSTOMERS_RULES_MERGE_H

#include "decision.h"

struct merge_side {
	const char *id, *party, *customer_class, *merged_into_id; /* NULL: absent, here and below */
	const char *unified_social_credit_code, *resident_identity_number;
};

struct decision merge_decide(const struct merge_side *survivor, const struct merge_side *merged);

/* R7.10: which of the two sides a person acts for. */
enum side { SIDE_DEPARTMENT = 1, SIDE_DIVISION };

struct reclassification {
	enum side asked_by_side;
	const char *asked_by;
};

/* The second signature: by the other side, and by another person. */
struct decision reclassification_confirm(
    const struct reclassification *asked, const char *by, bool manager, bool division);

#endif
