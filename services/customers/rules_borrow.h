/* R1.21: borrowing the employee who served the customer so far. Pure. */
#ifndef CUSTOMERS_RULES_BORROW_H
#define CUSTOMERS_RULES_BORROW_H

#include "decision.h"

struct borrow_facts {
	bool arrived, attributed;
	bool by_inviter; /* the caller is the current inviter */
	bool original;	 /* the employee to borrow served the customer so far */
	bool is_inviter; /* and is the current inviter himself */
	bool given;	 /* the consent stands already */
};

/* 409 INVALID_STATE, NOT_ATTRIBUTED, DUPLICATE; 403; 422 NOT_ORIGINAL_EMPLOYEE, NO_CHANGE. Outcome
 * CONSENTED. */
struct decision borrow_decide(const struct borrow_facts *facts);
/* 403; 409 once a pitch on it has begun. Outcome WITHDRAWN. */
struct decision borrow_withdraw(bool by_inviter, bool withdrawn, bool pitched);

#endif
