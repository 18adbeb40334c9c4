#include "rules_policy.h"

#include <stdio.h>

#include "rules.h"

static struct decision
misfit(const struct rule *rule, const char *parameter, const char *why)
{
	struct decision d =
	    decision_refuse(rule, &problem_validation_failed, "%s: %s", parameter, why);
	char errors[400];

	snprintf(errors, sizeof(errors),
	    "[{\"pointer\":\"/parameters/%s\",\"code\":\"VALUE\",\"message\":\"%s\"}]", parameter,
	    why);
	decision_member(&d, "errors", errors);
	return d;
}

static struct decision
weights_invalid(const struct policy_values *v)
{
	struct decision d = decision_refuse(&R3_5, &problem_weights_invalid,
	    "The weights of investigation and behaviour add up to %lld.",
	    (long long)(v->weight_investigation + v->weight_behaviour));

	decision_used(&d, "credit.grade.weight_investigation", v->weight_investigation);
	decision_used(&d, "credit.grade.weight_behaviour", v->weight_behaviour);
	return d;
}

struct decision
policy_values_decide(const struct policy_values *v)
{
	if (v->weight_investigation + v->weight_behaviour != 100)
		return weights_invalid(v);
	if (v->minimum[GRADE_B] >= v->minimum[GRADE_A])
		return misfit(&R3_5, "credit.grade.min.B", "Must be below the minimum of grade A.");
	if (v->minimum[GRADE_C] >= v->minimum[GRADE_B])
		return misfit(&R3_5, "credit.grade.min.C", "Must be below the minimum of grade B.");
	if (v->tier2_percent < v->tier1_percent)
		return misfit(&R3_17, "credit.overlimit.tier2_percent",
		    "Must not be below that of the first tier.");
	if (!v->approvers)
		return misfit(
		    &R3_3, "credit.policy.approvers", "Must name at least one of the leaders.");
	return decision_allow(&R3_2, "FITTING", "The values fit each other.");
}

struct decision
policy_edit(enum credit_policy_state state)
{
	if (state != CREDIT_POLICY_STATE_DRAFT)
		return decision_refuse(&R3_2, &problem_invalid_state,
		    "Only a draft is edited or discarded; this version is %s.",
		    credit_policy_state_names[state]);
	return decision_allow(&R3_2, "DRAFT", "It is a draft.");
}

struct decision
policy_submit(enum credit_policy_state state, int64_t inputs, int64_t min_inputs)
{
	struct decision d;

	if (state != CREDIT_POLICY_STATE_DRAFT)
		return decision_refuse(&R3_2, &problem_invalid_state,
		    "Only a draft is submitted; this version is %s.",
		    credit_policy_state_names[state]);
	if (inputs < min_inputs)
		d = decision_refuse(&R3_2, &problem_sales_input_missing,
		    "%lld of %lld inputs of sales were filed since the draft was opened.",
		    (long long)inputs, (long long)min_inputs);
	else
		d = decision_allow(&R3_2, "SUBMITTED",
		    "Sales has contributed: %lld inputs, at least %lld are needed.",
		    (long long)inputs, (long long)min_inputs);
	decision_used(&d, "credit.policy.min_sales_inputs", min_inputs);
	return d;
}

struct decision
policy_promulgate(enum credit_policy_state state, date effective_from, date today)
{
	if (state != CREDIT_POLICY_STATE_APPROVED)
		return decision_refuse(&R3_3, &problem_invalid_state,
		    "Only an approved version is promulgated; this one is %s.",
		    credit_policy_state_names[state]);
	if (effective_from < today)
		return decision_refuse(&R3_3, &problem_effective_date_past,
		    "%s is before today, %s.", show_date(effective_from).text,
		    show_date(today).text);
	if (effective_from == today)
		return decision_allow(&R3_3, "EFFECTIVE", "It is in effect at once.");
	return decision_allow(&R3_3, "PROMULGATED", "It takes effect at 00:00 of %s.",
	    show_date(effective_from).text);
}

date
suggestion_due_on(date filed_on, int64_t response_days)
{
	return filed_on + (date)response_days;
}

static struct decision
answered(enum policy_suggestion_state state)
{
	return decision_refuse(&R3_20, &problem_invalid_state, "It waits for no answer: it is %s.",
	    policy_suggestion_state_names[state]);
}

struct decision
suggestion_adopt(enum policy_suggestion_state state, enum credit_policy_state draft)
{
	if (state != POLICY_SUGGESTION_STATE_OPEN)
		return answered(state);
	if (!draft)
		return decision_refuse(&R3_20, &problem_draft_missing,
		    "A suggestion is adopted in a draft, which must be named.");
	if (draft != CREDIT_POLICY_STATE_DRAFT)
		return decision_refuse(&R3_20, &problem_draft_missing,
		    "The version named is %s, no draft any more.",
		    credit_policy_state_names[draft]);
	return decision_allow(&R3_20, "ADOPTED", "The draft adopts it.");
}

struct decision
suggestion_decline(enum policy_suggestion_state state)
{
	if (state != POLICY_SUGGESTION_STATE_OPEN)
		return answered(state);
	return decision_allow(&R3_20, "DECLINED", "It is declined with a reason.");
}

struct decision
interpretation_rule(bool ruled, bool promulgated)
{
	if (ruled)
		return decision_refuse(&R3_40, &problem_invalid_state,
		    "This question has its ruling; a new question may be asked.");
	if (!promulgated)
		return decision_refuse(
		    &R3_40, &problem_policy_not_effective, "The version was never promulgated.");
	return decision_allow(&R3_40, "RULED", "Finance has ruled on the question.");
}
