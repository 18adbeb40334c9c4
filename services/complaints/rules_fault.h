/* R6.18 to R6.20: major faults. */
#ifndef COMPLAINTS_RULES_FAULT_H
#define COMPLAINTS_RULES_FAULT_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* What is reported; NULL and NO_INSTANT: left out. */
struct fault_data {
	const char *project_id, *location, *symptoms, *handling_plan;
	bool plan_being_prepared;
	instant occurred_at, known_at;
};

/* 422 FAULT_DATA_MISSING with the names, TIME_IN_FUTURE. Outcome REPORTED. */
struct decision fault_reported(const struct fault_data *data, instant now);
/* Is what occurred then the same fault as one of the project that ended then (NO_INSTANT: lasts)?
 */
bool fault_overlaps(instant ended_at, instant occurred_at);
/* 422 NO_SIGNING_SALESPERSON, NO_DIVISION_MANAGER. Outcome RECIPIENTS_KNOWN. */
struct decision
fault_recipients(const char *signing_salesperson_id, const char *division_manager_id);

/* Who registers, relays and tracks: 403 FORBIDDEN_ROLE. Outcome IN_CHARGE. */
struct decision fault_in_charge(
    const char *employee_id, const char *division_manager_id, const char *substitute_id);

enum fault_step { FAULT_STEP_REGISTER, FAULT_STEP_RELAY, FAULT_STEP_HANDLE, FAULT_STEP_END };

struct fault_facts {
	enum fault_state state;
	instant notified_at, registered_at, relayed_at, ended_at; /* NO_INSTANT: not */
};

/*
 * 409 FAULT_NOT_REGISTERED, INVALID_STATE. Outcome: the state it comes to. Handling does not wait
 * for paper: what is registered or relayed later than that leaves the state as it is.
 */
struct decision fault_step(const struct fault_facts *facts, enum fault_step step);

/* Followed too seldom: fewer entries than whole intervals of the time it lasted, or none at its
 * end. */
bool fault_tracking_gap(
    instant occurred_at, instant ended_at, struct period every, int64_t entries, bool final);

struct analysis_report {
	const char *impact, *handling, *cause, *corrective, *preventive; /* or NULL */
};

/* 403 FORBIDDEN_ROLE, 409 FAULT_NOT_ENDED, INVALID_STATE, FAULT_NOT_REGISTERED, 422
 * SECTION_MISSING with the names. Outcome REPORT_WRITTEN. */
struct decision fault_release(
    const struct fault_facts *facts, const struct analysis_report *report, bool is_supervisor);
/* 409 FEEDBACK_INCOMPLETE, INVALID_STATE. Outcome CLOSED. */
struct decision fault_closing(enum fault_state state);

#endif
