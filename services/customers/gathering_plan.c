/* How a gathering or a joint event is planned (R1.9). */
#include "box.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "person.h"
#include "rules.h"
#include "rules_text.h"

/* A joint event in the making. */
struct plan {
	struct joint_unit units[10];
	const char *heads[10];
	struct joint_plan joint;
	struct schedule schedule;
	instant speaker_deadline_at;
};

static MAY_FAIL
check_time(struct request *req, const struct gathering_create_in *in)
{
	if (in->starts_at <= req->now)
		return problem_fault(
		    req, "/starts_at", "OUT_OF_RANGE", "A gathering is planned before it begins.");
	if (in->ends_at <= in->starts_at || in->ends_at > in->starts_at + DAY)
		return problem_fault(
		    req, "/ends_at", "OUT_OF_RANGE", "It ends after it begins, and within a day.");
	return NULL;
}

/* The deadline for lists on the day; NO_INSTANT: a blank. */
static instant
event_day_deadline(const struct parameters *p, enum gathering_session session)
{
	static const struct parameter *const of[GATHERING_SESSION_COUNT] = {
		[GATHERING_SESSION_MORNING] = &parameter_sharing_event_day_deadline_morning,
		[GATHERING_SESSION_AFTERNOON] = &parameter_sharing_event_day_deadline_afternoon,
		[GATHERING_SESSION_EVENING] = &parameter_sharing_event_day_deadline_evening,
	};

	return parameter_is_null(p, of[session]) ? NO_INSTANT : parameter_time(p, of[session]);
}

static enum gathering_session
session_of(const struct parameters *p, instant starts_at)
{
	return session_at(starts_at - start_of(date_of(starts_at)),
	    parameter_time(p, &parameter_sharing_afternoon_from),
	    parameter_time(p, &parameter_sharing_evening_from));
}

static MAY_FAIL
unit_fault(struct request *req, size_t unit, const char *member, const char *code, const char *what)
{
	return problem_fault(
	    req, arena_print(req->arena, "/units/%zu/%s", unit, member), code, "%s", what);
}

static MAY_FAIL
read_unit(struct request *req, const struct gathering_create_in *in, size_t i, struct plan *plan)
{
	const char *department_id = in->units[i].department_id;
	struct row row;
	bool found;

	if (in->units[i].deputy_id) {
		TRY(sql_gathering_unit_facts(
		    req, department_id, in->units[i].deputy_id, &row, &found));
		if (!found || row_is_null(&row, "head_id"))
			return unit_fault(req, i, "deputy_id", "UNKNOWN",
			    "The unit has no such employee at work.");
	}
	TRY(sql_gathering_unit_facts(req, department_id, in->units[i].head_id, &row, &found));
	if (!found)
		return unit_fault(
		    req, i, "department_id", "UNKNOWN", "There is no such department.");
	plan->units[i] = (struct joint_unit) {
		.department_id = row_text(req, &row, "id"),
		.sequence = in->units[i].sequence,
		.direct_sales = row_boolean(&row, "direct"),
	};
	plan->heads[i] = row_text(req, &row, "head_id");
	if (plan->units[i].direct_sales && !plan->heads[i])
		return unit_fault(req, i, "head_id", in->units[i].head_id ? "UNKNOWN" : "REQUIRED",
		    "The head of a unit is an employee of it at work.");
	return NULL;
}

static MAY_FAIL
read_plan(struct request *req, const struct gathering_create_in *in, const struct parameters *p,
    struct plan *plan)
{
	enum gathering_session session = session_of(p, in->starts_at);
	date event_on = date_of(in->starts_at);
	struct person coordinator;

	if (!in->coordinator_id)
		return problem_fault(
		    req, "/coordinator_id", "REQUIRED", "A joint event has a coordinator.");
	TRY(person_named(req, in->coordinator_id, "/coordinator_id", &coordinator));
	for (size_t i = 0; i < in->units_count; i++)
		TRY(read_unit(req, in, i, plan));
	plan->joint = (struct joint_plan) {
		.units = plan->units,
		.unit_count = in->units_count,
		.units_per_event = parameter_integer(p, &parameter_sharing_units_per_event),
		.coordinator_department_id = coordinator.department_id,
		.session = session,
		.starts_in = session,
		.event_day_deadline = event_day_deadline(p, session),
	};
	if (in->session)
		plan->joint.session =
		    enum_index(gathering_session_names, GATHERING_SESSION_COUNT, in->session);
	if (plan->joint.event_day_deadline == NO_INSTANT)
		return NULL;
	plan->joint.deadline_over = start_of(event_on) + plan->joint.event_day_deadline < req->now;
	plan->schedule = schedule_of(&(struct schedule_terms) {
	    .event_on = event_on,
	    .week_days = parameter_integer(p, &parameter_sharing_week_days),
	    .daily = parameter_time(p, &parameter_sharing_daily_deadline),
	    .event_day = plan->joint.event_day_deadline,
	    .created_at = req->now,
	});
	plan->speaker_deadline_at =
	    start_of(event_on - 1) + parameter_time(p, &parameter_sharing_speaker_list_deadline);
	return NULL;
}

static MAY_FAIL
save(struct request *req, const struct gathering_create_in *in, const char *id,
    const struct parameters *p, const struct plan *plan)
{
	date held_on = date_of(in->starts_at);
	const struct schedule *schedule = plan ? &plan->schedule : NULL;

	TRY(sql_gathering_create(req, id, in->kind, in->title, in->place, in->department_id,
	    held_on, gathering_session_names[session_of(p, in->starts_at)], in->starts_at,
	    in->ends_at, plan ? in->coordinator_id : NULL,
	    plan ? plan->speaker_deadline_at : NO_INSTANT, plan ? schedule->first : NO_DATE,
	    plan ? start_of(held_on - 1) + schedule->daily : NO_INSTANT,
	    plan ? schedule_deadline(schedule, held_on) : NO_INSTANT));
	return timer_set(req, "gathering_end", id, in->ends_at);
}

static MAY_FAIL
plan_joint(struct request *req, const struct gathering_create_in *in, const char *id,
    const struct parameters *p)
{
	struct plan plan = { 0 };
	struct decision d;

	if (!caller_is(&req->caller, "general_manager") &&
	    !caller_is(&req->caller, "coordination_assistant"))
		return problem_rule(req, &problem_forbidden_role, &R1_9,
		    "Joint events are planned by the general manager or a coordination assistant.");
	TRY(read_plan(req, in, p, &plan));
	d = joint_event_decide(&plan.joint);
	TRY(decide(req, "gathering", id, &d));
	TRY(save(req, in, id, p, &plan));
	for (size_t i = 0; i < in->units_count; i++)
		TRY(sql_gathering_unit_create(req, new_id(req), id, in->units[i].sequence,
		    in->units[i].department_id, plan.heads[i], in->units[i].deputy_id));
	return box_prepare(req, id, &plan.schedule, in->starts_at,
	    parameter_time(p, &parameter_sharing_morning_meeting));
}

static MAY_FAIL
plan_gathering(struct request *req, const struct gathering_create_in *in, const char *id,
    const struct parameters *p)
{
	if (in->units_count || in->coordinator_id)
		return problem_fault(req, in->units_count ? "/units" : "/coordinator_id", "UNKNOWN",
		    "Units and a coordinator are of a joint event.");
	if (!caller_is(&req->caller, "general_manager") &&
	    !caller_is(&req->caller, "coordination_assistant") &&
	    !same(in->department_id, req->caller.department_id))
		return problem_rule(req, &problem_forbidden_role, &R1_9,
		    "A head plans the gatherings of the own department.");
	if (in->session &&
	    !same(in->session, gathering_session_names[session_of(p, in->starts_at)]))
		return problem_rule(req, &problem_session_mismatch, &R1_9,
		    "The start lies in the session %s.",
		    gathering_session_names[session_of(p, in->starts_at)]);
	return save(req, in, id, p, NULL);
}

MAY_FAIL
gathering_create(struct request *req, const struct gathering_create_in *in)
{
	const char *id = new_id(req);
	const struct parameters *p;
	struct row row;

	TRY(check_time(req, in));
	TRY(parameters_on(req, req->today, &p));
	if (same(in->kind, "JOINT"))
		TRY(plan_joint(req, in, id, p));
	else
		TRY(plan_gathering(req, in, id, p));
	TRY(sql_gathering_get(req, id, &row));
	TRY(event_emit(req, "gathering.planned", id, 1, row_json(req, &row)));
	return reply_row(req, &row);
}
