#include "rules.h"
#include "rules_problem.h"
#include "rules_text.h"

struct decision
problem_record(const struct problem_report *report, const struct actor *by, date today)
{
	struct decision d;

	if (!(by->roles & ROLE_DIVISION) &&
	    (!(by->roles & (ROLE_STAFF | ROLE_SUPERVISOR | ROLE_MANAGER)) ||
		!same(by->department_id, report->department_id)))
		return decision_refuse(&R7_25, &problem_forbidden_role,
		    "A problem is recorded by the customer's department or the marketing "
		    "division.");
	if (report->established_on > today)
		return decision_refuse(&R7_25, &problem_time_in_future,
		    "The problem would have been established on %s; today is %s.",
		    show_date(report->established_on).text, show_date(today).text);
	if (report->tier != TIER_VIP)
		return decision_allow(
		    &R7_25, "RECORDED", "The customer is no VIP; no demotion is due within days.");
	d = decision_allow(&R7_25, "DEMOTION_DUE", "The VIP must be demoted by the end of %s.",
	    show_date(report->established_on + (date)report->demotion_days).text);
	decision_used(&d, "tier.demotion_days", report->demotion_days);
	return d;
}

instant
demotion_due(date established_on, int64_t demotion_days)
{
	return end_of(established_on + (date)demotion_days);
}

/* The manager of the department at any time; the division once it is overdue. */
static bool
may_demote(const struct demotion_facts *facts, const struct actor *by, bool overdue)
{
	if ((by->roles & ROLE_MANAGER) && same(by->department_id, facts->department_id))
		return true;
	return overdue && (by->roles & ROLE_DIVISION);
}

struct decision
demotion_decide(const struct demotion_facts *facts, const struct actor *by, instant now)
{
	bool open = facts->open_problems > 0;
	date due = open ? facts->established_on + (date)facts->demotion_days : NO_DATE;
	bool overdue = open && now > end_of(due);
	struct shown last = show_date(due);
	struct decision d;

	if (!may_demote(facts, by, overdue))
		return decision_refuse(&R7_25, &problem_forbidden_role,
		    "The department manager demotes; the marketing division only once it is "
		    "overdue.");
	if (!relation_counts(facts->state) || facts->from != TIER_VIP || !open)
		return decision_refuse(
		    &R7_25, &problem_invalid_state, "There is no VIP with an open problem here.");
	if (facts->to == TIER_VIP)
		return decision_refuse(&R7_25, &problem_demotion_required,
		    "A VIP with an open problem cannot remain one; demotion is due by %s.",
		    last.text);
	if (!facts->review_completed)
		return decision_refuse(&R7_25, &problem_review_missing,
		    "A demotion needs a completed stage review, an extraordinary one if need be.");
	if (facts->to == TIER_PREFERRED && facts->quota->refusal)
		return *facts->quota;
	if (facts->to == TIER_PREFERRED && facts->criteria->refusal)
		return *facts->criteria;

	d = overdue ? decision_allow(&R7_25, "OVERDUE",
			  "The demotion was due by %s and is made late.", last.text)
		    : decision_allow(&R7_25, "IN_TIME", "The demotion was due by %s.", last.text);
	decision_used(&d, "tier.demotion_days", facts->demotion_days);
	return d;
}

struct decision
annulment_ask(const struct annulment *annulment, const struct actor *by)
{
	if (!(by->roles & ROLE_MANAGER))
		return decision_refuse(&R7_25, &problem_forbidden_role,
		    "The department manager asks for an annulment.");
	if (annulment->annulled || annulment->asked_by)
		return decision_refuse(
		    &R7_25, &problem_invalid_state, "The annulment was asked for already.");
	if (!has_text(annulment->reason))
		return decision_refuse(
		    &R7_25, &problem_validation_failed, "An annulment needs a reason.");
	return decision_allow(&R7_25, "ASKED", "The marketing division's consent is needed.");
}

struct decision
annulment_consent(const struct annulment *annulment, const struct actor *by)
{
	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_25, &problem_forbidden_role,
		    "A department cannot annul by itself; the marketing division must consent.");
	if (annulment->annulled || !annulment->asked_by)
		return decision_refuse(
		    &R7_25, &problem_invalid_state, "There is no annulment to consent to.");
	if (same(annulment->asked_by, by->id))
		return decision_refuse(&R7_25, &problem_separation_of_duties,
		    "Who asked for the annulment does not consent to it.");
	return decision_allow(&R7_25, "ANNULLED", "The marketing division consents.");
}

struct decision
annulment_decide(
    const struct annulment *annulment, const struct actor *by, bool consents, const char *opinion)
{
	struct decision d = annulment_consent(annulment, by);

	if (d.refusal || consents)
		return d;
	if (!has_text(opinion))
		return decision_refuse(
		    &R7_25, &problem_validation_failed, "An annulment is refused with an opinion.");
	return decision_allow(&R7_25, "REFUSED", "The marketing division does not consent.");
}

struct decision
problem_resolve(enum problem_state state, enum tier tier)
{
	if (state != PROBLEM_STATE_OPEN)
		return decision_refuse(
		    &R7_25, &problem_invalid_state, "The problem is not open any more.");
	if (tier == TIER_VIP)
		return decision_refuse(
		    &R7_25, &problem_demotion_required, "A VIP with an open problem is demoted.");
	return decision_allow(&R7_25, "RESOLVED", "The customer is no VIP; no demotion is due.");
}
