#include "rules_project.h"

#include "rules.h"
#include "rules_text.h"

static struct decision
of_the_past(const struct delivery_facts *facts, const char *outcome)
{
	return facts->delivered_on > facts->today
		   ? decision_refuse(&R6_14, &problem_delivered_in_future,
			 "What is delivered on %s has not been delivered yet.",
			 show_date(facts->delivered_on).text)
		   : decision_allow(
			 &R6_14, outcome, "Delivered on %s.", show_date(facts->delivered_on).text);
}

struct decision
project_deliver(const struct delivery_facts *facts)
{
	if (facts->state != SERVICE_PROJECT_STATE_PREPARING)
		return decision_refuse(&R6_14, &problem_invalid_state, "The project is %s.",
		    service_project_state_names[facts->state]);
	if (!facts->signing_salesperson_id)
		return decision_refuse(&R6_14, &problem_no_signing_salesperson,
		    "Who signed the contract is not known.");
	return of_the_past(facts, "DELIVERED");
}

struct decision
project_correct(const struct delivery_facts *facts)
{
	if (facts->state == SERVICE_PROJECT_STATE_PREPARING)
		return decision_refuse(
		    &R6_14, &problem_not_delivered, "The project has not been delivered.");
	if (facts->state == SERVICE_PROJECT_STATE_RETIRED)
		return decision_refuse(
		    &R6_14, &problem_invalid_state, "The service of the project has ended.");
	return of_the_past(facts, "CORRECTED");
}
