/* base64url and percent-encoding. */
#include <string.h>

#include "text.h"

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

char *
base64url_encode(struct arena *arena, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;
	char *text = arena_take(arena, (length + 2) / 3 * 4 + 1), *out = text;

	for (; length >= 3; byte += 3, length -= 3) {
		*out++ = base64url[byte[0] >> 2];
		*out++ = base64url[(byte[0] & 3) << 4 | byte[1] >> 4];
		*out++ = base64url[(byte[1] & 15) << 2 | byte[2] >> 6];
		*out++ = base64url[byte[2] & 63];
	}
	if (length == 2) {
		*out++ = base64url[byte[0] >> 2];
		*out++ = base64url[(byte[0] & 3) << 4 | byte[1] >> 4];
		*out++ = base64url[(byte[1] & 15) << 2];
	} else if (length == 1) {
		*out++ = base64url[byte[0] >> 2];
		*out++ = base64url[(byte[0] & 3) << 4];
	}
	return text;
}

static int
base64url_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

void *
base64url_decode(struct arena *arena, const char *text, size_t length, size_t *decoded)
{
	unsigned char *bytes, *out;
	uint32_t bits = 0;
	unsigned held = 0;

	if (length % 4 == 1)
		return NULL;
	out = bytes = arena_take(arena, length / 4 * 3 + 3);
	for (size_t i = 0; i < length; i++) {
		int digit = base64url_digit(text[i]);

		if (digit < 0)
			return NULL;
		bits = bits << 6 | (uint32_t)digit;
		held += 6;
		if (held >= 8) {
			held -= 8;
			*out++ = (unsigned char)(bits >> held);
			bits &= (UINT32_C(1) << held) - 1;
		}
	}
	/* One value has one text: the rest must be zero. */
	if (bits)
		return NULL;
	*decoded = (size_t)(out - bytes);
	return bytes;
}

char *
percent_decode(
    struct arena *arena, enum percent where, const char *text, size_t length, size_t *decoded)
{
	char *out = arena_copy(arena, text, length);
	size_t to = 0;

	for (size_t from = 0; from < length; from++) {
		char c = text[from];

		if (c == '%') {
			int high, low;

			if (length - from < 3)
				return NULL;
			high = hex_digit(text[from + 1]);
			low = hex_digit(text[from + 2]);
			if (high < 0 || low < 0)
				return NULL;
			c = (char)(high << 4 | low);
			from += 2;
		} else if (c == '+' && where == PERCENT_QUERY) {
			c = ' ';
		}
		if (c == '\0')
			return NULL;
		out[to++] = c;
	}
	out[to] = '\0';
	if (!utf8_valid(out, to))
		return NULL;
	if (decoded)
		*decoded = to;
	return out;
}

void
percent_encode(struct buffer *b, const char *text, size_t length)
{
	static const char digits[] = "0123456789ABCDEF";

	buffer_reserve(b, 3 * length);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (base64url_digit(text[i]) >= 0 || c == '.' || c == '~')
			buffer_add(b, &text[i], 1);
		else
			buffer_add(b, (char[]) { '%', digits[c >> 4], digits[c & 15] }, 3);
	}
}
