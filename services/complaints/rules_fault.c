#include "rules_fault.h"

#include "rules.h"
#include "rules_text.h"

struct decision
fault_reported(const struct fault_data *data, instant now)
{
	struct words missing = { 0 };

	if (!data->project_id)
		words_add(&missing, "project_id");
	if (data->occurred_at == NO_INSTANT)
		words_add(&missing, "occurred_at");
	if (!has_text(data->location))
		words_add(&missing, "location");
	if (!has_text(data->symptoms))
		words_add(&missing, "symptoms");
	if (!has_text(data->handling_plan) && !data->plan_being_prepared)
		words_add(&missing, "handling_plan");
	if (missing.count) {
		struct decision d = decision_refuse(
		    &R6_18, &problem_fault_data_missing, "Missing: %s.", missing.text);

		words_member(&d, "missing", &missing);
		return d;
	}
	if (data->occurred_at > now || data->known_at > now)
		return decision_refuse(
		    &R6_18, &problem_time_in_future, "It has not been so far yet.");
	return decision_allow(&R6_18, "REPORTED", "Time, place, symptoms and plan are told.");
}

bool
fault_overlaps(instant ended_at, instant occurred_at)
{
	return ended_at == NO_INSTANT || occurred_at <= ended_at;
}

struct decision
fault_recipients(const char *signing_salesperson_id, const char *division_manager_id)
{
	if (!signing_salesperson_id)
		return decision_refuse(&R6_18, &problem_no_signing_salesperson,
		    "The project does not say who signed its contract.");
	if (!division_manager_id)
		return decision_refuse(&R6_18, &problem_no_division_manager,
		    "The project does not say which manager is in charge.");
	return decision_allow(&R6_18, "RECIPIENTS_KNOWN", "Everybody who is told is known.");
}

struct decision
fault_in_charge(const char *employee_id, const char *division_manager_id, const char *substitute_id)
{
	return same(employee_id, division_manager_id) || same(employee_id, substitute_id)
		   ? decision_allow(
			 &R6_19, "IN_CHARGE", "The manager in charge, or the substitute.")
		   : decision_refuse(&R6_19, &problem_forbidden_role,
			 "The project's manager in charge does it, or the recorded substitute.");
}

static struct decision
comes_to(enum fault_state state)
{
	return decision_allow(
	    &R6_19, fault_state_names[state], "The fault is %s.", fault_state_names[state]);
}

struct decision
fault_step(const struct fault_facts *facts, enum fault_step step)
{
	enum fault_state state = facts->state;
	bool told = state >= FAULT_STATE_NOTIFIED && state <= FAULT_STATE_ENDED;
	bool open = told && state != FAULT_STATE_ENDED;

	switch (step) {
	case FAULT_STEP_REGISTER:
		if (told && facts->registered_at == NO_INSTANT)
			return comes_to(
			    state == FAULT_STATE_NOTIFIED ? FAULT_STATE_REGISTERED : state);
		break;
	case FAULT_STEP_RELAY:
		if (facts->registered_at == NO_INSTANT)
			return decision_refuse(&R6_19, &problem_fault_not_registered,
			    "It is relayed after it was registered.");
		if (told && facts->relayed_at == NO_INSTANT)
			return comes_to(
			    state == FAULT_STATE_REGISTERED ? FAULT_STATE_RELAYED : state);
		break;
	case FAULT_STEP_HANDLE:
		if (open && state != FAULT_STATE_IN_HANDLING)
			return comes_to(FAULT_STATE_IN_HANDLING);
		break;
	case FAULT_STEP_END:
		if (open)
			return comes_to(FAULT_STATE_ENDED);
		break;
	}
	return decision_refuse(
	    &R6_19, &problem_invalid_state, "The fault is %s.", fault_state_names[state]);
}

bool
fault_tracking_gap(
    instant occurred_at, instant ended_at, struct period every, int64_t entries, bool final)
{
	int64_t whole = 0;
	instant until = instant_plus(occurred_at, every);

	if (until <= occurred_at)
		return !final; /* no interval: none can be missed */
	for (; until <= ended_at; until = instant_plus(until, every))
		whole++;
	return entries < whole || !final;
}

static struct decision
sections_there(const struct analysis_report *report)
{
	const struct {
		const char *name, *text;
	} sections[] = {
		{ "impact", report->impact },
		{ "handling", report->handling },
		{ "cause", report->cause },
		{ "corrective_measures", report->corrective },
		{ "preventive_measures", report->preventive },
	};
	struct words missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < COUNT(sections); i++)
		if (!has_text(sections[i].text))
			words_add(&missing, sections[i].name);
	if (missing.count == 0)
		return decision_allow(&R6_20, fault_state_names[FAULT_STATE_REPORT_WRITTEN],
		    "All sections are there.");
	d = decision_refuse(&R6_20, &problem_section_missing, "Missing: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

struct decision
fault_release(
    const struct fault_facts *facts, const struct analysis_report *report, bool is_supervisor)
{
	if (!is_supervisor)
		return decision_refuse(
		    &R6_20, &problem_forbidden_role, "The head of technical service releases it.");
	if (facts->ended_at == NO_INSTANT)
		return decision_refuse(&R6_20, &problem_fault_not_ended, "The fault lasts.");
	if (facts->state != FAULT_STATE_ENDED)
		return decision_refuse(&R6_20, &problem_invalid_state, "The fault is %s.",
		    fault_state_names[facts->state]);
	if (facts->registered_at == NO_INSTANT)
		return decision_refuse(&R6_20, &problem_fault_not_registered,
		    "The manager in charge has not registered it.");
	if (facts->notified_at == NO_INSTANT || facts->relayed_at == NO_INSTANT)
		return decision_refuse(&R6_20, &problem_invalid_state,
		    "It has not been relayed to the senior leadership.");
	return sections_there(report);
}

struct decision
fault_closing(enum fault_state state)
{
	if (state == FAULT_STATE_REPORT_WRITTEN)
		return decision_refuse(&R6_20, &problem_feedback_incomplete,
		    "The report goes to the customer and to the business department.");
	if (state != FAULT_STATE_FED_BACK)
		return decision_refuse(
		    &R6_20, &problem_invalid_state, "The fault is %s.", fault_state_names[state]);
	return decision_allow(&R6_20, fault_state_names[FAULT_STATE_CLOSED], "Both were told.");
}
