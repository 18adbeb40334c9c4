/* Satisfaction surveys: sent, answered, closed with their statistics, finished (R6.25). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_survey.h"
#include "service_information.h"
#include "staff.h"

MAY_FAIL
survey_known(struct request *req, const char *id)
{
	struct row row;

	return sql_satisfaction_survey_get(req, id, &row);
}

static enum survey_state
state_of(const struct row *row)
{
	return row_enum(row, "state", survey_state_names, SURVEY_STATE_COUNT);
}

MAY_FAIL
satisfaction_survey_create(struct request *req, const struct satisfaction_survey_create_in *in)
{
	const char **dimensions = arena_array(req->arena, const char *, in->questions_count + 1);
	const char *id = new_id(req);
	struct decision d;

	for (size_t i = 0; i < in->questions_count; i++)
		dimensions[i] = in->questions[i].dimension;
	d = survey_questionnaire(in->channel, dimensions, in->questions_count);
	TRY(require(req, "satisfaction_survey", id, &d));
	TRY(sql_satisfaction_survey_create(req, id, in->title, in->channel, in->questions_json));
	return reply_one(req, sql_satisfaction_survey_get, id);
}

MAY_FAIL
survey_recipient_add(struct request *req, const struct survey_recipient_add_in *in)
{
	struct known_customer customer;
	const char *id = new_id(req);
	struct decision d;
	struct row row;

	TRY(sql_satisfaction_survey_lock(req, in->id, &row));
	d = survey_answer(state_of(&row), false);
	TRY(require(req, "satisfaction_survey", in->id, &d));
	TRY(directory_customer(req, in->customer_id, &customer));
	if (!customer.id)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	TRY(sql_survey_recipient_create(req, id, in->id, customer.id, in->name, in->address));
	return reply_one(req, sql_survey_recipient_get, id);
}

/* An answer is of a dimension of the survey, within the scale. */
static MAY_FAIL
keep_answer(struct request *req, const struct row *recipient, size_t i,
    const struct survey_answer_add_answers *answer, int64_t scale_max)
{
	struct row row;
	bool found;

	TRY(sql_survey_dimension(
	    req, row_text(req, recipient, "survey_id"), answer->dimension, &row, &found));
	if (!found)
		return problem_fault(req, arena_print(req->arena, "/answers/%zu/dimension", i),
		    "UNKNOWN", "The survey does not ask for it.");
	if (answer->score && *answer->score > scale_max)
		return problem_fault(req, arena_print(req->arena, "/answers/%zu/score", i), "RANGE",
		    "The best answer is %d.", (int)scale_max);
	return sql_survey_answer_create(
	    req, new_id(req), row_text(req, recipient, "id"), answer->dimension, answer->score);
}

MAY_FAIL
survey_answer_add(struct request *req, const struct survey_answer_add_in *in)
{
	const struct parameters *p;
	struct decision d;
	struct row row;

	TRY(sql_survey_recipient_lock(req, in->id, &row));
	d = survey_answer(state_of(&row), !row_is_null(&row, "answered_at"));
	TRY(require(req, "survey_recipient", in->id, &d));
	TRY(parameters_on(req, req->today, &p));
	for (size_t i = 0; i < in->answers_count; i++)
		TRY(keep_answer(req, &row, i, &in->answers[i],
		    parameter_integer(p, &parameter_survey_scale_max)));
	TRY(sql_survey_recipient_save_answered(req, in->id, in->comment));
	return reply_one(req, sql_survey_recipient_get, in->id);
}

static MAY_FAIL
issue(struct request *req, const char *survey_id, const char *dimension, const char *recipient_id,
    int64_t value)
{
	return sql_survey_issue_create(req, new_id(req), survey_id, dimension, recipient_id, value);
}

/* One dimension: its mean, and an issue where that is low. */
static MAY_FAIL
statistic(
    struct request *req, const char *survey_id, const struct row *row, const struct parameters *p)
{
	const char *dimension = row_text(req, row, "dimension");
	int64_t mean, n = row_integer(row, "n");
	bool any = survey_hundredths(row_integer(row, "total"), n, &mean);

	TRY(sql_survey_statistic_create(req, new_id(req), survey_id, dimension, n,
	    any ? &mean : NULL, row_text(req, row, "counts")));
	return any && mean < parameter_integer(p, &parameter_survey_problem_below_hundredths)
		   ? issue(req, survey_id, dimension, NULL, mean)
		   : NULL;
}

MAY_FAIL
satisfaction_survey_close(struct request *req, const struct satisfaction_survey_close_in *in)
{
	const struct parameters *p;
	struct rows sums, low;
	int64_t rate, sent, responses;
	struct person caller;
	struct decision d;
	struct row row;
	bool any;

	TRY(sql_satisfaction_survey_lock(req, in->id, &row));
	d = survey_answer(state_of(&row), false);
	TRY(require(req, "satisfaction_survey", in->id, &d));
	TRY(parameters_on(req, req->today, &p));
	TRY(sql_survey_sums(req, in->id, &sums));
	for (int i = 0; i < sums.count; i++) {
		struct row sum = rows_at(&sums, i);

		TRY(statistic(req, in->id, &sum, p));
	}
	TRY(sql_survey_low_answers(
	    req, in->id, parameter_integer(p, &parameter_survey_single_answer_alarm), &low));
	for (int i = 0; i < low.count; i++) {
		struct row each = rows_at(&low, i);

		TRY(issue(req, in->id, row_text(req, &each, "dimension"),
		    row_text(req, &each, "recipient_id"), 100 * row_integer(&each, "score")));
	}
	TRY(sql_survey_responses(req, in->id, &row));
	sent = row_integer(&row, "sent");
	responses = row_integer(&row, "responses");
	any = survey_hundredths(100 * responses, sent, &rate);
	TRY(directory_caller(req, &caller));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_SURVEY, "satisfaction_survey", in->id,
	    NULL, caller.id, req->now));
	TRY(sql_satisfaction_survey_save_closed(req, in->id, sent, responses, any ? &rate : NULL));
	return reply_one(req, sql_satisfaction_survey_get, in->id);
}

MAY_FAIL
survey_issue_solve(struct request *req, const struct survey_issue_solve_in *in)
{
	struct row row;

	TRY(sql_survey_issue_lock(req, in->id, &row));
	if (state_of(&row) != SURVEY_STATE_CLOSED)
		return problem_rule(req, &problem_invalid_state, &R6_25, "The survey is finished.");
	TRY(staff_known(req, "/owner_id", in->owner_id));
	TRY(sql_survey_issue_save_solved(req, in->id, in->owner_id, in->solution, in->due_on));
	TRY(sql_survey_issue_get(req, in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
satisfaction_survey_finish(struct request *req, const struct satisfaction_survey_finish_in *in)
{
	struct decision d;
	struct row row;
	enum survey_state state;

	TRY(sql_satisfaction_survey_lock(req, in->id, &row));
	state = state_of(&row);
	TRY(sql_survey_issues_open(req, in->id, &row));
	d = survey_finish(state, row_integer(&row, "open"));
	TRY(require(req, "satisfaction_survey", in->id, &d));
	TRY(sql_satisfaction_survey_save_finished(req, in->id));
	return reply_one(req, sql_satisfaction_survey_get, in->id);
}
