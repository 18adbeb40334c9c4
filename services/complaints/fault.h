/* Major faults (R6.18 to R6.20) as their handlers see them. */
#ifndef COMPLAINTS_FAULT_H
#define COMPLAINTS_FAULT_H

#include "project.h"
#include "rules_fault.h"

struct major_fault {
	const char *id, *project_id;
	int64_t version;
	instant known_at, occurred_at;
	const char *location, *symptoms, *handling_plan; /* the latter NULL: being prepared */
	struct fault_facts facts;
	struct project project;
};

/* 404 for one that is none. */
MAY_FAIL fault_lock(struct request *req, const char *id, struct major_fault *fault);
/* The same where If-Match is of something below it. */
MAY_FAIL fault_hold(struct request *req, const char *id, struct major_fault *fault);
MAY_FAIL fault_reply(struct request *req, const char *id);
/*
 * Tells whoever is to be told and was not yet; the signing salesperson and the manager in charge
 * when the plan is there. What the project's master data lack is said in *d, and an alarm.
 */
MAY_FAIL fault_tell(struct request *req, const struct major_fault *fault, struct decision *d);
/* An end note of who is in charge, or an entry after the end, is the final one. */
MAY_FAIL fault_follow(struct request *req, const struct major_fault *fault, const char *employee_id,
    const char *entry, const char **id);

#endif
