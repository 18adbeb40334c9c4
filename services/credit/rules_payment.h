/* R3.16: what may be paid, and what becomes of a bill or cheque. Pure. */
#ifndef CREDIT_RULES_PAYMENT_H
#define CREDIT_RULES_PAYMENT_H

#include "credit/enums.h"
#include "decision.h"

struct payment_facts {
	bool finance; /* is it recorded by finance */
	int64_t amount_fen;
	enum payment_instrument instrument;
	int64_t outstanding_fen; /* of the receivable */
	int64_t pending_fen;	 /* of bills and cheques that wait for it */
	date paid_on, today;
};

/*
 * 403 FORBIDDEN_ROLE; 422 TIME_IN_FUTURE, OVERPAYMENT. The outcome is the payment's status:
 * PENDING for a bill or a cheque, CLEARED for everything else.
 */
struct decision payment_decide(const struct payment_facts *facts);

/*
 * From one status to another, on a day. A bill or cheque that is PENDING becomes CLEARED,
 * DISHONOURED or DELAYED; what was CLEARED can be REVERSED. 409 INVALID_STATE; 422 TIME_IN_FUTURE.
 * The outcome is the new status.
 */
struct decision payment_move(enum payment_status from, enum payment_status to, date on, date today);

#endif
