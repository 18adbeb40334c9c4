#include "inspection.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "parameter.h"
#include "rules.h"
#include "rules_inspection.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"
#include "staff.h"

MAY_FAIL
inspection_known(struct request *req, const char *id)
{
	struct row row;

	return sql_quality_inspection_get(req, id, &row);
}

static MAY_FAIL
keep_line(struct request *req, const char *inspection_id,
    const struct quality_inspection_record_lines *line, int64_t hand_over_days)
{
	bool finding = !same(line->result, inspection_result_names[INSPECTION_RESULT_OK]);
	const char *id = new_id(req);
	date due_on = NO_DATE;

	if (finding)
		TRY(deadline_working_date(
		    req, date_of(line->analysed_at), hand_over_days, &due_on));
	TRY(sql_inspection_line_create(req, id, inspection_id, line->number, line->result,
	    line->finding, line->analysis, line->analysed_at, due_on));
	if (!finding)
		return NULL;
	return deadline_start(req, &(struct deadline_new) { .subject = "quality_inspection",
				       .subject_id = inspection_id,
				       .object_id = id,
				       .kind = "HAND_OVER",
				       .rule = &R6_24,
				       .started_at = line->analysed_at,
				       .due_at = end_of(due_on),
				       .working_days = true });
}

MAY_FAIL
quality_inspection_record(struct request *req, const struct quality_inspection_record_in *in)
{
	struct inspection_result_line *lines =
	    arena_array(req->arena, struct inspection_result_line, in->lines_count + 1);
	struct inspection_facts facts;
	const struct parameters *p;
	struct person caller;
	struct decision d;
	struct row row;
	bool late;

	TRY(staff_caller(req, &R6_24, &caller));
	TRY(sql_quality_inspection_lock(req, in->id, &row));
	for (size_t i = 0; i < in->lines_count; i++)
		lines[i] = (struct inspection_result_line) { in->lines[i].number,
			(enum inspection_result)enum_index(
			    inspection_result_names, INSPECTION_RESULT_COUNT, in->lines[i].result),
			in->lines[i].analysis, in->lines[i].analysed_at };
	facts = (struct inspection_facts) { row_enum(&row, "state", quality_inspection_state_names,
						QUALITY_INSPECTION_STATE_COUNT),
		caller.id, row_text(req, &row, "project_manager_id"),
		row_integer(&row, "checklist"), lines, in->lines_count, in->arrived_at, in->left_at,
		req->now };
	d = inspection_record(&facts);
	TRY(decide(req, "quality_inspection", in->id, &d));
	TRY(parameters_on(req, date_of(in->arrived_at), &p));
	for (size_t i = 0; i < in->lines_count; i++)
		TRY(keep_line(req, in->id, &in->lines[i],
		    parameter_integer(p, &parameter_inspection_hand_over)));
	late = date_of(in->arrived_at) > row_date(&row, "due_on");
	TRY(sql_quality_inspection_save_recorded(
	    req, in->id, caller.id, in->arrived_at, in->left_at, late));
	TRY(deadline_done(req, row_text(req, &row, "project_id"), "INSPECTION", in->id, NULL));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_INSPECTION, "quality_inspection", in->id,
	    row_text(req, &row, "customer_id"), caller.id, in->arrived_at));
	return reply_one(req, sql_quality_inspection_get, in->id);
}

/* By the project's manager, of an inspection that is recorded. */
static MAY_FAIL
of_recorded(struct request *req, const struct row *row, struct person *caller)
{
	enum quality_inspection_state state = (enum quality_inspection_state)row_enum(
	    row, "state", quality_inspection_state_names, QUALITY_INSPECTION_STATE_COUNT);
	struct decision d;

	TRY(staff_caller(req, &R6_24, caller));
	d = inspection_inspector(caller->id, row_text(req, row, "project_manager_id"));
	TRY(require(req, "quality_inspection", row_text(req, row, "id"), &d));
	return state == QUALITY_INSPECTION_STATE_RECORDED
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R6_24, "The inspection is %s.",
			 quality_inspection_state_names[state]);
}

MAY_FAIL
inspection_line_hand_over(struct request *req, const struct inspection_line_hand_over_in *in)
{
	struct row line, row;
	struct person caller;
	const char *request_id;
	bool late;

	TRY(sql_inspection_line_lock(req, in->id, &line));
	TRY(sql_quality_inspection_of_line(req, in->id, &row));
	TRY(of_recorded(req, &row, &caller));
	if (row_is_null(&line, "hand_over_due_on") || !row_is_null(&line, "handed_over_at"))
		return problem_rule(req, &problem_invalid_state, &R6_24,
		    "Only a finding is handed over, and once.");
	TRY(service_request_open(req,
	    &(struct service_request_new) { .source = SERVICE_REQUEST_SOURCE_INSPECTION,
		.source_id = in->id,
		.customer_id = row_text(req, &row, "customer_id"),
		.description = arena_print(req->arena, "%s: %s", row_text(req, &line, "item"),
		    row_is_null(&line, "finding") ? row_text(req, &line, "analysis")
						  : row_text(req, &line, "finding")),
		.first_responder_id = caller.id,
		.received_at = NO_INSTANT },
	    &request_id));
	TRY(sql_inspection_request_save_owner(req, request_id, caller.id));
	TRY(deadline_done(req, row_text(req, &row, "id"), "HAND_OVER", in->id, &late));
	TRY(sql_inspection_line_save_handed_over(req, in->id, request_id, late));
	TRY(sql_inspection_line_get(req, in->id, &line));
	return reply_row(req, &line);
}

MAY_FAIL
quality_inspection_close(struct request *req, const struct quality_inspection_close_in *in)
{
	struct person caller;
	struct row row;

	TRY(sql_quality_inspection_lock(req, in->id, &row));
	TRY(of_recorded(req, &row, &caller));
	if (row_integer(&row, "open_findings") > 0)
		return problem_rule(req, &problem_findings_not_handed_over, &R6_24,
		    "%d findings have not been handed over.",
		    (int)row_integer(&row, "open_findings"));
	TRY(sql_quality_inspection_save_closed(req, in->id));
	return reply_one(req, sql_quality_inspection_get, in->id);
}
