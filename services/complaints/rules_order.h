/* The states of an order (3.3), its times (R11.8, R11.9) and the repeated repair (R11.12). */
#ifndef COMPLAINTS_RULES_ORDER_H
#define COMPLAINTS_RULES_ORDER_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* One step of the state machine; 409 INVALID_STATE. Outcome: the state. */
struct decision order_step(enum order_kind kind, enum service_order_state from,
    enum service_order_state to, const struct rule *rule);

/* [from, until) for which the work stood still. */
struct order_wait_span {
	instant from, until;
};

/* Whole minutes, rounded down; -1 where one of the instants is missing. */
int64_t whole_minutes(instant from, instant until);
/* From arrival to the end of the work without the waits: their seconds are summed before rounding.
 */
int64_t repair_minutes(
    instant arrived_at, instant done_at, const struct order_wait_span *waits, size_t count);

/* What happened at then comes after what happened at before, and not after now: 422
 * TIMES_INCONSISTENT, TIME_IN_FUTURE. */
struct decision order_times(const struct rule *rule, instant before, instant then, instant now);

/* When somebody has to have departed and arrived: counted from the approval, or, where the
 * appointment is later, so as to keep it. */
struct order_due {
	instant depart, arrive;
};
struct order_due order_due(instant approved_at, instant appointment_at, struct period depart_within,
    struct period arrive_within);

/* Four confirmations before departure (R11.8): 422 CHECKLIST_INCOMPLETE names those that are
 * missing. */
struct order_checklist {
	bool information_verified, tools, spare_parts, documents;
};
struct decision order_checklist(const struct order_checklist *confirmed);

/* Was a fault reported so soon after the same one was repaired that this counts as repeated? */
bool repeats_repair(date done_on, date reported_on, struct period window);

#endif
