/* What an order is about changes (R11.6), or what was not known is added (R11.3, R11.5). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "order.h"
#include "order_form.h"
#include "rules.h"
#include "rules_text.h"
#include "rules_warranty.h"

#define BEFORE_APPROVAL (ORDER_IN(DRAFT) | ORDER_IN(SUBMITTED))
#define BEFORE_ARRIVAL                                                                             \
	(BEFORE_APPROVAL | ORDER_IN(APPROVED) | ORDER_IN(ASSIGNED) | ORDER_IN(READY) |             \
	    ORDER_IN(DEPARTED))

/* The end of a change of substance: what was approved is another order now. */
static MAY_FAIL
withdraw_approval(struct request *req, struct order *o)
{
	if (BEFORE_APPROVAL & (1u << o->state))
		return NULL;
	TRY(order_move(req, o, SERVICE_ORDER_STATE_SUBMITTED, &R11_6));
	TRY(sql_service_order_save_revised(req, o->id));
	TRY(sql_order_assignment_end(req, o->id, "The order was changed (R11.6)."));
	TRY(deadline_cancel(req, o->id, NULL, NULL));
	return NULL;
}

/* A value that was left out stays. */
static const char *
or_stays(const char *given, const char *present)
{
	return given ? given : present;
}

static MAY_FAIL
repair_still_complete(struct request *req, const struct order *o)
{
	bool clarified = true; /* stated at the intake, which is not changed */

	if (o->kind != ORDER_KIND_REPAIR)
		return NULL;
	return order_intake_complete(req, o->id,
	    &(struct repair_intake) {
		.customer_name = o->customer_name,
		.address = o->address,
		.contact = "noted",
		.model = o->model,
		.problem = o->problem,
		.symptoms = o->symptoms,
		.channel = "noted",
		.purchased_on = o->purchased_on,
		.purchase_unknown_reason = "noted",
		.clarified = &clarified,
		.reported_at = o->reported_at,
	    });
}

MAY_FAIL
service_order_change(struct request *req, const struct service_order_change_in *in)
{
	struct known_customer customer;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, BEFORE_ARRIVAL, &R11_6));
	if (o.kind == ORDER_KIND_INSTALL && (in->model || in->problem || in->symptoms || in->plate))
		return problem_fault(req, "/model", "NOT_APPLICABLE",
		    "The vehicles of an installation are replaced all together.");
	if (in->customer_id) {
		TRY(directory_customer(req, in->customer_id, &customer));
		if (!customer.id)
			return problem_fault(
			    req, "/customer_id", "UNKNOWN", "There is no such customer.");
		o.customer_id = customer.id;
		o.customer_name = customer.name;
	}
	o.customer_name = or_stays(in->customer_name, o.customer_name);
	o.address = or_stays(in->address, o.address);
	o.model = or_stays(in->model, o.model);
	o.problem = or_stays(in->problem, o.problem);
	o.symptoms = or_stays(in->symptoms, o.symptoms);
	o.plate = or_stays(in->plate, o.plate);
	TRY(repair_still_complete(req, &o));
	if (o.kind == ORDER_KIND_REPAIR) {
		TRY(order_warranty(req, o.model, o.terminal_no, o.purchased_on, &o.warranty_end));
		o.in_warranty = in_warranty(o.warranty_end, o.reported_on);
	}
	TRY(sql_service_order_save_change(req, in->id, o.customer_id, o.customer_name, o.address,
	    o.model, o.problem, o.symptoms, o.plate, o.warranty_end, o.in_warranty));
	TRY(withdraw_approval(req, &o));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_change_vehicles(
    struct request *req, const struct service_order_change_vehicles_in *in)
{
	const char **plates = arena_array(req->arena, const char *, in->vehicles_count);
	struct decision d;
	struct order o;
	struct rows rows;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, BEFORE_ARRIVAL, &R11_6));
	if (o.kind != ORDER_KIND_INSTALL)
		return problem_rule(
		    req, &problem_invalid_state, &R11_6, "A repair has no list of vehicles.");
	for (size_t i = 0; i < in->vehicles_count; i++) {
		plates[i] = in->vehicles[i].plate;
		TRY(order_model(req, in->vehicles[i].model, &R11_4, NULL));
	}
	d = install_papers(&(struct install_papers) { (int64_t)in->vehicles_count, true, true,
	    plates, in->vehicles_count, plates, in->vehicles_count });
	TRY(decide(req, "service_order", in->id, &d));
	TRY(sql_order_vehicle_drop(req, in->id));
	TRY(sql_order_vehicle_create_all(req, in->id, in->vehicles_json, &rows));
	TRY(order_plates_free(req, in->id));
	TRY(sql_service_order_touch(req, in->id));
	TRY(withdraw_approval(req, &o));
	return order_reply(req, in->id);
}

/* The warranty may be another one now: with it the price of what was used. */
static MAY_FAIL
price_anew(struct request *req, struct order *o, const char *proof)
{
	if (o->kind != ORDER_KIND_REPAIR)
		return NULL;
	TRY(order_warranty(req, o->model, o->terminal_no, o->purchased_on, &o->warranty_end));
	o->in_warranty = in_warranty(o->warranty_end, o->reported_on);
	TRY(sql_service_order_save_warranty(
	    req, o->id, o->purchased_on, proof, o->warranty_end, o->in_warranty));
	return order_price(req, o);
}

/* Another time, or class of site: what is due moves with it, not at the word of who is late. */
static MAY_FAIL
appoint(struct request *req, struct order *o, const struct service_order_supplement_in *in)
{
	if (in->appointment_at == NO_INSTANT && !in->site_class)
		return NULL;
	if (!caller_is(&req->caller, "customer_service"))
		return problem_rule(req, &problem_forbidden_role, &R11_9,
		    "Customer service agrees on the appointment, and says what the site is.");
	if (in->appointment_at != NO_INSTANT)
		o->appointment_at = in->appointment_at;
	o->site_class = or_stays(in->site_class, o->site_class);
	return o->approved_at != NO_INSTANT && o->arrived_at == NO_INSTANT
		   ? order_start_clocks(req, o, o->approved_at)
		   : NULL;
}

MAY_FAIL
service_order_supplement(struct request *req, const struct service_order_supplement_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, BEFORE_ARRIVAL | ORDER_ON_SITE, &R11_5));
	if (!caller_is(&req->caller, "customer_service"))
		TRY(order_sent(req, &o, &R11_5));
	if (o.kind == ORDER_KIND_INSTALL && (in->plate || in->terminal_no || in->sim))
		return problem_fault(req, "/terminal_no", "NOT_APPLICABLE",
		    "An installation has them with each vehicle.");
	if (in->plate && o.plate && !same(in->plate, o.plate))
		return problem_fault(
		    req, "/plate", "NOT_APPLICABLE", "Another vehicle is a change of substance.");
	TRY(appoint(req, &o, in));
	TRY(sql_service_order_save_supplement(req, in->id, in->contact, in->appointment_at,
	    in->site_class, in->plate, in->terminal_no, in->sim));
	if (in->terminal_no) {
		o.terminal_no = in->terminal_no;
		TRY(price_anew(req, &o, NULL));
	}
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_prove_purchase(struct request *req, const struct service_order_prove_purchase_in *in)
{
	struct order o;
	date end;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, BEFORE_ARRIVAL | ORDER_ON_SITE | ORDER_IN(FEE_DUE), &R11_3));
	if (o.kind != ORDER_KIND_REPAIR || o.purchased_on != NO_DATE)
		return problem_rule(
		    req, &problem_invalid_state, &R11_3, "The day of purchase is not unknown.");
	if (in->purchased_on > o.reported_on)
		return problem_rule(req, &problem_purchase_in_future, &R11_5,
		    "It would have been bought after the report.");
	o.purchased_on = in->purchased_on;
	TRY(order_warranty_of(req, o.model, in->purchased_on, &end));
	if (o.terminal_no)
		TRY(sql_product_record_save_purchase(req, o.terminal_no, in->purchased_on, end));
	TRY(price_anew(req, &o, in->proof));
	TRY(order_charge_changed(req, &o));
	return order_reply(req, in->id);
}
