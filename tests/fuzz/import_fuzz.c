/* The rows of an import: any file is read to its end, into objects that can be written. */
#include <stdlib.h>
#include <string.h>

#include "import_rows.h"
#include "json_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct field tag = { .name = "", .in = IN_BODY, .type = TYPE_TEXT, .required = true };

static const struct field contact_fields[] = {
	{ .name = "name", .in = IN_BODY, .type = TYPE_TEXT },
	{ .name = "since", .in = IN_BODY, .type = TYPE_DATE },
};

static const struct field fields[] = {
	{ .name = "a", .in = IN_BODY, .type = TYPE_TEXT },
	{ .name = "n", .in = IN_BODY, .type = TYPE_INTEGER },
	{ .name = "b", .in = IN_BODY, .type = TYPE_BOOLEAN },
	{ .name = "d", .in = IN_BODY, .type = TYPE_DATE },
	{ .name = "j", .in = IN_BODY, .type = TYPE_JSON },
	{ .name = "o",
	    .in = IN_BODY,
	    .type = TYPE_OBJECT,
	    .fields = contact_fields,
	    .field_count = COUNT(contact_fields) },
	{ .name = "l",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .item_type = TYPE_OBJECT,
	    .fields = contact_fields,
	    .field_count = COUNT(contact_fields) },
	{ .name = "t",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .item_type = TYPE_TEXT,
	    .fields = &tag,
	    .field_count = 1 },
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct import_errors errors = { .arena = arena };
	struct rows_reader reader = { .csv = csv_of((const char *)data, size), .errors = &errors };
	json_t *object;

	if (import_head(&reader, arena, fields, COUNT(fields)))
		while (import_row(&reader, arena, &object))
			if (object && json_text_of(arena, object)[0] != '{')
				abort();
	for (size_t i = 0; i < errors.count; i++)
		if (!errors.items[i].code || !errors.items[i].message || errors.items[i].line < 1)
			abort();
	arena_close(arena);
	return 0;
}
