#include "rules.h"
#include "rules_borrow.h"

struct decision
borrow_decide(const struct borrow_facts *facts)
{
	if (!facts->arrived)
		return decision_refuse(
		    &R1_21, &problem_invalid_state, "The customer has not arrived.");
	if (!facts->attributed)
		return decision_refuse(&R1_21, &problem_not_attributed,
		    "It is not decided yet who the current inviter is.");
	if (!facts->by_inviter)
		return decision_refuse(&R1_21, &problem_forbidden_role,
		    "Only the current inviter of the customer consents.");
	if (facts->is_inviter)
		return decision_refuse(&R1_21, &problem_no_change,
		    "The current inviter serves the customer himself and needs no consent.");
	if (!facts->original)
		return decision_refuse(&R1_21, &problem_not_original_employee,
		    "Only the employee who served the customer so far can be borrowed.");
	if (facts->given)
		return decision_refuse(&R1_21, &problem_duplicate, "The consent has been given.");
	return decision_allow(
	    &R1_21, "CONSENTED", "The current inviter lets the employee help to sell.");
}

struct decision
borrow_withdraw(bool by_inviter, bool withdrawn, bool pitched)
{
	if (!by_inviter)
		return decision_refuse(
		    &R1_21, &problem_forbidden_role, "Only who consented takes the consent back.");
	if (withdrawn || pitched)
		return decision_refuse(&R1_21, &problem_invalid_state,
		    "A consent can be taken back until a pitch has begun.");
	return decision_allow(&R1_21, "WITHDRAWN", "No pitch has begun.");
}
