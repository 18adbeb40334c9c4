/* Borrowing the employee who served a customer so far (R1.21). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "rules.h"
#include "rules_borrow.h"
#include "rules_text.h"

MAY_FAIL
borrow_consent_create(struct request *req, const struct borrow_consent_create_in *in)
{
	const char *id = new_id(req);
	struct borrow_facts facts = { 0 };
	struct gathering g;
	struct guest guest;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_staff(req, &g, &R1_21));
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	TRY(sql_borrow_consent_of(req, g.id, guest.id, in->employee_id, &row, &facts.given));
	facts.arrived = guest.attendance_id != NULL;
	facts.attributed = guest.inviter_id != NULL;
	facts.by_inviter = same(g.caller.employee_id, guest.inviter_id);
	facts.is_inviter = same(in->employee_id, guest.inviter_id);
	facts.original = same(in->employee_id, guest.responsible_employee_id);
	d = borrow_decide(&facts);
	TRY(decide(req, "borrow_consent", id, &d));
	TRY(sql_borrow_consent_create(
	    req, id, g.id, guest.id, in->employee_id, g.caller.employee_id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
borrow_consent_withdraw(struct request *req, const struct borrow_consent_withdraw_in *in)
{
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(sql_borrow_consent_whose(req, in->id, &row));
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	if (!g.caller.staff)
		return &problem_not_found;
	TRY(sql_borrow_consent_lock(req, in->id, &row));
	d = borrow_withdraw(same(g.caller.employee_id, row_text(req, &row, "consented_by")),
	    !row_is_null(&row, "withdrawn_at"), row_boolean(&row, "pitched"));
	TRY(decide(req, "borrow_consent", in->id, &d));
	TRY(sql_borrow_consent_save_withdrawn(req, in->id, &row));
	return reply_row(req, &row);
}
