#include "import_rows.h"

#include <stdlib.h>
#include <string.h>

#define ELEMENTS_MAX 100 /* of a list whose elements have columns of their own */

void
import_error_add(struct import_errors *errors, const struct import_error *error)
{
	struct import_error *kept;

	if (errors->count == ERRORS_MAX)
		return;
	if (!errors->items)
		errors->items = arena_array(errors->arena, struct import_error, ERRORS_MAX);
	kept = &errors->items[errors->count++];
	*kept =
	    (struct import_error) { .row = error->row, .line = error->line, .code = error->code };
	kept->column = arena_text(errors->arena, error->column);
	kept->message = arena_text(errors->arena, error->message);
	kept->problem = arena_text(errors->arena, error->problem);
}

void
import_error_at(
    const struct rows_reader *reader, const char *column, const char *code, const char *message)
{
	import_error_add(reader->errors,
	    &(struct import_error) { .row = reader->row,
		.line = reader->csv.line ? reader->csv.line : 1, /* where the head should be */
		.column = column,
		.code = code,
		.message = message });
}

static const struct field *
member_named(const struct field *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].in == IN_BODY && strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

static bool
read_index(const char *text, size_t *index)
{
	size_t length = strlen(text);

	if (length < 1 || length > 2 || strspn(text, "0123456789") != length ||
	    (length == 2 && *text == '0'))
		return false;
	*index = strtoul(text, NULL, 10);
	return *index < ELEMENTS_MAX;
}

/* Follows the name from field to field. false: no field has it. */
static bool
resolve(struct arena *arena, struct column *column, const struct field *fields, size_t count)
{
	const struct field *field = NULL;
	bool in_list = false;
	char *rest = arena_text(arena, column->name), *part;

	while ((part = strsep(&rest, "."))) {
		struct step *step = &column->steps[column->step_count];

		if (column->step_count++ == STEPS_MAX)
			return false;
		if (in_list) {
			if (!read_index(part, &step->index))
				return false;
			in_list = false;
			if (field->item_type != TYPE_OBJECT) {
				field = field->fields;
				fields = NULL;
			}
			continue;
		}
		field = fields ? member_named(fields, count, part) : NULL;
		if (!field)
			return false;
		step->name = part;
		in_list = field->type == TYPE_LIST;
		fields = field->fields;
		count = field->field_count;
	}
	column->field = field;
	/* "contacts.0" of a list of objects is none: its members are. */
	return column->steps[column->step_count - 1].name || field->type != TYPE_LIST;
}

/* "contacts" and "contacts.0.phone" would both be contacts. */
static bool
overlap(const char *a, const char *b)
{
	size_t length = strlen(a);

	return strncmp(a, b, length) == 0 && (b[length] == '\0' || b[length] == '.');
}

static void
check_overlap(const struct rows_reader *reader, size_t at)
{
	const char *name = reader->columns[at].name;

	for (size_t i = 0; i < at; i++)
		if (overlap(reader->columns[i].name, name) ||
		    overlap(name, reader->columns[i].name)) {
			import_error_at(reader, name, "DUPLICATE", "Another column says the same.");
			return;
		}
}

bool
import_head(
    struct rows_reader *reader, struct arena *arena, const struct field *fields, size_t count)
{
	const char *const *names;
	const char *error;
	size_t before = reader->errors->count;

	if (!csv_next(&reader->csv, arena, &names, &reader->column_count, &error)) {
		import_error_at(reader, NULL, "REQUIRED", "The file has no head.");
		return false;
	}
	if (error || reader->column_count > COLUMNS_MAX) {
		import_error_at(reader, NULL, error ? "FORMAT" : "LENGTH",
		    error ? error : "There are too many columns.");
		return false;
	}
	reader->columns = arena_array(arena, struct column, reader->column_count);
	for (size_t i = 0; i < reader->column_count; i++) {
		reader->columns[i].name = names[i];
		if (!resolve(arena, &reader->columns[i], fields, count))
			import_error_at(reader, names[i], "UNKNOWN", "There is no such member.");
		else
			check_overlap(reader, i);
	}
	return reader->errors->count == before;
}
