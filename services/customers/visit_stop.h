/* Customers whom a salesperson visits no more (R3.34), as the visits service tells. */
#ifndef CUSTOMERS_VISIT_STOP_H
#define CUSTOMERS_VISIT_STOP_H

#include "service.h"

/* visit.customer_dropped {customer_id, salesperson_id, count}. */
MAY_FAIL visit_customer_dropped(struct request *req, const struct event *event);

#endif
