/* Queries of a request: reads share pipelines, a transaction holds a connection. */
#include "db_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "log.h"

#define ATTEMPTS 3

static struct db_session *
session_of(struct request *req)
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

static MAY_FAIL
hold_connection(struct request *req)
{
	struct db_session *session = session_of(req);

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

static MAY_FAIL
run(struct request *req, enum query_plan plan, const char *name, const char *sql, int count, const char *const *values,
    const struct db_result **result)
{
	struct db_session *session = session_of(req);
	struct db_call     call = { 0 };

	if (!session->transaction)
		return read_shared(req, plan, name, sql, count, values, result);
	TRY(hold_connection(req));
	db_send(session->connection, name, sql, count, values, &call, &session->failure);

	const struct problem *problem = synchronize(req);

	if (call.result)
		*result = keep(req, call.result);
	return problem;
}

void
db_begin(struct request *req)
{
	*session_of(req) = (struct db_session){ .transaction = true };
}

MAY_FAIL
db_end(struct request *req, const struct problem *problem)
{
	struct db_session *session = session_of(req);
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
	TRY(hold_connection(req));
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

/* ---- what the generated functions call ---- */

/* The caller's roles as a text[]: each quoted, so that no name means more than itself. */
static const char *
argument_roles(struct request *req)
{
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "{");
	for (const char *const *role = req->caller.roles; role && *role; role++) {
		buffer_text(&b, role == req->caller.roles ? "\"" : ",\"");
		for (const char *at = *role; *at; at++) {
			if (*at == '"' || *at == '\\')
				buffer_text(&b, "\\");
			buffer_add(&b, at, 1);
		}
		buffer_text(&b, "\"");
	}
	buffer_text(&b, "}");
	return b.text;
}

static const char *
implicit_value(struct request *req, const struct query_parameter *parameter)
{
	switch (parameter->implicit) {
	case IMPLICIT_NOW:
		return argument_instant(req, req->now);
	case IMPLICIT_TODAY:
		return argument_date(req, req->today);
	case IMPLICIT_ACTOR:
		return req->caller.id ? req->caller.id : "anonymous";
	case IMPLICIT_DEPARTMENT:
		return req->caller.department_id;
	case IMPLICIT_TRACE:
		return req->trace_id;
	case IMPLICIT_ROLE:
		return argument_boolean(caller_is(&req->caller, parameter->role));
	case IMPLICIT_ROLES:
		return argument_roles(req);
	}
	return NULL;
}

const char *const *
query_values(struct request *req, const struct query *query, const char *const *arguments)
{
	const char **values = arena_array(req->arena, const char *, (size_t)query->parameter_count + 1);

	for (int i = 0, next = 0; i < query->parameter_count; i++)
		values[i] = query->parameters[i].implicit ? implicit_value(req, &query->parameters[i])
		                                          : arguments[next++];
	return values;
}

static MAY_FAIL
run_query(struct request *req, const struct query *query, const char *const *arguments,
    const struct db_result **result)
{
	return run(req, PLAN_AS_IT_SEES_FIT, query->name, query->sql, query->parameter_count,
	    query_values(req, query, arguments), result);
}

MAY_FAIL
db_maybe(struct request *req, const struct query *query, const char *const *arguments,
    struct row *row, bool *found)
{
	const struct db_result *result = NULL;

	TRY(run_query(req, query, arguments, &result));
	if (PQntuples(result->pg) > 1)
		die("%s: more than one row", query->name);
	*found = PQntuples(result->pg) == 1;
	*row = (struct row){ result, 0 };
	return NULL;
}

MAY_FAIL
db_one(struct request *req, const struct query *query, const char *const *arguments, struct row *row)
{
	bool found;

	TRY(db_maybe(req, query, arguments, row, &found));
	return found ? NULL : &problem_not_found;
}

MAY_FAIL
db_lock(struct request *req, const struct query *query, const char *const *arguments, struct row *row)
{
	if (!session_of(req)->transaction)
		die("%s: locks outside a transaction", query->name);
	TRY(db_one(req, query, arguments, row));
	if (req->if_match > 0 && req->if_match != row_integer(row, "version"))
		return problem_detail(req, &problem_version_conflict,
		    "The version is %" PRId64 ", not %" PRId64, row_integer(row, "version"), req->if_match);
	req->matched = true;
	return NULL;
}

MAY_FAIL
db_many(struct request *req, const struct query *query, const char *const *arguments, struct rows *rows)
{
	const struct db_result *result = NULL;

	TRY(run_query(req, query, arguments, &result));
	*rows = (struct rows){ result, PQntuples(result->pg) };
	return NULL;
}

MAY_FAIL
db_many_text(struct request *req, enum query_plan plan, const char *sql, const char *const *values,
    int value_count, struct rows *rows)
{
	const struct db_result *result = NULL;
	const char             *name;
	uint64_t                hash = 14695981039346656037u;

	for (const char *p = sql; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211u;
	name = plan == PLAN_ANEW ? NULL : arena_print(req->arena, "list_%016" PRIx64, hash);
	TRY(run(req, plan, name, sql, value_count, values, &result));
	*rows = (struct rows){ result, PQntuples(result->pg) };
	return NULL;
}

MAY_FAIL
db_exec(struct request *req, const struct query *query, const char *const *arguments)
{
	if (!session_of(req)->transaction)
		die("%s: writes outside a transaction", query->name);
	TRY(hold_connection(req));
	db_send(req->db->connection, query->name, query->sql, query->parameter_count,
	    query_values(req, query, arguments), NULL, &req->db->failure);
	return NULL;
}

MAY_FAIL
db_count(struct request *req, const struct query *query, const char *const *arguments, int64_t *count)
{
	const struct db_result *result = NULL;

	if (!session_of(req)->transaction)
		die("%s: writes outside a transaction", query->name);
	TRY(run_query(req, query, arguments, &result));
	*count = strtoll(PQcmdTuples(result->pg), NULL, 10);
	return NULL;
}
