#include "rules_lapse.h"

#include "rules.h"
#include "rules_text.h"

static bool
asks_for(const struct lapse_terms *terms, enum lapse_reason reason)
{
	return list_has(terms->criteria, lapse_reason_names[reason]);
}

static instant
later(instant a, instant b)
{
	return a > b ? a : b; /* NO_INSTANT is before all */
}

/* The day from which something is missing, or NO_DATE. */
static date
missing_from(date ok_until)
{
	return ok_until == NO_DATE ? NO_DATE : ok_until + 1;
}

struct service_status
service_status_on(const struct service_history *history, const struct lapse_terms *terms, date on)
{
	struct service_status s = {
		.state = SERVICE_STATE_NOT_APPLICABLE,
		.attended_ok_until = NO_DATE,
		.visited_ok_until = NO_DATE,
		.lapsed_from = NO_DATE,
	};
	instant attended = later(history->responsible_since, history->attended_at);
	enum lapse_reason why = history->invited_at > attended ? LAPSE_REASON_INVITED_NOT_ATTENDED
							       : LAPSE_REASON_NOT_INVITED;
	bool not_attended, not_visited, one, all;

	if (!history->applies)
		return s;
	if (asks_for(terms, LAPSE_REASON_NOT_INVITED) ||
	    asks_for(terms, LAPSE_REASON_INVITED_NOT_ATTENDED))
		s.attended_ok_until = date_plus(date_of(attended), terms->period);
	if (asks_for(terms, LAPSE_REASON_NO_HOME_VISIT))
		s.visited_ok_until = date_plus(
		    date_of(later(history->responsible_since, history->visited_at)), terms->period);
	not_attended =
	    s.attended_ok_until != NO_DATE && on > s.attended_ok_until && asks_for(terms, why);
	not_visited = s.visited_ok_until != NO_DATE && on > s.visited_ok_until;
	one = not_attended || not_visited;
	all = one && (not_attended || s.attended_ok_until == NO_DATE) &&
	      (not_visited || s.visited_ok_until == NO_DATE);
	s.state = SERVICE_STATE_SERVED;
	if (!(terms->all ? all : one))
		return s;
	s.state = SERVICE_STATE_LAPSED;
	if (not_attended)
		s.reasons |= 1U << why;
	if (not_visited)
		s.reasons |= 1U << LAPSE_REASON_NO_HOME_VISIT;
	for (int i = 0; i < 2; i++) {
		date from = missing_from(i ? s.visited_ok_until : s.attended_ok_until);

		if (!(i ? not_visited : not_attended))
			continue;
		if (s.lapsed_from == NO_DATE || (from < s.lapsed_from) != terms->all)
			s.lapsed_from = from;
	}
	return s;
}

struct decision
lapse_take_decide(const struct taking *taking)
{
	if (!taking->direct)
		return decision_refuse(&R1_28, &problem_department_not_in_scope,
		    "Only an employee of a direct-selling unit takes a customer of another.");
	if (same(taking->department_id, taking->by_department_id))
		return decision_refuse(&R1_28, &problem_same_department,
		    "Your own department answers for the customer.");
	if (taking->taken)
		return decision_refuse(&R1_28, &problem_already_taken,
		    "Somebody else has taken the customer already.");
	if (!taking->lapsed)
		return decision_refuse(&R1_28, &problem_service_not_lapsed,
		    "The customer is served by another department, whose service has not lapsed.");
	return decision_allow(&R1_28, lapse_report_state_names[LAPSE_REPORT_STATE_TAKEN],
	    "Its service has lapsed: the invitation takes the customer, and is reported at once.");
}

instant
lapse_report_due(instant taken_at, struct period window)
{
	return instant_plus(taken_at, window);
}

struct decision
lapse_report_decide(enum lapse_report_state state, bool own, bool available, instant taken_at,
    struct period window, instant now)
{
	bool in_time = now <= lapse_report_due(taken_at, window);

	if (!own)
		return decision_refuse(
		    &R1_28, &problem_forbidden_role, "Who invited the customer reports it.");
	if (state != LAPSE_REPORT_STATE_TAKEN && state != LAPSE_REPORT_STATE_EXPIRED)
		return decision_refuse(&R1_28, &problem_invalid_state, "It is %s.",
		    state ? lapse_report_state_names[state] : "unknown");
	if (!in_time && !available)
		return decision_refuse(&R1_28, &problem_already_taken,
		    "It was not reported in time, and the customer is no longer free.");
	return decision_allow(&R1_28, lapse_report_state_names[LAPSE_REPORT_STATE_REPORTED],
	    in_time ? "Reported in time." : "Reported late; nobody has taken the customer since.");
}

struct decision
lapse_direct_decide(enum lapse_report_state state, bool directed)
{
	if (state != LAPSE_REPORT_STATE_REPORTED || directed)
		return decision_refuse(&R1_28, &problem_invalid_state, "The report is %s%s.",
		    state ? lapse_report_state_names[state] : "unknown",
		    directed ? ", and the change directed" : "");
	return decision_allow(&R1_28, "DIRECTED",
	    "Service had lapsed at the moment of the invitation; later service changes nothing.");
}

struct decision
reassignment_decide(const struct reassignment *r)
{
	if (!r->direct)
		return decision_refuse(&R1_29, &problem_department_not_in_scope,
		    "A customer of a direct-selling unit goes to an employee of one.");
	if (same(r->present_employee_id, r->employee_id))
		return decision_refuse(
		    &R1_29, &problem_no_change, "The employee answers for the customer already.");
	if (r->taken)
		return decision_refuse(&R1_29, &problem_already_taken,
		    "The customer has been taken by an invitation, or given away already.");
	if (!r->lapsed)
		return decision_refuse(
		    &R1_29, &problem_service_not_lapsed, "The customer's service has not lapsed.");
	return decision_allow(&R1_29, "DIRECTED",
	    "Its service has lapsed: the company gives it to another employee.");
}

struct decision
ownership_carry_out(enum ownership_change_state state, bool directed_by_caller)
{
	if (directed_by_caller)
		return decision_refuse(&R1_28, &problem_separation_of_duties,
		    "Who directs a change does not carry it out.");
	if (state != OWNERSHIP_CHANGE_STATE_DIRECTED)
		return decision_refuse(&R1_28, &problem_invalid_state, "The change is %s.",
		    state ? ownership_change_state_names[state] : "unknown");
	return decision_allow(&R1_28, ownership_change_state_names[OWNERSHIP_CHANGE_STATE_DONE],
	    "The record is changed as directed.");
}

struct decision
ownership_withdraw(enum ownership_change_state state)
{
	if (state != OWNERSHIP_CHANGE_STATE_DIRECTED)
		return decision_refuse(&R1_28, &problem_invalid_state, "The change is %s.",
		    state ? ownership_change_state_names[state] : "unknown");
	return decision_allow(&R1_28,
	    ownership_change_state_names[OWNERSHIP_CHANGE_STATE_WITHDRAWN],
	    "It is not to be carried out.");
}
