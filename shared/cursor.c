#include "cursor.h"

#include <string.h>

#include "text.h"

#define VERSION 1

/* Version, hash, then each value: 0 for null, or 1, its length in two bytes and its text. */

static uint64_t
hash_of(uint64_t of, const unsigned char *payload, size_t length)
{
	return hash_more(hash_more(HASH_BEGIN, &of, sizeof(of)), payload, length);
}

const char *
cursor_write(struct arena *arena, uint64_t of, const char *const *values, size_t count)
{
	struct buffer payload = buffer_in(arena), whole = buffer_in(arena);
	uint64_t hash;

	for (size_t i = 0; i < count; i++) {
		size_t length = values[i] ? strlen(values[i]) : 0;
		const unsigned char head[] = { 1, (unsigned char)(length >> 8),
			(unsigned char)length };

		if (length > 0xffff)
			die("a value to sort by has %zu bytes", length);
		buffer_add(&payload, values[i] ? head : (const unsigned char[]) { 0 },
		    values[i] ? sizeof(head) : 1);
		buffer_add(&payload, values[i], length);
	}
	hash = hash_of(of, (const unsigned char *)payload.text, payload.length);
	buffer_add(&whole, (const char[]) { VERSION }, 1);
	buffer_add(&whole, &hash, sizeof(hash));
	buffer_add(&whole, payload.text, payload.length);
	return base64url_encode(arena, whole.text, whole.length);
}

/* One value; false: there is none. */
static bool
take(struct arena *arena, const unsigned char **at, const unsigned char *end, const char **value)
{
	size_t length;

	*value = NULL;
	if (*at == end || **at > 1)
		return false;
	if (*(*at)++ == 0)
		return true;
	if (end - *at < 2)
		return false;
	length = (size_t)(*at)[0] << 8 | (*at)[1];
	*at += 2;
	if ((size_t)(end - *at) < length)
		return false;
	*value = arena_copy(arena, *at, length);
	*at += length;
	return utf8_valid(*value, length) && strlen(*value) == length;
}

/* What PostgreSQL would refuse must not reach it. */
static bool
fits(struct request *req, enum field_type type, const char *value)
{
	struct faults faults = { .req = req };
	const struct field field = { .name = "", .type = type, .required = true };
	const struct place place = { .mark = '?', .name = "cursor" };
	int64_t any[2];

	if (value)
		field_from_text(&faults, &field, value, strlen(value), any, &place);
	return faults.count == 0;
}

MAY_FAIL
cursor_read(struct request *req, uint64_t of, const struct page *page, const char **values)
{
	size_t length;
	const unsigned char *bytes, *at, *end;
	uint64_t hash;

	bytes = base64url_decode(req->arena, page->cursor, strlen(page->cursor), &length);
	if (!bytes || length < 1 + sizeof(hash) || bytes[0] != VERSION)
		return &problem_cursor_invalid;
	memcpy(&hash, bytes + 1, sizeof(hash));
	at = bytes + 1 + sizeof(hash);
	end = bytes + length;
	if (hash != hash_of(of, at, (size_t)(end - at)))
		return &problem_cursor_invalid;

	for (size_t i = 0; i < page->sort_count; i++) {
		const struct list_sort *sort = page->sorts[i].sort;

		if (!take(req->arena, &at, end, &values[i]) || !fits(req, sort->type, values[i]) ||
		    (!values[i] && !sort->nullable))
			return &problem_cursor_invalid;
	}
	if (!take(req->arena, &at, end, &values[page->sort_count]) || !values[page->sort_count] ||
	    at != end || !fits(req, TYPE_UUID, values[page->sort_count]))
		return &problem_cursor_invalid;
	return NULL;
}
