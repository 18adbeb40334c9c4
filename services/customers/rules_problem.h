/* R7.25: a VIP with problems is demoted within days. */
#ifndef CUSTOMERS_RULES_PROBLEM_H
#define CUSTOMERS_RULES_PROBLEM_H

#include "customers/enums.h"
#include "rules_relation.h"

/*
 * 422 TIME_IN_FUTURE; 403 for another department's customer. Outcome DEMOTION_DUE for a VIP,
 * else RECORDED.
 */
struct problem_report {
	enum tier tier; /* 0: none */
	const char *department_id;
	date established_on;
	int64_t demotion_days; /* tier.demotion_days */
};
struct decision
problem_record(const struct problem_report *report, const struct actor *by, date today);

/* The last instant for the demotion, of the problem established first; and when it is overdue. */
instant demotion_due(date established_on, int64_t demotion_days);

struct demotion_facts {
	enum relation_state state;
	enum tier from, to;
	const char *department_id;
	int64_t open_problems;
	date established_on;   /* of the first open one */
	bool review_completed; /* a stage review, made since */
	/* Both asked only for PREFERRED: R7.20, this_problem excepted, and R7.21. */
	const struct decision *criteria;
	const struct decision *quota;
	int64_t demotion_days; /* tier.demotion_days */
};

/*
 * The demotion for a problem: 403 FORBIDDEN_ROLE (also the division before it
 * is overdue); 409 INVALID_STATE; 422 DEMOTION_REQUIRED, REVIEW_MISSING,
 * TIER_QUOTA_EXCEEDED, CRITERION_NOT_MET. Outcome IN_TIME or OVERDUE. One
 * demotion closes all open problems.
 */
struct decision
demotion_decide(const struct demotion_facts *facts, const struct actor *by, instant now);

/*
 * Annulling an unfounded problem, or a default record of our own fault (R7.19): the manager
 * asks, the division consents; two persons.
 */
struct annulment {
	bool annulled;
	const char *asked_by; /* the department manager; NULL: nobody yet */
	const char *reason;
};
struct decision annulment_ask(const struct annulment *annulment, const struct actor *by);
struct decision annulment_consent(const struct annulment *annulment, const struct actor *by);
/* The division's answer: annulment_consent(), or REFUSED, with an opinion (400). */
struct decision annulment_decide(
    const struct annulment *annulment, const struct actor *by, bool consents, const char *opinion);

/*
 * A problem of a customer that is no VIP is over: 409 INVALID_STATE; 422
 * DEMOTION_REQUIRED for a VIP. Outcome RESOLVED.
 */
struct decision problem_resolve(enum problem_state state, enum tier tier);

#endif
