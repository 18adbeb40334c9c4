/* R1.9, R1.10, R1.12: joint events, the days their invitations belong to, the lead of unit 1. Pure.
 */
#ifndef CUSTOMERS_RULES_JOINT_EVENT_H
#define CUSTOMERS_RULES_JOINT_EVENT_H

#include "calendar.h"
#include "customers/enums.h"
#include "decision.h"

/* The counted days of a joint event, as the parameters were when it was planned. */
struct schedule {
	date first, event_on; /* first > event_on: none is left to count */
	instant daily;	      /* the deadline of the days before, since midnight */
	instant event_day;    /* that of the event's day */
};

struct schedule_terms {
	date event_on;
	int64_t week_days;
	instant daily, event_day; /* since midnight */
	instant created_at;	  /* days whose deadline is over by then are not counted */
};

struct schedule schedule_of(const struct schedule_terms *terms);
instant schedule_deadline(const struct schedule *schedule, date on);
/* R1.10: the earliest counted day whose deadline is not over; NO_DATE after the last. */
date invitation_day(const struct schedule *schedule, instant at);
/* The first deadline at or after it; NO_INSTANT after the last. */
instant deadline_after(const struct schedule *schedule, instant at);
/* Of a list or a plan, the last instant in which it is on time (R1.11): a plan's is the day before.
 */
instant list_due(const struct schedule *schedule, enum box_list_kind kind, date on);

/* The session a time of day falls in. */
enum gathering_session
session_at(instant time_of_day, instant afternoon_from, instant evening_from);

struct joint_unit {
	const char *department_id;
	int64_t sequence;
	bool direct_sales;
};

struct joint_plan {
	const struct joint_unit *units;
	size_t unit_count;
	int64_t units_per_event;
	const char *coordinator_department_id;
	enum gathering_session session, starts_in; /* as named; as the start falls */
	instant event_day_deadline;		   /* since midnight; NO_INSTANT: blank */
	bool deadline_over;			   /* of the event's day itself */
};

/* R1.9: 422 UNIT_COUNT_UNSUPPORTED, DEPARTMENT_NOT_IN_SCOPE, SESSION_MISMATCH,
 * POLICY_VALUE_MISSING; 403 SEPARATION_OF_DUTIES; 409 where no list could come in time. Outcome
 * PLANNED. */
struct decision joint_event_decide(const struct joint_plan *plan);

/* R1.9: another coordinator, where the one named cannot do it. 409; 403 SEPARATION_OF_DUTIES for an
 * employee of one of the units. Outcome NAMED. */
struct decision
coordinator_decide(enum gathering_kind kind, enum gathering_state state, bool of_a_unit);

/* R1.12 (b): first invited later than its unit was to end. */
bool lead_missed(int64_t unit, date event_on, date invited_day, int64_t lead_days);

/* SM-C3: 409. Outcome: the new state. */
enum gathering_action { GATHERING_HOLD = 1, GATHERING_SETTLE, GATHERING_CANCEL, GATHERING_ACTIONS };
struct decision
gathering_move(enum gathering_state state, enum gathering_action action, int64_t open_cases);

#endif
