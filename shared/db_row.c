/* Rows: columns by name, and rows as JSON, straight from the result's text. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "calendar.h"
#include "db_internal.h"
#include "operation.h"

/* The types of PostgreSQL whose text is not a JSON string as it is. */
enum { OID_BOOL = 16, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_JSON = 114, OID_DATE = 1082,
	OID_TIMESTAMPTZ = 1184, OID_NUMERIC = 1700, OID_UUID = 2950, OID_JSONB = 3802 };

/* ,"name": — the first member of an object goes without the comma. */
static void
describe_column(struct arena *arena, struct db_column *column)
{
	size_t length = strlen(column->name);
	char *prefix = arena_take(arena, length + 4);

	prefix[0] = ',';
	prefix[1] = '"';
	memcpy(prefix + 2, column->name, length);
	prefix[length + 2] = '"';
	prefix[length + 3] = ':';
	column->prefix = prefix;
	column->prefix_length = length + 4;
}

static void
describe(struct db_result *result)
{
	int count = PQnfields(result->pg);
	struct db_column *columns =
	    arena_array(result->arena, struct db_column, (size_t)count + 1);

	for (int i = 0; i < count; i++) {
		columns[i].name = PQfname(result->pg, i);
		columns[i].type = PQftype(result->pg, i);
		columns[i].hidden = columns[i].name[0] == '_';
		describe_column(result->arena, &columns[i]);
	}
	result->column_count = count;
	result->columns = columns;
}

static struct db_result *
result_of(const void *what)
{
	struct db_result *result = (struct db_result *)what;

	if (!result->columns)
		describe(result);
	return result;
}

struct row
rows_at(const struct rows *rows, int index)
{
	return (struct row){ rows->result, index };
}

static int
column_of(const struct row *row, const char *name)
{
	const struct db_result *result = result_of(row->result);

	for (int i = 0; i < result->column_count; i++)
		if (strcmp(result->columns[i].name, name) == 0)
			return i;
	die("a row has no column %s", name);
}

/* NULL for null. */
static const char *
value_of(const struct row *row, const char *name)
{
	const struct db_result *result = result_of(row->result);
	int                     column = column_of(row, name);

	return PQgetisnull(result->pg, row->index, column)
	    ? NULL
	    : PQgetvalue(result->pg, row->index, column);
}

bool
row_is_null(const struct row *row, const char *column)
{
	return !value_of(row, column);
}

const char *
row_text(struct request *req, const struct row *row, const char *column)
{
	(void)req; /* the result lives as long as the request */
	return value_of(row, column);
}

int64_t
row_integer(const struct row *row, const char *column)
{
	const char *value = value_of(row, column);

	return value ? strtoll(value, NULL, 10) : 0;
}

bool
row_boolean(const struct row *row, const char *column)
{
	const char *value = value_of(row, column);

	return value && value[0] == 't';
}

/* "2026-11-24 16:00:00.123456+00" → "2026-11-24T16:00:00.123456Z"; connections speak UTC. */
static size_t
instant_text(const char *value, char text[40])
{
	size_t length = strlen(value);

	if (length < 22 || length > 36 || strcmp(value + length - 3, "+00") != 0)
		die("not an instant: %s", value);
	memcpy(text, value, length - 3);
	text[10] = 'T';
	text[length - 3] = 'Z';
	text[length - 2] = '\0';
	return length - 2;
}

instant
row_instant(const struct row *row, const char *column)
{
	const char *value = value_of(row, column);
	char        text[40];
	instant     at;

	if (!value)
		return NO_INSTANT;
	if (!instant_read(text, instant_text(value, text), &at))
		die("not an instant: %s", value);
	return at;
}

date
row_date(const struct row *row, const char *column)
{
	const char *value = value_of(row, column);
	date        on;

	if (!value)
		return NO_DATE;
	if (!date_read(value, strlen(value), &on))
		die("not a date: %s", value);
	return on;
}

int
row_enum(const struct row *row, const char *column, const char *const *names, int count)
{
	return enum_index(names, count, value_of(row, column));
}

#define UTC "+00:00\""

/* Is what ends here, in JSON, a string that is an instant of PostgreSQL: "2026-11-24T16:00:00.123456? */
static bool
ends_instant(const char *begin, const char *end)
{
	const char *at = end;

	while (at > begin && end - at < 27 && strchr("0123456789-T:.", at[-1]))
		at--;
	return at > begin && at[-1] == '"' && end - at >= 19 && at[10] == 'T';
}

/* JSON that the database wrote: its instants end in Z there, too. */
static size_t
json_text(const char *value, size_t length, char *out)
{
	const char *from = value, *utc = strstr(value, UTC);
	char *to = out;

	for (; utc; utc = strstr(utc + strlen(UTC), UTC))
		if (ends_instant(from, utc)) {
			memcpy(to, from, (size_t)(utc - from));
			to += utc - from;
			*to++ = 'Z';
			from = utc + strlen(UTC) - 1;
		}
	length -= (size_t)(from - value);
	memcpy(to, from, length);
	return (size_t)(to - out) + length;
}

/* A value as JSON; there is room for it, and for its quotes. */
static void
add_value(struct buffer *b, Oid type, const char *value, size_t length)
{
	char *out = b->text + b->length;
	char text[40];

	switch (type) {
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
	case OID_NUMERIC:
		memcpy(out, value, length);
		b->length += length;
		return;
	case OID_JSON:
	case OID_JSONB:
		b->length += json_text(value, length, out);
		return;
	case OID_BOOL:
		buffer_text(b, value[0] == 't' ? "true" : "false");
		return;
	case OID_TIMESTAMPTZ:
		length = instant_text(value, text);
		value = text;
		break;
	case OID_DATE:
	case OID_UUID:
		break;
	default:
		buffer_json_text(b, value, length);
		return;
	}
	out[0] = '"';
	memcpy(out + 1, value, length);
	out[length + 1] = '"';
	b->length += length + 2;
}

/* The hot path of every list: room is made once a column, and bytes are copied. */
void
buffer_row_members(struct buffer *b, const struct row *row)
{
	const struct db_result *result = result_of(row->result);
	size_t comma = b->length && b->text[b->length - 1] != '{' ? 0 : 1;

	for (int i = 0; i < result->column_count; i++) {
		const struct db_column *column = &result->columns[i];
		size_t length;

		if (column->hidden || PQgetisnull(result->pg, row->index, i))
			continue;
		length = (size_t)PQgetlength(result->pg, row->index, i);
		buffer_reserve(b, column->prefix_length + length + 8);
		memcpy(b->text + b->length, column->prefix + comma, column->prefix_length - comma);
		b->length += column->prefix_length - comma;
		comma = 0;
		add_value(b, column->type, PQgetvalue(result->pg, row->index, i), length);
	}
	buffer_add(b, "", 0);
}

void
buffer_row(struct buffer *b, const struct row *row)
{
	buffer_add(b, "{", 1);
	buffer_row_members(b, row);
	buffer_add(b, "}", 1);
}

const char *
row_json(struct request *req, const struct row *row)
{
	struct buffer b = buffer_in(req->arena);

	buffer_row(&b, row);
	return b.text;
}

int
row_column_count(const struct row *row)
{
	return result_of(row->result)->column_count;
}

const char *
row_column_name(const struct row *row, int column)
{
	return result_of(row->result)->columns[column].name;
}

const char *
row_column_text(const struct row *row, int column)
{
	const struct db_result *result = result_of(row->result);
	const char             *value = PQgetvalue(result->pg, row->index, column);
	size_t                  length = (size_t)PQgetlength(result->pg, row->index, column);
	char                    text[40], *json;

	if (PQgetisnull(result->pg, row->index, column))
		return NULL;
	switch (result->columns[column].type) {
	case OID_BOOL:
		return value[0] == 't' ? "true" : "false";
	case OID_TIMESTAMPTZ:
		instant_text(value, text);
		return arena_text(result->arena, text);
	case OID_JSON:
	case OID_JSONB:
		json = arena_take(result->arena, length + 1);
		json[json_text(value, length, json)] = '\0';
		return json;
	default:
		return value;
	}
}

bool
row_has_column(const struct row *row, const char *name)
{
	const struct db_result *result = result_of(row->result);

	for (int i = 0; i < result->column_count; i++)
		if (strcmp(result->columns[i].name, name) == 0)
			return true;
	return false;
}

/* ---- arguments ---- */

const char *
argument_integer(struct request *req, int64_t value)
{
	return arena_print(req->arena, "%lld", (long long)value);
}

const char *
argument_optional_integer(struct request *req, const int64_t *value)
{
	return value ? argument_integer(req, *value) : NULL;
}

const char *
argument_boolean(bool value)
{
	return value ? "t" : "f";
}

const char *
argument_optional_boolean(const bool *value)
{
	return value ? argument_boolean(*value) : NULL;
}

const char *
argument_instant(struct request *req, instant value)
{
	struct buffer b = buffer_in(req->arena);

	if (value == NO_INSTANT)
		return NULL;
	buffer_instant(&b, value);
	return b.text;
}

const char *
argument_date(struct request *req, date value)
{
	struct buffer b = buffer_in(req->arena);

	if (value == NO_DATE)
		return NULL;
	buffer_date(&b, value);
	return b.text;
}
