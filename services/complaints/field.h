/* What the records of field service (R11.13 to R11.22) have in common. */
#ifndef COMPLAINTS_FIELD_H
#define COMPLAINTS_FIELD_H

#include "directory.h"
#include "service.h"

/* The caller as an employee; 403 FORBIDDEN_ROLE for who is in no directory. */
MAY_FAIL field_caller(struct request *req, const struct rule *rule, struct person *caller);
/* When something happened: NO_INSTANT is now; 422 TIME_IN_FUTURE (C1). */
MAY_FAIL field_happened(struct request *req, const struct rule *rule, instant *at);
/* 400 at the pointer for who is not at work, or has not the role ("field_technician"; NULL: any).
 */
MAY_FAIL field_person(struct request *req, const char *pointer, const char *id, const char *role,
    struct person *person);
/* 400 at the pointer for a department that is not known. */
MAY_FAIL field_department(struct request *req, const char *pointer, const char *id);
/* 400 at the pointer for a customer that is not known; *id becomes who it lives on in. */
MAY_FAIL field_customer(struct request *req, const char *pointer, const char **id);

#endif
