/*
 * The rows of an import as JSON objects. The head names the members of the
 * item's body: "name", "address.city", "contacts.0.phone"; a whole list or
 * object as JSON text is "contacts", as an export writes it. An empty field is
 * absent.
 */
#ifndef KEHU_IMPORT_ROWS_H
#define KEHU_IMPORT_ROWS_H

#include "csv.h"
#include "fields.h"

#define COLUMNS_MAX 500
#define STEPS_MAX   8

/* One step of a column's name: a member, or an element of a list. */
struct step {
	const char *name; /* NULL: an element */
	size_t index;
};

struct column {
	const char *name;
	struct step steps[STEPS_MAX];
	size_t step_count;
	const struct field *field; /* of the value */
};

/* One error of a file. */
struct import_error {
	int64_t row; /* from 1; 0: the head */
	int64_t line;
	const char *column; /* NULL: of the row */
	const char *code, *message;
	const char *problem; /* JSON: the whole of what refused the row, or NULL */
};

struct import_errors {
	struct arena *arena; /* they are copied into it */
	struct import_error *items;
	size_t count;
};

#define ERRORS_MAX 1000 /* more are not listed */

void import_error_add(struct import_errors *errors, const struct import_error *error);

struct rows_reader {
	struct csv csv;
	struct column *columns;
	size_t column_count;
	int64_t row;
	struct import_errors *errors;
};

/* An error of the row just read; column NULL: of the whole row. */
void import_error_at(
    const struct rows_reader *reader, const char *column, const char *code, const char *message);

/* Reads the head. false: with errors. arena: for the columns. */
bool import_head(
    struct rows_reader *reader, struct arena *arena, const struct field *fields, size_t count);
/*
 * The next row, as an object that belongs to the arena; NULL with an error
 * added where the row is malformed. false: there are no more.
 */
bool import_row(struct rows_reader *reader, struct arena *arena, json_t **object);

/* The column of a pointer: "/contacts/0/phone" is contacts.0.phone. */
const char *import_column_of(struct arena *arena, const char *pointer);

#endif
