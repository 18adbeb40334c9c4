#include "rules_message.h"

#include <string.h>

#include "rules.h"
#include "rules_text.h"

static bool
promises(const struct message_facts *facts)
{
	return facts->amount_fen || facts->discount || facts->remedy_promised_on != NO_DATE ||
	       facts->contains_commitment || facts->type == MESSAGE_TYPE_COMMITMENT;
}

/* What the measure has: its amount or less, its day or later, words of its own. */
static bool
covers(const struct stated_measure *measure, const struct message_facts *facts)
{
	if (facts->amount_fen && *facts->amount_fen > measure->amount_fen)
		return false;
	if (facts->discount && !strstr(measure->text, facts->discount))
		return false;
	return facts->remedy_promised_on == NO_DATE || facts->remedy_promised_on >= measure->due_on;
}

static struct decision
commitment(const struct message_facts *facts)
{
	if (!facts->implementer)
		return decision_refuse(&R10_14, &problem_forbidden_role,
		    "What was decided is confirmed by who implements it.");
	if (!facts->measure)
		return decision_refuse(&R10_14, &problem_commitment_not_in_decision,
		    "It names no measure of the decision of this round.");
	if (!covers(facts->measure, facts))
		return decision_refuse(&R10_14, &problem_commitment_not_in_decision,
		    "It goes beyond the measure: %s", facts->measure->text);
	return decision_allow(&R10_14, "COVERED", "The decision has this measure.");
}

struct decision
message_allowed(const struct message_facts *facts)
{
	bool commits = promises(facts) || facts->type == MESSAGE_TYPE_REPLY;

	if (commits && facts->investigator)
		return decision_refuse(&R12_14, &problem_investigator_may_not_commit,
		    "An investigator establishes facts, and promises nothing to anybody.");
	if (commits && facts->state < COMPLAINT_STATE_DECIDED)
		return decision_refuse(&R10_14, &problem_commitment_before_decision,
		    "Before the decision of this round nothing is promised.");
	if (facts->type == MESSAGE_TYPE_ARRANGEMENT &&
	    (!has_text(facts->next_step) || facts->expected_on == NO_DATE))
		return decision_refuse(
		    &R10_10, &problem_arrangement_missing, "A notice says what is next, and when.");
	if (promises(facts))
		return commitment(facts);
	return decision_allow(&R10_14, "MAY_BE_SENT", "It promises nothing.");
}

/* R10.16: the three cases in which a reply may be oral. */
static bool
exception_fits(const struct reply_facts *facts)
{
	switch (facts->exception) {
	case ORAL_REPLY_EXCEPTION_COMPLAINANT_ASKED:
		return true;
	case ORAL_REPLY_EXCEPTION_NOT_REACHABLE_IN_WRITING:
		return !facts->writable;
	default:
		return facts->anonymous && facts->phone && !facts->writable;
	}
}

struct decision
reply_form_allowed(const struct reply_facts *facts)
{
	if (facts->form != REPLY_FORM_ORAL || !facts->written_by_default)
		return decision_allow(
		    &R10_16, "FORM_FITS", "By %s.", reply_form_names[facts->form]);
	if (!facts->exception)
		return decision_refuse(&R10_16, &problem_exception_reason_missing,
		    "Why the reply is oral is missing.");
	if (!exception_fits(facts))
		return decision_refuse(&R10_16, &problem_written_form_required,
		    "The complainant is one who can be written to: %s does not hold.",
		    oral_reply_exception_names[facts->exception]);
	if (!facts->approved)
		return decision_refuse(&R10_16, &problem_written_form_required,
		    "The handler did not approve an oral reply for this reason.");
	if (!has_text(facts->note))
		return decision_refuse(
		    &R10_16, &problem_text_missing, "A note of what was said is missing.");
	return decision_allow(&R10_16, "ORAL_BY_EXCEPTION", "By word of mouth: %s.",
	    oral_reply_exception_names[facts->exception]);
}

static bool
is_stated(const struct reply_facts *facts, const struct stated_measure *measure)
{
	for (size_t i = 0; i < facts->stated_count; i++)
		if (same(facts->stated[i].id, measure->id))
			return facts->stated[i].amount_fen == measure->amount_fen;
	return false;
}

struct decision
reply_states_decision(const struct reply_facts *facts)
{
	if (facts->outcome != facts->decided)
		return decision_refuse(&R10_16, &problem_reply_differs_from_decision,
		    "It was decided %s.", complaint_outcome_names[facts->decided]);
	for (size_t i = 0; i < facts->measure_count; i++)
		if (!is_stated(facts, &facts->measures[i]))
			return decision_refuse(&R10_16, &problem_reply_differs_from_decision,
			    "Measure %zu is missing, or another amount is stated.", i + 1);
	if (facts->stated_count != facts->measure_count)
		return decision_refuse(&R10_16, &problem_reply_differs_from_decision,
		    "It states a measure that was not decided, or one twice.");
	return decision_allow(&R10_16, "AS_DECIDED", "It states the outcome and all %zu measures.",
	    facts->measure_count);
}
