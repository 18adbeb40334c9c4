/* The December round: gifts, and demand plans for the next year (R6.12). */
#ifndef COMPLAINTS_NEW_DEMAND_H
#define COMPLAINTS_NEW_DEMAND_H

#include "service.h"

/* The timer "new_demand_round": opens the round of the year that is due, and sets the next. */
MAY_FAIL new_demand_round_opens(struct request *req, const char *subject_id);
/* customer.created: joins the directory, and an open round. */
MAY_FAIL new_demand_customer_created(struct request *req, const struct event *event);

#endif
