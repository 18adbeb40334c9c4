/* R1.7, R1.8, R1.23: sales on site, whose they are, and what comes back. Pure. */
#ifndef CUSTOMERS_RULES_SALE_H
#define CUSTOMERS_RULES_SALE_H

#include "customers/enums.h"
#include "decision.h"

struct sale_facts {
	bool joint, cancelled; /* the gathering */
	instant concluded_at, starts_at, ends_at, now;
	bool invited, arrived, attributed; /* the customer */
};

/* 409 INVALID_STATE, NOT_ATTRIBUTED; 422 NOT_ON_SITE, NOT_PRESENT, TIME_IN_FUTURE. Outcome
 * ATTRIBUTED. */
struct decision sale_decide(const struct sale_facts *facts);
/* 409 for one that was cancelled; 422 REVERSAL_TOO_LARGE. Outcome RETURNED. */
struct decision sale_return_decide(
    enum sale_state state, int64_t amount_fen, int64_t returned_fen, int64_t back_fen);
struct decision sale_cancel_decide(enum sale_state state);

#endif
