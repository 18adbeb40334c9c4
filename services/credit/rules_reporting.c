#include "rules.h"
#include "rules_reporting.h"

struct reporting_intervals
reporting_intervals_of(const struct parameters *p)
{
	return (struct reporting_intervals) {
		.of = {
			[GRADE_A] = parameter_period(p, &parameter_credit_review_interval_a),
			[GRADE_B] = parameter_period(p, &parameter_credit_review_interval_b),
			[GRADE_C] = parameter_period(p, &parameter_credit_review_interval_c),
			[GRADE_D] = parameter_period(p, &parameter_credit_review_interval_d),
		},
	};
}

static date
later(date a, date b)
{
	return a > b ? a : b; /* NO_DATE is before all others */
}

date
reporting_due(const struct reporting_facts *facts, const struct reporting_intervals *intervals)
{
	date anchor = later(facts->last_report_on, facts->grade_since);

	if (!facts->grade || facts->grade == GRADE_UNGRADED || anchor == NO_DATE)
		return NO_DATE;
	return date_plus(anchor, intervals->of[facts->grade]);
}

/* Grades ascend; who was not graded had none that could be better. */
static bool
became_worse(enum grade from, enum grade to)
{
	return to < from && to != GRADE_UNGRADED;
}

date
reporting_due_changed(const struct reporting_facts *facts,
    const struct reporting_intervals *intervals, enum grade grade_before, date due_before)
{
	date due = reporting_due(facts, intervals);

	if (facts->grade == grade_before)
		return due_before;
	if (became_worse(grade_before, facts->grade) && due_before != NO_DATE && due_before < due)
		return due_before;
	return due;
}

instant
reporting_notice_at(date due, int64_t notice_days, instant now)
{
	instant notice = start_of(due - (date)notice_days);

	return notice > now ? notice : now;
}

instant
reporting_overdue_at(date due)
{
	return start_of(due + 1);
}

date
reporting_verification_due(date due, int64_t slack_days)
{
	return due == NO_DATE ? NO_DATE : due + (date)slack_days;
}
