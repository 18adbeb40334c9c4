#include <string.h>

#include "decision.h"
#include "platform/queries.h"
#include "request.h"

static const char *
object_of(struct request *req, const char *members)
{
	return *members ? arena_print(req->arena, "{%s}", members) : NULL;
}

static const struct problem *
refusal_of(struct request *req, const struct decision *d)
{
	struct problem *problem = arena_new(req->arena, struct problem);

	*problem = *d->refusal;
	problem->rule = d->rule;
	problem->detail = arena_text(req->arena, d->because);
	problem->parameters = object_of(req, d->parameters);
	problem->members = object_of(req, d->members);
	return problem;
}

void
decision_show(struct request *req, const struct decision *d)
{
	struct buffer b = buffer_in(req->arena);
	const char *parameters = object_of(req, d->parameters);

	object_open(&b);
	member_text(&b, "rule", d->rule->id);
	member_text(&b, "outcome", d->outcome);
	member_text(&b, "because", d->because);
	if (parameters)
		member_raw(&b, "parameters", parameters);
	object_close(&b);
	req->decision_json = b.text;
}

/* A refusal is rolled back with its request: nothing happened that could be looked up later. The
 * log has it. */
MAY_FAIL
decide(struct request *req, const char *subject, const char *subject_id, const struct decision *d)
{
	if (d->refusal)
		return refusal_of(req, d);
	decision_show(req, d);
	return sql_decision_keep(req, new_id(req), subject, subject_id, d->rule->id, d->outcome,
	    arena_text(req->arena, d->because), object_of(req, d->parameters));
}

MAY_FAIL
require(struct request *req, const char *subject, const char *subject_id, const struct decision *d)
{
	return d->refusal ? decide(req, subject, subject_id, d) : NULL;
}
