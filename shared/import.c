#include <inttypes.h>
#include <string.h>

#include "batch.h"
#include "db.h"
#include "import_rows.h"
#include "loop.h"
#include "platform/queries.h"

#define TURN 50 /* rows, after which others have their turn: reading waits for nothing */

/* An import under way. */
struct import {
	struct request *req;
	const struct operation *item;
	struct import_errors errors;
	int64_t rows;
	struct buffer ids; /* ["…","…"] */
	bool savepoint;	   /* one is open, and nothing done since */
};

/* ---- reading a row ---- */

static void
add_faults(struct import *import, int64_t line, const struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		import_error_add(&import->errors,
		    &(struct import_error) { .row = import->rows,
			.line = line,
			.column = import_column_of(faults->req->arena, faults->items[i].pointer),
			.code = faults->items[i].code,
			.message = faults->items[i].message });
}

/* The item's input; NULL where the row has errors. */
static const void *
read_row(struct import *import, struct request *in_arena, int64_t line, json_t *object)
{
	const struct operation *item = import->item;
	struct faults faults = { .req = in_arena };
	const struct place place = { 0 };
	void *input = arena_take(in_arena->arena, item->input_size + 1);

	fields_from_json(&faults, item->fields, item->field_count, object, input, &place);
	add_faults(import, line, &faults);
	return faults.count ? NULL : input;
}

/* ---- doing a row ---- */

static void
add_refusal(
    struct import *import, struct request *inner, int64_t line, const struct problem *problem)
{
	struct buffer b = buffer_in(inner->arena);
	struct import_error error = {
		.row = import->rows, .line = line, .code = problem->code, .message = problem->detail
	};

	if (!error.message)
		error.message =
		    inner->chinese && problem->title_zh ? problem->title_zh : problem->title_en;
	problem_write(&b, problem, inner->chinese, NULL, NULL);
	error.problem = b.text;
	import_error_add(&import->errors, &error);
}

static void
keep_id(struct import *import, const struct request *inner)
{
	const char *slash = inner->location ? strrchr(inner->location, '/') : NULL;

	if (slash)
		item_text(&import->ids, slash + 1);
}

/* How the rows are gone over. */
enum pass {
	PASS_READ = 1, /* only read, and checked */
	PASS_FAST,     /* done, one after the other: the first refusal ends it */
	PASS_CAREFUL,  /* done, each by itself, so that all refusals are told */
};

static MAY_FAIL
do_row(struct import *import, enum pass pass, struct request *inner, int64_t line)
{
	const struct problem *problem;

	if (pass == PASS_CAREFUL && !import->savepoint)
		TRY(db_savepoint(inner));
	problem = import->item->handle(inner, inner->input);
	if (pass == PASS_CAREFUL && !problem)
		problem = db_savepoint_release(inner);
	import->savepoint = pass == PASS_CAREFUL && problem;
	if (ends_all(problem))
		return problem;
	if (problem)
		add_refusal(import, inner, line, problem);
	else
		keep_id(import, inner);
	return import->savepoint ? db_savepoint_rollback(inner) : NULL;
}

static MAY_FAIL
go_over_row(
    struct import *import, enum pass pass, struct arena *arena, int64_t line, json_t *object)
{
	struct http_message http;
	struct request inner = item_request(import->req, import->item, arena, NULL, &http);

	inner.input = read_row(import, &inner, line, object);
	if (!inner.input || pass == PASS_READ)
		return NULL;
	return problem_for(import->req, do_row(import, pass, &inner, line));
}

/* Each row has an arena of its own: a file of many rows takes no more memory than one of few. */
static MAY_FAIL
go_over(struct import *import, enum pass pass)
{
	struct request *req = import->req;
	struct rows_reader reader = { .csv = csv_of(req->http->body, req->http->body_length),
		.errors = &import->errors };
	const struct problem *problem = NULL;
	bool more =
	    import_head(&reader, req->arena, import->item->fields, import->item->field_count);

	import->rows = 0;
	import->ids.length = 0;
	list_open(&import->ids, NULL);
	while (more && !problem && !(pass == PASS_FAST && import->errors.count)) {
		struct arena *arena = arena_open();
		json_t *object;

		more = import_row(&reader, arena, &object);
		import->rows += more;
		if (object)
			problem = go_over_row(import, pass, arena, reader.csv.line, object);
		arena_close(arena);
		if (import->rows > IMPORT_MAX || import->errors.count == ERRORS_MAX)
			break;
		if (pass == PASS_READ && import->rows % TURN == 0)
			loop_sleep(req->loop, 0);
	}
	list_close(&import->ids);
	return problem;
}

/* ---- the answer ---- */

/* The pointer is into the rows, as if they were a list of objects. */
static const char *
pointer_of(struct arena *arena, const struct import_error *error)
{
	char *column = arena_text(arena, error->column ? error->column : "");

	if (error->row == 0)
		return "";
	for (char *c = column; *c; c++)
		if (*c == '.')
			*c = '/';
	return arena_print(arena, "/%" PRId64 "%s%s", error->row - 1, *column ? "/" : "", column);
}

static void
write_error(struct buffer *b, const struct import_error *error)
{
	object_open(b);
	member_text(b, "pointer", pointer_of(b->arena, error));
	member_integer(b, "line", error->line);
	member_text(b, "column", error->column);
	member_text(b, "code", error->code);
	member_text(b, "message", error->message);
	member_raw(b, "problem", error->problem);
	object_close(b);
}

static MAY_FAIL
rejected(struct import *import)
{
	struct request *req = import->req;
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_integer(&b, "rows", import->rows);
	list_open(&b, "errors");
	for (size_t i = 0; i < import->errors.count; i++)
		write_error(&b, &import->errors.items[i]);
	list_close(&b);
	object_close(&b);
	return problem_members(req, &problem_import_rejected, b.text);
}

static MAY_FAIL
keep(struct import *import)
{
	struct request *req = import->req;
	const char *id = new_id(req);
	struct row row;

	TRY(sql_import_keep(req, id, req->operation->id, import->rows, import->ids.text, &row));
	TRY(reply_row(req, &row));
	req->location = arena_print(req->arena, "/v1/imports/%s", id);
	return NULL;
}

static MAY_FAIL
check_rows(struct import *import)
{
	if (import->errors.count)
		return rejected(import);
	if (import->rows > IMPORT_MAX)
		return problem_detail(import->req, &problem_import_rejected,
		    "The file has more than %d rows.", IMPORT_MAX);
	if (import->rows == 0)
		return problem_detail(
		    import->req, &problem_import_rejected, "The file has no rows.");
	return NULL;
}

/*
 * All rows are read and checked first. Then they are done as fast as may be;
 * if one is refused, all of that is undone, and they are done again, each in a
 * part of the transaction that is its own, to tell all refusals at once.
 */
MAY_FAIL
import_handle(struct request *req, const void *input)
{
	struct import import = { .req = req,
		.item = req->operation->item,
		.errors = { .arena = req->arena },
		.ids = buffer_in(req->arena) };
	const struct problem *problem;

	(void)input;
	TRY(may_do_items(req, import.item));
	TRY(go_over(&import, PASS_READ));
	TRY(check_rows(&import));

	TRY(settle(req));
	TRY(db_savepoint(req));
	problem = go_over(&import, PASS_FAST);
	if (!problem && import.errors.count == 0)
		problem = keep(&import);
	if (ends_all(problem) || (!problem && import.errors.count == 0))
		return problem;

	TRY(db_savepoint_rollback(req));
	import.savepoint = true;
	import.errors.count = 0;
	TRY(go_over(&import, PASS_CAREFUL));
	TRY(check_rows(&import));
	return keep(&import);
}
