/* Sales at a gathering, for whatever changes whose they are. */
#ifndef CUSTOMERS_SALE_H
#define CUSTOMERS_SALE_H

#include "gathering.h"

/* R1.23: another current inviter, for whom the sales to the customer count from now on, by a
 * correction of the ledger. */
MAY_FAIL sale_follow(struct request *req, const struct gathering *g, const char *customer_id,
    const char *employee_id, const char *department_id);

#endif
