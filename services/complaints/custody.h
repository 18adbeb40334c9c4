/* Tools, material and documents in custody (R11.15). */
#ifndef COMPLAINTS_CUSTODY_H
#define COMPLAINTS_CUSTODY_H

#include "service.h"

/* 422 DISCREPANCY_UNEXPLAINED, while something issued for the order is missing without a word. */
MAY_FAIL custody_settled(struct request *req, const char *order_id);

#endif
