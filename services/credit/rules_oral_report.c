#include "rules_oral_report.h"
#include "rules.h"

struct decision
oral_report_decide(const struct oral_report_facts *facts)
{
	if (facts->to_self)
		return decision_refuse(&R3_26, &problem_reported_to_self,
		    "It was reported to somebody else than the salesperson.");
	if (!facts->by_either)
		return decision_refuse(&R3_26, &problem_forbidden_role,
		    "The salesperson logs it, or who received it.");
	if (facts->spoken_at > facts->now)
		return decision_refuse(
		    &R3_26, &problem_time_in_future, "It would have been spoken later than now.");
	return decision_allow(&R3_26, oral_report_kind_names[facts->kind],
	    facts->kind == ORAL_REPORT_KIND_EMERGENCY ? "Logged; an emergency report is made of it."
						      : "Logged; it has no effect on the credit.");
}
