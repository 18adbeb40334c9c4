#include "rules_method.h"

#include "rules.h"
#include "rules_text.h"

struct decision
method_complete(const struct method_type *types, size_t count)
{
	struct words incomplete = { 0 };
	struct decision d;

	for (size_t i = 0; i < count; i++) {
		const struct method_type *t = &types[i];

		if (!t->scope || !t->handling_hours ||
		    !(t->responsible_employee_id || t->responsible_department_id))
			words_add(&incomplete, t->type);
	}
	if (!incomplete.text[0])
		return decision_allow(&R7_8, "METHOD_COMPLETE",
		    "Each type has its scope, who is responsible, and a time.");
	d = decision_refuse(&R7_8, &problem_method_incomplete,
	    "Scope, responsible or time is missing for %s.", incomplete.text);
	return d;
}

instant
method_due(instant received_at, int64_t handling_hours)
{
	return received_at + handling_hours * HOUR;
}
