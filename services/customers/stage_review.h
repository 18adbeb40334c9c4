/* Stage reviews, for the table of timers (R7.24). */
#ifndef CUSTOMERS_STAGE_REVIEW_H
#define CUSTOMERS_STAGE_REVIEW_H

#include "service.h"

/* Timer review_overdue: 00:00 of the day after the last for the next review. */
MAY_FAIL stage_review_overdue(struct request *req, const char *relation_id);

#endif
