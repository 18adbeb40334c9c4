/* Work of several departments: one leads, the others deliver (R6.16). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "project.h"
#include "rules.h"
#include "rules_cooperation.h"
#include "staff.h"

MAY_FAIL
process_known(struct request *req, const char *id)
{
	struct row row;

	return sql_service_process_get(req, id, &row);
}

MAY_FAIL
service_process_create(struct request *req, const struct service_process_create_in *in)
{
	const char *id = new_id(req);
	struct project project;

	if (in->project_id)
		TRY(project_read(req, in->project_id, &project));
	TRY(sql_service_process_create(req, id, in->title, in->description, in->project_id));
	return reply_one(req, sql_service_process_get, id);
}

MAY_FAIL
service_process_lead(struct request *req, const struct service_process_lead_in *in)
{
	struct person caller;
	struct row row;

	TRY(staff_caller(req, &R6_16, &caller));
	TRY(sql_service_process_lock(req, in->id, &row));
	if (!row_is_null(&row, "demand_department_id"))
		return problem_rule(req, &problem_second_demand_department, &R6_16,
		    "A department leads it already.");
	TRY(sql_service_process_save_led(req, in->id, caller.department_id));
	return reply_one(req, sql_service_process_get, in->id);
}

MAY_FAIL
cooperation_task_create(struct request *req, const struct cooperation_task_create_in *in)
{
	const char *id = new_id(req);
	struct cooperation_facts facts;
	struct person caller;
	struct decision d;
	struct row row;

	TRY(staff_caller(req, &R6_16, &caller));
	TRY(sql_service_process_lock(req, in->id, &row));
	TRY(staff_department_known(req, "/department_id", in->department_id));
	facts = (struct cooperation_facts) { .caller_department_id = caller.department_id,
		.demand_department_id = row_text(req, &row, "demand_department_id"),
		.department_id = in->department_id };
	d = cooperation_request(&facts);
	TRY(decide(req, "cooperation_task", id, &d));
	TRY(sql_cooperation_task_create(
	    req, id, in->id, in->department_id, in->content, in->due_on, NULL));
	return reply_one(req, sql_cooperation_task_get, id);
}

/* One step of a task: it is locked, and may be made. */
static MAY_FAIL
step(struct request *req, const char *id, enum cooperation_act act, const char *opinion,
    struct person *caller)
{
	struct cooperation_facts facts;
	struct decision d;
	struct row row;

	TRY(staff_caller(req, &R6_16, caller));
	TRY(sql_cooperation_task_lock(req, id, &row));
	facts = (struct cooperation_facts) {
		.state = row_enum(
		    &row, "state", cooperation_task_state_names, COOPERATION_TASK_STATE_COUNT),
		.caller_department_id = caller->department_id,
		.demand_department_id = row_text(req, &row, "demand_department_id"),
		.department_id = row_text(req, &row, "department_id"),
		.opinion = opinion,
		.under_ruling = row_boolean(&row, "under_ruling"),
	};
	d = cooperation_step(&facts, act);
	return decide(req, "cooperation_task", id, &d);
}

MAY_FAIL
cooperation_task_put(struct request *req, const struct cooperation_task_put_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_CHANGE, NULL, &caller));
	TRY(sql_cooperation_task_save_changed(req, in->id, in->content, in->due_on));
	return reply_one(req, sql_cooperation_task_get, in->id);
}

MAY_FAIL
cooperation_task_accept(struct request *req, const struct cooperation_task_accept_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_ACCEPT, NULL, &caller));
	TRY(sql_cooperation_task_save_accepted(req, in->id, caller.id));
	return reply_one(req, sql_cooperation_task_get, in->id);
}

MAY_FAIL
cooperation_task_decline(struct request *req, const struct cooperation_task_decline_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_DECLINE, in->opinion, &caller));
	TRY(sql_cooperation_task_save_disputed(req, in->id, in->opinion));
	return reply_one(req, sql_cooperation_task_get, in->id);
}

MAY_FAIL
cooperation_task_deliver(struct request *req, const struct cooperation_task_deliver_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_DELIVER, NULL, &caller));
	TRY(sql_cooperation_task_save_delivered(req, in->id, in->delivery));
	return reply_one(req, sql_cooperation_task_get, in->id);
}

MAY_FAIL
cooperation_task_confirm(struct request *req, const struct cooperation_task_confirm_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_CONFIRM, NULL, &caller));
	TRY(sql_cooperation_task_save_confirmed(req, in->id));
	return reply_one(req, sql_cooperation_task_get, in->id);
}

MAY_FAIL
cooperation_task_dispute(struct request *req, const struct cooperation_task_dispute_in *in)
{
	struct person caller;

	TRY(step(req, in->id, COOPERATION_DISPUTE, in->opinion, &caller));
	TRY(sql_cooperation_task_save_disputed(req, in->id, in->opinion));
	return reply_one(req, sql_cooperation_task_get, in->id);
}
