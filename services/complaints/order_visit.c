/* The way to the customer, and the times on site (R11.8, R11.9). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "custody.h"
#include "deadline.h"
#include "order.h"
#include "rules.h"
#include "rules_order.h"

static bool
given(const bool *confirmed)
{
	return confirmed && *confirmed;
}

MAY_FAIL
service_order_prepare(struct request *req, const struct service_order_prepare_in *in)
{
	struct order_checklist confirmed = { given(in->information_verified), given(in->tools),
		given(in->spare_parts), given(in->documents) };
	struct decision d;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_8));
	TRY(order_in(req, &o, ORDER_IN(ASSIGNED), &R11_8));
	d = order_checklist(&confirmed);
	TRY(decide(req, "service_order", in->id, &d));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_READY, &R11_8));
	TRY(custody_taken(req, in->id, in->issues_json));
	TRY(sql_service_order_save_ready(req, in->id, o.caller.id, in->issues_json));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_depart(struct request *req, const struct service_order_depart_in *in)
{
	instant at = in->departed_at;
	struct order o;
	bool late;

	TRY(order_lock(req, in->id, &o));
	if (o.approved_at == NO_INSTANT)
		return problem_rule(
		    req, &problem_approval_needed, &R11_6, "Nobody departs without an approval.");
	TRY(order_sent(req, &o, &R11_8));
	TRY(order_in(req, &o, ORDER_IN(READY), &R11_8));
	TRY(order_happened(req, &R11_8, o.ready_at, &at));
	TRY(deadline_done_at(req, in->id, "DEPARTURE", NULL, at, &late));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_DEPARTED, &R11_8));
	TRY(sql_service_order_save_departed(req, in->id, at, late));
	return order_reply(req, in->id);
}

/* It measures the work, which stands still while parts are missing; no rule says until when. */
static MAY_FAIL
start_work_clock(struct request *req, const char *order_id, instant at)
{
	return deadline_start(req,
	    &(struct deadline_new) {
		.subject = "service_order",
		.subject_id = order_id,
		.kind = "WORK",
		.rule = &R11_9,
		.started_at = at,
		.due_at = NO_INSTANT,
	    });
}

MAY_FAIL
service_order_arrive(struct request *req, const struct service_order_arrive_in *in)
{
	instant at = in->arrived_at;
	struct order o;
	bool late;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_9));
	TRY(order_in(req, &o, ORDER_IN(DEPARTED), &R11_9));
	TRY(order_happened(req, &R11_9, o.departed_at, &at));
	TRY(deadline_done_at(req, in->id, "ARRIVAL", NULL, at, &late));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_IN_PROGRESS, &R11_9));
	TRY(sql_service_order_save_arrived(
	    req, in->id, at, late, whole_minutes(o.reported_at, at)));
	TRY(start_work_clock(req, in->id, at));
	return order_reply(req, in->id);
}

/* The end of the last wait for parts, or the arrival where there was none. */
static MAY_FAIL
last_step(struct request *req, const struct order *o, instant *at)
{
	struct rows rows;

	*at = o->arrived_at;
	TRY(sql_order_wait_of(req, o->id, &rows));
	if (rows.count > 0) {
		struct row row = rows_at(&rows, rows.count - 1);

		*at = row_is_null(&row, "until_at") ? row_instant(&row, "from_at")
						    : row_instant(&row, "until_at");
	}
	return NULL;
}

MAY_FAIL
service_order_await_parts(struct request *req, const struct service_order_await_parts_in *in)
{
	instant at = in->from_at, before;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_9));
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_9));
	TRY(last_step(req, &o, &before));
	TRY(order_happened(req, &R11_9, before, &at));
	TRY(sql_order_wait_create(req, new_id(req), in->id, in->reason, at));
	TRY(deadline_pause(req, in->id, "WORK", at));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_AWAITING_PARTS, &R11_9));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_resume(struct request *req, const struct service_order_resume_in *in)
{
	instant at = in->at, before;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_9));
	TRY(order_in(req, &o, ORDER_IN(AWAITING_PARTS) | ORDER_IN(RETURNED_FOR_REPAIR), &R11_9));
	TRY(last_step(req, &o, &before));
	TRY(order_happened(req, &R11_9, before, &at));
	if (o.state == SERVICE_ORDER_STATE_AWAITING_PARTS) {
		TRY(sql_order_wait_save_ended(req, in->id, at));
		TRY(deadline_resume(req, in->id, "WORK", at));
	}
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_IN_PROGRESS, &R11_9));
	return order_reply(req, in->id);
}
