/* R6.21: blocks of days off with a holiday in them, and the checks of websites in them. */
#ifndef COMPLAINTS_RULES_HOLIDAY_H
#define COMPLAINTS_RULES_HOLIDAY_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct holiday_block {
	date from, until; /* inclusive */
};

enum holiday {
	HOLIDAY_UNKNOWN, /* the calendar does not reach so far */
	HOLIDAY_YES,
	HOLIDAY_NO,
};

/* The block of days off that the day is one of, where one of them is a holiday: a weekend alone is
 * none. */
enum holiday
holiday_block(const struct working_calendar *calendar, date on, struct holiday_block *block);
/* The first block that begins after the day. */
enum holiday
holiday_next(const struct working_calendar *calendar, date after, struct holiday_block *block);
/* The last working day before a block; NO_DATE beyond the calendar. */
date holiday_plan_day(const struct working_calendar *calendar, const struct holiday_block *block);

struct watch_check_facts {
	struct holiday_block block;
	instant checked_at, now;
	enum watch_check_result result;
	const char *note; /* or NULL */
};

/* 422 TIME_IN_FUTURE, NOT_A_HOLIDAY, NOTE_MISSING. Outcome: the result. */
struct decision holiday_check(const struct watch_check_facts *facts);
/* 422 NOT_A_HOLIDAY. Outcome OF_THE_WATCH. */
struct decision holiday_day(const struct holiday_block *block, date on);

#endif
