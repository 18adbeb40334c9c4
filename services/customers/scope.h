/* Departments in the words of the rules, and what a decision of theirs means to the client. */
#ifndef CUSTOMERS_SCOPE_H
#define CUSTOMERS_SCOPE_H

#include "rules_scope.h"
#include "service.h"

/* From columns named prefix_id, prefix_kind and prefix_parent_kind. */
struct department_facts
department_of(struct request *req, const struct row *row, const char *prefix);

#endif
