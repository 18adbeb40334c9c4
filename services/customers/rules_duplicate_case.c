#include "rules.h"
#include "rules_duplicate_case.h"
#include "rules_text.h"

/* The only one, among those confirmed or those that are not; -1: none or several. */
static int
only(const struct claim *claims, size_t count, bool confirmed)
{
	int found = -1;

	for (size_t i = 0; i < count; i++) {
		if (claims[i].confirmed != confirmed)
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

static bool
any_confirmed(const struct claim *claims, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (claims[i].confirmed)
			return true;
	return false;
}

static int
earliest(const struct claim *claims, size_t count)
{
	int found = -1;
	bool tied = false;

	for (size_t i = 0; i < count; i++) {
		if (!claims[i].confirmed || claims[i].effective_at == NO_INSTANT)
			continue;
		if (found >= 0 && claims[i].effective_at > claims[found].effective_at)
			continue;
		tied = found >= 0 && claims[i].effective_at == claims[found].effective_at;
		found = (int)i;
	}
	return tied ? -1 : found;
}

struct decision
attribution_winner(const struct claim *claims, size_t count, int *winner)
{
	*winner = only(claims, count, any_confirmed(claims, count));
	if (*winner >= 0)
		return decision_allow(&R1_15,
		    attribution_basis_names[ATTRIBUTION_BASIS_ONLY_INVITATION],
		    "One department alone has this customer.");
	*winner = earliest(claims, count);
	if (*winner >= 0)
		return decision_allow(&R1_15, attribution_basis_names[ATTRIBUTION_BASIS_EARLIEST],
		    "The confirmation that was effective first counts.");
	return decision_allow(&R1_15, "UNDECIDED",
	    "Equal times, or no list with the customer: the coordinator decides.");
}

struct decision
attribution_allowed(bool arrived, bool attributed)
{
	if (!arrived)
		return decision_refuse(&R1_15, &problem_invalid_state,
		    "A customer is attributed once the arrival is recorded.");
	if (attributed)
		return decision_refuse(&R1_15, &problem_already_attributed,
		    "The customer has been attributed at this event.");
	return decision_allow(&R1_15, "ATTRIBUTED", "The customer has come.");
}

/* What deciding and ruling have in common; refusal NULL: nothing against it. */
static struct decision
parties(const struct case_facts *facts, const struct rule *rule, const char *department_id)
{
	if (!same(department_id, facts->first_department_id) &&
	    !same(department_id, facts->second_department_id))
		return decision_refuse(
		    rule, &problem_validation_failed, "The customer goes to one of the two units.");
	return decision_allow(rule, duplicate_case_state_names[DUPLICATE_CASE_STATE_DECIDED],
	    "The decision fixes whose the customer is.");
}

struct decision
case_decide(const struct case_facts *facts, const char *department_id, const char *reason)
{
	struct decision d;

	if (!facts->coordinator)
		return decision_refuse(&R1_18, &problem_forbidden_role,
		    "Only the event's coordinator decides on duplicates.");
	if (facts->involved)
		return decision_refuse(&R1_18, &problem_separation_of_duties,
		    "Who invited the customer does not decide the case.");
	if (facts->state != DUPLICATE_CASE_STATE_OPEN)
		return decision_refuse(&R1_18, &problem_invalid_state,
		    facts->state == DUPLICATE_CASE_STATE_ESCALATED
			? "The case is with the general manager."
			: "A decision is final.");
	d = parties(facts, &R1_18, department_id);
	if (d.refusal || has_text(reason) || same(department_id, facts->proposal_department_id))
		return d;
	return decision_refuse(&R1_18, &problem_validation_failed,
	    facts->proposal_department_id ? "To deviate from the proposal needs a reason."
					  : "Without a proposal the decision needs a reason.");
}

bool
reported_late(instant since, int64_t report_days, instant now)
{
	return now > within_days(since, (int)report_days);
}

struct decision
case_escalate(const struct case_facts *facts, const char *reason)
{
	struct decision d;

	if (!facts->coordinator)
		return decision_refuse(&R1_25, &problem_forbidden_role,
		    "The event's coordinator reports to the general manager.");
	if (facts->state != DUPLICATE_CASE_STATE_OPEN)
		return decision_refuse(
		    &R1_25, &problem_invalid_state, "Only an open case is reported.");
	if (!has_text(reason))
		return decision_refuse(
		    &R1_25, &problem_validation_failed, "The report needs a reason.");
	d = decision_allow(&R1_25, duplicate_case_state_names[DUPLICATE_CASE_STATE_ESCALATED],
	    reported_late(facts->opened_at, facts->report_days, facts->now)
		? "Only the general manager rules now; it was reported late."
		: "Only the general manager rules now.");
	decision_used(&d, "dispute.report_to_gm_days", facts->report_days);
	return d;
}

struct decision
case_rule(const struct case_facts *facts, const char *department_id, const char *text)
{
	if (!facts->general_manager)
		return decision_refuse(
		    &R1_25, &problem_forbidden_role, "Only the general manager rules.");
	if (facts->state != DUPLICATE_CASE_STATE_ESCALATED)
		return decision_refuse(&R1_25, &problem_invalid_state,
		    "A ruling is of a case that was reported, and final.");
	if (!has_text(text))
		return decision_refuse(
		    &R1_25, &problem_validation_failed, "A ruling is given in writing.");
	return parties(facts, &R1_25, department_id);
}
