#include "rules_tier.h"

#include "rules.h"
#include "rules_text.h"

/* R6.1: steps of execution are technical service's, and begin with the acceptance. */
static struct decision
may_execute(const struct tiers *t)
{
	if (!t->tech_service)
		return decision_refuse(&R6_1, &problem_forbidden_role,
		    "Steps of execution are taken by technical service.");
	if (!t->accepted)
		return decision_refuse(
		    &R6_1, &problem_not_accepted, "The request has not been accepted.");
	return decision_allow(&R6_1, "ACCEPTED", "It was accepted.");
}

static bool
is_open_until(const struct tiers *t, enum service_request_state last)
{
	return t->state != SERVICE_REQUEST_STATE_TRANSFERRED_PENDING && t->state <= last;
}

struct decision
hotline_attempted(const struct hotline_facts *f)
{
	struct decision d = may_execute(&f->tiers);

	if (d.refusal)
		return d;
	if (!is_open_until(&f->tiers, SERVICE_REQUEST_STATE_HOTLINE))
		return decision_refuse(&R6_27, &problem_invalid_state,
		    "The hotline comes first; the request is beyond it.");
	if (f->started_at > f->ended_at || f->ended_at > f->now)
		return decision_refuse(&R6_27, &problem_times_inconsistent,
		    "An attempt begins before it ends, and has ended when it is recorded.");
	if (same(f->outcome, tier_outcome_names[TIER_OUTCOME_SOLVED]))
		return decision_allow(&R6_27, "SOLVED", "The hotline solved it.");
	if (same(f->outcome, tier_outcome_names[TIER_OUTCOME_NOT_SOLVED]))
		return decision_allow(
		    &R6_27, "NOT_SOLVED", "The hotline did not solve it: the next tier is open.");
	return decision_refuse(&R6_27, &problem_outcome_missing, "Was it solved or not?");
}

struct decision
remote_tier(const struct tiers *t)
{
	struct decision d;

	if (!t->hotline_failed ||
	    (t->state != SERVICE_REQUEST_STATE_HOTLINE && t->state != SERVICE_REQUEST_STATE_REMOTE))
		return decision_refuse(&R6_28, &problem_tier_order,
		    "Remote service comes after a hotline attempt that did not solve it.");
	d = may_execute(t);
	return d.refusal ? d : decision_allow(&R6_28, "TIER_OPEN", "The hotline did not solve it.");
}

struct decision
onsite_tier(const struct tiers *t)
{
	if (t->state == SERVICE_REQUEST_STATE_ONSITE_ARRIVED && t->visit_failed)
		return decision_allow(&R6_29, "TIER_OPEN",
		    "The last visit did not solve it; the request is open.");
	if (t->hotline_failed && t->remote_failed &&
	    (t->state == SERVICE_REQUEST_STATE_HOTLINE || t->state == SERVICE_REQUEST_STATE_REMOTE))
		return decision_allow(
		    &R6_29, "TIER_OPEN", "Neither hotline nor remote service solved it.");
	return decision_refuse(&R6_29, &problem_tier_order,
	    "A visit comes after hotline and remote service, or its reasoned omission.");
}

struct decision
authorisation_recorded(const struct authorisation *a, const char *evidence, struct period longest)
{
	if (!has_text(evidence))
		return decision_refuse(&R6_28, &problem_evidence_missing,
		    "A recording, a mail or a signature proves the authorisation.");
	if (a->valid_to <= a->valid_from)
		return decision_refuse(&R6_28, &problem_times_inconsistent,
		    "The authorisation would end before it begins.");
	if (a->valid_to > instant_plus(a->valid_from, longest))
		return decision_refuse(&R6_28, &problem_authorisation_too_long,
		    "The authorisation is longer than allowed.");
	return decision_allow(&R6_28, "AUTHORISED", "The customer authorised it.");
}

struct decision
session_started(const struct session_facts *f)
{
	const struct authorisation *a = &f->authorisation;
	struct decision d = remote_tier(&f->tiers);

	if (d.refusal)
		return d;
	if (!a->given || f->started_at < a->valid_from)
		return decision_refuse(&R6_28, &problem_authorisation_missing,
		    "The customer has not authorised it, or not for this time.");
	if (f->started_at > f->now)
		return decision_refuse(
		    &R6_28, &problem_time_in_future, "The session would begin later than now.");
	if (f->started_at >= a->valid_to ||
	    (a->withdrawn_at != NO_INSTANT && f->started_at >= a->withdrawn_at))
		return decision_refuse(
		    &R6_28, &problem_authorisation_expired, "The authorisation has ended.");
	if (!a->in_scope || (f->engineer_acts && !a->engineer_may_act))
		return decision_refuse(&R6_28, &problem_outside_scope,
		    "The authorisation is not for this system, or not for the engineer to act.");
	return decision_allow(&R6_28, "STARTED", "It is inside the authorisation.");
}

instant
session_end(const struct authorisation *a, instant at, instant now, enum session_end *reason)
{
	bool withdrawn = a->withdrawn_at != NO_INSTANT && a->withdrawn_at < a->valid_to;
	instant last = withdrawn ? a->withdrawn_at : a->valid_to;
	instant ended = at == NO_INSTANT ? now : at;

	if (ended < last) {
		*reason = SESSION_END_FINISHED;
		return at;
	}
	*reason = withdrawn ? SESSION_END_WITHDRAWN : SESSION_END_EXPIRED;
	return last;
}

struct decision
onsite_appointed(const struct onsite_facts *f)
{
	struct decision d = onsite_tier(&f->tiers);

	if (d.refusal)
		return d;
	if (!f->times_configured) {
		d = decision_refuse(&R6_29, &problem_policy_value_missing,
		    "No times of departure and arrival are set for this service and site.");
		decision_used_text(&d, "service.onsite", NULL);
		return d;
	}
	if (!f->qualified)
		return decision_refuse(&R6_29, &problem_not_qualified,
		    "The technician is not qualified for this type of service.");
	if (!f->available)
		return decision_refuse(&R6_29, &problem_not_available,
		    "The technician is absent, or on the way for another request.");
	if (f->expected_arrival_at <= f->earliest_arrival_at)
		return decision_allow(
		    &R6_29, "APPOINTED", "Nobody who is available would arrive earlier.");
	if (!has_text(f->reason))
		return decision_refuse(&R6_29, &problem_reason_missing,
		    "Another technician would arrive earlier: why this one?");
	return decision_allow(&R6_29, "APPOINTED_SLOWER",
	    "Another technician would arrive earlier; the reason is kept.");
}

struct decision
onsite_departed(instant appointed_at, instant due_at, instant departed_at, instant now)
{
	if (departed_at > now)
		return decision_refuse(
		    &R6_29, &problem_time_in_future, "The departure would be later than now.");
	if (departed_at < appointed_at)
		return decision_refuse(&R6_29, &problem_times_inconsistent,
		    "The departure would be before the appointment.");
	if (departed_at > due_at)
		return decision_allow(&R6_29, "DEPARTED_LATE",
		    "The departure is %lld s later than allowed.",
		    (long long)((departed_at - due_at + SECOND - 1) / SECOND));
	return decision_allow(&R6_29, "DEPARTED", "The departure is in time.");
}

struct decision
onsite_arrived(instant departed_at, instant due_at, instant arrived_at, instant now)
{
	if (arrived_at > now)
		return decision_refuse(
		    &R6_29, &problem_time_in_future, "The arrival would be later than now.");
	if (arrived_at < departed_at)
		return decision_refuse(&R6_29, &problem_arrival_before_departure,
		    "The arrival would be before the departure.");
	if (arrived_at > due_at)
		return decision_allow(&R6_29, "ARRIVED_LATE",
		    "The arrival is %lld s later than allowed.",
		    (long long)((arrived_at - due_at + SECOND - 1) / SECOND));
	return decision_allow(&R6_29, "ARRIVED", "The arrival is in time.");
}
