/* /v1/credit-policies: drafts, and what becomes of them (R3.2, R3.3). */
#include "policy.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "policy_values.h"
#include "rules.h"
#include "rules_policy.h"

MAY_FAIL
policy_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_credit_policy_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
policy_lock(struct request *req, const char *id, struct row *row, enum credit_policy_state *state)
{
	TRY(sql_credit_policy_lock(req, id, row));
	*state = row_enum(row, "state", credit_policy_state_names, CREDIT_POLICY_STATE_COUNT);
	return NULL;
}

MAY_FAIL
credit_policy_create(struct request *req, const struct credit_policy_create_in *in)
{
	const struct parameters *in_force, *values;
	const char *id = new_id(req);
	struct row row;

	TRY(sql_credit_policy_turn(req, &row));
	TRY(parameters_on(req, req->today, &in_force));
	values = in_force;
	TRY(policy_values_change(req, in->parameters, &values));
	TRY(sql_credit_policy_create(
	    req, id, in->text, policy_values_json(req, values), policy_values_json(req, in_force)));
	return policy_reply(req, id);
}

MAY_FAIL
credit_policy_get(struct request *req, const struct credit_policy_get_in *in)
{
	return policy_reply(req, in->id);
}

MAY_FAIL
credit_policy_in_force(struct request *req, const struct credit_policy_in_force_in *in)
{
	instant at = in->at == NO_INSTANT ? req->now : in->at;
	struct row row;

	TRY(sql_credit_policy_in_force(req, at, date_of(at), &row));
	return policy_reply(req, row_text(req, &row, "id"));
}

MAY_FAIL
credit_policy_update(struct request *req, const struct credit_policy_update_in *in)
{
	const struct parameters *in_force, *values;
	enum credit_policy_state state;
	struct decision d;
	struct row row;

	TRY(policy_lock(req, in->id, &row, &state));
	d = policy_edit(state);
	TRY(require(req, "credit_policy", in->id, &d));
	TRY(parameters_on(req, req->today, &in_force));
	TRY(policy_values_of(req, row_text(req, &row, "parameters"), &values));
	TRY(policy_values_change(req, in->parameters_given ? in->parameters : NULL, &values));
	TRY(sql_credit_policy_save_draft(req, in->id,
	    in->text_given ? in->text : row_text(req, &row, "text"),
	    policy_values_json(req, values), policy_values_json(req, in_force)));
	return policy_reply(req, in->id);
}

MAY_FAIL
credit_policy_discard(struct request *req, const struct credit_policy_discard_in *in)
{
	enum credit_policy_state state;
	struct decision d;
	struct row row;

	TRY(policy_lock(req, in->id, &row, &state));
	d = policy_edit(state);
	TRY(require(req, "credit_policy", in->id, &d));
	TRY(sql_credit_policy_save_discarded(req, in->id));
	return policy_reply(req, in->id);
}

MAY_FAIL
credit_policy_submit(struct request *req, const struct credit_policy_submit_in *in)
{
	const struct parameters *parameters;
	enum credit_policy_state state;
	struct decision d;
	struct row row, inputs;

	TRY(policy_lock(req, in->id, &row, &state));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_credit_policy_inputs(req, in->id, &inputs));
	d = policy_submit(state, row_integer(&inputs, "inputs"),
	    parameter_integer(parameters, &parameter_credit_policy_min_sales_inputs));
	TRY(decide(req, "credit_policy", in->id, &d));
	TRY(sql_credit_policy_save_submitted(
	    req, in->id, parameter_json(parameters, &parameter_credit_policy_approvers)));
	return policy_reply(req, in->id);
}
