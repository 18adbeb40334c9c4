/* Conduct cases (R6.10, R10.13): proposed by people, or by the service where a rule says so. */
#ifndef COMPLAINTS_CONDUCT_H
#define COMPLAINTS_CONDUCT_H

#include "service.h"

struct conduct_new {
	const char *code;		  /* "V6.10c" */
	const char *person_id;		  /* an employee */
	const char *complaint_id;	  /* or NULL */
	const char *subject, *subject_id; /* what else it is about, or NULL */
	const char *reason;
};

/* Proposed by the service itself, once for each code, subject and person. Without a person nothing
 * is proposed. */
MAY_FAIL conduct_propose(struct request *req, const struct conduct_new *new);

#endif
