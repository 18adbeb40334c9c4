/* What customers pay for repairs, until finance has it (R11.13, R11.14). */
#ifndef COMPLAINTS_FEE_H
#define COMPLAINTS_FEE_H

#include "service.h"

/*
 * A technician collected a fee: he is watched to return with it, or has returned since, where he
 * tells it later.
 */
MAY_FAIL
fee_collected(struct request *req, const char *fee_id, const char *collector_id, instant at);

/* The timers: nobody returned with a fee by the end of the day; a return's time is over. */
MAY_FAIL fee_not_returned(struct request *req, const char *fee_id);
MAY_FAIL fee_hand_in_overdue(struct request *req, const char *return_id);

#endif
