/*
 * Reads path, query and body into the operation's struct, by the generated
 * field tables. Tells all faults at once: 400 VALIDATION_FAILED. Also the
 * request's If-Match and dry_run, and what page of a list is asked for (406,
 * 413, 415, 428).
 */
#ifndef KEHU_INPUT_H
#define KEHU_INPUT_H

#include "operation.h"

MAY_FAIL read_input(struct request *req);

/* The body of one operation from JSON text (an item of a batch, a row of an import): pointers begin with prefix. */
MAY_FAIL input_from_json(struct request *req, const struct operation *operation, const char *json, size_t length,
    const char *prefix, const void **input);

/* One decoded query parameter. */
struct query_value {
	const char *name, *value;
	size_t      value_length;
};
/* Splits and percent-decodes ("+" is a space). 400 for malformed escapes, NUL, invalid UTF-8, more than 100 parameters. */
MAY_FAIL query_read(struct request *req, const char *query, const struct query_value **values, size_t *count);

#endif
