/* What service centres hear goes to the company, and its result back to the customer (R11.20). */
#include "center_opinion.h"

#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "field.h"
#include "parameter.h"
#include "rules.h"
#include "rules_field.h"
#include "rules_text.h"

static enum center_opinion_state
state_of(const struct row *row)
{
	return row_enum(row, "state", center_opinion_state_names, CENTER_OPINION_STATE_COUNT);
}

/* The clock of a step, in working days of a parameter. */
static MAY_FAIL
start_clock(struct request *req, const char *id, const char *kind, const struct parameter *days,
    instant from, instant *due_at)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(from), &p));
	TRY(deadline_working_days(req, from, parameter_integer(p, days), due_at));
	return deadline_start(req, &(struct deadline_new) {
				       .subject = "center_opinion",
				       .subject_id = id,
				       .kind = kind,
				       .rule = &R11_20,
				       .started_at = from,
				       .due_at = *due_at,
				       .working_days = true,
				   });
}

MAY_FAIL
center_opinion_open(
    struct request *req, const struct center_opinion_new *opinion, const char **id)
{
	instant due_at;

	*id = new_id(req);
	TRY(start_clock(
	    req, *id, "FORWARD", &parameter_service_center_forward, opinion->recorded_at, &due_at));
	return sql_center_opinion_create(req, *id, opinion->caller->department_id,
	    opinion->caller->id, opinion->customer_id, opinion->customer_name, opinion->contact,
	    opinion->text, opinion->recorded_at, due_at, opinion->inbound_item_id);
}

MAY_FAIL
center_opinion_record(struct request *req, const struct center_opinion_record_in *in)
{
	const char *id, *customer_id = in->customer_id;
	instant recorded_at = in->recorded_at;
	struct person caller;

	TRY(field_caller(req, &R11_20, &caller));
	TRY(field_happened(req, &R11_20, &recorded_at));
	TRY(field_customer(req, "/customer_id", &customer_id));
	TRY(center_opinion_open(req,
	    &(struct center_opinion_new) { &caller, customer_id, in->customer_name, in->contact,
		in->text, recorded_at, NULL },
	    &id));
	return reply_one(req, sql_center_opinion_get, id);
}

/* Locks an opinion for an act of the centre that recorded it, or of the department that has it. */
static MAY_FAIL
lock_by(struct request *req, const char *id, const char *of, struct row *row, struct person *caller)
{
	TRY(field_caller(req, &R11_20, caller));
	TRY(sql_center_opinion_lock(req, id, row));
	return same(row_text(req, row, of), caller->department_id)
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, &R11_20, "This is done by who %s.",
			 same(of, "center_id") ? "recorded it" : "it was forwarded to");
}

MAY_FAIL
center_opinion_forward(struct request *req, const struct center_opinion_forward_in *in)
{
	struct person caller;
	struct decision d;
	struct row row;
	bool late;

	TRY(lock_by(req, in->id, "center_id", &row, &caller));
	d = center_step(state_of(&row), CENTER_OPINION_STATE_FORWARDED);
	TRY(decide(req, "center_opinion", in->id, &d));
	TRY(field_department(req, "/department_id", in->department_id));
	if (same(in->department_id, row_text(req, &row, "center_id")))
		return problem_fault(req, "/department_id", "OWN_DEPARTMENT",
		    "It goes to a department of the company, not to the centre itself.");
	TRY(deadline_done(req, in->id, "FORWARD", NULL, &late));
	TRY(sql_center_opinion_save_forwarded(req, in->id, in->department_id, late));
	return reply_one(req, sql_center_opinion_get, in->id);
}

/* What the centre says by itself forwards nothing. */
MAY_FAIL
center_opinion_answer(struct request *req, const struct center_opinion_answer_in *in)
{
	struct person caller;
	struct row row;

	TRY(lock_by(req, in->id, "center_id", &row, &caller));
	if (!row_is_null(&row, "closed_at"))
		return problem_rule(req, &problem_invalid_state, &R11_20, "It is closed.");
	TRY(sql_center_opinion_save_answer(req, in->id, in->answer));
	return reply_one(req, sql_center_opinion_get, in->id);
}

MAY_FAIL
center_opinion_handle(struct request *req, const struct center_opinion_handle_in *in)
{
	struct person caller;
	struct decision d;
	struct row row;
	instant due_at;

	TRY(field_caller(req, &R11_20, &caller));
	TRY(sql_center_opinion_lock(req, in->id, &row));
	d = center_handled(state_of(&row), in->opinion, in->result);
	TRY(decide(req, "center_opinion", in->id, &d));
	if (!same(row_text(req, &row, "department_id"), caller.department_id))
		return problem_rule(req, &problem_forbidden_role, &R11_20,
		    "This is done by who it was forwarded to.");
	TRY(start_clock(
	    req, in->id, "INFORM", &parameter_service_center_inform, req->now, &due_at));
	TRY(sql_center_opinion_save_handled(
	    req, in->id, in->opinion, in->result, caller.id, due_at));
	return reply_one(req, sql_center_opinion_get, in->id);
}

MAY_FAIL
center_opinion_inform(struct request *req, const struct center_opinion_inform_in *in)
{
	struct person caller;
	struct decision d;
	struct row row;
	bool late;

	TRY(lock_by(req, in->id, "center_id", &row, &caller));
	d = center_step(state_of(&row), CENTER_OPINION_STATE_INFORMED);
	TRY(decide(req, "center_opinion", in->id, &d));
	TRY(deadline_done(req, in->id, "INFORM", NULL, &late));
	TRY(sql_center_opinion_save_informed(req, in->id, in->text, late));
	return reply_one(req, sql_center_opinion_get, in->id);
}

MAY_FAIL
center_opinion_close(struct request *req, const struct center_opinion_close_in *in)
{
	struct person caller;
	struct decision d;
	struct row row;

	TRY(lock_by(req, in->id, "center_id", &row, &caller));
	d = center_close(state_of(&row), !row_is_null(&row, "closed_at"));
	TRY(decide(req, "center_opinion", in->id, &d));
	TRY(sql_center_opinion_save_closed(req, in->id));
	return reply_one(req, sql_center_opinion_get, in->id);
}

MAY_FAIL
center_opinion_deadline_list_guard(
    struct request *req, const struct center_opinion_deadline_list_in *in)
{
	struct row row;

	return sql_center_opinion_get(req, in->id, &row);
}
