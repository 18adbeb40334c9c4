/* Who answers for a customer that is entered (R1.1, R7.4). */
#ifndef CUSTOMERS_CUSTOMER_RESPONSIBLE_H
#define CUSTOMERS_CUSTOMER_RESPONSIBLE_H

#include "customers/operations.h"
#include "service.h"

/* R1.1 binds private customers of direct-selling units (C21): the column department_kind of row. */
bool customer_is_archive(struct request *req, const char *customer_class, const struct row *row);

/* 422: customers of this source come in a batch. */
MAY_FAIL customer_not_of_a_batch(struct request *req, const char *id, const char *source);

/* The employee named, or whoever enters it; check: what customer_check() found. 403, 400. */
MAY_FAIL customer_responsible(struct request *req, const struct customer_create_in *in,
    const struct row *check, const char **employee_id);

#endif
