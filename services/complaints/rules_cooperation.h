/* R6.16, R6.17: work asked of other departments, and who arbitrates. */
#ifndef COMPLAINTS_RULES_COOPERATION_H
#define COMPLAINTS_RULES_COOPERATION_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

enum cooperation_act {
	COOPERATION_ACCEPT,
	COOPERATION_DECLINE,
	COOPERATION_DELIVER,
	COOPERATION_CONFIRM,
	COOPERATION_DISPUTE,
	COOPERATION_CHANGE,
};

struct cooperation_facts {
	enum cooperation_task_state state;
	const char *caller_department_id, *demand_department_id, *department_id;
	const char *opinion; /* or NULL */
	bool under_ruling;   /* imposed by a ruling that is being carried out */
};

/* 403 NOT_DEMAND_DEPARTMENT; a demand_department_id of NULL is nobody's. Outcome DEMANDS. */
struct decision
cooperation_demand(const char *caller_department_id, const char *demand_department_id);
/* Likewise, and 422 OWN_DEPARTMENT. Outcome REQUESTED. */
struct decision cooperation_request(const struct cooperation_facts *facts);
/* 403 FORBIDDEN_ROLE, NOT_DEMAND_DEPARTMENT, 409 TASK_UNDER_RULING, INVALID_STATE, 422
 * OPINION_MISSING. Outcome: the state it comes to. */
struct decision cooperation_step(const struct cooperation_facts *facts, enum cooperation_act act);

/* A time in a department. */
struct membership {
	const char *department_id;
	date until; /* NO_DATE: still there */
};

struct arbiter_facts {
	bool is_office, is_general_manager; /* the caller's roles */
	bool office_is_party;
	const struct membership *memberships; /* of the caller */
	size_t membership_count;
	const char *const *parties; /* departments, ends with NULL */
	date today;
	struct period lookback; /* arbitration.recusal_lookback */
};

/* 403 FORBIDDEN_ROLE, RECUSED. Outcome MAY_ARBITRATE. */
struct decision arbitration_arbiter(const struct arbiter_facts *facts);
/* 422 OPINIONS_MISSING, 409 INVALID_STATE. Outcome RULED. */
struct decision arbitration_ruling(enum arbitration_state state);
/* A party without an opinion: 409 INVALID_STATE until its time is over. Outcome NONE_FILED. */
struct decision
arbitration_none_filed(enum arbitration_state state, date opinions_due_on, date today);

#endif
