/*
 * Bytes that claim to be text: UTF-8, case, hex, base64url, percent-encoding.
 * The one place for each. Nothing here depends on the locale.
 */
#ifndef KEHU_TEXT_H
#define KEHU_TEXT_H

#include "buffer.h"

/* RFC 3629: shortest forms only, no surrogates, nothing beyond U+10FFFF. NUL is a character like others. */
bool   utf8_valid(const char *text, size_t length);
/* The bytes of the character that begins the text; 0 if none does. */
size_t utf8_step(const char *text, size_t length);
/* The characters of valid text. */
size_t utf8_count(const char *text, size_t length);
/* The bytes of the blank that begins the text, of whatever width, a tab or a line's end; 0 if none does. */
size_t utf8_blank(const char *text, size_t length);
/* Of all of them that it begins with. */
size_t utf8_blanks(const char *text, size_t length);
/* Writes a character; the number of bytes, at most 4. */
size_t utf8_put(char *out, uint32_t character);

/* ASCII only, as for header names, schemes and hex digits. */
char ascii_lower(char c);
bool ascii_digit(char c);
bool ascii_same(const char *a, const char *b);                                 /* in any case */
bool ascii_same_prefix(const char *text, const char *prefix);                  /* in any case */

/* Lower case. out has room for 2 * length + 1. */
void hex_encode(char *out, const void *bytes, size_t length);
/* length hex digits of either case into length / 2 bytes. false: odd, or not hex. */
bool hex_decode(void *out, const char *hex, size_t length);
int  hex_digit(char c); /* 0 … 15, or -1 */

/* RFC 4648 section 5 without padding. */
char *base64url_encode(struct arena *arena, const void *bytes, size_t length);
/* NULL: other characters, padding, an impossible length, or bits set that belong to no byte. A NUL is put behind. */
void *base64url_decode(struct arena *arena, const char *text, size_t length, size_t *decoded);

enum percent { PERCENT_PATH = 1, PERCENT_QUERY }; /* in a query "+" is a space */

/* NULL: a malformed escape, a NUL, or not UTF-8. decoded may be NULL. */
char *percent_decode(struct arena *arena, enum percent where, const char *text, size_t length, size_t *decoded);
/* Adds the text with all but the unreserved characters of RFC 3986 escaped. */
void percent_encode(struct buffer *b, const char *text, size_t length);

#endif
