/*
 * Clocks that run against somebody, for complaints, requests, orders and faults alike: started
 * with what is due, paused and resumed, ended by the act. A timer marks those that passed;
 * a late act is stored as such, never refused for it (C2, C12).
 */
#ifndef COMPLAINTS_DEADLINE_H
#define COMPLAINTS_DEADLINE_H

#include "service.h"

struct deadline_new {
	const char *subject, *subject_id; /* "complaint" … and whose it is */
	const char *object_id;		  /* of one thing there, or NULL */
	const char *kind;		  /* "ARRANGEMENT_NOTICE" */
	const struct rule *rule;
	instant started_at; /* 0: now */
	instant due_at;	    /* the last instant in time; NO_INSTANT: it only measures */
	bool working_days;  /* due_at was counted in working days */
};

/* The end of the day n working days after the day of at (C3); 500 CALENDAR_MISSING beyond the data.
 */
MAY_FAIL deadline_working_days(struct request *req, instant at, int64_t n, instant *due_at);
/* The same, as the date. */
MAY_FAIL deadline_working_date(struct request *req, date on, int64_t n, date *due_on);

/* Starts a clock; one of this kind and object that runs is replaced (CANCELLED). */
MAY_FAIL deadline_start(struct request *req, const struct deadline_new *deadline);
/* The act was done now: MET, or MISSED when it came too late; *late (may be NULL) says so. No
 * clock: in time. */
MAY_FAIL deadline_done(struct request *req, const char *subject_id, const char *kind,
    const char *object_id, bool *late);
/* The same of an act that was done at a time before. */
MAY_FAIL deadline_done_at(struct request *req, const char *subject_id, const char *kind,
    const char *object_id, instant at, bool *late);
/* What was not done is not needed any more; kind NULL: all that are open. */
MAY_FAIL deadline_cancel(
    struct request *req, const char *subject_id, const char *kind, const char *object_id);
/* Stands still, and goes on: what stood is added to due_at. */
MAY_FAIL deadline_pause(struct request *req, const char *subject_id, const char *kind, instant at);
MAY_FAIL deadline_resume(struct request *req, const char *subject_id, const char *kind, instant at);

/* The timer "deadline": marks a clock that is still running as OVERDUE. */
MAY_FAIL deadline_passed(struct request *req, const char *id);

#endif
