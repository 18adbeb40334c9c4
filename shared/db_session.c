/* A request's use of the database: reads share pipelines, a transaction holds a connection. */
#include "db_internal.h"

#include <string.h>

#define ATTEMPTS 3

struct db_session *
db_session_of(struct request *req)
{
	if (!req->db)
		req->db = arena_new(req->arena, struct db_session);
	return req->db;
}

static void
clear_result(void *result)
{
	PQclear(result);
}

/* The result belongs to the request from here on. */
static const struct db_result *
keep(struct request *req, PGresult *pg)
{
	struct db_result *result = arena_new(req->arena, struct db_result);

	result->pg = pg;
	result->arena = req->arena;
	arena_defer(req->arena, clear_result, pg);
	return result;
}

/* ---- reads outside a transaction ---- */

/* How the connection plans from here on: travels with the statement it is for. */
static void
plan_mode(struct db_connection *c, const char *name)
{
	bool once = strcmp(name, "plan_once") == 0;

	db_send(c, name, once ? "set plan_cache_mode = force_generic_plan" : "set plan_cache_mode = auto", 0, NULL,
	    NULL, NULL);
}

static MAY_FAIL
read_shared(struct request *req, enum query_plan plan, const char *name, const char *sql, int count,
    const char *const *values, const struct db_result **result)
{
	for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
		struct db_connection *c = db_shared(db_pool_of(req->loop));
		struct db_call        call = { 0 };
		struct db_failure     failure = { 0 };

		if (!c)
			return &problem_unavailable;
		if (plan == PLAN_ONCE)
			plan_mode(c, "plan_once");
		db_send(c, name, sql, count, values, &call, &failure);
		if (plan == PLAN_ONCE)
			plan_mode(c, "plan_auto");
		db_sync_later(c);
		db_wait(&call);
		if (call.lost)
			continue;
		*result = keep(req, call.result);
		if (PQresultStatus(call.result) == PGRES_TUPLES_OK)
			return NULL;
		if (plan == PLAN_ONCE) { /* what should have set it back was skipped */
			plan_mode(c, "plan_auto");
			db_sync_later(c);
		}
		/* Skipped because a neighbour in the pipeline failed, or its preparation was (26000): asked again. */
		if (PQresultStatus(call.result) != PGRES_PIPELINE_ABORTED && strcmp(failure.sqlstate, "26000") != 0)
			return db_problem(req, &failure);
	}
	return &problem_unavailable;
}

/* ---- transactions ---- */

MAY_FAIL
db_hold(struct request *req)
{
	struct db_session *session = db_session_of(req);

	if (session->connection)
		return NULL;
	session->connection = db_take(db_pool_of(req->loop));
	if (!session->connection)
		return &problem_unavailable;
	session->failure = (struct db_failure){ 0 };
	db_send(session->connection, "begin", "begin", 0, NULL, NULL, &session->failure);
	return NULL;
}

static void
let_go(struct request *req, bool usable)
{
	db_give_back(db_pool_of(req->loop), req->db->connection, usable);
	req->db->connection = NULL;
}

/* Waits until all that was sent is done. */
static MAY_FAIL
synchronize(struct request *req)
{
	struct db_session *session = req->db;
	struct db_call     call = { 0 };

	db_sync(session->connection, &call);
	db_wait(&call);
	PQclear(call.result);
	if (call.lost) {
		let_go(req, false);
		return &problem_unavailable;
	}
	return session->failure.sqlstate[0] ? db_problem(req, &session->failure) : NULL;
}

MAY_FAIL
db_run(struct request *req, enum query_plan plan, const char *name, const char *sql, int count,
    const char *const *values, const struct db_result **result)
{
	struct db_session *session = db_session_of(req);
	struct db_call     call = { 0 };

	if (!session->transaction)
		return read_shared(req, plan, name, sql, count, values, result);
	TRY(db_hold(req));
	db_send(session->connection, name, sql, count, values, &call, &session->failure);

	const struct problem *problem = synchronize(req);

	if (call.result)
		*result = keep(req, call.result);
	return problem;
}

void
db_begin(struct request *req)
{
	*db_session_of(req) = (struct db_session){ .transaction = true };
}

MAY_FAIL
db_end(struct request *req, const struct problem *problem)
{
	struct db_session *session = db_session_of(req);
	struct db_call     commit = { 0 };

	session->transaction = false;
	if (!session->connection)
		return problem;
	if (!problem && req->dry_run)
		problem = synchronize(req); /* what was not waited for may have failed */
	if (!session->connection)
		return problem;

	bool keeps = !problem && !req->dry_run;

	/* After a failure everything up to the next synchronization is skipped: end that part first. */
	if (problem)
		db_sync(session->connection, NULL);
	db_send(session->connection, keeps ? "commit" : "rollback", keeps ? "commit" : "rollback", 0,
	    NULL, &commit, keeps ? &session->failure : NULL);

	const struct problem *failed = synchronize(req);
	bool done = commit.result && keeps && !failed && strcmp(PQcmdStatus(commit.result), "COMMIT") == 0;

	PQclear(commit.result);
	if (keeps && failed && session->connection) { /* the transaction is still open, and aborted */
		struct db_call rollback = { 0 };

		db_send(session->connection, "rollback", "rollback", 0, NULL, &rollback, NULL);
		db_sync(session->connection, NULL);
		db_wait(&rollback);
		PQclear(rollback.result);
	}
	if (session->connection)
		let_go(req, true);
	if (problem || !keeps)
		return problem;
	return failed ? failed : done ? NULL : &problem_unavailable;
}

MAY_FAIL
db_savepoint(struct request *req)
{
	TRY(db_hold(req));
	db_send(req->db->connection, "savepoint", "savepoint item", 0, NULL, NULL, &req->db->failure);
	return NULL;
}

MAY_FAIL
db_savepoint_release(struct request *req)
{
	db_send(req->db->connection, "release", "release savepoint item", 0, NULL, NULL, &req->db->failure);
	return synchronize(req);
}

MAY_FAIL
db_savepoint_rollback(struct request *req)
{
	struct db_session *session = req->db;

	if (!session->connection)
		return &problem_unavailable;

	const struct problem *failed = synchronize(req);

	if (failed && !session->connection)
		return failed;
	session->failure = (struct db_failure){ 0 };
	db_send(session->connection, "rollback_item", "rollback to savepoint item", 0, NULL, NULL,
	    &session->failure);
	return NULL;
}
