/* Duplicate cases, for what finds some (R1.14, R1.18). */
#ifndef CUSTOMERS_DUPLICATE_CASE_H
#define CUSTOMERS_DUPLICATE_CASE_H

#include "gathering.h"

/* One for a customer and two invitations, unit 1's first; nothing where it is there already. */
MAY_FAIL duplicate_case_open(struct request *req, const struct gathering *g,
    const char *customer_id, const char *first_invitation_id, const char *second_invitation_id);

#endif
