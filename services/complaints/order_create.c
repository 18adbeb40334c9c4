/* Orders begin: of three papers (R11.4), or with a call or letter (R11.5). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "order_form.h"
#include "rules.h"
#include "rules_order_form.h"
#include "rules_warranty.h"

/* Where nobody says what kind of site it is. */
static const char default_site_class[] = "CITY";

static MAY_FAIL
papers_of(struct request *req, const struct row *request, struct install_papers *papers)
{
	const char **plates, **driver_plates;
	struct rows rows;

	papers->vehicle_count = row_integer(request, "vehicle_count");
	papers->vehicle_list = !row_is_null(request, "vehicles");
	papers->driver_info = !row_is_null(request, "drivers");
	TRY(sql_install_request_plates(req, row_text(req, request, "id"), &rows));
	plates = arena_array(req->arena, const char *, rows.count);
	driver_plates = arena_array(req->arena, const char *, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *plate = row_text(req, &row, "plate");

		if (row_boolean(&row, "from_drivers"))
			driver_plates[papers->driver_count++] = plate;
		else
			plates[papers->plate_count++] = plate;
	}
	papers->plates = plates;
	papers->driver_plates = driver_plates;
	return NULL;
}

static MAY_FAIL
is_free(struct request *req, const char *id, const int64_t *fee_fen)
{
	const struct parameters *p;
	struct decision d;
	int64_t price;

	if (!fee_fen)
		return NULL;
	TRY(parameters_on(req, req->today, &p));
	d = charge_line(
	    &(struct charge_line) {
		.order = ORDER_KIND_INSTALL,
		.amount_fen = fee_fen,
		.install_fee_fen = parameter_integer(p, &parameter_install_fee_fen),
	    },
	    &price);
	return require(req, "service_order", id, &d);
}

MAY_FAIL
order_plates_free(struct request *req, const char *order_id)
{
	struct row row;
	bool found;

	TRY(sql_service_order_open_plate(req, order_id, &row, &found));
	return found ? problem_rule(req, &problem_plate_in_open_order, &R11_4,
			   "%s is in an open repair.", row_text(req, &row, "plate"))
		     : NULL;
}

static MAY_FAIL
reply_made(struct request *req, const char *id)
{
	TRY(order_reply(req, id));
	req->location = arena_print(req->arena, "/v1/service-orders/%s", id);
	return NULL;
}

MAY_FAIL
install_order_create(struct request *req, const struct install_order_create_in *in)
{
	const char *id = new_id(req);
	struct install_papers papers = { 0 };
	struct known_customer customer;
	struct person caller;
	struct decision d;
	struct row row;
	struct rows rows;

	TRY(sql_install_request_lock(req, in->install_request_id, &row));
	TRY(is_free(req, id, in->fee_fen));
	if (row_boolean(&row, "ordered"))
		return problem_rule(
		    req, &problem_duplicate, &R11_4, "An order was made of these papers.");
	TRY(papers_of(req, &row, &papers));
	d = install_papers(&papers);
	TRY(decide(req, "service_order", id, &d));
	TRY(sql_install_request_models(req, in->install_request_id, &rows));
	if (rows.count > 0) {
		struct row model = rows_at(&rows, 0);

		return problem_rule(req, &problem_unknown_model, &R11_4, "There is no model %s.",
		    row_text(req, &model, "code"));
	}
	TRY(directory_caller(req, &caller));
	TRY(directory_customer(req, row_text(req, &row, "customer_id"), &customer));
	TRY(sql_service_order_create(req, id, order_kind_names[ORDER_KIND_INSTALL], caller.id,
	    in->urgent && *in->urgent, in->site_class ? in->site_class : default_site_class,
	    customer.id, customer.name, row_text(req, &row, "place"),
	    row_text(req, &row, "contact"), in->install_request_id, in->appointment_at, NULL,
	    NO_DATE, NULL, NULL, NULL, NULL, row_instant(&row, "created_at"),
	    date_of(row_instant(&row, "created_at")), NULL, NULL, NULL, NULL, NO_DATE, false));
	TRY(sql_order_vehicle_create_of(req, id, in->install_request_id, &rows));
	TRY(order_plates_free(req, id));
	return reply_made(req, id);
}

MAY_FAIL
order_intake_complete(struct request *req, const char *id, const struct repair_intake *given)
{
	struct repair_intake intake = *given;
	const struct parameters *p;
	struct decision d;
	struct row row;

	TRY(parameters_on(req, req->today, &p));
	intake.min_text = parameter_integer(p, &parameter_repair_min_text);
	intake.now = req->now;
	if (intake.model)
		TRY(sql_product_model_of(req, intake.model, &row, &intake.model_known));
	d = repair_intake(&intake);
	return decide(req, "service_order", id, &d);
}

MAY_FAIL
repair_order_create(struct request *req, const struct repair_order_create_in *in)
{
	const char *id = new_id(req);
	struct known_customer customer = { 0 };
	struct repair_intake intake = {
		.customer_name = in->customer_name,
		.address = in->address,
		.contact = in->contact,
		.model = in->model,
		.problem = in->problem,
		.symptoms = in->symptoms,
		.channel = in->channel,
		.purchased_on = in->purchased_on,
		.purchase_unknown_reason = in->purchase_unknown_reason,
		.clarified = in->clarified,
		.reported_at = in->reported_at,
	};
	struct person caller;
	date end;

	if (in->customer_id) {
		TRY(directory_customer(req, in->customer_id, &customer));
		if (!customer.id)
			return problem_fault(
			    req, "/customer_id", "UNKNOWN", "There is no such customer.");
		if (!intake.customer_name)
			intake.customer_name = customer.name;
	}
	TRY(order_intake_complete(req, id, &intake));
	TRY(directory_caller(req, &caller));
	TRY(order_warranty(req, in->model, in->terminal_no, in->purchased_on, &end));
	TRY(sql_service_order_create(req, id, order_kind_names[ORDER_KIND_REPAIR], caller.id,
	    in->urgent && *in->urgent, in->site_class ? in->site_class : default_site_class,
	    customer.id, intake.customer_name, in->address, in->contact, NULL, NO_INSTANT,
	    in->model, in->purchased_on, in->purchase_unknown_reason, in->problem, in->symptoms,
	    in->clarified, in->reported_at, date_of(in->reported_at), in->channel, in->plate,
	    in->terminal_no, in->sim, end, in_warranty(end, date_of(in->reported_at))));
	return reply_made(req, id);
}
