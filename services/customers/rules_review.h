/* R7.24, SM-C10: stage reviews. */
#ifndef CUSTOMERS_RULES_REVIEW_H
#define CUSTOMERS_RULES_REVIEW_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_relation.h"

enum review_action {
	REVIEW_COMPLETE = 1, /* the department */
	REVIEW_FILE,	     /* the department */
	REVIEW_RECORD,	     /* the marketing division */
	REVIEW_ACTIONS,
};

/* Where the action leads; 0: it may not happen in this state. A completed review is not changed. */
enum review_state review_next(enum review_state state, enum review_action action);

/* 403 FORBIDDEN_ROLE: not this role's action; 409 INVALID_STATE. Outcome: the new state. */
struct decision review_move(enum review_state state, enum review_action action,
    const struct actor *by, const char *department_id);

/*
 * The last day of the next review: review.interval after the last review's completion, else
 * the admission.
 */
date review_due(date anchor, struct period interval);
bool review_late(date due, instant completed_at);
instant
review_overdue_at(date due); /* when customer.review_overdue is told: 00:00 of the next day */
instant review_filing_due(instant completed_at, int64_t filing_days); /* review.filing_days */

struct review_facts {
	bool exempt; /* R7.10 */
	enum relation_state relation;
	enum review_state state;
	enum tier tier;
	enum review_result result;
	enum tier target_tier;		  /* of PROMOTE and DEMOTE; 0: none */
	date admitted_on, last_period_to; /* last_period_to NO_DATE: the first review */
	date period_from, period_to;
	int64_t open_problems; /* R7.25 */
	date due;
};

/* The day on which the period must begin: after the last one, else on the admission. */
date review_period_from(const struct review_facts *review);

/*
 * R7.24: completing. 422 REVIEW_NOT_APPLICABLE, PERIOD_INVALID,
 * DEMOTION_REQUIRED; 409; 400 for a target tier that does not go with the
 * result. Outcome IN_TIME or LATE: late reviews are still made.
 */
struct decision review_complete(const struct review_facts *review, instant now);

#endif
