/* R3.29, SM-7: who reports a change of a customer's standing, and when a report is closed. */
#ifndef CREDIT_RULES_EMERGENCY_H
#define CREDIT_RULES_EMERGENCY_H

#include "credit/enums.h"
#include "decision.h"

struct emergency_facts {
	bool responsible; /* by, or in the name of, the customer's salesperson */
	bool finance;
	bool superior_known; /* somebody is above that salesperson */
	instant observed_at, now;
};

/*
 * 403 FORBIDDEN_ROLE, 422 SUPERVISOR_MISSING, 422 TIME_IN_FUTURE. Outcome REPORTED, to be
 * instructed on within so many hours.
 */
struct decision emergency_reporting(const struct emergency_facts *facts, int64_t instruction_hours);

/* The last instant for an instruction. */
instant emergency_instruction_due(instant reported_at, int64_t instruction_hours);

struct emergency_closing_facts {
	enum emergency_state state;
	bool superior; /* by somebody above the responsible salesperson, now or at the report's time
			*/
	bool reporter; /* who reported it */
	bool measures; /* an instruction lists some */
};

/*
 * 403 SEPARATION_OF_DUTIES, FORBIDDEN_ROLE; 409 INVALID_STATE before an instruction, before the
 * first of the measures was executed, and of a closed one. Outcome CLOSED.
 */
struct decision emergency_closing(const struct emergency_closing_facts *facts);

#endif
