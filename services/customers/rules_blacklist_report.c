#include "rules_blacklist_report.h"

#include "rules.h"
#include "rules_text.h"

static const enum blacklist_report_state next[BLACKLIST_REPORT_STATE_COUNT][REPORT_ACTIONS] = {
	[BLACKLIST_REPORT_STATE_OPEN] = { [REPORT_FILE] = BLACKLIST_REPORT_STATE_FILED },
	[BLACKLIST_REPORT_STATE_FILED] = { [REPORT_RECORD] = BLACKLIST_REPORT_STATE_RECORDED },
};

enum blacklist_report_state
report_next(enum blacklist_report_state state, enum report_action action)
{
	return next[state][action];
}

struct decision
report_move(enum blacklist_report_state state, enum report_action action, const struct actor *by,
    const char *department_id)
{
	enum blacklist_report_state to = next[state][action];
	bool files = action == REPORT_FILE;

	if (files && !((by->roles & ROLE_MANAGER) && same(by->department_id, department_id)))
		return decision_refuse(&R7_29, &problem_forbidden_role,
		    "A department's list is filed by its own manager.");
	if (!files && !(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_29, &problem_forbidden_role,
		    "What is filed is recorded by the marketing division.");
	if (!to)
		return decision_refuse(&R7_29, &problem_invalid_state,
		    "A report in state %s does not allow this.",
		    blacklist_report_state_names[state]);
	return decision_allow(&R7_29, blacklist_report_state_names[to],
	    files ? "The marketing division is to record it."
		  : "Filed and recorded; it needs no approval.");
}
