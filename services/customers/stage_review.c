/* Stage reviews: every six months, completed by the department, filed, recorded by the marketing
 * division (R7.24, SM-C10). */
#include "stage_review.h"

#include "customer_problem.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"
#include "rules_evaluation.h"
#include "rules_review.h"

static struct review_facts
facts_of(const struct relation *r, const struct stage *s)
{
	return (struct review_facts) {
		.exempt = r->exempt,
		.relation = r->state,
		.tier = r->tier,
		.admitted_on = s->admitted_on,
		.last_period_to = s->last_review_to,
		.open_problems = s->open_problems,
		.due = s->review_due_on,
	};
}

/* The period to begin with; 400 for what does not fit together. */
static MAY_FAIL
check_form(
    struct request *req, const struct relation *r, date *from, date to, const char *evaluation_id)
{
	struct review_facts facts;
	struct stage s;
	struct row row;
	bool found = true;

	TRY(grading_stage(req, r, &s));
	facts = facts_of(r, &s);
	if (*from == NO_DATE)
		*from = review_period_from(&facts);
	if (*from > to)
		return problem_rule(req, &problem_period_invalid, &R7_24,
		    "The period would begin on %s and end before.", argument_date(req, *from));
	if (evaluation_id)
		TRY(sql_stage_review_evaluation(req, evaluation_id, r->id, &row, &found));
	if (!found)
		return problem_fault(req, "/evaluation_id", "UNKNOWN",
		    "This is no completed evaluation of this customer.");
	return NULL;
}

MAY_FAIL
stage_review_create(struct request *req, const struct stage_review_create_in *in)
{
	const char *id = new_id(req);
	struct relation r;
	date from = in->period_from;

	TRY(grading_begin(req, in->relation_id, DUTY_PROPOSAL, &r));
	if (r.exempt)
		return problem_rule(req, &problem_review_not_applicable, &R7_24,
		    "Customers of this class are not reviewed.");
	if (!relation_counts(r.state))
		return problem_rule(
		    req, &problem_invalid_state, &R7_24, "Only an admitted customer is reviewed.");
	TRY(check_form(req, &r, &from, in->period_to, in->evaluation_id));
	TRY(sql_stage_review_create(req, id, r.id, r.department_id, r.customer_id, from,
	    in->period_to, in->contract_performance, in->payment, in->integrity, in->problems_json,
	    in->evaluation_id, in->result, in->target_tier, in->remarks));
	return reply_one(req, sql_stage_review_get, id);
}

/* The review, locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, enum duty duty, struct relation *r, struct row *row)
{
	bool found;

	TRY(sql_stage_review_whose(req, id, row, &found));
	TRY(grading_begin_of(req, row, found, duty, r));
	return sql_stage_review_lock(req, id, row);
}

static enum review_state
state_of(const struct row *row)
{
	return row_enum(row, "state", review_state_names, REVIEW_STATE_COUNT);
}

MAY_FAIL
stage_review_fill(struct request *req, const struct stage_review_fill_in *in)
{
	struct relation r;
	struct row row;
	date from = in->period_from;

	TRY(begin(req, in->id, DUTY_PROPOSAL, &r, &row));
	if (state_of(&row) != REVIEW_STATE_DRAFT)
		return problem_rule(
		    req, &problem_invalid_state, &R7_24, "A completed review is not changed.");
	TRY(check_form(req, &r, &from, in->period_to, in->evaluation_id));
	TRY(sql_stage_review_save(req, in->id, from, in->period_to, in->contract_performance,
	    in->payment, in->integrity, in->problems_json, in->evaluation_id, in->result,
	    in->target_tier, in->remarks));
	return reply_one(req, sql_stage_review_get, in->id);
}

/* 422 FORM_INCOMPLETE with all that is missing. */
static MAY_FAIL
whole(struct request *req, const char *id, const struct row *row)
{
	static const char *const needed[] = { "contract_performance", "payment", "integrity",
		"evaluation_id", "result" };
	struct words missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < COUNT(needed); i++)
		if (row_is_null(row, needed[i]))
			words_add(&missing, needed[i]);
	if (!missing.count)
		return NULL;
	d = decision_refuse(&R7_24, &problem_form_incomplete, "Not filled in: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return decide(req, "stage_review", id, &d);
}

/* The ratings may not be older than for a decision on a tier. */
static MAY_FAIL
evaluation_current(struct request *req, const struct relation *r, const char *evaluation_id)
{
	struct row row;
	bool found;

	TRY(sql_stage_review_evaluation(req, evaluation_id, r->id, &row, &found));
	if (found && req->today <= row_date(&row, "usable_until"))
		return NULL;
	return problem_rule(
	    req, &problem_evaluation_too_old, &R7_22, "The ratings of the review are too old.");
}

static MAY_FAIL
open_problems(struct request *req, const char *id, const struct relation *r)
{
	struct rows rows;
	bool opened;

	TRY(sql_stage_review_problems(req, id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct found_problem problem = {
			.id = new_id(req),
			.type = row_enum(&row, "type", problem_type_names, PROBLEM_TYPE_COUNT),
			.established_on = req->today,
			.facts = row_text(req, &row, "facts"),
			.evidence = row_text(req, &row, "evidence"),
			.source = PROBLEM_SOURCE_STAGE_REVIEW,
			.review_id = id,
		};

		TRY(customer_problem_open(req, r, &problem, &opened));
	}
	return NULL;
}

/* The next one is due, and the data is fresh. */
static MAY_FAIL
begin_next_stage(struct request *req, const struct relation *r, date period_to)
{
	const struct parameters *p = r->parameters;
	date due = review_due(req->today, parameter_period(p, &parameter_review_interval));
	date stale =
	    data_stale_from(req->today, parameter_period(p, &parameter_customers_data_stale_after));

	TRY(sql_stage_review_save_relation(req, r->id, period_to, due, stale));
	return timer_set(req, "review_overdue", r->id, review_overdue_at(due));
}

/* As it now is; and told. */
static MAY_FAIL
finish(struct request *req, const char *id, const char *event)
{
	struct row row;

	TRY(sql_stage_review_get(req, id, &row));
	TRY(event_emit(req, event, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
stage_review_complete(struct request *req, const struct stage_review_complete_in *in)
{
	struct review_facts facts;
	struct relation r;
	struct stage s;
	struct decision d;
	struct actor by;
	struct row row;

	TRY(begin(req, in->id, DUTY_PROPOSAL, &r, &row));
	by = relation_actor(req, &r.department);
	TRY(grading_stage(req, &r, &s));
	facts = facts_of(&r, &s);
	facts.state = state_of(&row);
	facts.result = row_enum(&row, "result", review_result_names, REVIEW_RESULT_COUNT);
	facts.target_tier = row_enum(&row, "target_tier", tier_names, TIER_COUNT);
	facts.period_from = row_date(&row, "period_from");
	facts.period_to = row_date(&row, "period_to");
	facts.open_problems += row_integer(&row, "problems");
	d = review_move(facts.state, REVIEW_COMPLETE, &by, r.department_id);
	TRY(require(req, "stage_review", in->id, &d));
	TRY(whole(req, in->id, &row));
	d = review_complete(&facts, req->now);
	TRY(require(req, "stage_review", in->id, &d));
	TRY(evaluation_current(req, &r, row_text(req, &row, "evaluation_id")));
	TRY(open_problems(req, in->id, &r));
	TRY(decide(req, "stage_review", in->id, &d));
	TRY(sql_stage_review_save_completed(req, in->id, facts.due,
	    review_late(facts.due, req->now),
	    review_filing_due(
		req->now, parameter_integer(r.parameters, &parameter_review_filing_days))));
	TRY(begin_next_stage(req, &r, facts.period_to));
	return finish(req, in->id, "stage_review.completed");
}

/* Filing and recording: no more than a move of the state. */
static MAY_FAIL
move(struct request *req, const char *id, enum review_action action)
{
	struct relation r;
	struct decision d;
	struct actor by;
	struct row row;

	TRY(begin(req, id, 0, &r, &row));
	by = relation_actor(req, &r.department);
	d = review_move(state_of(&row), action, &by, r.department_id);
	return decide(req, "stage_review", id, &d);
}

MAY_FAIL
stage_review_file(struct request *req, const struct stage_review_file_in *in)
{
	TRY(move(req, in->id, REVIEW_FILE));
	TRY(sql_stage_review_save_filed(req, in->id));
	return finish(req, in->id, "stage_review.filed");
}

MAY_FAIL
stage_review_record(struct request *req, const struct stage_review_record_in *in)
{
	TRY(move(req, in->id, REVIEW_RECORD));
	TRY(sql_stage_review_save_recorded(req, in->id));
	return finish(req, in->id, "stage_review.recorded");
}

MAY_FAIL
stage_review_overdue(struct request *req, const char *relation_id)
{
	struct buffer b = buffer_in(req->arena);
	struct relation r;
	struct stage s;

	TRY(grading_begin(req, relation_id, 0, &r));
	if (!relation_counts(r.state))
		return NULL;
	TRY(grading_stage(req, &r, &s));
	if (s.review_due_on == NO_DATE || req->now < review_overdue_at(s.review_due_on))
		return NULL;
	object_open(&b);
	member_date(&b, "due_on", s.review_due_on);
	object_close(&b);
	return relation_tell(
	    req, "customer.review_overdue", r.id, r.department_id, r.customer_id, b.text);
}
