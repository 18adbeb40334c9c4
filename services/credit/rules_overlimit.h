/* R3.17: how far up it goes to exceed a limit, and when it cannot be. Pure. */
#ifndef CREDIT_RULES_OVERLIMIT_H
#define CREDIT_RULES_OVERLIMIT_H

#include "credit/enums.h"
#include "decision.h"

/* By the figures of one moment. */
struct overlimit_facts {
	enum grade grade;
	enum trading_status trading_status;
	bool blacklisted;
	int64_t amount_fen; /* of the order */
	int64_t
	    requested_fen; /* what the request is for, and a grant would be; 0: it is being made */
	int64_t limit_fen, available_fen, exposure_fen;
	int64_t grade_cap_fen;		      /* the most that the grade allows as a limit */
	int64_t tier1_percent, tier2_percent; /* credit.overlimit.… */
};

/* What the limit does not cover of the order; not more than 0: nothing. */
int64_t overlimit_excess(const struct overlimit_facts *facts);

/*
 * How many decide: 1 the sales manager, 2 the marketing director as well, 3 the
 * president as well. By what is granted, or by what would be needed now, whichever is more.
 */
int64_t overlimit_tier(const struct overlimit_facts *facts);

/*
 * May there be a grant at all? 422 GRADE_NO_CREDIT (R3.11), SUPPLY_STOPPED. Asked
 * when it is requested, and at each approval.
 */
struct decision overlimit_allowed(const struct overlimit_facts *facts);

/* The request itself: as above, and 422 NOT_OVER_LIMIT. Outcome REQUESTED. */
struct decision overlimit_request(const struct overlimit_facts *facts);

/* The values that the tier was found by. */
void overlimit_used_parameters(struct decision *d, const struct overlimit_facts *facts);

#endif
