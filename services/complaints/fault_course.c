/* How a fault goes on: registered, relayed, followed, handled, ended (R6.19). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "fault.h"
#include "parameter.h"
#include "rules.h"
#include "service_information.h"
#include "staff.h"

/* Locked, and the caller is in charge of its project. */
static MAY_FAIL
in_charge(struct request *req, const char *id, struct major_fault *f, struct person *caller)
{
	struct decision d;

	TRY(staff_caller(req, &R6_19, caller));
	TRY(fault_lock(req, id, f));
	d = fault_in_charge(
	    caller->id, f->project.division_manager_id, f->project.division_substitute_id);
	return require(req, "fault", id, &d);
}

MAY_FAIL
fault_register(struct request *req, const struct fault_register_in *in)
{
	struct person caller;
	struct decision d;
	struct major_fault f;

	TRY(in_charge(req, in->id, &f, &caller));
	d = fault_step(&f.facts, FAULT_STEP_REGISTER);
	TRY(decide(req, "fault", in->id, &d));
	TRY(sql_fault_save_registered(req, in->id, d.outcome, caller.id));
	return fault_reply(req, in->id);
}

MAY_FAIL
fault_relay(struct request *req, const struct fault_relay_in *in)
{
	struct person caller;
	struct decision d;
	struct major_fault f;
	bool holds, late;

	TRY(in_charge(req, in->id, &f, &caller));
	d = fault_step(&f.facts, FAULT_STEP_RELAY);
	TRY(decide(req, "fault", in->id, &d));
	if (in->recipient_ids_count == 0)
		return problem_fault(req, "/recipient_ids", "REQUIRED", "To whom is it relayed?");
	for (size_t i = 0; i < in->recipient_ids_count; i++) {
		TRY(staff_holds(req, in->recipient_ids[i], "senior_leadership", &holds));
		if (!holds)
			return problem_fault(req, arena_print(req->arena, "/recipient_ids/%zu", i),
			    "UNKNOWN", "It is relayed to the senior leadership.");
	}
	TRY(deadline_done(req, in->id, "RELAY", NULL, &late));
	TRY(sql_fault_save_relayed(req, in->id, d.outcome, in->recipient_ids_json, late));
	return fault_reply(req, in->id);
}

static MAY_FAIL
gap_of(struct request *req, const struct major_fault *f, instant ended_at)
{
	const struct parameters *p;
	struct row row;
	bool gap;

	TRY(parameters_on(req, req->today, &p));
	TRY(sql_fault_tracking_count(req, f->id, &row));
	gap = fault_tracking_gap(f->occurred_at, ended_at,
	    parameter_period(p, &parameter_fault_track_every), row_integer(&row, "entries"),
	    row_boolean(&row, "final"));
	return sql_fault_save_gap(req, f->id, gap);
}

MAY_FAIL
fault_follow(struct request *req, const struct major_fault *f, const char *employee_id,
    const char *entry, const char **id)
{
	bool final = f->facts.ended_at != NO_INSTANT;
	const struct parameters *p;

	*id = new_id(req);
	TRY(sql_fault_tracking_create(req, *id, f->id, employee_id, entry, final));
	if (final)
		return gap_of(req, f, f->facts.ended_at);
	if (f->facts.state == FAULT_STATE_REPORTED)
		return NULL;
	TRY(deadline_done(req, f->id, "TRACKING", NULL, NULL));
	TRY(parameters_on(req, req->today, &p));
	return deadline_start(req, &(struct deadline_new) { .subject = "fault",
				       .subject_id = f->id,
				       .kind = "TRACKING",
				       .rule = &R6_19,
				       .due_at = instant_plus(req->now,
					   parameter_period(p, &parameter_fault_track_every)) });
}

MAY_FAIL
fault_track(struct request *req, const struct fault_track_in *in)
{
	struct person caller;
	const char *id;
	struct major_fault f;
	struct row row;

	TRY(in_charge(req, in->id, &f, &caller));
	if (f.facts.state > FAULT_STATE_ENDED)
		return problem_rule(req, &problem_invalid_state, &R6_19, "The fault is %s.",
		    fault_state_names[f.facts.state]);
	TRY(fault_follow(req, &f, caller.id, in->entry, &id));
	TRY(sql_fault_tracking_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
fault_start_handling(struct request *req, const struct fault_start_handling_in *in)
{
	struct decision d;
	struct major_fault f;

	TRY(fault_lock(req, in->id, &f));
	d = fault_step(&f.facts, FAULT_STEP_HANDLE);
	TRY(decide(req, "fault", in->id, &d));
	TRY(sql_fault_save_handling(req, in->id));
	TRY(inform_of_fault(
	    req, &f, INFORMATION_KIND_OTHER, "正在处理。", "您的项目的故障正在处理。"));
	return fault_reply(req, in->id);
}

static MAY_FAIL
report_due(struct request *req, const struct major_fault *f, instant ended_at, date *due_on)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(ended_at), &p));
	TRY(deadline_working_date(
	    req, date_of(ended_at), parameter_integer(p, &parameter_fault_report), due_on));
	return deadline_start(req, &(struct deadline_new) { .subject = "fault",
				       .subject_id = f->id,
				       .kind = "ANALYSIS_REPORT",
				       .rule = &R6_20,
				       .started_at = ended_at,
				       .due_at = end_of(*due_on),
				       .working_days = true });
}

MAY_FAIL
fault_end(struct request *req, const struct fault_end_in *in)
{
	instant ended_at = in->ended_at == NO_INSTANT ? req->now : in->ended_at;
	struct person caller;
	struct decision d;
	const char *entry_id;
	struct major_fault f;
	date due_on;

	TRY(staff_caller(req, &R6_19, &caller));
	TRY(fault_lock(req, in->id, &f));
	d = fault_step(&f.facts, FAULT_STEP_END);
	TRY(decide(req, "fault", in->id, &d));
	if (ended_at > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_20, "The fault has not ended yet.");
	if (ended_at < f.occurred_at)
		return problem_rule(
		    req, &problem_times_inconsistent, &R6_20, "It ended before it occurred.");
	TRY(report_due(req, &f, ended_at, &due_on));
	TRY(deadline_cancel(req, in->id, "TRACKING", NULL));
	TRY(sql_fault_save_ended(req, in->id, ended_at, in->note, due_on));
	f.facts.ended_at = ended_at;
	d = fault_in_charge(
	    caller.id, f.project.division_manager_id, f.project.division_substitute_id);
	/* The note of who is in charge is the entry at the end. */
	TRY(d.refusal ? gap_of(req, &f, ended_at)
		      : fault_follow(req, &f, caller.id, in->note, &entry_id));
	TRY(inform_of_fault(
	    req, &f, INFORMATION_KIND_RESOLVED, "已结束。", "您的项目的故障已排除。"));
	return fault_reply(req, in->id);
}
