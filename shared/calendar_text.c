/* Dates, instants and periods as text. */
#include <string.h>

#include "calendar.h"
#include "text.h"

/* Reading goes from left to right; what does not fit makes the rest not fit either. */
struct reader {
	const char *at, *end;
	bool failed;
};

static int
digits(struct reader *r, int count)
{
	int number = 0;

	if (r->end - r->at < count) {
		r->failed = true;
		return 0;
	}
	for (; count; count--, r->at++) {
		if (!ascii_digit(*r->at)) {
			r->failed = true;
			return 0;
		}
		number = 10 * number + (*r->at - '0');
	}
	return number;
}

static bool
next_is(const struct reader *r, char wanted)
{
	return r->at < r->end && *r->at == wanted;
}

static void
expect(struct reader *r, char wanted)
{
	if (next_is(r, wanted))
		r->at++;
	else
		r->failed = true;
}

static date
read_date(struct reader *r)
{
	int year, month, day;

	year = digits(r, 4);
	expect(r, '-');
	month = digits(r, 2);
	expect(r, '-');
	day = digits(r, 2);
	return r->failed ? NO_DATE : date_make(year, month, day);
}

bool
date_read(const char *text, size_t length, date *on)
{
	struct reader r = { text, text + length, false };
	date found = read_date(&r);

	if (found == NO_DATE || r.at != r.end)
		return false;
	*on = found;
	return true;
}

bool
clock_time_read(const char *text, instant *time)
{
	struct reader r = { text, text + strlen(text), false };
	int hours = digits(&r, 2), minutes;

	expect(&r, ':');
	minutes = digits(&r, 2);
	if (r.failed || r.at != r.end || minutes > 59 || hours > (minutes ? 23 : 24))
		return false;
	*time = hours * HOUR + minutes * MINUTE;
	return true;
}

/* Up to six digits behind a point, as microseconds. */
static instant
read_fraction(struct reader *r)
{
	instant fraction = 0, unit = SECOND;

	if (!next_is(r, '.'))
		return 0;
	r->at++;
	fraction = digits(r, 1);
	unit /= 10;
	while (!r->failed && r->at < r->end && ascii_digit(*r->at)) {
		if (unit == 1) {
			r->failed = true;
			break;
		}
		fraction = 10 * fraction + digits(r, 1);
		unit /= 10;
	}
	return fraction * unit;
}

/* Z, or +08:00. */
static instant
read_offset(struct reader *r)
{
	int sign, hours, minutes;

	if (next_is(r, 'Z') || next_is(r, 'z')) {
		r->at++;
		return 0;
	}
	sign = next_is(r, '-') ? -1 : 1;
	if (sign > 0)
		expect(r, '+');
	else
		r->at++;
	hours = digits(r, 2);
	expect(r, ':');
	minutes = digits(r, 2);
	if (hours > 23 || minutes > 59)
		r->failed = true;
	return sign * (hours * HOUR + minutes * MINUTE);
}

bool
instant_read(const char *text, size_t length, instant *at)
{
	struct reader r = { text, text + length, false };
	date on = read_date(&r);
	int hour, minute, second;
	instant found;

	if (next_is(&r, 't'))
		r.at++;
	else
		expect(&r, 'T');
	hour = digits(&r, 2);
	expect(&r, ':');
	minute = digits(&r, 2);
	expect(&r, ':');
	second = digits(&r, 2); /* 60 is a leap second: there is no such instant here */
	found = hour * HOUR + minute * MINUTE + second * SECOND + read_fraction(&r);
	found -= read_offset(&r);
	if (r.failed || r.at != r.end || on == NO_DATE || hour > 23 || minute > 59 || second > 59)
		return false;

	found += on * DAY;
	if (found < date_make(1, 1, 1) * DAY || found >= (date_make(9999, 12, 31) + 1) * DAY)
		return false;
	*at = found;
	return true;
}

/* The parts of a period in the order they must stand, and what one of each is worth. */
static const struct part {
	char letter;
	bool of_day;
	int months, days;
	instant time;
} parts[] = {
	{ 'Y', false, 12, 0, 0 },
	{ 'M', false, 1, 0, 0 },
	{ 'W', false, 0, 7, 0 },
	{ 'D', false, 0, 1, 0 },
	{ 'H', true, 0, 0, HOUR },
	{ 'M', true, 0, 0, MINUTE },
	{ 'S', true, 0, 0, SECOND },
};

#define LARGEST_NUMBER 999999

bool
period_read(const char *text, struct period *period)
{
	struct period sum = { 0 };
	size_t next = 0;
	bool of_day = false, any = false;

	if (*text++ != 'P')
		return false;
	while (*text) {
		int number = 0;

		if (*text == 'T' && !of_day) {
			of_day = true;
			any = false; /* something must follow */
			text++;
			continue;
		}
		if (!ascii_digit(*text))
			return false;
		for (; ascii_digit(*text); text++) {
			number = 10 * number + (*text - '0');
			if (number > LARGEST_NUMBER)
				return false;
		}
		while (next < COUNT(parts) &&
		       (parts[next].letter != *text || parts[next].of_day != of_day))
			next++;
		if (next == COUNT(parts))
			return false;
		sum.months += number * parts[next].months;
		sum.days += number * parts[next].days;
		sum.time += number * parts[next].time;
		next++;
		any = true;
		text++;
	}
	if (!any)
		return false;
	*period = sum;
	return true;
}
