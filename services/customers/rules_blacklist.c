#include "rules.h"
#include "rules_blacklist.h"
#include "rules_text.h"

static const enum blacklist_state next[BLACKLIST_STATE_COUNT][BLACKLIST_ACTIONS] = {
	[BLACKLIST_STATE_ACTIVE] = { [BLACKLIST_REMOVE] = BLACKLIST_STATE_REMOVED },
};

enum blacklist_state
blacklist_next(enum blacklist_state state, enum blacklist_action action)
{
	return next[state][action];
}

static bool
manages(const struct actor *by, const char *department_id)
{
	return (by->roles & ROLE_MANAGER) && same(by->department_id, department_id);
}

struct decision
department_list_decide(const struct department_entry *entry, const struct actor *by)
{
	if (!manages(by, entry->department_id))
		return decision_refuse(&R7_29, &problem_forbidden_role,
		    "A department's blacklist is kept by its own manager.");
	if (!has_text(entry->reason))
		return decision_refuse(
		    &R7_29, &problem_validation_failed, "A customer is listed with a reason.");
	if (entry->listed)
		return decision_refuse(&R7_29, &problem_already_listed,
		    "The customer is on this department's blacklist already.");
	return decision_allow(&R7_29, blacklist_state_names[BLACKLIST_STATE_ACTIVE],
	    "The entry is in force at once; the list is to be filed with the marketing division.");
}

instant
blacklist_filing_due(instant changed_at, int64_t filing_days)
{
	return within_days(changed_at, (int)filing_days);
}

struct decision
list_readable(enum blacklist_scope scope, const char *department_id, const struct actor *by)
{
	if (scope == BLACKLIST_SCOPE_COMPANY || may_read_department(by, department_id))
		return decision_allow(&R7_29, "READABLE", "The list is open to this reader.");
	return decision_refuse(&R7_29, &problem_forbidden_role,
	    "A department reads its own blacklist and the company's.");
}

struct decision
removal_decide(const struct removal *removal, const struct actor *by)
{
	bool company = removal->scope == BLACKLIST_SCOPE_COMPANY;

	if (company && !(by->roles & ROLE_DIVISION_HEAD))
		return decision_refuse(&R7_31, &problem_forbidden_role,
		    "Only the head of the marketing division removes a company entry.");
	if (!company && !manages(by, removal->department_id))
		return decision_refuse(&R7_31, &problem_forbidden_role,
		    "A department's entry is removed by its own manager.");
	if (!removal->state || !next[removal->state][BLACKLIST_REMOVE] || !removal->allowed) {
		struct decision d = decision_refuse(&R7_31, &problem_invalid_state,
		    removal->allowed ? "There is no active entry to remove."
				     : "The company does not allow entries to be removed.");

		decision_used_json(
		    &d, "blacklist.removal_allowed", removal->allowed ? "true" : "false");
		return d;
	}
	if (!has_text(removal->reason))
		return decision_refuse(
		    &R7_31, &problem_validation_failed, "An entry is removed with a reason.");
	if (company && !removal->reviewed_by)
		return decision_refuse(&R7_31, &problem_separation_of_duties,
		    "Another member of the marketing division must review the removal first.");
	if (company && same(by->id, removal->reviewed_by))
		return decision_refuse(&R7_31, &problem_separation_of_duties,
		    "Who reviewed the removal does not remove the entry.");
	return decision_allow(&R7_31, blacklist_state_names[BLACKLIST_STATE_REMOVED],
	    "Nothing of the former relation revives; the customer may apply anew.");
}
