/* Sold terminals are followed for as long as they live (R11.2). */
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "field.h"
#include "field_order.h"
#include "order_terminal.h"
#include "parameter.h"
#include "rules.h"
#include "rules_text.h"

struct product {
	const char *id, *terminal_no, *model, *sim, *customer_id, *customer_name, *plate;
	const char *warranty_period; /* of the model; NULL: the company's */
	date purchased_on, installed_on;
};

/* Counted from the purchase; NO_DATE where that is unknown. */
static MAY_FAIL
warranty_end_of(struct request *req, const struct product *product, date *end)
{
	const struct parameters *p;
	struct period period;

	*end = NO_DATE;
	if (product->purchased_on == NO_DATE)
		return NULL;
	if (!product->warranty_period || !period_read(product->warranty_period, &period)) {
		TRY(parameters_on(req, product->purchased_on, &p));
		period = parameter_period(p, &parameter_warranty_period);
	}
	*end = date_plus(product->purchased_on, period);
	return NULL;
}

static MAY_FAIL
tell(struct request *req, const struct row *product, const char *order_id)
{
	const char *id = row_text(req, product, "id");
	const char *customer_id = row_text(req, product, "customer_id");
	struct buffer b = buffer_in(req->arena);
	struct row row;

	TRY(sql_product_anchor(req, customer_id, &row));
	object_open(&b);
	member_text(&b, "product_record_id", id);
	member_text(&b, "terminal_no", row_text(req, product, "terminal_no"));
	member_text(&b, "model", row_text(req, product, "model"));
	member_text(&b, "customer_id", customer_id);
	member_text(&b, "plate", row_text(req, product, "plate"));
	member_text(&b, "order_id", order_id);
	member_date(&b, "installed_on", row_date(product, "installed_on"));
	member_date(&b, "anchor_on", row_date(&row, "anchor_on"));
	object_close(&b);
	return event_emit(req, "terminal.installed", id, row_integer(product, "version"), b.text);
}

MAY_FAIL
product_installed(struct request *req, const char *order_id)
{
	struct rows rows;

	TRY(sql_product_installed(req, order_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(tell(req, &row, order_id));
	}
	return NULL;
}

/* It is in a vehicle, and no more in stock; 409 SIM_IN_USE, if its SIM is active in another one. */
static MAY_FAIL
is_in_vehicle(struct request *req, const struct product *product)
{
	struct rows rows;
	struct row row;

	TRY(sql_terminal_known(
	    req, new_id(req), product->terminal_no, product->model, product->plate));
	TRY(sql_terminal_lock_pair(req, product->terminal_no, NULL, &rows));
	row = rows_at(&rows, 0);
	if (!same(row_text(req, &row, "model"), product->model))
		return problem_fault(req, "/model", "OTHER_MODEL", "The terminal is a %s.",
		    row_text(req, &row, "model"));
	if (!same(row_text(req, &row, "status"), terminal_status_names[TERMINAL_STATUS_INSTALLED]))
		return problem_rule(req, &problem_terminal_in_use, &R11_2, "Terminal %s is %s.",
		    product->terminal_no, row_text(req, &row, "status"));
	return product->sim ? sim_activate(req, product->sim, product->terminal_no) : NULL;
}

MAY_FAIL
product_record_open(struct request *req, const struct product_record_open_in *in)
{
	const char *customer_id = in->customer_id;
	struct product product;
	date warranty_end;
	struct row row;
	bool found;

	TRY(field_customer(req, "/customer_id", &customer_id));
	TRY(sql_product_warranty_of(req, in->model, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_unknown_model, &R11_2, "There is no model %s.", in->model);
	if (in->purchased_on != NO_DATE && in->purchased_on > req->today)
		return problem_rule(
		    req, &problem_purchase_in_future, &R11_2, "It was not bought yet.");
	product = (struct product) {
		.id = new_id(req),
		.terminal_no = in->terminal_no,
		.model = in->model,
		.sim = in->sim,
		.customer_id = customer_id,
		.customer_name = in->customer_name,
		.plate = in->plate,
		.warranty_period = row_text(req, &row, "warranty_period"),
		.purchased_on = in->purchased_on,
		.installed_on = in->installed_on,
	};
	TRY(warranty_end_of(req, &product, &warranty_end));
	TRY(sql_product_open(req, product.id, product.terminal_no, product.model, product.sim,
	    product.customer_id, product.customer_name, product.plate, product.purchased_on,
	    product.installed_on, warranty_end));
	TRY(is_in_vehicle(req, &product));
	return reply_one(req, sql_product_shown, product.id);
}

MAY_FAIL
product_history_list_guard(struct request *req, const struct product_history_list_in *in)
{
	struct row row;

	return sql_product_shown(req, in->id, &row);
}
