#include "rules_decision.h"

#include "rules.h"
#include "rules_text.h"

/* R10.11: a new version before the reply, of the same handler; what a recused handler decided is
 * decided again by another (R10.5). */
static struct decision
may_replace(const struct decision_facts *facts)
{
	if (facts->state >= COMPLAINT_STATE_REPLIED)
		return decision_refuse(&R10_11, &problem_invalid_state,
		    "The reply was sent: only a reopening changes the decision.");
	if (facts->redo_decision && facts->handler)
		return decision_allow(&R10_5, "DECIDED_ANEW", "Who decided it is recused.");
	if (!facts->named)
		return decision_refuse(
		    &R10_11, &problem_already_decided, "The complaint is decided in this round.");
	if (!facts->same_signer)
		return decision_refuse(&R10_11, &problem_forbidden_role,
		    "A new version is signed by who signed the one before.");
	return decision_allow(&R10_11, "DECIDED_ANEW", "A new version before the reply.");
}

static struct decision
is_ready(const struct decision_facts *facts)
{
	if (facts->redo_opinion || (facts->opinion_required && !facts->opined))
		return decision_refuse(&R10_6, &problem_opinion_needed,
		    "The officer's written opinion of this round is missing.");
	if (facts->redo_findings)
		return decision_refuse(&R10_5, &problem_no_findings,
		    "Findings were made by somebody who is recused: they are made again.");
	return decision_allow(&R10_11, "READY", "It may be decided.");
}

struct decision
decision_may(const struct decision_facts *facts)
{
	struct decision d;

	if (facts->profile == COMPLAINT_PROFILE_LOGISTICS && facts->investigated)
		return decision_refuse(&R12_14, &problem_separation_of_duties,
		    "Who investigated the complaint does not decide it.");
	if (!facts->handler)
		return decision_refuse(
		    &R10_11, &problem_forbidden_role, "The assigned handler decides.");
	if (facts->decided || facts->state >= COMPLAINT_STATE_DECIDED) {
		d = may_replace(facts);
		if (d.refusal)
			return d;
	} else if (facts->state < COMPLAINT_STATE_INVESTIGATED) {
		return decision_refuse(&R10_11, &problem_invalid_state, "The complaint is %s.",
		    complaint_state_names[facts->state]);
	} else if (facts->major && facts->state == COMPLAINT_STATE_INVESTIGATED) {
		return decision_refuse(
		    &R10_8, &problem_meeting_required, "A major matter goes to a meeting first.");
	}
	return is_ready(facts);
}

/* R10.8: what came before a meeting follows its resolution. */
static struct decision
follows_resolution(const struct decision_facts *facts, const struct decision_content *content)
{
	bool met = facts->state == COMPLAINT_STATE_IN_MEETING || facts->major;

	if (!content->resolved && (met || content->resolution_named))
		return decision_refuse(&R10_8, &problem_resolution_missing,
		    "The resolution of the meeting on this complaint is missing.");
	if (content->resolved && !content->as_resolved)
		return decision_refuse(&R10_8, &problem_decision_differs_from_resolution,
		    "The measures are not those that the meeting resolved.");
	return decision_allow(&R10_8, "FOLLOWS", "It follows the meeting, if there was one.");
}

struct decision
decision_explicit(const struct decision_facts *facts, const struct decision_content *content)
{
	struct decision d;

	if (!content->outcome)
		return decision_refuse(
		    &R10_11, &problem_outcome_missing, "Upheld or not: the outcome is explicit.");
	if (!has_text(content->reasons))
		return decision_refuse(
		    &R10_11, &problem_reasons_missing, "The reasons of the decision are missing.");
	if ((content->measure_count > 0) == content->no_measures)
		return decision_refuse(&R10_11, &problem_measures_unspecified,
		    "Measures are named, or no_measures says that there are none.");
	d = follows_resolution(facts, content);
	if (d.refusal)
		return d;
	if (content->deviates && !has_text(content->deviation_reason))
		return decision_refuse(&R10_6, &problem_deviation_reason_missing,
		    "The opinion proposes otherwise: the reason to differ is missing.");
	if (content->relies_on_unchecked)
		return decision_refuse(&R10_9, &problem_material_unchecked,
		    "It relies on a material that nobody checked, or somebody who is recused.");
	if (content->relies_on_false)
		return decision_refuse(&R10_9, &problem_relies_on_false_material,
		    "It relies on a material that was found false.");
	if (facts->decided && !facts->redo_decision && !has_text(content->replace_reason))
		return decision_refuse(
		    &R10_11, &problem_reason_missing, "The reason for the new version is missing.");
	return decision_allow(&R10_11, facts->decided ? "DECIDED_ANEW" : "DECIDED", "%s.",
	    complaint_outcome_names[content->outcome]);
}
