/* Grants to exceed the limit for one order, as the check uses them (R3.17). */
#ifndef CREDIT_OVERLIMIT_H
#define CREDIT_OVERLIMIT_H

#include "service.h"

struct overlimit_grant {
	const char *id; /* the request's; NULL: there is no grant that can be used now */
	int64_t excess_fen;
};

/* The grant for this order. The customer's profile is locked by who means to use it. */
MAY_FAIL overlimit_grant_of(struct request *req, const char *customer_id, const char *order_ref,
    struct overlimit_grant *grant);
/* It served this reservation, and is spent. */
MAY_FAIL overlimit_used(struct request *req, const char *request_id, const char *reservation_id);
/* It turned out not to be needed. */
MAY_FAIL overlimit_lapsed(struct request *req, const char *request_id);
/* The customer gets no credit any more (R3.11): none of its grants can be used. */
MAY_FAIL overlimit_lapse_all(struct request *req, const char *customer_id);

/* The timer overlimit_lapse: the end of the last day of a grant. */
MAY_FAIL overlimit_lapse(struct request *req, const char *request_id);

#endif
