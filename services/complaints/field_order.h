/* What the acts on orders ask of field service, and tell it. */
#ifndef COMPLAINTS_FIELD_ORDER_H
#define COMPLAINTS_FIELD_ORDER_H

#include "service.h"

/*
 * When an order is about to be completed, its row locked: 422 DISCREPANCY_UNEXPLAINED (R11.15) and
 * 409 VERBAL_UNCONFIRMED (R11.21).
 */
MAY_FAIL field_completable(struct request *req, const char *order_id);

/*
 * When an installation is completed and its product records are open: terminal.installed of each,
 * which names the first installation for the customer (R11.2).
 */
MAY_FAIL product_installed(struct request *req, const char *order_id);

#endif
