/* /v1/notices: what a department or the marketing division tells others (R7.6). */
#include "notice.h"

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

/* By when, the department's own rules say. */
static MAY_FAIL
address(struct request *req, const char *id, const char *department_id)
{
	const struct parameters *parameters;

	TRY(department_parameters(req, department_id, req->today, &parameters));
	return sql_notice_address(req, new_id(req), id, department_id, due(req, parameters));
}

static MAY_FAIL
tell(struct request *req, const char *id, struct row *row)
{
	TRY(sql_notice_told(req, id, row));
	return event_emit(req, "notice.sent", id, row_integer(row, "version"), row_json(req, row));
}

MAY_FAIL
notice_send(struct request *req, const struct notice_send_in *in)
{
	bool to_management = in->to_management && *in->to_management;
	const char *id = new_id(req);
	const struct parameters *parameters;
	struct acting acting;
	struct row row;
	int64_t made;

	TRY(acting_begin(req, NULL, DUTY_NOTICE, &acting));
	if (!in->to_department_ids_count && !to_management)
		return problem_fault(req, "/to_department_ids", "REQUIRED",
		    "A notice is addressed to departments, or to the management.");
	TRY(named_departments_check(
	    req, &R7_6, in->to_department_ids_json, in->to_department_ids_count));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_notice_create(req, id, acting.department.id, to_management, in->title, in->text,
	    due(req, parameters), NULL, &made));
	for (size_t i = 0; i < in->to_department_ids_count; i++)
		TRY(address(req, id, in->to_department_ids[i]));
	TRY(tell(req, id, &row));
	return reply_row(req, &row);
}

/* Title and text of the notice of a policy, in both languages. */
static const char *
policy_text(struct request *req, const struct event *event)
{
	const char *from = event_text(req, event, "effective_from");
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "信用政策");
	if (event_has_integer(req, event, "number"))
		buffer_print(&b, "第%d版", (int)event_integer(req, event, "number"));
	buffer_print(&b, from ? "自%s起施行" : "已颁布", from);
	return b.text;
}

MAY_FAIL
credit_policy_promulgated(struct request *req, const struct event *event)
{
	const char *id = new_id(req), *text = policy_text(req, event);
	const struct parameters *parameters;
	struct rows rows;
	struct row row;
	int64_t made;
	bool found;

	TRY(sql_notice_division(req, &row, &found));
	if (!found)
		return NULL;
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_notice_create(req, id, row_text(req, &row, "id"), false, text, text,
	    due(req, parameters), event->id, &made));
	if (!made)
		return NULL;
	TRY(sql_notice_sales_departments(req, &rows));
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		TRY(address(req, id, row_text(req, &row, "id")));
	}
	return tell(req, id, &row);
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
