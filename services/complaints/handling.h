/* What opinion, investigation, meeting and decision have in common. */
#ifndef COMPLAINTS_HANDLING_H
#define COMPLAINTS_HANDLING_H

#include "complaint.h"
#include "rules_investigation.h"

/* 403 FORBIDDEN_ROLE by the rule, but for investigators and, where he may investigate, the handler
 * (R10.9, R12.14). */
MAY_FAIL
handling_investigates(struct request *req, const struct complaint *c, const struct rule *rule);
/* 409 INVALID_STATE, but while it is investigated, or findings must be made again. */
MAY_FAIL handling_open(struct request *req, const struct complaint *c, const struct rule *rule);

/* The opinion that stands in the round; NULL: there is none. */
MAY_FAIL
handling_opinion(struct request *req, const struct complaint *c, const char **id);

/* R10.6: 409 OPINION_NEEDED where the profile wants one and none counts in this round. */
MAY_FAIL handling_opinion_given(struct request *req, const struct complaint *c);

/* One of the sides of a complaint. */
struct side_of {
	const char *respondent_id; /* NULL: the complainant */
	const char *person_id;	   /* who speaks for a respondent; NULL: no employee */
	const char *supervisor_id;
};
/* The sides, and the days of attempts that stand for a statement; the rest is the caller's. */
MAY_FAIL handling_sides(struct request *req, const struct complaint *c, struct investigation *i,
    struct side_of **sides);
/* The side that a respondent_id names (NULL: the complainant); 400 at /respondent_id. */
MAY_FAIL handling_side(struct request *req, const struct investigation *i,
    const struct side_of *sides, const char *respondent_id, size_t *side);

/* Those who met on a complaint are of its unit (400 at /participants), and not recused (R10.5). */
MAY_FAIL meeting_of(struct request *req, const struct complaint *c, const char *participants);

/* The timer "forwarding_unacknowledged": whom the file was forwarded to is reminded (R10.4). */
MAY_FAIL forwarding_unacknowledged(struct request *req, const char *id);
/* The timer "assistance_overdue": a request to assist was not answered in time (R12.3). */
MAY_FAIL assistance_overdue(struct request *req, const char *id);

#endif
