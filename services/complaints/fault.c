#include "fault.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "parameter.h"
#include "rules.h"
#include "service_information.h"
#include "staff.h"

static MAY_FAIL
fault_from(struct request *req, const struct row *row, struct major_fault *f)
{
	*f = (struct major_fault) {
		.id = row_text(req, row, "id"),
		.project_id = row_text(req, row, "project_id"),
		.version = row_integer(row, "version"),
		.known_at = row_instant(row, "known_at"),
		.occurred_at = row_instant(row, "occurred_at"),
		.location = row_text(req, row, "location"),
		.symptoms = row_text(req, row, "symptoms"),
		.handling_plan = row_text(req, row, "handling_plan"),
		.facts = { row_enum(row, "state", fault_state_names, FAULT_STATE_COUNT),
		    row_instant(row, "notified_at"), row_instant(row, "registered_at"),
		    row_instant(row, "relayed_at"), row_instant(row, "ended_at") },
	};
	return project_read(req, f->project_id, &f->project);
}

MAY_FAIL
fault_lock(struct request *req, const char *id, struct major_fault *f)
{
	struct row row;

	TRY(sql_fault_lock(req, id, &row));
	return fault_from(req, &row, f);
}

MAY_FAIL
fault_hold(struct request *req, const char *id, struct major_fault *f)
{
	struct row row;

	TRY(sql_fault_hold(req, id, &row));
	return fault_from(req, &row, f);
}

MAY_FAIL
fault_known(struct request *req, const char *id)
{
	struct row row;

	return sql_fault_get(req, id, &row);
}

MAY_FAIL
fault_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_fault_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
fault_get(struct request *req, const struct fault_get_in *in)
{
	return fault_reply(req, in->id);
}

/* The time to tell everybody runs from when it became known first, in the night and on holidays. */
static MAY_FAIL
notify_clock(struct request *req, const char *id, instant known_at)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(known_at), &p));
	return deadline_start(req,
	    &(struct deadline_new) { .subject = "fault",
		.subject_id = id,
		.kind = "NOTIFY",
		.rule = &R6_18,
		.started_at = known_at,
		.due_at = instant_plus(known_at, parameter_period(p, &parameter_fault_notify)) });
}

static MAY_FAIL
tell_suite(struct request *req, const char *id, const struct project *project,
    const struct fault_data *data)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "fault_id", id);
	member_text(&b, "project_id", project->id);
	member_text(&b, "customer_id", project->customer_id);
	member_instant(&b, "occurred_at", data->occurred_at);
	member_text(&b, "location", data->location);
	member_text(&b, "symptoms", data->symptoms);
	object_close(&b);
	return event_emit(req, "fault.reported", id, 1, b.text);
}

static MAY_FAIL
report_new(struct request *req, const char *id, const struct project *project,
    const char *reporter_id, const struct fault_data *data)
{
	struct major_fault fault;
	struct decision d;

	TRY(sql_fault_create(req, id, project->id, reporter_id, data->known_at, data->occurred_at,
	    data->location, data->symptoms, data->handling_plan));
	TRY(sql_fault_witness_create(req, new_id(req), id, reporter_id, data->known_at,
	    data->occurred_at, data->location, data->symptoms));
	TRY(notify_clock(req, id, data->known_at));
	TRY(tell_suite(req, id, project, data));
	TRY(fault_lock(req, id, &fault));
	TRY(inform_of_fault(req, &fault, INFORMATION_KIND_ACCEPTED, "已报告。",
	    "您的项目出现故障，我们已受理，正在组织处理。"));
	return fault_tell(req, &fault, &d); /* what is missing for it is on the fault */
}

/* Everybody was told already, but it had been known for longer: was it in time? */
static MAY_FAIL
told_late(struct request *req, const struct major_fault *fault, instant known_at)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(known_at), &p));
	if (fault->facts.notified_at <=
	    instant_plus(known_at, parameter_period(p, &parameter_fault_notify)))
		return NULL;
	TRY(notify_clock(req, fault->id, known_at));
	TRY(deadline_done(req, fault->id, "NOTIFY", NULL, NULL));
	return sql_fault_save_told_late(req, fault->id);
}

/* Another employee knows of it, too; who knew first is the reporter. */
static MAY_FAIL
join_known(
    struct request *req, const char *id, const char *reporter_id, const struct fault_data *data)
{
	struct major_fault fault;

	TRY(fault_lock(req, id, &fault));
	TRY(sql_fault_witness_create(req, new_id(req), id, reporter_id, data->known_at,
	    data->occurred_at, data->location, data->symptoms));
	if (data->known_at >= fault.known_at)
		return NULL;
	TRY(sql_fault_save_known(req, id, reporter_id, data->known_at));
	return fault.facts.notified_at == NO_INSTANT
		   ? notify_clock(req, id, data->known_at)
		   : told_late(req, &fault, data->known_at);
}

MAY_FAIL
fault_report(struct request *req, const struct fault_report_in *in)
{
	struct fault_data data = { in->project_id, in->location, in->symptoms, in->handling_plan,
		in->plan_being_prepared && *in->plan_being_prepared, in->occurred_at,
		in->known_at == NO_INSTANT ? req->now : in->known_at };
	const char *id = new_id(req);
	struct project project;
	struct person caller;
	struct decision d;
	struct row row;
	bool found;

	TRY(staff_caller(req, &R6_18, &caller));
	d = fault_reported(&data, req->now);
	TRY(require(req, "fault", id, &d));
	TRY(project_lock(req, in->project_id, &project));
	if (project.state == SERVICE_PROJECT_STATE_RETIRED)
		return problem_rule(
		    req, &problem_invalid_state, &R6_18, "The service of the project has ended.");
	TRY(sql_fault_latest(req, project.id, &row, &found));
	found = found && fault_overlaps(row_instant(&row, "ended_at"), data.occurred_at);
	if (found)
		id = row_text(req, &row, "id");
	TRY(found ? join_known(req, id, caller.id, &data)
		  : report_new(req, id, &project, caller.id, &data));
	return fault_reply(req, id);
}

MAY_FAIL
fault_plan(struct request *req, const struct fault_plan_in *in)
{
	struct major_fault fault;
	struct decision d;

	TRY(fault_lock(req, in->id, &fault));
	if (fault.facts.state != FAULT_STATE_REPORTED)
		return problem_rule(req, &problem_invalid_state, &R6_18,
		    "Everybody has been told: the plan stands.");
	TRY(sql_fault_save_plan(req, in->id, in->handling_plan));
	fault.handling_plan = in->handling_plan;
	TRY(fault_tell(req, &fault, &d));
	return fault_reply(req, in->id);
}

MAY_FAIL
fault_notify(struct request *req, const struct fault_notify_in *in)
{
	struct major_fault fault;
	struct decision d;

	TRY(fault_lock(req, in->id, &fault));
	if (fault.facts.state != FAULT_STATE_REPORTED)
		return problem_rule(
		    req, &problem_invalid_state, &R6_18, "Everybody has been told.");
	if (!fault.handling_plan)
		return problem_rule(req, &problem_fault_data_missing, &R6_18,
		    "Missing: handling_plan. The signing salesperson and the manager in charge are "
		    "told with it.");
	d = fault_recipients(
	    fault.project.signing_salesperson_id, fault.project.division_manager_id);
	TRY(require(req, "fault", in->id, &d));
	TRY(fault_tell(req, &fault, &d));
	return fault_reply(req, in->id);
}
