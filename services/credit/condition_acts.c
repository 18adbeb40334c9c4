/* /v1/trading-conditions (R3.36). */
#include "condition.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "directory.h"
#include "rules.h"
#include "rules_condition.h"
#include "rules_text.h"
#include "standing.h"

MAY_FAIL
trading_condition_create(struct request *req, const struct trading_condition_create_in *in)
{
	struct condition_new n = {
		.type = enum_index(condition_type_names, CONDITION_TYPE_COUNT, in->type),
		.applies_to = enum_index(
		    condition_applies_to_names, CONDITION_APPLIES_TO_COUNT, in->applies_to),
		.basis = in->basis
			     ? enum_index(condition_basis_names, CONDITION_BASIS_COUNT, in->basis)
			     : CONDITION_BASIS_REPORT,
		.basis_id = in->basis_id,
		.details = in->details,
		.value_fen = in->value_fen,
		.valid_until = in->valid_until,
	};
	struct profile profile;
	struct decision d;
	struct row row;
	const char *id;

	TRY(profile_lock(req, in->customer_id, &R3_36, &profile));
	n.customer_id = profile.id;
	TRY(sql_condition_basis(
	    req, profile.id, condition_basis_names[n.basis], in->basis_id, &row));
	d = condition_set(row_boolean(&row, "stands"));
	TRY(require(req, "trading_condition", NULL, &d));
	TRY(condition_require(req, &n, &id));
	TRY(decide(req, "trading_condition", id, &d));
	return reply_one(req, sql_condition_get, id);
}

/* The customer's profile, then the condition. */
static MAY_FAIL
begin(struct request *req, const char *id, struct profile *profile, struct condition_facts *facts)
{
	struct row row;

	TRY(sql_condition_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_36, profile));
	TRY(sql_condition_lock(req, id, &row));
	*facts = (struct condition_facts) {
		.type = row_enum(&row, "type", condition_type_names, CONDITION_TYPE_COUNT),
		.state = row_enum(&row, "state", condition_state_names, CONDITION_STATE_COUNT),
		.valid_until = row_date(&row, "valid_until"),
		.today = req->today,
		.evidence_by = row_text(req, &row, "evidence_by"),
		.customer_id = row_text(req, &row, "customer_id"),
		.customer_name = row_text(req, &row, "customer_name"),
	};
	return NULL;
}

/* What evidence of its kind says. */
static MAY_FAIL
know_evidence(
    struct request *req, enum condition_type type, const struct condition_evidence *evidence)
{
	bool guarantee =
	    type == CONDITION_TYPE_PERSONAL_GUARANTEE || type == CONDITION_TYPE_JOINT_GUARANTEE;

	if (guarantee && !has_text(evidence->guarantor_name))
		return problem_fault(
		    req, "/guarantor_name", "REQUIRED", "A guarantee names who gives it.");
	if (type == CONDITION_TYPE_COLLATERAL && !evidence->has_value)
		return problem_fault(
		    req, "/value_fen", "REQUIRED", "Collateral is entered with its value.");
	if (evidence->valid_until != NO_DATE && evidence->valid_until < req->today)
		return problem_fault(
		    req, "/valid_until", "OUT_OF_RANGE", "It would have ended already.");
	return NULL;
}

MAY_FAIL
trading_condition_enter_evidence(
    struct request *req, const struct trading_condition_enter_evidence_in *in)
{
	struct condition_evidence evidence = {
		.document_ref = in->document_ref,
		.guarantor_name = in->guarantor_name,
		.has_value = in->value_fen != NULL,
		.valid_until = in->valid_until,
	};
	struct known_customer guarantor = { 0 };
	struct condition_facts facts;
	struct standing standing;
	struct profile profile;
	struct decision d;

	TRY(begin(req, in->id, &profile, &facts));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_is_sales(req, &standing, &R3_36));
	if (in->guarantor_customer_id) {
		TRY(directory_customer(req, in->guarantor_customer_id, &guarantor));
		if (!guarantor.id)
			return problem_fault(
			    req, "/guarantor_customer_id", "UNKNOWN", "There is no such customer.");
		evidence.guarantor_customer_id = guarantor.id;
		if (!evidence.guarantor_name)
			evidence.guarantor_name = guarantor.name;
	}
	d = condition_evidence_enter(&facts, &evidence);
	TRY(require(req, "trading_condition", in->id, &d));
	TRY(know_evidence(req, facts.type, &evidence));
	TRY(sql_condition_save_evidence(req, in->id, evidence.document_ref, evidence.guarantor_name,
	    evidence.guarantor_customer_id, in->value_fen, evidence.valid_until));
	TRY(decide(req, "trading_condition", in->id, &d));
	return reply_one(req, sql_condition_get, in->id);
}

MAY_FAIL
trading_condition_confirm(struct request *req, const struct trading_condition_confirm_in *in)
{
	struct condition_facts facts;
	struct profile profile;
	struct decision d;

	TRY(begin(req, in->id, &profile, &facts));
	d = condition_confirm_decide(&facts, req->caller.id);
	TRY(decide(req, "trading_condition", in->id, &d));
	TRY(sql_condition_save_confirmed(req, in->id));
	if (facts.valid_until != NO_DATE)
		TRY(timer_set(req, "condition_lapse", in->id, end_of(facts.valid_until) + 1));
	return reply_one(req, sql_condition_get, in->id);
}

/* Nobody does it this way: there is the operation so that whoever tries is told how it is done. */
MAY_FAIL
trading_condition_waive(struct request *req, const struct trading_condition_waive_in *in)
{
	struct row row;

	TRY(sql_condition_whose(req, in->id, &row));
	return problem_rule(req, &problem_forbidden_role, &R3_36,
	    "A condition is waived only by an approved adjustment of credit.");
}
