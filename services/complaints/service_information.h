/* Main information reaches the customer and the people inside (R6.22). */
#ifndef COMPLAINTS_SERVICE_INFORMATION_H
#define COMPLAINTS_SERVICE_INFORMATION_H

#include "complaints/enums.h"
#include "service.h"

struct information {
	const char *subject, *subject_id; /* "service_request", "complaint", "fault" */
	enum information_kind kind;
	const char *text;		 /* inside: may hold what is internal */
	const char *customer_text;	 /* NULL: the customer is not told */
	/* Whom the customer's goes to; all NULL: nobody. */
	const char *customer_id, *phone, *email, *chat_tool, *chat_account;
	const char *people[4]; /* employees told, NULL among them is nobody; nobody is told twice */
	const char *role;      /* all who hold it, or NULL */
	const char *department_id; /* all of it, or NULL */
};

MAY_FAIL inform(struct request *req, const struct information *information);

struct service_request;
/*
 * To the customer, the owner, the first responder and customer service: a step of a request. detail
 * is for the customer too, or NULL.
 */
MAY_FAIL inform_of_step(struct request *req, const struct service_request *r,
    enum information_kind kind, const char *detail);

struct complaint;
/*
 * To the complainant, handler, officer, who received it, and customer service of its unit (of a law
 * firm: its officers). Once it is registered.
 */
MAY_FAIL inform_of_complaint(
    struct request *req, const struct complaint *c, enum information_kind kind);

struct major_fault;
/* To the customer (customer_text NULL: not), the manager in charge, the reporter and customer
 * service. */
MAY_FAIL inform_of_fault(struct request *req, const struct major_fault *f,
    enum information_kind kind, const char *notice, const char *customer_text);

/*
 * R6.30: what a customer is told outside the stored window needs a reason. *outside: it was.
 * customer_id NULL: no window is known.
 */
MAY_FAIL contact_in_window(
    struct request *req, const char *customer_id, instant at, const char *reason, bool *outside);

/* R6.30: an expectation was not met; once for each source. */
MAY_FAIL expectation_gap_open(struct request *req, enum gap_source source, const char *source_id,
    const char *customer_id, const char *request_id, const char *statement, const char **id);

/* R6.23: an activity that another record is; once for each record. */
MAY_FAIL
activity_done(struct request *req, enum service_activity_subclass subclass, const char *subject,
    const char *subject_id, const char *customer_id, const char *employee_id, instant acted_at);

#endif
