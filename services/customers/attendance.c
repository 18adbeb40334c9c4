/* Who came to a gathering (R1.6, R1.15). */
#include "attribution.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "points.h"
#include "rules.h"
#include "rules_attendance.h"
#include "rules_duplicate_case.h"
#include "rules_text.h"

/* The end of every change; told as type. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_attendance_told(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

static instant
opens_at(const struct gathering *g)
{
	return g->kind == GATHERING_KIND_JOINT
		   ? schedule_deadline(&g->schedule, g->schedule.event_on) + MILLISECOND
		   : start_of(g->held_on);
}

MAY_FAIL
attendance_create(struct request *req, const struct attendance_create_in *in)
{
	const char *id = new_id(req);
	struct attendance_facts facts = {
		.arrived_at = in->arrived_at == NO_INSTANT ? req->now : in->arrived_at,
		.now = req->now,
	};
	struct gathering g;
	struct guest guest;
	struct decision d;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_staff(req, &g, &R1_15));
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	facts.state = g.state;
	facts.opens_at = opens_at(&g);
	facts.ends_at = g.ends_at;
	facts.present = guest.attendance_id != NULL;
	d = attendance_decide(&facts);
	TRY(decide(req, "attendance", id, &d));
	TRY(sql_attendance_create(req, id, in->id, guest.id, facts.arrived_at));
	guest.attendance_id = id;
	TRY(points_settle(req, &g, guest.id));
	TRY(attribute_arrival(req, &g, &guest));
	return tell_and_reply(req, "attendance.recorded", id);
}

/* The coordinator, the head of the department that holds the gathering, or of one of the units. */
static bool
may_annul(struct request *req, const struct gathering *g)
{
	if (g->kind == GATHERING_KIND_JOINT)
		return g->caller.coordinator || g->caller.head;
	return g->caller.staff && (!g->department_id || caller_is(&req->caller, "department_head"));
}

MAY_FAIL
attendance_annul(struct request *req, const struct attendance_annul_in *in)
{
	struct gathering g;
	struct guest guest;
	struct row row;
	struct decision d;

	TRY(sql_attendance_whose(req, in->id, &row));
	const char *customer_id = row_text(req, &row, "customer_id");

	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	if (!g.caller.staff)
		return &problem_not_found;
	if (!may_annul(req, &g))
		return problem_rule(req, &problem_forbidden_role, &R1_8,
		    "The coordinator or a head takes an attendance back.");
	TRY(gathering_guest(req, &g, customer_id, &guest));
	TRY(sql_attendance_sales(req, g.id, customer_id, &row));
	bool sold = row_boolean(&row, "sold");

	TRY(sql_attendance_lock(req, in->id, &row));
	d = attendance_annul_decide(g.state, !row_is_null(&row, "annulled_at"), sold);
	TRY(decide(req, "attendance", in->id, &d));
	TRY(sql_attendance_save_annulled(req, in->id, in->reason));
	TRY(sql_attendance_reopen_invitations(req, g.id, customer_id, guest.invitation_id));
	TRY(points_settle(req, &g, customer_id));
	return tell_and_reply(req, "attendance.annulled", in->id);
}

MAY_FAIL
attribution_create(struct request *req, const struct attribution_create_in *in)
{
	struct gathering g;
	struct guest guest;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	if (g.kind == GATHERING_KIND_JOINT && !g.caller.coordinator)
		return problem_rule(
		    req, &problem_forbidden_role, &R1_15, "This is up to the event's coordinator.");
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	d = attribution_allowed(guest.attendance_id != NULL, guest.inviter_id != NULL);
	if (d.refusal)
		return decide(req, "gathering", in->id, &d);
	TRY(attribute_arrival(req, &g, &guest));
	TRY(sql_attendance_told(req, guest.attendance_id, &row));
	return reply_row(req, &row);
}
