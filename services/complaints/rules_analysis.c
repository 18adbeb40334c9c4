#include "rules_analysis.h"

#include "rules.h"
#include "rules_text.h"

date
analysis_due(const struct working_calendar *calendar, date month, int64_t n)
{
	return plus_working_days(calendar, plus_months(month, 1) - 1, (int)n);
}

/* Nothing to say is said in words, too. */
static struct decision
texts_stand(const struct analysis_facts *facts)
{
	struct words missing = { 0 };
	struct decision d;

	if (!has_text(facts->analysis))
		words_add(&missing, "analysis");
	if (!has_text(facts->improvement_measures))
		words_add(&missing, "improvement_measures");
	if (!has_text(facts->recognition))
		words_add(&missing, "recognition");
	if (!missing.count)
		return decision_allow(&R12_20, "WRITTEN", "Its texts are written.");
	d = decision_refuse(&R12_20, &problem_text_missing, "It lacks %s.", missing.text);
	words_member(&d, "fields", &missing);
	return d;
}

struct decision
analysis_made(const struct analysis_facts *facts, instant now)
{
	struct decision d;

	if (now < start_of(plus_months(facts->month, 1)))
		return decision_refuse(
		    &R12_20, &problem_month_not_over, "The month is analysed after its end.");
	d = texts_stand(facts);
	if (d.refusal)
		return d;
	if (facts->reports > 0 && !facts->revision)
		return decision_refuse(&R12_20, &problem_duplicate,
		    "The month has its report; a further one is a revision.");
	if (facts->reports == 0 && facts->revision)
		return decision_refuse(
		    &R12_20, &problem_invalid_state, "There is no report yet to revise.");
	if (facts->revision)
		return decision_allow(&R12_20, "REVISED", "The first report remains.");
	return date_of(now) <= facts->due_on
		   ? decision_allow(&R12_20, "IN_TIME", "By the day it is due.")
		   : decision_allow(&R12_20, "LATE", "After the day it was due.");
}
