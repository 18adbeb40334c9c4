/* The states of a complaint and the ways between them (section 3.1, T1 to T13). */
#ifndef COMPLAINTS_RULES_STATE_H
#define COMPLAINTS_RULES_STATE_H

#include "complaints/enums.h"
#include "decision.h"

/* 409 INVALID_STATE, refused by the rule, for a way that there is not in this profile. Outcome: the
 * state. */
struct decision complaint_step(enum complaint_profile profile, enum complaint_state from,
    enum complaint_state to, const struct rule *rule);

#endif
