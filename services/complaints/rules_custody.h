/* R11.15: what is issued, used and returned. */
#ifndef COMPLAINTS_RULES_CUSTODY_H
#define COMPLAINTS_RULES_CUSTODY_H

#include "decision.h"

struct custody_facts {
	bool tool;
	int64_t stock;
	const char *holder_id; /* of a tool; NULL: it lies in the store */
};

struct custody_balance {
	int64_t issued, used, returned;
	bool explained;	  /* the difference that there is now */
	const char *code; /* of the item */
};

/* 409 ITEM_WITH_OTHER_HOLDER for a tool that somebody has; 422 NEGATIVE_STOCK. */
struct decision custody_issue_decide(const struct custody_facts *item, int64_t quantity);
/* Used or returned is no more than what is still held: 422 NEGATIVE_STOCK. */
struct decision custody_spend(const struct custody_balance *issue, int64_t quantity);
int64_t custody_difference(const struct custody_balance *issue);
/* 409 INVALID_STATE for a tool: it is returned, not used up. */
struct decision custody_use_decide(bool tool, const struct custody_balance *issue, int64_t quantity);
/* At the completion of an order: 422 DISCREPANCY_UNEXPLAINED. */
struct decision custody_complete(const struct custody_balance *issues, size_t count);

#endif
