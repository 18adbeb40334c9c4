#include "calendar_data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "config.h"
#include "json_tree.h"

#define FILE_MAX (128 << 10)
#define DAYS_MAX 100000

struct days {
	struct arena *arena;
	date *dates;
	size_t count, room;
};

static bool
add_day(struct days *days, date on)
{
	if (days->count == DAYS_MAX)
		return false;
	if (days->count == days->room) {
		size_t room = days->room ? 2 * days->room : 64;

		days->dates = arena_grow(
		    days->arena, days->dates, days->room * sizeof(date), room * sizeof(date));
		days->room = room;
	}
	days->dates[days->count++] = on;
	return true;
}

/* 2026-10-01, or 2026-10-01/2026-10-07. */
static bool
add_days(struct days *days, const char *text, const struct working_calendar *within)
{
	date first, last;

	if (!text || strlen(text) < 10 || !date_read(text, 10, &first))
		return false;
	last = first;
	if (text[10] && (text[10] != '/' || !date_read(text + 11, strlen(text + 11), &last)))
		return false;
	if (first < within->from || last > within->until || last < first)
		return false;
	for (date on = first; on <= last; on++)
		if (!add_day(days, on))
			return false;
	return true;
}

static int
by_date(const void *a, const void *b)
{
	date x = *(const date *)a, y = *(const date *)b;

	return (x > y) - (x < y);
}

static const char *
read_list(struct arena *arena, const json_t *tree, const char *member,
    const struct working_calendar *within, struct days *days)
{
	const json_t *list = json_object_get(tree, member), *element;
	size_t i;

	*days = (struct days) { .arena = arena };
	if (!json_is_array(list))
		return arena_print(arena, "%s is no list", member);
	json_array_foreach(list, i, element) if (!add_days(days, json_string_value(element),
						     within)) return arena_print(arena,
	    "element %zu of %s is not a date, or dates, from %s", i + 1, member,
	    "\"from\" to \"until\"");
	if (days->count)
		qsort(days->dates, days->count, sizeof(date), by_date);
	for (i = 1; i < days->count; i++)
		if (days->dates[i] == days->dates[i - 1])
			return arena_print(arena, "%s has a day twice", member);
	return NULL;
}

static bool
read_bound(const json_t *tree, const char *member, date *on)
{
	const char *text = json_member_text(tree, member);

	return text && date_read(text, strlen(text), on);
}

static const char *
check_disjoint(const struct days *holidays, const struct days *workdays)
{
	for (size_t i = 0; i < workdays->count; i++)
		if (holidays->count && bsearch(&workdays->dates[i], holidays->dates,
					   holidays->count, sizeof(date), by_date))
			return "a day is both holiday and workday";
	return NULL;
}

const char *
calendar_data_read(struct arena *arena, const char *text, struct working_calendar *calendar)
{
	const json_t *tree = json_tree(arena, text);
	struct days holidays, workdays;
	const char *wrong;

	if (!json_is_object(tree))
		return "it is no JSON object";
	*calendar = (struct working_calendar) { 0 };
	if (!read_bound(tree, "from", &calendar->from) ||
	    !read_bound(tree, "until", &calendar->until) || calendar->until < calendar->from)
		return "from and until must be dates, in this order";
	if ((wrong = read_list(arena, tree, "holidays", calendar, &holidays)) ||
	    (wrong = read_list(arena, tree, "workdays", calendar, &workdays)) ||
	    (wrong = check_disjoint(&holidays, &workdays)))
		return wrong;
	calendar->holidays = holidays.dates;
	calendar->holiday_count = holidays.count;
	calendar->workdays = workdays.dates;
	calendar->workday_count = workdays.count;
	return NULL;
}

/* ---- the company's ---- */

static struct working_calendar days;
static struct arena *memory;

static const char *
read_file(const char *name, const char **text)
{
	FILE *file = fopen(name, "r");
	char *bytes = arena_take(memory, FILE_MAX + 1);
	size_t length;

	if (!file)
		return arena_print(memory, "calendar_file %s: %s", name, strerror(errno));
	length = fread(bytes, 1, FILE_MAX, file);
	fclose(file);
	bytes[length] = '\0';
	*text = bytes;
	return NULL;
}

static void
forget(void)
{
	arena_close(memory);
}

const char *
calendar_data_start(void)
{
	const char *name = config_text("calendar_file"), *text = NULL, *wrong;

	days = (struct working_calendar) { .from = date_make(1, 1, 1),
		.until = date_make(9999, 12, 31) };
	if (!*name)
		return NULL;
	memory = arena_open();
	atexit(forget);
	if ((wrong = read_file(name, &text)))
		return wrong;
	wrong = calendar_data_read(memory, text, &days);
	return wrong ? arena_print(memory, "calendar_file %s: %s", name, wrong) : NULL;
}

const struct working_calendar *
working_days(void)
{
	return &days;
}
