/* Strict JSON: RFC 8259 without duplicate members, NUL, other encodings or deep nesting. */
#ifndef KEHU_JSON_READ_H
#define KEHU_JSON_READ_H

#include "fields.h"

#define JSON_DEPTH_MAX 32

/*
 * The value, released with the arena; NULL with a fault added, its pointer as
 * exact as the text allows.
 */
json_t *
json_read(struct faults *faults, const char *text, size_t length, const struct place *place);
/* What is not an object is a fault too. */
json_t *
json_read_object(struct faults *faults, const char *text, size_t length, const struct place *place);

#endif
