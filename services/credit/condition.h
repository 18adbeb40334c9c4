/* Additional conditions of trading (R3.36): set and waived also by adjustments and countermeasures.
 */
#ifndef CREDIT_CONDITION_H
#define CREDIT_CONDITION_H

#include "credit/enums.h"
#include "service.h"

struct condition_new {
	const char *customer_id; /* whose profile is locked */
	enum condition_type type;
	enum condition_applies_to applies_to; /* 0: as credit.condition.default_applies_to says */
	enum condition_basis basis;
	const char
	    *basis_id; /* of the report, adjustment or countermeasure, which is known to stand */
	const char *details;	  /* or NULL */
	const int64_t *value_fen; /* that a guarantee or collateral must have; NULL: not said */
	date valid_until;	  /* NO_DATE: for good */
};

/* Sets a condition: REQUIRED. */
MAY_FAIL
condition_require(struct request *req, const struct condition_new *condition, const char **id);

/*
 * Waives one, by an adjustment that has been approved. The customer's profile is locked. 404 for
 * a condition of another customer, 409 INVALID_STATE for one that is met.
 */
MAY_FAIL condition_waive(struct request *req, const char *id, const char *adjustment_id);

/* The timer "condition_lapse": the last day of a condition has passed. */
MAY_FAIL condition_lapse_due(struct request *req, const char *id);

#endif
