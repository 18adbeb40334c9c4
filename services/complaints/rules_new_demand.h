/* R6.12: the December round. */
#ifndef COMPLAINTS_RULES_NEW_DEMAND_H
#define COMPLAINTS_RULES_NEW_DEMAND_H

#include "calendar.h"
#include "decision.h"

struct new_demand_window {
	date from, until; /* inclusive */
};

/* Of the round that began last: it opens late, in the new year, where nothing ran in December. */
int64_t new_demand_year(date today);

struct new_demand_window new_demand_window(int64_t year, int64_t from_day, int64_t until_day);
/*
 * A part done on a day, recorded today: 409 OUTSIDE_WINDOW before it, 422 TIME_IN_FUTURE. Outcome
 * IN_TIME or LATE: whichever of the two days is later counts, so that a date given does not make it
 * earlier.
 */
struct decision new_demand_part(struct new_demand_window window, date done_on, date today);

#endif
