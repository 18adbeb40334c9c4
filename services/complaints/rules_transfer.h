/* To whom a request is handed over, and when (R6.6, R6.7). Pure. */
#ifndef COMPLAINTS_RULES_TRANSFER_H
#define COMPLAINTS_RULES_TRANSFER_H

#include "calendar.h"
#include "decision.h"

/* Somebody in charge of a category. */
struct in_charge {
	const char *employee_id, *department_id;
	bool leads, present;
};

struct transfer_facts {
	bool in_scope, complete, pending;
	const char *first_responder_id;
	const char *to_id;		   /* who is named, or NULL */
	const struct in_charge *in_charge; /* the leader, then the deputies */
	size_t count;
};

/* Whose turn it is: the leader if present, else the first deputy who is; NULL: nobody is. */
const struct in_charge *transfer_target(const struct in_charge *in_charge, size_t count);
/* TRANSFERRED, or NO_TARGET: nobody in charge is present. */
struct decision transfer_decide(const struct transfer_facts *facts);

/* Within a department: not to another one, not back. */
struct decision assign_decide(bool same_department, bool to_first_responder);

/* Passed on between departments more than once (推诿、扯皮). */
bool is_ping_pong(int64_t cross_department_transfers);

/* R6.11: whether the record was told in time. */
struct decision
forward_decide(bool department_known, instant recorded_at, struct period within, instant now);

/* R6.6: what is in scope and needs a visit is asked for in time. */
struct decision onsite_requested(instant received_at, struct period within, instant now);

#endif
