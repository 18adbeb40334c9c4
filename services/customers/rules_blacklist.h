/* R7.29, R7.31, SM-C12: entering and removing. What a listing forbids: rules_eligibility.h. */
#ifndef CUSTOMERS_RULES_BLACKLIST_H
#define CUSTOMERS_RULES_BLACKLIST_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

enum blacklist_action { BLACKLIST_REMOVE = 1, BLACKLIST_ACTIONS };

/*
 * Where the action leads; 0: it may not happen in this state. REMOVED is final: a new listing
 * is a new entry.
 */
enum blacklist_state blacklist_next(enum blacklist_state state, enum blacklist_action action);

struct department_entry {
	const char *department_id;
	const char *reason;
	bool listed; /* on this department's list already */
};

/*
 * R7.29: 403; 400 without reason; 409 ALREADY_LISTED. Outcome ACTIVE, at once; the relation
 * becomes BLOCKED.
 */
struct decision
department_list_decide(const struct department_entry *entry, const struct actor *by);

/* The last instant for filing the report of a change: blacklist.filing_days. */
instant blacklist_filing_due(instant changed_at, int64_t filing_days);

/* R7.29: the division reads all lists, a department its own and the company's: 403. */
struct decision
list_readable(enum blacklist_scope scope, const char *department_id, const struct actor *by);

struct removal {
	enum blacklist_scope scope;
	enum blacklist_state state; /* 0: no entry */
	const char *department_id;  /* of a department entry */
	const char *reason;
	/* Of a company entry: who of the division reviewed the removal. NULL: nobody yet. */
	const char *reviewed_by;
	bool allowed; /* blacklist.removal_allowed */
};

/*
 * R7.31: 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES (reviewer = remover, or no
 * review yet); 409 INVALID_STATE; 400 without reason. Outcome REMOVED.
 */
struct decision removal_decide(const struct removal *removal, const struct actor *by);

#endif
