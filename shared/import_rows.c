#include "import_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_read.h"
#include "text.h"

const char *
import_column_of(struct arena *arena, const char *pointer)
{
	char *column = arena_text(arena, *pointer ? pointer + 1 : pointer);

	for (char *c = column; *c; c++)
		if (*c == '/')
			*c = '.';
	return column;
}

/* ---- values ---- */

static json_t *
text_value(const char *text)
{
	return json_string_nocheck(text); /* the reader of CSV has checked it */
}

/* What is no integer stays text, and is refused as such. */
static json_t *
integer_value(const char *text)
{
	char *end;
	int64_t number;

	if (!ascii_digit(*text) && *text != '-')
		return text_value(text);
	number = strtoll(text, &end, 10);
	/* Written again it is the same: neither too long nor in another form. */
	char again[24];

	snprintf(again, sizeof(again), "%" PRId64, number);
	return strcmp(again, text) == 0 ? json_integer(number) : text_value(text);
}

/* Spreadsheets write TRUE. */
static json_t *
boolean_value(const char *text)
{
	if (ascii_same(text, "true"))
		return json_true();
	return ascii_same(text, "false") ? json_false() : text_value(text);
}

/* Chinese spreadsheets write 2026/1/5. */
static json_t *
date_value(const char *text)
{
	int year, month, day, length = 0;
	char written[40];

	if (sscanf(text, "%4d/%2d/%2d%n", &year, &month, &day, &length) != 3 || text[length] ||
	    strspn(text, "0123456789/") != strlen(text))
		return text_value(text);
	snprintf(written, sizeof(written), "%04d-%02d-%02d", year, month, day);
	return json_string(written);
}

static json_t *
json_value_of(struct arena *arena, const char *text)
{
	struct request req = { .arena = arena };
	struct faults unused = { .req = &req };
	const struct place place = { 0 };
	json_t *value = json_read(&unused, text, strlen(text), &place);

	return value ? json_incref(value) : text_value(text);
}

static json_t *
cell_value(struct arena *arena, enum field_type type, const char *text)
{
	switch (type) {
	case TYPE_INTEGER:
		return integer_value(text);
	case TYPE_BOOLEAN:
		return boolean_value(text);
	case TYPE_DATE:
		return date_value(text);
	case TYPE_OBJECT:
	case TYPE_LIST:
	case TYPE_JSON:
		return json_value_of(arena, text);
	default:
		return text_value(text);
	}
}

/* ---- a row ---- */

static json_t *
below(const json_t *above, const struct step *step)
{
	return step->name ? json_object_get(above, step->name) : json_array_get(above, step->index);
}

/* Elements before it that no column has given a value are null. */
static void
put(json_t *above, const struct step *step, json_t *value)
{
	if (step->name) {
		json_object_set_new_nocheck(above, step->name, value);
		return;
	}
	while (json_array_size(above) <= step->index)
		json_array_append_new(above, json_null());
	json_array_set_new(above, step->index, value);
}

static void
set_value(json_t *object, const struct column *column, json_t *value)
{
	json_t *at = object;

	for (size_t i = 0; i + 1 < column->step_count; i++) {
		json_t *next = below(at, &column->steps[i]);

		if (!next || json_is_null(next)) {
			next = column->steps[i + 1].name ? json_object() : json_array();
			put(at, &column->steps[i], next);
		}
		at = next;
	}
	put(at, &column->steps[column->step_count - 1], value);
}

static void
release(void *json)
{
	json_decref(json);
}

bool
import_row(struct rows_reader *reader, struct arena *arena, json_t **object)
{
	const char *const *cells;
	const char *error;
	size_t count;

	*object = NULL;
	if (!csv_next(&reader->csv, arena, &cells, &count, &error))
		return false;
	reader->row++;
	if (error) {
		import_error_at(reader, NULL, "FORMAT", error);
		return true;
	}
	if (count != reader->column_count) {
		import_error_at(reader, NULL, "LENGTH",
		    arena_print(arena, "The row has %zu fields, the head %zu.", count,
			reader->column_count));
		return true;
	}
	*object = json_object();
	arena_defer(arena, release, *object);
	for (size_t i = 0; i < count; i++)
		if (*cells[i])
			set_value(*object, &reader->columns[i],
			    cell_value(arena, reader->columns[i].field->type, cells[i]));
	return true;
}
