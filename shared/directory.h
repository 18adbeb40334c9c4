/*
 * The people and customers of the company, as a service other than customers
 * knows them: its own copy, kept by the events of customers. What happened there
 * a moment ago may not have arrived yet; a stop of customers blocks nothing here.
 */
#ifndef KEHU_DIRECTORY_H
#define KEHU_DIRECTORY_H

#include "event.h"
#include "request.h"

/* An employee. */
struct person {
	const char *id; /* NULL: nobody */
	const char *number, *name;
	const char *subject; /* sub of the person's tokens, or NULL */
	const char *department_id;
	const char *supervisor_id; /* the direct superior, or NULL */
	bool at_work;		   /* has not left */
	bool present;		   /* at work, and not on leave today */
};

/* Who is a customer. */
struct known_customer {
	const char *id; /* NULL: there is no such customer */
	int64_t number;
	const char *name, *status, *party, *customer_class;
	const char *department_id;		 /* that keeps its record, or NULL */
	const char *responsible_employee_id;	 /* or NULL */
	const char *responsible_department_id; /* of that employee, or NULL */
};

/* The caller, by the token's sub; id NULL for who is not in the directory (a service, an auditor). */
MAY_FAIL directory_caller(struct request *req, struct person *person);
/* An employee; id NULL where there is none. */
MAY_FAIL directory_person(struct request *req, const char *id, struct person *person);
/* Those above an employee, from the direct superior upward; none for NULL. */
MAY_FAIL directory_superiors(
    struct request *req, const char *employee_id, const struct person **superiors, size_t *count);
/* A customer; for one that was merged, who it lives on in. */
MAY_FAIL directory_customer(struct request *req, const char *id, struct known_customer *customer);

/* Is the employee among the superiors? NULL is nobody's. */
bool person_among(const char *employee_id, const struct person *persons, size_t count);

/*
 * Handlers of the events of customers that keep the copy. A service with more
 * to do at one of them calls it in its own handler.
 */
MAY_FAIL directory_department_told(struct request *req, const struct event *event);
MAY_FAIL directory_employee_told(struct request *req, const struct event *event);
MAY_FAIL directory_customer_told(struct request *req, const struct event *event);
MAY_FAIL directory_owner_changed(struct request *req, const struct event *event);
MAY_FAIL directory_reclassified(struct request *req, const struct event *event);
MAY_FAIL directory_merged(struct request *req, const struct event *event);
MAY_FAIL directory_blacklisted(struct request *req, const struct event *event);
MAY_FAIL directory_unblacklisted(struct request *req, const struct event *event);
MAY_FAIL directory_admitted(struct request *req, const struct event *event);
MAY_FAIL directory_admission_held(struct request *req, const struct event *event);
MAY_FAIL directory_admission_ended(struct request *req, const struct event *event);

/* The subscriptions that every service with a directory has: of staff, where no service does more. */
#define DIRECTORY_OF_STAFF                                                                         \
	{ "customers", "department.created", directory_department_told },                          \
	    { "customers", "department.updated", directory_department_told },                      \
	    { "customers", "employee.created", directory_employee_told },                          \
	{                                                                                          \
		"customers", "employee.updated", directory_employee_told                           \
	}

#endif
