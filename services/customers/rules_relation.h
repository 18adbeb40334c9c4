/* SM-C9: a department's relation to a customer, and how it ends (R7.10, R7.16). */
#ifndef CUSTOMERS_RULES_RELATION_H
#define CUSTOMERS_RULES_RELATION_H

#include "customers/enums.h"
#include "rules_scope.h"

enum relation_action {
	RELATION_APPLY = 1,	  /* R7.11, R7.31 */
	RELATION_ADMIT,		  /* R7.11 */
	RELATION_REFUSE,	  /* R7.11 */
	RELATION_HOLD,		  /* R7.16: a required paper expired */
	RELATION_RENEW,		  /* R7.16: and was renewed */
	RELATION_END,		  /* R7.16: eliminated or withdrawn */
	RELATION_EXEMPT,	  /* R7.10: the customer is no longer an enterprise */
	RELATION_DEPARTMENT_LIST, /* R7.29 */
	RELATION_COMPANY_LIST,	  /* R7.27 */
	RELATION_ACTIONS,
};

/* Where the action leads; 0: it may not happen in this state. The state 0 is "no relation yet". */
enum relation_state relation_next(enum relation_state state, enum relation_action action);

/* ADMITTED and ON_HOLD: has a tier, is reviewed, counts in the quota. */
bool relation_counts(enum relation_state state);

enum exit_kind { EXIT_ELIMINATED = 1, EXIT_WITHDRAWN };

struct exit_facts {
	enum relation_state state;
	enum exit_kind kind;
	const char *reason;
	const char *const *unmet; /* letters of conditions that are no longer met; ends with NULL */
};

/* R7.16: 403, 400 without reason, 409 INVALID_STATE, 422 CONDITIONS_MET. Outcome ENDED. */
struct decision relation_end(const struct exit_facts *facts, const struct actor *by);

#endif
