#include "rules_emergency.h"

#include "rules.h"

instant
emergency_instruction_due(instant reported_at, int64_t instruction_hours)
{
	return reported_at + instruction_hours * HOUR;
}

struct decision
emergency_reporting(const struct emergency_facts *facts, int64_t instruction_hours)
{
	struct decision d;

	if (!facts->responsible && !facts->finance)
		return decision_refuse(&R3_29, &problem_forbidden_role,
		    "The customer's responsible salesperson reports, or finance; others inform "
		    "that salesperson.");
	if (!facts->superior_known)
		return decision_refuse(&R3_29, &problem_supervisor_missing,
		    "Nobody stands above the customer's responsible salesperson: the report has no "
		    "addressee.");
	if (facts->observed_at > facts->now)
		return decision_refuse(
		    &R3_29, &problem_time_in_future, "It would have been observed later than now.");
	d = decision_allow(&R3_29, emergency_state_names[EMERGENCY_STATE_REPORTED],
	    "It is with the direct superior; grade, limit and supply stay as they are.");
	decision_used(&d, "credit.emergency.instruction_hours", instruction_hours);
	return d;
}

struct decision
emergency_closing(const struct emergency_closing_facts *facts)
{
	if (facts->reporter)
		return decision_refuse(&R3_29, &problem_separation_of_duties,
		    "Nobody closes what he or she reported.");
	if (!facts->superior)
		return decision_refuse(&R3_29, &problem_forbidden_role,
		    "This is for those above the customer's responsible salesperson.");
	if (facts->state == EMERGENCY_STATE_REPORTED)
		return decision_refuse(
		    &R3_29, &problem_invalid_state, "It is not yet instructed on.");
	if (facts->state == EMERGENCY_STATE_CLOSED)
		return decision_refuse(&R3_29, &problem_invalid_state, "It is closed already.");
	if (facts->state == EMERGENCY_STATE_INSTRUCTED && facts->measures)
		return decision_refuse(&R3_29, &problem_invalid_state,
		    "Measures were instructed, and none is executed yet.");
	return decision_allow(&R3_29, emergency_state_names[EMERGENCY_STATE_CLOSED], "%s",
	    facts->measures ? "The measures instructed are being executed."
			    : "No measure was instructed.");
}
