/* R6.26: service research. */
#ifndef COMPLAINTS_RULES_RESEARCH_H
#define COMPLAINTS_RULES_RESEARCH_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* 422 LEADER_NOT_SENIOR, NO_SENIOR_ENGINEER. Outcome PLANNED. */
struct decision research_team(bool leader_is_senior, size_t senior_engineers);

struct research_facts {
	enum service_research_state state;
	int64_t complaints_unregistered; /* items that are complaints, not registered yet */
	int64_t items, measured; /* opinions, suggestions, criticisms; those with a measure or a
				    reason for none */
	int64_t measures_open;
};

/* The step to a state: 409 INVALID_STATE, COMPLAINT_NOT_REGISTERED, MEASURES_OPEN, 422
 * ITEM_WITHOUT_MEASURE. Outcome: the state. */
struct decision research_step(const struct research_facts *facts, enum service_research_state to);
date research_next_due(date held_on, struct period interval);

#endif
