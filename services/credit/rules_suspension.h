/* R3.37, R3.39: who stops the supply, lets it go on, and ends the trade. Pure. */
#ifndef CREDIT_RULES_SUSPENSION_H
#define CREDIT_RULES_SUSPENSION_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

/* Nobody of a lower rank resumes what one of a higher has stopped; 0: may not stop at all. */
enum stop_rank { STOP_RANK_NONE, STOP_RANK_MANAGER, STOP_RANK_DIRECTOR, STOP_RANK_PRESIDENT };

struct stop_roles {
	bool superior; /* above the customer's responsible salesperson */
	bool sales_manager, marketing_director, president;
};
enum stop_rank stop_rank_of(const struct stop_roles *roles);

struct stop_facts {
	enum stop_rank rank;
	bool reported; /* there is a report or an incident of this customer */
	bool reporter; /* of it is who orders */
	bool closed;   /* it is */
	bool
	    grave; /* deteriorated, a trade anomaly that has not turned out well, or about a bill */
	enum trading_status status;
};

/*
 * 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 422 REPORT_MISSING, NOT_DETERIORATED (R3.31);
 * 409 INVALID_STATE of a customer that is not ACTIVE. Outcome SUSPENDED.
 */
struct decision stop_ordering(const struct stop_facts *facts, int64_t review_days);

struct resume_facts {
	enum stop_rank rank, ordered; /* of who resumes, of who stopped */
	bool same_person;
	bool reporter;
	bool ended;	  /* it is over already */
	bool termination; /* a ruling to terminate waits for its notice */
};

/* 403 SEPARATION_OF_DUTIES, FORBIDDEN_ROLE; 409 INVALID_STATE. Outcome ACTIVE. */
struct decision stop_resuming(const struct resume_facts *facts);

struct notice_facts {
	bool responsible, superior;
	bool ruled;   /* the instruction rules TERMINATE, and no later one has ruled otherwise */
	bool noticed; /* the customer was notified before */
	instant ruled_at, now;
	date sent_on;
	enum trading_status status;
};

/*
 * Outcome IN_TIME or LATE: recorded by the end of so many days after the ruling.
 * 403 FORBIDDEN_ROLE; 422 NO_INSTRUCTION, TIME_IN_FUTURE; 409 INVALID_STATE.
 */
struct decision termination_noticing(const struct notice_facts *facts, int64_t notice_days);

#endif
