/* Invitations to a gathering, for whatever changes what they count for (R1.10-R1.20). */
#ifndef CUSTOMERS_INVITATION_H
#define CUSTOMERS_INVITATION_H

#include "gathering.h"
#include "rules_invitation.h"

/* Since when a confirmation counts and forbids, after what is in the box of it has changed. */
MAY_FAIL invitation_refresh(struct request *req, const struct gathering *g, const char *id);

/* Who serves the customer does not keep this department from inviting him (R1.9, R1.28). */
bool
invitation_shared(const struct gathering *g, const struct guest *guest, const char *department_id);

#endif
