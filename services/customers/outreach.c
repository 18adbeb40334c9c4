/* What a unit holds to find customers, and who takes part (R1.2). */
#include "actor.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_batch.h"
#include "scope.h"

/* The caller's department is a direct-selling unit (C21), and these are its people. */
static MAY_FAIL
know_people(struct request *req, const struct outreach_create_in *in)
{
	struct batch_content content = { .archives = 1, .participants = in->participant_ids_count };
	struct decision d;
	struct row row;
	bool found;

	TRY(sql_outreach_people(
	    req, req->caller.department_id, in->participant_ids_json, &row, &found));
	if (!found || !row_boolean(&row, "direct"))
		return problem_rule(req, &problem_department_not_in_scope, &R1_2,
		    "These rules bind direct-selling units; your department is none.");
	content.took_part = (size_t)row_integer(&row, "people");
	d = batch_fill(&content);
	return require(req, "outreach", NULL, &d);
}

MAY_FAIL
outreach_create(struct request *req, const struct outreach_create_in *in)
{
	const char *id = new_id(req);
	struct actor by = actor_of(&req->caller);
	struct decision d = outreach_duty(&by, by.department_id);

	TRY(require(req, "outreach", id, &d));
	TRY(know_people(req, in));
	if (in->held_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R1_2,
		    "Archives come from an outreach that has been held.");
	TRY(sql_outreach_create(req, id, by.department_id,
	    in->source ? in->source : collective_source_names[COLLECTIVE_SOURCE_OUTREACH],
	    in->topic, in->held_on, in->place, in->participant_ids_json, in->remarks));
	return reply_one(req, sql_outreach_get, id);
}
