/* The two approvals of an adjustment (R3.19). */
#include "adjustment.h"
#include "approval_record.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "rules_text.h"

static const struct approval_step steps[] = {
	{ .name = "SALES_MANAGER", .role = "sales_manager", .not_applicant = true },
	{ .name = "MARKETING_DIRECTOR",
	    .role = "marketing_director",
	    .not_applicant = true,
	    .not_earlier = true },
};
static const struct approval_chain chain = {
	.name = "The adjustment",
	.rule = &R3_19,
	.steps = steps,
	.step_count = COUNT(steps),
};

/* Three persons, and a fourth where another one submitted or scrutinised it. */
static MAY_FAIL
separate(struct request *req, const struct adjustment *a)
{
	if (a->acted)
		return problem_rule(req, &problem_separation_of_duties, &R3_19,
		    "Who decided one step of an adjustment does not decide the other.");
	if (same(req->caller.id, a->submitted_by))
		return problem_rule(req, &problem_separation_of_duties, &R3_19,
		    "Nobody decides what he or she submitted.");
	if (same(req->caller.id, a->scrutinised_by))
		return problem_rule(req, &problem_separation_of_duties, &R3_10,
		    "Who scrutinised the customer does not approve.");
	return NULL;
}

static MAY_FAIL
act(struct request *req, const char *id, enum approval_action action, const char *opinion)
{
	struct approval_of of = { "credit_adjustment", id, 1 };
	struct approval approval = { .state = APPROVAL_OPEN };
	struct adjustment a;
	struct decision d;

	TRY(adjustment_begin(req, id, &a));
	d = adjustment_may(ADJUSTMENT_DECIDE, a.state);
	TRY(require(req, "credit_adjustment", a.id, &d));
	TRY(separate(req, &a));
	approval.step = (size_t)a.approval_step;
	approval.applicant = a.created_by;
	TRY(approval_decide(req, &chain, &of, &approval, action, opinion, &d));
	TRY(require(req, "credit_adjustment", a.id, &d));
	if (approval.state == APPROVAL_REJECTED)
		TRY(sql_credit_adjustment_save_end(req, id,
		    adjustment_state_names[ADJUSTMENT_STATE_REJECTED], (int64_t)approval.step));
	else if (approval.state == APPROVAL_OPEN)
		TRY(sql_credit_adjustment_save_step(req, id, (int64_t)approval.step));
	else
		TRY(adjustment_execute(req, &a));
	TRY(decide(req, "credit_adjustment", id, &d));
	return adjustment_reply(req, id);
}

MAY_FAIL
credit_adjustment_approve(struct request *req, const struct credit_adjustment_approve_in *in)
{
	return act(req, in->id, APPROVE, in->opinion);
}

MAY_FAIL
credit_adjustment_reject(struct request *req, const struct credit_adjustment_reject_in *in)
{
	return act(req, in->id, REJECT, in->opinion);
}
