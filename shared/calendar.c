#include "calendar.h"

#include <limits.h>

instant business_offset = 8 * HOUR;

#define FIRST_YEAR 1
#define LAST_YEAR  9999

static const int days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_length(int year, int month)
{
	return days_before[month] - days_before[month - 1] + (month == 2 && is_leap(year));
}

static int64_t
divide_down(int64_t number, int64_t by)
{
	return number / by - (number % by < 0);
}

/* The days from 0001-01-01 to the first of the year. */
static int64_t
days_before_year(int64_t year)
{
	int64_t years = year - 1;

	return 365 * years + divide_down(years, 4) - divide_down(years, 100) +
	       divide_down(years, 400);
}

#define EPOCH 719162 /* 1970-01-01, in days since 0001-01-01 */

date
date_make(int year, int month, int day)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
	    day > month_length(year, month))
		return NO_DATE;
	return (date)(days_before_year(year) - EPOCH + days_before[month - 1] +
		      (month > 2 && is_leap(year)) + day - 1);
}

void
date_split(date on, int *year, int *month, int *day)
{
	int64_t days = (int64_t)on + EPOCH;
	/* Right, or one too many, or one too few: 146,097 days are 400 years. */
	int64_t y = divide_down(days * 400, 146097) + 1;
	int in_year, m = 12;

	if (days_before_year(y) > days)
		y--;
	else if (days_before_year(y + 1) <= days)
		y++;
	in_year = (int)(days - days_before_year(y));

	while (in_year < days_before[m - 1] + (m > 2 && is_leap((int)y)))
		m--;
	*year = (int)y;
	*month = m;
	*day = in_year - days_before[m - 1] - (m > 2 && is_leap((int)y)) + 1;
}

int
weekday(date on)
{
	int day = (int)(((int64_t)on + 3) % 7); /* 1970-01-01 was a Thursday */

	return (day < 0 ? day + 7 : day) + 1;
}

date
date_of(instant at)
{
	if (at == NO_INSTANT)
		return NO_DATE;
	return (date)divide_down(at + business_offset, DAY);
}

instant
start_of(date on)
{
	return on == NO_DATE ? NO_INSTANT : on * DAY - business_offset;
}

instant
end_of(date on)
{
	return on == NO_DATE ? NO_INSTANT : on * DAY - business_offset + DAY - 1;
}

date
plus_months(date on, int months)
{
	int year, month, day;
	int64_t count, to;

	if (on == NO_DATE)
		return NO_DATE;
	date_split(on, &year, &month, &day);
	count = (int64_t)year * 12 + (month - 1) + months;
	to = divide_down(count, 12);
	if (to < FIRST_YEAR || to > LAST_YEAR)
		return NO_DATE;
	year = (int)to;
	month = (int)(count - to * 12) + 1;
	if (day > month_length(year, month))
		day = month_length(year, month);
	return date_make(year, month, day);
}

/* NO_DATE beyond the years there are. */
static date
plus_days(date on, int days)
{
	int64_t to = (int64_t)on + days;

	if (on == NO_DATE || to < -EPOCH || to >= days_before_year(LAST_YEAR + 1) - EPOCH)
		return NO_DATE;
	return (date)to;
}

date
date_plus(date on, struct period period)
{
	return plus_days(plus_months(on, period.months), period.days);
}

instant
instant_plus(instant at, struct period period)
{
	date from = date_of(at), to = date_plus(from, period);
	instant sum;

	if (to == NO_DATE ||
	    __builtin_add_overflow(start_of(to) + (at - start_of(from)), period.time, &sum))
		return NO_INSTANT;
	return sum;
}

instant
within_days(instant event, int days)
{
	return end_of(plus_days(date_of(event), days));
}

instant
within_months(date anchor, int months)
{
	return end_of(plus_months(anchor, months));
}

static bool
listed(const date *dates, size_t count, date on)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (dates[middle] == on)
			return true;
		if (dates[middle] < on)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

enum working
working_day(const struct working_calendar *calendar, date on)
{
	if (on == NO_DATE || on < calendar->from || on > calendar->until)
		return WORKING_UNKNOWN;
	if (listed(calendar->workdays, calendar->workday_count, on))
		return WORKING_YES;
	if (weekday(on) > 5 || listed(calendar->holidays, calendar->holiday_count, on))
		return WORKING_NO;
	return WORKING_YES;
}

date
plus_working_days(const struct working_calendar *calendar, date on, int days)
{
	int step = days < 0 ? -1 : 1;

	while (days && on != NO_DATE) {
		on = plus_days(on, step);
		switch (working_day(calendar, on)) {
		case WORKING_UNKNOWN:
			return NO_DATE;
		case WORKING_YES:
			days -= step;
			break;
		case WORKING_NO:
			break;
		}
	}
	return on;
}
