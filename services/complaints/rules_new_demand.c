#include "rules_new_demand.h"

#include "rules.h"

int64_t
new_demand_year(date today)
{
	int year, month, day;

	date_split(today, &year, &month, &day);
	return month == 12 ? year : year - 1;
}

struct new_demand_window
new_demand_window(int64_t year, int64_t from_day, int64_t until_day)
{
	return (struct new_demand_window) { date_make((int)year, 12, (int)from_day),
		date_make((int)year, 12, (int)until_day) };
}

struct decision
new_demand_part(struct new_demand_window window, date done_on, date today)
{
	if (done_on < window.from)
		return decision_refuse(&R6_12, &problem_outside_window,
		    "The round begins on the first day of its window.");
	if (done_on > today)
		return decision_refuse(
		    &R6_12, &problem_time_in_future, "It has not been done yet.");
	return today <= window.until
		   ? decision_allow(&R6_12, "IN_TIME", "Within the window of the round.")
		   : decision_allow(&R6_12, "LATE", "After the window of the round.");
}
