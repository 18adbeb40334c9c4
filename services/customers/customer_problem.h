/* Problems of customers, for others that state some (R7.25). */
#ifndef CUSTOMERS_CUSTOMER_PROBLEM_H
#define CUSTOMERS_CUSTOMER_PROBLEM_H

#include "relation.h"

struct found_problem {
	const char *id;
	enum problem_type type;
	date established_on;
	const char *facts, *evidence; /* evidence: JSON, or NULL */
	enum problem_source source;
	const char *source_ref, *review_id; /* NULL: none */
};

/*
 * Opens it, with the deadline for a VIP's demotion; what is a late payment by itself is a default
 * record, too, but for a receivable's: that has its own. opened: false where the source_ref
 * is known to the department already. r: locked.
 */
MAY_FAIL customer_problem_open(struct request *req, const struct relation *r,
    const struct found_problem *problem, bool *opened);

/* Timer demotion_overdue: 00:00 of the day after the last for the demotion. */
MAY_FAIL customer_problem_overdue(struct request *req, const char *relation_id);

#endif
