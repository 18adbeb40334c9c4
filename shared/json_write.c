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

void
buffer_json_text(struct buffer *b, const char *text, size_t length)
{
	const char *run = text, *at = text, *end = text + length;

	buffer_reserve(b, length + 2);
	buffer_add(b, "\"", 1);
	while (at < end) {
		char escape = escapes[(unsigned char)*at];
		size_t step;

		if (!escape) {
			at++;
			continue;
		}
		if (escape == 'x' && (step = utf8_step(at, (size_t)(end - at)))) {
			at += step;
			continue;
		}
		buffer_add(b, run, (size_t)(at - run));
		if (escape == 'x')
			buffer_add(b, "\xEF\xBF\xBD", 3);
		else if (escape == 'u')
			buffer_print(b, "\\u%04x", (unsigned char)*at);
		else
			buffer_add(b, (char[]) { '\\', escape }, 2);
		run = ++at;
	}
	buffer_add(b, run, (size_t)(at - run));
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
