#include "rules.h"
#include "rules_plan.h"

static bool
manages(const struct actor *by, const char *department_id)
{
	return (by->roles & ROLE_MANAGER) && same(by->department_id, department_id);
}

struct decision
plan_decide(const struct plan_facts *plan, const struct actor *by)
{
	struct words above = { 0 };
	struct decision d;

	if (!manages(by, plan->department_id))
		return decision_refuse(&R7_5, &problem_forbidden_role,
		    "A department's plan is made by its own manager.");
	if (plan->year_has_plan)
		return decision_refuse(&R7_5, &problem_plan_exists,
		    "The department has a plan for this year; make a new version of it.");
	if (plan->vip_hundredths > 100 * plan->vip_percent)
		words_add(&above, tier_names[TIER_VIP]);
	if (plan->preferred_hundredths > 100 * plan->preferred_percent)
		words_add(&above, tier_names[TIER_PREFERRED]);
	d = above.count
		? decision_refuse(&R7_5, &problem_target_above_quota,
		      "Targets of %s %% VIP and %s %% preferred customers; the quotas are %lld %% "
		      "and %lld %%.",
		      show_percent(plan->vip_hundredths, 10000).text,
		      show_percent(plan->preferred_hundredths, 10000).text,
		      (long long)plan->vip_percent, (long long)plan->preferred_percent)
		: decision_allow(&R7_5, "PLANNED", "The target shares are within the quotas.");
	words_member(&d, "tiers", &above);
	decision_used(&d, "tier.VIP.max_percent", plan->vip_percent);
	decision_used(&d, "tier.PREFERRED.max_percent", plan->preferred_percent);
	return d;
}

struct decision
coordination_decide(const struct coordination *coordination, const struct actor *by)
{
	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_5, &problem_forbidden_role,
		    "Between departments the marketing division decides.");
	if (!has_text(coordination->reason) || !coordination->departments ||
	    !coordination->departments[0])
		return decision_refuse(&R7_5, &problem_validation_failed,
		    "The decision names the departments that it binds, and a reason.");
	return decision_allow(&R7_5, "COORDINATED", "It binds the departments named.");
}

struct decision
feedback_answer_decide(const struct answer *answer, const struct actor *by)
{
	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_6, &problem_forbidden_role,
		    "Feedback is answered by the marketing division.");
	if (answer->answered)
		return decision_refuse(&R7_6, &problem_invalid_state, "It was answered already.");
	if (answer->answer == FEEDBACK_ANSWER_DECLINED && !has_text(answer->reason))
		return decision_refuse(
		    &R7_6, &problem_validation_failed, "Declining needs a reason.");
	if (answer->answer == FEEDBACK_ANSWER_ADOPTED && !has_text(answer->standard_version))
		return decision_refuse(&R7_6, &problem_standard_missing,
		    "Adopting names the version of the standard that was changed.");
	return decision_allow(
	    &R7_6, feedback_answer_names[answer->answer], "The marketing division has answered.");
}

instant
feedback_due(instant filed_at, int64_t answer_days)
{
	return within_days(filed_at, (int)answer_days);
}

instant
notice_due(instant sent_at, int64_t ack_days)
{
	return within_days(sent_at, (int)ack_days);
}

struct decision
activity_decide(const struct activity_facts *activity, const struct actor *by)
{
	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_7, &problem_forbidden_role,
		    "Activities are organised by the marketing division, with the departments.");
	if (activity->type == ACTIVITY_TYPE_ANNUAL_THANKS && activity->year_has_annual)
		return decision_refuse(&R7_7, &problem_annual_exists,
		    "The company has its annual thanks event in this calendar year already.");
	return decision_allow(&R7_7, "PLANNED", "The activity can be held.");
}

struct decision
invitation_decide(bool company_listed, bool inviting_department_listed)
{
	struct listing listing = { company_listed, inviting_department_listed,
		.sales_department = true };
	struct decision d = blacklist_allows(ACT_INVITATION, &listing);

	d.rule = &R7_7;
	return d;
}

struct decision
key_plan_propose(const struct key_plan *plan)
{
	const char *tier = plan->tier ? tier_names[plan->tier] : "none";

	if (!list_has(plan->key_tiers, tier))
		return decision_refuse(&R7_7, &problem_not_key_customer,
		    "The customer's tier is %s; key-customer plans are for higher ones.", tier);
	return decision_allow(&R7_7,
	    key_customer_plan_state_names[KEY_CUSTOMER_PLAN_STATE_PROPOSED],
	    "The plan is valid once division and department have signed.");
}

struct decision
key_plan_sign(const struct key_plan *plan, const struct actor *by, bool for_division)
{
	const char *own = for_division ? plan->signed_by_division : plan->signed_by_department;
	const char *other = for_division ? plan->signed_by_department : plan->signed_by_division;

	if (for_division ? !(by->roles & ROLE_DIVISION) : !manages(by, plan->department_id))
		return decision_refuse(&R7_7, &problem_forbidden_role,
		    for_division ? "Somebody of the marketing division signs for it."
				 : "The customer's department manager signs for the department.");
	if (own)
		return decision_refuse(
		    &R7_7, &problem_invalid_state, "This side has signed already.");
	if (same(by->id, other))
		return decision_refuse(
		    &R7_7, &problem_separation_of_duties, "One person cannot sign for both sides.");
	return other ? decision_allow(&R7_7,
			   key_customer_plan_state_names[KEY_CUSTOMER_PLAN_STATE_VALID],
			   "Both sides have signed.")
		     : decision_allow(&R7_7,
			   key_customer_plan_state_names[KEY_CUSTOMER_PLAN_STATE_PROPOSED],
			   "The other side's signature is missing.");
}
