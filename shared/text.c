#include <string.h>

#include "text.h"

#define CONTINUES(byte) ((byte) >> 6 == 2)

size_t
utf8_step(const char *text, size_t length)
{
	const unsigned char *byte = (const unsigned char *)text;

	if (length == 0)
		return 0;
	if (byte[0] < 0x80)
		return 1;
	if (byte[0] < 0xC2)
		return 0;
	if (byte[0] < 0xE0)
		return length >= 2 && CONTINUES(byte[1]) ? 2 : 0;
	if (byte[0] < 0xF0) {
		if (length < 3 || !CONTINUES(byte[1]) || !CONTINUES(byte[2]))
			return 0;
		if (byte[0] == 0xE0 && byte[1] < 0xA0) /* a shorter form exists */
			return 0;
		if (byte[0] == 0xED && byte[1] >= 0xA0) /* a surrogate */
			return 0;
		return 3;
	}
	if (byte[0] < 0xF5) {
		if (length < 4 || !CONTINUES(byte[1]) || !CONTINUES(byte[2]) || !CONTINUES(byte[3]))
			return 0;
		if (byte[0] == 0xF0 && byte[1] < 0x90)
			return 0;
		if (byte[0] == 0xF4 && byte[1] >= 0x90) /* beyond U+10FFFF */
			return 0;
		return 4;
	}
	return 0;
}

bool
utf8_valid(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint64_t eight;
		size_t step;

		if (length - at >= sizeof(eight)) {
			memcpy(&eight, text + at, sizeof(eight));
			if (!(eight & UINT64_C(0x8080808080808080))) {
				at += sizeof(eight);
				continue;
			}
		}
		step = utf8_step(text + at, length - at);
		if (!step)
			return false;
		at += step;
	}
	return true;
}

size_t
utf8_count(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += !CONTINUES((unsigned char)text[i]);
	return count;
}

size_t
utf8_blank(const char *text, size_t length)
{
	static const char *const wide[] = { "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xA8",
		"\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80" };

	if (length && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')))
		return 1;
	for (size_t i = 0; i < COUNT(wide); i++)
		if (length >= strlen(wide[i]) && memcmp(text, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	/* U+2000 to U+200A, of all widths. */
	if (length >= 3 && memcmp(text, "\xE2\x80", 2) == 0 && (unsigned char)text[2] >= 0x80 &&
	    (unsigned char)text[2] <= 0x8A)
		return 3;
	return 0;
}

size_t
utf8_blanks(const char *text, size_t length)
{
	size_t passed = 0, blank;

	while ((blank = utf8_blank(text + passed, length - passed)) > 0)
		passed += blank;
	return passed;
}

size_t
utf8_put(char *out, uint32_t character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xC0 | character >> 6);
		out[1] = (char)(0x80 | (character & 0x3F));
		return 2;
	}
	if (character < 0x10000) {
		out[0] = (char)(0xE0 | character >> 12);
		out[1] = (char)(0x80 | (character >> 6 & 0x3F));
		out[2] = (char)(0x80 | (character & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | character >> 18);
	out[1] = (char)(0x80 | (character >> 12 & 0x3F));
	out[2] = (char)(0x80 | (character >> 6 & 0x3F));
	out[3] = (char)(0x80 | (character & 0x3F));
	return 4;
}

char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
ascii_same(const char *a, const char *b)
{
	while (*a && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

bool
ascii_same_prefix(const char *text, const char *prefix)
{
	while (*prefix && ascii_lower(*text) == ascii_lower(*prefix)) {
		text++;
		prefix++;
	}
	return !*prefix;
}

int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
hex_encode(char *out, const void *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *byte = bytes;

	for (size_t i = 0; i < length; i++) {
		out[2 * i] = digits[byte[i] >> 4];
		out[2 * i + 1] = digits[byte[i] & 15];
	}
	out[2 * length] = '\0';
}

bool
hex_decode(void *out, const char *hex, size_t length)
{
	unsigned char *byte = out;

	if (length % 2)
		return false;
	for (size_t i = 0; i < length; i += 2) {
		int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);

		if (high < 0 || low < 0)
			return false;
		byte[i / 2] = (unsigned char)(high << 4 | low);
	}
	return true;
}
