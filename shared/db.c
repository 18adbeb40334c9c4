/* What the functions generated from *.sql call: the values of a query's parameters, and its rows. */
#include "db_internal.h"

#include <inttypes.h>
#include <stdlib.h>

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
	return db_run(req, PLAN_AS_IT_SEES_FIT, query->name, query->sql, query->parameter_count,
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
	if (!db_session_of(req)->transaction)
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
	TRY(db_run(req, plan, name, sql, value_count, values, &result));
	*rows = (struct rows){ result, PQntuples(result->pg) };
	return NULL;
}

MAY_FAIL
db_exec(struct request *req, const struct query *query, const char *const *arguments)
{
	if (!db_session_of(req)->transaction)
		die("%s: writes outside a transaction", query->name);
	TRY(db_hold(req));
	db_send(req->db->connection, query->name, query->sql, query->parameter_count,
	    query_values(req, query, arguments), NULL, &req->db->failure);
	return NULL;
}

MAY_FAIL
db_count(struct request *req, const struct query *query, const char *const *arguments, int64_t *count)
{
	const struct db_result *result = NULL;

	if (!db_session_of(req)->transaction)
		die("%s: writes outside a transaction", query->name);
	TRY(run_query(req, query, arguments, &result));
	*count = strtoll(PQcmdTuples(result->pg), NULL, 10);
	return NULL;
}
