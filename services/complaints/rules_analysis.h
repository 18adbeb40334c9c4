/* The monthly analysis: which month, and when it is due (R12.20). */
#ifndef COMPLAINTS_RULES_ANALYSIS_H
#define COMPLAINTS_RULES_ANALYSIS_H

#include "calendar.h"
#include "decision.h"

/* The n-th working day of the following month; NO_DATE beyond the calendar. */
date analysis_due(const struct working_calendar *calendar, date month, int64_t n);

struct analysis_facts {
	date month; /* its first day */
	date due_on;
	int64_t reports; /* of this unit and month, so far */
	bool revision;
	const char *analysis, *improvement_measures, *recognition;
};

/* 422 MONTH_NOT_OVER, TEXT_MISSING with the texts; 409 DUPLICATE, INVALID_STATE. Outcome IN_TIME or
 * LATE; of a revision REVISED. */
struct decision analysis_made(const struct analysis_facts *facts, instant now);

#endif
