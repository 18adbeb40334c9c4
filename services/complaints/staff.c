#include "staff.h"

#include "complaints/queries.h"

MAY_FAIL
staff_caller(struct request *req, const struct rule *rule, struct person *caller)
{
	TRY(directory_caller(req, caller));
	return caller->id ? NULL
			  : problem_rule(req, &problem_forbidden_role, rule,
				"You are not in the staff directory.");
}

MAY_FAIL
staff_known(struct request *req, const char *pointer, const char *employee_id)
{
	struct person person;

	if (!employee_id)
		return NULL;
	TRY(directory_person(req, employee_id, &person));
	return person.at_work
		   ? NULL
		   : problem_fault(req, pointer, "UNKNOWN", "There is no such employee at work.");
}

MAY_FAIL
staff_known_ever(struct request *req, const char *pointer, const char *employee_id)
{
	struct person person;

	if (!employee_id)
		return NULL;
	TRY(directory_person(req, employee_id, &person));
	return person.id ? NULL
			 : problem_fault(req, pointer, "UNKNOWN", "There is no such employee.");
}

MAY_FAIL
staff_all_known(
    struct request *req, const char *pointer, const char *const *employee_ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		TRY(staff_known(
		    req, arena_print(req->arena, "%s/%zu", pointer, i), employee_ids[i]));
	return NULL;
}

MAY_FAIL
staff_holds(struct request *req, const char *employee_id, const char *role, bool *holds)
{
	struct row row;

	return sql_staff_holds(req, employee_id, role, &row, holds);
}

MAY_FAIL
staff_department_known(struct request *req, const char *pointer, const char *department_id)
{
	struct row row;
	bool found = true;

	if (department_id)
		TRY(sql_staff_department(req, department_id, &row, &found));
	return found ? NULL
		     : problem_fault(req, pointer, "UNKNOWN", "There is no such department.");
}
