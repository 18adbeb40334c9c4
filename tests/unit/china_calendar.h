/* The State Council's calendars of 2025 and 2026, which the worked examples are reckoned by. */
#ifndef KEHU_CHINA_CALENDAR_H
#define KEHU_CHINA_CALENDAR_H

#include <stdlib.h>
#include <string.h>

#include "calendar.h"

static inline date
china_day(const char *text)
{
	date day;

	if (!date_read(text, strlen(text), &day))
		abort();
	return day;
}

static inline const struct working_calendar *
calendar(void)
{
	static const char *const off[][2] = { { "2025-01-01", "2025-01-01" },
		{ "2025-01-28", "2025-02-04" }, { "2025-04-04", "2025-04-06" },
		{ "2025-05-01", "2025-05-05" }, { "2025-05-31", "2025-06-02" },
		{ "2025-10-01", "2025-10-08" }, { "2026-01-01", "2026-01-03" },
		{ "2026-02-15", "2026-02-23" }, { "2026-04-04", "2026-04-06" },
		{ "2026-05-01", "2026-05-05" }, { "2026-06-19", "2026-06-21" },
		{ "2026-09-25", "2026-09-27" }, { "2026-10-01", "2026-10-07" } };
	static const char *const worked[] = { "2025-01-26", "2025-02-08", "2025-04-27",
		"2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09",
		"2026-09-20", "2026-10-10" };
	static date holidays[80], workdays[COUNT(worked)];
	static struct working_calendar made;
	size_t count = 0;

	for (size_t i = 0; i < COUNT(off); i++)
		for (date day = china_day(off[i][0]); day <= china_day(off[i][1]); day++)
			holidays[count++] = day;
	for (size_t i = 0; i < COUNT(worked); i++)
		workdays[i] = china_day(worked[i]);
	made = (struct working_calendar) { china_day("2025-01-01"), china_day("2026-12-31"), holidays, workdays,
		count, COUNT(worked) };
	return &made;
}

#endif
