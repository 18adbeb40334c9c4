/* A sales department's own method for complaints about it (R7.8). */
#ifndef COMPLAINTS_COMPLAINT_METHOD_H
#define COMPLAINTS_COMPLAINT_METHOD_H

#include "complaint.h"

/*
 * At registration: what the method in force at the receipt says of this type, NULL for none:
 * responsible person and deadline.
 */
MAY_FAIL method_apply(struct request *req, const struct complaint *c, const char *type);

#endif
