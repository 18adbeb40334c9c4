#include "rules.h"
#include "rules_points.h"

struct decision
referral_decide(const struct referral_facts *facts)
{
	if (facts->same_person)
		return decision_refuse(
		    &R1_6, &problem_self_referral, "Old and new customer are the same person.");
	if (facts->state == GATHERING_STATE_CANCELLED || facts->now > facts->ends_at)
		return decision_refuse(&R1_6, &problem_invalid_state,
		    "Who brought whom is registered up to the end of the gathering.");
	if (facts->guest_old)
		return decision_refuse(&R1_6, &problem_not_a_new_customer,
		    "A new customer has neither come to a gathering nor bought before this one.");
	if (facts->referred)
		return decision_refuse(&R1_6, &problem_already_referred,
		    "Somebody has brought this customer already.");
	if (!facts->referrer_old)
		return decision_refuse(&R1_6, &problem_referrer_not_old_customer,
		    "An old customer has come to a gathering or bought before this one.");
	return decision_allow(&R1_6, "REGISTERED",
	    "The points are booked once the new customer's attendance is recorded.");
}

int64_t
referral_sale_points(int64_t sold_fen, int64_t unit_fen, int64_t points_per_unit)
{
	return sold_fen > 0 ? sold_fen / unit_fen * points_per_unit : 0;
}

struct points_booking
points_difference(enum points_entry_kind of, int64_t booked, int64_t due)
{
	struct points_booking booking = { .points = due - booked };

	if (booking.points > 0)
		booking.kind = of;
	if (booking.points < 0) {
		booking.kind = POINTS_ENTRY_KIND_REVERSAL;
		booking.reverses = of;
	}
	return booking;
}

struct decision
reversal_decide(int64_t booked, int64_t reversed)
{
	if (reversed <= 0)
		return decision_refuse(
		    &R1_8, &problem_validation_failed, "What is taken back is more than nothing.");
	if (reversed > booked)
		return decision_refuse(&R1_8, &problem_reversal_too_large,
		    "More would be taken back than there is: %lld of %lld.", (long long)reversed,
		    (long long)booked);
	return decision_allow(&R1_8, "REVERSED", "The difference is taken back.");
}
