/* R1.6 to R1.8: who brought whom, and the points it gives. Pure. */
#ifndef CUSTOMERS_RULES_POINTS_H
#define CUSTOMERS_RULES_POINTS_H

#include "customers/enums.h"
#include "decision.h"

struct referral_facts {
	enum gathering_state state;
	instant ends_at, now;
	bool same_person;
	bool referrer_old; /* came or bought before this gathering */
	bool guest_old;	   /* the same of the person brought */
	bool referred;	   /* was brought already, here or elsewhere */
};

/* R1.6: 422 SELF_REFERRAL, REFERRER_NOT_OLD_CUSTOMER, NOT_A_NEW_CUSTOMER; 409 ALREADY_REFERRED,
 * INVALID_STATE after the end. Outcome REGISTERED. */
struct decision referral_decide(const struct referral_facts *facts);

/* R1.7: for every full unit of what the new customer bought at the gathering. */
int64_t referral_sale_points(int64_t sold_fen, int64_t unit_fen, int64_t points_per_unit);

/* R1.8: what is booked so that what a referral has earned for one kind becomes what it is due. */
struct points_booking {
	enum points_entry_kind kind, reverses; /* reverses: 0 unless it is a REVERSAL */
	int64_t points;			       /* 0: nothing is booked */
};
struct points_booking points_difference(enum points_entry_kind of, int64_t booked, int64_t due);

/* R1.8: 422 REVERSAL_TOO_LARGE where more is taken back than there is; 400 for nothing. */
struct decision reversal_decide(int64_t booked, int64_t reversed);

#endif
