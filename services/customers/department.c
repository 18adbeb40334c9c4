/* /v1/departments */
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "rules_text.h"
#include "service.h"

/* A sales department stands under the marketing division (R7.1), nothing stands below itself. */
static MAY_FAIL
check_parent(struct request *req, const char *id, const char *kind, const char *parent_id)
{
	bool sales = same(kind, "SALES"), found;
	struct row parent;

	if (!parent_id)
		return sales ? problem_fault(req, "/parent_id", "REQUIRED",
				   "A sales department stands under the marketing division (R7.1).")
			     : NULL;
	TRY(sql_department_parent(req, parent_id, id, &parent, &found));
	if (!found || !same(row_text(req, &parent, "status"), "ACTIVE"))
		return problem_fault(
		    req, "/parent_id", "UNKNOWN", "There is no such department at work.");
	if (sales && !same(row_text(req, &parent, "kind"), "MARKETING_DIVISION"))
		return problem_fault(req, "/parent_id", "NOT_APPLICABLE",
		    "A sales department stands under the marketing division (R7.1).");
	if (row_boolean(&parent, "below"))
		return &problem_supervisor_below;
	return NULL;
}

static MAY_FAIL
tell(struct request *req, const char *type, const struct row *row)
{
	return event_emit(
	    req, type, row_text(req, row, "id"), row_integer(row, "version"), row_json(req, row));
}

MAY_FAIL
department_create(struct request *req, const struct department_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(check_parent(req, id, in->kind, in->parent_id));
	TRY(sql_department_create(req, id, in->code, in->name, in->kind, in->parent_id, &row));
	TRY(tell(req, "department.created", &row));
	return reply_row(req, &row);
}

MAY_FAIL
department_update(struct request *req, const struct department_update_in *in)
{
	struct row row, head;
	const char *from;
	bool found = true;

	TRY(sql_department_lock(req, in->id, &row));
	from = row_text(req, &row, "head_id");
	if (in->parent_id_given)
		TRY(check_parent(req, in->id, row_text(req, &row, "kind"), in->parent_id));
	if (in->head_id)
		TRY(sql_department_head(req, in->head_id, &head, &found));
	if (!found)
		return problem_fault(
		    req, "/head_id", "UNKNOWN", "There is no such employee at work.");

	TRY(sql_department_save(req, in->id, req->body));
	TRY(sql_department_get(req, in->id, &row));
	TRY(tell(req, "department.updated", &row));
	if (from && in->head_id && !same(from, in->head_id))
		TRY(gathering_head_changed(req, in->id, from, in->head_id));
	return reply_row(req, &row);
}
