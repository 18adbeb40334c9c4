/* What technicians learn, and the skills that come of it (R11.17). */
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "field.h"
#include "rules.h"
#include "rules_text.h"

/* Technicians record their own, managers anybody's. */
static MAY_FAIL
technician_of(struct request *req, const char *named, struct person *technician)
{
	struct person caller;

	if (named && caller_is(&req->caller, "gps_division_manager"))
		return field_person(req, "/technician_id", named, "field_technician", technician);
	TRY(field_caller(req, &R11_17, &caller));
	if (named && !same(named, caller.id))
		return problem_rule(req, &problem_forbidden_role, &R11_17,
		    "What others learnt is recorded by the manager of the division.");
	*technician = caller;
	return NULL;
}

MAY_FAIL
training_record_create(struct request *req, const struct training_record_create_in *in)
{
	const char *id = new_id(req);
	struct person technician;
	struct row row;

	TRY(technician_of(req, in->technician_id, &technician));
	if (in->held_on > req->today)
		return problem_rule(
		    req, &problem_time_in_future, &R11_17, "It has not taken place yet.");
	if (!in->skill_kind != !in->skill_model)
		return problem_fault(req, in->skill_kind ? "/skill_model" : "/skill_kind",
		    "REQUIRED", "A skill is of a kind of order and a model.");
	if (in->skill_model) {
		TRY(sql_training_model_known(req, in->skill_model, &row));
		if (!row_boolean(&row, "known"))
			return problem_rule(req, &problem_unknown_model, &R11_17,
			    "There is no model %s.", in->skill_model);
	}
	TRY(sql_training_record_create(req, id, technician.id, in->form, in->topic, in->held_on,
	    in->evidence, in->skill_kind, in->skill_model));
	return reply_one(req, sql_training_record_get, id);
}

MAY_FAIL
training_record_confirm(struct request *req, const struct training_record_confirm_in *in)
{
	struct person caller;
	struct row row;

	TRY(field_caller(req, &R11_17, &caller));
	TRY(sql_training_record_lock(req, in->id, &row));
	if (same(row_text(req, &row, "technician_id"), caller.id))
		return problem_rule(req, &problem_separation_of_duties, &R11_17,
		    "Nobody confirms what he learnt himself.");
	if (!same(row_text(req, &row, "state"), training_state_names[TRAINING_STATE_RECORDED]))
		return problem_rule(
		    req, &problem_invalid_state, &R11_17, "It is confirmed already.");
	TRY(sql_training_record_save_confirmed(req, in->id));
	if (!row_is_null(&row, "skill_kind"))
		TRY(sql_training_skill_create(req, new_id(req),
		    row_text(req, &row, "technician_id"), row_text(req, &row, "skill_kind"),
		    row_text(req, &row, "skill_model"), req->today));
	return reply_one(req, sql_training_record_get, in->id);
}
