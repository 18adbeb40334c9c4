#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cursor.h"
#include "db.h"
#include "list_sql.h"

static const struct query query = { .name = "thing_page",
	.sql = "select * from thing where owner_id = $1",
	.kind = QUERY_PAGE,
	.parameters = (const struct query_parameter[]) { { 0, NULL } },
	.parameter_count = 1,
	.argument_count = 1 };

static const char *const statuses[] = { "OPEN", "PAUSED", "CLOSED", NULL };

static const struct list_filter filters[] = {
	{ .name = "status", .kind = FILTER_IN, .type = TYPE_TEXT, .one_of = statuses },
	{ .name = "owner", .kind = FILTER_IN, .type = TYPE_UUID },
	{ .name = "code", .kind = FILTER_IN, .type = TYPE_TEXT },
	{ .name = "created_at", .kind = FILTER_RANGE, .type = TYPE_INSTANT },
	{ .name = "amount_fen", .kind = FILTER_RANGE, .type = TYPE_INTEGER },
	{ .name = "active", .kind = FILTER_BOOLEAN, .type = TYPE_BOOLEAN },
};

static const struct list_sort sorts[] = {
	{ "created_at", TYPE_INSTANT, false },
	{ "name", TYPE_TEXT, false },
	{ "rank", TYPE_INTEGER, true },
};

static const struct list list = { .query = &query,
	.filters = filters,
	.filter_count = COUNT(filters),
	.sorts = sorts,
	.sort_count = COUNT(sorts),
	.default_sort = "-created_at",
	.search = "_search" };

static const struct operation operation = {
	.id = "thing_list", .method = "GET", .path = "/v1/things", .list = &list
};

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

static struct arena *arena;
static struct request req;
static struct http_message http;
static const char *accept;

static const char *
header(const struct http_message *message, const char *name)
{
	(void)message;
	return strcmp(name, "Accept") == 0 ? accept : NULL;
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_open();
	accept = NULL;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const struct problem *
ask(const char *text)
{
	http = (struct http_message) {
		.method = "GET", .path = "/v1/things", .query = text, .header = header
	};
	req = (struct request) { .arena = arena, .http = &http, .operation = &operation };
	return read_input(&req);
}

static struct statement
sql_of(const char *text, const char *const *after)
{
	const struct problem *problem = ask(text);

	if (problem && problem->fault_count)
		fail_msg("%s: %s", problem->faults[0].pointer, problem->faults[0].message);
	assert_null(problem);
	return list_sql_rows(&req, &list, (const char *const[]) { "7" }, "*", after);
}

#define BEGIN "select * from (\nselect * from thing where owner_id = $1\n) as page"

/* values: those behind the query's own, ended by NULL. */
static void
is_sql(const char *text, const char *const *after, const char *sql, const char *const *values)
{
	struct statement statement = sql_of(text, after);
	int count = 1;

	assert_memory_equal(statement.sql.text, BEGIN, strlen(BEGIN));
	assert_string_equal(statement.sql.text + strlen(BEGIN), sql);
	assert_string_equal(statement.values[0], "7");
	for (; *values; values++)
		assert_string_equal(statement.values[count++], *values);
	assert_int_equal(statement.count, count);
}

#define VALUES(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define NONE	    ((const char *const[]) { NULL })

static void
refuses(const char *text, const char *pointer, const char *code)
{
	const struct problem *problem = ask(text);

	assert_non_null(problem);
	assert_int_equal(problem->status, 400);
	assert_int_equal(problem->fault_count, 1);
	assert_string_equal(problem->faults[0].pointer, pointer);
	assert_string_equal(problem->faults[0].code, code);
}

static void
test_plain(void **state)
{
	(void)state;
	is_sql("", NULL, "\norder by page.created_at desc, page.id desc\nlimit 21", NONE);
	is_sql("limit=50&sort=name", NULL, "\norder by page.name, page.id\nlimit 51", NONE);
	is_sql("sort=-rank,name", NULL,
	    "\norder by page.rank desc nulls last, page.name, page.id\nlimit 21", NONE);
	is_sql("sort=rank", NULL, "\norder by page.rank, page.id\nlimit 21", NONE);
}

static void
test_filters(void **state)
{
	(void)state;
	is_sql("status=OPEN&created_at.gte=2026-01-01T08:00:00%2B08:00&amount_fen.lt=-5&active="
	       "true&created_at=2026-01-01T00:00:00.5Z",
	    NULL,
	    "\nwhere page.status = $2 and page.created_at >= $3 and page.amount_fen < $4 and "
	    "page.active = $5"
	    " and page.created_at = $6\norder by page.created_at desc, page.id desc\nlimit 21",
	    VALUES("OPEN", "2026-01-01T00:00:00Z", "-5", "true", "2026-01-01T00:00:00.5Z"));
	is_sql("status=OPEN,PAUSED&code=a%22b%5C,c&owner=01890A5D-AC96-774B-BCCE-B302099A8057",
	    NULL,
	    "\nwhere page.status = any($2) and page.code = any($3) and page.owner = $4"
	    "\norder by page.created_at desc, page.id desc\nlimit 21",
	    VALUES("{\"OPEN\",\"PAUSED\"}", "{\"a\\\"b\\\\\",\"c\"}", ID));
}

static void
test_search(void **state)
{
	(void)state;
	is_sql("q=%E7%8E%8B%E4%BA%94%E3%80%80AbC+1", NULL,
	    "\nwhere search_tokens(page._search) @> string_to_array(lower($2), ' ')"
	    " and position(lower($3) in lower(page._search)) > 0 and position(lower($4) in "
	    "lower(page._search)) > 0"
	    " and position(lower($5) in lower(page._search)) > 0\norder by page.created_at desc, "
	    "page.id desc\nlimit 21",
	    VALUES("王五 AbC", "王五", "AbC", "1"));
	is_sql("q=12", NULL,
	    "\nwhere position(lower($2) in lower(page._search)) > 0\norder by page.created_at "
	    "desc, page.id desc\nlimit 21",
	    VALUES("12"));
	is_sql("q=+++", NULL, "\norder by page.created_at desc, page.id desc\nlimit 21", NONE);
}

static void
test_tokens(void **state)
{
	static const char *const cases[][2] = {
		{ "王", "王" },
		{ "王五六", "王五 五六" },
		{ "ab", "ab" },
		{ "3M", "3M" },
		{ "1234", "123 234" },
		{ "A座", "A座" },
		{ "12座", "2座" },
		{ "AB座", "AB B座" },
		{ "3M中国", "3M M中 中国" },
		{ "中国123", "中国 国1 123" },
		{ "中A", "中A" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer b = buffer_in(arena);

		buffer_text(&b, "q=");
		for (const char *c = cases[i][0]; *c; c++)
			buffer_print(&b, "%%%02X", (unsigned char)*c);
		assert_string_equal(sql_of(b.text, NULL).values[1], cases[i][1]);
	}
}

static void
test_position(void **state)
{
	(void)state;
	is_sql("", VALUES("2026-01-01T00:00:00Z", ID),
	    "\nwhere (page.created_at, page.id) < ($2, $3)\norder by page.created_at desc, page.id "
	    "desc\nlimit 21",
	    VALUES("2026-01-01T00:00:00Z", ID));
	is_sql("sort=name,created_at&status=OPEN", VALUES("n", "2026-01-01T00:00:00Z", ID),
	    "\nwhere page.status = $2 and (page.name, page.created_at, page.id) > ($3, $4, $5)"
	    "\norder by page.name, page.created_at, page.id\nlimit 21",
	    VALUES("OPEN", "n", "2026-01-01T00:00:00Z", ID));
	is_sql("sort=-created_at,name", VALUES("2026-01-01T00:00:00Z", "n", ID),
	    "\nwhere (page.created_at < $3 or page.created_at = $3 and (page.name > $4 or "
	    "page.name = $4 and page.id > $2))"
	    "\norder by page.created_at desc, page.name, page.id\nlimit 21",
	    VALUES(ID, "2026-01-01T00:00:00Z", "n"));
	is_sql("sort=-rank", VALUES("5", ID),
	    "\nwhere (page.rank < $3 or page.rank is null or page.rank = $3 and page.id < $2)"
	    "\norder by page.rank desc nulls last, page.id desc\nlimit 21",
	    VALUES(ID, "5"));
	is_sql("sort=rank,-name", ((const char *const[]) { NULL, "n", ID }),
	    "\nwhere (page.rank is null and (page.name < $3 or page.name = $3 and page.id < $2))"
	    "\norder by page.rank, page.name desc, page.id desc\nlimit 21",
	    VALUES(ID, "n"));
}

static void
test_total(void **state)
{
	(void)state;
	assert_null(ask("status=OPEN&limit=5&include_total=true&sort=name"));
	assert_true(req.page->include_total);
	assert_string_equal(list_sql_total(&req, &list, (const char *const[]) { "7" }).sql.text,
	    "select count(*) as count from (\nselect * from thing where owner_id = $1\n) as "
	    "page\nwhere page.status = $2");
}

static void
test_what_is_refused(void **state)
{
	(void)state;
	refuses("limit=0", "?limit", "RANGE");
	refuses("limit=101", "?limit", "RANGE");
	refuses("limit=ten", "?limit", "TYPE");
	refuses("limit=5&limit=5", "?limit", "DUPLICATE");
	refuses("page=2", "?page", "UNKNOWN");
	refuses("status.gte=OPEN", "?status.gte", "UNKNOWN");
	refuses("created_at.ge=2026-01-01T00:00:00Z", "?created_at.ge", "UNKNOWN");
	refuses("dry_run=true", "?dry_run", "UNKNOWN");
	refuses("status=open", "?status", "ENUM");
	refuses("status=OPEN,", "?status", "LENGTH");
	refuses("status=", "?status", "LENGTH");
	refuses("owner=7", "?owner", "FORMAT");
	refuses("created_at.gte=2026-01-01", "?created_at.gte", "FORMAT");
	refuses("amount_fen.lt=1,2", "?amount_fen.lt", "LENGTH");
	refuses("amount_fen=1.5", "?amount_fen", "TYPE");
	refuses("active=yes", "?active", "TYPE");
	refuses("include_total=1", "?include_total", "TYPE");
	refuses("sort=status", "?sort", "ENUM");
	refuses("sort=", "?sort", "ENUM");
	refuses("sort=name,-name", "?sort", "DUPLICATE");
	refuses("q=a+b+c+d+e+f+g+h+i+j+k", "?q", "LENGTH");
}

static void
test_csv(void **state)
{
	(void)state;
	accept = "text/csv";
	assert_null(ask("limit=10000"));
	assert_true(req.page->csv);
	assert_null(ask(""));
	assert_int_equal(req.page->limit, CSV_LIMIT_MAX);
	accept = "text/csv;q=0.5, application/json";
	assert_null(ask(""));
	assert_false(req.page->csv);
	accept = "text/html";
	assert_int_equal(ask("")->status, 406);
}

static void
test_what_a_cursor_is_good_for(void **state)
{
	uint64_t asked;

	(void)state;
	assert_null(ask("status=OPEN&q=a&sort=name&limit=5&cursor=x"));
	asked = req.page->asked;
	assert_null(ask("sort=name&status=OPEN&q=a&limit=50&include_total=true"));
	assert_true(req.page->asked == asked);
	assert_null(ask("sort=name&status=OPEN&q=b"));
	assert_false(req.page->asked == asked);
	assert_null(ask("sort=-name&status=OPEN&q=a"));
	assert_false(req.page->asked == asked);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plain),
		TEST(test_filters),
		TEST(test_search),
		TEST(test_tokens),
		TEST(test_position),
		TEST(test_total),
		TEST(test_what_is_refused),
		TEST(test_csv),
		TEST(test_what_a_cursor_is_good_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
