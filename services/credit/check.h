/* What the check of an order asks of a customer, in one question (R3.14). */
#ifndef CREDIT_CHECK_H
#define CREDIT_CHECK_H

#include "rules_check.h"
#include "service.h"

/* The order, as far as it matters to whom the question is about; all NULL: no order in particular. */
struct asked {
	const char *customer_id, *order_ref, *department_id;
};

/* What was found. */
struct checked {
	const char *customer_id; /* who it lives on in, for one that was merged; NULL: unknown */
	struct check_facts facts;
	int64_t term_days, policy_version;
	struct period ttl;    /* credit.reservation.ttl */
	const char *ttl_json; /* the same, as it is kept */
	bool department_known;
	int64_t expired;      /* reservations past their time that are not yet marked */
	const char *grant_id; /* of the grant for the order, or NULL */
	/* The order as it was let pass before; check_id NULL: it was not, or came to nothing. */
	struct {
		const char *check_id;
		int64_t amount_fen;
		enum payment_mode mode;
	} before;
};

/* As it is now: for questions, and after the profile was locked. */
MAY_FAIL checked_read(struct request *req, const struct asked *asked, struct checked *checked);

/* The reasons as items of a list that is open, in their order. */
void check_reasons_each(struct buffer *b, const struct check_answer *answer);

/* The calendar month of a business date. */
struct calendar_month {
	instant begins, ends;
};
struct calendar_month month_of(date on);

/* A figure that may be absent. */
const int64_t *optional_fen(struct request *req, const struct row *row, const char *column);

#endif
