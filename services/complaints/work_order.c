/* Work across departments, before and after its work contact order (R6.9). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_text.h"
#include "rules_work_order.h"
#include "service_request.h"

MAY_FAIL
request_work_list_guard(struct request *req, const struct request_work_list_in *in)
{
	return service_request_exists(req, in->id);
}

MAY_FAIL
work_contact_order_list_guard(struct request *req, const struct work_contact_order_list_in *in)
{
	return service_request_exists(req, in->id);
}

static MAY_FAIL
known_department(struct request *req, const char *id, const char *pointer)
{
	struct row row;
	bool found;

	TRY(sql_department_find(req, id, &row, &found));
	return found ? NULL
		     : problem_fault(req, pointer, "UNKNOWN", "There is no such department.");
}

/* Whose work it is: as said, else the owner's department. */
static MAY_FAIL
department_of_work(struct request *req, const char *said, const struct service_request *r,
    const char **department_id)
{
	struct person owner;

	*department_id = said;
	if (said)
		return known_department(req, said, "/department_id");
	TRY(directory_person(req, r->owner_id, &owner));
	*department_id = owner.department_id;
	return NULL;
}

/* The order that the worker's department was given before. */
static MAY_FAIL
find_order(struct request *req, const char *order_id, const struct service_request *r,
    instant work_start, bool *found)
{
	struct row row;

	*found = false;
	return order_id ? sql_work_contact_order_for(
			      req, order_id, r->id, r->caller.department_id, work_start, &row, found)
			: NULL;
}

static MAY_FAIL
owe(struct request *req, const struct service_request *r, const char *work_id, instant work_end,
    instant *due_at)
{
	const struct parameters *p;

	TRY(service_request_parameters(req, r, &p));
	TRY(deadline_working_days(
	    req, work_end, parameter_integer(p, &parameter_service_wco_after), due_at));
	TRY(deadline_start(req, &(struct deadline_new) {
				    .subject = "service_request",
				    .subject_id = r->id,
				    .object_id = work_id,
				    .kind = "WORK_CONTACT_ORDER",
				    .rule = &R6_9,
				    .started_at = work_end,
				    .due_at = *due_at,
				    .working_days = true,
				}));
	return sql_service_request_save_owed(req, r->id, true);
}

MAY_FAIL
request_work_create(struct request *req, const struct request_work_create_in *in)
{
	const char *id = new_id(req), *department_id;
	bool emergency = in->emergency && *in->emergency, by_order;
	instant due_at = NO_INSTANT;
	struct service_request r;
	struct decision d;
	struct row row;

	TRY(service_request_lock(req, in->id, &r));
	if (r.state == SERVICE_REQUEST_STATE_CLOSED)
		return problem_rule(req, &problem_invalid_state, &R6_9, "The request is closed.");
	TRY(department_of_work(req, in->department_id, &r, &department_id));
	TRY(find_order(req, in->order_id, &r, in->work_start, &by_order));
	d = work_decide(&(struct work_facts) {
	    .cross_department = !same(department_id, r.caller.department_id),
	    .by_order = by_order,
	    .by_first_responder = is_caller(&r, r.first_responder_id),
	    .by_tech_service = is_of_tech_service(req),
	    .emergency = emergency,
	    .emergency_reason = in->emergency_reason,
	    .work_start = in->work_start,
	    .work_end = in->work_end,
	    .now = req->now,
	});
	TRY(require(req, "service_request", r.id, &d));
	if (same(d.outcome, "ORDER_OWED"))
		TRY(owe(req, &r, id, in->work_end, &due_at));
	TRY(sql_request_work_create(req, id, r.id, r.caller.id, department_id,
	    !same(department_id, r.caller.department_id), in->work_start, in->work_end,
	    in->done_text, emergency, in->emergency_reason, due_at,
	    by_order ? in->order_id : NULL));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_request_work_get(req, id, &row));
	return reply_row(req, &row);
}

/* Of who worked, his or her department, or the owner who cannot close before. */
static MAY_FAIL
may_submit(struct request *req, const struct service_request *r, const struct person *worker)
{
	if (is_caller(r, worker->id) || is_caller(r, r->owner_id) ||
	    same(r->caller.department_id, worker->department_id))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R6_9,
	    "The order comes from who did the work, the same department, or the owner.");
}

/* After the fact: for the work that owes it, done at once. */
static MAY_FAIL
submit_after(struct request *req, const struct work_contact_order_create_in *in,
    const struct service_request *r, const char *id)
{
	instant start, end;
	struct row work, more;
	struct person worker;
	struct decision d;
	const char *work_id;
	bool found;

	TRY(sql_request_work_owing(req, in->work_id, r->id, &work, &found));
	if (!found)
		return problem_rule(
		    req, &problem_invalid_state, &R6_9, "No work owes a work contact order.");
	work_id = row_text(req, &work, "id");
	TRY(directory_person(req, row_text(req, &work, "employee_id"), &worker));
	TRY(may_submit(req, r, &worker));
	start = in->work_start == NO_INSTANT ? row_instant(&work, "work_start") : in->work_start;
	end = in->work_end == NO_INSTANT ? row_instant(&work, "work_end") : in->work_end;
	d = order_after_work(start, end, req->now, row_instant(&work, "due_at"));
	TRY(decide(req, "work_contact_order", id, &d));
	TRY(sql_work_contact_order_create(req, id, r->id,
	    work_contact_order_state_names[WORK_CONTACT_ORDER_STATE_DONE], worker.department_id,
	    in->to_department_id, in->task, in->due_on, true, same(d.outcome, "DONE_LATE"),
	    row_boolean(&work, "emergency"), row_text(req, &work, "emergency_reason"), start, end,
	    in->done_text ? in->done_text : row_text(req, &work, "done_text"), r->caller.id,
	    req->now));
	TRY(sql_request_work_save_order(req, work_id, id));
	TRY(deadline_done(req, r->id, "WORK_CONTACT_ORDER", work_id, NULL));
	TRY(sql_request_work_owing(req, NULL, r->id, &more, &found));
	return found ? NULL : sql_service_request_save_owed(req, r->id, false);
}

MAY_FAIL
work_contact_order_create(struct request *req, const struct work_contact_order_create_in *in)
{
	const char *id = new_id(req);
	struct service_request r;

	TRY(service_request_lock(req, in->id, &r));
	if (r.state == SERVICE_REQUEST_STATE_CLOSED)
		return problem_rule(req, &problem_invalid_state, &R6_9, "The request is closed.");
	TRY(known_department(req, in->to_department_id, "/to_department_id"));
	if (in->after_the_fact && *in->after_the_fact)
		TRY(submit_after(req, in, &r, id));
	else
		TRY(sql_work_contact_order_create(req, id, r.id,
		    work_contact_order_state_names[WORK_CONTACT_ORDER_STATE_ISSUED],
		    r.caller.department_id, in->to_department_id, in->task, in->due_on, false,
		    false, false, NULL, NO_INSTANT, NO_INSTANT, NULL, r.caller.id, NO_INSTANT));
	return reply_one(req, sql_work_contact_order_get, id);
}

/* Its department answers it. */
static MAY_FAIL
lock_order(struct request *req, const char *id, enum work_contact_order_state state,
    struct person *caller, struct row *row)
{
	TRY(directory_caller(req, caller));
	TRY(sql_work_contact_order_lock(req, id, row));
	if (!same(caller->department_id, row_text(req, row, "to_department_id")))
		return problem_rule(req, &problem_forbidden_role, &R6_9,
		    "This is for the department the order goes to.");
	if (!same(row_text(req, row, "state"), work_contact_order_state_names[state]))
		return problem_rule(req, &problem_invalid_state, &R6_9, "The order is %s.",
		    row_text(req, row, "state"));
	return NULL;
}

MAY_FAIL
work_contact_order_accept(struct request *req, const struct work_contact_order_accept_in *in)
{
	struct person caller;
	struct row row;

	TRY(lock_order(req, in->id, WORK_CONTACT_ORDER_STATE_ISSUED, &caller, &row));
	TRY(sql_work_contact_order_save_accepted(req, in->id, caller.id));
	return reply_one(req, sql_work_contact_order_get, in->id);
}

MAY_FAIL
work_contact_order_complete(struct request *req, const struct work_contact_order_complete_in *in)
{
	struct person caller;
	struct row row;

	TRY(lock_order(req, in->id, WORK_CONTACT_ORDER_STATE_ACCEPTED, &caller, &row));
	if (in->work_start < row_instant(&row, "submitted_at") || in->work_start > in->work_end ||
	    in->work_end > req->now)
		return problem_rule(req, &problem_times_inconsistent, &R6_9,
		    "Work begins after its order, ends after it begins, and has ended when it is "
		    "done.");
	TRY(sql_work_contact_order_save_done(
	    req, in->id, in->work_start, in->work_end, in->done_text));
	return reply_one(req, sql_work_contact_order_get, in->id);
}
