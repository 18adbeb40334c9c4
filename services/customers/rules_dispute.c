#include "rules.h"
#include "rules_dispute.h"
#include "rules_duplicate_case.h"

static const enum event_dispute_state next[EVENT_DISPUTE_STATE_COUNT][DISPUTE_ACTIONS] = {
	[EVENT_DISPUTE_STATE_REPORTED] = { [DISPUTE_ESTABLISH] = EVENT_DISPUTE_STATE_REPORTED,
	    [DISPUTE_SETTLE] = EVENT_DISPUTE_STATE_SETTLED,
	    [DISPUTE_REFUSE] = EVENT_DISPUTE_STATE_REFUSED,
	    [DISPUTE_ESCALATE] = EVENT_DISPUTE_STATE_ESCALATED },
	[EVENT_DISPUTE_STATE_REFUSED] = { [DISPUTE_ESTABLISH] = EVENT_DISPUTE_STATE_REFUSED,
	    [DISPUTE_ESCALATE] = EVENT_DISPUTE_STATE_ESCALATED },
	/* Settled is what was done; that it happened before the customer may come out later. */
	[EVENT_DISPUTE_STATE_SETTLED] = { [DISPUTE_ESTABLISH] = EVENT_DISPUTE_STATE_SETTLED },
	[EVENT_DISPUTE_STATE_ESCALATED] = { [DISPUTE_RULE] = EVENT_DISPUTE_STATE_RULED },
};

struct decision
dispute_report_decide(const struct dispute_report *report)
{
	if (!report->joint || !report->reporter)
		return decision_refuse(&R1_24, &problem_forbidden_role,
		    "A dispute of a joint event is reported by who takes part in it.");
	if (report->says_before_customer && !report->coordinator)
		return decision_refuse(&R1_24, &problem_forbidden_role,
		    "The coordinator establishes whether it was before the customer.");
	if (report->state == GATHERING_STATE_CANCELLED || report->state == GATHERING_STATE_SETTLED)
		return decision_refuse(
		    &R1_24, &problem_invalid_state, "The event is settled, or did not take place.");
	if (report->occurred_at > report->now)
		return decision_refuse(
		    &R1_24, &problem_time_in_future, "It would have happened later than now.");
	return decision_allow(&R1_24, event_dispute_state_names[EVENT_DISPUTE_STATE_REPORTED],
	    "To be settled by both heads with the coordinator after the event.");
}

static struct decision
authority(enum dispute_action action, const struct dispute_facts *facts)
{
	if (action == DISPUTE_RULE && !facts->general_manager)
		return decision_refuse(
		    &R1_25, &problem_forbidden_role, "Only the general manager rules.");
	if (action != DISPUTE_RULE && !facts->coordinator)
		return decision_refuse(action == DISPUTE_ESCALATE ? &R1_25 : &R1_24,
		    &problem_forbidden_role, "This is up to the event's coordinator.");
	return decision_allow(&R1_24, "ALLOWED", "It is up to the caller.");
}

static struct decision
all_present(const struct dispute_facts *facts)
{
	struct words missing = { 0 };
	struct decision d;

	if (!list_has(facts->present, facts->coordinator_id))
		words_add(&missing, "coordinator");
	if (!list_has(facts->present, facts->head_ids[0]))
		words_add(&missing, "head of unit 1");
	if (!list_has(facts->present, facts->head_ids[1]))
		words_add(&missing, "head of unit 2");
	if (!missing.count)
		return decision_allow(&R1_24, "PRESENT", "The coordinator and both heads.");
	d = decision_refuse(&R1_24, &problem_participant_missing,
	    "A settlement needs the coordinator and both heads; missing: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

struct decision
dispute_move(enum dispute_action action, const struct dispute_facts *facts)
{
	enum event_dispute_state to = next[facts->state][action];
	const struct rule *rule =
	    action == DISPUTE_RULE || action == DISPUTE_ESCALATE ? &R1_25 : &R1_24;
	struct decision d = authority(action, facts);

	if (d.refusal)
		return d;
	if (!to)
		return decision_refuse(rule, &problem_invalid_state,
		    "A dispute in state %s does not allow this.",
		    event_dispute_state_names[facts->state]);
	if ((action == DISPUTE_SETTLE || action == DISPUTE_REFUSE) && facts->now < facts->ends_at)
		return decision_refuse(
		    rule, &problem_event_not_over, "Disputes are settled after the event.");
	if (action == DISPUTE_SETTLE) {
		d = all_present(facts);
		if (d.refusal)
			return d;
	}
	if (!has_text(facts->text))
		return decision_refuse(
		    rule, &problem_validation_failed, "What is decided is written down.");
	if (action == DISPUTE_ESTABLISH)
		return decision_allow(rule, "ESTABLISHED",
		    facts->before_customer ? "It happened before the customer."
					   : "It did not happen before the customer.");
	d = decision_allow(rule, event_dispute_state_names[to], "The dispute is %s%s.",
	    event_dispute_state_names[to],
	    action == DISPUTE_ESCALATE && dispute_reported_late(facts) ? ", later than it should be"
								       : "");
	if (action == DISPUTE_ESCALATE)
		decision_used(&d, "dispute.report_to_gm_days", facts->report_days);
	return d;
}

bool
dispute_reported_late(const struct dispute_facts *facts)
{
	return reported_late(
	    facts->reported_at > facts->ends_at ? facts->reported_at : facts->ends_at,
	    facts->report_days, facts->now);
}

bool
dispute_fines(enum dispute_action action, const struct dispute_facts *facts)
{
	if (facts->fined)
		return false;
	return action == DISPUTE_REFUSE || (action == DISPUTE_ESTABLISH && facts->before_customer);
}
