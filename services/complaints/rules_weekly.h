/* R6.13: when the weekly report is due, and what it covers. */
#ifndef COMPLAINTS_RULES_WEEKLY_H
#define COMPLAINTS_RULES_WEEKLY_H

#include "calendar.h"
#include "decision.h"

struct weekly_policy {
	const struct working_calendar *calendar;
	int64_t weekday; /* 1 Monday … 7 Sunday */
	instant time;	 /* of day, since midnight */
};

struct weekly_deadline {
	date week_from; /* its Monday */
	instant at;	/* NO_INSTANT: the week has no working day, nothing is due */
	bool unknown;	/* the calendar does not reach so far */
};

/*
 * Of the week with this date: the policy's weekday, or the last working day before it in the same
 * week. A make-up working day at the weekend moves nothing.
 */
struct weekly_deadline weekly_deadline(const struct weekly_policy *policy, date on);
/* The next week, from that of the date on, that has a deadline. */
struct weekly_deadline weekly_next(const struct weekly_policy *policy, date on);
/* The deadline before that of the week: what a report covers begins after it. */
struct weekly_deadline weekly_before(const struct weekly_policy *policy, date week_from);

struct weekly_parts {
	const char *situation, *feedback; /* NULL: nothing is written */
	bool situation_none, feedback_none;
};

/* 422 PART_MISSING with the parts; "nothing" is said explicitly. Outcome IN_TIME or LATE. */
struct decision weekly_submit(const struct weekly_parts *parts, instant deadline, instant now);

#endif
