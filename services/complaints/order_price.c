/* What an order costs the customer (R11.1, R11.3). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "rules.h"
#include "rules_text.h"
#include "rules_warranty.h"

/* The part that a SIM is on the price list: free where the list does not have it (R11.11). */
static const char sim_part[] = "SIM";

MAY_FAIL
order_warranty_of(struct request *req, const char *model, date purchased_on, date *end)
{
	const struct parameters *p;
	const char *own;
	struct period period;

	*end = NO_DATE;
	if (purchased_on == NO_DATE)
		return NULL;
	TRY(order_model(req, model, &R11_3, &own));
	if (!own || !period_read(own, &period)) {
		TRY(parameters_on(req, purchased_on, &p));
		period = parameter_period(p, &parameter_warranty_period);
	}
	*end = warranty_end(purchased_on, period);
	return NULL;
}

MAY_FAIL
order_warranty(
    struct request *req, const char *model, const char *terminal_no, date purchased_on, date *end)
{
	struct row row;
	bool found = false;

	if (terminal_no)
		TRY(sql_product_record_warranty(req, terminal_no, &row, &found));
	if (!found)
		return order_warranty_of(req, model, purchased_on, end);
	*end = row_date(&row, "warranty_end");
	return NULL;
}

/* What the list in force on the day of the report says. */
static MAY_FAIL
list_price(
    struct request *req, const struct order *o, const char *part_code, struct charge_line *line)
{
	struct row row;
	bool found;

	if (o->kind != ORDER_KIND_REPAIR || o->in_warranty)
		return NULL;
	TRY(sql_part_price_on(req, o->reported_on, part_code, &row, &found));
	if (!found)
		return line->free_if_not_listed
			   ? NULL
			   : problem_rule(req, &problem_policy_value_missing, &R11_3,
				 "repair.price_list has not been set for the day of the report.");
	line->listed = !row_is_null(&row, "unit_price_fen");
	line->unit_price_fen = row_integer(&row, "unit_price_fen");
	return NULL;
}

MAY_FAIL
order_charge(struct request *req, const struct order *o, enum charge_kind kind,
    const char *part_code, int64_t quantity, const int64_t *amount_fen, int64_t *unit_price_fen)
{
	struct charge_line line = {
		.order = o->kind,
		.kind = kind,
		.quantity = quantity,
		.amount_fen = amount_fen,
		.in_warranty = o->in_warranty,
	};
	const struct parameters *p;
	struct decision d;

	TRY(parameters_on(req, req->today, &p));
	line.install_fee_fen = parameter_integer(p, &parameter_install_fee_fen);
	line.labour_fee_fen = parameter_integer(p, &parameter_repair_labour_fee_fen);
	if (kind == CHARGE_KIND_PART) {
		line.free_if_not_listed = same(part_code, sim_part);
		TRY(list_price(req, o, part_code, &line));
	}
	d = charge_line(&line, unit_price_fen);
	return decide(req, "service_order", o->id, &d);
}

static MAY_FAIL
save_charge(struct request *req, struct order *o)
{
	struct rows rows;

	TRY(sql_order_part_of(req, o->id, &rows));
	o->parts_fen = 0;
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		o->parts_fen += row_integer(&row, "amount_fen");
	}
	o->charge_fen = charge_after_discount(o->parts_fen, o->discount_fen);
	return sql_service_order_save_charge(req, o->id, o->parts_fen, o->charge_fen);
}

MAY_FAIL
order_use_part(struct request *req, struct order *o, const char *part_code, int64_t quantity,
    const int64_t *amount_fen)
{
	int64_t price;

	TRY(order_charge(req, o, CHARGE_KIND_PART, part_code, quantity, amount_fen, &price));
	TRY(sql_order_part_create(req, new_id(req), o->id, part_code, quantity, price));
	return save_charge(req, o);
}

MAY_FAIL
order_price(struct request *req, struct order *o)
{
	struct rows rows;

	TRY(sql_order_part_of(req, o->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		int64_t price;

		TRY(order_charge(req, o, CHARGE_KIND_PART, row_text(req, &row, "part_code"),
		    row_integer(&row, "quantity"), NULL, &price));
		if (price != row_integer(&row, "unit_price_fen"))
			TRY(sql_order_part_save_price(req, row_text(req, &row, "id"), price));
	}
	return save_charge(req, o);
}

MAY_FAIL
order_charge_changed(struct request *req, struct order *o)
{
	if (o->state != SERVICE_ORDER_STATE_FEE_DUE)
		return NULL;
	TRY(sql_repair_fee_save_charge(req, o->id, o->charge_fen));
	return o->charge_fen == 0 ? order_move(req, o, SERVICE_ORDER_STATE_WORK_DONE, &R11_3)
				  : NULL;
}

MAY_FAIL
order_part_use(struct request *req, const struct order_part_use_in *in)
{
	enum charge_kind kind =
	    (enum charge_kind)enum_index(charge_kind_names, CHARGE_KIND_COUNT, in->kind);
	int64_t price;
	struct order o;

	if (kind == CHARGE_KIND_PART && (!in->part_code || !in->quantity))
		return problem_fault(
		    req, "/part_code", "REQUIRED", "A part has its code and quantity.");
	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_3));
	TRY(order_in(req, &o, ORDER_ON_SITE, &R11_3));
	if (kind == CHARGE_KIND_PART)
		TRY(order_use_part(req, &o, in->part_code, *in->quantity, in->amount_fen));
	else
		TRY(order_charge(req, &o, kind, NULL, 1, in->amount_fen, &price));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_discount(struct request *req, const struct service_order_discount_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, ORDER_ON_SITE | ORDER_IN(FEE_DUE), &R11_3));
	if (in->discount_fen > o.parts_fen)
		return problem_fault(req, "/discount_fen", "OUT_OF_RANGE",
		    "Not more than the parts cost, %lld fen.", (long long)o.parts_fen);
	TRY(sql_service_order_save_discount(
	    req, in->id, in->discount_fen, in->reason, o.caller.id));
	o.discount_fen = in->discount_fen;
	TRY(save_charge(req, &o));
	TRY(order_charge_changed(req, &o));
	return order_reply(req, in->id);
}
