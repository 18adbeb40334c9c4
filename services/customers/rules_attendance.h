/* R1.6, R1.8, R1.15: when a customer's coming is recorded, and taken back. Pure. */
#ifndef CUSTOMERS_RULES_ATTENDANCE_H
#define CUSTOMERS_RULES_ATTENDANCE_H

#include "customers/enums.h"
#include "decision.h"

struct attendance_facts {
	enum gathering_state state;
	instant arrived_at, now;
	instant opens_at, ends_at; /* of a joint event not before the last lists are in */
	bool present;		   /* recorded already */
};

/* 409 INVALID_STATE, DUPLICATE; 422 TIME_IN_FUTURE. Outcome ARRIVED. */
struct decision attendance_decide(const struct attendance_facts *facts);
/* 409 for one that was annulled, of a settled gathering, or that sales stand on. Outcome ANNULLED.
 */
struct decision attendance_annul_decide(enum gathering_state state, bool annulled, bool sold);

#endif
