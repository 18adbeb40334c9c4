/* Countermeasures as they are kept (R3.30, R3.31). */
#ifndef CREDIT_COUNTERMEASURE_H
#define CREDIT_COUNTERMEASURE_H

#include "credit/enums.h"
#include "service.h"

struct countermeasure_new {
	const char *id;
	const char *customer_id; /* whose profile is locked */
	const char *instruction_id;
	enum countermeasure_type type;
	const int64_t *figure_fen; /* NULL: none, here and below */
	const char *details;
	const char *condition_id, *payment_id, *suspension_id,
	    *receivable_id;		 /* what it has done */
	const char *emergency_report_id; /* that becomes EXECUTING */
};

/* Keeps one that may be executed, and was: IN_FORCE. */
MAY_FAIL countermeasure_keep(struct request *req, const struct countermeasure_new *n);

#endif
