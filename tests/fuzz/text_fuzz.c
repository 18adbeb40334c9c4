/* UTF-8, JSON strings, percent-encoding, base64url, hex, identifiers and formats on any bytes. */
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "identifier.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
insist(bool holds)
{
	if (!holds)
		abort();
}

static void
check_encodings(struct arena *arena, const char *text, size_t size)
{
	struct buffer b = buffer_in(arena);
	size_t length;
	char *hex = arena_take(arena, 2 * size + 1), *back;

	hex_encode(hex, text, size);
	back = arena_take(arena, size + 1);
	insist(hex_decode(back, hex, 2 * size) && memcmp(back, text, size) == 0);

	hex = base64url_encode(arena, text, size);
	back = base64url_decode(arena, hex, strlen(hex), &length);
	insist(back && length == size && memcmp(back, text, size) == 0);
	back = base64url_decode(arena, text, size, &length);
	insist(!back || strcmp(base64url_encode(arena, back, length), text) == 0);

	percent_decode(arena, PERCENT_QUERY, text, size, NULL);
	if (utf8_valid(text, size) && !memchr(text, '\0', size)) {
		percent_encode(&b, text, size);
		back = percent_decode(arena, PERCENT_PATH, b.text ? b.text : "", b.length, &length);
		insist(back && length == size && memcmp(back, text, size) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *(*const formats[])(const char *, size_t) = { format_email, format_phone,
		format_unified_social_credit_code, format_resident_identity_number, format_url,
		format_duration, format_quantity, format_jti, format_line,
		format_prose, format_reference };
	struct arena *arena = arena_open();
	const char *text = arena_copy(arena, data, size);
	struct buffer b = buffer_in(arena);
	char id[UUID_LENGTH + 1];

	check_encodings(arena, text, size);
	buffer_json_text(&b, text, size);
	insist(utf8_valid(b.text, b.length));
	if (utf8_valid(text, size))
		insist(utf8_count(text, size) <= size);
	uuid_read(text, size, id);
	for (size_t i = 0; i < COUNT(formats); i++)
		formats[i](text, size);
	arena_close(arena);
	return 0;
}
