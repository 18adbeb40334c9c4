/* Complaints that come from elsewhere: a visit, the sales floor, a service research, a request
 * (R10.3). */
#ifndef COMPLAINTS_COMPLAINT_SOURCE_H
#define COMPLAINTS_COMPLAINT_SOURCE_H

#include "complaint.h"

struct complaint_opening {
	enum complaint_source source;
	const char *source_id;	    /* what it came from: one complaint of each */
	const char *department_id;  /* the one concerned, or NULL */
	const char *customer_id;    /* or NULL */
	const char *complainant_name, *complainant_phone; /* as they were said, or NULL */
	const char *received_by_id; /* the employee who heard of it, or NULL */
	const char *respondent_id;  /* the employee complained about, or NULL */
	const char *object, *course;
	enum complaint_kind kind;
	instant received_at;
};

/*
 * Received, by channel OTHER, in the unit of the department concerned, else in the first that
 * serves customers; 422 UNKNOWN_DEPARTMENT where no unit receives complaints. What came before from
 * the same source is found, not made again.
 */
MAY_FAIL
complaint_open(struct request *req, const struct complaint_opening *opening, const char **id);

MAY_FAIL complaint_noted_on_visit(struct request *req, const struct event *event);
MAY_FAIL complaint_raised_on_floor(struct request *req, const struct event *event);

#endif
