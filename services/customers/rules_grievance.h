/* R1.30-R1.32: grievances, their fines A, B and C, and the three days. SM-C8. */
#ifndef CUSTOMERS_RULES_GRIEVANCE_H
#define CUSTOMERS_RULES_GRIEVANCE_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

/* Recording one: 422 NO_DEPARTMENT, TIME_IN_FUTURE; 403 where another than the general manager says
 * that it was complained of to him. Causes and texts are checked as the input is. */
struct grievance_report {
	enum grievance_source source;
	const char *department_id; /* that held the customer; NULL: none of document 1 */
	instant known_at;
};
struct decision
grievance_record(const struct grievance_report *report, const struct actor *by, instant now);

/* The last day of the period, and the instant at which it has run out. day_zero: of what is known,
 * of a complaint received before that, or of its reopening. */
date grievance_due(date day_zero, int64_t resolve_days);
instant grievance_overdue_at(date day_zero, int64_t resolve_days);

enum grievance_action {
	GRIEVANCE_RESOLVE = 1, /* whenever it is, in time or late */
	GRIEVANCE_RUN_OUT,
	GRIEVANCE_TRANSFER,
	GRIEVANCE_REOPEN,
	GRIEVANCE_ACTIONS,
};
enum grievance_state grievance_next(enum grievance_state state, enum grievance_action action);

/* As it stands when somebody or something moves it. */
struct grievance_facts {
	enum grievance_state state;
	const char *department_id;
	bool linked; /* a complaint decides when it was settled */
	instant
	    resolution_at;   /* the head has recorded, and a clerk not yet confirmed; NO_INSTANT */
	instant resolved_at; /* NO_INSTANT: it is not */
	date day_zero;
	int64_t resolve_days;
};

/*
 * Whether the service itself judges it now: its days are over, it is open, no complaint is linked
 * and no resolution waits for a clerk.
 */
bool grievance_runs_out(const struct grievance_facts *facts, instant now);

/* The head records that it was resolved: 403 FORBIDDEN_ROLE; 409 INVALID_STATE. */
struct decision grievance_resolve(const struct grievance_facts *facts, const struct actor *by);
/* A clerk asked the customer: 403 SEPARATION_OF_DUTIES for who was involved or is the manager; 409.
 * Outcome: the new state; a resolution that the customer denies is none. */
struct decision
grievance_confirm(const struct grievance_facts *facts, bool concerned, bool confirmed, instant now);
/* The complaint was settled: the new state, and whether the days had run out before. */
struct decision
grievance_settle(const struct grievance_facts *facts, instant settled_at, bool *ran_out);

/* R1.32: 409 INVALID_STATE unless it is overdue; 422 SAME_DEPARTMENT. Outcome DIRECTED. */
struct decision
grievance_transfer(const struct grievance_facts *facts, const char *department_id_of_new);

/* The letters of the fines that a person owes for a grievance: R1.31, R1.32. */
enum letter { LETTER_A = 1, LETTER_B = 2, LETTER_C = 4 };
struct fine_facts {
	enum grievance_source source;
	bool other_is_b; /* grievance.other_channel is B */
	bool overdue;	 /* it has been, once */
	bool manager, involved;
	bool fined_a, fined_b;
};
unsigned grievance_letters(const struct fine_facts *facts);
/* Why, for the decision that is kept with the fine. */
struct decision grievance_fine(enum letter letter, int64_t amount_fen);

#endif
