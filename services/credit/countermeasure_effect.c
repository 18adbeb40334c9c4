#include "countermeasure_effect.h"

#include "condition.h"
#include "credit/queries.h"
#include "payment.h"
#include "rules.h"
#include "rules_countermeasure.h"
#include "rules_text.h"
#include "suspension.h"

/* The condition that a measure sets; 0: none. */
static enum condition_type
condition_of(enum countermeasure_type type)
{
	switch (type) {
	case COUNTERMEASURE_TYPE_GUARANTOR:
		return CONDITION_TYPE_PERSONAL_GUARANTEE;
	case COUNTERMEASURE_TYPE_JOINT_GUARANTOR:
		return CONDITION_TYPE_JOINT_GUARANTEE;
	case COUNTERMEASURE_TYPE_NOTARISE_CONTRACT:
		return CONDITION_TYPE_NOTARISED_CONTRACT;
	default:
		return 0;
	}
}

static MAY_FAIL
require_condition(struct request *req, const struct effect *e, struct countermeasure_new *n)
{
	return condition_require(req,
	    &(struct condition_new) {
		.customer_id = n->customer_id,
		.type = condition_of(n->type),
		.basis = CONDITION_BASIS_COUNTERMEASURE,
		.basis_id = n->id,
		.details = n->details,
		.value_fen = n->figure_fen,
		.valid_until = e->valid_until,
	    },
	    &n->condition_id);
}

/* What is taken for the receivable of the incident recovers the money of its bill, too. */
static MAY_FAIL
take_payment(struct request *req, const struct effect *e, struct countermeasure_new *n)
{
	static const struct {
		enum payment_instrument instrument;
		enum payment_payer payer;
	} taken[COUNTERMEASURE_TYPE_COUNT] = {
		[COUNTERMEASURE_TYPE_SUBROGATED_PAYMENT] = { PAYMENT_INSTRUMENT_TRANSFER,
		    PAYMENT_PAYER_THIRD_PARTY },
		[COUNTERMEASURE_TYPE_PAYMENT_IN_KIND] = { PAYMENT_INSTRUMENT_GOODS,
		    PAYMENT_PAYER_CUSTOMER },
		[COUNTERMEASURE_TYPE_TAKE_COLLATERAL] = { PAYMENT_INSTRUMENT_COLLATERAL,
		    PAYMENT_PAYER_CUSTOMER },
	};
	bool of_incident = same(e->ground->receivable_id, n->receivable_id);

	return payment_take(req,
	    &(struct payment_new) {
		.receivable_id = n->receivable_id,
		.customer_id = n->customer_id,
		.amount_fen = *n->figure_fen,
		.instrument = taken[n->type].instrument,
		.payer = taken[n->type].payer,
		.paid_on = e->paid_on,
		.due_on = NO_DATE,
		.countermeasure_id = n->id,
		.incident_id = of_incident ? e->ground->bill_incident_id : NULL,
		.remarks = n->details,
	    },
	    &n->payment_id);
}

static MAY_FAIL
stop_supply(struct request *req, const struct effect *e, struct countermeasure_new *n)
{
	if (e->profile->trading_status != TRADING_STATUS_ACTIVE)
		return problem_rule(req, &problem_invalid_state, &R3_37,
		    "The customer's trade is %s: there is no supply to stop.",
		    trading_status_names[e->profile->trading_status]);
	n->suspension_id = new_id(req);
	return suspension_begin(req, &(struct suspension_new) {
					 .id = n->suspension_id,
					 .profile = e->profile,
					 .standing = e->standing,
					 .ground = e->ground,
					 .instruction_id = n->instruction_id,
					 .reason = n->details,
					 .rank = stop_rank_of_caller(req, e->ground->superior),
				     });
}

MAY_FAIL
effect_bring(struct request *req, const struct effect *e, struct countermeasure_new *n)
{
	if (condition_of(n->type))
		return require_condition(req, e, n);
	if (countermeasure_is_payment(n->type))
		return take_payment(req, e, n);
	if (n->type == COUNTERMEASURE_TYPE_SUSPEND_SUPPLY)
		return stop_supply(req, e, n);
	/* A claim is an action to recover the money of the bill; what it brings comes as payments. */
	if (n->type == COUNTERMEASURE_TYPE_CLAIM_GUARANTOR && e->ground->bill_incident_id)
		return sql_recovery_action_create(req, new_id(req), e->ground->bill_incident_id,
		    req->today, n->details, 0, NULL);
	return NULL;
}

MAY_FAIL
effect_on_deposit(struct request *req, const struct profile *profile)
{
	struct row row;

	TRY(sql_countermeasure_deposit(req, profile->id, &row));
	return sql_credit_profile_save_deposit(
	    req, profile->id, row_integer(&row, "required_fen"), profile->deposit_paid_fen);
}
