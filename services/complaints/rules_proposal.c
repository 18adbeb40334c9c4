#include "rules_proposal.h"

#include "rules.h"
#include "rules_text.h"

instant
proposal_due(instant received_at, struct period first_response)
{
	return instant_plus(received_at, first_response);
}

struct decision
proposal_made(const struct proposal_facts *facts, const char *text, instant now)
{
	struct decision d;

	if (!has_text(text))
		return decision_refuse(
		    &R12_17, &problem_text_missing, "What is proposed? That is not said.");
	if (facts->steps == 0)
		return decision_refuse(&R12_17, &problem_no_step,
		    "A plan has a step at least, with who does it; to check is none.");
	if (facts->number > 1)
		return decision_allow(
		    &R12_17, "REVISION", "A proposal was made before: that one counts.");
	if (!facts->clock)
		return decision_allow(&R12_17, "PROPOSED", "No time is set for it here.");
	if (now <= proposal_due(facts->received_at, facts->first_response))
		d = decision_allow(&R12_17, "IN_TIME", "In time after the receipt.");
	else
		d = decision_allow(&R12_17, "LATE", "Later after the receipt than it should be.");
	decision_used_text(&d, "complaint.first_response", show_period(facts->first_response).text);
	return d;
}

bool
proposal_missed(instant due_at, instant proposed_at)
{
	return proposed_at == NO_INSTANT || proposed_at > due_at;
}

struct decision
escalation_made(enum complaint_state state, const char *reason)
{
	if (state >= COMPLAINT_STATE_CLOSED)
		return decision_refuse(
		    &R12_19, &problem_already_closed, "What is closed is not reported upward.");
	if (!has_text(reason))
		return decision_refuse(
		    &R12_19, &problem_reason_missing, "Why can it not be solved?");
	return decision_allow(&R12_19, "ESCALATED", "It is reported upward.");
}
