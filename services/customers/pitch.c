/* One employee at a time recommends products to a customer (R1.22). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "rules.h"
#include "rules_pitch.h"
#include "rules_text.h"

MAY_FAIL
pitch_start(struct request *req, const struct pitch_start_in *in)
{
	const char *id = new_id(req);
	const char *consent_id = NULL;
	struct pitch_facts facts = { 0 };
	struct gathering g;
	struct guest guest;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_staff(req, &g, &R1_22));
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	TRY(sql_borrow_consent_of(
	    req, g.id, guest.id, g.caller.employee_id, &row, &facts.consented));
	facts.inviter = same(g.caller.employee_id, guest.inviter_id);
	if (facts.consented && !facts.inviter)
		consent_id = row_text(req, &row, "id");
	TRY(sql_pitch_open_for(req, g.id, guest.id, &row));
	facts.open = row_boolean(&row, "open");
	facts.over = g.state != GATHERING_STATE_PLANNED || req->now > g.ends_at;
	facts.arrived = guest.attendance_id != NULL;
	facts.attributed = guest.inviter_id != NULL;
	facts.original = same(g.caller.employee_id, guest.responsible_employee_id);
	d = pitch_decide(&facts);
	TRY(decide(req, "pitch", id, &d));
	TRY(sql_pitch_create(req, id, g.id, guest.id, g.caller.employee_id, consent_id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
pitch_end(struct request *req, const struct pitch_end_in *in)
{
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(sql_pitch_whose(req, in->id, &row));
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	if (!g.caller.staff)
		return &problem_not_found;
	TRY(sql_pitch_lock(req, in->id, &row));
	d = pitch_end_decide(same(g.caller.employee_id, row_text(req, &row, "employee_id")),
	    g.caller.coordinator, !row_is_null(&row, "ended_at"));
	TRY(decide(req, "pitch", in->id, &d));
	TRY(sql_pitch_save_ended(req, in->id, &row));
	return reply_row(req, &row);
}
