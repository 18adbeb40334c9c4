#include "list_sql.h"

#include <inttypes.h>
#include <string.h>

#include "text.h"

struct writer {
	struct buffer sql;
	const struct page *page;
	const char **values;
	int count;
	const char *joint; /* "where" before the first condition, then "and" */
};

/* The number of a new parameter. */
static int
value(struct writer *w, const char *text)
{
	w->values[w->count] = text;
	return ++w->count;
}

static void
joint(struct writer *w)
{
	buffer_text(&w->sql, w->joint);
	w->joint = " and ";
}

static struct writer
begin(struct request *req, const struct list *list, const char *const *arguments,
    const char *selected)
{
	const struct page *page = req->page;
	const struct query *query = list->query;
	size_t own = (size_t)query->parameter_count;
	struct writer w = { .sql = buffer_in(req->arena), .page = page, .joint = "\nwhere " };

	w.values = arena_array(req->arena, const char *,
	    own + page->filter_count + 2 * page->word_count + 2 * SORTS_MAX + 2);
	if (own > 0)
		memcpy(w.values, query_values(req, query, arguments), own * sizeof(*w.values));
	w.count = (int)own;
	buffer_reserve(&w.sql, strlen(query->sql) + 600);
	buffer_text(&w.sql, "select ");
	buffer_text(&w.sql, selected);
	buffer_text(&w.sql, " from (\n");
	buffer_text(&w.sql, query->sql);
	buffer_text(&w.sql, "\n) as page");
	return w;
}

/*
 * The list as such goes along its order, whoever asks: one plan. How common
 * the words of a search are decides how they are best looked for: a plan each.
 */
static enum query_plan
plan_of(const struct writer *w, const struct query *query, const char *const *arguments)
{
	if (w->page->word_count > 0)
		return PLAN_ANEW;
	for (int i = 0; i < query->argument_count; i++)
		if (arguments[i])
			return PLAN_AS_IT_SEES_FIT;
	return w->page->filter_count > 0 ? PLAN_AS_IT_SEES_FIT : PLAN_ONCE;
}

static struct statement
finished(const struct writer *w, const struct list *list, const char *const *arguments)
{
	return (
	    struct statement) { w->sql, w->values, w->count, plan_of(w, list->query, arguments) };
}

/* ---- filters ---- */

/* {"a","b"} */
static const char *
array_of(struct arena *arena, const struct page_filter *filter)
{
	struct buffer b = buffer_in(arena);

	for (size_t i = 0; i < filter->value_count; i++) {
		buffer_text(&b, i ? ",\"" : "{\"");
		for (const char *c = filter->values[i]; *c; c++) {
			if (*c == '"' || *c == '\\')
				buffer_text(&b, "\\");
			buffer_add(&b, c, 1);
		}
		buffer_text(&b, "\"");
	}
	buffer_text(&b, "}");
	return b.text;
}

static void
write_filters(struct request *req, struct writer *w)
{
	for (size_t i = 0; i < w->page->filter_count; i++) {
		const struct page_filter *filter = &w->page->filters[i];

		joint(w);
		if (filter->value_count == 1)
			buffer_print(&w->sql, "page.%s %s $%d", filter->filter->name,
			    filter->comparison, value(w, filter->values[0]));
		else
			buffer_print(&w->sql, "page.%s = any($%d)", filter->filter->name,
			    value(w, array_of(req->arena, filter)));
	}
}

/* ---- search ---- */

static bool
both_digits(const char *at)
{
	return ascii_digit(at[0]) && ascii_digit(at[1]);
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 128;
}

/*
 * Of search_tokens() those of a word that say all the others say: triples of
 * ASCII, pairs where one is beyond it. A word may have none.
 */
static void
add_tokens(struct buffer *tokens, const char *word)
{
	bool in_triple = false;

	for (const char *at = word; *at;) {
		size_t length = utf8_step(at, strlen(at)),
		       second = utf8_step(at + length, strlen(at + length));
		bool ascii = is_ascii(at[0]) && is_ascii(at[1]);
		size_t taken = 0;

		if (second == 0)
			taken = at == word && !is_ascii(*at) ? length : 0;
		else if (!ascii)
			taken = length + second;
		else if (at[2] && is_ascii(at[2]))
			taken = 3;
		else if (!in_triple && !both_digits(at))
			taken = 2;
		in_triple = taken == 3;
		if (taken > 0 && tokens->length > 0)
			buffer_add(tokens, " ", 1);
		buffer_add(tokens, at, taken);
		at += length;
	}
}

static void
write_search(struct request *req, struct writer *w, const char *column)
{
	struct buffer tokens = buffer_in(req->arena);

	if (w->page->word_count == 0)
		return;
	for (size_t i = 0; i < w->page->word_count; i++)
		add_tokens(&tokens, w->page->words[i]);
	if (tokens.length > 0) {
		joint(w);
		buffer_print(&w->sql, "search_tokens(page.%s) @> string_to_array(lower($%d), ' ')",
		    column, value(w, tokens.text));
	}
	for (size_t i = 0; i < w->page->word_count; i++) {
		joint(w);
		buffer_print(&w->sql, "position(lower($%d) in lower(page.%s)) > 0",
		    value(w, w->page->words[i]), column);
	}
}

/* ---- order and position ---- */

static bool
descending(const struct page *page)
{
	return page->sort_count > 0 && page->sorts[page->sort_count - 1].descending;
}

/* The id is the last tie-breaker, in the direction of the last sort. */
static void
write_order(struct writer *w)
{
	const struct page *page = w->page;

	buffer_text(&w->sql, "\norder by ");
	for (size_t i = 0; i < page->sort_count; i++) {
		const struct page_sort *sort = &page->sorts[i];

		buffer_print(&w->sql, "page.%s%s%s, ", sort->sort->name,
		    sort->descending ? " desc" : "",
		    sort->descending && sort->sort->nullable ? " nulls last" : "");
	}
	buffer_print(
	    &w->sql, "page.id%s\nlimit %" PRId64, descending(page) ? " desc" : "", page->limit + 1);
}

/* All in one direction and never null: a comparison of rows, which an index answers. */
static bool
is_plain(const struct page *page)
{
	for (size_t i = 0; i < page->sort_count; i++)
		if (page->sorts[i].sort->nullable ||
		    page->sorts[i].descending != page->sorts[0].descending)
			return false;
	return true;
}

static void
write_plain_position(struct writer *w, const char *const *after)
{
	const struct page *page = w->page;

	joint(w);
	buffer_text(&w->sql, "(");
	for (size_t i = 0; i < page->sort_count; i++)
		buffer_print(&w->sql, "page.%s, ", page->sorts[i].sort->name);
	buffer_print(&w->sql, "page.id) %s (", descending(page) ? "<" : ">");
	for (size_t i = 0; i <= page->sort_count; i++)
		buffer_print(&w->sql, "%s$%d", i ? ", " : "", value(w, after[i]));
	buffer_text(&w->sql, ")");
}

/*
 * Behind the row in the first column; or equal in it, and behind in the
 * second; and so on. Null is behind everything, and nothing is behind null.
 */
static void
write_position(struct writer *w, const char *const *after)
{
	const struct page *page = w->page;
	int id = value(w, after[page->sort_count]);

	joint(w);
	for (size_t i = 0; i < page->sort_count; i++) {
		const struct page_sort *sort = &page->sorts[i];
		const char *name = sort->sort->name;

		if (!after[i]) {
			buffer_print(&w->sql, "(page.%s is null and ", name);
			continue;
		}
		int at = value(w, after[i]);

		buffer_print(&w->sql, "(page.%s %s $%d", name, sort->descending ? "<" : ">", at);
		if (sort->sort->nullable)
			buffer_print(&w->sql, " or page.%s is null", name);
		buffer_print(&w->sql, " or page.%s = $%d and ", name, at);
	}
	buffer_print(&w->sql, "page.id %s $%d", descending(page) ? "<" : ">", id);
	for (size_t i = 0; i < page->sort_count; i++)
		buffer_text(&w->sql, ")");
}

/* ---- the whole ---- */

struct statement
list_sql_rows(struct request *req, const struct list *list, const char *const *arguments,
    const char *columns, const char *const *after)
{
	struct writer w = begin(req, list, arguments, columns);

	write_filters(req, &w);
	write_search(req, &w, list->search);
	if (after && is_plain(w.page))
		write_plain_position(&w, after);
	else if (after)
		write_position(&w, after);
	write_order(&w);
	return finished(&w, list, arguments);
}

struct statement
list_sql_total(struct request *req, const struct list *list, const char *const *arguments)
{
	struct writer w = begin(req, list, arguments, "count(*) as count");

	write_filters(req, &w);
	write_search(req, &w, list->search);
	return finished(&w, list, arguments);
}
