/* Cursors: bytes from outside never read as one; values, written and read, are the same. */
#include <stdlib.h>
#include <string.h>

#include "cursor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

static const struct list_sort name = { "name", TYPE_TEXT, true },
			      at = { "at", TYPE_INSTANT, false };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct request req = { .arena = arena };
	struct page page = { .sorts = { { &at, false }, { &name, false } }, .sort_count = 2 };
	const char *values[3], *text = arena_copy(arena, data, size);

	page.cursor = text;
	if (!cursor_read(&req, 7, &page, values))
		abort();
	page.cursor =
	    cursor_write(arena, 7, (const char *const[]) { text, size & 1 ? NULL : text, ID }, 3);
	if (!cursor_read(&req, 7, &page, values) && strcmp(values[0], text) != 0)
		abort();
	page.sorts[0].sort = &name;
	page.cursor =
	    cursor_write(arena, 7, (const char *const[]) { text, size & 1 ? NULL : text, ID }, 3);
	if (!cursor_read(&req, 7, &page, values) &&
	    (strcmp(values[0], text) != 0 || (values[1] == NULL) != (size % 2 == 1)))
		abort();
	arena_close(arena);
	return 0;
}
