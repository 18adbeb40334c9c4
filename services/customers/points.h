/* The points ledger, for whatever earns or loses points (R1.6-R1.8). */
#ifndef CUSTOMERS_POINTS_H
#define CUSTOMERS_POINTS_H

#include "gathering.h"

/* Books the difference between what the referral of this new customer to the gathering has earned
 * and what it is due; nothing where nobody brought him. The gathering is locked. */
MAY_FAIL points_settle(struct request *req, const struct gathering *g, const char *new_customer_id);

#endif
