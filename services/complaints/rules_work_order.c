#include "rules_work_order.h"

#include "rules.h"
#include "rules_text.h"

static bool
times_fit(instant work_start, instant work_end, instant now)
{
	return work_start <= work_end && work_end <= now;
}

struct decision
work_decide(const struct work_facts *f)
{
	if (!times_fit(f->work_start, f->work_end, f->now))
		return decision_refuse(&R6_9, &problem_times_inconsistent,
		    "Work begins before it ends, and has ended when it is recorded.");
	if (!f->cross_department)
		return decision_allow(&R6_9, "OWN_WORK", "It is work of the own department.");
	if (f->by_order)
		return decision_allow(&R6_9, "BY_ORDER", "The work contact order came before.");
	if (f->by_first_responder)
		return decision_allow(&R6_9, "ORDER_OWED",
		    "The first responder solves first; the work contact order follows.");
	if (!f->by_tech_service || !f->emergency)
		return decision_refuse(&R6_9, &problem_prior_order_required,
		    "Work first is for the first responder, or technical service in an emergency.");
	if (!has_text(f->emergency_reason))
		return decision_refuse(
		    &R6_9, &problem_emergency_reason_missing, "What is the emergency?");
	return decision_allow(
	    &R6_9, "ORDER_OWED", "It was an emergency; the work contact order follows.");
}

struct decision
order_after_work(instant work_start, instant work_end, instant submitted_at, instant due_at)
{
	if (!times_fit(work_start, work_end, submitted_at))
		return decision_refuse(&R6_9, &problem_times_inconsistent,
		    "The work would end after its order was submitted, or before it began.");
	if (submitted_at > due_at)
		return decision_allow(
		    &R6_9, "DONE_LATE", "The order came later than the time after the work.");
	return decision_allow(&R6_9, "DONE", "The order came in time after the work.");
}
