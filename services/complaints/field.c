#include "field.h"

#include "complaints/queries.h"

MAY_FAIL
field_caller(struct request *req, const struct rule *rule, struct person *caller)
{
	TRY(directory_caller(req, caller));
	return caller->id ? NULL
			  : problem_rule(req, &problem_forbidden_role, rule,
				"You are not in the staff directory.");
}

MAY_FAIL
field_happened(struct request *req, const struct rule *rule, instant *at)
{
	if (*at == NO_INSTANT)
		*at = req->now;
	return *at > req->now ? problem_rule(req, &problem_time_in_future, rule,
				    "It would have happened later than now.")
			      : NULL;
}

MAY_FAIL
field_person(struct request *req, const char *pointer, const char *id, const char *role,
    struct person *person)
{
	struct row row;

	TRY(directory_person(req, id, person));
	if (!person->id || !person->at_work)
		return problem_fault(req, pointer, "UNKNOWN", "There is no such employee at work.");
	if (!role)
		return NULL;
	TRY(sql_field_has_role(req, id, role, &row));
	return row_boolean(&row, "held")
		   ? NULL
		   : problem_fault(req, pointer, "WRONG_ROLE", "This employee is no %s.", role);
}

MAY_FAIL
field_department(struct request *req, const char *pointer, const char *id)
{
	struct row row;

	TRY(sql_field_department_known(req, id, &row));
	return row_boolean(&row, "known")
		   ? NULL
		   : problem_fault(req, pointer, "UNKNOWN", "There is no such department.");
}

MAY_FAIL
field_customer(struct request *req, const char *pointer, const char **id)
{
	struct known_customer customer;

	if (!*id)
		return NULL;
	TRY(directory_customer(req, *id, &customer));
	if (!customer.id)
		return problem_fault(req, pointer, "UNKNOWN", "There is no such customer.");
	*id = customer.id;
	return NULL;
}
