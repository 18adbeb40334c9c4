/* CSV, RFC 4180, UTF-8 with or without BOM, CRLF or LF. */
#ifndef KEHU_CSV_H
#define KEHU_CSV_H

#include "buffer.h"

struct csv {
	const char *text;
	size_t      length, position;
	int64_t     line; /* where the last row began, from 1 */
	int64_t     next_line;
};

struct csv csv_of(const char *text, size_t length);

/*
 * The next row's fields, in the arena; false at the end. Blank lines are
 * passed over. *error is NULL, or what is malformed ("quote not closed"): then
 * the fields up to there, and the next row is the next line.
 */
bool csv_next(struct csv *csv, struct arena *arena, const char *const **fields, size_t *count, const char **error);

/*
 * Adds a field: quoted where needed. What a spreadsheet would run as a formula
 * (= + - @ TAB CR in front, but not a negative number) gets a leading
 * apostrophe, which csv_next() takes off: what was written is what is read.
 */
void csv_field(struct buffer *b, const char *value, size_t length, bool first);
void csv_end_row(struct buffer *b);

#endif
