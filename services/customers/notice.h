/* Notices, for others that have one to send. */
#ifndef CUSTOMERS_NOTICE_H
#define CUSTOMERS_NOTICE_H

#include "service.h"

/* credit.policy_promulgated {policy_id, number, effective_from}: a notice of the marketing division
 * to all sales departments (R3.20). */
MAY_FAIL credit_policy_promulgated(struct request *req, const struct event *event);

#endif
