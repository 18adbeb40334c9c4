/* Offences in a customer's past business, which stand against condition d (R7.13). */
#include "actor.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "scope.h"

/* The division records for the company; a department for itself. */
static MAY_FAIL
may_record(struct request *req, const char *customer_id, const struct row *row)
{
	struct department_facts department = department_of(req, row, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d;

	if (by.roles & ROLE_DIVISION)
		return NULL;
	d = duty_decide(DUTY_CHECK, &by, department.id ? &department : NULL);
	return require(req, "customer", customer_id, &d);
}

MAY_FAIL
illegality_record_create(struct request *req, const struct illegality_record_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_illegality_record_customer(req, in->customer_id, &row));
	TRY(customer_lives(req, &row));
	TRY(may_record(req, in->customer_id, &row));
	if (in->occurred_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R7_13,
		    "It would have occurred later than today.");
	TRY(sql_illegality_record_create(req, id, in->customer_id,
	    caller_is(&req->caller, "marketing_division") ? NULL : req->caller.department_id,
	    in->occurred_on, in->authority, in->facts, in->evidence_json));
	TRY(sql_illegality_record_get(req, id, &row));
	TRY(reply_row(req, &row));
	req->location = arena_print(req->arena, "/v1/illegality-records/%s", id);
	return NULL;
}

MAY_FAIL
illegality_record_annul(struct request *req, const struct illegality_record_annul_in *in)
{
	struct row row;

	TRY(sql_illegality_record_lock(req, in->id, &row));
	if (same(row_text(req, &row, "created_by"), req->caller.id))
		return problem_rule(req, &problem_separation_of_duties, &R7_13,
		    "Who recorded it does not annul it.");
	if (!row_is_null(&row, "annulled_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R7_13, "The record is annulled already.");
	TRY(sql_illegality_record_save_annulment(req, in->id, in->reason));
	TRY(sql_illegality_record_get(req, in->id, &row));
	return reply_row(req, &row);
}
