/* Service that has lapsed, for others who invite customers (R1.27, R1.28). */
#ifndef CUSTOMERS_LAPSE_H
#define CUSTOMERS_LAPSE_H

#include "person.h"
#include "rules_lapse.h"

/* How the customer is served, today. */
MAY_FAIL
service_status_now(struct request *req, const char *customer_id, struct service_status *status);

/*
 * An employee of another department invites a customer, outside joint events: it is taken, if its
 * service has lapsed, for the report window. 422 SERVICE_NOT_LAPSED, SAME_DEPARTMENT; 409
 * ALREADY_TAKEN. Locks the customer's row. report_id may be NULL.
 */
MAY_FAIL lapse_take(
    struct request *req, const char *customer_id, const struct person *by, const char **report_id);

/* The same for an invitation to a gathering: whom the caller has taken already is invited without
 * taking it again. */
MAY_FAIL lapse_invite(struct request *req, const char *customer_id);

/* Timer lapse_report_expiry: not reported in time. */
MAY_FAIL lapse_report_expired(struct request *req, const char *report_id);

/* Events of the visits service (R1.26). */
MAY_FAIL service_visit_reported(struct request *req, const struct event *event);

#endif
