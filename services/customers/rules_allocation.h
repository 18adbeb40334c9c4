/* R1.4: an even allocation, which anybody can do again by hand and get the same. */
#ifndef CUSTOMERS_RULES_ALLOCATION_H
#define CUSTOMERS_RULES_ALLOCATION_H

#include "decision.h"

/* One who took part and is still there. */
struct participant {
	const char *id, *number;
	int64_t extras; /* got of what was left over in earlier batches of the department */
	int64_t archives, extras_after; /* filled by allocation_deal() */
};

/*
 * Puts the participants in the order of dealing and says how many archives each gets; archive i,
 * in the order of customer numbers, is that of participant i modulo count. extra_rule:
 * archive.extra_rule. 422 NO_PARTICIPANT. Outcome ALLOCATED; because tells the order.
 */
struct decision allocation_deal(
    struct participant *participants, size_t count, size_t archives, const char *extra_rule);

/* What the head would have confirmed, line by line: 422 ALLOCATION_NOT_EVEN where it is another. */
struct allocation_line {
	const char *archive_id, *employee_id;
};
struct decision allocation_confirm(const struct allocation_line *computed, size_t count,
    const struct allocation_line *asked, size_t asked_count);

#endif
