#include "rules_emergency.h"

#include "rules.h"
#include "rules_text.h"

struct decision
verbal_ask(const struct verbal_facts *facts)
{
	if (!facts->giver_id || !facts->giver_may_permit)
		return decision_refuse(&R11_21, &problem_approver_missing,
		    "The manager of the department or of the division permits it.");
	if (same(facts->giver_id, facts->technician_id))
		return decision_refuse(
		    &R11_21, &problem_separation_of_duties, "Nobody permits himself.");
	return decision_allow(&R11_21, "ASKED", "The manager confirms it in the system.");
}

struct decision
verbal_answer(const struct verbal_facts *facts, enum verbal_approval_state state,
    const char *employee_id, instant due_at, instant now)
{
	if (same(employee_id, facts->technician_id))
		return decision_refuse(
		    &R11_21, &problem_separation_of_duties, "Who asked does not confirm.");
	if (!same(employee_id, facts->giver_id))
		return decision_refuse(&R11_21, &problem_forbidden_role,
		    "Who is said to have permitted it confirms or denies it.");
	if (state != VERBAL_APPROVAL_STATE_PENDING)
		return decision_refuse(&R11_21, &problem_invalid_state, "It was answered already.");
	return now <= due_at
		   ? decision_allow(&R11_21, "IN_TIME", "By the end of the day it was due.")
		   : decision_allow(&R11_21, "LATE", "After the day it was due.");
}

struct decision
verbal_complete(int64_t pending, int64_t denied)
{
	if (denied > 0)
		return decision_refuse(&R11_21, &problem_verbal_unconfirmed,
		    "The manager denies having permitted it.");
	if (pending > 0)
		return decision_refuse(
		    &R11_21, &problem_verbal_unconfirmed, "The manager has not confirmed it yet.");
	return decision_allow(&R11_21, "CONFIRMED", "Every oral permission is confirmed.");
}

static struct decision
may_be_others(const struct outsourcing_facts *facts)
{
	if (!facts->urgent)
		return decision_refuse(&R11_22, &problem_not_urgent,
		    "Others are sent only where the order is urgent.");
	if (facts->vendor_missing)
		return decision_refuse(
		    &R11_22, &problem_unknown_vendor, "There is no such vendor.");
	return decision_allow(&R11_22, "URGENT", "The order is urgent.");
}

struct decision
outsourcing_consent(
    const struct outsourcing_facts *facts, const char *manager_id, const char *employee_id)
{
	struct decision d = may_be_others(facts);

	if (d.refusal)
		return d;
	if (same(manager_id, employee_id))
		return decision_refuse(&R11_22, &problem_separation_of_duties,
		    "Who would be sent does not consent to it.");
	return decision_allow(&R11_22, "CONSENTED", "The manager consents before the assignment.");
}

struct decision
outsourcing_assign(const struct outsourcing_facts *facts)
{
	struct decision d = may_be_others(facts);

	if (d.refusal)
		return d;
	if (!facts->approved)
		return decision_refuse(&R11_22, &problem_approval_needed,
		    "The order needs its approval all the same.");
	if (facts->present > 0)
		return decision_refuse(&R11_22, &problem_technicians_available,
		    "%lld of %lld technicians are in the company, whatever they can do.",
		    (long long)facts->present, (long long)facts->technicians);
	if (!facts->consented)
		return decision_refuse(&R11_22, &problem_consent_missing,
		    "The manager of the department consents before, in the system.");
	return decision_allow(
	    &R11_22, "OTHERS_SENT", "Urgent, every technician is away, and the manager consented.");
}
