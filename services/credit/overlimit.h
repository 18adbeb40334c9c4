/* Grants to exceed the limit for one order, as the check uses them (R3.17). */
#ifndef CREDIT_OVERLIMIT_H
#define CREDIT_OVERLIMIT_H

#include "service.h"

/* The customer's profile is locked by who uses a grant; request_id is of one that is GRANTED. */

/* It served this reservation, and is spent. */
MAY_FAIL overlimit_used(struct request *req, const char *request_id, const char *reservation_id);
/* It turned out not to be needed. */
MAY_FAIL overlimit_lapsed(struct request *req, const char *request_id);
/*
 * The customer gets no credit any more (R3.11, R3.39): what was granted lapses, and what is still
 * open is refused, by that rule.
 */
MAY_FAIL overlimit_end_all(
    struct request *req, const char *customer_id, const struct rule *rule, const char *reason);

/* The timer overlimit_lapse: the end of the last day of a grant. */
MAY_FAIL overlimit_lapse(struct request *req, const char *request_id);

#endif
