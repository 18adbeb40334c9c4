/* Tools, material and documents in custody (R11.15). */
#ifndef COMPLAINTS_CUSTODY_H
#define COMPLAINTS_CUSTODY_H

#include "service.h"

/*
 * 422 DISCREPANCY_UNEXPLAINED, while of something issued or used for the order there is a difference
 * that nobody explained.
 */
MAY_FAIL custody_settled(struct request *req, const char *order_id);
/*
 * 400 at /issues/n for what is not held by who is sent with the order, or was issued for another
 * one. ids: a JSON list, or NULL.
 */
MAY_FAIL custody_taken(struct request *req, const char *order_id, const char *ids);

#endif
