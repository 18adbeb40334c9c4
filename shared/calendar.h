/*
 * Dates, months, deadlines and working days of the business time zone. Pure.
 * The zone is Asia/Shanghai (UTC+8, no daylight saving) unless configured to
 * another fixed offset. What has no date or instant, or leaves the years 1 to
 * 9999, gives NO_DATE or NO_INSTANT.
 */
#ifndef KEHU_CALENDAR_H
#define KEHU_CALENDAR_H

#include "base.h"

/* The zone's offset from UTC; set once at start from the configuration. */
extern instant business_offset;

date    date_of(instant at);          /* C1: the business date */
instant start_of(date on);            /* 00:00:00 of that date there */
instant end_of(date on);              /* the last microsecond of that date */
date    date_make(int year, int month, int day); /* NO_DATE if there is no such day */
void    date_split(date on, int *year, int *month, int *day);
int     weekday(date on);             /* 1 Monday … 7 Sunday */

/* C2: keeps the day of the month, or takes the month's last. */
date plus_months(date on, int months);

/* An ISO 8601 duration: P6M, P3D, PT48H, P1Y. */
struct period {
	int     months, days;
	instant time; /* hours, minutes, seconds */
};
bool    period_read(const char *text, struct period *period); /* false: malformed */
date    date_plus(date on, struct period period);             /* months, then days; time is ignored */
instant instant_plus(instant at, struct period period);       /* months and days by the business date, then time */

/* C3: event day is day 0; the last instant still in time. */
instant within_days(instant event, int days);
instant within_months(date anchor, int months); /* C4 */

/*
 * Working days: weekends and the listed holidays are off, listed make-up days
 * (调休) are on. A date outside [from, until] is never guessed.
 */
struct working_calendar {
	date        from, until; /* the range the data covers, inclusive */
	const date *holidays, *workdays; /* ascending */
	size_t      holiday_count, workday_count;
};
enum working { WORKING_UNKNOWN, WORKING_YES, WORKING_NO };
enum working working_day(const struct working_calendar *calendar, date on);
/*
 * The date n working days after on (the day itself is day 0, whatever it is),
 * or before it for a negative n; NO_DATE when the data does not reach so far.
 */
date plus_working_days(const struct working_calendar *calendar, date on, int days);

/* Text forms: RFC 3339 with any offset and up to 6 digits of fraction; YYYY-MM-DD. false: malformed or no such time. */
bool instant_read(const char *text, size_t length, instant *at);
bool date_read(const char *text, size_t length, date *on);
/* A time of day, HH:MM from 00:00 to 24:00, as the time since midnight. */
bool clock_time_read(const char *text, instant *time);

#endif
