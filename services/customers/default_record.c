/* Defaults of customers: they stand against VIP and PREFERRED in every department (R7.19). */
#include "default_record.h"

#include "actor.h"
#include "customer_problem.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"
#include "rules_problem.h"

/* The division records for every department, others for their own. */
static MAY_FAIL
may_record(struct request *req, const char *id, const struct row *row)
{
	struct department_facts department = department_of(req, row, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d;

	if (by.roles & ROLE_DIVISION)
		return NULL;
	d = duty_decide(DUTY_PROPOSAL, &by, &department);
	return require(req, "default_record", id, &d);
}

MAY_FAIL
default_record_create(struct request *req, const struct default_record_create_in *in)
{
	const char *id = new_id(req);
	const char *department_id =
	    in->department_id ? in->department_id : req->caller.department_id;
	struct row row;
	int64_t made;

	if (!department_id)
		return problem_fault(req, "/department_id", "REQUIRED",
		    "With which department? Your token names none.");
	TRY(sql_trade_whose(req, in->customer_id, department_id, &row));
	TRY(customer_lives(req, &row));
	TRY(may_record(req, id, &row));
	if (in->occurred_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R7_19,
		    "It would have occurred later than today.");
	TRY(sql_default_record_create(req, id, in->customer_id, department_id, in->type,
	    in->occurred_on, in->facts, in->amount_fen, in->evidence_json,
	    default_source_names[DEFAULT_SOURCE_STAFF], NULL, NULL, &made));
	TRY(sql_default_record_get(req, id, &row));
	TRY(event_emit(
	    req, "default_record.recorded", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

static MAY_FAIL
begin(struct request *req, const char *id, struct row *row, struct annulment *annulment)
{
	TRY(sql_default_record_lock(req, id, row));
	*annulment = (struct annulment) {
		.annulled = !row_is_null(row, "annulled_at"),
		.asked_by = row_text(req, row, "annulment_asked_by"),
	};
	return NULL;
}

MAY_FAIL
default_record_annul(struct request *req, const struct default_record_annul_in *in)
{
	struct department_facts department;
	struct annulment annulment;
	struct actor by;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &row, &annulment));
	annulment.reason = in->reason;
	department = department_of(req, &row, "department");
	by = actor_of(&req->caller);
	d = duty_decide(DUTY_DECISION, &by, &department);
	TRY(require(req, "default_record", in->id, &d));
	by = relation_actor(req, &department);
	d = annulment_ask(&annulment, &by);
	d.rule = &R7_19;
	TRY(decide(req, "default_record", in->id, &d));
	TRY(sql_default_record_save_asked(req, in->id, in->reason));
	return reply_one(req, sql_default_record_get, in->id);
}

MAY_FAIL
default_record_decide_annulment(
    struct request *req, const struct default_record_decide_annulment_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct annulment annulment;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &row, &annulment));
	d = annulment_decide(&annulment, &by, in->consents, in->opinion);
	d.rule = &R7_19;
	TRY(decide(req, "default_record", in->id, &d));
	TRY(sql_default_record_save_annulment(req, in->id, in->consents, in->opinion));
	TRY(sql_default_record_get(req, in->id, &row));
	if (in->consents)
		TRY(event_emit(req, "default_record.annulled", in->id, row_integer(&row, "version"),
		    row_json(req, &row)));
	return reply_row(req, &row);
}

/* A receivable that became overdue. */
struct overdue {
	const char *receivable_id, *facts;
	date occurred_on;
	const int64_t *amount_fen;
};

static MAY_FAIL
record_in(struct request *req, const struct overdue *o, const struct row *holder)
{
	struct relation r;
	const char *problem_id = NULL;
	int64_t made;

	TRY(relation_find(
	    req, row_text(req, holder, "department_id"), row_text(req, holder, "customer_id"), &r));
	if (relation_counts(r.state) && r.tier == TIER_VIP) {
		struct found_problem problem = {
			.id = new_id(req),
			.type = PROBLEM_TYPE_LATE_PAYMENT,
			.established_on = req->today,
			.facts = o->facts,
			.source = PROBLEM_SOURCE_RECEIVABLE,
			.source_ref = o->receivable_id,
		};
		bool opened;

		TRY(customer_problem_open(req, &r, &problem, &opened));
		if (opened)
			problem_id = problem.id;
	}
	return sql_default_record_create(req, new_id(req), r.customer_id, r.department_id,
	    default_record_type_names[DEFAULT_RECORD_TYPE_LATE_PAYMENT], o->occurred_on, o->facts,
	    o->amount_fen, NULL, default_source_names[DEFAULT_SOURCE_RECEIVABLE], o->receivable_id,
	    problem_id, &made);
}

MAY_FAIL
credit_receivable_overdue(struct request *req, const struct event *event)
{
	const char *customer_id = event_text(req, event, "customer_id");
	int64_t amount = event_integer(req, event, "amount_fen");
	date due = event_date(req, event, "due_date");
	struct overdue o = {
		.receivable_id = event_text(req, event, "receivable_id"),
		.occurred_on = due == NO_DATE ? date_of(event->at) : due + 1,
		.amount_fen = amount > 0 ? &amount : NULL,
	};
	struct rows rows;
	struct row row;

	if (!o.receivable_id)
		o.receivable_id = event->subject;
	if (!customer_id)
		return NULL;
	o.facts = arena_print(req->arena, "Receivable %s overdue since %s", o.receivable_id,
	    argument_date(req, o.occurred_on));
	TRY(sql_default_record_holders(req, customer_id, &rows));
	if (!rows.count)
		return NULL;
	row = rows_at(&rows, 0);
	TRY(sql_relation_customer_lock(req, row_text(req, &row, "customer_id"), &row));
	TRY(sql_default_record_holders(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		TRY(record_in(req, &o, &row));
	}
	return NULL;
}
