/* The manager of the GPS division approves an order, or a substitute does (R11.6). */
#include "approval_record.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "order.h"
#include "rules.h"
#include "rules_order.h"
#include "rules_text.h"

static const struct approval_step steps[] = {
	{ .name = "GPS_DIVISION_MANAGER", .role = "gps_division_manager", .not_applicant = true },
};
static const struct approval_chain chain = {
	.name = "The order",
	.rule = &R11_6,
	.steps = steps,
	.step_count = COUNT(steps),
};

/* A manager, or who stands in for one that is absent, as it was entered with the leave. */
static MAY_FAIL
acts_as_manager(struct request *req, const struct order *o)
{
	static const char *const as_manager[] = { "gps_division_manager", NULL };
	struct row row;

	if (caller_is(&req->caller, "gps_division_manager"))
		return NULL;
	TRY(sql_order_manager_deputy(req, o->caller.id, &row));
	if (!row_boolean(&row, "stands_in"))
		return problem_rule(req, &problem_forbidden_role, &R11_6,
		    "The manager of the GPS division decides, or who stands in for an absent one.");
	req->caller.roles = as_manager;
	return NULL;
}

MAY_FAIL
service_order_submit(struct request *req, const struct service_order_submit_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, ORDER_IN(DRAFT), &R11_6));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_SUBMITTED, &R11_6));
	TRY(sql_service_order_save_submitted(req, in->id));
	return order_reply(req, in->id);
}

MAY_FAIL
order_start_clocks(struct request *req, const struct order *o, instant approved_at)
{
	struct deadline_new deadline = {
		.subject = "service_order",
		.subject_id = o->id,
		.rule = &R11_9,
		.started_at = approved_at,
	};
	struct period depart, arrive;
	struct order_due due;
	struct row row;
	bool found;

	TRY(sql_order_dispatch_time(req, date_of(approved_at), o->site_class, &row, &found));
	if (!found)
		return problem_rule(req, &problem_policy_value_missing, &R11_9,
		    "service.onsite[gps_terminal, %s] has not been set.", o->site_class);
	period_read(row_text(req, &row, "depart_within"), &depart);
	period_read(row_text(req, &row, "arrive_within"), &arrive);
	due = order_due(approved_at, o->appointment_at, depart, arrive);
	if (o->departed_at == NO_INSTANT) {
		deadline.kind = "DEPARTURE";
		deadline.due_at = due.depart;
		TRY(deadline_start(req, &deadline));
	}
	deadline.kind = "ARRIVAL";
	deadline.due_at = due.arrive;
	return deadline_start(req, &deadline);
}

static MAY_FAIL
act(struct request *req, const char *id, enum approval_action action, const char *opinion,
    struct order *o, struct decision *d)
{
	struct approval approval = { .state = APPROVAL_OPEN };
	struct approval_of of;

	TRY(order_lock(req, id, o));
	TRY(acts_as_manager(req, o));
	TRY(order_in(req, o, ORDER_IN(SUBMITTED), &R11_6));
	if (same(o->caller.id, o->created_by_id))
		return problem_rule(req, &problem_separation_of_duties, &R11_6,
		    "Who made an order does not decide on it.");
	if (action == REJECT && !has_text(opinion))
		return problem_rule(
		    req, &problem_reason_missing, &R11_6, "A rejection needs a reason.");
	of = (struct approval_of) { "service_order", id, o->revision };
	approval.applicant = o->created_by;
	TRY(approval_decide(req, &chain, &of, &approval, action, opinion, d));
	return require(req, "service_order", id, d);
}

MAY_FAIL
service_order_approve(struct request *req, const struct service_order_approve_in *in)
{
	struct decision d;
	struct order o;

	TRY(act(req, in->id, APPROVE, in->opinion, &o, &d));
	TRY(order_start_clocks(req, &o, req->now));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_APPROVED, &R11_6));
	TRY(sql_service_order_save_approved(
	    req, in->id, o.caller.id, whole_minutes(o.reported_at, req->now)));
	TRY(decide(req, "service_order", in->id, &d));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_reject(struct request *req, const struct service_order_reject_in *in)
{
	struct decision d;
	struct order o;

	TRY(act(req, in->id, REJECT, in->opinion, &o, &d));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_REJECTED, &R11_6));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_DRAFT, &R11_6));
	TRY(sql_service_order_save_revised(req, in->id));
	TRY(decide(req, "service_order", in->id, &d));
	return order_reply(req, in->id);
}
