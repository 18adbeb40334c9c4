/* Problems of customers, and the five days within which a VIP is demoted for one (R7.25). */
#include "customer_problem.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_problem.h"

/* The first deadline of the open problems counts; NO_DATE: none is due. */
static MAY_FAIL
first_due(struct request *req, const char *relation_id, date *due)
{
	struct row row;

	TRY(sql_grading_open_problems(req, relation_id, &row));
	*due = row_date(&row, "demotion_due_on");
	return NULL;
}

/* The timer follows the first deadline; one that stays is not told again. */
static MAY_FAIL
watch(struct request *req, const struct relation *r, date before)
{
	date due;

	TRY(first_due(req, r->id, &due));
	if (due == before)
		return NULL;
	if (due == NO_DATE || r->tier != TIER_VIP)
		return timer_cancel(req, "demotion_overdue", r->id);
	return timer_set(req, "demotion_overdue", r->id, start_of(due + 1));
}

static MAY_FAIL
record_default(struct request *req, const struct relation *r, const struct found_problem *problem)
{
	enum default_source source = problem->source == PROBLEM_SOURCE_STAGE_REVIEW
					 ? DEFAULT_SOURCE_STAGE_REVIEW
					 : DEFAULT_SOURCE_STAFF;
	int64_t made;

	if (problem->type != PROBLEM_TYPE_LATE_PAYMENT ||
	    problem->source == PROBLEM_SOURCE_RECEIVABLE)
		return NULL;
	return sql_default_record_create(req, new_id(req), r->customer_id, r->department_id,
	    default_record_type_names[DEFAULT_RECORD_TYPE_LATE_PAYMENT], problem->established_on,
	    problem->facts, NULL, problem->evidence, default_source_names[source], NULL,
	    problem->id, &made);
}

/* What the department's days are on the date on which the problem was established. */
static MAY_FAIL
demotion_days(struct request *req, const char *department_id, date established_on, int64_t *days)
{
	const struct parameters *parameters;

	TRY(department_parameters(req, department_id, established_on, &parameters));
	*days = parameter_integer(parameters, &parameter_tier_demotion_days);
	return NULL;
}

static MAY_FAIL
open_as(struct request *req, const struct relation *r, const struct found_problem *problem,
    const struct actor *by, bool *opened)
{
	struct problem_report report = {
		.tier = r->tier,
		.department_id = r->department_id,
		.established_on = problem->established_on,
	};
	struct decision d;
	struct row row;
	int64_t count;
	date due, before;

	TRY(demotion_days(req, r->department_id, problem->established_on, &report.demotion_days));
	d = problem_record(&report, by, req->today);
	TRY(require(req, "customer_problem", problem->id, &d));
	TRY(first_due(req, r->id, &before));
	due = r->tier == TIER_VIP
		  ? date_of(demotion_due(problem->established_on, report.demotion_days))
		  : NO_DATE;
	TRY(sql_customer_problem_create(req, problem->id, r->id, r->department_id, r->customer_id,
	    problem_type_names[problem->type], problem->established_on, problem->facts,
	    problem->evidence, problem_source_names[problem->source], problem->source_ref,
	    problem->review_id, r->tier ? tier_names[r->tier] : NULL, due, &count));
	*opened = count > 0;
	if (!*opened)
		return NULL;
	TRY(decide(req, "customer_problem", problem->id, &d));
	TRY(record_default(req, r, problem));
	TRY(watch(req, r, before));
	TRY(sql_customer_problem_told(req, problem->id, &row));
	return event_emit(req, "customer_problem.recorded", problem->id, 1, row_json(req, &row));
}

MAY_FAIL
customer_problem_open(struct request *req, const struct relation *r,
    const struct found_problem *problem, bool *opened)
{
	/* Who stated it has been asked already, or is another service. */
	static const struct actor whoever = { .roles = ROLE_DIVISION };

	return open_as(req, r, problem, &whoever, opened);
}

MAY_FAIL
customer_problem_record(struct request *req, const struct customer_problem_record_in *in)
{
	struct found_problem problem = {
		.id = new_id(req),
		.type = enum_index(problem_type_names, PROBLEM_TYPE_COUNT, in->type),
		.established_on = in->established_on,
		.facts = in->facts,
		.evidence = in->evidence_json,
		.source = PROBLEM_SOURCE_DEPARTMENT,
	};
	struct relation r;
	struct actor by;
	bool opened;

	TRY(grading_begin(req, in->relation_id, 0, &r));
	if (!relation_counts(r.state))
		return problem_rule(req, &problem_invalid_state, &R7_25,
		    "Problems are recorded of admitted customers.");
	by = relation_actor(req, &r.department);
	if (!same(by.department_id, r.department_id))
		problem.source = PROBLEM_SOURCE_DIVISION;
	TRY(open_as(req, &r, &problem, &by, &opened));
	return reply_one(req, sql_customer_problem_get, problem.id);
}

/* The problem, locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, enum duty duty, struct relation *r, struct row *row)
{
	bool found;

	TRY(sql_customer_problem_whose(req, id, row, &found));
	TRY(grading_begin_of(req, row, found, duty, r));
	return sql_customer_problem_lock(req, id, row);
}

static enum problem_state
state_of(const struct row *row)
{
	return row_enum(row, "state", problem_state_names, PROBLEM_STATE_COUNT);
}

MAY_FAIL
customer_problem_resolve(struct request *req, const struct customer_problem_resolve_in *in)
{
	struct relation r;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, DUTY_DECISION, &r, &row));
	d = problem_resolve(state_of(&row), r.tier);
	TRY(decide(req, "customer_problem", in->id, &d));
	TRY(sql_customer_problem_save_resolution(req, in->id, in->resolution));
	return reply_one(req, sql_customer_problem_get, in->id);
}

static struct annulment
annulment_of(struct request *req, const struct row *row)
{
	return (struct annulment) {
		.annulled = state_of(row) != PROBLEM_STATE_OPEN,
		.asked_by = row_text(req, row, "annulment_asked_by"),
		.reason = row_text(req, row, "annulment_reason"),
	};
}

MAY_FAIL
customer_problem_annul(struct request *req, const struct customer_problem_annul_in *in)
{
	struct annulment annulment;
	struct relation r;
	struct decision d;
	struct actor by;
	struct row row;

	TRY(begin(req, in->id, DUTY_DECISION, &r, &row));
	annulment = annulment_of(req, &row);
	annulment.reason = in->reason;
	by = relation_actor(req, &r.department);
	d = annulment_ask(&annulment, &by);
	TRY(decide(req, "customer_problem", in->id, &d));
	TRY(sql_customer_problem_save_asked(req, in->id, in->reason));
	return reply_one(req, sql_customer_problem_get, in->id);
}

MAY_FAIL
customer_problem_decide_annulment(
    struct request *req, const struct customer_problem_decide_annulment_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct annulment annulment;
	struct relation r;
	struct decision d;
	struct row row;
	date before;

	TRY(begin(req, in->id, 0, &r, &row));
	annulment = annulment_of(req, &row);
	d = annulment_decide(&annulment, &by, in->consents, in->opinion);
	TRY(decide(req, "customer_problem", in->id, &d));
	TRY(first_due(req, r.id, &before));
	TRY(sql_customer_problem_save_annulment(req, in->id, in->consents, in->opinion));
	if (!in->consents)
		return reply_one(req, sql_customer_problem_get, in->id);
	TRY(sql_default_record_annul_of_problem(req, in->id, annulment.reason));
	TRY(watch(req, &r, before));
	TRY(sql_customer_problem_get(req, in->id, &row));
	TRY(event_emit(req, "customer_problem.annulled", in->id, row_integer(&row, "version"),
	    row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
customer_problem_overdue(struct request *req, const char *relation_id)
{
	struct buffer b = buffer_in(req->arena);
	struct relation r;
	struct stage s;

	TRY(grading_begin(req, relation_id, 0, &r));
	TRY(grading_stage(req, &r, &s));
	if (!relation_counts(r.state) || r.tier != TIER_VIP || s.demotion_due_on == NO_DATE)
		return NULL;
	object_open(&b);
	member_date(&b, "established_on", s.established_on);
	member_date(&b, "due_on", s.demotion_due_on);
	object_close(&b);
	return relation_tell(
	    req, "customer.demotion_overdue", r.id, r.department_id, r.customer_id, b.text);
}
