/* Instructions of superiors (R3.30), and what they are about. */
#ifndef CREDIT_INSTRUCTION_H
#define CREDIT_INSTRUCTION_H

#include "emergency.h"

/* An emergency report, or a bill incident with its report: what is done about it rests on it. */
struct ground {
	const char *emergency_report_id, *bill_incident_id; /* at least one; else NULL */
	const char *receivable_id;			    /* of the incident, or NULL */
	bool reporter;					    /* the caller reported it */
	bool superior; /* the caller is above the salesperson, now or when it was reported (C18) */
	bool closed;
	bool deteriorated; /* measures may be ordered (R3.31) */
	bool grave;	   /* supply may be stopped (R3.37) */
};

struct ground ground_of_report(const struct emergency *e);
/* Of a customer whose profile is locked; 422 REPORT_MISSING for what is not its. */
MAY_FAIL ground_of(struct request *req, const char *emergency_report_id,
    const char *bill_incident_id, const struct rule *rule, const struct profile *profile,
    const struct standing *standing, struct ground *ground);

struct ordered_measure {
	enum countermeasure_type type;
	const int64_t *figure_fen; /* NULL: none */
};

struct instruction_new {
	const struct profile *profile; /* locked */
	const struct standing *standing;
	const struct ground *ground;
	const struct ordered_measure *measures;
	size_t count;
	const char *measures_json; /* the same, as it is kept; NULL: none */
	bool none;
	const char *ruling; /* or NULL */
	const char *text;
};

/* Keeps what the caller has been found to be allowed to order: the report is INSTRUCTED. */
MAY_FAIL instruction_keep(struct request *req, const struct instruction_new *n, const char *id);

/*
 * Gives an instruction, all refusals of R3.30 made: 400 of an empty one, 403, 409,
 * NOT_DETERIORATED.
 */
MAY_FAIL instruction_give(struct request *req, const struct instruction_new *n, const char **id);
MAY_FAIL instruction_reply(struct request *req, const char *id);

#endif
