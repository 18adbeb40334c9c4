/* R7.26, R7.27, SM-C11: severe cases, from the report to the company blacklist. */
#ifndef CUSTOMERS_RULES_SEVERE_H
#define CUSTOMERS_RULES_SEVERE_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

enum severe_action {
	SEVERE_VERIFY = 1,
	SEVERE_NOT_CONFIRM,
	SEVERE_LIST,
	SEVERE_NOT_LIST,
	SEVERE_ACTIONS,
};

/* Where the action leads; 0: it may not happen in this state. */
enum severe_case_state severe_next(enum severe_case_state state, enum severe_action action);

struct severe_report {
	const char *department_id;
	bool customer_at_fault;
	int64_t evidence; /* how many references */
	bool case_open;	  /* another one of this customer is not closed */
};

/* R7.26: 403; 422 NOT_CUSTOMERS_FAULT, EVIDENCE_MISSING; 409 CASE_OPEN. Outcome REPORTED. */
struct decision severe_report_decide(const struct severe_report *report, const struct actor *by);

struct severe_facts {
	enum severe_case_state state;
	const char *reported_by, *verified_by;
	bool listed;	    /* the customer is on the company list already */
	const char *reason; /* findings of the verifier; reason of the head */
};

/*
 * R7.26 verifying, R7.27 listing: 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES;
 * 422 CASE_NOT_VERIFIED; 409 INVALID_STATE, ALREADY_LISTED; 400 without
 * findings or reason. Outcome: the new state.
 */
struct decision
severe_move(const struct severe_facts *facts, enum severe_action action, const struct actor *by);

/* Flags only: severe.report_days after the facts were known, severe.verify_days after the report.
 */
instant severe_due(instant since, int64_t days);

#endif
