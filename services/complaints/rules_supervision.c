#include "rules_supervision.h"

#include "rules.h"
#include "rules_text.h"

struct supervised_month
supervised_month(date on)
{
	int year, month, day;
	date first;

	date_split(on, &year, &month, &day);
	first = date_make(year, month, 1);
	return (struct supervised_month) { first, plus_months(first, 1) - 1, start_of(first),
		end_of(plus_months(first, 1) - 1) };
}

struct decision
supervision_independent(const char *conflict)
{
	const char *why = "belonged to it in that month";

	if (!conflict)
		return decision_allow(&R6_2, "INDEPENDENT", "The author is independent.");
	if (same(conflict, "TOOK_PART"))
		why = "took part in what is assessed";
	else if (same(conflict, "SUPERIOR"))
		why = "is the direct superior of one who did";
	return decision_refuse(&R6_2, &problem_separation_of_duties,
	    "Service and supervision are two lines: the author %s.", why);
}

struct decision
supervision_submit(const struct report_facts *facts, instant now)
{
	struct decision d = supervision_independent(facts->conflict);

	if (d.refusal)
		return d;
	if (now < start_of(facts->month.first + (date)facts->earliest_day - 1))
		d = decision_refuse(&R6_3, &problem_report_too_early,
		    "The report of a month is submitted from its day %d on.",
		    (int)facts->earliest_day);
	else if (facts->another)
		d = decision_refuse(&R6_3, &problem_duplicate,
		    "The month has its report; a correction is a revision of it.");
	else if (facts->unassessed > 0)
		d = decision_refuse(&R6_3, &problem_assessment_missing,
		    "%d executing departments have not been assessed.", (int)facts->unassessed);
	else if (now <= facts->month.ends)
		d = decision_allow(&R6_3, "IN_TIME", "By the last day of the month.");
	else
		d = decision_allow(&R6_3, "LATE", "After the last day of the month.");
	decision_used(&d, "supervision.earliest_day", facts->earliest_day);
	return d;
}
