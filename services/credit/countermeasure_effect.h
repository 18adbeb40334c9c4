/* What a countermeasure does, and what is left when it is lifted (R3.31). */
#ifndef CREDIT_COUNTERMEASURE_EFFECT_H
#define CREDIT_COUNTERMEASURE_EFFECT_H

#include "countermeasure.h"
#include "instruction.h"

/* What the executor says of it, beside type and figure. */
struct effect {
	struct profile *profile; /* locked */
	const struct standing *standing;
	const struct ground *ground;
	date paid_on;	  /* of what is taken as payment; NO_DATE: today */
	date valid_until; /* of a guarantee that is demanded; NO_DATE: for good */
};

/*
 * Before it is kept: conditions set, values taken, supply stopped; the ids of what was made are
 * filled in. 422 OVERPAYMENT of a value above the outstanding, 409 where there is no supply to
 * stop.
 */
MAY_FAIL effect_bring(struct request *req, const struct effect *e, struct countermeasure_new *n);
/* After a deposit was demanded, or is no longer: the sum of those in force. */
MAY_FAIL effect_on_deposit(struct request *req, const struct profile *profile);

#endif
