/* What was changed of a resource, and what was decided about it: for whom may read the resource
 * itself. */
#include <string.h>

#include "db.h"
#include "identifier.h"
#include "platform.h"
#include "platform/common_operations.h"
#include "platform/queries.h"

#define LIMIT_DEFAULT 20

/* Told beside the changes, or the same in all versions. */
static const char *const not_shown[] = { "id", "version", "created_at", "created_by", "changed_at",
	"changed_by" };

/* Whether the word stands in the list, whatever separates its words. */
static bool
has_word(const char *list, const char *word)
{
	static const char of_words[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	while (list && *(list += strcspn(list, of_words))) {
		size_t length = strspn(list, of_words);

		if (strlen(word) == length && memcmp(list, word, length) == 0)
			return true;
		list += length;
	}
	return false;
}

static bool
is_shown(const char *column, const char *masked)
{
	for (size_t i = 0; i < COUNT(not_shown); i++)
		if (strcmp(column, not_shown[i]) == 0)
			return false;
	return *column != '_' && !has_word(masked, column);
}

/*
 * The columns of the resource as this caller reads it, as an array of
 * PostgreSQL. A query that shows null to some callers names those columns in
 * _masked; else their history would tell what the resource does not.
 */
static const char *
shown_columns(struct request *req, const struct row *row)
{
	const char *masked = row_has_column(row, "_masked") ? row_text(req, row, "_masked") : NULL;
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "{");
	for (int i = 0; i < row_column_count(row); i++) {
		const char *column = row_column_name(row, i);

		if (is_shown(column, masked))
			buffer_print(&b, "%s%s", b.length > 1 ? "," : "", column);
	}
	buffer_text(&b, "}");
	return b.text;
}

/* One row more than the page has was asked for: next is the last shown one's column. */
static void
reply_page(struct request *req, const struct rows *rows, int64_t limit, const char *column)
{
	struct buffer *b = &req->answer;
	struct row row;

	object_open(b);
	list_open(b, "items");
	for (int i = 0; i < rows->count && i < limit; i++) {
		row = rows_at(rows, i);
		item_raw(b, row_json(req, &row));
	}
	list_close(b);
	if (rows->count > limit)
		member_text(b, "next", row_text(req, &row, column));
	object_close(b);
}

/* NULL: from the latest. */
static MAY_FAIL
read_version(const char *cursor, int64_t *version, const int64_t **before)
{
	*before = NULL;
	if (!cursor)
		return NULL;
	*version = 0;
	for (const char *at = cursor; *at; at++) {
		if (*at < '0' || *at > '9' || at - cursor == 18)
			return &problem_cursor_invalid;
		*version = 10 * *version + (*at - '0');
	}
	*before = version;
	return *cursor ? NULL : &problem_cursor_invalid;
}

/* 404 for what the caller may not see, by the resource's own query. */
static MAY_FAIL
read_resource(struct request *req, const char *id, struct row *row)
{
	bool found;

	TRY(db_maybe(req, req->operation->resource->get, &id, row, &found));
	return found ? NULL : &problem_not_found;
}

MAY_FAIL
history_handle(struct request *req, const void *input)
{
	const struct history_in *in = input;
	int64_t limit = in->limit ? *in->limit : LIMIT_DEFAULT, version;
	const int64_t *before;
	struct row resource;
	struct rows rows;

	TRY(read_version(in->cursor, &version, &before));
	TRY(read_resource(req, in->id, &resource));
	TRY(sql_history_list(req, req->operation->resource->subject, in->id, before,
	    shown_columns(req, &resource), limit + 1, &rows));
	reply_page(req, &rows, limit, "version");
	return NULL;
}

MAY_FAIL
decisions_handle(struct request *req, const void *input)
{
	const struct decisions_in *in = input;
	int64_t limit = in->limit ? *in->limit : LIMIT_DEFAULT;
	char before[UUID_LENGTH + 1];
	struct row resource;
	struct rows rows;

	if (in->cursor && !uuid_read(in->cursor, strlen(in->cursor), before))
		return &problem_cursor_invalid;
	TRY(read_resource(req, in->id, &resource));
	TRY(sql_decision_list(req, req->operation->resource->subject, in->id,
	    in->cursor ? before : NULL, limit + 1, &rows));
	reply_page(req, &rows, limit, "id");
	return NULL;
}
