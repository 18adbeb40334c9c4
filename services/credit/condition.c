#include "condition.h"

#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_condition.h"

static enum condition_applies_to
applies_to_by_default(const struct parameters *parameters)
{
	return enum_index(condition_applies_to_names, CONDITION_APPLIES_TO_COUNT,
	    parameter_text(parameters, &parameter_credit_condition_default_applies_to));
}

MAY_FAIL
condition_require(struct request *req, const struct condition_new *n, const char **id)
{
	const struct parameters *parameters;
	enum condition_applies_to applies_to = n->applies_to;

	if (!applies_to) {
		TRY(parameters_on(req, req->today, &parameters));
		applies_to = applies_to_by_default(parameters);
	}
	*id = new_id(req);
	return sql_condition_create(req, *id, n->customer_id, condition_type_names[n->type],
	    condition_applies_to_names[applies_to], condition_basis_names[n->basis], n->basis_id,
	    n->details, n->value_fen, n->valid_until);
}

MAY_FAIL
condition_waive(struct request *req, const char *id, const char *adjustment_id)
{
	struct condition_facts facts;
	struct decision d;
	struct row row;
	bool found;

	TRY(sql_condition_hold(req, id, adjustment_id, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_not_found, &R3_36, "The customer has no such condition.");
	facts = (struct condition_facts) {
		.state = row_enum(&row, "state", condition_state_names, CONDITION_STATE_COUNT),
		.valid_until = row_date(&row, "valid_until"),
		.today = req->today,
	};
	d = condition_waive_decide(&facts);
	TRY(decide(req, "trading_condition", id, &d));
	return sql_condition_save_waived(req, id, adjustment_id);
}

MAY_FAIL
condition_lapse_due(struct request *req, const char *id)
{
	return sql_condition_save_lapsed(req, id);
}
