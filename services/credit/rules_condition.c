#include "rules_condition.h"

#include "rules.h"
#include "rules_text.h"

enum condition_state
condition_state_on(enum condition_state state, date valid_until, date today)
{
	return state == CONDITION_STATE_SATISFIED && valid_until != NO_DATE && valid_until < today
		   ? CONDITION_STATE_LAPSED
		   : state;
}

bool
condition_met(enum condition_state state, date valid_until, date today)
{
	state = condition_state_on(state, valid_until, today);
	return state == CONDITION_STATE_SATISFIED || state == CONDITION_STATE_WAIVED;
}

struct decision
condition_set(bool basis_stands)
{
	return basis_stands
		   ? decision_allow(&R3_36, "REQUIRED", "It rests on a document of this customer.")
		   : decision_refuse(&R3_36, &problem_basis_missing,
			 "A condition rests on a filed report, an adjustment or a countermeasure "
			 "of this customer.");
}

/* What has ended, or needs nothing. */
static bool
closed(const struct condition_facts *facts)
{
	return condition_met(facts->state, facts->valid_until, facts->today);
}

static struct decision
refuse_state(const struct condition_facts *facts)
{
	return decision_refuse(&R3_36, &problem_invalid_state, "The condition is %s.",
	    condition_state_names[facts->state]);
}

struct decision
condition_evidence_enter(
    const struct condition_facts *facts, const struct condition_evidence *evidence)
{
	if (closed(facts))
		return refuse_state(facts);
	if (same(evidence->guarantor_customer_id, facts->customer_id) ||
	    same(evidence->guarantor_name, facts->customer_name))
		return decision_refuse(&R3_36, &problem_guarantor_invalid,
		    "Somebody else guarantees for the customer.");
	return decision_allow(&R3_36, "EVIDENCE_ENTERED", "It awaits confirmation by finance.");
}

struct decision
condition_confirm_decide(const struct condition_facts *facts, const char *by)
{
	if (closed(facts))
		return refuse_state(facts);
	if (!facts->evidence_by)
		return decision_refuse(
		    &R3_36, &problem_invalid_state, "Sales has entered no evidence.");
	if (same(facts->evidence_by, by))
		return decision_refuse(&R3_36, &problem_separation_of_duties,
		    "Another person than who entered the evidence confirms it.");
	if (facts->valid_until != NO_DATE && facts->valid_until < facts->today)
		return decision_refuse(&R3_36, &problem_invalid_state,
		    "The evidence was good until %s.", show_date(facts->valid_until).text);
	return decision_allow(
	    &R3_36, condition_state_names[CONDITION_STATE_SATISFIED], "Finance has confirmed it.");
}

struct decision
condition_waive_decide(const struct condition_facts *facts)
{
	if (closed(facts))
		return refuse_state(facts);
	return decision_allow(&R3_36, condition_state_names[CONDITION_STATE_WAIVED],
	    "An approved adjustment waives it.");
}
