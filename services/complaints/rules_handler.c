#include "rules_handler.h"

#include <string.h>

#include "rules.h"
#include "rules_text.h"

static bool
is_law_firm(const struct handler_choice *choice)
{
	return choice->profile == COMPLAINT_PROFILE_LAW_FIRM;
}

/* R10.6, R12.14: not who wrote the opinion, and in logistics not who investigates. */
static bool
separate(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if (is_law_firm(choice))
		return !one->officer;
	return choice->profile != COMPLAINT_PROFILE_LOGISTICS || !one->investigator;
}

static bool
eligible(const struct handler_choice *choice, const struct handler_candidate *one)
{
	return !one->recused && separate(choice, one);
}

/* The partner in charge where present; in other profiles those whose role decides. */
static bool
comes_first(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if (!eligible(choice, one))
		return false;
	return is_law_firm(choice) ? one->in_charge && !one->absent : !one->last_resort;
}

static bool
anybody_first(const struct handler_choice *choice)
{
	for (size_t i = 0; i < choice->count; i++)
		if (comes_first(choice, &choice->candidates[i]))
			return true;
	return false;
}

bool
handler_offered(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if (anybody_first(choice))
		return comes_first(choice, one);
	if (is_law_firm(choice) && one->last_resort)
		return false;
	return eligible(choice, one) && !one->absent;
}

struct decision
handler_anybody(const struct handler_choice *choice)
{
	for (size_t i = 0; i < choice->count; i++)
		if (handler_offered(choice, &choice->candidates[i]))
			return decision_allow(&R10_5, "SOMEBODY_LEFT", "Somebody may act.");
	return decision_refuse(&R10_5, &problem_no_eligible_substitute, "%s",
	    is_law_firm(choice) ? "Nobody is left: a meeting of the remaining partners decides."
				: "Nobody is left: it goes to the general manager.");
}

static const struct handler_candidate *
chosen(const struct handler_choice *choice)
{
	for (size_t i = 0; i < choice->count; i++)
		if (same(choice->candidates[i].id, choice->chosen_id))
			return &choice->candidates[i];
	return NULL;
}

static struct decision
may_handle(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if (!one && is_law_firm(choice))
		return decision_refuse(
		    &R10_7, &problem_not_a_partner, "A complaint is handled by a partner.");
	if (!one)
		return decision_refuse(
		    &R10_11, &problem_forbidden_role, "Another role decides complaints here.");
	if (is_law_firm(choice) && one->last_resort)
		return decision_refuse(
		    &R10_7, &problem_not_a_partner, "A complaint is handled by a partner.");
	if (one->recused)
		return decision_refuse(
		    &R10_5, &problem_recused, "%s is recused from the complaint.", one->name);
	if (!separate(choice, one))
		return decision_refuse(is_law_firm(choice) ? &R10_6 : &R12_14,
		    &problem_separation_of_duties, "%s",
		    is_law_firm(choice) ? "Who writes the opinion does not handle the complaint."
					: "An investigator does not decide the complaint.");
	return decision_allow(&R10_7, "ELIGIBLE", "%s may handle it.", one->name);
}

/* R10.7: director and other partners are equal, after the partner in charge. */
static struct decision
in_order(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if (one->in_charge)
		return decision_allow(
		    &R10_7, "IN_CHARGE", "%s is in charge of the practice area.", one->name);
	if (anybody_first(choice))
		return decision_refuse(&R10_7, &problem_partner_present,
		    "The partner in charge is neither absent nor recused.");
	if (!has_text(choice->reason))
		return decision_refuse(&R10_7, &problem_reason_missing,
		    "Why this one, in place of the partner in charge?");
	return decision_allow(
	    &R10_7, "ALTERNATIVE", "The partner in charge is absent or recused: %s.", one->name);
}

/* R10.5: nobody else is left, so that a meeting names somebody, a partner or not. */
static struct decision
named(const struct handler_choice *choice, const struct handler_candidate *one)
{
	if ((one && one->officer) || same(choice->chosen_id, choice->officer_id))
		return decision_refuse(&R10_6, &problem_separation_of_duties,
		    "Who writes the opinion does not handle the complaint.");
	if (one && one->recused)
		return decision_refuse(
		    &R10_5, &problem_recused, "%s is recused from the complaint.", one->name);
	return decision_allow(&R10_5, "NAMED_BY_MEETING", "The meeting named who handles it.");
}

struct decision
handler_choose(const struct handler_choice *choice)
{
	const struct handler_candidate *one = chosen(choice);
	struct decision d;

	d = handler_anybody(choice);
	if (d.refusal && choice->by_meeting)
		return named(choice, one);
	if (d.refusal)
		return d;
	d = may_handle(choice, one);
	if (d.refusal)
		return d;
	if (is_law_firm(choice))
		return in_order(choice, one);
	if (one->last_resort && anybody_first(choice))
		return decision_refuse(&R10_11, &problem_forbidden_role,
		    "The general manager decides where nobody else may.");
	return decision_allow(&R10_11, "ASSIGNED", "%s decides it.", one->name);
}

struct decision
handler_replace(const struct handler_presence *handler, const struct working_calendar *calendar,
    int64_t absence)
{
	struct decision d;
	date last = NO_DATE;

	if (!handler->at_work)
		return decision_allow(&R10_7, "ABSENT_FOR_LONG", "The handler has left.");
	if (handler->absent_until != NO_INSTANT) {
		last = plus_working_days(calendar, date_of(handler->absent_from), (int)absence);
		if (last == NO_DATE)
			return decision_refuse(&R10_7, &problem_calendar_missing,
			    "The calendar does not reach as far as the absence.");
	}
	if (last != NO_DATE && handler->absent_until > end_of(last) + 1)
		d = decision_allow(&R10_7, "ABSENT_FOR_LONG", "The handler is absent until %s.",
		    show_date(date_of(handler->absent_until - 1)).text);
	else
		d = decision_refuse(&R10_7, &problem_partner_present,
		    "The handler is not absent for longer: the complaint stays.");
	decision_used(&d, "complaint.handler_absence", absence);
	return d;
}

struct decision
investigator_eligible(enum complaint_profile profile, const struct investigator *one)
{
	bool logistics = profile == COMPLAINT_PROFILE_LOGISTICS;

	if (one->recused)
		return decision_refuse(&R10_5, &problem_recused,
		    "Who is complained about, or complains, does not investigate.");
	if (logistics && one->supervises)
		return decision_refuse(&R12_13, &problem_recused,
		    "The direct supervisor of a respondent does not investigate.");
	if (logistics && one->witness)
		return decision_refuse(&R12_13, &problem_recused,
		    "Who received it and saw the conflict does not investigate.");
	if (logistics && one->handler)
		return decision_refuse(&R12_14, &problem_separation_of_duties,
		    "Who decides the complaint does not investigate it.");
	return decision_allow(&R12_13, "ELIGIBLE", "Nothing speaks against it.");
}
