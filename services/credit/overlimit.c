/* /v1/overlimit-requests: to exceed the limit for one order (R3.17). */
#include "overlimit.h"

#include "approval_record.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "purchase_basis.h"
#include "rules.h"
#include "rules_overlimit.h"
#include "rules_text.h"
#include "standing.h"

static const struct approval_step steps[] = {
	{ .name = "sales_manager", .role = "sales_manager", .not_applicant = true },
	{ .name = "marketing_director",
	    .role = "marketing_director",
	    .not_applicant = true,
	    .not_earlier = true },
	{ .name = "president", .role = "president", .not_applicant = true, .not_earlier = true },
};

/* Where it stands after so many approvals, unless that was the last one its tier needs. */
static const enum overlimit_state after[] = { OVERLIMIT_STATE_SUBMITTED,
	OVERLIMIT_STATE_MANAGER_APPROVED, OVERLIMIT_STATE_DIRECTOR_APPROVED };

static MAY_FAIL
facts_of(struct request *req, const struct profile *profile, const struct parameters *parameters,
    int64_t amount_fen, int64_t requested_fen, struct overlimit_facts *facts)
{
	struct sales_policy policy = sales_policy_of(parameters);
	struct purchase_basis basis;
	struct row exposure;

	TRY(purchase_basis_of(req, profile->id, req->today, &basis));
	TRY(sql_overlimit_exposure(req, profile->id, profile->limit_fen, &exposure));
	*facts = (struct overlimit_facts) {
		.grade = profile->grade,
		.trading_status = profile->trading_status,
		.blacklisted = profile->blacklisted,
		.amount_fen = amount_fen,
		.requested_fen = requested_fen,
		.limit_fen = profile->limit_fen,
		.available_fen = row_integer(&exposure, "available_fen"),
		.exposure_fen = row_integer(&exposure, "exposure_fen"),
		.grade_cap_fen = grade_caps(profile->grade, &basis, &policy).limit_fen,
		.tier1_percent =
		    parameter_integer(parameters, &parameter_credit_overlimit_tier1_percent),
		.tier2_percent =
		    parameter_integer(parameters, &parameter_credit_overlimit_tier2_percent),
	};
	return NULL;
}

MAY_FAIL
overlimit_request_create(struct request *req, const struct overlimit_request_create_in *in)
{
	const struct parameters *parameters;
	const char *id = new_id(req);
	struct overlimit_facts facts;
	struct standing standing;
	struct profile profile;
	struct decision d;

	TRY(profile_lock(req, in->customer_id, &R3_17, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_is_responsible(req, &standing, &R3_17));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(facts_of(req, &profile, parameters, in->amount_fen, 0, &facts));
	d = overlimit_request(&facts);
	TRY(decide(req, "overlimit_request", id, &d));
	TRY(sql_overlimit_save_past(req, profile.id, in->order_ref));
	TRY(sql_overlimit_create(req, id, profile.id, in->order_ref, in->amount_fen,
	    overlimit_excess(&facts), in->reason, overlimit_tier(&facts)));
	return reply_one(req, sql_overlimit_request_told, id);
}

/* A request that is being decided on. */
struct deciding {
	struct profile profile;
	const struct parameters *parameters;
	struct overlimit_facts facts;
	int64_t tier;
	struct approval approval;
};

/* The customer first, then the request, with the figures of this moment. */
static MAY_FAIL
begin(struct request *req, const char *id, struct deciding *it)
{
	enum overlimit_state state;
	struct row row;

	TRY(sql_overlimit_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_17, &it->profile));
	TRY(sql_overlimit_lock(req, id, &row));
	TRY(parameters_on(req, req->today, &it->parameters));
	TRY(facts_of(req, &it->profile, it->parameters, row_integer(&row, "amount_fen"),
	    row_integer(&row, "excess_fen"), &it->facts));
	it->tier = overlimit_tier(&it->facts);
	state = row_enum(&row, "state", overlimit_state_names, OVERLIMIT_STATE_COUNT);
	it->approval = (struct approval) {
		.step = (size_t)row_integer(&row, "approval_step"),
		.applicant = row_text(req, &row, "created_by"),
		.state = APPROVAL_APPROVED,
	};
	if (it->approval.step < COUNT(after) && state == after[it->approval.step])
		it->approval.state = APPROVAL_OPEN;
	return NULL;
}

static struct period
validity_of(const struct deciding *it)
{
	return parameter_period(it->parameters, &parameter_credit_overlimit_grant_validity);
}

static MAY_FAIL
act(struct request *req, const char *id, struct deciding *it, enum approval_action action,
    const char *opinion)
{
	const struct approval_of of = { "overlimit_request", id, 0 };
	struct approval_chain chain = { "the request over the limit", &R3_17, steps,
		(size_t)it->tier };
	struct decision d;

	/* What waits for somebody is decided by him, also where it needs fewer than before. */
	if (chain.step_count <= it->approval.step)
		chain.step_count = it->approval.step + 1;
	TRY(approval_decide(req, &chain, &of, &it->approval, action, opinion, &d));
	overlimit_used_parameters(&d, &it->facts);
	if (it->approval.state == APPROVAL_APPROVED)
		decision_used_text(&d, "credit.overlimit.grant_validity",
		    show_period(validity_of(it)).text);
	return decide(req, "overlimit_request", id, &d);
}

static MAY_FAIL
grant(struct request *req, const char *id, const struct deciding *it)
{
	date valid_until = date_plus(req->today, validity_of(it));

	TRY(sql_overlimit_save_granted(req, id, it->tier, valid_until));
	return timer_set(req, "overlimit_lapse", id, start_of(valid_until + 1));
}

MAY_FAIL
overlimit_request_approve(struct request *req, const struct overlimit_request_approve_in *in)
{
	struct deciding it;
	struct decision d;

	TRY(begin(req, in->id, &it));
	d = overlimit_allowed(&it.facts);
	TRY(require(req, "overlimit_request", in->id, &d));
	TRY(act(req, in->id, &it, APPROVE, in->opinion));
	if (it.approval.state == APPROVAL_APPROVED)
		TRY(grant(req, in->id, &it));
	else
		TRY(sql_overlimit_save_step(req, in->id,
		    overlimit_state_names[after[it.approval.step]], it.tier,
		    (int64_t)it.approval.step));
	return reply_one(req, sql_overlimit_request_told, in->id);
}

MAY_FAIL
overlimit_request_reject(struct request *req, const struct overlimit_request_reject_in *in)
{
	struct deciding it;

	TRY(begin(req, in->id, &it));
	TRY(act(req, in->id, &it, REJECT, in->opinion));
	TRY(sql_overlimit_save_rejected(req, in->id));
	return reply_one(req, sql_overlimit_request_told, in->id);
}
