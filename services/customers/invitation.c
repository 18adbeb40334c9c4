#include "invitation.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "lapse.h"
#include "rules.h"
#include "rules_box.h"
#include "rules_text.h"
#include "scope.h"

bool
invitation_shared(const struct gathering *g, const struct guest *guest, const char *department_id)
{
	if (!guest->responsible_employee_id || same(guest->department_id, department_id))
		return true;
	return g->kind == GATHERING_KIND_JOINT &&
	       (same(guest->department_id, g->units[0].department_id) ||
		   same(guest->department_id, g->units[1].department_id));
}

static MAY_FAIL
load(struct request *req, const struct gathering *g, const struct guest *guest,
    struct invitation_facts *facts)
{
	struct row row;

	*facts = (struct invitation_facts) {
		.gathering = g->state,
		.now = req->now,
		.ends_at = g->ends_at,
		.invites = g->kind == GATHERING_KIND_JOINT
			       ? g->caller.unit > 0
			       : g->caller.staff && g->caller.department_id,
		.claim.blocks_from = NO_INSTANT,
	};
	if (!facts->invites)
		return NULL;
	facts->shared = invitation_shared(g, guest, g->caller.department_id);
	TRY(sql_invitation_claim(req, g->id, guest->id, g->caller.department_id, &row));
	facts->invited_already = row_boolean(&row, "invited_already");
	facts->arrived = guest->attendance_id != NULL;
	if (g->kind == GATHERING_KIND_JOINT)
		facts->claim = (struct claim_on) {
			.department_name = row_text(req, &row, "department_name"),
			.blocks_from = row_instant(&row, "blocks_from"),
		};
	return NULL;
}

/* R1.12: what the coordinator is told of, and nobody is refused for. */
static MAY_FAIL
save_invited(
    struct request *req, const struct gathering *g, const struct guest *guest, const char *id)
{
	bool unplanned = false, plan_missing = false, lead = false;
	date day = NO_DATE;
	struct row row;

	if (g->kind == GATHERING_KIND_JOINT) {
		const char *unit = g->caller.unit == 1 ? "1" : "2";

		day = invitation_day(&g->schedule, req->now);
		lead = lead_missed(g->caller.unit, g->held_on, day,
		    parameter_integer(g->parameters, &parameter_sharing_unit_lead_days));
		if (parameter_has(g->parameters, &parameter_sharing_plan_list_units, unit) &&
		    day != NO_DATE && day > g->schedule.first) {
			TRY(sql_invitation_plan(
			    req, g->id, g->caller.department_id, guest->id, day, &row));
			unplanned = !row_boolean(&row, "planned");
			plan_missing = !row_boolean(&row, "submitted");
		}
	}
	return sql_invitation_save_invited(req, id, day, unplanned, plan_missing, lead);
}

MAY_FAIL
invitation_create(struct request *req, const struct invitation_create_in *in)
{
	bool planned = in->planned && *in->planned;
	const char *id = new_id(req);
	struct invitation_facts facts;
	struct gathering g;
	struct guest guest;
	struct decision d;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	TRY(load(req, &g, &guest, &facts));
	if (facts.invites &&
	    !facts.shared) { /* a third department's: taken, if it has lapsed (R1.28) */
		TRY(lapse_invite(req, guest.id));
		facts.shared = true;
	}
	d = invite_decide(&facts);
	TRY(decide(req, "invitation", id, &d));
	TRY(sql_invitation_create(
	    req, id, g.id, guest.id, g.caller.department_id, g.caller.employee_id));
	if (!planned)
		TRY(save_invited(req, &g, &guest, id));
	return reply_one(req, sql_invitation_told, id);
}

/* Locked, behind its gathering; 404 for another department's. */
static MAY_FAIL
begin(struct request *req, const char *id, enum invitation_action action, struct gathering *g,
    struct guest *guest)
{
	struct invitation_facts facts;
	const char *customer_id;
	struct decision d;
	struct row row;

	TRY(sql_invitation_whose(req, id, &row));
	customer_id = row_text(req, &row, "customer_id");
	const char *department_id = row_text(req, &row, "department_id");

	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), g));
	if (!same(department_id, g->caller.department_id))
		return &problem_not_found;
	TRY(gathering_guest(req, g, customer_id, guest));
	TRY(sql_invitation_lock(req, id, &row));
	TRY(load(req, g, guest, &facts));
	d = invitation_move(row_enum(&row, "state", invitation_state_names, INVITATION_STATE_COUNT),
	    action, &facts);
	return decide(req, "invitation", id, &d);
}

MAY_FAIL
invitation_invite(struct request *req, const struct invitation_invite_in *in)
{
	struct gathering g;
	struct guest guest;

	TRY(begin(req, in->id, INVITATION_INVITE, &g, &guest));
	TRY(save_invited(req, &g, &guest, in->id));
	return reply_one(req, sql_invitation_told, in->id);
}

MAY_FAIL
invitation_confirm(struct request *req, const struct invitation_confirm_in *in)
{
	struct gathering g;
	struct guest guest;
	bool joint;

	TRY(begin(req, in->id, INVITATION_CONFIRM, &g, &guest));
	joint = g.kind == GATHERING_KIND_JOINT;
	TRY(sql_invitation_save_confirmed(
	    req, in->id, joint ? invitation_day(&g.schedule, req->now) : NO_DATE));
	if (joint)
		TRY(invitation_refresh(req, &g, in->id));
	return reply_one(req, sql_invitation_told, in->id);
}

MAY_FAIL
invitation_cancel(struct request *req, const struct invitation_cancel_in *in)
{
	struct gathering g;
	struct guest guest;

	TRY(begin(req, in->id, INVITATION_CANCEL, &g, &guest));
	TRY(sql_invitation_save_cancelled(req, in->id, in->reason));
	return reply_one(req, sql_invitation_told, in->id);
}

MAY_FAIL
invitation_refresh(struct request *req, const struct gathering *g, const char *id)
{
	struct confirmation c;
	struct effect effect;
	struct row row;

	TRY(sql_invitation_in_box(req, id, &row));
	c = (struct confirmation) {
		.confirmed_at = row_instant(&row, "confirmed_at"),
		.day = row_date(&row, "confirmed_day"),
		.received_at = row_instant(&row, "received_at"),
		.speaker_at = row_instant(&row, "speaker_at"),
		.defect_due_at = row_instant(&row, "defect_due_at"),
		.corrected_at = row_instant(&row, "corrected_at"),
		.defective = !row_is_null(&row, "defect_due_at"),
	};
	if (row_enum(&row, "state", invitation_state_names, INVITATION_STATE_COUNT) !=
	    INVITATION_STATE_CONFIRMED)
		return NULL;
	effect = confirmation_effect(&g->schedule, &c, req->now);
	return sql_invitation_save_effect(
	    req, id, c.received_at, effect.late, effect.effective_at, effect.blocks_from);
}
