/* The credit deposit of a customer, as it is paid in and back (R3.31). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "rules_countermeasure.h"
#include "standing.h"

MAY_FAIL
deposit_payment_list_guard(struct request *req, const struct deposit_payment_list_in *in)
{
	return standing_reads_customer(req, in->id, &R3_31);
}

MAY_FAIL
deposit_payment_create(struct request *req, const struct deposit_payment_create_in *in)
{
	const char *id = new_id(req);
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(profile_lock(req, in->id, &R3_31, &profile));
	if (!in->amount_fen)
		return problem_fault(req, "/amount_fen", "OUT_OF_RANGE", "Nothing would be paid.");
	d = deposit_paying(profile.deposit_paid_fen, in->amount_fen, in->paid_on, req->today);
	TRY(decide(req, "credit_profile", profile.id, &d));
	TRY(sql_deposit_create(req, id, profile.id, in->amount_fen, in->paid_on, in->remarks));
	TRY(sql_credit_profile_save_deposit(req, profile.id, profile.deposit_required_fen,
	    profile.deposit_paid_fen + in->amount_fen));
	TRY(sql_deposit_get(req, id, &row));
	TRY(reply_row(req, &row));
	/* Not below the customer. */
	if (req->location)
		req->location = arena_print(req->arena, "/v1/deposit-payments/%s", id);
	return NULL;
}
