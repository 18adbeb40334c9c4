/* Who investigates a complaint (R10.9, R12.13), and who acts in it at all. */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "rules.h"
#include "rules_handler.h"

static MAY_FAIL
is_eligible(struct request *req, const struct complaint *c, const char *employee_id)
{
	struct investigator one = { .handler = same(c->handler_id, employee_id) };
	struct decision d;
	struct row row;

	TRY(complaint_is_recused(req, c, employee_id, &one.recused));
	TRY(sql_complaint_investigator_standing(req, c->id, employee_id, &row));
	one.supervises = row_boolean(&row, "supervises");
	one.witness = row_boolean(&row, "witness");
	d = investigator_eligible(c->profile, &one);
	return require(req, "complaint", c->id, &d);
}

/* In logistics the head of customer service assigns, or the deputy; elsewhere the handler
 * delegates. */
static MAY_FAIL
may_assign(struct request *req, const struct complaint *c, bool deputy)
{
	if (c->profile == COMPLAINT_PROFILE_LOGISTICS) {
		if (!deputy)
			TRY(complaint_organises(req, c, &R12_13));
		return complaint_between(req, c, COMPLAINT_STATE_REGISTERED,
		    c->redo_findings ? COMPLAINT_STATE_IMPLEMENTING : COMPLAINT_STATE_INVESTIGATING,
		    &R12_13);
	}
	TRY(complaint_acts_as(req, c, FUNCTION(HANDLER), &R10_9));
	return handling_open(req, c, &R10_9);
}

/* A deputy stands in the complaint by the absence of another: it is not his to read before. */
static MAY_FAIL
begin(struct request *req, const char *id, struct complaint *c)
{
	bool deputy = false;
	struct row row;

	TRY(complaint_lock_standing(req, id, c));
	if (c->profile == COMPLAINT_PROFILE_LOGISTICS && c->caller.id && !c->recused) {
		TRY(sql_unit_manager_deputy(req, c->unit_id, c->caller.id, &row));
		deputy = row_boolean(&row, "found");
	}
	if (!deputy)
		TRY(complaint_lock(req, id, c));
	return may_assign(req, c, deputy);
}

/* Those who are assigned already are replaced, with a reason. */
static MAY_FAIL
end_former(struct request *req, const struct complaint *c, const char *reason)
{
	bool reassigned =
	    c->profile == COMPLAINT_PROFILE_LOGISTICS && c->state != COMPLAINT_STATE_REGISTERED;

	if (reassigned && !has_text(reason))
		return problem_rule(req, &problem_reason_missing, &R12_13,
		    "Why the investigators are replaced is missing.");
	return complaint_unassign(req, c, COMPLAINT_FUNCTION_INVESTIGATOR, NULL, reason);
}

MAY_FAIL
complaint_investigators_assign(
    struct request *req, const struct complaint_investigators_assign_in *in)
{
	struct complaint c;

	TRY(begin(req, in->id, &c));
	for (size_t i = 0; i < in->employee_ids_count; i++)
		TRY(is_eligible(req, &c, in->employee_ids[i]));
	TRY(end_former(req, &c, in->reason));
	for (size_t i = 0; i < in->employee_ids_count; i++)
		TRY(complaint_assign(req, &c, COMPLAINT_FUNCTION_INVESTIGATOR, in->employee_ids[i],
		    i == 0, NULL, in->reason));
	if (c.state == COMPLAINT_STATE_REGISTERED)
		TRY(complaint_move(req, &c, COMPLAINT_STATE_INVESTIGATING, &R12_13,
		    "Investigators were assigned."));
	return complaint_reply(req, c.id);
}
