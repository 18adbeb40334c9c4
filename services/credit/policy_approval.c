/* What the leaders decide on a version of the policy, and its promulgation (R3.3). */
#include "approval_record.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "policy.h"
#include "policy_values.h"
#include "rules.h"
#include "rules_policy.h"

/* The roles that were the approvers when it was submitted, one after the other. */
static MAY_FAIL
chain_of(struct request *req, const char *approvers, struct approval_chain *chain)
{
	struct approval_step *steps;
	struct rows rows;

	TRY(sql_credit_policy_approvers(req, approvers, &rows));
	steps = arena_array(req->arena, struct approval_step, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *role = row_text(req, &row, "role");

		steps[i] = (struct approval_step) {
			.name = role,
			.role = role,
			.not_applicant = true,
			.not_earlier = true,
		};
	}
	*chain = (struct approval_chain) { "the credit policy", &R3_3, steps, (size_t)rows.count };
	return NULL;
}

static enum credit_policy_state
state_after(const struct approval *approval)
{
	switch (approval->state) {
	case APPROVAL_APPROVED:
		return CREDIT_POLICY_STATE_APPROVED;
	case APPROVAL_REJECTED:
		return CREDIT_POLICY_STATE_REJECTED;
	default:
		return CREDIT_POLICY_STATE_SUBMITTED;
	}
}

static MAY_FAIL
decide_on(struct request *req, const char *id, enum approval_action action, const char *opinion)
{
	const struct approval_of of = { "credit_policy", id, 0 };
	enum credit_policy_state state;
	struct approval_chain chain;
	struct approval approval;
	struct decision d;
	struct row row;

	TRY(policy_lock(req, id, &row, &state));
	TRY(chain_of(req, row_text(req, &row, "approvers"), &chain));
	approval = (struct approval) {
		.state = state == CREDIT_POLICY_STATE_SUBMITTED ? APPROVAL_OPEN : APPROVAL_APPROVED,
		.step = (size_t)row_integer(&row, "approval_step"),
		/* Who drafted, edited or submitted it is one who wrote it (C10). */
		.applicant = row_boolean(&row, "wrote") ? req->caller.id : NULL,
	};
	TRY(approval_decide(req, &chain, &of, &approval, action, opinion, &d));
	TRY(decide(req, "credit_policy", id, &d));
	TRY(sql_credit_policy_save_step(
	    req, id, credit_policy_state_names[state_after(&approval)], (int64_t)approval.step));
	return policy_reply(req, id);
}

MAY_FAIL
credit_policy_approve(struct request *req, const struct credit_policy_approve_in *in)
{
	return decide_on(req, in->id, APPROVE, in->opinion);
}

MAY_FAIL
credit_policy_reject(struct request *req, const struct credit_policy_reject_in *in)
{
	return decide_on(req, in->id, REJECT, in->opinion);
}

static MAY_FAIL
tell_and_reply(struct request *req, const char *id)
{
	struct buffer b = buffer_in(req->arena);
	struct row row;

	TRY(sql_credit_policy_get(req, id, &row));
	object_open(&b);
	member_text(&b, "policy_id", id);
	member_integer(&b, "number", row_integer(&row, "number"));
	member_date(&b, "effective_from", row_date(&row, "effective_from"));
	object_close(&b);
	TRY(event_emit(req, "credit.policy_promulgated", id, row_integer(&row, "version"), b.text));
	return reply_row(req, &row);
}

MAY_FAIL
credit_policy_promulgate(struct request *req, const struct credit_policy_promulgate_in *in)
{
	const struct parameters *values;
	enum credit_policy_state state;
	struct decision d;
	struct row row, turn;

	TRY(sql_credit_policy_turn(req, &turn));
	TRY(policy_lock(req, in->id, &row, &state));
	d = policy_promulgate(state, in->effective_from, req->today);
	TRY(decide(req, "credit_policy", in->id, &d));
	TRY(policy_values_of(req, row_text(req, &row, "parameters"), &values));
	TRY(policy_values_set(req, values, in->effective_from));
	TRY(sql_credit_policy_save_promulgated(req, in->id, in->effective_from));
	TRY(sql_credit_policy_save_displaced(req, in->id, in->effective_from));
	if (in->effective_from > req->today)
		TRY(timer_set(req, "policy_effective", in->id, start_of(in->effective_from)));
	TRY(policy_take_effect(req));
	return tell_and_reply(req, in->id);
}
