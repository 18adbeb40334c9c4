/* R1.9, R1.19, R1.20, SM-C2: who may be invited to a gathering, and what becomes of an invitation.
 * Pure. */
#ifndef CUSTOMERS_RULES_INVITATION_H
#define CUSTOMERS_RULES_INVITATION_H

#include "customers/enums.h"
#include "decision.h"

/* What another department's confirmation forbids, from when (R1.19). */
struct claim_on {
	const char *department_name; /* named once its list has been returned; NULL before */
	instant blocks_from;	     /* NO_INSTANT: there is none */
};

struct invitation_facts {
	enum gathering_state gathering;
	instant now, ends_at;
	bool invites;	      /* the caller's department may invite to it */
	bool shared;	      /* the customer is the department's, the other unit's, or nobody's */
	bool invited_already; /* by the same department */
	bool arrived;	      /* the customer has come already */
	struct claim_on claim;
};

bool claim_blocks(const struct claim_on *claim, instant now);

/* 403; 409 INVALID_STATE, INVITATION_EXISTS; 422 SERVICE_NOT_LAPSED for a third department's
 * customer (R1.28), CUSTOMER_CLAIMED. Outcome INVITED. */
struct decision invite_decide(const struct invitation_facts *facts);

enum invitation_action {
	INVITATION_INVITE = 1, /* one that was planned */
	INVITATION_CONFIRM,
	INVITATION_CANCEL,
	INVITATION_ARRIVE,
	INVITATION_MISS,
	INVITATION_ACTIONS,
};
enum invitation_state invitation_next(enum invitation_state state, enum invitation_action action);

/* Asked of the department's own invitation: 403, 409, 422 CUSTOMER_CLAIMED. Outcome: the new state.
 */
struct decision invitation_move(enum invitation_state state, enum invitation_action action,
    const struct invitation_facts *facts);

#endif
