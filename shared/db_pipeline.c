/* What is sent to the database and what comes back, in order, on one connection. */
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "db_connection.h"

static void on_socket(void *what, uint32_t events);

/* ---- entries ---- */

static void
owe(struct db_connection *c, int kind, const char *name, struct db_call *call, struct db_failure *failure)
{
	struct entry *entry = c->pool->spare;

	if (entry)
		c->pool->spare = entry->next;
	else if (!(entry = malloc(sizeof(*entry))))
		die("out of memory");
	*entry = (struct entry){ kind, name, call, failure, NULL };
	*c->last = entry;
	c->last = &entry->next;
	c->owed++;
}

static void
paid(struct db_connection *c)
{
	struct entry *entry = c->first;

	c->first = entry->next;
	if (!c->first)
		c->last = &c->first;
	c->owed--;
	c->syncs -= entry->kind == SYNC;
	entry->next = c->pool->spare;
	c->pool->spare = entry;
}

static void
finish(struct db_connection *c, struct db_call *call, PGresult *result, bool lost)
{
	if (!call) {
		PQclear(result);
		return;
	}
	call->result = result;
	call->lost = lost;
	call->done = true;
	if (call->waiting)
		loop_wake(c->pool->loop, call->waiting);
}

/* ---- prepared statements of a connection: an open hash of their names ---- */

static char **
prepared_slot(struct db_connection *c, const char *name)
{
	uint32_t hash = 2166136261u;

	for (const char *p = name; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (uint32_t i = hash;; i++) {
		char **slot = &c->prepared[i & (PREPARED_SLOTS - 1)];

		if (!*slot || strcmp(*slot, name) == 0)
			return slot;
	}
}

static void
forget_prepared(struct db_connection *c)
{
	for (int i = 0; i < PREPARED_SLOTS; i++) {
		free(c->prepared[i]);
		c->prepared[i] = NULL;
	}
	c->prepared_count = 0;
}

void
db_forget(struct db_connection *c)
{
	forget_prepared(c);
	while (c->first) {
		struct db_call *call = c->first->call;

		paid(c);
		finish(c, call, NULL, true);
	}
}

/* ---- sending ---- */

void
db_watch(struct db_connection *c, uint32_t events)
{
	int fd = PQsocket(c->pg);

	if (fd < 0 || (c->watched == fd && c->watched_events == events))
		return; /* -1: the library has closed it, flush() drops it */
	if (c->watched >= 0 && c->watched != fd)
		loop_watch(c->pool->loop, c->watched, 0, NULL, NULL);
	c->watched = fd;
	c->watched_events = events;
	loop_watch(c->pool->loop, fd, events, on_socket, c);
}

static void
flush(struct db_connection *c)
{
	if (!c->ready)
		return; /* it has ended, whoever still holds it */
	int left = PQflush(c->pg);

	/* A broken connection is told by the next read; but where the library has closed the socket, none comes. */
	if (PQsocket(c->pg) < 0)
		db_drop(c, PQerrorMessage(c->pg));
	else
		db_watch(c, EPOLLIN | (left > 0 ? EPOLLOUT : 0));
}

void
db_send(struct db_connection *c, const char *name, const char *sql, int count,
    const char *const *values, struct db_call *call, struct db_failure *failure)
{
	char **slot = name ? prepared_slot(c, name) : NULL;
	bool   sent;

	if (!slot || (!*slot && c->prepared_count >= c->pool->prepared_max)) {
		sent = PQsendQueryParams(c->pg, sql, count, NULL, values, NULL, NULL, 0);
	} else {
		/* Nothing is noted as prepared on a connection that has ended: the next one would believe it. */
		if (!*slot && PQsendPrepare(c->pg, name, sql, 0, NULL)) {
			if (!(*slot = strdup(name)))
				die("out of memory");
			c->prepared_count++;
			owe(c, PREPARE, *slot, NULL, failure);
		}
		sent = *slot && PQsendQueryPrepared(c->pg, name, count, values, NULL, NULL, 0);
	}
	if (sent) {
		owe(c, QUERY, NULL, call, failure);
		return;
	}
	/* The connection is gone: its end arrives with the next read. Nobody may believe that it was done. */
	if (failure && !failure->sqlstate[0])
		*failure = (struct db_failure){ .sqlstate = "08006" };
	finish(c, call, NULL, true);
}

void
db_sync(struct db_connection *c, struct db_call *call)
{
	c->sync_wanted = false;
	if (PQpipelineSync(c->pg)) {
		if (c->syncs++ == 0)
			c->heard = clock_ticks();
		owe(c, SYNC, NULL, call, NULL);
	} else {
		finish(c, call, NULL, true);
	}
	flush(c);
}

void
db_renew_prepared(struct db_connection *c)
{
	if (c->prepared_count < c->pool->prepared_max || c->owed)
		return;
	forget_prepared(c);
	db_send(c, NULL, "deallocate all", 0, NULL, NULL, NULL);
	db_sync(c, NULL); /* a part of its own: no failure of what follows undoes it */
}

void
db_sync_later(struct db_connection *c)
{
	c->sync_wanted = true;
}

void
db_wait(struct db_call *call)
{
	while (!call->done) {
		call->waiting = coroutine_running();
		coroutine_park();
	}
}

/* ---- receiving ---- */

/* A prepare that failed or was skipped has not been done: the next use does it again. */
static void
unprepare(struct db_connection *c, const char *name)
{
	/* Taking it out of an open hash would break its chains; renaming it does not. */
	char **slot = prepared_slot(c, name);

	if (*slot && (*slot)[0])
		(*slot)[0] = '\0';
}

static void
receive(struct db_connection *c, PGresult *result)
{
	struct entry  *entry = c->first;
	ExecStatusType status = PQresultStatus(result);

	if (entry->kind == SYNC) {
		struct db_call *call = entry->call;

		paid(c);
		finish(c, call, result, false);
		return;
	}
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		if (entry->failure)
			db_failure_of(entry->failure, result);
		if (entry->kind == PREPARE)
			unprepare(c, entry->name);
	}
	struct db_call *call = entry->call;

	paid(c);
	finish(c, call, result, false);
}

static void
read_results(struct db_connection *c)
{
	bool parted = false; /* NULL parts two statements; two of them in a row are an end */

	while (c->first && PQstatus(c->pg) == CONNECTION_OK && !PQisBusy(c->pg)) {
		PGresult *result = PQgetResult(c->pg);

		if (!result && parted)
			return;
		parted = !result;
		if (result)
			receive(c, result);
	}
}

static void
on_socket(void *what, uint32_t events)
{
	struct db_connection *c = what;

	if (!c->ready) {
		db_connect_step(c);
		return;
	}
	if (events & EPOLLOUT)
		flush(c);
	if (c->ready && events & (EPOLLIN | EPOLLERR | EPOLLHUP)) {
		bool open = PQconsumeInput(c->pg);

		c->heard = clock_ticks();
		read_results(c);
		if (!open || PQstatus(c->pg) == CONNECTION_BAD)
			db_drop(c, PQerrorMessage(c->pg));
	}
}
