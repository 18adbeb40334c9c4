/* What an investigation needs before it ends (R10.9, R12.14 to R12.16). */
#ifndef COMPLAINTS_RULES_INVESTIGATION_H
#define COMPLAINTS_RULES_INVESTIGATION_H

#include "complaints/enums.h"
#include "decision.h"
#include "rules_text.h"

/* The complainant, or a respondent. */
struct side {
	bool reachable; /* false: anonymous, and left nothing to be reached by */
	bool heard, briefed;
	int64_t attempt_days; /* on which it was tried in vain */
};

struct investigation {
	enum complaint_profile profile;
	const struct side *sides; /* the complainant first, then the respondents */
	size_t side_count;
	bool limited;		/* to a date, or to whether there are facts at all (R12.7, R12.8) */
	int64_t attempts;	/* days of attempts that stand for a statement */
	int64_t findings;	/* of those who are not recused */
	struct words unchecked; /* materials */
	size_t gap_count;
	bool gap_without_department, none_found;
};

/* Both sides were heard, where the profile wants that and there is something to hear; 422 ONE_SIDED with who was not. */
struct decision investigation_hears(const struct investigation *i);
/* One finding: 422 TEXT_MISSING, EVIDENCE_MISSING, ONE_SIDED. Outcome: its result. */
struct decision investigation_finds(const struct investigation *i, enum finding_result result,
    const char *assertion, size_t evidence_count);
/* A side that cannot be told the facts: 409 BRIEFING_MISSING where it can be reached. */
struct decision investigation_undeliverable(const struct investigation *i, size_t side);
/* T5: 422 NO_FINDINGS, MATERIAL_UNCHECKED, ONE_SIDED, GAPS_NOT_CONSIDERED, DEPARTMENT_MISSING; 409
 * BRIEFING_MISSING. Outcome INVESTIGATED. */
struct decision investigation_ends(const struct investigation *i);

#endif
