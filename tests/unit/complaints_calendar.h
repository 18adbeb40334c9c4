/* The working days of the worked examples of documents 6 and 10 to 12 (C3): autumn 2025. */
#ifndef KEHU_COMPLAINTS_CALENDAR_H
#define KEHU_COMPLAINTS_CALENDAR_H

#include "rule_test.h"

static inline const struct working_calendar *
calendar(void)
{
	static date holidays[8], workdays[2];
	static struct working_calendar made;

	for (int i = 0; i < 8; i++)
		holidays[i] = on("2025-10-01") + i;
	workdays[0] = on("2025-09-28");
	workdays[1] = on("2025-10-11");
	made = (struct working_calendar) { on("2025-06-01"), on("2025-12-31"), holidays, workdays,
		8, 2 };
	return &made;
}

#endif
