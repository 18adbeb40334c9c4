/* CSV: whatever is read without a fault is, written and read again, the same. */
#include <stdlib.h>
#include <string.h>

#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_again(struct arena *arena, const char *const *fields, size_t count)
{
	struct buffer b = buffer_in(arena);
	const char *const *again;
	const char *error;
	size_t found;
	struct csv csv;

	csv_field(&b, "header", 6, true); /* a byte order mark is none within the text */
	csv_end_row(&b);
	for (size_t i = 0; i < count; i++)
		csv_field(&b, fields[i], strlen(fields[i]), i == 0);
	csv_end_row(&b);

	csv = csv_of(b.text, b.length);
	if (!csv_next(&csv, arena, &again, &found, &error) || error)
		abort();
	if (!csv_next(&csv, arena, &again, &found, &error) || error || found != count)
		abort();
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i], again[i]) != 0)
			abort();
	if (csv_next(&csv, arena, &again, &found, &error))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct csv csv = csv_of((const char *)data, size);
	const char *const *fields;
	const char *error;
	size_t count, before = csv.position;
	int64_t line = 0;

	while (csv_next(&csv, arena, &fields, &count, &error)) {
		if (csv.position <= before || csv.line <= line || count == 0)
			abort();
		before = csv.position;
		line = csv.line;
		if (!error)
			check_again(arena, fields, count);
	}
	if (csv.position != size)
		abort();
	arena_close(arena);
	return 0;
}
