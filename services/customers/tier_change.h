/* A change of a tier on its way: what its decisions, of whatever cause, have in common. */
#ifndef CUSTOMERS_TIER_CHANGE_H
#define CUSTOMERS_TIER_CHANGE_H

#include "grading.h"

struct change {
	const char *id;
	struct relation relation;
	struct stage stage;
	struct actor by;
	enum tier_change_cause cause;
	enum tier to;
	const char *proposed_by;   /* NULL: nobody, it is decided at once */
	const char *evaluation_id; /* NULL: the stage review's, or the latest */
	const char *opinion;
	struct decision criteria, quota; /* of the tier it leads to */
};

/* Loads where the customer stands, and judges the tier aimed at; from here on the department is
 * locked. */
MAY_FAIL tier_change_judge(struct request *req, struct change *c);
/* Keeps what was judged on the way to the decision, and the decision last: it is the one shown. */
MAY_FAIL tier_change_keep(struct request *req, const struct change *c, const struct decision *d);
/* late: of a demotion for a problem; NULL: of others. */
MAY_FAIL tier_change_carry_out(struct request *req, const struct change *c, const bool *late);
MAY_FAIL tier_change_reply(struct request *req, const char *id);

#endif
