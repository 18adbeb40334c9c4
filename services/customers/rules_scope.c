#include "rules.h"
#include "rules_scope.h"
#include "rules_text.h"

#define DEPARTMENT (ROLE_STAFF | ROLE_SUPERVISOR | ROLE_MANAGER)

/*
 * Whose duty it is. The marketing division does its duties for every
 * department, the roles of a department theirs for their own. A role that is
 * not named may not.
 */
static const unsigned duty_of[DUTIES] = {
	[DUTY_READ] = DEPARTMENT | ROLE_DIVISION,
	[DUTY_STANDARD] = ROLE_DIVISION,
	[DUTY_COMPANY_BLACKLIST] = ROLE_DIVISION_HEAD,
	[DUTY_GUIDANCE] = ROLE_DIVISION,
	[DUTY_IMPLEMENTING_RULES] = ROLE_MANAGER,
	[DUTY_CUSTOMER_DATA] = ROLE_STAFF | ROLE_SUPERVISOR | ROLE_DIVISION,
	[DUTY_ARCHIVE] = ROLE_SUPERVISOR,
	[DUTY_PLAN] = ROLE_MANAGER,
	[DUTY_COORDINATION] = ROLE_DIVISION,
	[DUTY_FEEDBACK] = DEPARTMENT,
	[DUTY_FEEDBACK_ANSWER] = ROLE_DIVISION,
	[DUTY_NOTICE] = DEPARTMENT | ROLE_DIVISION,
	[DUTY_ACTIVITY] = ROLE_DIVISION,
	[DUTY_APPLICATION] = ROLE_STAFF,
	[DUTY_CHECK] = ROLE_SUPERVISOR | ROLE_MANAGER,
	[DUTY_DECISION] = ROLE_MANAGER,
	[DUTY_PROPOSAL] = DEPARTMENT,
	[DUTY_RECORD] = ROLE_DIVISION,
	[DUTY_DEPARTMENT_BLACKLIST] = ROLE_MANAGER,
};

bool
department_in_scope(const struct department_facts *department)
{
	return department->sales && department->under_division;
}

bool
may_read_department(const struct actor *by, const char *department_id)
{
	if (by->roles & ROLE_DIVISION)
		return true;
	return (by->roles & DEPARTMENT) && same(by->department_id, department_id);
}

struct decision
duty_decide(enum duty duty, const struct actor *by, const struct department_facts *department)
{
	unsigned roles = by->roles & duty_of[duty];
	bool own = department && same(by->department_id, department->id);

	/* For products that no department handles, the division acts as a department does (R7.2).
	 */
	if (own && department->is_division && (by->roles & ROLE_DIVISION))
		return decision_allow(&R7_1, "ALLOWED", "The marketing division acts for itself.");

	if (!roles)
		return decision_refuse(
		    &R7_1, &problem_forbidden_role, "This is not a duty of the roles you hold.");
	if (department && !(roles & (ROLE_DIVISION | ROLE_DIVISION_HEAD)) && !own)
		return decision_refuse(&R7_1, &problem_forbidden_role,
		    "A department acts for itself only, and this belongs to another one.");
	if (department && duty != DUTY_READ && !department_in_scope(department))
		return decision_refuse(&R7_1, &problem_department_not_in_scope,
		    "These rules bind the sales departments under the marketing division; this "
		    "department is not one of them.");
	return decision_allow(&R7_1, "ALLOWED", "It is a duty of the role, for this department.");
}
