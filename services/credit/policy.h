/*
 * The credit policy (R3.2, R3.3): its versions, and their coming into force. The values of the
 * one in force are parameters_on(today); its number is that of credit_policy_in_force() in SQL.
 */
#ifndef CREDIT_POLICY_H
#define CREDIT_POLICY_H

#include "credit/enums.h"
#include "service.h"

/* The version as the API shows it. */
MAY_FAIL policy_reply(struct request *req, const char *id);
/* Its own row, with what is decided on, and its state. */
MAY_FAIL
policy_lock(struct request *req, const char *id, struct row *row, enum credit_policy_state *state);
/* Whatever has come due is noted: under credit_policy_turn. */
MAY_FAIL policy_take_effect(struct request *req);
/* The timer policy_effective: 00:00 of the date of a version that was promulgated ahead. */
MAY_FAIL policy_effective(struct request *req, const char *policy_id);

#endif
