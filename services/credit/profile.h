/* The profile of a customer: what every decision about its credit begins with (R3.1, R3.12, R3.13). */
#ifndef CREDIT_PROFILE_H
#define CREDIT_PROFILE_H

#include "credit/enums.h"
#include "service.h"

struct profile {
	const char *id; /* the customer's */
	int64_t version;
	enum grade grade;
	date grade_since; /* NO_DATE: never graded */
	int64_t limit_fen, term_days;
	date limit_raised_on; /* of the last increase, or of the first limit; NO_DATE: none */
	enum trading_status trading_status;
	instant terminated_at; /* of the last termination */
	bool blacklisted;      /* by the company */
	const char *responsible_salesperson_id; /* an employee, or NULL */
	int64_t deposit_required_fen, deposit_paid_fen;
	date last_report_on, report_due_on, verification_due_on; /* NO_DATE: none */
};

/*
 * The profile of a customer, or of the one it lives on in since it was merged; 404
 * CUSTOMER_UNKNOWN, refused by the rule. Locked until the end of the transaction:
 * the first thing a write does, before any row below the customer.
 */
MAY_FAIL profile_lock(
    struct request *req, const char *customer_id, const struct rule *rule, struct profile *profile);
/* The same, unlocked: for questions. */
MAY_FAIL profile_read(
    struct request *req, const char *customer_id, const struct rule *rule, struct profile *profile);

/*
 * Trading status (SM-2), kept and told with terminated_at: event is credit.trading_started,
 * .suspended, .resumed or .terminated.
 */
MAY_FAIL profile_set_trading(
    struct request *req, struct profile *profile, enum trading_status to, const char *event);

#endif
