/* Emergency reports, for those whose acts are one, or follow from one (R3.29). */
#ifndef CREDIT_EMERGENCY_H
#define CREDIT_EMERGENCY_H

#include "standing.h"

struct emergency_new {
	const struct profile *profile; /* locked */
	enum emergency_category category;
	enum emergency_direction direction;
	instant observed_at; /* NO_INSTANT: now */
	const char *description;
	const char *evidence_json;    /* a list of references, or NULL */
	const char *measures_json;    /* suggested: a list of {type, figure_fen}, or NULL */
	enum emergency_source source; /* 0: SALESPERSON or FINANCE, as the reporter is */
	const char *source_id; /* of the visit, the oral report or the bill incident; NULL: none */
	const struct person *reporter; /* in whose name; NULL: the caller's */
};

/*
 * Keeps the report for the direct superior of the responsible salesperson, and tells it at once.
 * Refused like one that the reporter files (R3.29): 403 unless he or she is responsible, or the
 * caller finance; 422 SUPERVISOR_MISSING, TIME_IN_FUTURE.
 */
MAY_FAIL emergency_open(struct request *req, const struct emergency_new *n, const char **id);

/* A report that something is done about. */
struct emergency {
	const char *id, *customer_id;
	const char *bill_incident_id; /* that it is about, or NULL */
	enum emergency_state state;
	enum emergency_category category;
	enum emergency_direction direction;
	bool reporter; /* the caller reported it */
	bool superior; /* the caller is above the salesperson, now or when it was reported (C18) */
};

/* Locked behind its customer's profile. */
MAY_FAIL emergency_begin(struct request *req, const char *id, const struct rule *rule,
    struct profile *profile, struct standing *standing, struct emergency *e);
/* The same of a customer whose profile is locked; 422 REPORT_MISSING where there is none of its. */
MAY_FAIL emergency_of_customer(struct request *req, const char *id, const struct rule *rule,
    const struct profile *profile, const struct standing *standing, struct emergency *e);

/* SM-7: an instruction was given, a measure recorded. What is further on stays there. */
MAY_FAIL emergency_instructed(struct request *req, const char *id);
MAY_FAIL emergency_executing(struct request *req, const char *id);

/* visit.credit_change_noted of the visits service. */
MAY_FAIL emergency_noted_on_visit(struct request *req, const struct event *event);

#endif
