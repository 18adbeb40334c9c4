/* Tools, material and documents in custody (R11.15). */
#ifndef COMPLAINTS_CUSTODY_H
#define COMPLAINTS_CUSTODY_H

#include "service.h"

/*
 * 422 DISCREPANCY_UNEXPLAINED, while of something issued or used for the order there is a difference
 * that nobody explained.
 */
MAY_FAIL custody_settled(struct request *req, const char *order_id);

#endif
