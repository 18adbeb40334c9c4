/* Another employee for a customer: directed by one person, carried out by a CRM clerk (R1.28,
 * R1.29, R1.32). */
#ifndef CUSTOMERS_OWNERSHIP_CHANGE_H
#define CUSTOMERS_OWNERSHIP_CHANGE_H

#include "customers/enums.h"
#include "person.h"

/* A customer of a direct-selling unit, locked, and whether somebody else is about to get it. */
struct owned {
	const char *id, *department_id, *employee_id; /* the last: who answers for it, or NULL */
	instant since;
	bool unit;  /* it is a direct-selling unit's */
	bool taken; /* by an invitation (R1.28), or by a change not carried out yet */
};
/* 404 where there is no such customer; 422 while its archive waits for allocation. */
MAY_FAIL owned_lock(struct request *req, const char *customer_id, struct owned *owned);

struct direction {
	enum ownership_change_cause cause;
	const char *basis_id; /* the lapse report or grievance, or NULL */
	const char *reason;
	const struct person *to;
	const struct parameter *days; /* to carry it out */
};
/* The change waits for a clerk from now on. */
MAY_FAIL ownership_direct(struct request *req, const struct owned *owned,
    const struct direction *direction, const char **id);

#endif
