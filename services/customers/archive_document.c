/* Papers of customers: registered by a department, verified by its office supervisor (R7.4). */
#include "actor.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_papers.h"
#include "rules_text.h"
#include "scope.h"

/* Of the department that keeps it; its dates in order. */
static MAY_FAIL
may_keep(struct request *req, const char *id, const char *department_id, date from, date until)
{
	const struct paper_act act = {
		.department_id = department_id, .valid_from = from, .valid_until = until
	};
	struct actor by = actor_of(&req->caller);
	struct decision d = paper_decide(&act, &by);

	if (d.refusal == &problem_validation_failed)
		return problem_fault(req, "/valid_until", "OUT_OF_RANGE", "%s", d.because);
	return require(req, "archive_document", id, &d);
}

MAY_FAIL
archive_document_create(struct request *req, const struct archive_document_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_customer_product_customer(req, in->customer_id, &row));
	TRY(customer_lives(req, &row));
	TRY(may_keep(
	    req, id, row_text(req, &row, "department_id"), in->valid_from, in->valid_until));
	TRY(customer_writer(req, in->customer_id, &row));

	TRY(sql_archive_document_create(req, id, in->customer_id, in->type, in->number,
	    in->issued_by, in->issued_on, in->valid_from, in->valid_until, in->file_ref,
	    in->remarks));
	TRY(sql_archive_document_get(req, id, &row));
	TRY(reply_row(req, &row));
	req->location = arena_print(req->arena, "/v1/archive-documents/%s", id);
	return NULL;
}

static MAY_FAIL
not_in_state(struct request *req, const struct row *row)
{
	return problem_members(req, &problem_invalid_state,
	    arena_print(req->arena, "{\"state\":\"%s\"}", row_text(req, row, "state")));
}

MAY_FAIL
archive_document_update(struct request *req, const struct archive_document_update_in *in)
{
	struct row row;

	TRY(sql_archive_document_lock(req, in->id, &row));
	TRY(may_keep(req, in->id, row_text(req, &row, "department_id"),
	    in->valid_from_given ? in->valid_from : row_date(&row, "valid_from"),
	    in->valid_until_given ? in->valid_until : row_date(&row, "valid_until")));
	if (same(row_text(req, &row, "state"), "VERIFIED"))
		return not_in_state(req, &row);
	TRY(sql_archive_document_save(req, in->id, req->body));
	TRY(sql_archive_document_get(req, in->id, &row));
	return reply_row(req, &row);
}

/* By the office supervisor of its department. */
static MAY_FAIL
may_verify(struct request *req, const char *id, const struct row *row)
{
	const struct paper_act act = { .verify = true,
		.department_id = row_text(req, row, "department_id"),
		.valid_from = row_date(row, "valid_from"),
		.valid_until = row_date(row, "valid_until") };
	struct actor by = actor_of(&req->caller);
	struct decision d = paper_decide(&act, &by);

	return require(req, "archive_document", id, &d);
}

static MAY_FAIL
save_state(
    struct request *req, const char *id, const char *state, const char *reason, struct row *row)
{
	TRY(sql_archive_document_decide(req, id, state, reason));
	TRY(relation_papers_changed(req, row_text(req, row, "customer_id")));
	return sql_archive_document_get(req, id, row);
}

MAY_FAIL
archive_document_verify(struct request *req, const struct archive_document_verify_in *in)
{
	struct row row;

	TRY(sql_archive_document_lock(req, in->id, &row));
	TRY(may_verify(req, in->id, &row));
	if (!same(row_text(req, &row, "state"), "REGISTERED"))
		return not_in_state(req, &row);
	TRY(save_state(req, in->id, "VERIFIED", NULL, &row));
	TRY(event_emit(req, "archive_document.verified", in->id, row_integer(&row, "version"),
	    row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
archive_document_reject(struct request *req, const struct archive_document_reject_in *in)
{
	struct row row;

	TRY(sql_archive_document_lock(req, in->id, &row));
	TRY(may_verify(req, in->id, &row));
	if (same(row_text(req, &row, "state"), "REJECTED"))
		return not_in_state(req, &row);
	TRY(save_state(req, in->id, "REJECTED", in->reason, &row));
	return reply_row(req, &row);
}
