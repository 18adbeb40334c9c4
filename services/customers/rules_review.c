#include "rules.h"
#include "rules_review.h"
#include "rules_text.h"

static const enum review_state next[REVIEW_STATE_COUNT][REVIEW_ACTIONS] = {
	[REVIEW_STATE_DRAFT] = { [REVIEW_COMPLETE] = REVIEW_STATE_COMPLETED },
	[REVIEW_STATE_COMPLETED] = { [REVIEW_FILE] = REVIEW_STATE_FILED },
	[REVIEW_STATE_FILED] = { [REVIEW_RECORD] = REVIEW_STATE_RECORDED },
};

static const unsigned review_by[REVIEW_ACTIONS] = {
	[REVIEW_COMPLETE] = ROLE_SUPERVISOR | ROLE_MANAGER,
	[REVIEW_FILE] = ROLE_SUPERVISOR | ROLE_MANAGER,
	[REVIEW_RECORD] = ROLE_DIVISION,
};

/* Results that move a tier, and from where to where; the others have no target. */
static const bool moves[REVIEW_RESULT_COUNT][TIER_COUNT][TIER_COUNT] = {
	[REVIEW_RESULT_PROMOTE] = {
		[TIER_QUALIFIED] = { [TIER_PREFERRED] = true, [TIER_VIP] = true },
		[TIER_PREFERRED] = { [TIER_VIP] = true },
	},
	[REVIEW_RESULT_DEMOTE] = {
		[TIER_VIP]       = { [TIER_PREFERRED] = true, [TIER_QUALIFIED] = true },
		[TIER_PREFERRED] = { [TIER_QUALIFIED] = true },
	},
};

enum review_state
review_next(enum review_state state, enum review_action action)
{
	return next[state][action];
}

struct decision
review_move(enum review_state state, enum review_action action, const struct actor *by,
    const char *department_id)
{
	unsigned roles = by->roles & review_by[action];

	if (!roles || (!(roles & ROLE_DIVISION) && !same(by->department_id, department_id)))
		return decision_refuse(&R7_24, &problem_forbidden_role,
		    action == REVIEW_RECORD
			? "Reviews are recorded by the marketing division."
			: "Reviews are completed and filed by the customer's own department.");
	if (!next[state][action])
		return decision_refuse(&R7_24, &problem_invalid_state,
		    "A review in state %s does not allow this.", review_state_names[state]);
	return decision_allow(&R7_24, review_state_names[next[state][action]],
	    "The review becomes %s.", review_state_names[next[state][action]]);
}

date
review_due(date anchor, struct period interval)
{
	return date_plus(anchor, interval);
}

bool
review_late(date due, instant completed_at)
{
	return completed_at > end_of(due);
}

instant
review_overdue_at(date due)
{
	return start_of(due + 1);
}

instant
review_filing_due(instant completed_at, int64_t filing_days)
{
	return within_days(completed_at, (int)filing_days);
}

date
review_period_from(const struct review_facts *review)
{
	return review->last_period_to == NO_DATE ? review->admitted_on : review->last_period_to + 1;
}

static bool
target_fits(const struct review_facts *review)
{
	if (review->result == REVIEW_RESULT_PROMOTE || review->result == REVIEW_RESULT_DEMOTE)
		return moves[review->result][review->tier][review->target_tier];
	return !review->target_tier;
}

static bool
period_valid(const struct review_facts *review, date today)
{
	return review->period_from == review_period_from(review) &&
	       review->period_from <= review->period_to && review->period_to <= today;
}

struct decision
review_complete(const struct review_facts *review, instant now)
{
	if (review->exempt)
		return decision_refuse(&R7_24, &problem_review_not_applicable,
		    "Customers of this class are not reviewed.");
	if (!relation_counts(review->relation) || !next[review->state][REVIEW_COMPLETE])
		return decision_refuse(&R7_24, &problem_invalid_state,
		    "Only a draft for an admitted customer can be completed.");
	if (!period_valid(review, date_of(now)))
		return decision_refuse(&R7_24, &problem_period_invalid,
		    "The period must begin on %s, without gap or overlap, and end by today; it is "
		    "%s to %s.",
		    show_date(review_period_from(review)).text, show_date(review->period_from).text,
		    show_date(review->period_to).text);
	if (review->tier == TIER_VIP && review->open_problems > 0 &&
	    (review->result == REVIEW_RESULT_KEEP || review->result == REVIEW_RESULT_PROMOTE))
		return decision_refuse(&R7_24, &problem_demotion_required,
		    "The VIP has %lld open problems and must be demoted.",
		    (long long)review->open_problems);
	if (!target_fits(review))
		return decision_refuse(&R7_24, &problem_validation_failed,
		    "The result %s does not lead from tier %s to %s.",
		    review_result_names[review->result], tier_names[review->tier],
		    review->target_tier ? tier_names[review->target_tier] : "no other tier");
	if (review_late(review->due, now))
		return decision_allow(
		    &R7_24, "LATE", "The review was due by %s.", show_date(review->due).text);
	return decision_allow(
	    &R7_24, "IN_TIME", "The review was due by %s.", show_date(review->due).text);
}
