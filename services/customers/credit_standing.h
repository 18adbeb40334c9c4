/* What the credit service says of customers, for display beside the tier; all by its events. */
#ifndef CUSTOMERS_CREDIT_STANDING_H
#define CUSTOMERS_CREDIT_STANDING_H

#include "service.h"

/* credit.grade_changed {customer_id, from, to, grade}, credit.line_changed {customer_id, limit_fen,
 * term_days}. */
MAY_FAIL credit_grade_changed(struct request *req, const struct event *event);
MAY_FAIL credit_line_changed(struct request *req, const struct event *event);
/* credit.trading_started, .suspended, .resumed, .terminated {customer_id, trading_status}. */
MAY_FAIL credit_trading_changed(struct request *req, const struct event *event);
/* credit.adjusted {customer_id, adjustment_id, responsible_salesperson_id}: who has to acknowledge
 * it, there. */
MAY_FAIL credit_adjusted(struct request *req, const struct event *event);

#endif
