/* An investigation of a customer that is moved, or that something belongs to (R3.21 to R3.24). */
#ifndef CREDIT_INVESTIGATION_H
#define CREDIT_INVESTIGATION_H

#include "profile.h"

struct investigation {
	const char *id, *customer_id;
	enum investigation_state state;
	const char *requested_by;
	instant completed_at; /* NO_INSTANT: not yet */
	bool scored;
};

/* Locked behind its customer, whose profile is locked, too. 404 for who may not read the customer.
 */
MAY_FAIL investigation_begin(struct request *req, const char *id, const struct rule *rule,
    struct profile *profile, struct investigation *i);
/* The same, of a customer that is locked already; found: it exists and is this customer's. */
MAY_FAIL investigation_hold(struct request *req, const char *id, const struct profile *profile,
    struct investigation *i, bool *found);
MAY_FAIL investigation_reply(struct request *req, const char *id);

#endif
