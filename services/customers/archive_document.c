/* Papers of customers: registered by a department, verified by its office supervisor (R7.4). */
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "scope.h"

static MAY_FAIL
in_order(struct request *req, date from, date until)
{
	if (from == NO_DATE || until == NO_DATE || from <= until)
		return NULL;
	return problem_fault(req, "/valid_until", "OUT_OF_RANGE", "It ends before it begins.");
}

MAY_FAIL
archive_document_create(struct request *req, const struct archive_document_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(in_order(req, in->valid_from, in->valid_until));
	TRY(sql_customer_product_customer(req, in->customer_id, &row));
	TRY(customer_lives(req, &row));
	if (row_is_null(&row, "department_id"))
		return problem_rule(req, &problem_forbidden_role, &R7_4,
		    "The paper is a department's; your token names none.");
	TRY(customer_writer(req, in->customer_id, &row));

	TRY(sql_archive_document_create(req, id, in->customer_id, in->type, in->number,
	    in->issued_by, in->issued_on, in->valid_from, in->valid_until, in->file_ref,
	    in->remarks));
	TRY(sql_archive_document_get(req, id, &row));
	TRY(reply_row(req, &row));
	req->location = arena_print(req->arena, "/v1/archive-documents/%s", id);
	return NULL;
}

MAY_FAIL
archive_document_get(struct request *req, const struct archive_document_get_in *in)
{
	struct row row;

	TRY(sql_archive_document_get(req, in->id, &row));
	return reply_row(req, &row);
}

/* Locked, of the caller's department. */
static MAY_FAIL
lock_own(struct request *req, const char *id, struct row *row)
{
	TRY(sql_archive_document_lock(req, id, row));
	if (req->caller.department_id &&
	    strcmp(req->caller.department_id, row_text(req, row, "department_id")) == 0)
		return NULL;
	return problem_rule(
	    req, &problem_forbidden_role, &R7_4, "The paper belongs to another department.");
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

	TRY(lock_own(req, in->id, &row));
	if (strcmp(row_text(req, &row, "state"), "VERIFIED") == 0)
		return not_in_state(req, &row);
	TRY(in_order(req, in->valid_from_given ? in->valid_from : row_date(&row, "valid_from"),
	    in->valid_until_given ? in->valid_until : row_date(&row, "valid_until")));
	TRY(sql_archive_document_save(req, in->id, req->body));
	TRY(sql_archive_document_get(req, in->id, &row));
	return reply_row(req, &row);
}

/* row: locked; then as it is decided. */
static MAY_FAIL
decide_paper(
    struct request *req, const char *id, const char *state, const char *reason, struct row *row)
{
	struct department_facts keeper = department_of(req, row, "department");
	struct actor by = actor_of(req);
	struct decision d = duty_decide(DUTY_ARCHIVE, &by, &keeper);

	TRY(require(req, "archive_document", id, &d));
	TRY(sql_archive_document_decide(req, id, state, reason));
	return sql_archive_document_get(req, id, row);
}

MAY_FAIL
archive_document_verify(struct request *req, const struct archive_document_verify_in *in)
{
	struct row row;

	TRY(lock_own(req, in->id, &row));
	if (strcmp(row_text(req, &row, "state"), "REGISTERED") != 0)
		return not_in_state(req, &row);
	TRY(decide_paper(req, in->id, "VERIFIED", NULL, &row));
	TRY(event_emit(req, "archive_document.verified", in->id, row_integer(&row, "version"),
	    row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
archive_document_reject(struct request *req, const struct archive_document_reject_in *in)
{
	struct row row;

	TRY(lock_own(req, in->id, &row));
	if (strcmp(row_text(req, &row, "state"), "REJECTED") == 0)
		return not_in_state(req, &row);
	TRY(decide_paper(req, in->id, "REJECTED", in->reason, &row));
	return reply_row(req, &row);
}
