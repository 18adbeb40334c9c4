#include "list.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "cursor.h"
#include "db.h"
#include "list_sql.h"
#include "text.h"

/* ---- the columns that are shown ---- */

#define QUERIES_MAX 512 /* those numbered higher are asked for all their columns, always */

/* By the query's number: its columns without the hidden ones, learned from its first answer. */
static _Atomic(char *) shown[QUERIES_MAX];

static const char *
columns_of(const struct query *query)
{
	const char *columns = query->index < QUERIES_MAX ? atomic_load(&shown[query->index]) : NULL;

	return columns ? columns : "*";
}

static void
learn_columns(struct request *req, const struct query *query, const struct row *row)
{
	struct buffer b = buffer_in(req->arena);
	char *learned, *before = NULL;

	if (query->index >= QUERIES_MAX || atomic_load(&shown[query->index]))
		return;
	for (int i = 0; i < row_column_count(row); i++)
		if (row_column_name(row, i)[0] != '_')
			buffer_print(
			    &b, "%spage.\"%s\"", b.length ? ", " : "", row_column_name(row, i));
	learned = strdup(b.text);
	if (!atomic_compare_exchange_strong(&shown[query->index], &before, learned))
		free(learned);
}

/* ---- the next page ---- */

static uint64_t
cursor_good_for(const struct request *req, const struct query *query, const char *const *arguments)
{
	const char *id = req->operation->id;
	uint64_t hash = hash_more(HASH_BEGIN, id, strlen(id));

	for (int i = 0; i < query->argument_count; i++) {
		const char *argument = arguments[i] ? arguments[i] : "\1"; /* null is no text */

		hash = hash_more(hash, argument, strlen(argument) + 1);
	}
	return hash_more(hash, &req->page->asked, sizeof(req->page->asked));
}

static const char *
column_text(const struct row *row, const char *name)
{
	for (int i = 0; i < row_column_count(row); i++)
		if (strcmp(row_column_name(row, i), name) == 0)
			return row_column_text(row, i);
	die("a list sorted by %s has no such column", name);
}

static const char *
cursor_behind(struct request *req, uint64_t good_for, const struct row *row)
{
	const struct page *page = req->page;
	const char *values[SORTS_MAX + 1];

	for (size_t i = 0; i < page->sort_count; i++)
		values[i] = column_text(row, page->sorts[i].sort->name);
	values[page->sort_count] = column_text(row, "id");
	return cursor_write(req->arena, good_for, values, page->sort_count + 1);
}

/* RFC 8288. The query as it came, with the other cursor; what could end the <> is escaped. */
static const char *
link_to(struct request *req, const char *cursor)
{
	struct buffer b = buffer_in(req->arena);

	buffer_print(&b, "<%s?", req->http->path);
	for (const char *piece = req->http->query; *piece;) {
		size_t length = strcspn(piece, "&");

		for (size_t i = 0; i < length && strncmp(piece, "cursor=", 7) != 0; i++) {
			if (piece[i] > ' ' && piece[i] < 0x7f && !strchr("<>\"", piece[i]))
				buffer_add(&b, &piece[i], 1);
			else
				buffer_print(&b, "%%%02X", (unsigned char)piece[i]);
		}
		if (b.text[b.length - 1] != '?' && b.text[b.length - 1] != '&')
			buffer_add(&b, "&", 1);
		piece += length + (piece[length] == '&');
	}
	buffer_print(&b, "cursor=%s>; rel=\"next\"", cursor);
	return b.text;
}

/* ---- the answer ---- */

static void
write_json(
    struct request *req, const struct rows *rows, int count, const char *next, const int64_t *total)
{
	struct buffer *b = &req->answer;

	buffer_text(b, "{\"items\":[");
	for (int i = 0; i < count; i++) {
		struct row row = rows_at(rows, i);

		if (i > 0)
			buffer_add(b, ",", 1);
		buffer_row(b, &row);
	}
	buffer_text(b, "]");
	member_text(b, "next", next);
	if (total)
		member_integer(b, "total", *total);
	buffer_text(b, "}");
}

static void
write_csv_row(
    struct buffer *b, const struct row *row, const char *(*field)(const struct row *, int))
{
	bool first = true;

	for (int i = 0; i < row_column_count(row); i++) {
		if (row_column_name(row, i)[0] == '_')
			continue;
		const char *text = field(row, i);

		csv_field(b, text, text ? strlen(text) : 0, first);
		first = false;
	}
	csv_end_row(b);
}

/* With a byte order mark: without it spreadsheets take Chinese for another encoding. */
static void
write_csv(struct request *req, const struct rows *rows, int count)
{
	struct buffer *b = &req->answer;
	struct row head = rows_at(rows, 0);

	req->content_type = "text/csv; charset=utf-8; header=present";
	buffer_text(b, "\xEF\xBB\xBF");
	write_csv_row(b, &head, row_column_name);
	for (int i = 0; i < count; i++) {
		struct row row = rows_at(rows, i);

		write_csv_row(b, &row, row_column_text);
	}
}

static MAY_FAIL
run(struct request *req, const struct statement *statement, struct rows *rows)
{
	return db_many_text(
	    req, statement->plan, statement->sql.text, statement->values, statement->count, rows);
}

static MAY_FAIL
count_all(
    struct request *req, const struct list *list, const char *const *arguments, int64_t *total)
{
	struct statement statement = list_sql_total(req, list, arguments);
	struct rows rows;

	TRY(run(req, &statement, &rows));
	*total = row_integer(&(struct row) { rows.result, 0 }, "count");
	return NULL;
}

MAY_FAIL
list_reply(struct request *req, const struct list *list, const char *const *arguments)
{
	const struct page *page = req->page;
	uint64_t good_for = cursor_good_for(req, list->query, arguments);
	const char *after[SORTS_MAX + 1], *next = NULL;
	struct statement statement;
	struct rows rows;
	int64_t total;

	if (page->cursor)
		TRY(cursor_read(req, good_for, page, after));
	statement = list_sql_rows(
	    req, list, arguments, columns_of(list->query), page->cursor ? after : NULL);
	TRY(run(req, &statement, &rows));
	if (page->include_total)
		TRY(count_all(req, list, arguments, &total));

	struct row head = rows_at(&rows, 0);
	int count = rows.count > page->limit ? (int)page->limit : rows.count;

	learn_columns(req, list->query, &head);
	if (count < rows.count) {
		struct row last = rows_at(&rows, count - 1);

		next = cursor_behind(req, good_for, &last);
		req->link = link_to(req, next);
	}
	if (page->csv)
		write_csv(req, &rows, count);
	else
		write_json(req, &rows, count, next, page->include_total ? &total : NULL);
	return NULL;
}
