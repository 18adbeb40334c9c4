/*
 * What is sent to complainant and respondents (R10.14): nothing is promised before the decision,
 * and after it nothing but its measures, by who implements it.
 */
#ifndef COMPLAINTS_MESSAGE_H
#define COMPLAINTS_MESSAGE_H

#include "complaint.h"

struct message_new {
	enum message_type type;
	enum message_party party;
	const char *respondent_id; /* of a RESPONDENT */
	const char *channel;	   /* a MessageChannel; NULL: the one it came by, or how to reach him */
	const char *text;
	const int64_t *amount_fen; /* or NULL */
	const char *discount;	   /* or NULL */
	date remedy_promised_on;   /* NO_DATE: none */
	bool contains_commitment;
	const char *measure_id; /* the measure of the decision it repeats, or NULL */
	const char *next_step;	/* of an ARRANGEMENT */
	date expected_on;	/* of an ARRANGEMENT, NO_DATE elsewhere */
};

/*
 * Sends it, or keeps it as NOT_DELIVERABLE where an anonymous complainant left no way to be reached.
 * By the caller of c, or (no caller) by the service itself. 409 COMMITMENT_BEFORE_DECISION, 422
 * COMMITMENT_NOT_IN_DECISION, 422 ARRANGEMENT_MISSING, 403 INVESTIGATOR_MAY_NOT_COMMIT.
 */
MAY_FAIL message_send(
    struct request *req, const struct complaint *c, const struct message_new *new, const char **id);

/* The same by the service itself, as a timer does it: a notice to the complainant. */
MAY_FAIL message_wait_notice(struct request *req, const struct complaint *c, const char *text);

/* R10.10: handler or expected date changed (or it was received at): the outside party must be told
 * again. */
MAY_FAIL arrangement_due(struct request *req, const struct complaint *c, instant since);

/* R12.18: a notice to wait comes when the complainant has heard nothing for the interval. */
MAY_FAIL wait_notice_due(struct request *req, const struct complaint *c);
MAY_FAIL wait_notice_comes(struct request *req, const char *complaint_id);

/* T7, T8: the clocks that begin with the decision (R10.12, R12.18). */
MAY_FAIL outcome_decided(struct request *req, const struct complaint *c);

#endif
