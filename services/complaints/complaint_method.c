#include "complaint_method.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_method.h"
#include "rules_text.h"
#include "staff.h"

/* Other departments have no method: document 7 does not bind them (R7.1). */
static MAY_FAIL
is_of_sales(struct request *req, const char *department_id)
{
	struct row row;
	bool found;

	TRY(sql_complaint_department_kind(req, department_id, &row, &found));
	return found && same(row_text(req, &row, "kind"), "SALES")
		   ? NULL
		   : problem_rule(req, &problem_department_not_in_scope, &R7_8,
			 "A method is laid down in a sales department.");
}

/* Each type once, and who is responsible for it is there. */
static MAY_FAIL
is_known(struct request *req, const struct complaint_method_create_in *in, size_t i)
{
	const char *at = arena_print(req->arena, "/types/%zu", i);

	for (size_t before = 0; before < i; before++)
		if (same(in->types[before].type, in->types[i].type))
			return problem_fault(req, arena_print(req->arena, "%s/type", at),
			    "DUPLICATE", "This type is told already.");
	TRY(staff_known(req, arena_print(req->arena, "%s/responsible_employee_id", at),
	    in->types[i].responsible_employee_id));
	return staff_department_known(req,
	    arena_print(req->arena, "%s/responsible_department_id", at),
	    in->types[i].responsible_department_id);
}

MAY_FAIL
complaint_method_create(struct request *req, const struct complaint_method_create_in *in)
{
	struct method_type *types = arena_array(req->arena, struct method_type, in->types_count);
	date from = in->effective_from == NO_DATE ? req->today : in->effective_from;
	const char *id = new_id(req), *department_id;
	struct person caller;
	struct decision d;

	TRY(directory_caller(req, &caller));
	department_id = caller.department_id ? caller.department_id : req->caller.department_id;
	if (!department_id)
		return problem_rule(req, &problem_forbidden_role, &R7_8,
		    "A method is laid down by the manager of a department.");
	TRY(is_of_sales(req, department_id));
	if (from < req->today)
		return problem_rule(req, &problem_effective_date_past, &R7_8,
		    "A method is in force from today on, or later.");
	for (size_t i = 0; i < in->types_count; i++) {
		TRY(is_known(req, in, i));
		types[i] = (struct method_type) { in->types[i].type, in->types[i].scope,
			in->types[i].responsible_employee_id,
			in->types[i].responsible_department_id, in->types[i].handling_hours };
	}
	d = method_complete(types, in->types_count);
	TRY(decide(req, "complaint_method", id, &d));
	TRY(sql_complaint_method_create(req, id, department_id, in->scope, in->types_json, from));
	return reply_one(req, sql_complaint_method_get, id);
}

static MAY_FAIL
apply(struct request *req, const struct complaint *c, const char *type)
{
	struct deadline_new deadline = {
		.subject = "complaint",
		.subject_id = c->id,
		.kind = "METHOD_HANDLING",
		.rule = &R7_8,
		.started_at = c->received_at,
	};
	const char *responsible;
	struct row row;
	bool found;

	if (!c->department_id || !type)
		return NULL;
	TRY(sql_complaint_method_of(
	    req, c->department_id, date_of(c->received_at), c->received_at, type, &row, &found));
	if (!found)
		return NULL;
	responsible = row_text(req, &row, "responsible_employee_id");
	if (!responsible) {
		struct row department;

		TRY(sql_complaint_department_kind(
		    req, row_text(req, &row, "responsible_department_id"), &department, &found));
		responsible = found ? row_text(req, &department, "head_id") : NULL;
	}
	deadline.due_at = method_due(c->received_at, row_integer(&row, "handling_hours"));
	TRY(deadline_start(req, &deadline));
	return sql_complaint_save_method(
	    req, c->id, row_text(req, &row, "id"), row_text(req, &row, "method_type"), responsible);
}

MAY_FAIL
method_follow(struct request *req, const struct complaint *c)
{
	const char *type;
	struct row row;

	TRY(sql_complaint_form(req, c->id, &row));
	type = row_text(req, &row, "method_type");
	if (!row_is_null(&row, "method_id")) {
		TRY(deadline_cancel(req, c->id, "METHOD_HANDLING", NULL));
		TRY(sql_complaint_save_method(req, c->id, NULL, type, NULL));
	}
	return apply(req, c, type);
}

/* The marketing division joins a complaint about a sales department: it reads and comments (R7.8).
 */
MAY_FAIL
complaint_assist(struct request *req, const struct complaint_assist_in *in)
{
	struct complaint c;
	struct person caller;
	struct row row;
	bool found;

	TRY(complaint_lock_itself(req, in->id, &c));
	TRY(sql_complaint_department_kind(req, c.department_id, &row, &found));
	if (!found || !same(row_text(req, &row, "kind"), "SALES"))
		return problem_detail(req, &problem_not_found,
		    "There is no such complaint about a sales department.");
	TRY(directory_caller(req, &caller));
	if (!caller.id)
		return problem_rule(req, &problem_forbidden_role, &R7_8,
		    "An assistant is a person of the staff directory.");
	TRY(complaint_assign(
	    req, &c, COMPLAINT_FUNCTION_ASSISTANT, caller.id, false, NULL, "Assists (R7.8)."));
	return complaint_reply(req, c.id);
}
