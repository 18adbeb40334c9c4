/* Quality inspections (R6.24): planned with the delivery of a project, one after the other. */
#ifndef COMPLAINTS_INSPECTION_H
#define COMPLAINTS_INSPECTION_H

#include "project.h"

/* After its delivery or a correction of it: what is open is due anew, and one is planned. The
 * project is locked. */
MAY_FAIL inspection_plan(struct request *req, const struct project *project);
/* Another interval: what is not overdue is due anew. The project is locked. */
MAY_FAIL inspection_interval_changed(struct request *req, const struct project *project);
/* The service has ended: what is open is not needed any more. */
MAY_FAIL inspection_plan_end(struct request *req, const struct project *project);
/* The timer "inspection_next": the day of one is over, the next is planned. */
MAY_FAIL inspection_next(struct request *req, const char *project_id);

#endif
