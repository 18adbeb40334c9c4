/* The proposal in thirty minutes, and what is reported upward (R12.17, R12.19). */
#ifndef COMPLAINTS_RULES_PROPOSAL_H
#define COMPLAINTS_RULES_PROPOSAL_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct proposal_facts {
	bool clock;	/* the profile has the thirty minutes */
	int64_t number; /* 1: the one that counts */
	size_t steps;	/* with a responsible person */
	instant received_at;
	struct period first_response;
};

/* The last instant in time, by the wall clock. */
instant proposal_due(instant received_at, struct period first_response);
/* 422 NO_STEP, TEXT_MISSING. Outcome IN_TIME, LATE, REVISION, or PROPOSED where no clock runs. */
struct decision proposal_made(const struct proposal_facts *facts, const char *text, instant now);
/* Is it escalated by itself? proposed_at: of the proposal that counts, NO_INSTANT: none. */
bool proposal_missed(instant due_at, instant proposed_at);

/* 409 ALREADY_CLOSED; 422 REASON_MISSING. Outcome ESCALATED. */
struct decision escalation_made(enum complaint_state state, const char *reason);

#endif
