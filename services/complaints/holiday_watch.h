/* The watch on holidays (R6.21). */
#ifndef COMPLAINTS_HOLIDAY_WATCH_H
#define COMPLAINTS_HOLIDAY_WATCH_H

#include "service.h"

/* The timer "holiday_watch": on the last working day before a block the plan must be there. */
MAY_FAIL holiday_watch_due(struct request *req, const char *subject_id);

#endif
