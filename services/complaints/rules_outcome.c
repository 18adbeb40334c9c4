#include "rules_outcome.h"

#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "rules_text.h"

struct decision
handover_complete(bool handed_over, int64_t outstanding)
{
	if (!handed_over)
		return decision_refuse(&R10_12, &problem_materials_outstanding,
		    "The handler has not handed over the materials of this round.");
	if (outstanding > 0)
		return decision_refuse(&R10_12, &problem_materials_outstanding,
		    "%lld materials were not handed over, or not acknowledged.",
		    (long long)outstanding);
	return decision_allow(&R10_12, "HANDED_OVER", "All materials were acknowledged.");
}

struct decision
measure_is_open(const struct measure_facts *facts)
{
	if (facts->state != MEASURE_STATE_OPEN || !facts->present_round)
		return decision_refuse(&R10_12, &problem_invalid_state, "The measure is %s%s.",
		    measure_state_names[facts->state],
		    facts->present_round ? "" : ", of a former round");
	if (facts->redo_decision)
		return decision_refuse(&R10_5, &problem_invalid_state,
		    "Who decided it is recused: it is decided anew by another first.");
	return decision_allow(&R10_12, "OPEN", "The measure is open.");
}

struct decision
measure_complete(const struct measure_facts *facts, const char *evidence)
{
	struct decision d = measure_is_open(facts);

	if (d.refusal)
		return d;
	if (!has_text(evidence))
		return decision_refuse(
		    &R10_12, &problem_evidence_missing, "What shows that it is done is missing.");
	return decision_allow(&R10_12, "DONE", "It is done, with evidence.");
}

struct decision
measure_propose_drop(const struct measure_facts *facts, const char *reason)
{
	struct decision d = measure_is_open(facts);

	if (d.refusal)
		return d;
	if (!has_text(reason))
		return decision_refuse(
		    &R10_12, &problem_reason_missing, "Why it is dropped is missing.");
	return decision_allow(&R10_12, "DROP_PROPOSED", "The handler approves it, or not.");
}

struct decision
measure_approve_dropping(const struct measure_facts *facts)
{
	struct decision d = measure_is_open(facts);

	if (d.refusal)
		return d;
	if (!facts->drop_proposed)
		return decision_refuse(&R10_12, &problem_invalid_state,
		    "Who implements it has not proposed to drop it.");
	return decision_allow(&R10_12, "DROPPED", "Dropped with a reason.");
}

struct decision
satisfaction_may_ask(enum complaint_state state, bool by_handler)
{
	if (by_handler)
		return decision_refuse(
		    &R10_18, &problem_separation_of_duties, "Somebody else than the handler asks.");
	if (state < COMPLAINT_STATE_REPLIED)
		return decision_refuse(&R10_18, &problem_not_replied,
		    "They are asked after the reply; the complaint is %s.",
		    complaint_state_names[state]);
	return decision_allow(&R10_18, "ASKED", "After the reply.");
}

struct decision
satisfaction_take(
    enum inquiry_outcome outcome, bool present_round, int64_t score, int64_t dissatisfied_at_most)
{
	bool satisfied = score > dissatisfied_at_most;
	struct decision d;

	if (outcome == INQUIRY_OUTCOME_ANSWERED)
		return decision_refuse(
		    &R10_18, &problem_already_answered, "One answer a person and round.");
	if (!present_round)
		return decision_refuse(&R10_18, &problem_invalid_state,
		    "The complaint was reopened: the inquiry is of a former round.");
	d = decision_allow(
	    &R10_18, satisfied ? "SATISFIED" : "DISSATISFIED", "%lld of 5.", (long long)score);
	decision_used(&d, "complaint.dissatisfied_at_most", dissatisfied_at_most);
	return d;
}

/* Who may answer it, as far as it has come. */
static bool
may_answer(const struct dissatisfaction_facts *facts)
{
	if (facts->state != DISSATISFACTION_STATE_ESCALATED || facts->law_firm)
		return facts->by_handler;
	return facts->by_escalated;
}

struct decision
dissatisfaction_take(const struct dissatisfaction_facts *facts, enum dissatisfaction_answer answer)
{
	bool escalated = facts->state == DISSATISFACTION_STATE_ESCALATED;

	if (!may_answer(facts))
		return decision_refuse(&R10_19, &problem_forbidden_role,
		    "It is answered by the handler; once escalated, by whom it was escalated to.");
	if (facts->state == DISSATISFACTION_STATE_ANSWERED ||
	    (escalated && answer == DISSATISFACTION_ANSWER_ESCALATE))
		return decision_refuse(
		    &R10_19, &problem_already_answered, "It was answered, or escalated, already.");
	if (!has_text(facts->text))
		return decision_refuse(
		    &R10_19, &problem_reason_missing, "The reason for the answer is missing.");
	if (escalated && facts->law_firm && !facts->meeting)
		return decision_refuse(&R10_19, &problem_resolution_missing,
		    "What was escalated is answered by a meeting: which one, and when?");
	return decision_allow(&R10_19, dissatisfaction_answer_names[answer], "%s.",
	    answer == DISSATISFACTION_ANSWER_REOPEN    ? "A new round begins"
	    : answer == DISSATISFACTION_ANSWER_EXPLAIN ? "The decision stands"
						       : "Somebody above answers");
}

/* Asked, and answered or the time for it is over. */
static struct decision
satisfaction_over(const struct closing *closing)
{
	instant from = instant_plus(closing->replied_at, closing->wait);

	if (closing->not_asked > 0)
		return decision_refuse(&R10_18, &problem_satisfaction_open,
		    "%lld persons concerned have not been asked.", (long long)closing->not_asked);
	if (closing->unanswered > 0 && closing->now < from)
		return decision_refuse(&R10_18, &problem_satisfaction_open,
		    "%lld persons may still answer.", (long long)closing->unanswered);
	return decision_allow(&R10_18, "ASKED", "All were asked.");
}

struct decision
outcome_stands(const struct closing *closing)
{
	if (closing->redo_decision)
		return decision_refuse(&R10_5, &problem_invalid_state,
		    "Who decided it is recused: another handler reopens it and decides anew.");
	if (closing->dissatisfactions_open > 0)
		return decision_refuse(&R10_19, &problem_dissatisfaction_open,
		    "%lld dissatisfactions have not been answered.",
		    (long long)closing->dissatisfactions_open);
	return decision_allow(&R10_19, "STANDS", "Nobody waits for an answer.");
}

struct decision
reopening_anew(enum complaint_state state, bool redo_decision, bool by_handler)
{
	if (!by_handler)
		return decision_refuse(
		    &R10_19, &problem_forbidden_role, "The handler reopens a complaint.");
	if (state < COMPLAINT_STATE_REPLIED)
		return decision_refuse(&R10_19, &problem_invalid_state,
		    "It is reopened after the reply; the complaint is %s.",
		    complaint_state_names[state]);
	if (!redo_decision)
		return decision_refuse(&R10_19, &problem_invalid_state,
		    "It is reopened on a dissatisfaction, or where who decided it is recused.");
	return decision_allow(&R10_5, "REOPENED", "Who decided it is recused.");
}

struct decision
complaint_may_close(const struct closing *closing)
{
	struct decision d = outcome_stands(closing);

	if (d.refusal)
		return d;
	if (closing->measures_open > 0)
		return decision_refuse(&R10_12, &problem_measures_open,
		    "%lld measures are neither done nor dropped.",
		    (long long)closing->measures_open);
	d = satisfaction_over(closing);
	if (d.refusal)
		return d;
	if (!closing->fed_back)
		return decision_refuse(&R10_20, &problem_feedback_missing,
		    "The outcome of this round was not fed back.");
	if (closing->notification_open)
		return decision_refuse(&R10_8, &problem_notification_open,
		    "The meeting decided to notify an authority, and it was not yet.");
	return decision_allow(&R10_17, "CLOSED", "Everything about it is settled.");
}

static void
name_missing(char *list, size_t size, const char *name)
{
	size_t used = strlen(list);

	snprintf(list + used, size - used, "%s\"%s\"", used > 1 ? ", " : "", name);
}

struct decision
archive_complete(const struct archive_item *items, size_t count, int64_t not_asked)
{
	char missing[400] = "[";
	struct decision d;
	size_t missed = 0;

	for (size_t i = 0; i < count; i++)
		if (items[i].needed && items[i].count == 0) {
			name_missing(missing, sizeof missing - 2, items[i].name);
			missed++;
		}
	if (not_asked > 0) {
		name_missing(missing, sizeof missing - 2, "SATISFACTION");
		missed++;
	}
	if (missed == 0)
		return decision_allow(&R10_17, "ARCHIVED", "Nothing is missing.");
	d = decision_refuse(
	    &R10_17, &problem_archive_incomplete, "%zu parts of the file are missing.", missed);
	snprintf(missing + strlen(missing), 2, "]");
	decision_member(&d, "missing", missing);
	return d;
}

int
archive_year(instant closed_at)
{
	int year, month, day;

	date_split(date_of(closed_at), &year, &month, &day);
	return year;
}
