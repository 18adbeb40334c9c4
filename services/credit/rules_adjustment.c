#include "rules.h"
#include "rules_adjustment.h"
#include "rules_text.h"

static bool
state_allows(enum adjustment_act act, enum adjustment_state state)
{
	switch (act) {
	case ADJUSTMENT_SUBMIT:
	case ADJUSTMENT_SCRUTINISE:
		return state == ADJUSTMENT_STATE_DRAFT;
	case ADJUSTMENT_WITHDRAW:
		return state == ADJUSTMENT_STATE_DRAFT || state == ADJUSTMENT_STATE_SUBMITTED;
	case ADJUSTMENT_DECIDE:
		return state == ADJUSTMENT_STATE_SUBMITTED ||
		       state == ADJUSTMENT_STATE_MANAGER_APPROVED;
	case ADJUSTMENT_ACKNOWLEDGE:
		return state == ADJUSTMENT_STATE_EFFECTIVE;
	}
	return false;
}

struct decision
adjustment_may(enum adjustment_act act, enum adjustment_state state)
{
	if (state_allows(act, state))
		return decision_allow(&R3_19, "ALLOWED", "An adjustment that is %s allows this.",
		    adjustment_state_names[state]);
	return decision_refuse(&R3_19, &problem_invalid_state,
	    "An adjustment that is %s does not allow this.", adjustment_state_names[state]);
}

struct decision
adjustment_changes(const struct adjustment_facts *facts)
{
	if (facts->from_grade == facts->to_grade && facts->from.limit_fen == facts->to.limit_fen &&
	    facts->from.term_days == facts->to.term_days && !facts->conditions_change)
		return decision_refuse(&R3_19, &problem_no_change,
		    "Grade, limit, term and conditions would stay as they are.");
	return decision_allow(&R3_19, "CHANGE", "Grade %s, limit %s, term %lld days.",
	    grade_names[facts->to_grade], show_money(facts->to.limit_fen).text,
	    (long long)facts->to.term_days);
}

/* UNGRADED is below every grade: a first grading is never a worsening. */
static bool
worsens(const struct adjustment_facts *facts)
{
	return facts->to_grade < facts->from_grade;
}

static struct decision
rests(const struct adjustment_facts *facts)
{
	date until = date_plus(facts->report_filed_on, facts->max_age);
	bool report = facts->report_filed_on != NO_DATE;

	if (!report && !(worsens(facts) && facts->incident_basis))
		return decision_refuse(&R3_6, &problem_report_missing,
		    "No credit report of this customer has been filed that a grade could rest on.");
	if (!worsens(facts) && facts->submitted_on > until)
		return decision_refuse(&R3_6, &problem_report_too_old,
		    "For grade %s the report of %s was good until %s; it was submitted on %s.",
		    grade_names[facts->to_grade], show_date(facts->report_filed_on).text,
		    show_date(until).text, show_date(facts->submitted_on).text);
	if (facts->computed && facts->to_grade > facts->computed)
		return decision_refuse(&R3_6, &problem_grade_not_supported,
		    "The facts make grade %s; grade %s would be better.",
		    grade_names[facts->computed], grade_names[facts->to_grade]);
	if (!facts->computed)
		return decision_allow(&R3_6, "SUPPORTED",
		    "Grade %s is worse than %s: an emergency report or a bill incident suffices.",
		    grade_names[facts->to_grade], grade_names[facts->from_grade]);
	return decision_allow(&R3_6, "SUPPORTED", "Grade %s is not better than the computed %s.",
	    grade_names[facts->to_grade], grade_names[facts->computed]);
}

struct decision
adjustment_supported(const struct adjustment_facts *facts)
{
	struct decision d = rests(facts);

	if (!worsens(facts))
		decision_used_text(
		    &d, "credit.grade.report_max_age", show_period(facts->max_age).text);
	return d;
}

struct decision
scrutiny_decide(enum grade grade, int64_t limit_fen, const struct scrutiny *answered,
    const struct scrutiny *data)
{
	struct words failed = { 0 };
	struct decision d;

	if (grade != GRADE_C || limit_fen == 0)
		return decision_allow(
		    &R3_10, "NOT_NEEDED", "Only a limit of grade C is scrutinised.");
	if (!answered)
		return decision_refuse(&R3_10, &problem_scrutiny_missing,
		    "A limit of grade C needs a record of careful scrutiny by finance.");
	for (int i = 1; i < SCRUTINY_ITEM_COUNT; i++)
		if (!answered->items[i] || !data->items[i])
			words_add(&failed, scrutiny_item_names[i]);
	if (!failed.count)
		return decision_allow(
		    &R3_10, "SCRUTINISED", "The data say what the scrutiny says of each item.");
	d = decision_refuse(&R3_10, &problem_scrutiny_failed,
	    "This is not so, or not as answered: %s.", failed.text);
	words_member(&d, "items", &failed);
	return d;
}

struct decision
line_begins(instant valid_from, instant last_from, instant now)
{
	if (valid_from < now)
		return decision_refuse(&R3_12, &problem_effective_date_past,
		    "A limit and a term begin now or later, never in the past.");
	if (last_from != NO_INSTANT && valid_from <= last_from)
		return decision_refuse(&R3_12, &problem_effective_date_past,
		    "A limit and a term begin after all earlier ones.");
	return decision_allow(&R3_12, "BEGINS", "From now on.");
}
