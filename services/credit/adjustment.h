/* Adjustments of grade, limit and term (R3.19), for what proposes, checks and executes them. */
#ifndef CREDIT_ADJUSTMENT_H
#define CREDIT_ADJUSTMENT_H

#include "profile.h"
#include "rules_adjustment.h"

/* An adjustment, locked behind its customer. */
struct adjustment {
	const char *id;
	struct profile profile; /* the customer's, as it is now */
	enum adjustment_state state;
	enum adjustment_kind kind;
	enum grade to_grade;
	struct credit_line to;
	const char *conditions, *waived_condition_ids; /* JSON lists, or NULL */
	const struct scrutiny *scrutiny;	       /* what finance answered, or NULL */
	bool incident_basis; /* rests on an emergency report or a bill incident */
	const char *created_by, *submitted_by, *scrutinised_by;
	int64_t approval_step;
	date submitted_on; /* today, before it was */
	date ack_due_on;
	bool acted; /* the caller has decided a step of it */
};

/* 404 for an unknown one. */
MAY_FAIL adjustment_begin(struct request *req, const char *id, struct adjustment *a);

/* A draft; place: of the proposal in the body, "" or "/adjustment". */
struct adjustment_proposal {
	const char *place;
	enum adjustment_kind kind; /* 0: as it follows from the rest */
	enum grade to_grade;
	struct credit_line to;
	const char *conditions, *waived_condition_ids, *scrutiny; /* JSON, or NULL */
	const char *verification_id, *report_id, *emergency_report_id, *bill_incident_id;
	const char *reason;
};
MAY_FAIL adjustment_propose(struct request *req, const struct profile *profile,
    const struct adjustment_proposal *proposal, const char **id);

/*
 * Everything that stands in the way of it today (R3.6 to R3.11): asked when it is submitted, and
 * again before it takes effect. The decisions are kept.
 */
MAY_FAIL adjustment_check(struct request *req, const struct adjustment *a);

/* It takes effect, all at once: its profile changes, too. */
MAY_FAIL adjustment_execute(struct request *req, struct adjustment *a);

MAY_FAIL adjustment_reply(struct request *req, const char *id);

#endif
