/* Service requests (3.2) as their handlers, and those who open one, see them. */
#ifndef COMPLAINTS_SERVICE_REQUEST_H
#define COMPLAINTS_SERVICE_REQUEST_H

#include "complaints/enums.h"
#include "directory.h"
#include "service.h"

/* A request that comes from elsewhere: a visit, an inspection, the watch on holidays, a survey. */
struct service_request_new {
	enum service_request_source source;
	const char *source_id;	 /* one request of each */
	const char *customer_id; /* or NULL */
	const char *category;	 /* NULL: to be said before it is transferred */
	const char *service_type; /* NULL: the category's */
	const char *description;
	const char *first_responder_id; /* an employee */
	instant received_at;		/* NO_INSTANT: now */
	bool onsite_needed;
};

/*
 * Recorded, by channel VISIT; 422 UNKNOWN_CATEGORY, FIRST_RESPONDER_NOT_EMPLOYEE. What came before from
 * the same source is found, not made again.
 */
MAY_FAIL service_request_open(
    struct request *req, const struct service_request_new *opening, const char **id);

#endif
