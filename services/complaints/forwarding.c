/* Form and materials go to who handles the complaint, and each item is acknowledged (R10.4). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "handling.h"
#include "rules.h"
#include "service_information.h"
#include "staff.h"

/* Officer and handler, who may become it, and whoever else reads the complaint (R10.15). */
static MAY_FAIL
may_receive(struct request *req, const struct complaint *c, const char *recipient_id)
{
	struct profile_policy policy = profile_policy(c->profile, c->channel);
	struct row row;
	bool recused;

	TRY(staff_known(req, "/recipient_id", recipient_id));
	TRY(complaint_is_recused(req, c, recipient_id, &recused));
	if (recused)
		return problem_rule(
		    req, &problem_recused, &R10_5, "The recipient is recused from the complaint.");
	TRY(sql_material_may_receive(
	    req, c->id, recipient_id, roles_json(req, policy.deciders), &row));
	return row_boolean(&row, "found")
		   ? NULL
		   : problem_rule(req, &problem_confidential_content, &R10_15,
			 "The file goes to who handles the complaint, or may read it.");
}

/* R10.4: who does not acknowledge what he was forwarded is reminded, when as much time is over. */
static MAY_FAIL
await_acknowledgement(struct request *req, const struct complaint *c, const char *recipient_id,
    const struct rows *forwarded)
{
	struct row row = rows_at(forwarded, 0), open;
	const struct parameters *p;
	instant due_at;

	TRY(sql_material_forwarding_open(req, c->id, recipient_id, &open));
	if (row_integer(&open, "open") == 0)
		return NULL;
	TRY(complaint_parameters(req, c, &p));
	TRY(deadline_working_days(
	    req, req->now, parameter_integer(p, &parameter_complaint_intake_forward), &due_at));
	return timer_set(req, "forwarding_unacknowledged", row_text(req, &row, "id"), due_at + 1);
}

MAY_FAIL
forwarding_unacknowledged(struct request *req, const char *id)
{
	const char *recipient_id;
	struct row row, open;
	struct complaint c;
	bool recused;

	TRY(sql_material_forwarding_get(req, id, &row));
	recipient_id = row_text(req, &row, "recipient_id");
	TRY(complaint_lock_itself(req, row_text(req, &row, "complaint_id"), &c));
	TRY(complaint_is_recused(req, &c, recipient_id, &recused));
	TRY(sql_material_forwarding_open(req, c.id, recipient_id, &open));
	if (recused || row_integer(&open, "open") == 0)
		return NULL;
	return inform(req, &(struct information) {
			       .subject = "complaint",
			       .subject_id = c.id,
			       .kind = INFORMATION_KIND_OTHER,
			       .text = "转交给您的投诉登记表及材料尚未签收，请及时签收。",
			       .people = { recipient_id },
			   });
}

MAY_FAIL
complaint_forward(struct request *req, const struct complaint_forward_in *in)
{
	struct rows materials, forwarded;
	struct complaint c;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_IN_MEETING, &R10_4));
	if (!c.intake)
		TRY(complaint_organises(req, &c, &R10_4));
	TRY(may_receive(req, &c, in->recipient_id));
	TRY(sql_material_forwarding_create(req, new_id(req), c.id, NULL, in->recipient_id));
	TRY(sql_material_ids(req, c.id, &materials));
	for (int i = 0; i < materials.count; i++) {
		struct row row = rows_at(&materials, i);

		TRY(sql_material_forwarding_create(
		    req, new_id(req), c.id, row_text(req, &row, "id"), in->recipient_id));
	}
	TRY(sql_material_forwardings(req, c.id, in->recipient_id, &forwarded));
	TRY(deadline_done(req, c.id, "INTAKE_FORWARD", NULL, NULL));
	TRY(await_acknowledgement(req, &c, in->recipient_id, &forwarded));
	return reply_rows(req, &forwarded);
}

/* Who organises the complaints of the unit, and has got the form, is its officer from then on. */
static MAY_FAIL
take_over(struct request *req, const struct complaint *c, const struct row *forwarding,
    const struct person *caller)
{
	struct row row;

	if (!row_is_null(forwarding, "material_id") || c->officer_id)
		return NULL;
	TRY(sql_complaint_standing(
	    req, c->id, c->unit_id, caller->id, caller->department_id, &row));
	if (!row_boolean(&row, "in_unit") ||
	    !holds_any(profile_policy(c->profile, c->channel).organisers, req->caller.roles))
		return NULL;
	TRY(complaint_assign(req, c, COMPLAINT_FUNCTION_OFFICER, caller->id, true, NULL, NULL));
	return sql_complaint_save_officer(req, c->id, caller->id);
}

MAY_FAIL
material_forwarding_acknowledge(
    struct request *req, const struct material_forwarding_acknowledge_in *in)
{
	struct person caller;
	struct row row;
	struct complaint c;
	bool recused;

	TRY(sql_material_forwarding_lock(req, in->id, &row));
	TRY(directory_caller(req, &caller));
	if (!caller.id || !same(caller.id, row_text(req, &row, "recipient_id")))
		return problem_rule(req, &problem_not_recipient, &R10_4,
		    "An item is acknowledged by who it was forwarded to.");
	TRY(complaint_lock_itself(req, row_text(req, &row, "complaint_id"), &c));
	TRY(complaint_is_recused(req, &c, caller.id, &recused));
	if (recused)
		return problem_rule(
		    req, &problem_recused, &R10_5, "You are recused from the complaint.");
	if (row_is_null(&row, "acknowledged_at"))
		TRY(sql_material_forwarding_save(req, in->id));
	TRY(take_over(req, &c, &row, &caller));
	TRY(sql_material_forwarding_get(req, in->id, &row));
	return reply_row(req, &row);
}
