/*
 * Values of the outside world into the operation's struct, by its field
 * tables. Faults are gathered, so that the client reads all of them at once.
 */
#ifndef KEHU_FIELDS_H
#define KEHU_FIELDS_H

#include <jansson.h>

#include "operation.h"

#define FAULTS_MAX 100 /* more are not listed */

struct faults {
	struct request *req;
	struct fault *items;
	size_t count; /* of those listed */
	size_t found;
};

/* Where in the input a value stands; a pointer is only made of it when there is a fault. */
struct place {
	const struct place *above; /* NULL: the pointer begins here, with mark and name */
	const char *name;	   /* NULL: an element of a list */
	size_t index;
	char mark; /* "?" of the query, "@" of the path or a header, or none */
};

void fault_add(struct faults *faults, const struct place *place, const char *code,
    const char *format, ...) PRINTF_LIKE(4, 5);
/* 400 VALIDATION_FAILED, or NULL if there are none. */
MAY_FAIL faults_problem(const struct faults *faults);

/* Sets what stands for "absent" where that is not all bits zero. */
void field_absent(const struct field *field, void *into);
/* A scalar from a path, a query or a header. text ends with a NUL. */
void field_from_text(struct faults *faults, const struct field *field, const char *text,
    size_t length, void *into, const struct place *place);
/* A scalar from JSON of the right type. Text stays where it is: the JSON lives as long as the
 * arena. */
void field_from_scalar(struct faults *faults, const struct field *field, json_t *value, void *into,
    const struct place *place);
void field_check_length(struct faults *faults, const struct field *field, size_t length,
    const char *of, const struct place *place);
/* The members of an object: those of in == IN_BODY among the fields. Members that no field has are
 * faults. */
void fields_from_json(struct faults *faults, const struct field *fields, size_t count,
    json_t *object, void *into, const struct place *place);

/* The JSON text of a value, compact, in the arena. */
const char *json_text_of(struct arena *arena, json_t *value);

#endif
