/* Text that grows in an arena, and JSON written into it. */
#ifndef KEHU_BUFFER_H
#define KEHU_BUFFER_H

#include "arena.h"

struct buffer {
	struct arena *arena;
	char         *text; /* always ends with a NUL once something was written */
	size_t        length, capacity;
};

struct buffer buffer_in(struct arena *arena);
void buffer_reserve(struct buffer *b, size_t more);
void buffer_add(struct buffer *b, const void *bytes, size_t length);
void buffer_text(struct buffer *b, const char *text);
void buffer_print(struct buffer *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* A JSON string with its quotes; what is not valid UTF-8 becomes U+FFFD. */
void buffer_json_text(struct buffer *b, const char *text, size_t length);
/* A JSON number. */
void buffer_integer(struct buffer *b, int64_t number);
/* 2026-11-24T16:00:00.123456Z without trailing zeros of the fraction; no quotes. */
void buffer_instant(struct buffer *b, instant at);
/* 2026-11-24; no quotes. */
void buffer_date(struct buffer *b, date on);

/*
 * Members of an object under construction: each writes a comma where one is
 * needed, the name and the value. A NULL text (NO_INSTANT, NO_DATE) writes
 * nothing: absent is null.
 *
 *	object_open(&b); member_text(&b, "id", id); object_close(&b);
 */
void object_open(struct buffer *b);  /* { */
void object_close(struct buffer *b); /* } */
void member_name(struct buffer *b, const char *name); /* ,"name": */
void member_text(struct buffer *b, const char *name, const char *value);
void member_integer(struct buffer *b, const char *name, int64_t value);
void member_boolean(struct buffer *b, const char *name, bool value);
void member_instant(struct buffer *b, const char *name, instant value);
void member_date(struct buffer *b, const char *name, date value);
void member_raw(struct buffer *b, const char *name, const char *json); /* JSON as it is */
void members_raw(struct buffer *b, const char *json); /* those of a JSON object, without its braces */

/* The name is NULL inside a list. An item is an element of it. */
void list_open(struct buffer *b, const char *name); /* ,"name":[ */
void list_close(struct buffer *b);                  /* ] */
void item_text(struct buffer *b, const char *value);
void item_raw(struct buffer *b, const char *json);

#endif
