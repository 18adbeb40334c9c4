/* Expectations that were not met, and what became of them (R6.30). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "rules_service.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
expectation_gap_open(struct request *req, enum gap_source source, const char *source_id,
    const char *customer_id, const char *request_id, const char *statement, const char **id)
{
	const struct parameters *p;
	date due_on;

	*id = new_id(req);
	TRY(parameters_on(req, req->today, &p));
	TRY(deadline_working_date(
	    req, req->today, parameter_integer(p, &parameter_gap_reply), &due_on));
	TRY(sql_expectation_gap_create(req, *id, customer_id, request_id, gap_source_names[source],
	    source_id, statement, due_on));
	return deadline_start(req, &(struct deadline_new) {
				       .subject = "expectation_gap",
				       .subject_id = *id,
				       .kind = "GAP_REPLY",
				       .rule = &R6_30,
				       .due_at = end_of(due_on),
				       .working_days = true,
				   });
}

/* Of the staff: whom customers talk to. */
static MAY_FAIL
by_staff(struct request *req)
{
	struct person caller;

	TRY(directory_caller(req, &caller));
	return caller.id ? NULL
			 : problem_rule(req, &problem_forbidden_role, &R6_30,
			       "Gap records are written by the staff of the company.");
}

MAY_FAIL
expectation_gap_create(struct request *req, const struct expectation_gap_create_in *in)
{
	enum gap_source source = enum_index(gap_source_names, GAP_SOURCE_COUNT, in->source);
	const char *id, *customer_id;

	TRY(by_staff(req));
	if (source == GAP_SOURCE_CLOSING_QUESTION)
		return problem_fault(req, "/source", "INVALID",
		    "The closing question is answered where the request is closed.");
	TRY(customer_known(req, in->customer_id, &customer_id));
	TRY(expectation_gap_open(
	    req, source, in->source_id, customer_id, NULL, in->statement, &id));
	return reply_one(req, sql_expectation_gap_get, id);
}

static MAY_FAIL
lock_open(struct request *req, const char *id, struct row *row)
{
	TRY(by_staff(req));
	TRY(sql_expectation_gap_lock(req, id, row));
	if (same(row_text(req, row, "state"), gap_state_names[GAP_STATE_CLOSED]))
		return problem_rule(
		    req, &problem_invalid_state, &R6_30, "The gap record is closed.");
	return NULL;
}

MAY_FAIL
expectation_gap_patch(struct request *req, const struct expectation_gap_patch_in *in)
{
	struct row row;

	TRY(lock_open(req, in->id, &row));
	TRY(sql_expectation_gap_patch(req, in->id, req->body));
	return reply_one(req, sql_expectation_gap_get, in->id);
}

MAY_FAIL
expectation_gap_reply(struct request *req, const struct expectation_gap_reply_in *in)
{
	struct decision d;
	struct row row;

	TRY(lock_open(req, in->id, &row));
	d = gap_replied(row_date(&row, "due_on"), req->today);
	TRY(decide(req, "expectation_gap", in->id, &d));
	TRY(sql_expectation_gap_save_reply(
	    req, in->id, in->reply, same(d.outcome, "REPLIED_LATE")));
	TRY(deadline_done(req, in->id, "GAP_REPLY", NULL, NULL));
	return reply_one(req, sql_expectation_gap_get, in->id);
}

MAY_FAIL
expectation_gap_close(struct request *req, const struct expectation_gap_close_in *in)
{
	struct decision d;
	struct row row;

	TRY(lock_open(req, in->id, &row));
	d = gap_closed(&(struct gap_parts) { row_text(req, &row, "cause"),
	    row_text(req, &row, "improved_plan"), row_text(req, &row, "measures"),
	    row_text(req, &row, "reply") });
	TRY(decide(req, "expectation_gap", in->id, &d));
	TRY(sql_expectation_gap_save_closed(req, in->id));
	return reply_one(req, sql_expectation_gap_get, in->id);
}
