/* Whose an arrived customer is (R1.15, R1.18, R1.25), and what follows from it (R1.23). */
#ifndef CUSTOMERS_ATTRIBUTION_H
#define CUSTOMERS_ATTRIBUTION_H

#include "gathering.h"

/* On arrival, by the rule or by what was decided before. Nothing happens where it cannot be told:
 * then a duplicate case is open. */
MAY_FAIL
attribute_arrival(struct request *req, const struct gathering *g, const struct guest *guest);

/*
 * A decision or a ruling names the department, or the employee: the one is NULL. Its invitation
 * wins, the others are lost, sales count for the new inviter. Before the arrival only the
 * invitations change. 400 at pointer for who has no invitation of the customer, nor belongs to a
 * unit.
 */
MAY_FAIL attribute_by(struct request *req, const struct gathering *g, const struct guest *guest,
    enum attribution_basis basis, const char *department_id, const char *employee_id);

#endif
