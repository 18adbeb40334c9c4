#include "rules_instruction.h"

#include "rules.h"

struct decision
instruction_giving(const struct instruction_facts *facts)
{
	if (facts->reporter)
		return decision_refuse(&R3_30, &problem_separation_of_duties,
		    "Nobody instructs on what he or she reported.");
	if (!facts->superior)
		return decision_refuse(&R3_30, &problem_forbidden_role,
		    "This is for those above the customer's responsible salesperson.");
	if (facts->closed)
		return decision_refuse(&R3_30, &problem_invalid_state, "It has been closed.");
	if (facts->measures && !facts->deteriorated)
		return decision_refuse(&R3_31, &problem_not_deteriorated,
		    "Measures are for a customer that has deteriorated; the report does not say "
		    "so.");
	return decision_allow(&R3_30, "INSTRUCTED", "%s",
	    facts->measures ? "The measures listed may be executed, within their figures."
			    : "No measure may be executed.");
}
