/*
 * What a customer's grading stands on, for the handlers of tiers, quotas,
 * reviews and problems. Who changes a tier locks the customer's row
 * (grading_begin), then the department's (grading_lock_department).
 */
#ifndef CUSTOMERS_GRADING_H
#define CUSTOMERS_GRADING_H

#include "relation.h"
#include "rules_tier.h"

/* Locked, by the customer. 404: no such relation; 403, 422: not the caller's duty for its
 * department, where one is named. */
MAY_FAIL
grading_begin(struct request *req, const char *relation_id, enum duty duty, struct relation *r);
/* The same for a row of a query that names a relation_id: the thing the path names. */
MAY_FAIL grading_begin_of(
    struct request *req, const struct row *row, bool found, enum duty duty, struct relation *r);
/* From here on nobody else counts the department's customers (R7.21). */
MAY_FAIL grading_lock_department(struct request *req, const struct relation *r);

/* Where the relation stands in its stages (R7.24, R7.25, R7.28). */
struct stage {
	bool graded; /* since the admission */
	date admitted_on, last_review_to, review_due_on;
	int64_t open_problems;
	date established_on;   /* of the first open one; NO_DATE: none */
	date demotion_due_on;  /* the first; NO_DATE: none is due */
	const char *review_id; /* of the latest completed one; NULL: none */
	enum review_result result;
	enum tier target_tier;
	const char *review_evaluation_id;
	date reviewed_on;
	bool review_used;
};
MAY_FAIL grading_stage(struct request *req, const struct relation *r, struct stage *s);

/* What the criteria of the tiers look at. */
struct tier_case {
	struct tier_facts facts;
	struct tier_figures
	    figures[TIER_COUNT];	      /* the company's, or the standard's where stricter */
	enum cooperation_statement statement; /* 0: none is signed */
	const char *evaluation_id;	      /* the completed one that was looked at; NULL: none */
};
/*
 * evaluation_id: NULL for the latest; 400 if it is no completed one of this
 * relation. except_problem: what the open problems recorded does not count (R7.25).
 */
MAY_FAIL grading_load(struct request *req, const struct relation *r, const char *evaluation_id,
    bool except_problem, struct tier_case *c);
struct decision grading_criteria(const struct tier_case *c, enum tier tier);

/* R7.21, for the department as it is now. */
MAY_FAIL quota_ask(struct request *req, const struct relation *r, enum tier to, struct decision *d);

/* The record of a customer became an alias of another: what stands here follows it. */
MAY_FAIL grading_customer_merged(struct request *req, const char *from, const char *to);

#endif
