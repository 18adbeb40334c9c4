/* R1.15, R1.18, R1.25: whose an arrived customer is, and who decides where two units claim one.
 * Pure. */
#ifndef CUSTOMERS_RULES_DUPLICATE_CASE_H
#define CUSTOMERS_RULES_DUPLICATE_CASE_H

#include "customers/enums.h"
#include "decision.h"

/* One department's invitation of the customer that was not cancelled. */
struct claim {
	const char *department_id;
	bool confirmed;
	instant effective_at; /* NO_INSTANT: never */
};

/*
 * R1.15: the earliest effective confirmation; one department only, that one even without a list.
 * Outcome ONLY_INVITATION, EARLIEST, or UNDECIDED; *winner: its place, -1 without one.
 */
struct decision attribution_winner(const struct claim *claims, size_t count, int *winner);

/* R1.15: 409 INVALID_STATE without an arrival, ALREADY_ATTRIBUTED. */
struct decision attribution_allowed(bool arrived, bool attributed);

struct case_facts {
	enum duplicate_case_state state;
	bool coordinator, general_manager;
	bool involved; /* the coordinator invited the customer for one of the two */
	const char *first_department_id, *second_department_id;
	const char *proposal_department_id; /* NULL: the rule has no winner */
	instant opened_at, now;		    /* case_escalate() */
	int64_t report_days;
};

/* R1.25: whether the general manager hears of it later than the days allow, which is only marked.
 */
bool reported_late(instant since, int64_t report_days, instant now);

/* R1.18: 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 409; 400 without a reason where one is needed.
 * department_id: whose the customer is to be. Outcome DECIDED. */
struct decision
case_decide(const struct case_facts *facts, const char *department_id, const char *reason);
/* R1.25: 403; 409; 400. Outcome ESCALATED, DECIDED. */
struct decision case_escalate(const struct case_facts *facts, const char *reason);
struct decision
case_rule(const struct case_facts *facts, const char *department_id, const char *text);

#endif
