/* Service requests (3.2) as their handlers, and those who open one, see them. */
#ifndef COMPLAINTS_SERVICE_REQUEST_H
#define COMPLAINTS_SERVICE_REQUEST_H

#include "complaints/enums.h"
#include "directory.h"
#include "parameter.h"
#include "rules_tier.h"
#include "service.h"

/* A request that comes from elsewhere: a visit, an inspection, the watch on holidays, a survey. */
struct service_request_new {
	enum service_request_source source;
	const char *source_id;	  /* one request of each */
	const char *customer_id;  /* or NULL */
	const char *category;	  /* NULL: to be said before it is transferred */
	const char *service_type; /* NULL: the category's */
	const char *description;
	const char *first_responder_id; /* an employee */
	instant received_at;		/* NO_INSTANT: now */
	bool onsite_needed;
};

/*
 * Recorded, by channel VISIT; 422 UNKNOWN_CATEGORY, FIRST_RESPONDER_NOT_EMPLOYEE. What came before
 * from the same source is found, not made again.
 */
MAY_FAIL service_request_open(
    struct request *req, const struct service_request_new *opening, const char **id);

struct service_request {
	const char *id;
	int64_t version, number;
	enum service_request_state state;
	enum service_request_source source;
	enum service_channel channel;
	instant received_at, recorded_at, contact_ended_at, accepted_at, onsite_requested_at,
	    hotline_failed_at, remote_failed_at, resolved_at,
	    forwarded_at;						  /* NO_INSTANT: not yet */
	const char *customer_id, *caller_name, *caller_phone, *category,
	    *service_type; /* or NULL */
	const char *first_responder_id, *owner_id, *accepted_by_id, *engineer_id;
	const char *complaint_id;
	bool in_scope, completable_at_once, major, onsite_needed, wco_owed;
	int64_t cross_department_transfers, repeat_contacts;

	struct person caller; /* id NULL: not in the directory */
};

/* Locks a request for an act; 403 for who is not of the staff. */
MAY_FAIL service_request_lock(struct request *req, const char *id, struct service_request *r);
/* By the service itself (a timer, an event). */
MAY_FAIL
service_request_lock_itself(struct request *req, const char *id, struct service_request *r);
/* Of a list below a request: 404 for an unknown one. */
MAY_FAIL service_request_exists(struct request *req, const char *id);
MAY_FAIL service_request_reply(struct request *req, const char *id);

/* 409 INVALID_STATE by the rule where it is resolved, closed or (unless pending) in transfer. */
MAY_FAIL service_request_is_open(
    struct request *req, const struct service_request *r, const struct rule *rule);
/* 403 FORBIDDEN_ROLE by the rule, but for the owner. */
MAY_FAIL service_request_is_owners(
    struct request *req, const struct service_request *r, const struct rule *rule);
/* Is the caller this person? */
bool is_caller(const struct service_request *r, const char *employee_id);
bool is_of_tech_service(const struct request *req);
bool is_of_customer_service(const struct request *req);

/* How far its tiers are, for the rules. */
struct tiers tiers_of(const struct request *req, const struct service_request *r);

/* Starts a clock of the request: from since on. */
MAY_FAIL
service_request_clock(struct request *req, const struct service_request *r, const char *kind,
    const char *object_id, const struct rule *rule, instant since, struct period within);
/*
 * What is owed by the scope (to hand over and tell; to ask for a visit) runs, and nothing else;
 * before: as it was, NULL of a new one.
 */
MAY_FAIL service_request_scope_clocks(
    struct request *req, const struct service_request *before, const struct service_request *r);
MAY_FAIL service_request_parameters(
    struct request *req, const struct service_request *r, const struct parameters **parameters);

/* service_request.recorded, .resolved, .repeat_contact, .major_reported */
MAY_FAIL service_request_event(
    struct request *req, const struct service_request *r, const char *type, bool late);

/* An employee who is at work; 400 at the pointer. */
MAY_FAIL colleague(struct request *req, const char *id, const char *pointer, struct person *person);

/* A customer, by the id it lives on with; 400 at /customer_id. NULL stays NULL. */
MAY_FAIL customer_known(struct request *req, const char *id, const char **customer_id);

/* The customer had to ask again (R6.11): counted and told. */
MAY_FAIL service_request_repeated(
    struct request *req, struct service_request *r, enum service_channel channel, const char *note);
/* It is a major matter (R6.8): told to the general manager. */
MAY_FAIL service_request_is_major(
    struct request *req, struct service_request *r, const char *reason, instant known_at);
/* Told to a department that may execute it (R6.11). */
MAY_FAIL
service_request_tell(struct request *req, struct service_request *r, const char *department_id);
/* A complaint that the request is (R6.5). */
MAY_FAIL service_request_becomes_complaint(struct request *req, struct service_request *r,
    const char *object, const char *course, const char *respondent_id, const char *department_id);
/* It is solved: by whom, when, how (R6.6). contact_ended_at NO_INSTANT: what is known. */
MAY_FAIL service_request_resolved(struct request *req, struct service_request *r,
    const char *resolution, instant resolved_at, instant contact_ended_at);

/* The timer "transfer_unaccepted" (R6.7). */
MAY_FAIL request_transfer_waits(struct request *req, const char *id);
/* The timer "remote_authorisation_over" (R6.28). */
MAY_FAIL remote_authorisation_over(struct request *req, const char *id);
/* visit.issue_raised, and what a visit noted that is a request (R6.14). */
MAY_FAIL service_request_raised_on_visit(struct request *req, const struct event *event);

#endif
