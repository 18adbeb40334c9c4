/* Default records, for others that make some (R7.19). */
#ifndef CUSTOMERS_DEFAULT_RECORD_H
#define CUSTOMERS_DEFAULT_RECORD_H

#include "service.h"

/* credit.receivable_overdue {receivable_id, customer_id, due_date, amount_fen}: a record in each
 * department that holds the customer, and a problem where it is a VIP (R7.19, R7.25). */
MAY_FAIL credit_receivable_overdue(struct request *req, const struct event *event);

#endif
