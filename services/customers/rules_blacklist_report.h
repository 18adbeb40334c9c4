/* R7.29: a department files each version of its blacklist, the division records it. */
#ifndef CUSTOMERS_RULES_BLACKLIST_REPORT_H
#define CUSTOMERS_RULES_BLACKLIST_REPORT_H

#include "customers/enums.h"
#include "rules_scope.h"

enum report_action { REPORT_FILE = 1, REPORT_RECORD, REPORT_ACTIONS };

/* Where the action leads; 0: it may not happen in this state. */
enum blacklist_report_state
report_next(enum blacklist_report_state state, enum report_action action);

/* 403 FORBIDDEN_ROLE: not this role's action, or another department's list; 409 INVALID_STATE.
 * department_id NULL: the company's list. Outcome: the new state. */
struct decision report_move(enum blacklist_report_state state, enum report_action action,
    const struct actor *by, const char *department_id);

#endif
