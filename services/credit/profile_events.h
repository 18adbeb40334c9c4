/* What the customers service tells, as the profiles take it (R3.1). */
#ifndef CREDIT_PROFILE_EVENTS_H
#define CREDIT_PROFILE_EVENTS_H

#include "service.h"

MAY_FAIL profile_customer_created(struct request *req, const struct event *event);
MAY_FAIL profile_customer_updated(struct request *req, const struct event *event);
MAY_FAIL profile_owner_changed(struct request *req, const struct event *event);
MAY_FAIL profile_blacklisted(struct request *req, const struct event *event);
MAY_FAIL profile_unblacklisted(struct request *req, const struct event *event);

#endif
