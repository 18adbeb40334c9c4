/* R6.10: conduct cases and their sanctions. */
#ifndef COMPLAINTS_RULES_CONDUCT_H
#define COMPLAINTS_RULES_CONDUCT_H

#include "complaints/enums.h"
#include "decision.h"

struct conduct_facts {
	enum conduct_case_state state;
	const char *person_id, *proposed_by_id, *other_party_id; /* the latter two may be NULL */
	const char *decider_id;
	bool serious;
	const char *serious_reason; /* or NULL */
	const enum sanction *sanctions;
	size_t sanction_count;
	const char *const *allowed,
	    *const *of_serious; /* conduct.sanctions, conduct.serious_sanctions */
};

/* Is it a violation that a rule names: "V6.10a"? */
bool conduct_code_known(const char *code);
/* Who decides, in which state: 403 SEPARATION_OF_DUTIES, 409 INVALID_STATE. Outcome MAY_DECIDE. */
struct decision conduct_decider(const struct conduct_facts *facts);
/* 422 NO_SANCTION, SANCTION_NOT_ALLOWED, REASON_MISSING. Outcome DECIDED. */
struct decision conduct_decide(const struct conduct_facts *facts);

#endif
