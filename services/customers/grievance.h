/* Grievances, for the handlers, timers and events that move them (R1.30-R1.32). */
#ifndef CUSTOMERS_GRIEVANCE_H
#define CUSTOMERS_GRIEVANCE_H

#include "parameter.h"
#include "person.h"
#include "rules_grievance.h"

struct grievance {
	const char *id, *customer_id, *manager_id, *complaint_id;
	enum grievance_source source;
	instant known_at;
	date overdue_on; /* NO_DATE: never */
	bool concerned;	 /* the caller is its manager, involved, or recorded the resolution */
	struct grievance_facts facts;
	const struct parameters *parameters; /* of the day on which it became known */
};

/* Locked behind its customer, and judged: what has run out by now is overdue. */
MAY_FAIL grievance_begin(struct request *req, const char *id, struct grievance *g);
/* The same of the one that a complaint belongs to; id NULL: none yet. */
MAY_FAIL grievance_begin_of(struct request *req, const char *complaint_id, struct grievance *g);

/* A new one, of a customer whose row is locked: recorded, fined, watched. */
struct new_grievance {
	const char *customer_id, *cause, *text;
	enum grievance_source source;
	instant known_at;
	const char *involved; /* a JSON list of employees */
	const char *complaint_id;
	const struct actor *by; /* NULL: the complaints service */
};
MAY_FAIL grievance_open(struct request *req, const struct new_grievance *n, const char **id);

/* All fines that are due for it now, each once (R1.31, R1.32); on: when they arose. */
MAY_FAIL grievance_impose(struct request *req, const struct grievance *g, date on);
/* Its days have run out: overdue, with fines C. g as it is afterwards. */
MAY_FAIL grievance_run_out(struct request *req, struct grievance *g);

/* The customer has got its new employee: TRANSFERRED. */
MAY_FAIL grievance_transferred(struct request *req, const char *id, const struct person *to);

MAY_FAIL grievance_reply(struct request *req, const char *id);

/* Timer grievance_overdue: 00:00 after the last day. */
MAY_FAIL grievance_overdue(struct request *req, const char *id);

/* Events of the complaints service. */
MAY_FAIL complaint_registered(struct request *req, const struct event *event);
MAY_FAIL complaint_settled(struct request *req, const struct event *event);
MAY_FAIL complaint_overdue(struct request *req, const struct event *event);
MAY_FAIL complaint_reopened(struct request *req, const struct event *event);

#endif
