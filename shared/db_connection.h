/* A connection and its pool, as the files that make, use and deal them see them. */
#ifndef KEHU_DB_CONNECTION_H
#define KEHU_DB_CONNECTION_H

#include "db_internal.h"

#define PREPARED_SLOTS 1024 /* a power of two, above the most that may be configured */

/* What the server still owes an answer to, in order. */
struct entry {
	enum { QUERY, PREPARE, SYNC } kind;
	const char        *name; /* of what is prepared */
	struct db_call    *call;
	struct db_failure *failure;
	struct entry      *next;
};

struct db_connection {
	PGconn               *pg;
	struct db_pool       *pool;
	struct db_connection *next_free;
	bool                  shared, ready, sync_wanted;
	bool                  held; /* by a transaction: even if it ends, it does not come back before that is over */
	int                   owed, watched; /* entries; file descriptor, -1: none */
	uint32_t              watched_events;
	struct entry         *first, **last;
	char                 *prepared[PREPARED_SLOTS];
	int                   prepared_count;
	instant               pause; /* before the next try to connect */
	int                   syncs; /* of what is owed: until one is sent, no answer can be expected */
	instant               heard; /* in ticks: when it last told something, or was first asked or called since */
};

struct waiter {
	struct coroutine     *coroutine;
	struct db_connection *connection;
	instant               since; /* in ticks */
	struct waiter        *next;
};

struct db_pool {
	struct loop          *loop;
	struct db_connection *shared, *owned, *free;
	int                   shared_count, owned_count, ready_count, waiting;
	int                   prepared_max; /* of a connection */
	bool                  able; /* to read and to write: a connection of each sort is ready */
	struct waiter        *first_waiter, **last_waiter;
	struct entry         *spare;
};

/* Begins to connect; goes on when the loop finds its socket ready, and again after an end. */
void db_connect(struct db_connection *c);
/* One step of it, whenever the socket is ready. */
void db_connect_step(struct db_connection *c);
/* The connection has ended: who waits for it is told, and it is tried again after a pause. */
void db_drop(struct db_connection *c, const char *why);
void db_connect_later(struct db_connection *c);

/* Watches the connection's socket, wherever it is now. */
void db_watch(struct db_connection *c, uint32_t events);
/* Nothing is owed or prepared any more; the calls under way are lost. */
void db_forget(struct db_connection *c);

/*
 * Whose statements have become too many lets go of all of them, if it is at
 * rest: lists have many forms, and the server keeps a plan for each. Those in
 * use come back one by one. Not within a transaction.
 */
void db_renew_prepared(struct db_connection *c);

/* Those who have waited since then go without: the service is overloaded, or the database away. */
void db_dismiss_waiters(struct db_pool *pool, instant since);

#endif
