/* What the generated tables of api-spec/ say of each operation. */
#ifndef KEHU_OPERATION_H
#define KEHU_OPERATION_H

#include "request.h"

enum field_in { IN_PATH = 1, IN_QUERY, IN_BODY };

enum field_type {
	TYPE_TEXT = 1, /* const char * */
	TYPE_UUID,     /* const char *, lower case */
	TYPE_INTEGER,  /* int64_t, or const int64_t * where it may be absent */
	TYPE_BOOLEAN,  /* bool, or const bool * */
	TYPE_DATE,     /* date, NO_DATE where absent */
	TYPE_INSTANT,  /* instant, NO_INSTANT where absent */
	TYPE_PERIOD,   /* const char *: an ISO 8601 duration, checked */
	TYPE_OBJECT,   /* const struct … *, and const char *<name>_json */
	TYPE_LIST,     /* const … *, size_t <name>_count, const char *<name>_json */
	TYPE_JSON,     /* const char *: any JSON value, unchecked within; item_type TYPE_OBJECT: it is an object */
};

/* Checks of content beyond type and length: format: in the spec. NULL: it fits; else what is wrong. */
typedef const char *(*format_check)(const char *text, size_t length);

struct field {
	const char          *name;
	enum field_in        in;
	enum field_type      type;
	bool                 required, nullable; /* nullable: in a merge patch, null clears it */
	int64_t              min, max;           /* of an integer; length in characters of a text; items of a list */
	const char *const   *one_of;             /* the enumeration, ends with NULL */
	format_check         format;
	size_t               offset;             /* in the operation's struct (or the item's) */
	size_t               given_offset;       /* + 1, of bool <name>_given in a merge patch; 0: none */
	size_t               json_offset, count_offset; /* TYPE_OBJECT, TYPE_LIST; TYPE_JSON has only its own offset */
	const struct field  *fields;             /* of the object, or of the list's items: their members, or the one plain value */
	size_t               field_count, size;  /* size of the object or item struct */
	enum field_type      item_type;          /* TYPE_LIST: the items' type */
};

enum filter_kind { FILTER_IN = 1, FILTER_RANGE, FILTER_BOOLEAN };

/* ?status=OPEN,PAUSED · ?created_at.gte=…: a column of the list's query that may be filtered. */
struct list_filter {
	const char        *name;   /* of the parameter and the column */
	enum filter_kind   kind;
	enum field_type    type;
	const char *const *one_of;
};

struct list_sort {
	const char     *name;
	enum field_type type;
	bool            nullable; /* null comes last, in either direction */
};

struct query;
struct resource;

struct list {
	const struct query       *query; /* a :page query */
	const struct list_filter *filters;
	size_t                    filter_count;
	const struct list_sort   *sorts;
	size_t                    sort_count;
	const char               *default_sort; /* "-created_at" */
	const char               *search;       /* the column ?q= looks into, or NULL */
};

struct operation {
	const char         *id, *method, *path; /* "/v1/customers/{id}" */
	const char *const  *roles;              /* any of them; {"any", NULL}: every authenticated caller; NULL: public */
	const char *const  *rules;              /* "R7.4", for the log and the document */
	int                 status;             /* of success */
	const struct field *fields;
	size_t              field_count, input_size;
	const char         *body_type;  /* "application/json", "application/merge-patch+json", "text/csv", or NULL: no body */
	bool                body_required;
	size_t              body_max;   /* bytes */
	bool                writes;     /* not GET: transaction, idempotency key, dry run */
	bool                needs_match; /* PUT, PATCH, DELETE */
	bool                kept;        /* a GET that writes down who read what: in a transaction */
	const struct list  *list;       /* NULL unless it is a list */
	const struct resource *resource; /* of …/{id}/history and …/{id}/decisions */
	const struct operation *item;   /* x-batch-of / x-import-of: the operation each item is */
	const struct operation *undo;   /* x-import-undo: the operation that takes one item back, or NULL */
	const struct problem *(*handle)(struct request *req, const void *input);
};

/* The index of the text among an enumeration's names (from 1); 0: absent, or none of them. */
int enum_index(const char *const *names, int count, const char *text);

#endif
