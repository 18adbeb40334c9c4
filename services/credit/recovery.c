/* What was done to recover the money of a bill incident: /v1/bill-incidents/{id}/recovery-actions
 * (R3.38). */
#include "bill_incident.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "payment.h"
#include "rules.h"
#include "standing.h"

/* Money is recorded by finance; what else is done, by those who answer for the customer, too. */
static MAY_FAIL
may_log(struct request *req, const struct profile *profile, int64_t recovered_fen)
{
	struct standing standing;

	if (caller_is(&req->caller, "finance"))
		return NULL;
	if (recovered_fen)
		return problem_rule(
		    req, &problem_forbidden_role, &R3_16, "Only finance records payments.");
	TRY(standing_of(req, profile, &standing));
	if (standing.superior)
		return NULL;
	return standing_is_responsible(req, &standing, &R3_38);
}

/* The money as a payment; of an incident without a receivable, and none named, there is none to
 * pay. */
static MAY_FAIL
take(struct request *req, const struct recovery_action_create_in *in, date done_on,
    const struct bill_incident *incident, const char **payment_id)
{
	const char *receivable_id = in->receivable_id ? in->receivable_id : incident->receivable_id;

	if (!receivable_id)
		return problem_fault(req, "/receivable_id", "REQUIRED",
		    "Which receivable does the money pay? The incident names none.");
	return payment_take(req,
	    &(struct payment_new) {
		.receivable_id = receivable_id,
		.customer_id = incident->customer_id,
		.amount_fen = *in->recovered_fen,
		.instrument = in->instrument ? enum_index(payment_instrument_names,
						   PAYMENT_INSTRUMENT_COUNT, in->instrument)
					     : PAYMENT_INSTRUMENT_TRANSFER,
		.paid_on = done_on,
		.number = in->number,
		.bank = in->bank,
		.due_on = in->due_on,
		.incident_id = incident->id,
	    },
	    payment_id);
}

MAY_FAIL
recovery_action_create(struct request *req, const struct recovery_action_create_in *in)
{
	int64_t recovered_fen = in->recovered_fen ? *in->recovered_fen : 0;
	date done_on = in->done_on == NO_DATE ? req->today : in->done_on;
	const char *id = new_id(req), *payment_id = NULL;
	struct bill_incident incident;
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(sql_bill_incident_whose(req, in->id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_38, &profile));
	TRY(may_log(req, &profile, recovered_fen));
	TRY(bill_incident_hold(req, in->id, &incident));
	d = incident_recover(&incident.facts, recovered_fen, done_on, req->today);
	TRY(decide(req, "bill_incident", in->id, &d));
	if (recovered_fen)
		TRY(take(req, in, done_on, &incident, &payment_id));
	TRY(sql_recovery_action_create(
	    req, id, in->id, done_on, in->action, recovered_fen, payment_id));
	TRY(sql_recovery_action_get(req, id, &row));
	return reply_row(req, &row);
}
