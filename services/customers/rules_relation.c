#include "rules.h"
#include "rules_relation.h"
#include "rules_text.h"

/*
 * Where each action leads. What is not here may not happen. An application
 * after BLOCKED or PURGED also needs the listing removed: admission_apply().
 */
static const enum relation_state next[RELATION_STATE_COUNT][RELATION_ACTIONS] = {
	[0] = { [RELATION_APPLY] = RELATION_STATE_APPLIED },
	[RELATION_STATE_APPLIED] = {
		[RELATION_ADMIT]           = RELATION_STATE_ADMITTED,
		[RELATION_REFUSE]          = RELATION_STATE_REFUSED,
		[RELATION_EXEMPT]          = RELATION_STATE_ENDED,
		[RELATION_DEPARTMENT_LIST] = RELATION_STATE_BLOCKED,
		[RELATION_COMPANY_LIST]    = RELATION_STATE_PURGED,
	},
	[RELATION_STATE_ADMITTED] = {
		[RELATION_HOLD]            = RELATION_STATE_ON_HOLD,
		[RELATION_END]             = RELATION_STATE_ENDED,
		[RELATION_EXEMPT]          = RELATION_STATE_ENDED,
		[RELATION_DEPARTMENT_LIST] = RELATION_STATE_BLOCKED,
		[RELATION_COMPANY_LIST]    = RELATION_STATE_PURGED,
	},
	[RELATION_STATE_ON_HOLD] = {
		[RELATION_RENEW]           = RELATION_STATE_ADMITTED,
		[RELATION_END]             = RELATION_STATE_ENDED,
		[RELATION_EXEMPT]          = RELATION_STATE_ENDED,
		[RELATION_DEPARTMENT_LIST] = RELATION_STATE_BLOCKED,
		[RELATION_COMPANY_LIST]    = RELATION_STATE_PURGED,
	},
	[RELATION_STATE_REFUSED] = { [RELATION_APPLY] = RELATION_STATE_APPLIED },
	[RELATION_STATE_ENDED]   = { [RELATION_APPLY] = RELATION_STATE_APPLIED },
	[RELATION_STATE_BLOCKED] = {
		[RELATION_APPLY]        = RELATION_STATE_APPLIED,
		[RELATION_COMPANY_LIST] = RELATION_STATE_PURGED,
	},
	[RELATION_STATE_PURGED] = { [RELATION_APPLY] = RELATION_STATE_APPLIED },
};

enum relation_state
relation_next(enum relation_state state, enum relation_action action)
{
	return next[state][action];
}

bool
relation_counts(enum relation_state state)
{
	return state == RELATION_STATE_ADMITTED || state == RELATION_STATE_ON_HOLD;
}

struct decision
relation_end(const struct exit_facts *facts, const struct actor *by)
{
	struct words unmet = { 0 };

	for (const char *const *condition = facts->unmet; condition && *condition; condition++)
		words_add(&unmet, *condition);

	if (!(by->roles & ROLE_MANAGER))
		return decision_refuse(&R7_16, &problem_forbidden_role,
		    "Only the department manager ends a relation.");
	if (!has_text(facts->reason))
		return decision_refuse(
		    &R7_16, &problem_validation_failed, "A relation is ended with a reason.");
	if (!relation_next(facts->state, RELATION_END))
		return decision_refuse(&R7_16, &problem_invalid_state,
		    "Only a relation that is admitted or on hold can be ended.");
	if (facts->kind == EXIT_ELIMINATED && !unmet.count)
		return decision_refuse(&R7_16, &problem_conditions_met,
		    "All conditions of admission are met; the customer cannot be eliminated.");
	if (facts->kind == EXIT_ELIMINATED)
		return decision_allow(&R7_16, "ENDED", "No longer met: %s.", unmet.text);
	return decision_allow(&R7_16, "ENDED", "The customer wishes to withdraw.");
}
