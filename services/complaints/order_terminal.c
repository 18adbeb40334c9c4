#include "order_terminal.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_order_work.h"
#include "rules_text.h"

MAY_FAIL
terminals_lock(struct request *req, const char *old_no, const char *new_no, const char *pointer,
    struct terminals *pair)
{
	struct rows rows;

	*pair = (struct terminals) { 0 };
	TRY(sql_terminal_lock_pair(req, old_no, new_no, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *status = row_text(req, &row, "status");

		if (same(row_text(req, &row, "terminal_no"), old_no)) {
			pair->old_status = status;
			pair->old_plate = row_text(req, &row, "plate");
			continue;
		}
		pair->new_model = row_text(req, &row, "model");
		if (!same(status, terminal_status_names[TERMINAL_STATUS_IN_STOCK]))
			return problem_rule(req, &problem_terminal_in_use, &R11_10,
			    "Terminal %s is %s.", new_no, status);
	}
	if (new_no && !pair->new_model)
		return problem_fault(req, pointer, "UNKNOWN", "There is no such terminal.");
	return NULL;
}

MAY_FAIL
sim_activate(struct request *req, const char *number, const char *terminal_no)
{
	int64_t if_match = req->if_match;
	const char *present;
	struct row row;

	TRY(sql_sim_card_known(req, new_id(req), number));
	req->if_match = 0; /* it is not the card's */
	TRY(sql_sim_card_lock(req, number, &row));
	req->if_match = if_match;
	present = row_text(req, &row, "terminal_no");
	if (present && !same(present, terminal_no))
		return problem_rule(req, &problem_sim_in_use, &R11_11,
		    "SIM %s is active in terminal %s.", number, present);
	return present ? NULL : sql_sim_card_save_active(req, number, terminal_no);
}

MAY_FAIL
order_record(struct request *req, const struct order *o, const char **record_id)
{
	const char *id = new_id(req);
	struct row row;
	int64_t made;
	bool found;

	TRY(sql_terminal_known(req, new_id(req), o->terminal_no, o->model, o->plate));
	TRY(sql_product_record_of(req, o->id, o->terminal_no, &row, &found));
	if (!found) {
		if (o->sim)
			TRY(sim_activate(req, o->sim, o->terminal_no));
		TRY(sql_product_record_create(req, id, o->terminal_no, o->model, o->sim,
		    o->customer_id, o->customer_name, o->plate, o->purchased_on, NO_DATE,
		    o->warranty_end, &made));
		TRY(sql_product_record_of(req, o->id, o->terminal_no, &row, &found));
	}
	*record_id = row_text(req, &row, "id");
	return NULL;
}

static MAY_FAIL
tell_replaced(struct request *req, const struct order *o, const char *record_id, const char *old_no,
    const char *new_no)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "order_id", o->id);
	member_text(&b, "customer_id", o->customer_id);
	member_text(&b, "product_record_id", record_id);
	member_text(&b, "old_terminal_no", old_no);
	member_text(&b, "new_terminal_no", new_no);
	member_text(&b, "plate", o->plate);
	object_close(&b);
	return event_emit(req, "terminal.replaced", record_id, 0, b.text);
}

/* The old terminal is the one the order is about, or that it has put in since. */
static MAY_FAIL
is_the_orders(struct request *req, const struct order *o, const char *old_no)
{
	const char *present = NULL;
	struct row row;
	bool found;

	if (!o->terminal_no || same(o->terminal_no, old_no))
		return NULL;
	TRY(sql_product_record_of(req, o->id, o->terminal_no, &row, &found));
	if (found)
		present = row_text(req, &row, "terminal_no");
	return same(present, old_no)
		   ? NULL
		   : problem_fault(req, "/old_terminal_no", "OTHER_TERMINAL",
			 "The order is about terminal %s.", present ? present : o->terminal_no);
}

MAY_FAIL
service_order_return_terminal(
    struct request *req, const struct service_order_return_terminal_in *in)
{
	struct terminals pair;
	const char *record_id;
	struct decision d;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_10));
	if (o.kind != ORDER_KIND_REPAIR)
		return problem_rule(
		    req, &problem_invalid_state, &R11_10, "The order is no repair.");
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_10));
	d = terminal_return(&(struct terminal_return) {
	    .plate = o.plate,
	    .symptoms = o.symptoms,
	    .label_plate = in->plate,
	    .label_symptoms = in->symptoms_on_label,
	    .label_photo = in->label_photo,
	    .label_attached = in->label_attached && *in->label_attached,
	    .appearance_clean = in->appearance_clean && *in->appearance_clean,
	    .old_no = in->old_terminal_no,
	    .new_no = in->new_terminal_no,
	    .none_reason = in->none_reason,
	});
	TRY(decide(req, "service_order", in->id, &d));
	TRY(is_the_orders(req, &o, in->old_terminal_no));
	o.terminal_no = in->old_terminal_no;
	o.plate = in->plate;
	TRY(order_record(req, &o, &record_id));
	TRY(terminals_lock(
	    req, in->old_terminal_no, in->new_terminal_no, "/new_terminal_no", &pair));
	if (!same(pair.old_status, terminal_status_names[TERMINAL_STATUS_INSTALLED]))
		return problem_rule(req, &problem_terminal_in_use, &R11_10,
		    "Terminal %s is in no vehicle.", in->old_terminal_no);
	TRY(sql_terminal_save_returned(req, in->old_terminal_no, in->id));
	if (in->new_terminal_no)
		TRY(sql_terminal_save_installed(req, in->new_terminal_no, in->plate));
	TRY(sql_sim_card_save_moved(req, in->old_terminal_no, in->new_terminal_no));
	TRY(sql_product_record_save_terminal(req, record_id, in->new_terminal_no, in->plate));
	TRY(sql_terminal_return_create(req, new_id(req), in->id, record_id, in->plate,
	    in->symptoms_on_label, in->label_photo, in->old_terminal_no, in->new_terminal_no,
	    in->none_reason));
	TRY(sql_service_order_save_terminal(req, in->id, in->plate, in->old_terminal_no));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_RETURNED_FOR_REPAIR, &R11_10));
	if (in->new_terminal_no)
		TRY(tell_replaced(req, &o, record_id, in->old_terminal_no, in->new_terminal_no));
	return order_reply(req, in->id);
}

/* Back from repair, or out of the stock. */
static MAY_FAIL
may_be_fitted(struct request *req, const char *terminal_no, bool back)
{
	struct rows rows;
	const char *status;
	struct row row;

	TRY(sql_terminal_lock_pair(req, terminal_no, NULL, &rows));
	if (rows.count == 0)
		return problem_fault(
		    req, "/terminal_no", "UNKNOWN", "There is no such terminal.");
	row = rows_at(&rows, 0);
	status = row_text(req, &row, "status");
	return same(status, terminal_status_names[TERMINAL_STATUS_IN_STOCK]) ||
		       (back && same(status, terminal_status_names[TERMINAL_STATUS_IN_RETURN]))
		   ? NULL
		   : problem_rule(req, &problem_terminal_in_use, &R11_10, "Terminal %s is %s.",
			 terminal_no, status);
}

/* The SIM that the vehicle had, or another one. */
static MAY_FAIL
fit_sim(struct request *req, const struct order *o, const struct row *record,
    const char *terminal_no, const char *named)
{
	const char *present = row_text(req, record, "sim");
	const char *sim = named ? named : present;

	if (!sim)
		return NULL;
	TRY(sim_activate(req, sim, terminal_no));
	if (same(sim, present))
		return NULL;
	TRY(sql_product_record_save_sim(req, row_text(req, record, "id"), sim));
	return sql_service_order_save_sim(req, o->id, sim);
}

MAY_FAIL
service_order_fit_terminal(struct request *req, const struct service_order_fit_terminal_in *in)
{
	const char *record_id, *last_no;
	struct order o;
	struct row row;
	bool found;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_10));
	if (o.kind != ORDER_KIND_REPAIR)
		return problem_rule(
		    req, &problem_invalid_state, &R11_10, "The order is no repair.");
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS) | ORDER_IN(RETURNED_FOR_REPAIR), &R11_10));
	TRY(sql_product_record_of(req, o.id, o.terminal_no, &row, &found));
	if (!found || !row_is_null(&row, "terminal_no"))
		return problem_rule(req, &problem_invalid_state, &R11_10,
		    "The vehicle of the order is not without a terminal.");
	record_id = row_text(req, &row, "id");
	last_no = row_text(req, &row, "last_no");
	o.plate = o.plate ? o.plate : row_text(req, &row, "plate");
	TRY(may_be_fitted(req, in->terminal_no, same(in->terminal_no, last_no)));
	TRY(sql_terminal_save_installed(req, in->terminal_no, o.plate));
	TRY(sql_product_record_save_terminal(req, record_id, in->terminal_no, o.plate));
	TRY(fit_sim(req, &o, &row, in->terminal_no, in->sim));
	if (!same(in->terminal_no, last_no))
		TRY(tell_replaced(req, &o, record_id, last_no, in->terminal_no));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_change_sim(struct request *req, const struct service_order_change_sim_in *in)
{
	const char *record_id, *terminal_no;
	struct decision d;
	struct order o;
	struct row row;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_11));
	if (o.kind != ORDER_KIND_REPAIR)
		return problem_rule(
		    req, &problem_invalid_state, &R11_11, "The order is no repair.");
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS) | ORDER_IN(RETURNED_FOR_REPAIR), &R11_11));
	d = sim_change(in->old_sim, in->new_sim, false);
	TRY(decide(req, "service_order", in->id, &d));
	if (!o.terminal_no)
		return problem_rule(req, &problem_terminal_numbers_missing, &R11_11,
		    "The terminal of the order is not known yet.");
	TRY(order_record(req, &o, &record_id));
	TRY(sql_product_record_get(req, record_id, &row));
	terminal_no = row_text(req, &row, "terminal_no");
	if (!terminal_no)
		return problem_rule(req, &problem_terminal_numbers_missing, &R11_11,
		    "The vehicle is without a terminal.");
	TRY(sql_sim_card_save_moved(req, terminal_no, NULL));
	TRY(sim_activate(req, in->new_sim, terminal_no));
	TRY(sql_product_record_save_sim(req, record_id, in->new_sim));
	TRY(sql_sim_change_create(
	    req, new_id(req), in->id, record_id, terminal_no, in->old_sim, in->new_sim));
	TRY(sql_service_order_save_sim(req, in->id, in->new_sim));
	TRY(order_use_part(req, &o, "SIM", 1, NULL));
	return order_reply(req, in->id);
}
