/*
 * The database, for handlers: through the functions generated from
 * queries.sql, and rows. Only db*.c know of libpq.
 *
 * Waiting for the database parks the request's coroutine; the thread goes on
 * with other requests. :exec queries are not waited for: they travel with the
 * next query that is, or with the commit, and a failure surfaces there.
 */
#ifndef KEHU_DB_H
#define KEHU_DB_H

#include "request.h"

enum query_kind {
	QUERY_ONE = 1,  /* :one    exactly one row; none is problem_not_found */
	QUERY_MAYBE,    /* :maybe  one row or none */
	QUERY_LOCK,     /* :lock   :one, select … for update; also checks If-Match against its column "version" */
	QUERY_MANY,     /* :many   rows */
	QUERY_EXEC,     /* :exec   not waited for */
	QUERY_COUNT,    /* :count  waited for; the number of rows touched */
	QUERY_PAGE,     /* :page   the base of a list; run by list.c */
};

/*
 * Values every query may name without declaring them, taken from the request.
 * :touched, in the set list of an update, is what every change of a row notes:
 * version, changed_at, changed_by and trace_id.
 */
enum query_implicit {
	IMPLICIT_NOW = 1,     /* :now        */
	IMPLICIT_TODAY,       /* :today      */
	IMPLICIT_ACTOR,       /* :actor      caller.id */
	IMPLICIT_DEPARTMENT,  /* :department caller.department_id */
	IMPLICIT_TRACE,       /* :trace      trace_id */
	IMPLICIT_ROLE,        /* :has_<role> does the caller hold it */
	IMPLICIT_ROLES,       /* :caller_roles, text[] */
};

/* How often PostgreSQL plans a statement: planning the longest list takes longer than running it. */
enum query_plan {
	PLAN_AS_IT_SEES_FIT = 1,
	PLAN_ONCE, /* one plan is good for all values */
	PLAN_ANEW, /* no plan is good for all values */
};

struct query_parameter {
	enum query_implicit implicit; /* 0: an argument */
	const char         *role;
};

struct query {
	const char                   *name, *sql; /* $1, $2 … */
	enum query_kind               kind;
	const struct query_parameter *parameters;
	int                           parameter_count, argument_count;
	int                           index; /* in the service's table: the prepared statement's number */
};

struct row {
	const void *result; /* PGresult */
	int         index;
};

struct rows {
	const void *result;
	int         count;
};

/* What the generated functions call. arguments: text form, NULL is SQL null. */
MAY_FAIL db_one(struct request *req, const struct query *query, const char *const *arguments, struct row *row);
MAY_FAIL db_maybe(struct request *req, const struct query *query, const char *const *arguments, struct row *row, bool *found);
MAY_FAIL db_lock(struct request *req, const struct query *query, const char *const *arguments, struct row *row);
MAY_FAIL db_many(struct request *req, const struct query *query, const char *const *arguments, struct rows *rows);
MAY_FAIL db_exec(struct request *req, const struct query *query, const char *const *arguments);
MAY_FAIL db_count(struct request *req, const struct query *query, const char *const *arguments, int64_t *count);
/* SQL put together by list.c from the fixed parts of a query and its spec; every value a parameter. */
MAY_FAIL db_many_text(struct request *req, enum query_plan plan, const char *sql, const char *const *values,
    int value_count, struct rows *rows);
/* The values of a query's implicit and declared parameters, in order. */
const char *const *query_values(struct request *req, const struct query *query, const char *const *arguments);

/* Arguments in text form, in the request's arena. */
const char *argument_integer(struct request *req, int64_t value);
const char *argument_optional_integer(struct request *req, const int64_t *value);
const char *argument_boolean(bool value);
const char *argument_optional_boolean(const bool *value);
const char *argument_instant(struct request *req, instant value); /* NO_INSTANT: null */
const char *argument_date(struct request *req, date value);       /* NO_DATE: null */

/* Reading a row. A column that is not there, or of another type, is a bug and ends the process. */
struct row  rows_at(const struct rows *rows, int index);
bool        row_is_null(const struct row *row, const char *column);
const char *row_text(struct request *req, const struct row *row, const char *column);    /* text, uuid, json; NULL for null */
int64_t     row_integer(const struct row *row, const char *column);                      /* null: 0 */
bool        row_boolean(const struct row *row, const char *column);                      /* null: false */
instant     row_instant(const struct row *row, const char *column);                      /* null: NO_INSTANT */
date        row_date(const struct row *row, const char *column);                         /* null: NO_DATE */
/* The index of the column's text among names (from 1), 0 for null or what these names do not have. */
int         row_enum(const struct row *row, const char *column, const char *const *names, int count);

/* Its columns in order, as text an API shows; NULL for null. For CSV. */
int         row_column_count(const struct row *row);
const char *row_column_name(const struct row *row, int column);
const char *row_column_text(const struct row *row, int column);
bool        row_has_column(const struct row *row, const char *name);

/* The row as a JSON object: its columns in order; null is absent; names that begin with "_" are not shown. Instants end in Z, also
 * within a column that is JSON. */
const char *row_json(struct request *req, const struct row *row);
void        buffer_row(struct buffer *b, const struct row *row);         /* {…} */
void        buffer_row_members(struct buffer *b, const struct row *row); /* without braces */

/* The transaction of a request that writes; the dispatcher's. db_end commits where problem is NULL, and returns what went wrong. */
void     db_begin(struct request *req);
MAY_FAIL db_end(struct request *req, const struct problem *problem);

/* Per loop, after its HTTP server (what requests ask is sent at the end of the same turn). */
void db_start(struct loop *loop);
void db_stop(struct loop *loop);
/*
 * Waits until the database answers, then checks that the migrations are applied
 * and prepares every query once: a wrong column stops the program at its start.
 * false: said on stderr.
 */
bool db_check(const struct service *service);

/* A part of the transaction that may fail alone: used by batch and import. */
MAY_FAIL db_savepoint(struct request *req);
MAY_FAIL db_savepoint_release(struct request *req);
MAY_FAIL db_savepoint_rollback(struct request *req);

/* What a violated constraint means; a service's table, ends with { 0 }. */
struct refusal {
	const char           *constraint;
	const struct problem *problem;
	const struct rule    *rule;
};

#endif
