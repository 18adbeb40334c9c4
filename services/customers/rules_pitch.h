/* R1.22: one employee at a time recommends products to a customer. Pure. */
#ifndef CUSTOMERS_RULES_PITCH_H
#define CUSTOMERS_RULES_PITCH_H

#include "decision.h"

struct pitch_facts {
	bool over; /* the gathering has ended, or was cancelled */
	bool arrived, attributed;
	bool inviter;	/* the caller is the current inviter */
	bool original;	/* served the customer so far */
	bool consented; /* and the current inviter consented */
	bool open;	/* somebody's pitch to this customer is under way */
};

/* 409 INVALID_STATE, NOT_ATTRIBUTED, PITCH_OPEN; 422 CONSENT_MISSING; 403. Outcome STARTED. */
struct decision pitch_decide(const struct pitch_facts *facts);
/* 403, 409. Outcome ENDED. */
struct decision pitch_end_decide(bool own, bool coordinator, bool ended);

#endif
