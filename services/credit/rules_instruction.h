/* R3.30: who instructs, and on what. Pure. */
#ifndef CREDIT_RULES_INSTRUCTION_H
#define CREDIT_RULES_INSTRUCTION_H

#include "decision.h"

struct instruction_facts {
	bool reporter; /* of the report or incident */
	bool superior; /* above the responsible salesperson, now or when it was reported (C18) */
	bool closed;   /* the report or incident */
	bool deteriorated; /* the report says so, or it is about a bill */
	bool measures;	   /* some are ordered */
};

/*
 * 403 SEPARATION_OF_DUTIES, FORBIDDEN_ROLE; 409 INVALID_STATE; 422 NOT_DETERIORATED (R3.31).
 * Outcome INSTRUCTED.
 */
struct decision instruction_giving(const struct instruction_facts *facts);

#endif
