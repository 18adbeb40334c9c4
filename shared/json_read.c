#include "json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* ---- where in the text ---- */

/* One level of nesting: the member or element that is being read there. */
struct level {
	size_t name, name_length; /* of the member's name in the text, escapes and all */
	size_t index;
	bool is_list, name_is_next;
};

struct scan {
	const char *text;
	size_t length, at;
	struct level levels[JSON_DEPTH_MAX + 1]; /* from 1 */
	size_t depth;
	bool too_deep;
};

static void
scan_string(struct scan *scan)
{
	struct level *level = &scan->levels[scan->depth];
	size_t begin = ++scan->at;

	while (scan->at < scan->length && scan->text[scan->at] != '"')
		scan->at += scan->text[scan->at] == '\\' ? 2 : 1;
	if (level->name_is_next) {
		level->name = begin;
		level->name_length = (scan->at < scan->length ? scan->at : scan->length) - begin;
		level->name_is_next = false;
	}
}

static void
scan_open(struct scan *scan, bool is_list)
{
	if (scan->depth == JSON_DEPTH_MAX) {
		scan->too_deep = true;
		return;
	}
	scan->levels[++scan->depth] =
	    (struct level) { .is_list = is_list, .name_is_next = !is_list };
}

/*
 * Goes over the text up to a position, by its brackets and strings alone; it
 * need not be JSON. Stops where it is too deep, so that the parser, which
 * recurses, is not asked.
 */
static void
scan_to(struct scan *scan, size_t position)
{
	for (; scan->at < position && !scan->too_deep; scan->at++) {
		struct level *level = &scan->levels[scan->depth];

		switch (scan->text[scan->at]) {
		case '{':
		case '[':
			scan_open(scan, scan->text[scan->at] == '[');
			break;
		case '}':
		case ']':
			scan->depth -= scan->depth > 0;
			break;
		case ',':
			level->index++;
			level->name_is_next = !level->is_list && scan->depth > 0;
			break;
		case '"':
			scan_string(scan);
			break;
		}
	}
}

/* The pointer of what is being read there, as deep as names are known. */
static struct place
scan_place(struct arena *arena, const struct scan *scan, const struct place *base)
{
	const struct place *above = base;

	for (size_t i = 1; i <= scan->depth; i++) {
		const struct level *level = &scan->levels[i];
		struct place *place;

		if (!level->is_list && level->name_length == 0)
			break;
		place = arena_new(arena, struct place);
		place->above = above;
		place->index = level->index;
		if (!level->is_list)
			place->name =
			    arena_copy(arena, scan->text + level->name, level->name_length);
		above = place;
	}
	return *above;
}

/* ---- what is wrong ---- */

static const struct {
	enum json_error_code error;
	const char *code, *message;
} wrongs[] = {
	{ json_error_duplicate_key, "DUPLICATE", "This member is given twice." },
	{ json_error_numeric_overflow, "RANGE", "Numbers must fit into 64 bits." },
	{ json_error_null_character, "FORMAT", "The character U+0000 is not accepted." },
	{ json_error_null_byte_in_key, "FORMAT", "The character U+0000 is not accepted." },
	{ json_error_invalid_utf8, "FORMAT", "Not valid UTF-8." },
	{ json_error_premature_end_of_input, "FORMAT", "The JSON ends too early." },
	{ json_error_end_of_input_expected, "FORMAT", "There is more after the end of the JSON." },
};

static void
fault_of_error(struct faults *faults, const struct scan *scan, const struct place *base,
    const json_error_t *error)
{
	struct place place = scan_place(faults->req->arena, scan, base);

	for (size_t i = 0; i < COUNT(wrongs); i++)
		if (wrongs[i].error == json_error_code(error)) {
			fault_add(faults, &place, wrongs[i].code, "%s", wrongs[i].message);
			return;
		}
	fault_add(faults, &place, "FORMAT", "Not JSON at line %d, column %d.", error->line,
	    error->column);
}

static void
release(void *json)
{
	json_decref(json);
}

json_t *
json_read(struct faults *faults, const char *text, size_t length, const struct place *place)
{
	struct scan scan = { .text = text, .length = length };
	json_error_t error;
	json_t *json;
	size_t position;

	if (!utf8_valid(text, length) || memchr(text, '\0', length)) {
		fault_add(faults, place, "FORMAT", "Must be UTF-8 without U+0000.");
		return NULL;
	}
	scan_to(&scan, length);
	if (scan.too_deep) {
		struct place deep = scan_place(faults->req->arena, &scan, place);

		fault_add(faults, &deep, "RANGE", "Nested deeper than %d levels.", JSON_DEPTH_MAX);
		return NULL;
	}
	json = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!json) {
		/* Behind the token at fault, or nowhere: the token itself is not scanned, it might
		 * close what it is in. */
		position = error.position > 0 && (size_t)error.position <= length
			       ? (size_t)error.position - 1
			       : length;
		scan = (struct scan) { .text = text, .length = length };
		scan_to(&scan, position);
		fault_of_error(faults, &scan, place, &error);
		return NULL;
	}
	arena_defer(faults->req->arena, release, json);
	return json;
}

json_t *
json_read_object(struct faults *faults, const char *text, size_t length, const struct place *place)
{
	json_t *json = json_read(faults, text, length, place);

	if (!json || json_is_object(json))
		return json;
	fault_add(faults, place, "TYPE", "Must be an object.");
	return NULL;
}

/* ---- JSON out again ---- */

/* The shortest decimal number that is the same double. */
static void
write_real(struct buffer *b, double number)
{
	char text[40];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	buffer_text(b, text);
	if (text[strspn(text, "-0123456789")] == '\0')
		buffer_text(b, ".0"); /* what came as a real stays one */
}

/* Not deeper than JSON_DEPTH_MAX. */
static void
write_value(struct buffer *b, json_t *value)
{
	const char *name, *comma = "";
	json_t *member;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		buffer_text(b, "{");
		json_object_foreach(value, name, member)
		{
			buffer_text(b, comma);
			buffer_json_text(b, name, strlen(name));
			buffer_text(b, ":");
			write_value(b, member);
			comma = ",";
		}
		buffer_text(b, "}");
		break;
	case JSON_ARRAY:
		buffer_text(b, "[");
		json_array_foreach(value, i, member)
		{
			buffer_text(b, i ? "," : "");
			write_value(b, member);
		}
		buffer_text(b, "]");
		break;
	case JSON_STRING:
		buffer_json_text(b, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		buffer_integer(b, json_integer_value(value));
		break;
	case JSON_REAL:
		write_real(b, json_real_value(value));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		buffer_text(b, json_is_true(value) ? "true" : "false");
		break;
	case JSON_NULL:
		buffer_text(b, "null");
		break;
	}
}

const char *
json_text_of(struct arena *arena, json_t *value)
{
	struct buffer b = buffer_in(arena);

	write_value(&b, value);
	return b.text;
}
