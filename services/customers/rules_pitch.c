#include "rules.h"
#include "rules_pitch.h"

struct decision
pitch_decide(const struct pitch_facts *facts)
{
	if (facts->over || !facts->arrived)
		return decision_refuse(&R1_22, &problem_invalid_state,
		    facts->over ? "The gathering is over." : "The customer has not arrived.");
	if (!facts->attributed)
		return decision_refuse(&R1_22, &problem_not_attributed,
		    "It is not decided yet who the current inviter is.");
	if (!facts->inviter && facts->original && !facts->consented)
		return decision_refuse(&R1_21, &problem_consent_missing,
		    "The current inviter has not consented to borrow the employee.");
	if (!facts->inviter && !facts->original)
		return decision_refuse(&R1_22, &problem_forbidden_role,
		    "Only the current inviter, or the borrowed employee, recommends products.");
	if (facts->open)
		return decision_refuse(
		    &R1_22, &problem_pitch_open, "Another pitch to this customer is under way.");
	return decision_allow(&R1_22, "STARTED",
	    facts->inviter ? "The current inviter pitches."
			   : "The borrowed employee pitches with the inviter's consent.");
}

struct decision
pitch_end_decide(bool own, bool coordinator, bool ended)
{
	if (!own && !coordinator)
		return decision_refuse(&R1_22, &problem_forbidden_role,
		    "A pitch is ended by who began it, or by the coordinator.");
	if (ended)
		return decision_refuse(&R1_22, &problem_invalid_state, "The pitch has ended.");
	return decision_allow(&R1_22, "ENDED", "The customer is free for another pitch.");
}
