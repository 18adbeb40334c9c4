#ifndef CREDIT_MERGE_H
#define CREDIT_MERGE_H

#include "service.h"

/* Of the event customer.merged. */
MAY_FAIL merge_customer_merged(struct request *req, const struct event *event);

#endif
