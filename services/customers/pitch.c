/* One employee at a time recommends products to a customer (R1.22). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "rules.h"
#include "rules_pitch.h"
#include "rules_text.h"

/* Or was borrowed: who served the customer so far may be of a third department. */
static MAY_FAIL
takes_part(struct request *req, const struct gathering *g, const char *customer_id)
{
	struct row row;
	bool borrowed;

	if (g->caller.staff)
		return NULL;
	TRY(sql_borrow_consent_of(req, g->id, customer_id, g->caller.employee_id, &row, &borrowed));
	return borrowed ? NULL : gathering_staff(req, g, &R1_22);
}

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
	TRY(takes_part(req, &g, in->customer_id));
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
	bool own;

	TRY(sql_pitch_whose(req, in->id, &row));
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	TRY(sql_pitch_lock(req, in->id, &row));
	own = same(g.caller.employee_id, row_text(req, &row, "employee_id"));
	if (!g.caller.staff && !own)
		return &problem_not_found;
	d = pitch_end_decide(own, g.caller.coordinator, !row_is_null(&row, "ended_at"));
	TRY(decide(req, "pitch", in->id, &d));
	TRY(sql_pitch_save_ended(req, in->id, &row));
	return reply_row(req, &row);
}
