/* R3.15, SM-4: what becomes of a reservation. */
#ifndef CREDIT_RULES_RESERVATION_H
#define CREDIT_RULES_RESERVATION_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct reservation_facts {
	enum reservation_state state;
	instant expires_at; /* NO_INSTANT: never, it is a cash order */
	int64_t within_limit_fen, granted_fen; /* both together are what is reserved */
	int64_t shipped_fen;		       /* once it was committed */
	instant shipped_at;
	const char *end_reason; /* once it was released */
};

/* What stands against the customer's supply now, and what an order may be at most. */
struct supply {
	enum trading_status trading_status;
	bool blacklisted; /* by the company, or by the order's department */
	const int64_t *order_cap_fen, *month_cap_fen; /* NULL: none was ordered (R3.31) */
	int64_t month_fen;			      /* the month's other orders */
};

/* The state at an instant: what is past expires_at has expired, marked or not. */
enum reservation_state reservation_state_at(const struct reservation_facts *facts, instant now);

/*
 * Goods worth shipped_fen were shipped. Outcome COMMITTED; REPEATED, where the same was said
 * before. 409 INVALID_STATE, 422 TIME_IN_FUTURE, SHIPPED_EXCEEDS_RESERVED, SUPPLY_STOPPED.
 */
struct decision reservation_commit_decide(const struct reservation_facts *facts,
    const struct supply *supply, int64_t shipped_fen, instant shipped_at, instant now);

/* Outcome RELEASED; REPEATED, where the same was said before. 409 INVALID_STATE. */
struct decision reservation_release_decide(
    const struct reservation_facts *facts, const char *reason, instant now);

/* What an act that was said before is answered with, and does nothing. */
bool reservation_repeated(const struct decision *d);

struct shipped_parts {
	int64_t within_limit_fen, granted_fen;
};
/* How shipped_fen divides: what was not shipped is taken off the granted part first. */
struct shipped_parts shipped_parts_of(const struct reservation_facts *facts, int64_t shipped_fen);

#endif
