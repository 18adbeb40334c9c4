/* /v1/feedback-items: what departments suggest, and what becomes of it (R7.6). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "named_departments.h"
#include "parameter.h"
#include "rules.h"
#include "rules_plan.h"
#include "rules_text.h"

/* The end of every change. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_feedback_item_get(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
feedback_item_file(struct request *req, const struct feedback_item_file_in *in)
{
	const char *id = new_id(req);
	const struct parameters *parameters;
	struct acting acting;

	TRY(acting_begin(req, NULL, DUTY_FEEDBACK, &acting));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_feedback_item_create(req, id, acting.department.id, in->kind, in->text,
	    feedback_due(
		req->now, parameter_integer(parameters, &parameter_feedback_answer_days))));
	return tell_and_reply(req, "feedback_item.filed", id);
}

/* What adopting names: a version of a standard that was put into effect. */
static MAY_FAIL
check_standard(struct request *req, const struct feedback_item_answer_in *in)
{
	struct row row;

	if (!in->standard_id)
		return NULL;
	if (!same(in->answer, feedback_answer_names[FEEDBACK_ANSWER_ADOPTED]))
		return problem_fault(req, "/standard_id", "OUT_OF_RANGE",
		    "Only what is adopted changes a standard.");
	TRY(sql_feedback_item_standard(req, in->standard_id, &row));
	if (!row_boolean(&row, "issued"))
		return problem_rule(req, &problem_standard_missing, &R7_6,
		    "There is no such version of a standard, or it is a draft still.");
	return NULL;
}

MAY_FAIL
feedback_item_answer(struct request *req, const struct feedback_item_answer_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct row row;

	TRY(sql_feedback_item_lock(req, in->id, &row));
	d = feedback_answer_decide(
	    &(struct answer) {
		.answered = row_enum(&row, "answer", feedback_answer_names, FEEDBACK_ANSWER_COUNT),
		.answer = enum_index(feedback_answer_names, FEEDBACK_ANSWER_COUNT, in->answer),
		.reason = in->reason,
		.standard_version = in->standard_id,
	    },
	    &by);
	TRY(decide(req, "feedback_item", in->id, &d));
	TRY(check_standard(req, in));
	TRY(sql_feedback_item_save_answer(req, in->id, in->answer, in->reason, in->standard_id));
	return tell_and_reply(req, "feedback_item.answered", in->id);
}
