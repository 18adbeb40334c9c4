#include "rules.h"
#include "rules_verification.h"

struct decision
verification_decide(const struct verification_facts *facts)
{
	bool filed_since = facts->report_filed_at != NO_INSTANT &&
			   (facts->last_verified_at == NO_INSTANT ||
			       facts->report_filed_at > facts->last_verified_at);

	if (facts->present == GRADE_UNGRADED)
		return decision_refuse(&R3_18, &problem_invalid_state,
		    "The customer has no grade yet that could be verified.");
	if (!filed_since || !facts->computed)
		return decision_refuse(&R3_18, &problem_report_missing,
		    "No credit report has been filed since the last verification.");
	if (facts->result == VERIFICATION_RESULT_CONFIRMED && facts->computed < facts->present)
		return decision_refuse(&R3_18, &problem_adjustment_required,
		    "Grade %s cannot be confirmed: the facts make %s.", grade_names[facts->present],
		    grade_names[facts->computed]);
	return decision_allow(&R3_18, verification_result_names[facts->result],
	    "The present grade is %s, the facts make %s.", grade_names[facts->present],
	    grade_names[facts->computed]);
}

bool
verification_late(date due_on, date on)
{
	return due_on != NO_DATE && on > due_on;
}
