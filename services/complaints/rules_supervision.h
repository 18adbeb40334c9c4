/* R6.2, R6.3: independence, and when the supervision report is due. */
#ifndef COMPLAINTS_RULES_SUPERVISION_H
#define COMPLAINTS_RULES_SUPERVISION_H

#include "calendar.h"
#include "decision.h"

struct supervised_month {
	date first, last;
	instant begins, ends; /* the last instant of its last day */
};

struct supervised_month supervised_month(date on);

/* conflict: why the author is not independent (R6.2), or NULL. 403 SEPARATION_OF_DUTIES. */
struct decision supervision_independent(const char *conflict);

struct report_facts {
	struct supervised_month month;
	int64_t earliest_day; /* supervision.earliest_day */
	int64_t unassessed;   /* executing departments without an assessment of the month */
	bool another; /* a report of the month was submitted, and this is no revision of it */
	const char *conflict;
};

/* 422 REPORT_TOO_EARLY, ASSESSMENT_MISSING; 409 DUPLICATE; 403. Outcome IN_TIME or LATE. */
struct decision supervision_submit(const struct report_facts *facts, instant now);

#endif
