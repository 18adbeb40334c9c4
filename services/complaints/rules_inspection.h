/* R6.24: periodic quality inspections of a project. */
#ifndef COMPLAINTS_RULES_INSPECTION_H
#define COMPLAINTS_RULES_INSPECTION_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* The day the k-th is due: always from the day of delivery, never chained (C4). */
date inspection_due(date delivered_on, struct period interval, int64_t k);
/* Which of them is the first that is due behind the day; the interval has a day at least. */
int64_t inspection_step(date delivered_on, struct period interval, date after);

struct inspection_result_line {
	int64_t number; /* of the line of the checklist, from 1 */
	enum inspection_result result;
	const char *analysis; /* NULL: none */
	instant analysed_at;  /* NO_INSTANT: not */
};

struct inspection_facts {
	enum quality_inspection_state state;
	const char *inspector_id, *project_manager_id; /* the latter may be NULL */
	int64_t checklist;			       /* how many lines it has */
	const struct inspection_result_line *lines;
	size_t line_count;
	instant arrived_at, left_at, now;
};

/* 403 FORBIDDEN_ROLE. Outcome MAY_INSPECT. */
struct decision inspection_inspector(const char *inspector_id, const char *project_manager_id);
/* Also 409 INVALID_STATE, 422 TIME_IN_FUTURE, TIMES_INCONSISTENT, CHECKLIST_INCOMPLETE,
 * ANALYSIS_MISSING, ANALYSIS_NOT_ON_SITE. Outcome RECORDED. */
struct decision inspection_record(const struct inspection_facts *facts);

#endif
