/* /v1/policy-suggestions: what sales says of the policy, and what finance answers (R3.2, R3.20). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_policy.h"

/* It is about a draft, which can still take it up. */
static MAY_FAIL
check_draft(struct request *req, const char *policy_id)
{
	struct decision d;
	struct row row;
	bool found;

	TRY(sql_policy_suggestion_draft(req, policy_id, &row, &found));
	if (!found)
		return problem_fault(req, "/policy_id", "UNKNOWN", "There is no such version.");
	d = policy_edit(
	    row_enum(&row, "state", credit_policy_state_names, CREDIT_POLICY_STATE_COUNT));
	return require(req, "policy_suggestion", NULL, &d);
}

/* What a suggestion, and what a word of no objection must say. */
static MAY_FAIL
check_kind(struct request *req, const struct policy_suggestion_create_in *in, bool no_objection)
{
	if (!no_objection && !in->ground)
		return problem_fault(
		    req, "/ground", "REQUIRED", "A suggestion says what it is based on.");
	if (no_objection && !caller_is(&req->caller, "sales_manager"))
		return problem_rule(req, &problem_forbidden_role, &R3_2,
		    "That there is no objection is said by a sales manager.");
	if (no_objection && !in->policy_id)
		return problem_fault(
		    req, "/policy_id", "REQUIRED", "Which draft is there no objection to?");
	return NULL;
}

MAY_FAIL
policy_suggestion_create(struct request *req, const struct policy_suggestion_create_in *in)
{
	bool no_objection = same(in->kind, "NO_OBJECTION");
	const struct parameters *parameters;
	const char *id = new_id(req);
	date due_on = NO_DATE;

	TRY(check_kind(req, in, no_objection));
	if (in->policy_id)
		TRY(check_draft(req, in->policy_id));
	TRY(parameters_on(req, req->today, &parameters));
	if (!no_objection)
		due_on = suggestion_due_on(
		    req->today, parameter_integer(
				    parameters, &parameter_credit_policy_suggestion_response_days));
	TRY(sql_policy_suggestion_create(req, id, in->policy_id,
	    no_objection ? "NO_OBJECTION" : "SUGGESTION", in->ground, in->text,
	    in->customer_data_refs_json, no_objection ? "NOTED" : "OPEN", due_on));
	return reply_one(req, sql_policy_suggestion_get, id);
}

static MAY_FAIL
lock(struct request *req, const char *id, enum policy_suggestion_state *state)
{
	struct row row;

	TRY(sql_policy_suggestion_lock(req, id, &row));
	*state =
	    row_enum(&row, "state", policy_suggestion_state_names, POLICY_SUGGESTION_STATE_COUNT);
	return NULL;
}

MAY_FAIL
policy_suggestion_adopt(struct request *req, const struct policy_suggestion_adopt_in *in)
{
	enum credit_policy_state draft = 0;
	enum policy_suggestion_state state;
	struct decision d;
	struct row row;
	bool found;

	TRY(lock(req, in->id, &state));
	if (in->policy_id) {
		TRY(sql_policy_suggestion_draft(req, in->policy_id, &row, &found));
		if (found)
			draft = row_enum(
			    &row, "state", credit_policy_state_names, CREDIT_POLICY_STATE_COUNT);
	}
	d = suggestion_adopt(state, draft);
	TRY(decide(req, "policy_suggestion", in->id, &d));
	TRY(sql_policy_suggestion_save_answer(req, in->id, d.outcome, in->answer, in->policy_id));
	return reply_one(req, sql_policy_suggestion_get, in->id);
}

MAY_FAIL
policy_suggestion_decline(struct request *req, const struct policy_suggestion_decline_in *in)
{
	enum policy_suggestion_state state;
	struct decision d;

	TRY(lock(req, in->id, &state));
	d = suggestion_decline(state);
	TRY(decide(req, "policy_suggestion", in->id, &d));
	TRY(sql_policy_suggestion_save_answer(req, in->id, d.outcome, in->reason, NULL));
	return reply_one(req, sql_policy_suggestion_get, in->id);
}
