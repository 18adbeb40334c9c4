/* Receivables: what was shipped on credit and is not paid yet (R3.13, R3.15, R3.16). */
#ifndef CREDIT_RECEIVABLE_H
#define CREDIT_RECEIVABLE_H

#include "credit/enums.h"
#include "service.h"

/* Goods that were shipped; the amount is the sum of both parts. */
struct receivable_new {
	const char *customer_id, *reservation_id, *order_ref;
	int64_t amount_fen, within_limit_fen, granted_fen;
	date shipped_on, due_on;
};

/* The customer's profile is locked. */
MAY_FAIL receivable_open(struct request *req, const struct receivable_new *n, const char **id);

/* A receivable that is locked. */
struct receivable {
	const char *id, *customer_id, *reservation_id, *order_ref;
	int64_t version, amount_fen, outstanding_fen;
	int64_t covered_fen; /* of the amount, what the limit covered at first */
	int64_t pending_fen; /* of bills and cheques that wait to be cleared */
	date due_on;
	enum receivable_state state;
	bool overdue_told;
};

/* Locked until the end, behind its customer's profile; 404. */
MAY_FAIL receivable_hold(struct request *req, const char *id, struct receivable *r);

/* Money that came in on a day: at 0 it is settled, and its reservation with it (SM-4). */
MAY_FAIL receivable_reduce(struct request *req, struct receivable *r, int64_t fen, date on);
/* Money that was taken back: one that was settled is open again, and overdue from this moment if it
 * is past its day. */
MAY_FAIL receivable_put_back(struct request *req, struct receivable *r, int64_t fen);

/* The timer of each receivable: told as overdue, once (R3.16). */
MAY_FAIL receivable_overdue(struct request *req, const char *receivable_id);

/* credit.overdue.grace_days as it is today. */
MAY_FAIL receivable_grace(struct request *req, int64_t *days);

#endif
