/* The three profiles: where law firm, logistics and service differ, this table says so
 * (section 3.1). */
#ifndef COMPLAINTS_RULES_PROFILE_H
#define COMPLAINTS_RULES_PROFILE_H

#include "complaints/enums.h"
#include "decision.h"

struct profile_policy {
	const char *const *receivers;  /* roles that may receive; NULL: every employee (R6.11) */
	const char *const *acceptors;  /* roles that accept and register */
	const char *const *organisers; /* roles that assign, implement and close: the officer's */
	const char *const *deciders;   /* roles a handler may have */
	const char *desk;	       /* role that is told of each step (R6.22) */
	bool handler_may_investigate;  /* R10.9; not in logistics (R12.14) */
	bool classification_required;  /* before the decision (R12.4 to R12.10) */
	bool major_to_meeting;	       /* R10.8 */
	bool proposal_clock;	       /* R12.17 */
	bool monthly_analysis;	       /* R12.20 */
};

/* channel matters in a law firm only (R10.2). */
struct profile_policy
profile_policy(enum complaint_profile profile, enum complaint_channel channel);

/* Is one of the roles (ends with NULL) among the caller's? */
bool holds_any(const char *const *roles, const char *const *held);

#endif
