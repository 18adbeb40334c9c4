#include "rules_investigation.h"
#include "rules.h"
#include "rules_text.h"

#define STATE(name) INVESTIGATION_STATE_##name

static const char *
name_of(enum investigation_state state)
{
	return state ? investigation_state_names[state] : "unknown";
}

static struct decision
moved(const struct rule *rule, enum investigation_state to, const char *because)
{
	return decision_allow(rule, name_of(to), "%s", because);
}

struct decision
investigation_request(const struct investigation_asker *by, enum investigation_cause cause)
{
	if (cause == INVESTIGATION_CAUSE_SALES ? by->manager || by->responsible : by->finance)
		return moved(&R3_21, STATE(REQUESTED), "Finance takes it up and leads it.");
	return decision_refuse(&R3_21, &problem_forbidden_role,
	    cause == INVESTIGATION_CAUSE_SALES
		? "The responsible salesperson or a sales manager requests an investigation."
		: "Finance opens an investigation for a periodic report or an emergency.");
}

struct decision
investigation_take_decide(enum investigation_state state, int64_t distinct, int64_t min_channels)
{
	struct decision d;

	if (state != STATE(REQUESTED))
		return decision_refuse(&R3_21, &problem_invalid_state,
		    "A requested investigation is taken; this one is %s.", name_of(state));
	if (distinct < min_channels)
		d = decision_refuse(&R3_22, &problem_channel_missing,
		    "At least %lld channels are chosen; these are %lld.", (long long)min_channels,
		    (long long)distinct);
	else
		d = moved(&R3_22, STATE(IN_PROGRESS), "Finance inquires through these channels.");
	decision_used(&d, "credit.investigation.min_channels", min_channels);
	return d;
}

struct decision
investigation_cancel_decide(enum investigation_state state, bool requester)
{
	if (!requester)
		return decision_refuse(
		    &R3_21, &problem_forbidden_role, "Who requested it cancels it.");
	if (state != STATE(REQUESTED))
		return decision_refuse(&R3_21, &problem_invalid_state,
		    "It may be cancelled until it is taken; this one is %s.", name_of(state));
	return moved(&R3_21, STATE(CANCELLED), "Cancelled before it was taken.");
}

static struct decision
under_way(enum investigation_state state, const char *because)
{
	if (state != STATE(IN_PROGRESS))
		return decision_refuse(&R3_22, &problem_invalid_state,
		    "Of an investigation in progress only; this one is %s.", name_of(state));
	return moved(&R3_22, state, because);
}

struct decision
finding_decide(const struct finding_facts *facts)
{
	bool of_sales = facts->channel == INVESTIGATION_CHANNEL_FIELD ||
			facts->channel == INVESTIGATION_CHANNEL_INTERNAL;

	if (!facts->finance && !(facts->responsible && of_sales))
		return decision_refuse(&R3_22, &problem_forbidden_role,
		    facts->responsible
			? "A salesperson enters what was found in the field or internally."
			: "Finance enters findings, and the responsible salesperson.");
	if (facts->obtained_on > facts->today)
		return decision_refuse(&R3_22, &problem_time_in_future,
		    "It would have been obtained later than today.");
	return under_way(facts->state, "A fact with its source and evidence.");
}

struct decision
investigation_no_result_decide(enum investigation_state state)
{
	return under_way(state, "The channel gave no result, for the reason given.");
}

struct decision
investigation_complete_decide(enum investigation_state state, const struct channels *channels)
{
	struct words unanswered = { 0 };
	struct decision d;

	if (state != STATE(IN_PROGRESS))
		return under_way(state, "");
	for (int channel = 1; channel < INVESTIGATION_CHANNEL_COUNT; channel++)
		if (channels->chosen[channel] && !channels->answered[channel])
			words_add(&unanswered, investigation_channel_names[channel]);
	if (!unanswered.count)
		return moved(&R3_22, STATE(COMPLETED), "Each channel has a finding or its reason.");
	d = decision_refuse(&R3_22, &problem_channel_unanswered,
	    "Neither a finding nor the reason for none: %s.", unanswered.text);
	words_member(&d, "channels", &unanswered);
	return d;
}

int64_t
score_maximum(enum score_criterion criterion)
{
	static const int64_t maxima[SCORE_CRITERION_COUNT] = {
		[SCORE_CRITERION_LEGAL_STANDING] = 20,
		[SCORE_CRITERION_MANAGEMENT] = 15,
		[SCORE_CRITERION_FINANCIAL_STRENGTH] = 25,
		[SCORE_CRITERION_BANK_RELATIONS] = 15,
		[SCORE_CRITERION_MARKET_PROSPECTS] = 15,
		[SCORE_CRITERION_COLLATERAL_CAPACITY] = 10,
	};

	return maxima[criterion];
}

struct decision
investigation_score_decide(const struct score_facts *facts, int64_t *total)
{
	struct words missing = { 0 };
	struct decision d;

	if (facts->collected_survey)
		return decision_refuse(&R3_24, &problem_separation_of_duties,
		    "Who collected the field survey does not score.");
	if (facts->state != STATE(COMPLETED))
		return decision_refuse(&R3_24, &problem_invalid_state,
		    "A completed investigation is scored, until it is reported; this one is %s.",
		    name_of(facts->state));
	if (facts->foreign)
		return decision_refuse(&R3_24, &problem_evidence_foreign,
		    "A score rests on findings of this customer.");
	*total = 0;
	for (int criterion = 1; criterion < SCORE_CRITERION_COUNT; criterion++) {
		*total += facts->points[criterion];
		if (!facts->evidence[criterion])
			words_add(&missing, score_criterion_names[criterion]);
	}
	if (!missing.count)
		return decision_allow(
		    &R3_24, "SCORED", "%lld of 100 points, each with evidence.", (long long)*total);
	d = decision_refuse(
	    &R3_5, &problem_evidence_missing, "Scores without evidence: %s.", missing.text);
	words_member(&d, "criteria", &missing);
	return d;
}
