/* What a customer ordered, as its information card says (R3.33). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "info_card.h"
#include "rules.h"
#include "rules_info_card.h"

MAY_FAIL
purchase_list_guard(struct request *req, const struct purchase_list_in *in)
{
	struct profile profile;

	return info_card_open(req, in->id, &profile);
}

MAY_FAIL
purchase_create(struct request *req, const struct purchase_create_in *in)
{
	const char *id = new_id(req);
	struct purchase_claim claim = {
		.quantity_milli = quantity_milli(in->quantity),
		.unit_price_fen = in->unit_price_fen,
		.amount_fen = in->amount_fen,
		.ordered_on = in->order_date,
		.today = req->today,
	};
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(info_card_begin(req, in->id, &profile));
	TRY(sql_info_card_lock(req, in->id, &row));
	d = purchase_enter_decide(&claim);
	TRY(decide(req, "purchase_entry", id, &d));
	TRY(sql_purchase_create(req, id, in->id, profile.id, in->order_date, in->product_name,
	    claim.quantity_milli, in->unit_price_fen, in->amount_fen));
	TRY(sql_info_card_touch(req, in->id));
	return reply_one(req, sql_purchase_get, id);
}

MAY_FAIL
purchase_get(struct request *req, const struct purchase_get_in *in)
{
	struct profile profile;
	struct row row;

	TRY(sql_purchase_get(req, in->id, &row));
	TRY(info_card_open(req, row_text(req, &row, "card_id"), &profile));
	return reply_row(req, &row);
}

MAY_FAIL
purchase_cancel(struct request *req, const struct purchase_cancel_in *in)
{
	struct profile profile;
	const char *card_id;
	struct row row;

	TRY(sql_purchase_get(req, in->id, &row));
	card_id = row_text(req, &row, "card_id");
	TRY(info_card_begin(req, card_id, &profile));
	TRY(sql_purchase_lock(req, in->id, &row));
	if (!row_is_null(&row, "cancelled_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R3_33, "The purchase is cancelled already.");
	TRY(sql_purchase_save_cancelled(req, in->id, in->reason));
	TRY(sql_info_card_touch(req, card_id));
	return reply_one(req, sql_purchase_get, in->id);
}
