#include "list_query.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define Q_MAX	   200 /* characters */
#define VALUES_MAX 100

uint64_t
hash_more(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * UINT64_C(1099511628211);
	return hash;
}

/* ---- sort ---- */

static const struct list_sort *
sort_named(const struct list *list, const char *name, size_t length)
{
	for (size_t i = 0; i < list->sort_count; i++)
		if (strlen(list->sorts[i].name) == length &&
		    memcmp(list->sorts[i].name, name, length) == 0)
			return &list->sorts[i];
	return NULL;
}

static bool
sorts_by(const struct page *page, const struct list_sort *sort)
{
	for (size_t i = 0; i < page->sort_count; i++)
		if (page->sorts[i].sort == sort)
			return true;
	return false;
}

static void
unknown_sort(struct faults *faults, const struct list *list, const struct place *place)
{
	struct buffer known = buffer_in(faults->req->arena);

	for (size_t i = 0; i < list->sort_count; i++)
		buffer_print(&known, "%s%s", i ? ", " : "", list->sorts[i].name);
	fault_add(faults, place, "ENUM",
	    "Each must be one of: %s; with \"-\" in front for descending order.",
	    known.text ? known.text : "");
}

/* "-created_at,name" */
static void
read_sort(struct faults *faults, const struct list *list, struct page *page, const char *text,
    const struct place *place)
{
	page->sort_count = 0;
	for (;;) {
		bool descending = *text == '-';
		size_t length = strcspn(text += descending, ",");
		const struct list_sort *sort = sort_named(list, text, length);

		if (!sort) {
			unknown_sort(faults, list, place);
			return;
		}
		if (sorts_by(page, sort)) {
			fault_add(faults, place, "DUPLICATE", "The same column twice.");
			return;
		}
		if (page->sort_count == SORTS_MAX) {
			fault_add(faults, place, "LENGTH", "At most %d columns.", SORTS_MAX);
			return;
		}
		page->sorts[page->sort_count++] = (struct page_sort) { sort, descending };
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

/* ---- q ---- */

/* The bytes of white space that begin the text: ASCII, and the ideographic space of Chinese
 * keyboards. */
static size_t
blank(const char *text)
{
	if (strncmp(text, "\u3000", 3) == 0)
		return 3;
	return *text && strchr(" \t\r\n", *text) ? 1 : 0;
}

static void
read_words(struct faults *faults, struct page *page, const struct query_value *value,
    const struct place *place)
{
	const char *at = value->value;

	if (utf8_count(at, value->value_length) > Q_MAX) {
		fault_add(faults, place, "LENGTH", "Must have at most %d characters.", Q_MAX);
		return;
	}
	while (*at) {
		const char *word = at;

		while (*at && !blank(at))
			at++;
		if (at > word && page->word_count == WORDS_MAX) {
			fault_add(
			    faults, place, "LENGTH", "Must have at most %d words.", WORDS_MAX);
			return;
		}
		if (at > word)
			page->words[page->word_count++] =
			    arena_copy(faults->req->arena, word, (size_t)(at - word));
		at += blank(at);
	}
}

/* ---- filters ---- */

static const struct {
	const char *suffix, *comparison;
} comparisons[] = {
	{ "", "=" },
	{ ".gte", ">=" },
	{ ".gt", ">" },
	{ ".lte", "<=" },
	{ ".lt", "<" },
};

static const struct list_filter *
filter_named(const struct list *list, const char *name, const char **comparison)
{
	for (size_t i = 0; i < list->filter_count; i++) {
		const struct list_filter *filter = &list->filters[i];
		size_t length = strlen(filter->name);
		size_t kinds = filter->kind == FILTER_RANGE ? COUNT(comparisons) : 1;

		if (strncmp(name, filter->name, length) != 0)
			continue;
		for (size_t j = 0; j < kinds; j++)
			if (strcmp(name + length, comparisons[j].suffix) == 0) {
				*comparison = comparisons[j].comparison;
				return filter;
			}
	}
	return NULL;
}

/* The value in PostgreSQL's text form, checked by its type. */
static const char *
filter_value(struct faults *faults, const struct list_filter *filter, const char *text,
    size_t length, const struct place *place)
{
	union {
		const char *text;
		int64_t integer;
		bool boolean;
		date on;
		instant at;
	} checked;
	struct field field = { .name = filter->name,
		.type = filter->type,
		.required = true,
		.one_of = filter->one_of };
	char *value = arena_copy(faults->req->arena, text, length);
	size_t before = faults->found;

	if (length == 0) {
		fault_add(faults, place, "LENGTH", "Must not be empty.");
		return value;
	}
	field_from_text(faults, &field, value, length, &checked, place);
	if (faults->found > before)
		return value;
	if (filter->type == TYPE_UUID)
		return checked.text;
	if (filter->type == TYPE_INSTANT) {
		struct buffer b = buffer_in(faults->req->arena);

		buffer_instant(&b, checked.at);
		return b.text;
	}
	return value;
}

static void
read_filter(struct faults *faults, struct page *page, const struct list_filter *filter,
    const char *comparison, const struct query_value *value, const struct place *place)
{
	const char **values = arena_array(faults->req->arena, const char *, VALUES_MAX);
	struct page_filter *kept = &page->filters[page->filter_count++];
	const char *at = value->value;

	*kept = (struct page_filter) { filter, comparison, values, 0 };
	for (;;) {
		size_t length = strcspn(at, ",");

		if (kept->value_count == VALUES_MAX ||
		    (kept->value_count == 1 && *comparison != '=')) {
			fault_add(faults, place, "LENGTH", "Too many values.");
			return;
		}
		values[kept->value_count++] = filter_value(faults, filter, at, length, place);
		if (at[length] == '\0')
			return;
		at += length + 1;
	}
}

/* ---- the page ---- */

static void
read_limit(struct faults *faults, struct page *page, const struct query_value *value,
    const struct place *place)
{
	const struct field field = { .name = "limit",
		.type = TYPE_INTEGER,
		.required = true,
		.min = 1,
		.max = page->csv ? CSV_LIMIT_MAX : PAGE_LIMIT_MAX };

	field_from_text(faults, &field, value->value, value->value_length, &page->limit, place);
}

static void
read_total(struct faults *faults, struct page *page, const struct query_value *value,
    const struct place *place)
{
	const struct field field = {
		.name = "include_total", .type = TYPE_BOOLEAN, .required = true
	};

	field_from_text(
	    faults, &field, value->value, value->value_length, &page->include_total, place);
}

struct page *
page_new(struct request *req, const struct list *list, size_t room, bool csv)
{
	struct page *page = arena_new(req->arena, struct page);
	struct faults none = { .req = req };

	page->limit = csv ? CSV_LIMIT_MAX : PAGE_LIMIT_DEFAULT;
	page->csv = csv;
	if (room)
		page->filters = arena_array(req->arena, struct page_filter, room);
	if (list->default_sort)
		read_sort(&none, list, page, list->default_sort,
		    &(struct place) { .mark = '?', .name = "sort" });
	return page;
}

bool
page_read(struct faults *faults, const struct list *list, struct page *page,
    const struct query_value *value)
{
	struct place place = { .mark = '?', .name = value->name };
	const struct list_filter *filter;
	const char *comparison;
	uint64_t hash;

	if (strcmp(value->name, "limit") == 0) {
		read_limit(faults, page, value, &place);
		return true;
	}
	if (strcmp(value->name, "include_total") == 0) {
		read_total(faults, page, value, &place);
		return true;
	}
	if (strcmp(value->name, "cursor") == 0) {
		page->cursor = value->value;
		return true;
	}
	if (strcmp(value->name, "sort") == 0) {
		read_sort(faults, list, page, value->value, &place);
	} else if (strcmp(value->name, "q") == 0 && list->search) {
		read_words(faults, page, value, &place);
	} else {
		filter = filter_named(list, value->name, &comparison);
		if (!filter)
			return false;
		read_filter(faults, page, filter, comparison, value, &place);
	}
	hash = hash_more(HASH_BEGIN, value->name, strlen(value->name) + 1);
	page->asked += hash_more(hash, value->value, value->value_length);
	return true;
}
