/* Departments that a body names: the one that is acted for, and those addressed or bound. */
#ifndef CUSTOMERS_NAMED_DEPARTMENTS_H
#define CUSTOMERS_NAMED_DEPARTMENTS_H

#include "actor.h"
#include "scope.h"

struct acting {
	struct department_facts department;
	struct actor by; /* the marketing division acts as a department does for itself (R7.2) */
};

/*
 * Locked: the department named, or else the caller's. 404: there is no such department; 403, 422:
 * it is not the caller's duty for it (R7.1).
 */
MAY_FAIL
acting_begin(struct request *req, const char *department_id, enum duty duty, struct acting *acting);

/*
 * 404: one does not exist, or is named twice; 422: these rules bind one not at all. The marketing
 * division itself may be named.
 */
MAY_FAIL named_departments_check(
    struct request *req, const struct rule *rule, const char *ids, size_t count);

#endif
