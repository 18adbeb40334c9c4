/* Meetings on major matters (R10.8). */
#ifndef COMPLAINTS_RULES_MEETING_H
#define COMPLAINTS_RULES_MEETING_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct meeting {
	enum meeting_type type;
	date held_on;
	size_t participants;	      /* those named */
	size_t recused, not_partners; /* of them */
	const bool *notify_authority; /* NULL: not said */
	const char *authority, *content;
};

/* 403 RECUSED; 422 TIME_IN_FUTURE, TOO_FEW_PARTICIPANTS, NOT_A_PARTNER,
 * NOTIFY_AUTHORITY_UNDECIDED. Outcome RESOLVED. */
struct decision meeting_resolve(const struct meeting *m, date today, int64_t min_participants);

#endif
