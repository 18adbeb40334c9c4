#include "rules.h"
#include "rules_joint_event.h"
#include "rules_text.h"

struct schedule
schedule_of(const struct schedule_terms *terms)
{
	struct schedule schedule = {
		.first = terms->event_on - (date)terms->week_days,
		.event_on = terms->event_on,
		.daily = terms->daily,
		.event_day = terms->event_day,
	};

	while (schedule.first <= schedule.event_on &&
	       schedule_deadline(&schedule, schedule.first) < terms->created_at)
		schedule.first++;
	return schedule;
}

instant
schedule_deadline(const struct schedule *schedule, date on)
{
	return start_of(on) + (on == schedule->event_on ? schedule->event_day : schedule->daily);
}

date
invitation_day(const struct schedule *schedule, instant at)
{
	for (date on = schedule->first; on <= schedule->event_on; on++)
		if (at <= schedule_deadline(schedule, on))
			return on;
	return NO_DATE;
}

instant
deadline_after(const struct schedule *schedule, instant at)
{
	date on = invitation_day(schedule, at);

	return on == NO_DATE ? NO_INSTANT : schedule_deadline(schedule, on);
}

instant
list_due(const struct schedule *schedule, enum box_list_kind kind, date on)
{
	return schedule_deadline(schedule, kind == BOX_LIST_KIND_PLAN ? on - 1 : on);
}

enum gathering_session
session_at(instant time_of_day, instant afternoon_from, instant evening_from)
{
	if (time_of_day >= evening_from)
		return GATHERING_SESSION_EVENING;
	return time_of_day >= afternoon_from ? GATHERING_SESSION_AFTERNOON
					     : GATHERING_SESSION_MORNING;
}

static bool
units_fit(const struct joint_plan *plan)
{
	bool taken[3] = { false };

	if ((int64_t)plan->unit_count != plan->units_per_event || plan->unit_count != 2)
		return false;
	for (size_t i = 0; i < plan->unit_count; i++) {
		int64_t sequence = plan->units[i].sequence;

		if (sequence < 1 || sequence > 2 || taken[sequence])
			return false;
		taken[sequence] = true;
	}
	return !same(plan->units[0].department_id, plan->units[1].department_id);
}

struct decision
joint_event_decide(const struct joint_plan *plan)
{
	if (!units_fit(plan))
		return decision_refuse(&R1_9, &problem_unit_count_unsupported,
		    "A joint event is held by two business units, sequence 1 and 2.");
	for (size_t i = 0; i < plan->unit_count; i++) {
		if (!plan->units[i].direct_sales)
			return decision_refuse(&R1_9, &problem_department_not_in_scope,
			    "Joint events are held by direct-selling units.");
		if (same(plan->units[i].department_id, plan->coordinator_department_id))
			return decision_refuse(&R1_9, &problem_separation_of_duties,
			    "The coordinator belongs to neither unit.");
	}
	if (plan->session != plan->starts_in)
		return decision_refuse(&R1_9, &problem_session_mismatch,
		    "The start lies in the session %s.", gathering_session_names[plan->starts_in]);
	if (plan->event_day_deadline == NO_INSTANT) {
		struct decision d = decision_refuse(&R1_9, &problem_policy_value_missing,
		    "No deadline is set for the lists on the day of an event in the session %s.",
		    gathering_session_names[plan->session]);

		if (plan->session == GATHERING_SESSION_MORNING)
			decision_used_json(&d, "sharing.event_day_deadline.MORNING", NULL);
		return d;
	}
	if (plan->deadline_over)
		return decision_refuse(&R1_9, &problem_invalid_state,
		    "The last deadline for lists is over: no invitation could count.");
	return decision_allow(&R1_9, gathering_state_names[GATHERING_STATE_PLANNED],
	    "Two units, a coordinator of neither, and a start in the session.");
}

struct decision
coordinator_decide(enum gathering_kind kind, enum gathering_state state, bool of_a_unit)
{
	if (kind != GATHERING_KIND_JOINT ||
	    (state != GATHERING_STATE_PLANNED && state != GATHERING_STATE_HELD))
		return decision_refuse(&R1_9, &problem_invalid_state,
		    "Only a joint event that is not settled or called off has a coordinator to "
		    "name.");
	if (of_a_unit)
		return decision_refuse(&R1_9, &problem_separation_of_duties,
		    "The coordinator belongs to neither unit.");
	return decision_allow(
	    &R1_9, "NAMED", "An employee of neither unit coordinates the event from now on.");
}

bool
lead_missed(int64_t unit, date event_on, date invited_day, int64_t lead_days)
{
	date last = event_on - 1 - (date)(unit == 1 ? lead_days : 0);

	return invited_day == NO_DATE || invited_day > last;
}

struct decision
gathering_move(enum gathering_state state, enum gathering_action action, int64_t open_cases)
{
	static const enum gathering_state next[GATHERING_STATE_COUNT][GATHERING_ACTIONS] = {
		[GATHERING_STATE_PLANNED] = { [GATHERING_HOLD] = GATHERING_STATE_HELD,
		    [GATHERING_CANCEL] = GATHERING_STATE_CANCELLED },
		[GATHERING_STATE_HELD] = { [GATHERING_SETTLE] = GATHERING_STATE_SETTLED },
	};
	enum gathering_state to = next[state][action];

	if (!to)
		return decision_refuse(&R1_9, &problem_invalid_state,
		    "A gathering in state %s does not allow this.", gathering_state_names[state]);
	if (action == GATHERING_SETTLE && open_cases > 0)
		return decision_refuse(&R1_9, &problem_invalid_state,
		    "%lld duplicate cases or disputes are still open.", (long long)open_cases);
	return decision_allow(
	    &R1_9, gathering_state_names[to], "The gathering is %s.", gathering_state_names[to]);
}
