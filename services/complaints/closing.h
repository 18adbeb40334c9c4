/* What closing and archive are judged by. */
#ifndef COMPLAINTS_CLOSING_H
#define COMPLAINTS_CLOSING_H

#include "complaint.h"
#include "rules_outcome.h"

/* row: all that closing_facts counts. */
MAY_FAIL closing_read(
    struct request *req, const struct complaint *c, struct row *row, struct closing *closing);

#endif
