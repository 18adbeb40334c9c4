/* The papers an installation order is made of: F5, F6, F7 (R11.4). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "rules.h"

MAY_FAIL
install_request_create(struct request *req, const struct install_request_create_in *in)
{
	const char *id = new_id(req);
	struct known_customer customer;

	TRY(directory_customer(req, in->customer_id, &customer));
	if (!customer.id)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	for (size_t i = 0; i < in->models_count; i++)
		TRY(order_model(req, in->models[i], &R11_4, NULL));
	TRY(sql_install_request_create(req, id, customer.id, in->contact, in->place,
	    in->vehicle_count, in->models_json, in->desired_on, in->special_requests));
	return reply_one(req, sql_install_request_get, id);
}

/* A paper may be replaced until an order is made of it. */
static MAY_FAIL
begin(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_install_request_lock(req, id, &row));
	return row_boolean(&row, "ordered") ? problem_rule(req, &problem_immutable, &R11_4,
						  "An order was made of these papers.")
					    : NULL;
}

MAY_FAIL
install_request_vehicles(struct request *req, const struct install_request_vehicles_in *in)
{
	TRY(begin(req, in->id));
	TRY(sql_install_request_save_vehicles(req, in->id, in->vehicles_json));
	return reply_one(req, sql_install_request_get, in->id);
}

MAY_FAIL
install_request_drivers(struct request *req, const struct install_request_drivers_in *in)
{
	TRY(begin(req, in->id));
	TRY(sql_install_request_save_drivers(req, in->id, in->drivers_json));
	return reply_one(req, sql_install_request_get, in->id);
}
