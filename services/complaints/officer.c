/* Who organises a complaint instead of somebody who is recused (R10.5). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_profile.h"
#include "rules_text.h"

static MAY_FAIL
recused_officers(struct request *req, const struct complaint *c, struct row *row)
{
	struct profile_policy policy = profile_policy(c->profile, c->channel);

	return sql_complaint_officers_recused(
	    req, c->id, roles_json(req, policy.organisers), c->caller.id, row);
}

/* The director, or another partner where the director is recused; elsewhere a superior. */
static bool
names(const struct complaint *c, const struct row *row, const struct caller *caller)
{
	if (c->profile != COMPLAINT_PROFILE_LAW_FIRM)
		return row_boolean(row, "above") ||
		       (c->in_unit && caller_is(caller, "general_manager"));
	if (caller_is(caller, "director"))
		return c->in_unit;
	return c->in_unit && row_boolean(row, "directors_recused") &&
	       (caller_is(caller, "partner") || caller_is(caller, "supervising_partner"));
}

static MAY_FAIL
may_name(struct request *req, const struct complaint *c)
{
	struct row row;

	TRY(recused_officers(req, c, &row));
	if (c->recused)
		return problem_rule(req, &problem_recused, &R10_5,
		    "Who is recused names nobody for the complaint.");
	if (!names(c, &row, &req->caller))
		return &problem_not_found; /* as one that there is not (R10.15) */
	TRY(complaint_between(req, c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_CLOSED, &R10_5));
	if (!row_boolean(&row, "recused"))
		return problem_rule(req, &problem_invalid_state, &R10_5,
		    "Nobody who organises complaints here is recused.");
	return NULL;
}

MAY_FAIL
complaint_officer_name(struct request *req, const struct complaint_officer_name_in *in)
{
	struct buffer b = buffer_in(req->arena);
	struct complaint c;

	TRY(complaint_lock_standing(req, in->id, &c));
	TRY(may_name(req, &c));
	if (same(c.handler_id, in->employee_id))
		return problem_rule(req, &problem_separation_of_duties, &R10_6,
		    "Who handles the complaint does not organise it.");
	TRY(complaint_unassign(req, &c, COMPLAINT_FUNCTION_OFFICER, NULL, in->reason));
	TRY(complaint_assign(
	    req, &c, COMPLAINT_FUNCTION_OFFICER, in->employee_id, true, NULL, in->reason));
	TRY(sql_complaint_save_officer(req, c.id, in->employee_id));
	object_open(&b);
	member_text(&b, "complaint_id", c.id);
	member_text(&b, "officer_id", in->employee_id);
	object_close(&b);
	return reply_json(req, b.text);
}
