/* The end of the trade with a customer (R3.39), for what ends it. */
#ifndef CREDIT_TERMINATION_H
#define CREDIT_TERMINATION_H

#include "profile.h"

/*
 * Trade is discontinued, as of profile->terminated_at: no card, grant or reservation is left, and
 * credit.terminated is told. Conditions and receivables stay until they are settled; a new start
 * needs all else anew. The profile is locked.
 */
MAY_FAIL termination_execute(struct request *req, struct profile *profile);

#endif
