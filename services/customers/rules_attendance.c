#include "rules.h"
#include "rules_attendance.h"

static bool
open(enum gathering_state state)
{
	return state == GATHERING_STATE_PLANNED || state == GATHERING_STATE_HELD;
}

struct decision
attendance_decide(const struct attendance_facts *facts)
{
	if (facts->present)
		return decision_refuse(
		    &R1_15, &problem_duplicate, "The customer's coming is recorded already.");
	if (!open(facts->state))
		return decision_refuse(&R1_15, &problem_invalid_state,
		    "The gathering is settled, or did not take place.");
	if (facts->arrived_at > facts->now)
		return decision_refuse(
		    &R1_15, &problem_time_in_future, "The customer would arrive later than now.");
	if (facts->arrived_at < facts->opens_at || facts->arrived_at > facts->ends_at)
		return decision_refuse(&R1_15, &problem_invalid_state,
		    "Customers arrive on the day, up to the end; to a joint event after the last "
		    "deadline for lists.");
	return decision_allow(
	    &R1_15, invitation_state_names[INVITATION_STATE_ARRIVED], "The customer has come.");
}

struct decision
attendance_annul_decide(enum gathering_state state, bool annulled, bool sold)
{
	if (annulled || !open(state))
		return decision_refuse(&R1_8, &problem_invalid_state,
		    annulled ? "The attendance was annulled." : "The gathering is settled.");
	if (sold)
		return decision_refuse(&R1_8, &problem_invalid_state,
		    "Sales stand on the attendance: they are cancelled first.");
	return decision_allow(&R1_8, "ANNULLED", "The points for it are taken back.");
}
