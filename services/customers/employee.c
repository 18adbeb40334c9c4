/* /v1/employees */
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules_text.h"
#include "service.h"

static MAY_FAIL
check(struct request *req, const char *id, const char *department_id, const char *supervisor_id)
{
	struct row row;

	TRY(sql_employee_check(req, id, department_id, supervisor_id, &row));
	if (department_id && !row_boolean(&row, "department_at_work"))
		return problem_fault(
		    req, "/department_id", "UNKNOWN", "There is no such department at work.");
	if (supervisor_id && !row_boolean(&row, "supervisor_at_work"))
		return problem_fault(
		    req, "/supervisor_id", "UNKNOWN", "There is no such employee at work.");
	return row_boolean(&row, "below") ? &problem_supervisor_below : NULL;
}

/* The end of every change. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_employee_get(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
employee_create(struct request *req, const struct employee_create_in *in)
{
	const char *id = new_id(req);

	TRY(check(req, id, in->department_id, in->supervisor_id));
	TRY(sql_employee_create(req, id, in->number, in->subject, in->name, in->department_id,
	    in->supervisor_id, in->title, in->roles_json, in->phone, in->email, in->joined_on));
	return tell_and_reply(req, "employee.created", id);
}

MAY_FAIL
employee_update(struct request *req, const struct employee_update_in *in)
{
	struct row row;

	TRY(sql_employee_lock(req, in->id, &row));
	if (in->department_id_given || in->supervisor_id_given)
		TRY(check(req, in->id, in->department_id, in->supervisor_id));
	TRY(sql_employee_save(req, in->id, req->body));
	return tell_and_reply(req, "employee.updated", in->id);
}

/* The person, whoever stands above the person, an administrator. */
static MAY_FAIL
may_set_presence(struct request *req, const struct row *employee)
{
	const char *subject = row_text(req, employee, "subject");
	struct rows above;

	if (caller_is(&req->caller, "administrator") ||
	    same(subject, req->caller.id))
		return NULL;
	TRY(sql_employee_supervisors(req, row_text(req, employee, "id"), &above));
	for (int i = 0; i < above.count; i++) {
		struct row row = rows_at(&above, i);

		subject = row_text(req, &row, "_subject");
		if (same(subject, req->caller.id))
			return NULL;
	}
	return problem_detail(req, &problem_forbidden_role,
	    "The person, whoever stands above the person, or an administrator says when the person "
	    "is on leave.");
}

MAY_FAIL
employee_presence_set(struct request *req, const struct employee_presence_set_in *in)
{
	bool leave = same(in->presence, "ON_LEAVE");
	struct row row;

	if (leave && (in->from == NO_DATE || in->until == NO_DATE))
		return problem_fault(req, in->from == NO_DATE ? "/from" : "/until", "REQUIRED",
		    "A leave has a first and a last day.");
	if (leave && in->until < in->from)
		return problem_fault(
		    req, "/until", "OUT_OF_RANGE", "The last day lies before the first.");

	TRY(sql_employee_lock(req, in->id, &row));
	TRY(may_set_presence(req, &row));
	TRY(sql_employee_save_presence(req, in->id, leave ? in->from : NO_DATE,
	    leave ? in->until : NO_DATE, leave ? in->deputy_id : NULL));
	return tell_and_reply(req, "employee.updated", in->id);
}

MAY_FAIL
employee_supervisors(struct request *req, const struct employee_supervisors_in *in)
{
	struct row row;
	struct rows above;

	TRY(sql_employee_get(req, in->id, &row));
	TRY(sql_employee_supervisors(req, in->id, &above));
	return reply_rows(req, &above);
}
