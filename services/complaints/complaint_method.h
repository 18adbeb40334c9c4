/* A sales department's own method for complaints about it (R7.8). */
#ifndef COMPLAINTS_COMPLAINT_METHOD_H
#define COMPLAINTS_COMPLAINT_METHOD_H

#include "complaint.h"

/*
 * At registration, and when department or type is corrected later: what the method in force at the
 * receipt says of its type, responsible person and deadline.
 */
MAY_FAIL method_follow(struct request *req, const struct complaint *c);

#endif
