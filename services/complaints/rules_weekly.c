#include "rules_weekly.h"

#include "rules.h"
#include "rules_text.h"

/* Nobody is off for longer. */
#define WEEKS_MOST 8

struct weekly_deadline
weekly_deadline(const struct weekly_policy *policy, date on)
{
	struct weekly_deadline deadline = { .week_from = on - (weekday(on) - 1), .at = NO_INSTANT };
	date day = deadline.week_from + (date)policy->weekday - 1;

	for (; day >= deadline.week_from; day--)
		switch (working_day(policy->calendar, day)) {
		case WORKING_YES:
			deadline.at = start_of(day) + policy->time;
			return deadline;
		case WORKING_UNKNOWN:
			deadline.unknown = true;
			return deadline;
		case WORKING_NO:
			break;
		}
	return deadline;
}

static struct weekly_deadline
found(const struct weekly_policy *policy, date on, int step)
{
	struct weekly_deadline deadline = weekly_deadline(policy, on);

	for (int i = 0; i < WEEKS_MOST && deadline.at == NO_INSTANT && !deadline.unknown; i++)
		deadline = weekly_deadline(policy, deadline.week_from + step);
	return deadline;
}

struct weekly_deadline
weekly_next(const struct weekly_policy *policy, date on)
{
	return found(policy, on, 7);
}

struct weekly_deadline
weekly_before(const struct weekly_policy *policy, date week_from)
{
	return found(policy, week_from - 7, -7);
}

struct decision
weekly_submit(const struct weekly_parts *parts, instant deadline, instant now)
{
	struct words missing = { 0 };

	if (!parts->situation == !parts->situation_none)
		words_add(&missing, "situation");
	if (!parts->feedback == !parts->feedback_none)
		words_add(&missing, "feedback");
	if (missing.text[0])
		return decision_refuse(&R6_13, &problem_part_missing,
		    "Each part has a text, or says that there is nothing: %s.", missing.text);
	return now <= deadline ? decision_allow(&R6_13, "IN_TIME", "By the deadline of the week.")
			       : decision_allow(&R6_13, "LATE", "After the deadline of the week.");
}
