/* What an order must be whenever what it is about is entered or changed (R11.4, R11.5). */
#ifndef COMPLAINTS_ORDER_FORM_H
#define COMPLAINTS_ORDER_FORM_H

#include "rules_order_form.h"
#include "service.h"

/* 409 PLATE_IN_OPEN_ORDER where one of the vehicles of an installation is in an open repair. */
MAY_FAIL order_plates_free(struct request *req, const char *order_id);
/* The refusals of R11.5; parameters, time and whether the model is known are filled in. */
MAY_FAIL
order_intake_complete(struct request *req, const char *id, const struct repair_intake *given);

#endif
