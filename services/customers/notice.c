/* /v1/notices: what a department or the marketing division tells others (R7.6). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "named_departments.h"
#include "rules.h"
#include "rules_plan.h"

static instant
due(const struct request *req, const struct parameters *parameters)
{
	return notice_due(req->now, parameter_integer(parameters, &parameter_notice_ack_days));
}

static MAY_FAIL
address(struct request *req, const char *id, const struct notice_send_in *in)
{
	for (size_t i = 0; i < in->to_department_ids_count; i++) {
		const char *department_id = in->to_department_ids[i];
		const struct parameters *parameters;

		TRY(department_parameters(req, department_id, req->today, &parameters));
		TRY(sql_notice_address(req, new_id(req), id, department_id, due(req, parameters)));
	}
	return NULL;
}

MAY_FAIL
notice_send(struct request *req, const struct notice_send_in *in)
{
	bool to_management = in->to_management && *in->to_management;
	const char *id = new_id(req);
	const struct parameters *parameters;
	struct acting acting;
	struct row row;

	TRY(acting_begin(req, NULL, DUTY_NOTICE, &acting));
	if (!in->to_department_ids_count && !to_management)
		return problem_fault(req, "/to_department_ids", "REQUIRED",
		    "A notice is addressed to departments, or to the management.");
	TRY(named_departments_check(
	    req, &R7_6, in->to_department_ids_json, in->to_department_ids_count));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_notice_create(req, id, acting.department.id, to_management, in->title, in->text,
	    due(req, parameters)));
	TRY(address(req, id, in));
	TRY(sql_notice_get(req, id, &row));
	TRY(event_emit(req, "notice.sent", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
notice_get(struct request *req, const struct notice_get_in *in)
{
	struct row row;

	TRY(sql_notice_get(req, in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
notice_acknowledge(struct request *req, const struct notice_acknowledge_in *in)
{
	struct row row;
	bool found;

	TRY(sql_notice_lock(req, in->id, &row));
	TRY(sql_notice_addressed(req, in->id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_forbidden_role, &R7_6,
		    "A notice is acknowledged by the departments it is addressed to.");
	if (row_boolean(&row, "acknowledged"))
		return problem_rule(req, &problem_invalid_state, &R7_6,
		    "The department has acknowledged the notice already.");
	TRY(sql_notice_save_acknowledgement(req, row_text(req, &row, "id")));
	TRY(sql_notice_touch(req, in->id));
	TRY(sql_notice_get(req, in->id, &row));
	return reply_row(req, &row);
}
