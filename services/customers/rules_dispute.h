/* R1.24, R1.25, SM-C6: disputes at an event, their settlement, refusal and ruling. Pure. */
#ifndef CUSTOMERS_RULES_DISPUTE_H
#define CUSTOMERS_RULES_DISPUTE_H

#include "customers/enums.h"
#include "decision.h"
#include "rules_text.h"

enum dispute_action {
	DISPUTE_ESTABLISH = 1, /* whether it was before the customer */
	DISPUTE_SETTLE,
	DISPUTE_REFUSE, /* the involved refuse the settlement */
	DISPUTE_ESCALATE,
	DISPUTE_RULE,
	DISPUTE_ACTIONS,
};

struct dispute_facts {
	enum event_dispute_state state;
	bool coordinator, general_manager;
	instant now, ends_at;
	bool fined;
	bool before_customer;	    /* DISPUTE_ESTABLISH: what is found */
	const char *const *present; /* DISPUTE_SETTLE: employees, ends with NULL */
	const char *coordinator_id, *head_ids[2];
	const char *text; /* outcome, reason, ruling */
	instant reported_at;
	int64_t report_days; /* DISPUTE_ESCALATE */
};

/* R1.24: 403, 409, 422 TIME_IN_FUTURE. Outcome REPORTED. */
struct dispute_report {
	enum gathering_state state;
	bool joint, reporter; /* takes part in the event */
	bool coordinator, says_before_customer;
	instant occurred_at, now;
};
struct decision dispute_report_decide(const struct dispute_report *report);

/*
 * 403 FORBIDDEN_ROLE; 409 INVALID_STATE, EVENT_NOT_OVER; 422 PARTICIPANT_MISSING; 400 without
 * text. Outcome: the new state; of DISPUTE_ESTABLISH ESTABLISHED.
 */
struct decision dispute_move(enum dispute_action action, const struct dispute_facts *facts);

/* R1.25: later after the event, or after it was reported, than the days allow; only marked. */
bool dispute_reported_late(const struct dispute_facts *facts);

/* Whether each of the involved is fined by this, once per dispute. */
bool dispute_fines(enum dispute_action action, const struct dispute_facts *facts);

#endif
