/* Field information, replies, digests of ideas and opinions of service centres (R11.16, R11.19,
 * R11.20). */
#ifndef COMPLAINTS_RULES_FIELD_H
#define COMPLAINTS_RULES_FIELD_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* The end of the day n working days after that of at; NO_INSTANT beyond the calendar. */
instant field_due_at(const struct working_calendar *calendar, instant at, int64_t n);
/* R11.16, C2. Outcome IN_TIME or LATE: through the last instant of the day it was due. */
struct decision field_info_reported(instant due_at, instant now);

struct inbound_facts {
	enum inbound_item_state state;
	bool contact; /* there is somebody to reply to */
	const char *replied_by_id;
	instant replied_at;	 /* NO_INSTANT: not yet */
	instant satisfaction_at; /* when it was asked; NO_INSTANT: not yet */
	bool answered;
	struct period wait; /* complaint.satisfaction_wait */
	int64_t dissatisfied_at_most;
};

/* 409 INVALID_STATE where the one reply was given, or the item is closed. */
struct decision inbound_reply(const struct inbound_facts *item, instant due_at, instant now);
/* 409 NOT_REPLIED; 403 SEPARATION_OF_DUTIES for who replied; 409 ALREADY_ANSWERED. */
struct decision inbound_ask(const struct inbound_facts *item, const char *employee_id);
/* Outcome SATISFIED or DISSATISFIED. 409 NOT_REPLIED before it was asked. */
struct decision inbound_answer(const struct inbound_facts *item, int64_t score);
/* 409 REPLY_MISSING, but for who left no contact; 409 SATISFACTION_OPEN until answered or waited.
 */
struct decision inbound_close(const struct inbound_facts *item, instant now);

struct digest_period {
	date month_from, month_until; /* both inclusive */
	date due_on;		      /* NO_DATE: beyond the calendar */
};

/* The month of a date, and the nth working day of the next one. */
struct digest_period digest_period(const struct working_calendar *calendar, date on, int64_t nth);
/* 409 DIGEST_INCOMPLETE: the month is not over, or outside items of it, or before it, remain. */
struct decision digest_deliver(struct digest_period period, int64_t outside, date today);

/* R11.20: recorded, forwarded, handled, informed; 409 INVALID_STATE out of this order. */
struct decision center_step(enum center_opinion_state from, enum center_opinion_state to);
/* 422 RESULT_MISSING without opinion or result. */
struct decision
center_handled(enum center_opinion_state from, const char *opinion, const char *result);
/* Only what the customer was informed of is closed. */
struct decision center_close(enum center_opinion_state state, bool closed);

#endif
