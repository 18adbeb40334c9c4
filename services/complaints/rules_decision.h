/* The explicit, signed decision (R10.6, R10.8, R10.9, R10.11, R12.14). */
#ifndef COMPLAINTS_RULES_DECISION_H
#define COMPLAINTS_RULES_DECISION_H

#include "complaints/enums.h"
#include "decision.h"

struct decision_facts {
	enum complaint_profile profile;
	enum complaint_state state;
	bool redo_opinion, redo_findings, redo_decision;
	bool major;
	bool opinion_required, opined; /* in this round */
	bool decided;		       /* a valid decision of this round stands */
	bool named, same_signer;       /* it is the one to be replaced, and the caller signed it */
	bool handler;		       /* the caller is the assigned handler */
	bool investigated;	       /* the caller investigated it */
};

struct decision_content {
	enum complaint_outcome outcome; /* 0: not said */
	const char *reasons, *deviation_reason, *replace_reason;
	size_t measure_count;
	bool no_measures;
	bool resolution_named, resolved; /* the resolution is one of this complaint and round */
	bool as_resolved;		 /* its measures are those of the resolution */
	bool deviates;			 /* they are not those of the written opinion */
	bool relies_on_false, relies_on_unchecked;
};

/* May the caller decide it now? 403 SEPARATION_OF_DUTIES, FORBIDDEN_ROLE; 409 INVALID_STATE,
 * ALREADY_DECIDED, OPINION_NEEDED, MEETING_REQUIRED; 412 VERSION_CONFLICT; 422 NO_FINDINGS. */
struct decision decision_may(const struct decision_facts *facts);
/* Is it explicit, and does it fit? 422 OUTCOME_MISSING, REASONS_MISSING, MEASURES_UNSPECIFIED,
 * DEVIATION_REASON_MISSING, RELIES_ON_FALSE_MATERIAL, RESOLUTION_MISSING,
 * DECISION_DIFFERS_FROM_RESOLUTION, REASON_MISSING. Outcome: DECIDED, or DECIDED_ANEW. */
struct decision
decision_explicit(const struct decision_facts *facts, const struct decision_content *content);

#endif
