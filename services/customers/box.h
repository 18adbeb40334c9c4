/* The sealed box of a joint event (R1.11-R1.17). */
#ifndef CUSTOMERS_BOX_H
#define CUSTOMERS_BOX_H

#include "gathering.h"
#include "rules_box.h"

/* The days of the box, with a timer for the deadline of each. */
MAY_FAIL box_prepare(struct request *req, const char *gathering_id, const struct schedule *schedule,
    instant starts_at, instant morning_meeting);

/* Timer box_deadline: the fines of a day (R1.17). */
MAY_FAIL box_deadline_passed(struct request *req, const char *day_id);
/* Timer box_defect: a line that was not corrected in time (R1.13). */
MAY_FAIL box_defect_due(struct request *req, const char *line_id);

#endif
