#ifndef CUSTOMERS_PLAN_MERGE_H
#define CUSTOMERS_PLAN_MERGE_H

#include "service.h"

/* The record of a customer became an alias of another: plans, decisions and invitations follow it.
 */
MAY_FAIL plans_customer_merged(struct request *req, const char *from, const char *to);

#endif
