#include "named_departments.h"

#include "customers/queries.h"
#include "relation.h"
#include "rules.h"

MAY_FAIL
acting_begin(struct request *req, const char *department_id, enum duty duty, struct acting *acting)
{
	struct actor by = actor_of(&req->caller);
	bool named = department_id, found = false;
	struct decision d;
	struct row row;

	if (!named)
		department_id = by.department_id;
	if (department_id)
		TRY(sql_named_department_lock(req, department_id, &row, &found));
	if (!found && named)
		return problem_rule(req, &problem_not_found, &R7_1, "There is no such department.");
	if (!found)
		return problem_rule(req, &problem_forbidden_role, &R7_1,
		    "A department acts here; your token names none.");
	acting->department = department_of(req, &row, "department");
	acting->by = relation_actor(req, &acting->department);
	d = duty_decide(duty, &by, &acting->department);
	return require(req, "department", department_id, &d);
}

MAY_FAIL
named_departments_check(struct request *req, const struct rule *rule, const char *ids, size_t count)
{
	struct rows rows;

	if (!count)
		return NULL;
	TRY(sql_named_departments(req, ids, &rows));
	if ((size_t)rows.count != count)
		return problem_rule(req, &problem_not_found, rule,
		    "One of the departments does not exist, or is named twice.");
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct department_facts department = department_of(req, &row, "department");

		if (!department_in_scope(&department) && !department.is_division)
			return problem_rule(req, &problem_department_not_in_scope, rule,
			    "These rules bind the sales departments under the marketing division; "
			    "one of those named is not one of them.");
	}
	return NULL;
}
