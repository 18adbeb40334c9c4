#include "db_internal.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "config.h"
#include "log.h"
#include "operations_port.h"

#define LOOPS_MAX      64
#define WAITING_MAX    1000 /* requests that may wait for a connection, a loop */
#define WAITING_TIME   (5 * SECOND)
#define PREPARED_SLOTS 1024 /* a power of two; statements beyond three quarters of it go unnamed */

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
	int                   owed, watched; /* entries; file descriptor, -1: none */
	uint32_t              watched_events;
	struct entry         *first, **last;
	char                 *prepared[PREPARED_SLOTS];
	int                   prepared_count;
	instant               pause; /* before the next try to connect */
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
	struct waiter        *first_waiter, **last_waiter;
	struct entry         *spare;
};

static struct db_pool *pools[LOOPS_MAX];
static atomic_int      ready_connections;

static void connect_later(struct db_connection *c);
static void dismiss_waiters(struct db_pool *pool, instant since);
static void drop(struct db_connection *c, const char *why);
static void on_socket(void *what, uint32_t events);

struct db_pool *
db_pool_of(const struct loop *loop)
{
	return pools[loop_number(loop)];
}

/* ---- entries ---- */

static void
owe(struct db_connection *c, int kind, const char *name, struct db_call *call, struct db_failure *failure)
{
	struct entry *entry = c->pool->spare;

	if (entry)
		c->pool->spare = entry->next;
	else if (!(entry = malloc(sizeof(*entry))))
		abort();
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

/* ---- sending ---- */

static void
watch(struct db_connection *c, uint32_t events)
{
	int fd = PQsocket(c->pg);

	if (fd < 0 || (c->watched == fd && c->watched_events == events))
		return; /* -1: the library has closed it, drop() follows */
	if (c->watched >= 0 && c->watched != fd)
		loop_watch(c->pool->loop, c->watched, 0, NULL, NULL);
	c->watched = fd;
	c->watched_events = events;
	loop_watch(c->pool->loop, fd, events, on_socket, c);
}

static void
flush(struct db_connection *c)
{
	int left = PQflush(c->pg);

	/* A broken connection is told by the next read. */
	watch(c, EPOLLIN | (left > 0 ? EPOLLOUT : 0));
}

void
db_send(struct db_connection *c, const char *name, const char *sql, int count,
    const char *const *values, struct db_call *call, struct db_failure *failure)
{
	char **slot = name ? prepared_slot(c, name) : NULL;
	bool   sent;

	if (!slot || (!*slot && c->prepared_count >= PREPARED_SLOTS / 4 * 3)) {
		sent = PQsendQueryParams(c->pg, sql, count, NULL, values, NULL, NULL, 0);
	} else {
		if (!*slot) {
			*slot = strdup(name);
			c->prepared_count++;
			if (PQsendPrepare(c->pg, name, sql, 0, NULL))
				owe(c, PREPARE, *slot, NULL, failure);
		}
		sent = PQsendQueryPrepared(c->pg, name, count, values, NULL, NULL, 0);
	}
	if (sent)
		owe(c, QUERY, NULL, call, failure);
	else
		finish(c, call, NULL, true); /* the connection is gone: its end arrives with the next read */
}

void
db_sync(struct db_connection *c, struct db_call *call)
{
	c->sync_wanted = false;
	if (PQpipelineSync(c->pg))
		owe(c, SYNC, NULL, call, NULL);
	else
		finish(c, call, NULL, true);
	flush(c);
}

void
db_sync_later(struct db_connection *c)
{
	c->sync_wanted = true;
}

static void
sync_shared(void *what)
{
	struct db_pool *pool = what;

	for (int i = 0; i < pool->shared_count; i++)
		if (pool->shared[i].sync_wanted)
			db_sync(&pool->shared[i], NULL);
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
		connect_later(c);
		return;
	}
	if (events & EPOLLOUT)
		flush(c);
	if (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) {
		bool open = PQconsumeInput(c->pg);

		read_results(c);
		if (!open || PQstatus(c->pg) == CONNECTION_BAD)
			drop(c, PQerrorMessage(c->pg));
	}
}

/* ---- connecting ---- */

static void
note_ready(struct db_connection *c, bool ready)
{
	if (c->ready == ready)
		return;
	c->ready = ready;
	c->pool->ready_count += ready ? 1 : -1;
	int count = atomic_fetch_add(&ready_connections, ready ? 1 : -1) + (ready ? 1 : -1);

	if (count == (ready ? 1 : 0))
		readiness_set("database", ready);
}

static void
begin_connecting(void *what)
{
	struct db_connection *c = what;
	char                  options[300];

	snprintf(options, sizeof(options),
	    "-c search_path=%s -c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=%lld "
	    "-c idle_in_transaction_session_timeout=60000 -c default_transaction_read_only=%s -c jit=off "
	    "-c plan_cache_mode=%s",
	    db_service->name, (long long)config_integer("statement_timeout_ms"), c->shared ? "on" : "off",
	    /* What a write asks has values that are often null: planned for each, it would never be done with planning. */
	    c->shared ? "auto" : "force_generic_plan");

	const char *names[] = { "dbname", "password", "options", "application_name", "connect_timeout",
		"client_encoding", NULL };
	const char *values[] = { config_text("database"),
		*config_text("database_password") ? config_text("database_password") : NULL, options,
		db_service->name, "5", "UTF8", NULL };

	c->pg = PQconnectStartParams(names, values, 1);
	if (!c->pg || PQstatus(c->pg) == CONNECTION_BAD) {
		drop(c, c->pg ? PQerrorMessage(c->pg) : "out of memory");
		return;
	}
	watch(c, EPOLLOUT);
}

/* One step of connecting, whenever the socket is ready for it. */
static void
connect_later(struct db_connection *c)
{
	PostgresPollingStatusType status = PQconnectPoll(c->pg);

	if (status == PGRES_POLLING_FAILED) {
		drop(c, PQerrorMessage(c->pg));
	} else if (status != PGRES_POLLING_OK) {
		/* The descriptor may be another one of the same number: watch it anew. */
		loop_watch(c->pool->loop, PQsocket(c->pg), 0, NULL, NULL);
		c->watched_events = 0;
		watch(c, status == PGRES_POLLING_READING ? EPOLLIN : EPOLLOUT);
	} else {
		PQsetnonblocking(c->pg, 1);
		PQenterPipelineMode(c->pg);
		c->pause = 0;
		note_ready(c, true);
		watch(c, EPOLLIN);
		if (!c->shared)
			db_give_back(c->pool, c, true);
	}
}

/* The connection has ended: who waits for it is told, and it is tried again after a pause. */
static void
drop(struct db_connection *c, const char *why)
{
	struct db_pool *pool = c->pool;

	log_event(LOG_WARNING, "database", "connection ended: %.150s", why);
	note_ready(c, false);
	if (c->watched >= 0)
		loop_watch(pool->loop, c->watched, 0, NULL, NULL);
	c->watched = -1;
	c->watched_events = 0;
	for (struct db_connection **at = &pool->free; *at; at = &(*at)->next_free)
		if (*at == c) {
			*at = c->next_free;
			break;
		}
	PQfinish(c->pg);
	c->pg = NULL;
	c->sync_wanted = false;
	forget_prepared(c);
	while (c->first) {
		struct db_call *call = c->first->call;

		paid(c);
		finish(c, call, NULL, true);
	}
	if (!pool->ready_count)
		dismiss_waiters(pool, clock_ticks());
	c->pause = c->pause ? c->pause * 2 : 50 * MILLISECOND;
	if (c->pause > 2 * SECOND)
		c->pause = 2 * SECOND;
	loop_after(pool->loop, c->pause, begin_connecting, c);
}

/* ---- the pool ---- */

struct db_connection *
db_shared(struct db_pool *pool)
{
	struct db_connection *best = NULL;

	for (int i = 0; i < pool->shared_count; i++)
		if (pool->shared[i].ready && (!best || pool->shared[i].owed < best->owed))
			best = &pool->shared[i];
	return best;
}

struct db_connection *
db_take(struct db_pool *pool)
{
	struct db_connection *c = pool->free;

	if (c) {
		pool->free = c->next_free;
		return c;
	}
	if (!pool->ready_count || pool->waiting >= WAITING_MAX)
		return NULL;

	struct waiter waiter = { coroutine_running(), NULL, clock_ticks(), NULL };

	*pool->last_waiter = &waiter;
	pool->last_waiter = &waiter.next;
	pool->waiting++;
	coroutine_park();
	pool->waiting--;
	return waiter.connection;
}

/* Those who have waited since then go without: the service is overloaded, or the database away. */
static void
dismiss_waiters(struct db_pool *pool, instant since)
{
	struct waiter *w = pool->first_waiter;

	for (; w && w->since <= since; w = w->next)
		loop_wake(pool->loop, w->coroutine);
	pool->first_waiter = w;
	if (!w)
		pool->last_waiter = &pool->first_waiter;
}

static void
dismiss_late(void *what)
{
	struct db_pool *pool = what;

	dismiss_waiters(pool, clock_ticks() - WAITING_TIME);
	loop_after(pool->loop, SECOND, dismiss_late, pool);
}

void
db_give_back(struct db_pool *pool, struct db_connection *c, bool usable)
{
	struct waiter *waiter = pool->first_waiter;

	if (!c->ready)
		return; /* it ended meanwhile, and comes back by itself */
	if (!usable) {
		drop(c, "in a state nobody may rely on");
		return;
	}
	if (!waiter) {
		c->next_free = pool->free;
		pool->free = c;
		return;
	}
	pool->first_waiter = waiter->next;
	if (!pool->first_waiter)
		pool->last_waiter = &pool->first_waiter;
	waiter->connection = c;
	loop_wake(pool->loop, waiter->coroutine);
}

static struct db_connection *
make_connections(struct db_pool *pool, int count, bool shared)
{
	struct db_connection *connections = calloc((size_t)count, sizeof(*connections));

	if (!connections)
		abort();
	for (int i = 0; i < count; i++) {
		struct db_connection *c = &connections[i];

		c->pool = pool;
		c->shared = shared;
		c->watched = -1;
		c->last = &c->first;
		begin_connecting(c);
	}
	return connections;
}

void
db_start(struct loop *loop)
{
	struct db_pool *pool = calloc(1, sizeof(*pool));

	if (!pool || loop_number(loop) >= LOOPS_MAX)
		abort();
	pools[loop_number(loop)] = pool;
	pool->loop = loop;
	pool->last_waiter = &pool->first_waiter;
	pool->shared_count = (int)config_integer("read_connections");
	pool->owned_count = (int)config_integer("write_connections");
	pool->shared = make_connections(pool, pool->shared_count, true);
	pool->owned = make_connections(pool, pool->owned_count, false);
	loop_each_turn(loop, sync_shared, pool);
	loop_after(loop, SECOND, dismiss_late, pool);
}

static void
close_connections(struct db_connection *connections, int count)
{
	for (int i = 0; i < count; i++) {
		while (connections[i].first)
			paid(&connections[i]);
		forget_prepared(&connections[i]);
		PQfinish(connections[i].pg);
	}
	free(connections);
}

void
db_stop(struct loop *loop)
{
	struct db_pool *pool = db_pool_of(loop);

	close_connections(pool->shared, pool->shared_count);
	close_connections(pool->owned, pool->owned_count);
	while (pool->spare) {
		struct entry *entry = pool->spare;

		pool->spare = entry->next;
		free(entry);
	}
	free(pool);
}
