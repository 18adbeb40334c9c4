#include "rules_research.h"

#include "rules.h"

struct decision
research_team(bool leader_is_senior, size_t senior_engineers)
{
	if (!leader_is_senior)
		return decision_refuse(&R6_26, &problem_leader_not_senior,
		    "Research is led by the senior leadership.");
	if (senior_engineers == 0)
		return decision_refuse(&R6_26, &problem_no_senior_engineer,
		    "At least one senior engineer takes part.");
	return decision_allow(&R6_26, "PLANNED",
	    "Led by the senior leadership, %zu senior engineers.", senior_engineers);
}

struct decision
research_step(const struct research_facts *facts, enum service_research_state to)
{
	if ((int)facts->state + 1 != (int)to)
		return decision_refuse(&R6_26, &problem_invalid_state, "The research is %s.",
		    service_research_state_names[facts->state]);
	if (to == SERVICE_RESEARCH_STATE_SUMMARISED && facts->complaints_unregistered > 0)
		return decision_refuse(&R6_26, &problem_complaint_not_registered,
		    "%d complaints are not registered.", (int)facts->complaints_unregistered);
	if (to == SERVICE_RESEARCH_STATE_PLAN_APPROVED && facts->measured < facts->items)
		return decision_refuse(&R6_26, &problem_item_without_measure,
		    "%d items, %d with a measure or a reason for none.", (int)facts->items,
		    (int)facts->measured);
	if (to == SERVICE_RESEARCH_STATE_IMPLEMENTED && facts->measures_open > 0)
		return decision_refuse(&R6_26, &problem_measures_open,
		    "%d measures have not been carried out.", (int)facts->measures_open);
	return decision_allow(&R6_26, service_research_state_names[to], "The research is %s.",
	    service_research_state_names[to]);
}

date
research_next_due(date held_on, struct period interval)
{
	return date_plus(held_on, interval);
}
