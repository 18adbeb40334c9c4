/* R3.21, R3.22, R3.24: investigations, from the request to the scores (SM-6). */
#ifndef CREDIT_RULES_INVESTIGATION_H
#define CREDIT_RULES_INVESTIGATION_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct investigation_asker {
	bool finance, manager; /* holds the role */
	bool responsible;      /* is the customer's salesperson */
};

/*
 * 403 FORBIDDEN_ROLE but for the responsible salesperson and sales managers, and for finance with
 * a cause of its own.
 */
struct decision
investigation_request(const struct investigation_asker *by, enum investigation_cause cause);
/* 409 INVALID_STATE, 422 CHANNEL_MISSING. distinct: of the channels chosen. */
struct decision
investigation_take_decide(enum investigation_state state, int64_t distinct, int64_t min_channels);
/* 403 FORBIDDEN_ROLE for others than the requester, 409 INVALID_STATE once it is taken. */
struct decision investigation_cancel_decide(enum investigation_state state, bool requester);

struct finding_facts {
	enum investigation_state state;
	enum investigation_channel channel;
	bool finance;	  /* who enters it is of finance, */
	bool responsible; /* or the customer's salesperson */
	date obtained_on, today;
};

/* 403 FORBIDDEN_ROLE, 409 INVALID_STATE, 422 TIME_IN_FUTURE. */
struct decision finding_decide(const struct finding_facts *facts);
/* By finance: 409 INVALID_STATE unless it is under way. */
struct decision investigation_no_result_decide(enum investigation_state state);

/* What was chosen, and what has a finding or the entry that it gave no result. */
struct channels {
	bool chosen[INVESTIGATION_CHANNEL_COUNT], answered[INVESTIGATION_CHANNEL_COUNT];
};

/* 409 INVALID_STATE; 422 CHANNEL_UNANSWERED with the channels. */
struct decision
investigation_complete_decide(enum investigation_state state, const struct channels *channels);

/* The most points there are for a criterion of R3.5. */
int64_t score_maximum(enum score_criterion criterion);

struct score_facts {
	enum investigation_state state;
	bool collected_survey; /* who scores collected a field survey of it */
	int64_t points[SCORE_CRITERION_COUNT];
	int64_t evidence[SCORE_CRITERION_COUNT]; /* how many findings are cited */
	bool foreign;				 /* one of them is no finding of this customer */
};

/*
 * 403 SEPARATION_OF_DUTIES; 409 INVALID_STATE unless it is COMPLETED and not yet reported; 422
 * EVIDENCE_MISSING with the criteria; 422 EVIDENCE_FOREIGN. Points are within their maxima.
 */
struct decision investigation_score_decide(const struct score_facts *facts, int64_t *total);

#endif
