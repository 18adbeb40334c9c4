/*
 * Checks of content beyond type and length, named by format: in the spec
 * ("unified-social-credit-code" is format_unified_social_credit_code). Each
 * has the form of format_check: NULL, or what is wrong. A NUL stands behind
 * the text.
 */
#ifndef KEHU_FORMATS_H
#define KEHU_FORMATS_H

#include <stddef.h>

const char *format_email(const char *text, size_t length);
/* E.164 (+8613812345678), or a Chinese mobile (13812345678) or landline (010-62345678, 0571 8765 4321-12, 400-820-8820). */
const char *format_phone(const char *text, size_t length);
/* GB 32100-2015: 18 characters, the last a check character over the others. */
const char *format_unified_social_credit_code(const char *text, size_t length);
/* GB 11643-1999: 18 characters with a date of birth and a check character. */
const char *format_resident_identity_number(const char *text, size_t length);
/* http or https, absolute, without credentials or fragment. */
const char *format_url(const char *text, size_t length);
/* ISO 8601, as period_read() of calendar.h understands it. */
const char *format_duration(const char *text, size_t length);
/* A decimal above 0 with up to 9 digits before the point and 3 behind it: 2.5. */
const char *format_quantity(const char *text, size_t length);
/* The id of a token, RFC 7519: 1 to 256 visible ASCII characters. */
const char *format_jti(const char *text, size_t length);
/* Any character but control characters: names, titles, one line. */
const char *format_line(const char *text, size_t length);
/* Whatever is said at some length: not blanks alone. */
const char *format_prose(const char *text, size_t length);
/* What something is known by, in one line that neither begins nor ends with a blank: a second one
 * that only looks the same would be another thing. */
const char *format_reference(const char *text, size_t length);
/* RFC 4648 section 4, with its padding. */
const char *format_base64(const char *text, size_t length);

#endif
