/* Query strings, of a list with everything: read twice they are the same, and what is read is text.
 */
#include <stdlib.h>
#include <string.h>

#include "db.h"
#include "list_sql.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const statuses[] = { "OPEN", "PAUSED", NULL };

static const struct query query = {
	.name = "thing_page", .sql = "select * from thing", .kind = QUERY_PAGE
};

static const struct list_filter filters[] = {
	{ .name = "status", .kind = FILTER_IN, .type = TYPE_TEXT, .one_of = statuses },
	{ .name = "owner", .kind = FILTER_IN, .type = TYPE_UUID },
	{ .name = "code", .kind = FILTER_IN, .type = TYPE_TEXT },
	{ .name = "at", .kind = FILTER_RANGE, .type = TYPE_INSTANT },
	{ .name = "on", .kind = FILTER_RANGE, .type = TYPE_DATE },
	{ .name = "fen", .kind = FILTER_RANGE, .type = TYPE_INTEGER },
	{ .name = "active", .kind = FILTER_BOOLEAN, .type = TYPE_BOOLEAN },
};

static const struct list_sort sorts[] = {
	{ "at", TYPE_INSTANT, false },
	{ "name", TYPE_TEXT, false },
	{ "rank", TYPE_INTEGER, true },
};

static const struct list list = { .query = &query,
	.filters = filters,
	.filter_count = COUNT(filters),
	.sorts = sorts,
	.sort_count = COUNT(sorts),
	.default_sort = "-at",
	.search = "_search" };

static const struct operation operation = {
	.id = "thing_list", .method = "GET", .path = "/v1/things", .list = &list
};

static const char *
no_header(const struct http_message *message, const char *name)
{
	(void)message;
	(void)name;
	return NULL;
}

static void
insist(bool holds)
{
	if (!holds)
		abort();
}

static void
check_sql(struct request *req)
{
	struct statement statement = list_sql_rows(req, &list, NULL, "*", NULL);

	for (int i = 0; i < statement.count; i++)
		insist(utf8_valid(statement.values[i], strlen(statement.values[i])));
	/* No value gets into the SQL: it is made of these characters. */
	insist(strspn(statement.sql.text, "abcdefghijklmnopqrstuvwxyz_.,$()*@>=<' 0123456789\n") ==
	       statement.sql.length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct http_message http = { .path = "/v1/things", .body = "", .header = no_header };
	struct request req = { .arena = arena, .http = &http, .operation = &operation };
	const struct query_value *values;
	const struct problem *problem;
	size_t count;

	http.query = arena_copy(arena, data, size);
	if (!query_read(&req, http.query, &values, &count))
		for (size_t i = 0; i < count; i++)
			insist(utf8_valid(values[i].value, values[i].value_length) &&
			       strlen(values[i].value) == values[i].value_length);
	problem = read_input(&req);
	insist(!problem || (problem->status == 400 && problem->fault_count > 0));
	if (!problem)
		check_sql(&req);
	arena_close(arena);
	return 0;
}
