/* What customer service proposes in thirty minutes, and what is reported upward (R12.17, R12.19).
 */
#ifndef COMPLAINTS_ESCALATION_H
#define COMPLAINTS_ESCALATION_H

#include "complaint.h"

/* For customer service of its unit, and for who organises or handles it: 404, 403 RECUSED, 403
 * FORBIDDEN_ROLE by the rule. */
MAY_FAIL complaint_lock_service(
    struct request *req, const char *id, struct complaint *c, const struct rule *rule);

/* The first above somebody who is at work and not recused; NULL: nobody. */
MAY_FAIL escalation_above(
    struct request *req, const struct complaint *c, const char *employee_id, const char **id);
/*
 * The first above somebody who may act in the complaint; where nobody stands above, the general
 * manager of its unit; NULL: nobody.
 */
MAY_FAIL escalation_addressee(struct request *req, const struct complaint *c,
    const char *employee_id, const char **addressee_id);

/* Reports upward, and asks the complainant for patience in the same act. responsible_id may be
 * NULL. */
MAY_FAIL escalation_open(struct request *req, const struct complaint *c,
    enum escalation_cause cause, const char *reason, const char *responsible_id, const char **id);

/* At the receipt: the thirty minutes begin, where the profile has them. */
MAY_FAIL proposal_clock_start(struct request *req, const struct complaint *c);

/* The timer "proposal_deadline": nothing was proposed in time. */
MAY_FAIL proposal_deadline_passed(struct request *req, const char *complaint_id);
/* The timer "escalation_unacknowledged": the next one above is told. */
MAY_FAIL escalation_unacknowledged(struct request *req, const char *id);

#endif
