#include "rules.h"
#include "rules_severe.h"
#include "rules_text.h"

static const enum severe_case_state next[SEVERE_CASE_STATE_COUNT][SEVERE_ACTIONS] = {
	[SEVERE_CASE_STATE_REPORTED] = {
		[SEVERE_VERIFY]      = SEVERE_CASE_STATE_VERIFIED,
		[SEVERE_NOT_CONFIRM] = SEVERE_CASE_STATE_NOT_CONFIRMED,
	},
	[SEVERE_CASE_STATE_VERIFIED] = {
		[SEVERE_LIST]     = SEVERE_CASE_STATE_LISTED,
		[SEVERE_NOT_LIST] = SEVERE_CASE_STATE_NOT_LISTED,
	},
};

/* Who does it, under which rule. */
static const struct {
	const struct rule *rule;
	unsigned roles;
	const char *whose;
} severe_by[SEVERE_ACTIONS] = {
	[SEVERE_VERIFY] = { &R7_26, ROLE_DIVISION, "The marketing division verifies a case." },
	[SEVERE_NOT_CONFIRM] = { &R7_26, ROLE_DIVISION, "The marketing division verifies a case." },
	[SEVERE_LIST] = { &R7_27, ROLE_DIVISION_HEAD,
	    "Only the head of the marketing division decides on the company blacklist." },
	[SEVERE_NOT_LIST] = { &R7_27, ROLE_DIVISION_HEAD,
	    "Only the head of the marketing division decides on the company blacklist." },
};

enum severe_case_state
severe_next(enum severe_case_state state, enum severe_action action)
{
	return next[state][action];
}

struct decision
severe_report_decide(const struct severe_report *report, const struct actor *by)
{
	if (!(by->roles & ROLE_MANAGER) || !same(by->department_id, report->department_id))
		return decision_refuse(&R7_26, &problem_forbidden_role,
		    "A severe case is reported by the customer's department manager.");
	if (!report->customer_at_fault)
		return decision_refuse(&R7_26, &problem_not_customers_fault,
		    "A severe case is one that the customer caused.");
	if (report->evidence < 1)
		return decision_refuse(
		    &R7_26, &problem_evidence_missing, "A severe case is reported with evidence.");
	if (report->case_open)
		return decision_refuse(
		    &R7_26, &problem_case_open, "A severe case of this customer is open already.");
	return decision_allow(&R7_26, severe_case_state_names[SEVERE_CASE_STATE_REPORTED],
	    "The marketing division is to verify the case.");
}

struct decision
severe_move(const struct severe_facts *facts, enum severe_action action, const struct actor *by)
{
	const struct rule *rule = severe_by[action].rule;
	enum severe_case_state to = next[facts->state][action];
	bool listing = action == SEVERE_LIST || action == SEVERE_NOT_LIST;

	if (!(by->roles & severe_by[action].roles))
		return decision_refuse(
		    rule, &problem_forbidden_role, "%s", severe_by[action].whose);
	if (!listing && same(by->id, facts->reported_by))
		return decision_refuse(rule, &problem_separation_of_duties,
		    "Who reported the case does not verify it.");
	if (action == SEVERE_LIST && facts->listed)
		return decision_refuse(rule, &problem_already_listed,
		    "The customer is on the company blacklist already.");
	if (listing && (facts->state == SEVERE_CASE_STATE_REPORTED ||
			   facts->state == SEVERE_CASE_STATE_NOT_CONFIRMED))
		return decision_refuse(rule, &problem_case_not_verified,
		    "A customer is listed on a verified case only.");
	if (!to)
		return decision_refuse(rule, &problem_invalid_state,
		    "A case in state %s does not allow this.",
		    severe_case_state_names[facts->state]);
	if (listing && same(by->id, facts->verified_by))
		return decision_refuse(rule, &problem_separation_of_duties,
		    "Who verified the case does not decide on the listing.");
	if (!has_text(facts->reason))
		return decision_refuse(rule, &problem_validation_failed,
		    listing ? "The decision needs a reason." : "The verification needs findings.");
	return decision_allow(
	    rule, severe_case_state_names[to], "The case becomes %s.", severe_case_state_names[to]);
}

instant
severe_due(instant since, int64_t days)
{
	return within_days(since, (int)days);
}
