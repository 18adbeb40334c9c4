/* The connections of a loop, and who may use which. */
#include <stdlib.h>

#include "config.h"
#include "db_connection.h"
#include "operations_port.h"

#define LOOPS_MAX    64
#define WAITING_MAX  1000 /* requests that may wait for a connection, a loop */
#define WAITING_TIME (5 * SECOND)
#define CONNECT_TIME (10 * SECOND) /* that connecting may take */
#define SILENCE      (10 * SECOND) /* beyond what some statements in a row may take */

static struct db_pool *pools[LOOPS_MAX];

struct db_pool *
db_pool_of(const struct loop *loop)
{
	return pools[loop_number(loop)];
}

struct db_connection *
db_shared(struct db_pool *pool)
{
	struct db_connection *best = NULL;

	for (int i = 0; i < pool->shared_count; i++)
		if (pool->shared[i].ready && (!best || pool->shared[i].owed < best->owed))
			best = &pool->shared[i];
	if (best)
		db_renew_prepared(best);
	return best;
}

struct db_connection *
db_take(struct db_pool *pool)
{
	struct db_connection *c = pool->free;

	if (c) {
		pool->free = c->next_free;
		c->held = true;
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

void
db_dismiss_waiters(struct db_pool *pool, instant since)
{
	struct waiter *w = pool->first_waiter;

	for (; w && w->since <= since; w = w->next)
		loop_wake(pool->loop, w->coroutine);
	pool->first_waiter = w;
	if (!w)
		pool->last_waiter = &pool->first_waiter;
}

/* A server that hangs, or to which the network has gone, ends no connection; nor would those end who wait. */
static void
drop_silent(struct db_connection *connections, int count)
{
	instant now = clock_ticks();
	instant longest = 4 * config_integer("statement_timeout_ms") * MILLISECOND + SILENCE;

	for (int i = 0; i < count; i++) {
		struct db_connection *c = &connections[i];
		instant               silence = now - c->heard;

		if (c->pg && (c->ready ? c->syncs && silence > longest : silence > CONNECT_TIME))
			db_drop(c, "the database does not answer");
	}
}

static void
dismiss_late(void *what)
{
	struct db_pool *pool = what;

	drop_silent(pool->shared, pool->shared_count);
	drop_silent(pool->owned, pool->owned_count);
	db_dismiss_waiters(pool, clock_ticks() - WAITING_TIME);
	loop_after(pool->loop, SECOND, dismiss_late, pool);
}

void
db_give_back(struct db_pool *pool, struct db_connection *c, bool usable)
{
	struct waiter *waiter = pool->first_waiter;

	c->held = false;
	if (!c->ready) { /* it ended meanwhile */
		db_connect_later(c);
		return;
	}
	if (!usable) {
		db_drop(c, "in a state nobody may rely on");
		return;
	}
	db_renew_prepared(c);
	if (!c->ready) /* that ended it */
		return;
	if (!waiter) {
		c->next_free = pool->free;
		pool->free = c;
		return;
	}
	pool->first_waiter = waiter->next;
	if (!pool->first_waiter)
		pool->last_waiter = &pool->first_waiter;
	waiter->connection = c;
	c->held = true;
	loop_wake(pool->loop, waiter->coroutine);
}

static void
sync_shared(void *what)
{
	struct db_pool *pool = what;

	for (int i = 0; i < pool->shared_count; i++)
		if (pool->shared[i].sync_wanted)
			db_sync(&pool->shared[i], NULL);
}

static struct db_connection *
make_connections(struct db_pool *pool, int count, bool shared)
{
	struct db_connection *connections = calloc((size_t)count, sizeof(*connections));

	if (!connections)
		die("out of memory, or too many loops");
	for (int i = 0; i < count; i++) {
		struct db_connection *c = &connections[i];

		c->pool = pool;
		c->shared = shared;
		c->watched = -1;
		c->last = &c->first;
		db_connect(c);
	}
	return connections;
}

void
db_start(struct loop *loop)
{
	struct db_pool *pool = calloc(1, sizeof(*pool));

	if (!pool || loop_number(loop) >= LOOPS_MAX)
		die("out of memory, or too many loops");
	pools[loop_number(loop)] = pool;
	pool->loop = loop;
	pool->last_waiter = &pool->first_waiter;
	pool->prepared_max = (int)config_integer("prepared_statements");
	pool->shared_count = (int)config_integer("read_connections");
	pool->owned_count = (int)config_integer("write_connections");
	pool->shared = make_connections(pool, pool->shared_count, true);
	pool->owned = make_connections(pool, pool->owned_count, false);
	readiness_set("database", false); /* until the connections have come */
	loop_each_turn(loop, sync_shared, pool);
	loop_after(loop, SECOND, dismiss_late, pool);
}

static void
close_connections(struct db_connection *connections, int count)
{
	for (int i = 0; i < count; i++) {
		db_forget(&connections[i]);
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
