/* Imports that were kept, and how they are taken back. */
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "batch.h"
#include "db.h"
#include "json_tree.h"
#include "platform/common_operations.h"
#include "platform/queries.h"
#include "tables.h"

/* An import is its caller's; others do not see it, but for those who see everything. */
static bool
may_see(const struct request *req, const struct row *row)
{
	return strcmp(row_text((struct request *)req, row, "created_by"), req->caller.id) == 0 ||
	       caller_is(&req->caller, "auditor");
}

MAY_FAIL
import_get(struct request *req, const struct import_get_in *in)
{
	struct row row;

	TRY(sql_import_get(req, in->id, &row));
	if (!may_see(req, &row))
		return &problem_not_found;
	return reply_row(req, &row);
}

static const struct operation *
operation_named(const struct request *req, const char *id)
{
	for (const struct operation *operation = req->service->tables->operations; operation->id;
	     operation++)
		if (strcmp(operation->id, id) == 0)
			return operation;
	return NULL;
}

/* Takes one row back, as the operation named by x-import-undo does: only if it is as it was
 * entered. */
static MAY_FAIL
take_back(struct request *req, const struct operation *undo, const char *id)
{
	struct arena *arena = arena_open();
	void *input = arena_take(arena, undo->input_size + 1);
	struct http_message http;
	struct request inner = item_request(req, undo, arena, input, &http);
	const struct problem *problem;

	inner.path_values[0] = id;
	inner.if_match = 1;
	for (size_t i = 0; i < undo->field_count; i++)
		if (undo->fields[i].in == IN_PATH)
			*(const char **)((char *)input + undo->fields[i].offset) = id;
	problem = undo->handle(&inner, input);
	if (problem && !ends_all(problem))
		problem = problem_detail(req, &problem_import_changed,
		    "%s can no longer be taken back: %s", id,
		    problem->detail ? problem->detail : problem->title_en);
	problem = problem_for(req, problem);
	arena_close(arena);
	return problem;
}

MAY_FAIL
import_undo(struct request *req, const struct import_undo_in *in)
{
	const struct operation *operation;
	const json_t *ids;
	struct row row;

	TRY(sql_import_lock(req, in->id, &row));
	if (!may_see(req, &row))
		return &problem_not_found;
	operation = operation_named(req, row_text(req, &row, "operation"));
	if (!row_is_null(&row, "undone_at") || !operation || !operation->undo)
		return problem_detail(req, &problem_invalid_state, "%s",
		    operation && operation->undo ? "It has been taken back already."
						 : "What it entered cannot be taken back.");
	TRY(may_do_items(req, operation->undo));

	ids = json_tree(req->arena, row_text(req, &row, "ids"));
	for (size_t i = 0; i < json_array_size(ids); i++)
		TRY(take_back(req, operation->undo, json_string_value(json_array_get(ids, i))));
	TRY(sql_import_undone(req, in->id, &row));
	return reply_row(req, &row);
}
