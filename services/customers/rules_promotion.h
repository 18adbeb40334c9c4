/* R7.25, R7.28: demotion and promotion after a stage review. */
#ifndef CUSTOMERS_RULES_PROMOTION_H
#define CUSTOMERS_RULES_PROMOTION_H

#include "customers/enums.h"
#include "rules_relation.h"

/* The relation's latest completed stage review; the handler takes it by completed_at. */
struct promotion_facts {
	enum relation_state state;
	enum tier from, to;
	const char *department_id;
	bool reviewed; /* there is one */
	enum review_result result;
	enum tier target_tier;
	bool used; /* a change of tier was made on it */
	int64_t open_problems;
	const struct decision *criteria; /* of the tier aimed at, R7.18-R7.20 */
	const struct decision *quota;	 /* R7.21 */
};

/*
 * 403 FORBIDDEN_ROLE; 409 INVALID_STATE, REVIEW_USED; 422 REVIEW_MISSING,
 * PROBLEM_OPEN, or what the criteria and the quota refuse. Outcome: the tier.
 */
struct decision promotion_decide(const struct promotion_facts *facts, const struct actor *by);

/*
 * R7.25: a tier may be lowered at any stage review that proposes it: 403
 * FORBIDDEN_ROLE; 409 INVALID_STATE, REVIEW_USED; 422 REVIEW_MISSING, or what criteria and quota
 * of PREFERRED refuse. Outcome: the tier.
 */
struct decision stage_demotion_decide(const struct promotion_facts *facts, const struct actor *by);

#endif
