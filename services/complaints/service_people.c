/* Who is responsible for what, who is qualified for what, and who is there (R6.6, R6.7, R6.29). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "service_request.h"

MAY_FAIL
service_responsibility_create(
    struct request *req, const struct service_responsibility_create_in *in)
{
	const char *id = new_id(req);
	struct person person;
	struct row row;
	bool found;

	TRY(colleague(req, in->employee_id, "/employee_id", &person));
	TRY(sql_service_category_find(req, in->category, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_unknown_category, &R6_6, "There is no such category.");
	if (in->until_on != NO_DATE && in->until_on < in->from_on)
		return problem_fault(req, "/until_on", "INVALID", "It would end before it begins.");
	TRY(sql_service_responsibility_create(
	    req, id, in->employee_id, in->category, in->from_on, in->until_on));
	return reply_one(req, sql_service_responsibility_get, id);
}

MAY_FAIL
service_responsibility_end(struct request *req, const struct service_responsibility_end_in *in)
{
	struct row row;

	TRY(sql_service_responsibility_lock(req, in->id, &row));
	if (in->until_on < row_date(&row, "from_on"))
		return problem_fault(req, "/until_on", "INVALID", "It would end before it begins.");
	TRY(sql_service_responsibility_save_end(req, in->id, in->until_on));
	return reply_one(req, sql_service_responsibility_get, in->id);
}

MAY_FAIL
technician_skill_create(struct request *req, const struct technician_skill_create_in *in)
{
	const char *id = new_id(req);
	struct person person;
	struct row row;
	bool found;

	TRY(colleague(req, in->employee_id, "/employee_id", &person));
	TRY(sql_service_type_find(req, in->service_type, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/service_type", "UNKNOWN", "There is no such type of service.");
	TRY(sql_technician_skill_create(req, id, in->employee_id, in->service_type));
	return reply_one(req, sql_technician_skill_get, id);
}

MAY_FAIL
technician_skill_end(struct request *req, const struct technician_skill_end_in *in)
{
	struct row row;

	TRY(sql_technician_skill_lock(req, in->id, &row));
	TRY(sql_technician_skill_save_end(req, in->id));
	return reply_one(req, sql_technician_skill_get, in->id);
}

/* One's own absence, or of those one stands above. */
static MAY_FAIL
may_say_absent(struct request *req, const char *employee_id)
{
	const struct person *superiors;
	struct person caller;
	size_t count;

	TRY(directory_caller(req, &caller));
	if (same(caller.id, employee_id))
		return NULL;
	TRY(directory_superiors(req, employee_id, &superiors, &count));
	if (caller.id && person_among(caller.id, superiors, count))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R6_7,
	    "An absence is recorded by the person, or by a superior.");
}

MAY_FAIL
absence_create(struct request *req, const struct absence_create_in *in)
{
	const char *id = new_id(req), *employee_id = in->employee_id;
	struct person person;

	if (!employee_id) {
		TRY(directory_caller(req, &person));
		employee_id = person.id;
	}
	if (!employee_id)
		return problem_fault(req, "/employee_id", "REQUIRED", "Who is absent?");
	TRY(colleague(req, employee_id, "/employee_id", &person));
	TRY(may_say_absent(req, employee_id));
	if (in->until_at < in->from_at)
		return problem_rule(req, &problem_times_inconsistent, &R6_7,
		    "The absence would end before it begins.");
	TRY(sql_absence_create(req, id, employee_id, in->from_at, in->until_at, in->reason));
	return reply_one(req, sql_absence_get, id);
}

MAY_FAIL
absence_end(struct request *req, const struct absence_end_in *in)
{
	instant until_at = in->until_at == NO_INSTANT ? req->now : in->until_at;
	struct row row;

	TRY(sql_absence_lock(req, in->id, &row));
	TRY(may_say_absent(req, row_text(req, &row, "employee_id")));
	if (until_at < row_instant(&row, "from_at"))
		return problem_rule(req, &problem_times_inconsistent, &R6_7,
		    "The absence would end before it begins.");
	TRY(sql_absence_save_end(req, in->id, until_at));
	return reply_one(req, sql_absence_get, in->id);
}
