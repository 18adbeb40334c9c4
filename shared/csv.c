#include "csv.h"

#include <string.h>

#include "text.h"

struct csv
csv_of(const char *text, size_t length)
{
	struct csv csv = { .text = text, .length = length, .next_line = 1 };

	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		csv.position = 3;
	return csv;
}

static bool
at_end(const struct csv *csv)
{
	return csv->position == csv->length;
}

static char
peek(const struct csv *csv)
{
	return csv->text[csv->position];
}

/* CRLF, LF, or a CR that ends the text. */
static bool
at_line_end(const struct csv *csv)
{
	if (at_end(csv) || peek(csv) == '\n')
		return true;
	return peek(csv) == '\r' &&
	       (csv->position + 1 == csv->length || csv->text[csv->position + 1] == '\n');
}

static void
skip_line_end(struct csv *csv)
{
	if (!at_end(csv) && peek(csv) == '\r')
		csv->position++;
	if (!at_end(csv) && peek(csv) == '\n')
		csv->position++;
	csv->next_line++;
}

/* What a spreadsheet takes for a formula, behind any number of apostrophes. A number is none. */
static bool
is_formula(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && text[at] == '\'')
		at++;
	if (at == length || !strchr("=+-@\t\r", text[at]) || !text[at])
		return false;
	if (text[at] != '-' || at > 0)
		return true;
	for (at = 1; at < length; at++)
		if (!ascii_digit(text[at]) && text[at] != '.')
			return true;
	return length == 1;
}

/* Checks a field's text, and takes off the apostrophe that csv_field() put on. */
static const char *
finish(struct arena *arena, const char *bytes, size_t length, const char **error)
{
	if (memchr(bytes, '\0', length))
		*error = "NUL character";
	else if (!utf8_valid(bytes, length))
		*error = "not UTF-8";
	if (length > 1 && bytes[0] == '\'' && is_formula(bytes, length)) {
		bytes++;
		length--;
	}
	return arena_copy(arena, bytes, length);
}

static const char *
quoted(struct csv *csv, struct arena *arena, const char **error)
{
	struct buffer b = buffer_in(arena);

	csv->position++;
	for (;;) {
		const char *run = csv->text + csv->position;
		const char *quote = memchr(run, '"', csv->length - csv->position);
		size_t length = quote ? (size_t)(quote - run) : csv->length - csv->position;

		for (size_t i = 0; i < length; i++)
			csv->next_line += run[i] == '\n';
		buffer_add(&b, run, length);
		csv->position += length;
		if (!quote) {
			*error = "quote not closed";
			break;
		}
		csv->position++;
		if (at_end(csv) || peek(csv) != '"')
			break;
		buffer_add(&b, "\"", 1);
		csv->position++;
	}
	if (!*error && !at_line_end(csv) && peek(csv) != ',')
		*error = "text after a closing quote";
	return finish(arena, b.text, b.length, error);
}

static const char *
plain(struct csv *csv, struct arena *arena, const char **error)
{
	size_t from = csv->position;

	while (!at_line_end(csv) && peek(csv) != ',') {
		if (peek(csv) == '"')
			*error = "quote in a field that does not begin with one";
		csv->position++;
	}
	return finish(arena, csv->text + from, csv->position - from, error);
}

bool
csv_next(struct csv *csv, struct arena *arena, const char *const **fields, size_t *count,
    const char **error)
{
	const char **row = NULL;
	size_t found = 0, room = 0;

	*error = NULL;
	while (!at_end(csv) && at_line_end(csv))
		skip_line_end(csv);
	if (at_end(csv))
		return false;
	csv->line = csv->next_line;

	for (;;) {
		if (found == room) {
			size_t more = room ? 2 * room : 16;

			row = arena_grow(arena, row, room * sizeof(*row), more * sizeof(*row));
			room = more;
		}
		row[found++] = !at_end(csv) && peek(csv) == '"' ? quoted(csv, arena, error)
								: plain(csv, arena, error);
		if (*error || at_line_end(csv))
			break;
		csv->position++; /* the comma */
	}
	/* What follows a fault on its line cannot be told: the next row is the next line. */
	while (!at_line_end(csv))
		csv->position++;
	skip_line_end(csv);
	*fields = row;
	*count = found;
	return true;
}

void
csv_field(struct buffer *b, const char *value, size_t length, bool first)
{
	bool formula, quotes = false;

	if (!value)
		value = "";
	formula = is_formula(value, length);
	for (size_t i = 0; i < length && !quotes; i++)
		quotes = strchr("\",\r\n", value[i]) && value[i];
	/* A row of one empty field would be a blank line. */
	if (length == 0 && first)
		quotes = true;

	if (!first)
		buffer_add(b, ",", 1);
	if (quotes)
		buffer_add(b, "\"", 1);
	if (formula)
		buffer_add(b, "'", 1);
	for (const char *quote; (quote = memchr(value, '"', length));) {
		size_t run = (size_t)(quote - value) + 1;

		buffer_add(b, value, run);
		buffer_add(b, "\"", 1);
		value += run;
		length -= run;
	}
	buffer_add(b, value, length);
	if (quotes)
		buffer_add(b, "\"", 1);
}

void
csv_end_row(struct buffer *b)
{
	buffer_add(b, "\r\n", 2);
}
