/* What implementation, reply, satisfaction, dissatisfaction and closing have in common. */
#ifndef COMPLAINTS_OUTCOME_H
#define COMPLAINTS_OUTCOME_H

#include "complaint.h"

/* T9 to T11: who was named to implement it, or organises it and did not decide it (R10.12). */
bool implements(const struct complaint *c);
/* 403 FORBIDDEN_ROLE by the rule, but for who implements it. */
MAY_FAIL
outcome_implements(struct request *req, const struct complaint *c, const struct rule *rule);
/* Starts a clock of n working days, from now or since. */
MAY_FAIL outcome_clock(struct request *req, const struct complaint *c, const char *kind,
    const char *object_id, const struct rule *rule, instant since, const struct parameter *days);

/* The party named stands in the complaint: 400 at /respondent_id. */
MAY_FAIL outcome_party(
    struct request *req, const struct complaint *c, const char *party, const char *respondent_id);

/* The clocks of the measures of the round that are open (R10.12): each runs, or is not needed. */
MAY_FAIL measures_start(struct request *req, const struct complaint *c);
MAY_FAIL measures_stop(struct request *req, const struct complaint *c);

/* R10.19: states a dissatisfaction of the present round, and starts its clock. */
struct dissatisfaction_new {
	const char *party, *respondent_id;
	const char *text;
	bool new_facts;
};
MAY_FAIL dissatisfaction_state(struct request *req, const struct complaint *c,
    const struct dissatisfaction_new *new, const char **id);

/* T13: a new round (R10.19). */
MAY_FAIL complaint_reopen(struct request *req, struct complaint *c, const char *reason);

/* R1.30 to R1.33: what customers tell of the grievance of a complaint. */
MAY_FAIL grievance_was_fined(struct request *req, const struct event *event);
MAY_FAIL grievance_was_transferred(struct request *req, const struct event *event);

#endif
