/* A service request as it is recorded, resolved and closed (R6.4, R6.5, R6.6, R6.8, R6.11). Pure.
 */
#ifndef COMPLAINTS_RULES_REQUEST_H
#define COMPLAINTS_RULES_REQUEST_H

#include "calendar.h"
#include "decision.h"

struct request_record {
	bool employee;	      /* who records it is of the staff directory */
	bool category_known;  /* there is such a category */
	const char *category; /* or NULL: not said yet */
	const char *customer_id, *caller_phone;
	const char *description;
	instant received_at, recorded_at;
};

/* R6.4, R6.5: what the record needs. */
struct decision request_recorded(
    const struct request_record *record, int64_t description_min, struct period record_within);

/* C2: an instant deadline; the last instant is in time. */
bool is_late(instant since, struct period within, instant acted_at);

/* R6.4: of two receipts of one contact the earlier stands, on equality the one recorded first. */
struct decision first_contact(instant recorded_first, instant received_at, bool untouched);

/* R6.5, C1: when the contact ended, NO_INSTANT: it goes on. */
struct decision contact_ended(instant received_at, instant ended_at, instant now);

struct request_resolving {
	bool in_scope, completable_at_once, by_first_responder;
	instant resolved_at, contact_ended_at; /* NO_INSTANT: the contact goes on */
};

/* R6.6: ONE_STOP, ONE_STOP_MISSED, or RESOLVED where one stop was not owed. */
struct decision request_resolved(const struct request_resolving *resolving);

/* R6.8: REPORTED or REPORTED_LATE; a reason is needed. */
struct decision
major_reported(const char *reason, instant known_at, instant reported_at, struct period within);

struct closing_facts {
	bool wco_owed, confirmed;
	instant resolved_at, now;
};

/* R6.9, 3.2: CUSTOMER_CONFIRMED or TIME_ELAPSED. */
struct decision request_closed(const struct closing_facts *closing, struct period wait);

/* R6.11: REPEATED or SOLICITED, or NOTED (not the customer's own initiative, or it is resolved). */
struct decision contact_counted(bool inbound, bool solicited, bool unresolved);

#endif
