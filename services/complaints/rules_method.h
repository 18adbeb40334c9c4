/* R7.8: what a complaint method must say. */
#ifndef COMPLAINTS_RULES_METHOD_H
#define COMPLAINTS_RULES_METHOD_H

#include "calendar.h"
#include "decision.h"

struct method_type {
	const char *type, *scope;
	const char *responsible_employee_id, *responsible_department_id;
	const int64_t *handling_hours; /* NULL: not said */
};

/* 422 METHOD_INCOMPLETE with the types that lack scope, responsible or time. */
struct decision method_complete(const struct method_type *types, size_t count);
/* The last instant in time. */
instant method_due(instant received_at, int64_t handling_hours);

#endif
