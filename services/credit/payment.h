/* Payments of receivables (R3.16): recorded by finance, whatever they come from. */
#ifndef CREDIT_PAYMENT_H
#define CREDIT_PAYMENT_H

#include "credit/enums.h"
#include "service.h"

struct payment_new {
	const char *receivable_id;
	const char *customer_id; /* whose the receivable must be, or NULL */
	int64_t amount_fen;
	enum payment_instrument instrument;
	enum payment_payer payer;      /* 0: CUSTOMER */
	date paid_on;		       /* NO_DATE: today */
	const char *number, *bank;     /* of a bill or cheque, required there */
	date due_on;		       /* when it falls due; NO_DATE: at sight */
	const char *countermeasure_id; /* that it comes from, or NULL */
	const char *incident_id;       /* the bill incident whose money it recovers, or NULL */
	const char *remarks;
};

/*
 * Takes a payment; locks the customer's profile, the receivable and the incident, in this
 * order. The caller must be finance (403), the amount within what is outstanding and not
 * pending, and within what of the incident is not recovered (422 OVERPAYMENT). Cash,
 * transfers and values taken reduce the receivable at once, bills and cheques when cleared.
 */
MAY_FAIL payment_take(struct request *req, const struct payment_new *n, const char **payment_id);

#endif
