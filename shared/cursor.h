/*
 * Where a list goes on: the sort values and the id of the last row that was
 * shown. Opaque, and good for the same list with the same filters, sort and
 * search only; it holds nothing the client has not seen.
 */
#ifndef KEHU_CURSOR_H
#define KEHU_CURSOR_H

#include "list_query.h"

/* of: what the cursor is good for. values: one a sort, NULL for null, then the id. */
const char *cursor_write(struct arena *arena, uint64_t of, const char *const *values, size_t count);

/* 400 CURSOR_INVALID for what was not written by cursor_write() for the same, or does not fit the
 * sorts' types. */
MAY_FAIL
cursor_read(struct request *req, uint64_t of, const struct page *page, const char **values);

#endif
