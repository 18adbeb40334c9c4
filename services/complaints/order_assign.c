/* Who is sent (R11.7). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "rules.h"
#include "rules_order_work.h"
#include "rules_text.h"

static MAY_FAIL
suits(struct request *req, const char *order_id, const char *technician_id, instant from_at,
    instant until_at)
{
	struct technician technician;
	struct decision d;
	struct row row;
	bool found;

	TRY(sql_order_technician_facts(
	    req, order_id, technician_id, from_at, until_at, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/technicians", "UNKNOWN", "There is no employee %s.", technician_id);
	technician = (struct technician) {
		.name = row_text(req, &row, "name"),
		.active = row_boolean(&row, "active"),
		.skilled = row_boolean(&row, "skilled"),
		.free = row_boolean(&row, "free"),
		.recused = row_boolean(&row, "recused"),
	};
	d = technician_suits(&technician);
	return decide(req, "service_order", order_id, &d);
}

/* Exactly one leads, and nobody is named twice. */
static MAY_FAIL
one_leads(struct request *req, const struct service_order_assign_in *in)
{
	size_t leads = 0;

	for (size_t i = 0; i < in->technicians_count; i++) {
		leads += in->technicians[i].lead;
		for (size_t j = 0; j < i; j++)
			if (same(in->technicians[i].technician_id,
				in->technicians[j].technician_id))
				return problem_fault(req,
				    arena_print(req->arena, "/technicians/%zu/technician_id", i),
				    "DUPLICATE", "He or she is sent already.");
	}
	if (leads != 1)
		return problem_fault(req, "/technicians", "ONE_LEAD", "Exactly one of them leads.");
	if (in->from_at >= in->until_at)
		return problem_fault(
		    req, "/until_at", "OUT_OF_RANGE", "The slot ends after it begins.");
	return NULL;
}

static MAY_FAIL
lock_technicians(struct request *req, const struct service_order_assign_in *in)
{
	struct buffer ids = buffer_in(req->arena);
	struct rows rows;

	list_open(&ids, NULL);
	for (size_t i = 0; i < in->technicians_count; i++)
		item_text(&ids, in->technicians[i].technician_id);
	list_close(&ids);
	return sql_order_technician_lock(req, ids.text, &rows);
}

/* What others prepared, or set out for, is theirs; departure and arrival stay due as they were. */
static MAY_FAIL
begin_anew(struct request *req, struct order *o)
{
	bool departed = o->departed_at != NO_INSTANT;

	if (o->state == SERVICE_ORDER_STATE_APPROVED)
		return order_move(req, o, SERVICE_ORDER_STATE_ASSIGNED, &R11_7);
	if (o->state != SERVICE_ORDER_STATE_ASSIGNED)
		TRY(order_move(req, o, SERVICE_ORDER_STATE_ASSIGNED, &R11_7));
	o->departed_at = NO_INSTANT;
	TRY(sql_service_order_save_led(req, o->id));
	return departed ? order_start_clocks(req, o, o->approved_at) : NULL;
}

MAY_FAIL
service_order_assign(struct request *req, const struct service_order_assign_in *in)
{
	struct order o;

	TRY(one_leads(req, in));
	TRY(order_lock(req, in->id, &o));
	if (o.approved_at == NO_INSTANT)
		return problem_rule(req, &problem_approval_needed, &R11_6,
		    "Technicians are sent with an approved order.");
	TRY(order_in(req, &o, ORDER_IN(APPROVED) | ORDER_IN(ASSIGNED) | ORDER_IN(READY) |
		      ORDER_IN(DEPARTED), &R11_7));
	TRY(lock_technicians(req, in));
	for (size_t i = 0; i < in->technicians_count; i++)
		TRY(suits(
		    req, in->id, in->technicians[i].technician_id, in->from_at, in->until_at));
	TRY(sql_order_assignment_end(req, in->id, "Others are sent."));
	for (size_t i = 0; i < in->technicians_count; i++)
		TRY(sql_order_assignment_create(req, new_id(req), in->id,
		    in->technicians[i].technician_id, in->technicians[i].lead, in->from_at,
		    in->until_at));
	TRY(begin_anew(req, &o));
	return order_reply(req, in->id);
}
