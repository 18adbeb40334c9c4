/* R1.33: what may become of a fine. It comes from a rule, and nobody changes its amount. */
#ifndef CUSTOMERS_RULES_PENALTY_H
#define CUSTOMERS_RULES_PENALTY_H

#include "customers/enums.h"
#include "decision.h"

/*
 * own: it is the caller's own. 403 SEPARATION_OF_DUTIES; 409 INVALID_STATE unless it is IMPOSED.
 * Outcome CANCELLED, SETTLED.
 */
struct decision penalty_cancelling(enum penalty_state state, bool own);
struct decision penalty_settling(enum penalty_state state);

#endif
