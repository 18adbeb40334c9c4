#include "rules.h"
#include "rules_standard.h"
#include "rules_text.h"

const char *const mandatory_conditions[] = { "a", "b", "c", "d", "e", "f", NULL };

struct decision
conditions_complete(const char *const *conditions)
{
	struct words dropped = { 0 };
	struct decision d;

	for (const char *const *condition = mandatory_conditions; *condition; condition++)
		if (!list_has(conditions, *condition))
			words_add(&dropped, *condition);
	if (!dropped.count)
		return decision_allow(&R7_2, "COMPLETE", "All conditions of admission are kept.");

	d = decision_refuse(&R7_2, &problem_condition_mandatory,
	    "A standard may tighten the conditions of admission, never drop one; dropped: %s.",
	    dropped.text);
	words_member(&d, "conditions", &dropped);
	return d;
}

struct decision
standard_issue(const struct standard_facts *standard, const struct actor *by, date today)
{
	if (!(by->roles & ROLE_DIVISION_HEAD))
		return decision_refuse(&R7_2, &problem_forbidden_role,
		    "Only the head of the marketing division puts a standard into effect.");
	if (standard->state != STANDARD_STATE_DRAFT)
		return decision_refuse(
		    &R7_2, &problem_invalid_state, "Only a draft can be put into effect.");
	if (same(by->id, standard->drafted_by))
		return decision_refuse(&R7_2, &problem_separation_of_duties,
		    "Who drafted the standard does not put it into effect.");
	if (standard->kind == STANDARD_KIND_ADMISSION && standard->conditions) {
		struct decision d = conditions_complete(standard->conditions);

		if (d.refusal)
			return d;
	}
	if (standard->effective_from < today)
		return decision_refuse(&R7_2, &problem_effective_date_past,
		    "The standard would take effect on %s, which is past; today is %s.",
		    show_date(standard->effective_from).text, show_date(today).text);
	return decision_allow(&R7_2, "EFFECTIVE", "The standard holds from %s.",
	    show_date(standard->effective_from).text);
}

instant
rules_opinion_due(const struct implementing_rules_facts *rules)
{
	return end_of(rules->submitted_on + (date)rules->opinion_days);
}

date
rules_effective_on(const struct implementing_rules_facts *rules)
{
	date earliest;

	if (rules->opinion == RULES_OPINION_OBJECTED)
		return NO_DATE;
	earliest = rules->opinion == RULES_OPINION_NOTED
		       ? rules->opinion_on
		       : rules->submitted_on + (date)rules->opinion_days + 1;
	return rules->effective_from > earliest ? rules->effective_from : earliest;
}

struct decision
rules_opinion_decide(const struct implementing_rules_facts *rules, const struct actor *by,
    enum rules_opinion opinion, const char *reason, instant now)
{
	struct decision d;

	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_3, &problem_forbidden_role,
		    "Only the marketing division gives an opinion on implementing rules.");
	if (opinion == RULES_OPINION_OBJECTED && !has_text(reason))
		return decision_refuse(
		    &R7_3, &problem_validation_failed, "An objection needs a reason.");
	if (rules->opinion)
		return decision_refuse(&R7_3, &problem_invalid_state,
		    "The marketing division has given its opinion already.");
	if (now > rules_opinion_due(rules)) {
		d = decision_refuse(&R7_3, &problem_invalid_state,
		    "The time for an opinion ended on %s; the rules took effect as noted.",
		    show_date(date_of(rules_opinion_due(rules))).text);
	} else if (opinion == RULES_OPINION_OBJECTED) {
		d = decision_allow(&R7_3, "OBJECTED", "This version does not take effect.");
	} else {
		struct implementing_rules_facts noted = *rules;

		noted.opinion = RULES_OPINION_NOTED;
		noted.opinion_on = date_of(now);
		d = decision_allow(&R7_3, "NOTED", "The rules hold from %s.",
		    show_date(rules_effective_on(&noted)).text);
	}
	decision_used(&d, "rules.opinion_days", rules->opinion_days);
	return d;
}
