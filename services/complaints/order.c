#include "order.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_order.h"
#include "rules_text.h"

static struct order
order_of(struct request *req, const struct row *row)
{
	return (struct order) {
		.id = row_text(req, row, "id"),
		.kind = (enum order_kind)row_enum(row, "kind", order_kind_names, ORDER_KIND_COUNT),
		.state = (enum service_order_state)row_enum(
		    row, "state", service_order_state_names, SERVICE_ORDER_STATE_COUNT),
		.revision = row_integer(row, "revision"),
		.urgent = row_boolean(row, "urgent"),
		.site_class = row_text(req, row, "site_class"),
		.customer_id = row_text(req, row, "customer_id"),
		.customer_name = row_text(req, row, "customer_name"),
		.address = row_text(req, row, "address"),
		.model = row_text(req, row, "model"),
		.plate = row_text(req, row, "plate"),
		.terminal_no = row_text(req, row, "terminal_no"),
		.sim = row_text(req, row, "sim"),
		.problem = row_text(req, row, "problem"),
		.symptoms = row_text(req, row, "symptoms"),
		.created_by = row_text(req, row, "created_by"),
		.created_by_id = row_text(req, row, "created_by_id"),
		.reported_at = row_instant(row, "reported_at"),
		.appointment_at = row_instant(row, "appointment_at"),
		.approved_at = row_instant(row, "approved_at"),
		.ready_at = row_instant(row, "ready_at"),
		.departed_at = row_instant(row, "departed_at"),
		.arrived_at = row_instant(row, "arrived_at"),
		.done_at = row_instant(row, "done_at"),
		.reported_on = row_date(row, "reported_on"),
		.purchased_on = row_date(row, "purchased_on"),
		.warranty_end = row_date(row, "warranty_end"),
		.in_warranty = row_boolean(row, "in_warranty"),
		.parts_fen = row_integer(row, "parts_fen"),
		.discount_fen = row_integer(row, "discount_fen"),
		.charge_fen = row_integer(row, "charge_fen"),
		.row = *row,
	};
}

MAY_FAIL
order_lock(struct request *req, const char *id, struct order *o)
{
	struct row row;

	TRY(sql_service_order_lock(req, id, &row));
	*o = order_of(req, &row);
	TRY(directory_caller(req, &o->caller));
	TRY(sql_service_order_standing(req, id, o->caller.id, &row));
	o->lead_id = row_text(req, &row, "lead_id");
	o->assigned = row_boolean(&row, "assigned");
	o->leads = same(o->caller.id, o->lead_id);
	return NULL;
}

MAY_FAIL
order_lock_beside(struct request *req, const char *id, struct order *o)
{
	int64_t if_match = req->if_match;

	req->if_match = 0;
	TRY(order_lock(req, id, o));
	req->if_match = if_match;
	return NULL;
}

MAY_FAIL
order_in(struct request *req, const struct order *o, unsigned states, const struct rule *rule)
{
	return states & (1u << o->state)
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, rule, "The order is %s.",
			 service_order_state_names[o->state]);
}

MAY_FAIL
order_sent(struct request *req, const struct order *o, const struct rule *rule)
{
	return o->assigned ? NULL
			   : problem_rule(req, &problem_forbidden_role, rule,
				 "Who is sent with the order does this.");
}

MAY_FAIL
order_move(
    struct request *req, struct order *o, enum service_order_state to, const struct rule *rule)
{
	struct decision d = order_step(o->kind, o->state, to, rule);

	TRY(require(req, "service_order", o->id, &d));
	TRY(sql_service_order_save_state(req, o->id, service_order_state_names[to]));
	o->state = to;
	return NULL;
}

MAY_FAIL
order_happened(struct request *req, const struct rule *rule, instant before, instant *at)
{
	struct decision d;

	if (*at == NO_INSTANT)
		*at = req->now;
	d = order_times(rule, before, *at, req->now);
	return require(req, "service_order", req->path_values[0], &d);
}

MAY_FAIL
order_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_service_order_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
service_order_get(struct request *req, const struct service_order_get_in *in)
{
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_known(struct request *req, const char *id)
{
	struct row row;
	bool found;

	TRY(sql_service_order_known(req, id, &row, &found));
	return found ? NULL : &problem_not_found;
}
