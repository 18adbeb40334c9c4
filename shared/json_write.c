#include <string.h>

#include "buffer.h"
#include "text.h"

/* 0: a string may hold it as it is. Else the letter of its escape, or 'x': not ASCII. */
static const char escapes[256] = {
	[0x00 ... 0x07] = 'u',
	['\b'] = 'b',
	['\t'] = 't',
	['\n'] = 'n',
	[0x0B] = 'u',
	['\f'] = 'f',
	['\r'] = 'r',
	[0x0E ... 0x1F] = 'u',
	['"'] = '"',
	['\\'] = '\\',
	[0x7F] = 'u',
	[0x80 ... 0xFF] = 'x',
};

/* The end of what may stand in a string as it is. */
static const char *
skip_plain(const char *at, const char *end)
{
	while (at < end) {
		const unsigned char *byte = (const unsigned char *)at;
		size_t step;

		if (!escapes[*byte]) {
			at++;
		} else if (*byte >= 0xE1 && *byte <= 0xEC && end - at >= 3 && byte[1] >> 6 == 2 &&
			   byte[2] >> 6 == 2) {
			at += 3; /* most Chinese characters */
		} else if (escapes[*byte] == 'x' && (step = utf8_step(at, (size_t)(end - at)))) {
			at += step;
		} else {
			break;
		}
	}
	return at;
}

static void
add_escape(struct buffer *b, unsigned char byte)
{
	if (escapes[byte] == 'x')
		buffer_add(b, "\xEF\xBF\xBD", 3);
	else if (escapes[byte] == 'u')
		buffer_print(b, "\\u%04x", byte);
	else
		buffer_add(b, (char[]) { '\\', escapes[byte] }, 2);
}

/* One copy where nothing is escaped, as nearly always. */
void
buffer_json_text(struct buffer *b, const char *text, size_t length)
{
	const char *end = text + length, *run_end = skip_plain(text, end);
	size_t run = (size_t)(run_end - text);
	char *out;

	buffer_reserve(b, length + 2);
	out = b->text + b->length;
	*out = '"';
	if (run)
		memcpy(out + 1, text, run);
	b->length += 1 + run;

	while (run_end < end) {
		add_escape(b, (unsigned char)*run_end);
		text = run_end + 1;
		run_end = skip_plain(text, end);
		buffer_add(b, text, (size_t)(run_end - text));
	}
	buffer_add(b, "\"", 1);
}

/* A comma, unless this is the first of its object or list, or the value of a name. */
static void
separate(struct buffer *b)
{
	char last = b->length ? b->text[b->length - 1] : '[';

	if (last != '{' && last != '[' && last != ':')
		buffer_add(b, ",", 1);
}

void
object_open(struct buffer *b)
{
	separate(b);
	buffer_add(b, "{", 1);
}

void
object_close(struct buffer *b)
{
	buffer_add(b, "}", 1);
}

void
member_name(struct buffer *b, const char *name)
{
	separate(b);
	buffer_json_text(b, name, strlen(name));
	buffer_add(b, ":", 1);
}

void
member_text(struct buffer *b, const char *name, const char *value)
{
	if (!value)
		return;
	member_name(b, name);
	buffer_json_text(b, value, strlen(value));
}

void
member_integer(struct buffer *b, const char *name, int64_t value)
{
	member_name(b, name);
	buffer_integer(b, value);
}

void
member_boolean(struct buffer *b, const char *name, bool value)
{
	member_name(b, name);
	buffer_text(b, value ? "true" : "false");
}

void
member_instant(struct buffer *b, const char *name, instant value)
{
	if (value == NO_INSTANT)
		return;
	member_name(b, name);
	buffer_add(b, "\"", 1);
	buffer_instant(b, value);
	buffer_add(b, "\"", 1);
}

void
member_date(struct buffer *b, const char *name, date value)
{
	if (value == NO_DATE)
		return;
	member_name(b, name);
	buffer_add(b, "\"", 1);
	buffer_date(b, value);
	buffer_add(b, "\"", 1);
}

void
member_raw(struct buffer *b, const char *name, const char *json)
{
	if (!json)
		return;
	member_name(b, name);
	buffer_text(b, json);
}

void
list_open(struct buffer *b, const char *name)
{
	if (name)
		member_name(b, name);
	else
		separate(b);
	buffer_add(b, "[", 1);
}

void
list_close(struct buffer *b)
{
	buffer_add(b, "]", 1);
}

void
item_text(struct buffer *b, const char *value)
{
	separate(b);
	if (value)
		buffer_json_text(b, value, strlen(value));
	else
		buffer_text(b, "null");
}

void
item_raw(struct buffer *b, const char *json)
{
	separate(b);
	buffer_text(b, json ? json : "null");
}

void
members_raw(struct buffer *b, const char *json)
{
	static const char blank[] = " \t\r\n";
	size_t length;

	if (!json)
		return;
	json += strspn(json, blank);
	length = strlen(json);
	while (length && strchr(blank, json[length - 1]))
		length--;
	if (length < 2 || json[0] != '{' || json[length - 1] != '}')
		die("not a JSON object: %.100s", json);
	json++;
	length -= 2;
	if (strspn(json, blank) >= length)
		return;
	separate(b);
	buffer_add(b, json, length);
}
