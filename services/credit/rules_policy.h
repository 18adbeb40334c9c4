/* R3.2, R3.3, R3.20, R3.40: how a version of the credit policy comes about, and what is said about
 * it. Pure. */
#ifndef CREDIT_RULES_POLICY_H
#define CREDIT_RULES_POLICY_H

#include "credit/enums.h"
#include "rules_text.h"

/* Those of the values of a version that must fit each other. */
struct policy_values {
	int64_t weight_investigation, weight_behaviour; /* percent */
	int64_t minimum[GRADE_COUNT];			/* of A, B and C */
	int64_t tier1_percent, tier2_percent;
	size_t approvers;
};

/* 422 WEIGHTS_INVALID (R3.5); 400 with the value that does not fit the others. */
struct decision policy_values_decide(const struct policy_values *values);

/* 409 INVALID_STATE (R3.2): only a draft is edited or discarded. Outcome DRAFT. */
struct decision policy_edit(enum credit_policy_state state);

/*
 * inputs: of sales, attached to it and filed after it was opened. 409 INVALID_STATE,
 * 422 SALES_INPUT_MISSING. Outcome SUBMITTED.
 */
struct decision policy_submit(enum credit_policy_state state, int64_t inputs, int64_t min_inputs);

/*
 * 409 INVALID_STATE, 422 EFFECTIVE_DATE_PAST. Outcome EFFECTIVE for today, else
 * PROMULGATED until that day.
 */
struct decision policy_promulgate(enum credit_policy_state state, date effective_from, date today);

/* R3.20. The last day to answer a suggestion. */
date suggestion_due_on(date filed_on, int64_t response_days);

/*
 * R3.20. By adopting it in that version (0: none is named) or declining it.
 * 409 INVALID_STATE, 422 DRAFT_MISSING.
 */
struct decision
suggestion_adopt(enum policy_suggestion_state state, enum credit_policy_state draft);
struct decision suggestion_decline(enum policy_suggestion_state state);

/* R3.40. 409 INVALID_STATE: it is ruled on already; 422 POLICY_NOT_EFFECTIVE. Outcome RULED. */
struct decision interpretation_rule(bool ruled, bool promulgated);

#endif
