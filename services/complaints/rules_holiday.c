#include "rules_holiday.h"

#include "rules.h"
#include "rules_text.h"

/* No block is longer, no two are farther apart. */
#define LONGEST	 60
#define FARTHEST 400

static bool
is_holiday(const struct working_calendar *calendar, date on)
{
	for (size_t i = 0; i < calendar->holiday_count; i++)
		if (calendar->holidays[i] == on)
			return true;
	return false;
}

/* The last day off from on in the direction; false beyond the calendar. */
static bool
end_of_block(const struct working_calendar *calendar, date on, int step, date *end)
{
	*end = on;
	for (int i = 0; i < LONGEST; i++)
		switch (working_day(calendar, *end + step)) {
		case WORKING_UNKNOWN:
			return false;
		case WORKING_YES:
			return true;
		case WORKING_NO:
			*end += step;
		}
	return true;
}

enum holiday
holiday_block(const struct working_calendar *calendar, date on, struct holiday_block *block)
{
	enum working working = working_day(calendar, on);

	if (working != WORKING_NO)
		return working == WORKING_YES ? HOLIDAY_NO : HOLIDAY_UNKNOWN;
	/* What began before the calendar, or goes on behind it, begins and ends with it. */
	end_of_block(calendar, on, -1, &block->from);
	end_of_block(calendar, on, 1, &block->until);
	for (date day = block->from; day <= block->until; day++)
		if (is_holiday(calendar, day))
			return HOLIDAY_YES;
	return HOLIDAY_NO;
}

enum holiday
holiday_next(const struct working_calendar *calendar, date after, struct holiday_block *block)
{
	for (date on = after + 1; on <= after + FARTHEST; on++) {
		enum holiday holiday = holiday_block(calendar, on, block);

		if (holiday == HOLIDAY_UNKNOWN)
			return HOLIDAY_UNKNOWN;
		if (holiday == HOLIDAY_YES && block->from > after)
			return HOLIDAY_YES;
	}
	return HOLIDAY_NO;
}

date
holiday_plan_day(const struct working_calendar *calendar, const struct holiday_block *block)
{
	return plus_working_days(calendar, block->from, -1);
}

struct decision
holiday_day(const struct holiday_block *block, date on)
{
	return on < block->from || on > block->until
		   ? decision_refuse(&R6_21, &problem_not_a_holiday, "%s is no day of this watch.",
			 show_date(on).text)
		   : decision_allow(
			 &R6_21, "OF_THE_WATCH", "%s is a day of the watch.", show_date(on).text);
}

struct decision
holiday_check(const struct watch_check_facts *facts)
{
	struct decision d = holiday_day(&facts->block, date_of(facts->checked_at));

	if (facts->checked_at > facts->now)
		return decision_refuse(
		    &R6_21, &problem_time_in_future, "It has not been checked yet.");
	if (d.refusal)
		return d;
	if (facts->result == WATCH_CHECK_RESULT_PROBLEM && !has_text(facts->note))
		return decision_refuse(
		    &R6_21, &problem_note_missing, "A problem needs a note of what it is.");
	return decision_allow(
	    &R6_21, watch_check_result_names[facts->result], "Checked on a day of the watch.");
}
