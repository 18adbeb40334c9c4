/* Receiving a complaint: by a caller, or by what another service told. */
#ifndef COMPLAINTS_COMPLAINT_INTAKE_H
#define COMPLAINTS_COMPLAINT_INTAKE_H

#include "complaint.h"
#include "rules_intake.h"

/* The form of a complaint that stands, for the rules of registration. */
MAY_FAIL intake_of(struct request *req, const struct complaint *c, struct intake *intake);

/* The complaint, as far as the caller sees it: its number and state, or the whole (R10.15). */
MAY_FAIL complaint_reply_seen(struct request *req, const struct complaint *c);

/* Who is complained about: one of these at least. */
struct respondent_new {
	const char *employee_id, *department_id;
	const char *name;			    /* who is no employee */
	const char *customer_id, *credit_code;	    /* an organisation: as a customer, by its code */
	const char *reason;			    /* or NULL */
};

/* Lists somebody who is complained about; who is recused by it loses his functions (R10.5). */
MAY_FAIL respondent_add(struct request *req, const struct complaint *c,
    const struct respondent_new *new, const char **id);

/* After somebody came to be recused: his functions end, and what he wrote is made again (R10.5). */
MAY_FAIL complaint_recuse(struct request *req, const struct complaint *c);

/* Tells once a round that its days are over without a reply, and keeps it (R10.3). */
MAY_FAIL complaint_tell_overdue(struct request *req, struct complaint *c);
/* The timer "complaint_overdue". */
MAY_FAIL complaint_days_over(struct request *req, const char *id);

/* How many days a round has, by the policy of the profile at the receipt (R10.3). */
MAY_FAIL complaint_overdue_days(struct request *req, const struct complaint *c, int64_t *days);
/* The last of the three days of the round; the timer comes when it is over (R10.3). */
MAY_FAIL complaint_watch_days(struct request *req, const struct complaint *c);

#endif
