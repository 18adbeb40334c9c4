/* R7.5-R7.7: plans, coordination, feedback, notices, activities and key-customer plans. */
#ifndef CUSTOMERS_RULES_PLAN_H
#define CUSTOMERS_RULES_PLAN_H

#include "customers/enums.h"
#include "rules_eligibility.h"

struct plan_facts {
	const char *department_id;
	bool year_has_plan; /* then a new version of that one, not a second plan */
	int64_t vip_hundredths, preferred_hundredths; /* target shares in 0.01 %: 1501 is 15.01 % */
	int64_t vip_percent,
	    preferred_percent; /* tier.VIP.max_percent, tier.PREFERRED.max_percent */
};

/* R7.5: 403; 409 PLAN_EXISTS; 422 TARGET_ABOVE_QUOTA with the tiers. Outcome PLANNED. */
struct decision plan_decide(const struct plan_facts *plan, const struct actor *by);

/* R7.5: 403 for a department; 400 without reason or departments. Outcome COORDINATED. */
struct coordination {
	const char *const *departments; /* whom it binds; ends with NULL */
	const char *chosen;		/* who develops the customer */
	const char *reason;
};
struct decision
coordination_decide(const struct coordination *coordination, const struct actor *by);

/*
 * R7.6: 403 for a department; 400 DECLINED without reason; 422 STANDARD_MISSING; 409 answered
 * already. Outcome: the answer.
 */
struct answer {
	enum feedback_answer answered; /* 0: not yet */
	enum feedback_answer answer;
	const char *reason, *standard_version;
};
struct decision feedback_answer_decide(const struct answer *answer, const struct actor *by);
instant feedback_due(instant filed_at, int64_t answer_days); /* feedback.answer_days */
instant notice_due(instant sent_at, int64_t ack_days);	     /* notice.ack_days */

/* R7.7: 403; 409 ANNUAL_EXISTS; 422 CUSTOMER_BLACKLISTED. Outcome PLANNED. */
struct activity_facts {
	enum activity_type type;
	bool year_has_annual; /* another ANNUAL_THANKS in the calendar year of its date */
};
struct decision activity_decide(const struct activity_facts *activity, const struct actor *by);
/*
 * An invitation by a department (NULL: the division): only that department's list and the
 * company's count.
 */
struct decision invitation_decide(bool company_listed, bool inviting_department_listed);

/* R7.7: valid only with both signatures, two persons. */
struct key_plan {
	enum tier tier;
	const char *const *key_tiers; /* activity.key_customer_tiers; ends with NULL */
	const char *department_id;
	const char *signed_by_division, *signed_by_department; /* NULL: not yet */
};
/* 422 NOT_KEY_CUSTOMER. Outcome PROPOSED. */
struct decision key_plan_propose(const struct key_plan *plan);
/*
 * 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 409 signed already. Outcome PROPOSED, or VALID
 * with the second signature.
 */
struct decision
key_plan_sign(const struct key_plan *plan, const struct actor *by, bool for_division);

#endif
