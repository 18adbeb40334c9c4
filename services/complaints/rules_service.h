/* What goes with every service: its class, what is told, how a customer wants it (R6.22, R6.23,
 * R6.30). Pure. */
#ifndef COMPLAINTS_RULES_SERVICE_H
#define COMPLAINTS_RULES_SERVICE_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

enum service_activity_class class_of(enum service_activity_subclass subclass);
/* R6.23: CLASSIFIED; the words as they were sent. */
struct decision activity_classified(const char *activity_class, const char *subclass);

/* R6.30: [from, until) of the day, as times since midnight; NO_INSTANT: no window was stated. */
struct contact_window {
	instant from, until;
};
/* IN_WINDOW, or OUTSIDE_WINDOW with a reason. */
struct decision contact_allowed(struct contact_window window, instant at, const char *reason);

struct gap_parts {
	const char *cause, *improved_plan, *measures, *reply;
};
/* R6.30: CLOSED with all four parts. */
struct decision gap_closed(const struct gap_parts *parts);
struct decision gap_replied(date due_on, date replied_on);

/* R6.22: of a message that failed for the n-th time: RETRY, or CALL_TASK. */
struct decision message_failed(int64_t failures, int64_t retries);
/* R6.22: nothing of a complaint's notes is sent. SENDABLE. */
struct decision message_sendable(bool from_complaint_note);

#endif
