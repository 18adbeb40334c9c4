#include "fields.h"
#include "input.h"

#include <string.h>

#include "text.h"

#define PARAMETERS_MAX 100

static size_t
pieces(const char *query)
{
	size_t count = *query != '\0';

	for (; *query; query++)
		count += *query == '&';
	return count;
}

/* One name=value; without "=" the value is empty. */
static bool
read_piece(struct arena *arena, const char *piece, size_t length, struct query_value *value)
{
	const char *equals = memchr(piece, '=', length);
	size_t name_length = equals ? (size_t)(equals - piece) : length;
	const char *text = equals ? equals + 1 : "";

	value->name = percent_decode(arena, PERCENT_QUERY, piece, name_length, NULL);
	value->value = percent_decode(arena, PERCENT_QUERY, text,
	    equals ? length - name_length - 1 : 0, &value->value_length);
	return value->name && value->value;
}

MAY_FAIL
query_read(struct request *req, const char *query, const struct query_value **values, size_t *count)
{
	struct faults faults = { .req = req };
	size_t most = pieces(query);
	struct query_value *read;

	*count = 0;
	*values = NULL;
	if (most == 0)
		return NULL;
	if (most > PARAMETERS_MAX)
		return problem_fault(
		    req, "?", "LENGTH", "There are more than %d parameters.", PARAMETERS_MAX);

	read = arena_array(req->arena, struct query_value, most);
	for (;;) {
		size_t length = strcspn(query, "&");

		if (length > 0 && !read_piece(req->arena, query, length, &read[*count])) {
			struct place place = { .mark = '?', .name = read[*count].name };

			fault_add(
			    &faults, &place, "FORMAT", "A malformed escape, U+0000, or not UTF-8.");
		} else if (length > 0) {
			(*count)++;
		}
		if (query[length] == '\0')
			break;
		query += length + 1;
	}
	*values = read;
	return faults_problem(&faults);
}
