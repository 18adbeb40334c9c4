/* Callers and employees, as far as the parts of document 6 ask for them alike. */
#ifndef COMPLAINTS_STAFF_H
#define COMPLAINTS_STAFF_H

#include "directory.h"
#include "service.h"

/* The caller; 403 FORBIDDEN_ROLE by the rule for who is not in the staff directory. */
MAY_FAIL staff_caller(struct request *req, const struct rule *rule, struct person *caller);
/* 400 at the pointer, but for an employee at work; NULL is nobody, and passes. */
MAY_FAIL staff_known(struct request *req, const char *pointer, const char *employee_id);
/* The same, but also for one who has left. */
MAY_FAIL staff_known_ever(struct request *req, const char *pointer, const char *employee_id);
MAY_FAIL staff_all_known(
    struct request *req, const char *pointer, const char *const *employee_ids, size_t count);
/* Does the directory know the employee at work, with this role? */
MAY_FAIL staff_holds(struct request *req, const char *employee_id, const char *role, bool *holds);
/* 400 at the pointer, but for a department; NULL passes. */
MAY_FAIL
staff_department_known(struct request *req, const char *pointer, const char *department_id);

#endif
