/* The working days of the company, from the file that the setting calendar_file names. */
#ifndef KEHU_CALENDAR_DATA_H
#define KEHU_CALENDAR_DATA_H

#include "calendar.h"

struct arena;

/*
 * Reads such a file: {"from", "until", "holidays": [], "workdays": []}, each
 * element a date or, from/until, the days of both and between. NULL, or what is wrong with it.
 */
const char *
calendar_data_read(struct arena *arena, const char *text, struct working_calendar *calendar);

/* At start. Without a file Monday to Friday are worked, always. NULL, or what is wrong. */
const char *calendar_data_start(void);

const struct working_calendar *working_days(void);

#endif
