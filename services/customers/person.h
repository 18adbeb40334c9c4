/* People of the staff directory, as document 1 deals with them. */
#ifndef CUSTOMERS_PERSON_H
#define CUSTOMERS_PERSON_H

#include "service.h"

struct person {
	const char *id; /* the employee's; NULL: nobody */
	const char *number, *name, *subject;
	const char *department_id;
	const char *head_id; /* who heads that department, or NULL */
	bool direct;	     /* the department is a direct-selling unit, and at work (C21) */
	bool at_work;	     /* not left */
};

/* The caller, by the token's sub: 403 for who is not in the directory. */
MAY_FAIL person_calling(struct request *req, const struct rule *rule, struct person *person);

/* An employee at work who is named in the body; 400 at pointer. */
MAY_FAIL
person_named(struct request *req, const char *id, const char *pointer, struct person *person);

/* Whoever it is; id NULL where there is no such employee. */
MAY_FAIL person_find(struct request *req, const char *id, struct person *person);

#endif
