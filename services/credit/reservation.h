/* Reservations of the limit: orders that were let pass and are not yet paid (R3.13, R3.15). */
#ifndef CREDIT_RESERVATION_H
#define CREDIT_RESERVATION_H

#include "service.h"

/*
 * Releases what is reserved for a customer, who gets no credit any more (R3.11, R3.39). Orders in
 * cash stay. The profile is locked.
 */
MAY_FAIL reservation_release_all(
    struct request *req, const char *customer_id, const struct rule *rule, const char *reason);

/* The timer that marks what has expired. */
MAY_FAIL reservation_expiry(struct request *req, const char *subject_id);

#endif
