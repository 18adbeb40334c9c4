/* The vehicles of an installation: the agreed place, the terminal, the test (R11.1, R11.10,
 * R11.12). */
#include "order_terminal.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"

#define BEFORE_START                                                                               \
	(ORDER_IN(APPROVED) | ORDER_IN(ASSIGNED) | ORDER_IN(READY) | ORDER_IN(DEPARTED) |          \
	    ORDER_IN(IN_PROGRESS))

/* The vehicle's order, then the vehicle. */
static MAY_FAIL
begin(struct request *req, const char *id, struct order *o, struct row *vehicle)
{
	TRY(sql_order_vehicle_order(req, id, vehicle));
	TRY(order_lock_beside(req, row_text(req, vehicle, "order_id"), o));
	return sql_order_vehicle_lock(req, id, vehicle);
}

MAY_FAIL
order_vehicle_agree(struct request *req, const struct order_vehicle_agree_in *in)
{
	struct order o;
	struct row row;

	TRY(begin(req, in->id, &o, &row));
	if (!caller_is(&req->caller, "customer_service"))
		TRY(order_sent(req, &o, &R11_1));
	TRY(order_in(req, &o, BEFORE_START, &R11_1));
	if (!row_is_null(&row, "started_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_1, "Its installation has started.");
	if (!has_text(in->agreed_location) && !has_text(in->agreed_photo))
		return problem_fault(
		    req, "/agreed_location", "REQUIRED", "The place as text or photo.");
	if (in->advised_location && !same(in->advised_location, in->requested_location) &&
	    !has_text(in->advice_reason))
		return problem_rule(
		    req, &problem_reason_missing, &R11_1, "Advice for another place has a reason.");
	TRY(sql_order_vehicle_save_agreed(req, in->id, in->requested_location, in->advised_location,
	    in->advice_reason, in->agreed_location, in->agreed_photo, in->customer_agreed_by));
	return reply_one(req, sql_order_vehicle_get, in->id);
}

MAY_FAIL
order_vehicle_start(struct request *req, const struct order_vehicle_start_in *in)
{
	struct order o;
	struct row row;

	TRY(begin(req, in->id, &o, &row));
	TRY(order_sent(req, &o, &R11_1));
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_1));
	if (!row_is_null(&row, "started_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_1, "Its installation has started.");
	if (row_is_null(&row, "agreed_location") && row_is_null(&row, "agreed_photo"))
		return problem_rule(req, &problem_location_not_agreed, &R11_1,
		    "The customer has agreed to no place in %s.", row_text(req, &row, "plate"));
	TRY(sql_order_vehicle_save_started(req, in->id));
	return reply_one(req, sql_order_vehicle_get, in->id);
}

MAY_FAIL
order_vehicle_install(struct request *req, const struct order_vehicle_install_in *in)
{
	struct terminals pair;
	const char *plate;
	struct order o;
	struct row row;

	TRY(begin(req, in->id, &o, &row));
	TRY(order_sent(req, &o, &R11_10));
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_10));
	if (row_is_null(&row, "started_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_1, "Its installation has not started.");
	if (!row_is_null(&row, "terminal_no"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_10, "It has a terminal already.");
	plate = row_text(req, &row, "plate");
	TRY(terminals_lock(req, NULL, in->terminal_no, "/terminal_no", &pair));
	if (!same(pair.new_model, row_text(req, &row, "model")))
		return problem_fault(
		    req, "/terminal_no", "OTHER_MODEL", "The terminal is a %s.", pair.new_model);
	TRY(sql_terminal_save_installed(req, in->terminal_no, plate));
	if (in->sim)
		TRY(sim_activate(req, in->sim, in->terminal_no));
	TRY(sql_order_vehicle_save_installed(req, in->id, in->terminal_no, in->sim));
	return reply_one(req, sql_order_vehicle_get, in->id);
}

MAY_FAIL
order_vehicle_test(struct request *req, const struct order_vehicle_test_in *in)
{
	struct order o;
	struct row row;

	TRY(begin(req, in->id, &o, &row));
	TRY(order_sent(req, &o, &R11_12));
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_12));
	if (row_is_null(&row, "terminal_no"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_12, "It has no terminal to be tested.");
	TRY(sql_order_vehicle_save_tested(req, in->id, in->passed));
	return reply_one(req, sql_order_vehicle_get, in->id);
}
