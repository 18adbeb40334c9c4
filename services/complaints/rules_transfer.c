#include "rules_transfer.h"

#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"

const struct in_charge *
transfer_target(const struct in_charge *in_charge, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (in_charge[i].present)
			return &in_charge[i];
	return NULL;
}

static struct decision
target_decide(const struct transfer_facts *f)
{
	const struct in_charge *named = NULL, *due = transfer_target(f->in_charge, f->count);

	if (same(f->to_id, f->first_responder_id))
		return decision_refuse(&R6_7, &problem_no_transfer_back,
		    "It does not go back to the first responder.");
	for (size_t i = 0; i < f->count; i++)
		if (same(f->to_id, f->in_charge[i].employee_id))
			named = &f->in_charge[i];
	if (f->to_id && !named)
		return decision_refuse(&R6_7, &problem_not_in_charge,
		    "The target is neither leader nor deputy of the category.");
	if (!due)
		return decision_allow(
		    &R6_7, "NO_TARGET", "Neither the leader nor a deputy is present.");
	if (!named)
		named = due;
	if (!named->leads && due->leads)
		return decision_refuse(&R6_7, &problem_leader_present,
		    "A deputy is chosen although the competent leader is present.");
	if (!named->present)
		return decision_refuse(
		    &R6_7, &problem_not_available, "The target is absent at this moment.");
	if (same(named->employee_id, f->first_responder_id))
		return decision_refuse(
		    &R6_7, &problem_no_transfer_back, "Who is in charge is the first responder.");
	return decision_allow(&R6_7, "TRANSFERRED",
	    named->leads ? "It goes to the competent leader."
			 : "It goes to a deputy: the competent leader is absent.");
}

struct decision
transfer_decide(const struct transfer_facts *f)
{
	if (f->in_scope)
		return decision_refuse(&R6_6, &problem_in_scope_no_transfer,
		    "The category is one of the first responder's own.");
	if (f->pending)
		return decision_refuse(
		    &R6_7, &problem_transfer_pending, "A transfer has not been answered yet.");
	if (!f->complete)
		return decision_refuse(&R6_7, &problem_record_incomplete,
		    "The record lacks its category, or whom to answer.");
	return target_decide(f);
}

struct decision
assign_decide(bool same_department, bool to_first_responder)
{
	if (to_first_responder)
		return decision_refuse(&R6_7, &problem_no_transfer_back,
		    "It does not go back to the first responder.");
	if (!same_department)
		return decision_refuse(
		    &R6_7, &problem_not_in_charge, "It is assigned within the own department.");
	return decision_allow(&R6_7, "ASSIGNED", "It is assigned within the department.");
}

bool
is_ping_pong(int64_t cross_department_transfers)
{
	return cross_department_transfers > 1;
}

struct decision
forward_decide(bool department_known, instant recorded_at, struct period within, instant now)
{
	if (!department_known)
		return decision_refuse(
		    &R6_11, &problem_unknown_department, "There is no such department.");
	if (is_late(recorded_at, within, now))
		return decision_allow(
		    &R6_11, "FORWARDED_LATE", "The department is told later than allowed.");
	return decision_allow(&R6_11, "FORWARDED", "The department is told in time.");
}

struct decision
onsite_requested(instant received_at, struct period within, instant now)
{
	if (is_late(received_at, within, now))
		return decision_allow(
		    &R6_6, "REQUESTED_LATE", "The visit is asked for later than allowed.");
	return decision_allow(&R6_6, "REQUESTED", "The visit is asked for in time.");
}
