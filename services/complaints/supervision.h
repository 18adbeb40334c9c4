/* Assessments and the service supervision report (R6.2, R6.3). */
#ifndef COMPLAINTS_SUPERVISION_H
#define COMPLAINTS_SUPERVISION_H

#include "service.h"

/* The timer "supervision_overdue": a month is over; without its report business department and
 * general manager are told. */
MAY_FAIL supervision_month_over(struct request *req, const char *subject_id);
/* visit.return_due, .return_completed, .return_overdue: counted. */
MAY_FAIL return_visit_counted(struct request *req, const struct event *event);

#endif
