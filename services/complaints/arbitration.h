/* Arbitration by the office (R6.17). */
#ifndef COMPLAINTS_ARBITRATION_H
#define COMPLAINTS_ARBITRATION_H

#include "service.h"

/* The timer "ruled_task": the day of a ruled task is over; one that was not done is proposed as a
 * conduct case. */
MAY_FAIL ruled_task_due(struct request *req, const char *task_id);

#endif
