#include "rules_cooperation.h"

#include "rules.h"
#include "rules_text.h"

/* Who does it, from which states, to which. */
static const struct step {
	bool by_demand;
	unsigned from;
	enum cooperation_task_state to;
} steps[] = {
#define IN(state) (1u << COOPERATION_TASK_STATE_##state)
	[COOPERATION_ACCEPT] = { false, IN(REQUESTED), COOPERATION_TASK_STATE_ACCEPTED },
	[COOPERATION_DECLINE] = { false, IN(REQUESTED), COOPERATION_TASK_STATE_DISPUTED },
	[COOPERATION_DELIVER] = { false, IN(ACCEPTED), COOPERATION_TASK_STATE_DELIVERED },
	[COOPERATION_CONFIRM] = { true, IN(DELIVERED), COOPERATION_TASK_STATE_CONFIRMED },
	[COOPERATION_DISPUTE] = { true, IN(DELIVERED), COOPERATION_TASK_STATE_DISPUTED },
	[COOPERATION_CHANGE] = { true, IN(REQUESTED) | IN(ACCEPTED),
	    COOPERATION_TASK_STATE_REQUESTED },
#undef IN
};

struct decision
cooperation_demand(const char *caller_department_id, const char *demand_department_id)
{
	return same(caller_department_id, demand_department_id)
		   ? decision_allow(&R6_16, "DEMANDS", "The demand department leads the work.")
		   : decision_refuse(&R6_16, &problem_not_demand_department,
			 "Only the demand department asks, changes and confirms.");
}

struct decision
cooperation_request(const struct cooperation_facts *facts)
{
	struct decision d =
	    cooperation_demand(facts->caller_department_id, facts->demand_department_id);

	if (d.refusal)
		return d;
	if (same(facts->department_id, facts->demand_department_id))
		return decision_refuse(&R6_16, &problem_own_department,
		    "The demand department asks others, not itself.");
	return decision_allow(&R6_16, "REQUESTED", "Asked of a cooperating department.");
}

struct decision
cooperation_step(const struct cooperation_facts *facts, enum cooperation_act act)
{
	const struct step *step = &steps[act];
	struct decision d =
	    cooperation_demand(facts->caller_department_id, facts->demand_department_id);

	if (step->by_demand && d.refusal)
		return d;
	if (!step->by_demand && !same(facts->caller_department_id, facts->department_id))
		return decision_refuse(
		    &R6_16, &problem_forbidden_role, "It was asked of another department.");
	if (facts->under_ruling &&
	    (act == COOPERATION_DECLINE || act == COOPERATION_DISPUTE || act == COOPERATION_CHANGE))
		return decision_refuse(&R6_17, &problem_task_under_ruling,
		    "A ruling imposed it, and is being carried out.");
	if (!(step->from & 1u << facts->state))
		return decision_refuse(&R6_16, &problem_invalid_state, "The task is %s.",
		    cooperation_task_state_names[facts->state]);
	if ((act == COOPERATION_DECLINE || act == COOPERATION_DISPUTE) && !has_text(facts->opinion))
		return decision_refuse(&R6_16, &problem_opinion_missing,
		    "Who declines, or does not accept, says why, in writing.");
	return decision_allow(&R6_16, cooperation_task_state_names[step->to], "The task is %s.",
	    cooperation_task_state_names[step->to]);
}

static bool
belonged_to_party(const struct arbiter_facts *facts, const struct membership *membership)
{
	date since = date_plus(
	    facts->today, (struct period) { -facts->lookback.months, -facts->lookback.days, 0 });

	return list_has(facts->parties, membership->department_id) &&
	       (membership->until == NO_DATE || membership->until >= since);
}

struct decision
arbitration_arbiter(const struct arbiter_facts *facts)
{
	struct decision d;

	if (facts->office_is_party ? !facts->is_general_manager : !facts->is_office)
		d = decision_refuse(&R6_17, &problem_forbidden_role,
		    facts->office_is_party
			? "The office is a party: the general manager arbitrates."
			: "The office arbitrates.");
	else
		d = decision_allow(
		    &R6_17, "MAY_ARBITRATE", "Belongs and lately belonged to no party.");
	for (size_t i = 0; !d.refusal && !facts->office_is_party && i < facts->membership_count;
	     i++)
		if (belonged_to_party(facts, &facts->memberships[i]))
			d = decision_refuse(&R6_17, &problem_recused,
			    "Who belongs or lately belonged to a party abstains.");
	decision_used(&d, "arbitration.recusal_lookback", facts->lookback.months);
	return d;
}

struct decision
arbitration_ruling(enum arbitration_state state)
{
	if (state == ARBITRATION_STATE_SUBMITTED)
		return decision_refuse(&R6_17, &problem_opinions_missing,
		    "Not every party has filed its opinion, or was recorded as filing none.");
	if (state != ARBITRATION_STATE_OPINIONS_COMPLETE)
		return decision_refuse(&R6_17, &problem_invalid_state,
		    "A ruling is final; the case is %s.", arbitration_state_names[state]);
	return decision_allow(&R6_17, "RULED", "All opinions are there.");
}

struct decision
arbitration_none_filed(enum arbitration_state state, date opinions_due_on, date today)
{
	if (state != ARBITRATION_STATE_SUBMITTED)
		return decision_refuse(&R6_17, &problem_invalid_state, "The case is %s.",
		    arbitration_state_names[state]);
	if (today <= opinions_due_on)
		return decision_refuse(&R6_17, &problem_invalid_state,
		    "Opinions may be filed until %s.", show_date(opinions_due_on).text);
	return decision_allow(&R6_17, "NONE_FILED", "The time for opinions ended on %s.",
	    show_date(opinions_due_on).text);
}
