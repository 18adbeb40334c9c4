/*
 * What a department is to a customer, for every handler that depends on it.
 *
 * Whatever may change a relation, a tier or a listing, or depends on one when
 * it writes, begins with relation_begin(), which locks the customer's row: of
 * two at the same moment the second sees what the first has done. Who then
 * counts the customers of a department locks the department's row next, never
 * before.
 */
#ifndef CUSTOMERS_RELATION_H
#define CUSTOMERS_RELATION_H

#include "actor.h"
#include "parameter.h"
#include "rules_eligibility.h"
#include "rules_papers.h"
#include "rules_relation.h"
#include "scope.h"

struct relation {
	const char *id; /* NULL: there is none yet */
	const char *customer_id, *department_id;
	int64_t version;
	enum relation_state state; /* 0: none yet */
	enum tier tier;		   /* 0: none */
	enum customer_class customer_class;
	bool exempt; /* R7.10: the class needs no admission */
	bool company_listed, department_listed;
	int64_t illegality_records;
	struct department_facts department;
	struct legal_facts legal; /* without papers, until relation_load_papers() */
	const struct parameters *parameters;
};

/* Locked, by the customer. 404: no such customer or department, or the caller may not read the
 * customer; 409: its record became an alias. */
MAY_FAIL relation_begin(
    struct request *req, const char *department_id, const char *customer_id, struct relation *r);
/* The same, only looked at. */
MAY_FAIL relation_find(
    struct request *req, const char *department_id, const char *customer_id, struct relation *r);
/* Locked, by its own id, and to be changed: also honours If-Match. */
MAY_FAIL relation_begin_own(struct request *req, const char *id, struct relation *r);

MAY_FAIL relation_load_papers(struct request *req, struct relation *r);

/* The caller, for this department: the marketing division acts as a department does for itself
 * (R7.2). */
struct actor relation_actor(const struct request *req, const struct department_facts *department);
/* 403, 422: it is not the caller's duty for this department (R7.1). */
MAY_FAIL relation_duty(struct request *req, const struct relation *r, enum duty duty);
/* R7.30: 422 CUSTOMER_BLACKLISTED, where a business act of the department is forbidden. */
MAY_FAIL relation_not_listed(struct request *req, const struct relation *r, enum business_act act);
struct listing relation_listing(const struct relation *r);

/* The timers of a relation begin with its admission, and end when it ends or is closed. */
MAY_FAIL relation_watch(struct request *req, const struct relation *r);
MAY_FAIL relation_unwatch(struct request *req, const char *id);
/* A paper of the customer was verified or rejected: what that makes of its relations. */
MAY_FAIL relation_papers_changed(struct request *req, const char *customer_id);
/* Timer relation_papers: the day after the last of a required paper. */
MAY_FAIL relation_papers_due(struct request *req, const char *id);

/* R7.10: whom nobody needs to admit any more, nobody has admitted. */
MAY_FAIL relation_class_changed(
    struct request *req, const char *customer_id, enum customer_class from, enum customer_class to);
/* The record of a customer became an alias of another: relations, contracts, offences and listings
 * follow it. */
MAY_FAIL relation_customer_merged(struct request *req, const char *from, const char *to);

/* Ends it: timers, open applications, the event. */
MAY_FAIL relation_end_as(struct request *req, const char *id, const char *department_id,
    const char *customer_id, enum relation_state state, const char *end_kind, const char *reason);

/* A listing closes a relation: RELATION_DEPARTMENT_LIST or RELATION_COMPANY_LIST (R7.27, R7.29).
 * What is not open stays as it is. The customer is locked. */
MAY_FAIL relation_blacklist(struct request *req, const char *id, enum relation_action action);

/* customer.admitted and what follows it; more: further members, or NULL. */
MAY_FAIL relation_tell(struct request *req, const char *type, const char *id,
    const char *department_id, const char *customer_id, const char *more);

/* The words of a column that has them separated by spaces; ends with NULL. */
const char *const *row_words(struct request *req, const struct row *row, const char *column);

#endif
