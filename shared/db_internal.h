/* What the db*.c files share, and nobody else sees. */
#ifndef KEHU_DB_INTERNAL_H
#define KEHU_DB_INTERNAL_H

#include <libpq-fe.h>

#include "coroutine.h"
#include "db.h"
#include "loop.h"
#include "tables.h"

struct db_connection;
struct db_pool;

/* One column of a result, with what its JSON begins with. */
struct db_column {
	const char *name, *prefix; /* ,"name": */
	size_t      prefix_length;
	Oid         type;
	bool        hidden; /* "_name" */
};

/* What struct row and struct rows point to: lives in the request's arena. */
struct db_result {
	PGresult         *pg;
	int               column_count;
	struct db_column *columns; /* made when first asked for */
	struct arena     *arena;
};

/* A statement sent, of which the result is not yet here. */
struct db_call {
	PGresult         *result; /* NULL with lost */
	bool              done, lost; /* lost: the connection ended first */
	struct coroutine *waiting;
};

/* What a failure was, kept after its PGresult is gone. */
struct db_failure {
	char sqlstate[6]; /* "": none */
	char constraint[64];
	char message[200];
};

/* A request's use of the database. */
struct db_session {
	struct db_connection *connection; /* held by a transaction, else NULL */
	bool                  transaction, savepoint;
	struct db_failure     failure; /* the first one of the statements not waited for */
	struct db_call       *first;
};

struct db_session *db_session_of(struct request *req);
/* The connection of the request's transaction, begun with the first statement. */
MAY_FAIL db_hold(struct request *req);
/* One statement and its result: in the transaction, or on a shared connection outside of one. */
MAY_FAIL db_run(struct request *req, enum query_plan plan, const char *name, const char *sql, int count,
    const char *const *values, const struct db_result **result);

/* A pool: one per loop, its connections used by that loop alone. */
struct db_pool *db_pool_of(const struct loop *loop);

/* A connection that shares its pipeline among reads, or NULL: the database is away. */
struct db_connection *db_shared(struct db_pool *pool);
/* A connection of one's own: waits for one. NULL: the database is away, or too many wait. */
struct db_connection *db_take(struct db_pool *pool);
void                  db_give_back(struct db_pool *pool, struct db_connection *connection, bool usable);

/*
 * Sends a statement; call (may be NULL) gets its result, failure (may be NULL)
 * its first failure. name is the prepared statement's; sql what it is prepared
 * from, on this connection's first use of it. Without a name it is planned for
 * its values.
 */
void db_send(struct db_connection *connection, const char *name, const char *sql, int count,
    const char *const *values, struct db_call *call, struct db_failure *failure);
/* Ends the pipeline's present part: what was sent is executed, and a failure does not reach beyond. */
void db_sync(struct db_connection *connection, struct db_call *call);
/* A shared connection is synchronized once, at the end of the loop's turn. */
void db_sync_later(struct db_connection *connection);

void db_wait(struct db_call *call);

/* The problem of a failed statement: by SQLSTATE and the service's refusals. */
MAY_FAIL db_problem(struct request *req, const struct db_failure *failure);
void     db_failure_of(struct db_failure *failure, const PGresult *result);

extern const struct problem db_retry;         /* 40001, 40P01: run the whole again */
extern const struct service *db_service;

#endif
