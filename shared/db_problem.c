/* What a statement's failure means to the client. */
#include <stdio.h>
#include <string.h>

#include "db_internal.h"
#include "log.h"

const struct service *db_service;

/* Never seen by a client: the dispatcher runs the request again. */
const struct problem db_retry = { .status = 503, .code = "UNAVAILABLE", .title_en = "Try again",
	.title_zh = "请重试", .retry_after = 1 };

static void
copy_field(char *to, size_t size, const PGresult *result, int field)
{
	const char *value = PQresultErrorField(result, field);

	snprintf(to, size, "%s", value ? value : "");
}

void
db_failure_of(struct db_failure *failure, const PGresult *result)
{
	if (failure->sqlstate[0] || PQresultStatus(result) == PGRES_PIPELINE_ABORTED)
		return; /* only the first one says why */
	copy_field(failure->sqlstate, sizeof(failure->sqlstate), result, PG_DIAG_SQLSTATE);
	copy_field(failure->constraint, sizeof(failure->constraint), result, PG_DIAG_CONSTRAINT_NAME);
	copy_field(failure->message, sizeof(failure->message), result, PG_DIAG_MESSAGE_PRIMARY);
	if (!failure->sqlstate[0])
		strcpy(failure->sqlstate, "XX000");
}

/* What each state means where no constraint says more. A state that is not here is a fault of ours. */
static const struct {
	const char           *sqlstate; /* or its class */
	const struct problem *problem;
} meanings[] = {
	{ "40001", &db_retry }, /* serialization failure */
	{ "40P01", &db_retry }, /* deadlock */
	{ "23505", &problem_duplicate },
	{ "23503", &problem_invalid_state }, /* what it refers to is not there */
	{ "23P01", &problem_duplicate },     /* exclusion */
	{ "KH001", &problem_idempotency_key_in_progress },
	{ "KH002", &problem_idempotency_key_claimed },
	{ "57014", &problem_unavailable }, /* the statement took too long */
	{ "55P03", &problem_unavailable }, /* a lock was not to be had */
	{ "25006", &problem_unavailable }, /* a standby: the primary has moved */
	{ "08", &problem_unavailable },
	{ "53", &problem_unavailable },
	{ "57", &problem_unavailable },
};

MAY_FAIL
db_problem(struct request *req, const struct db_failure *failure)
{
	const struct refusal *refusal = failure->constraint[0] ? db_service->refusals : NULL;

	for (; refusal && refusal->constraint; refusal++)
		if (strcmp(refusal->constraint, failure->constraint) == 0)
			return refusal->rule
			    ? problem_rule(req, refusal->problem, refusal->rule, "%s", refusal->problem->title_en)
			    : refusal->problem;
	for (size_t i = 0; i < COUNT(meanings); i++)
		if (strncmp(failure->sqlstate, meanings[i].sqlstate, strlen(meanings[i].sqlstate)) == 0)
			return meanings[i].problem;
	log_event(LOG_ERROR, "database", "%s %s %s: %s", req->operation ? req->operation->id : "-",
	    failure->sqlstate, failure->constraint, failure->message);
	return &problem_internal_error;
}
