/* At the start: is the schema the one this program was built for? */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config.h"
#include "db_internal.h"

#define TRIES      240
#define TRY_AGAIN  (250 * 1000 * 1000) /* nanoseconds */

/* Rests. false: the service is to stop; the signals that say so are blocked, and nobody else looks for them yet. */
static bool
rest(void)
{
	const struct timespec time = { .tv_nsec = TRY_AGAIN };
	sigset_t              set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	return sigtimedwait(&set, NULL, &time) <= 0;
}

static PGconn *
connect_patiently(const struct service *service)
{
	char        options[100];
	const char *names[] = { "dbname", "password", "options", "application_name",
		"connect_timeout", NULL };
	const char *values[] = { config_text("database"),
		*config_text("database_password") ? config_text("database_password") : NULL, options,
		service->name, "5", NULL };

	snprintf(options, sizeof(options), "-c search_path=%s", service->name);
	for (int i = 0; i < TRIES; i++) {
		PGconn *pg = PQconnectdbParams(names, values, 1);

		if (PQstatus(pg) == CONNECTION_OK)
			return pg;
		if (i == 0)
			fprintf(stderr, "waiting for the database: %s", PQerrorMessage(pg));
		PQfinish(pg);
		if (!rest())
			break;
	}
	return NULL;
}

static bool
migrations_applied(PGconn *pg, const struct service *service)
{
	PGresult *result = PQexec(pg, "select name from schema_migration");
	bool      all = PQresultStatus(result) == PGRES_TUPLES_OK;

	if (!all)
		fprintf(stderr, "the schema has no migrations: %s", PQerrorMessage(pg));
	for (const char *const *name = service->tables->migrations; all && *name; name++) {
		bool found = false;

		for (int i = 0; i < PQntuples(result) && !found; i++)
			found = strcmp(PQgetvalue(result, i, 0), *name) == 0;
		if (!found)
			fprintf(stderr, "migration %s is not applied\n", *name);
		all &= found;
	}
	PQclear(result);
	return all;
}

static bool
queries_prepare(PGconn *pg, const struct service *service)
{
	bool all = true;

	for (const struct query *const *query = service->tables->queries; *query; query++) {
		PGresult *result = PQprepare(pg, (*query)->name, (*query)->sql, 0, NULL);

		if (PQresultStatus(result) != PGRES_COMMAND_OK) {
			fprintf(stderr, "query %s: %s", (*query)->name, PQerrorMessage(pg));
			all = false;
		}
		PQclear(result);
	}
	return all;
}

bool
db_check(const struct service *service)
{
	PGconn *pg = connect_patiently(service);

	if (!pg) {
		fputs("the database does not answer\n", stderr);
		return false;
	}
	bool fits = migrations_applied(pg, service) && queries_prepare(pg, service);

	PQfinish(pg);
	db_service = service;
	return fits;
}
