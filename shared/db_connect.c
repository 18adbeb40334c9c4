/* Connections come, and come back. */
#include <pthread.h>
#include <stdio.h>
#include <sys/epoll.h>

#include "config.h"
#include "db_connection.h"
#include "log.h"
#include "operations_port.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* counted and told at once: what is told last is true */
static int             able_pools;

static bool
any_ready(const struct db_connection *connections, int count)
{
	for (int i = 0; i < count; i++)
		if (connections[i].ready)
			return true;
	return false;
}

/* Whoever comes may come to any loop: the service is ready when each of them can read and write. */
static void
note_ready(struct db_connection *c, bool ready)
{
	struct db_pool *pool = c->pool;

	if (c->ready == ready)
		return;
	c->ready = ready;
	pool->ready_count += ready ? 1 : -1;

	bool able = any_ready(pool->shared, pool->shared_count) && any_ready(pool->owned, pool->owned_count);

	if (pool->able == able)
		return;
	pool->able = able;
	pthread_mutex_lock(&lock);
	able_pools += able ? 1 : -1;
	readiness_set("database", able_pools == config_integer("loops"));
	pthread_mutex_unlock(&lock);
}

static void
begin_connecting(void *what)
{
	struct db_connection *c = what;
	long long             statement = config_integer("statement_timeout_ms");
	char                  options[300];

	snprintf(options, sizeof(options),
	    "-c search_path=%s -c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=%lld "
	    "-c idle_in_transaction_session_timeout=%lld -c default_transaction_read_only=%s -c jit=off "
	    "-c plan_cache_mode=%s",
	    db_service->name, statement, 12 * statement, c->shared ? "on" : "off",
	    /* What a write asks has values that are often null: planned for each, it would never be done with planning. */
	    c->shared ? "auto" : "force_generic_plan");

	const char *names[] = { "dbname", "password", "options", "application_name", "client_encoding",
		NULL };
	const char *values[] = { config_text("database"),
		*config_text("database_password") ? config_text("database_password") : NULL, options,
		db_service->name, "UTF8", NULL };

	c->heard = clock_ticks();
	c->pg = PQconnectStartParams(names, values, 1);
	if (!c->pg || PQstatus(c->pg) == CONNECTION_BAD) {
		db_drop(c, c->pg ? PQerrorMessage(c->pg) : "out of memory");
		return;
	}
	db_watch(c, EPOLLOUT);
}

void
db_connect_step(struct db_connection *c)
{
	PostgresPollingStatusType status = PQconnectPoll(c->pg);

	if (status == PGRES_POLLING_FAILED) {
		db_drop(c, PQerrorMessage(c->pg));
	} else if (status != PGRES_POLLING_OK) {
		/* The descriptor may be another one of the same number: watch it anew. */
		loop_watch(c->pool->loop, PQsocket(c->pg), 0, NULL, NULL);
		c->watched_events = 0;
		db_watch(c, status == PGRES_POLLING_READING ? EPOLLIN : EPOLLOUT);
	} else {
		PQsetnonblocking(c->pg, 1);
		PQenterPipelineMode(c->pg);
		c->pause = 0;
		note_ready(c, true);
		db_watch(c, EPOLLIN);
		if (!c->shared)
			db_give_back(c->pool, c, true);
	}
}

void
db_drop(struct db_connection *c, const char *why)
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
	db_forget(c);
	if (!pool->ready_count)
		db_dismiss_waiters(pool, clock_ticks());
	c->pause = c->pause ? c->pause * 2 : 50 * MILLISECOND;
	if (c->pause > 2 * SECOND)
		c->pause = 2 * SECOND;
	if (!c->held) /* else when it is given back: nobody else may take what its holder still uses */
		db_connect_later(c);
}

void
db_connect_later(struct db_connection *c)
{
	loop_after(c->pool->loop, c->pause, begin_connecting, c);
}

void
db_connect(struct db_connection *c)
{
	begin_connecting(c);
}
