/* Tier 3: a technician comes, appointed by customer service (R6.29). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
onsite_assignment_list_guard(struct request *req, const struct onsite_assignment_list_in *in)
{
	return service_request_exists(req, in->id);
}

MAY_FAIL
onsite_candidates(struct request *req, const struct onsite_candidates_in *in)
{
	struct rows technicians;
	struct row row;

	TRY(sql_service_request_get(req, in->id, &row));
	TRY(sql_technicians_of(req, row_text(req, &row, "service_type"), &technicians));
	return reply_rows(req, &technicians);
}

/* The two times of an appointment made now. */
struct dispatch {
	bool configured;
	const char *depart_within, *arrive_within;
	instant depart_due_at, arrive_due_at;
};

static MAY_FAIL
dispatch_of(struct request *req, const struct service_request *r, const char *site_class,
    struct dispatch *dispatch)
{
	struct period depart, arrive;
	struct row row;

	*dispatch = (struct dispatch) { 0 };
	if (!r->service_type)
		return NULL;
	TRY(sql_dispatch_time_in_force(
	    req, r->service_type, site_class, &row, &dispatch->configured));
	if (!dispatch->configured)
		return NULL;
	dispatch->depart_within = row_text(req, &row, "depart_within");
	dispatch->arrive_within = row_text(req, &row, "arrive_within");
	if (!period_read(dispatch->depart_within, &depart) ||
	    !period_read(dispatch->arrive_within, &arrive))
		die("dispatch times of %s", r->service_type);
	dispatch->depart_due_at = instant_plus(req->now, depart);
	dispatch->arrive_due_at = instant_plus(req->now, arrive);
	return NULL;
}

/* As customer service estimates it; else the longest time allowed. */
static instant
arrival_of(const struct onsite_assignment_create_in *in, const char *technician_id, instant longest)
{
	for (size_t i = 0; i < in->estimates_count; i++)
		if (same(in->estimates[i].technician_id, technician_id))
			return in->estimates[i].expected_arrival_at;
	return longest;
}

/* What is estimated is still to come. */
static MAY_FAIL
estimates_stand(struct request *req, const struct onsite_assignment_create_in *in)
{
	if (in->expected_end_at != NO_INSTANT && in->expected_end_at <= req->now)
		return problem_fault(req, "/expected_end_at", "INVALID", "It is over already.");
	for (size_t i = 0; i < in->estimates_count; i++)
		if (in->estimates[i].expected_arrival_at < req->now)
			return problem_fault(req,
			    arena_print(req->arena, "/estimates/%zu/expected_arrival_at", i),
			    "INVALID", "Nobody who is appointed now arrives earlier.");
	return NULL;
}

/* The first arrival of all who are qualified and available. */
static MAY_FAIL
earliest_arrival(struct request *req, const struct onsite_assignment_create_in *in,
    const struct service_request *r, instant longest, instant *earliest, const char **who)
{
	struct rows technicians;

	*earliest = arrival_of(in, in->technician_id, longest);
	*who = in->technician_id;
	if (!r->service_type)
		return NULL;
	TRY(sql_technicians_of(req, r->service_type, &technicians));
	for (int i = 0; i < technicians.count; i++) {
		struct row row = rows_at(&technicians, i);
		const char *id = row_text(req, &row, "technician_id");
		instant arrival = arrival_of(in, id, longest);

		if (arrival < *earliest) {
			*earliest = arrival;
			*who = id;
		}
	}
	return NULL;
}

/* Qualified: of the type of service. Whoever else appoints the same technician waits here. */
static MAY_FAIL
lock_technician(
    struct request *req, const char *technician_id, const char *service_type, bool *qualified)
{
	struct rows skills;

	*qualified = false;
	TRY(sql_technician_lock(req, technician_id, &skills));
	for (int i = 0; i < skills.count; i++) {
		struct row row = rows_at(&skills, i);

		*qualified |= same(row_text(req, &row, "service_type"), service_type);
	}
	return NULL;
}

static MAY_FAIL
appoint(struct request *req, const struct onsite_assignment_create_in *in,
    struct service_request *r, const struct dispatch *dispatch, const char *id, instant arrival)
{
	struct buffer at = buffer_in(req->arena);
	struct person technician;
	struct deadline_new clock = {
		.subject = "service_request",
		.subject_id = r->id,
		.object_id = id,
		.kind = "DEPART",
		.rule = &R6_29,
		.due_at = dispatch->depart_due_at,
	};

	TRY(sql_onsite_assignment_create(req, id, r->id, in->technician_id, in->site_class,
	    dispatch->depart_within, dispatch->arrive_within, dispatch->depart_due_at,
	    dispatch->arrive_due_at, arrival, in->expected_end_at, in->reason));
	TRY(sql_service_request_save_engineer(req, r->id, in->technician_id));
	r->engineer_id = in->technician_id;
	TRY(deadline_start(req, &clock));
	clock.kind = "ARRIVE";
	clock.due_at = dispatch->arrive_due_at;
	TRY(deadline_start(req, &clock));
	TRY(directory_person(req, in->technician_id, &technician));
	buffer_instant(&at, arrival + business_offset);
	return inform_of_step(req, r, INFORMATION_KIND_ENGINEER_ASSIGNED,
	    arena_print(req->arena, "工程师：%s，预计到达：%.10s %.5s。", technician.name, at.text,
		at.text + strlen("2025-09-30T")));
}

MAY_FAIL
onsite_assignment_create(struct request *req, const struct onsite_assignment_create_in *in)
{
	const char *id = new_id(req), *earliest_id;
	struct dispatch dispatch;
	struct onsite_facts f;
	struct service_request r;
	struct decision d;
	struct row row;

	TRY(service_request_lock(req, in->id, &r));
	if (!is_of_customer_service(req))
		return problem_rule(req, &problem_forbidden_role, &R6_29,
		    "Technicians are appointed by customer service.");
	TRY(estimates_stand(req, in));
	f = (struct onsite_facts) { .tiers = tiers_of(req, &r), .reason = in->reason };
	TRY(sql_onsite_visited(req, r.id, &row));
	f.tiers.visit_failed = row_boolean(&row, "all_finished");
	TRY(dispatch_of(req, &r, in->site_class, &dispatch));
	f.times_configured = dispatch.configured;
	TRY(lock_technician(req, in->technician_id, r.service_type, &f.qualified));
	TRY(sql_technician_free(req, in->technician_id, in->expected_end_at, &row));
	f.available = row_boolean(&row, "free");
	f.expected_arrival_at = arrival_of(in, in->technician_id, dispatch.arrive_due_at);
	TRY(earliest_arrival(
	    req, in, &r, dispatch.arrive_due_at, &f.earliest_arrival_at, &earliest_id));
	d = onsite_appointed(&f);
	if (d.refusal == &problem_reason_missing)
		decision_member(&d, "proposed_id", arena_print(req->arena, "\"%s\"", earliest_id));
	TRY(require(req, "service_request", r.id, &d));
	TRY(appoint(req, in, &r, &dispatch, id, f.expected_arrival_at));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_ONSITE, "onsite_assignment", id,
	    r.customer_id, in->technician_id, req->now));
	TRY(decide(req, "service_request", r.id, &d));
	return reply_one(req, sql_onsite_assignment_get, id);
}

/* The technician's own appointment, and its request, locked; 409 but in this state. */
static MAY_FAIL
lock_own(struct request *req, const char *id, enum service_request_state state,
    struct service_request *r, struct row *row)
{
	TRY(sql_onsite_assignment_get(req, id, row));
	TRY(service_request_lock(req, row_text(req, row, "request_id"), r));
	TRY(sql_onsite_assignment_lock(req, id, row));
	if (!is_caller(r, row_text(req, row, "technician_id")))
		return problem_rule(req, &problem_forbidden_role, &R6_29,
		    "This is recorded by the technician who was appointed.");
	if (r->state != state || !row_is_null(row, "finished_at"))
		return problem_rule(req, &problem_invalid_state, &R6_29, "The request is %s.",
		    service_request_state_names[r->state]);
	return NULL;
}

MAY_FAIL
onsite_assignment_depart(struct request *req, const struct onsite_assignment_depart_in *in)
{
	instant at = in->departed_at == NO_INSTANT ? req->now : in->departed_at;
	struct service_request r;
	struct decision d;
	struct row row;

	TRY(lock_own(req, in->id, SERVICE_REQUEST_STATE_ONSITE_ASSIGNED, &r, &row));
	d = onsite_departed(
	    row_instant(&row, "appointed_at"), row_instant(&row, "depart_due_at"), at, req->now);
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_onsite_assignment_save_departed(
	    req, in->id, at, same(d.outcome, "DEPARTED_LATE")));
	TRY(deadline_done_at(req, r.id, "DEPART", in->id, at, NULL));
	TRY(sql_service_request_save_state(req, r.id, "ONSITE_DEPARTED"));
	return reply_one(req, sql_onsite_assignment_get, in->id);
}

MAY_FAIL
onsite_assignment_arrive(struct request *req, const struct onsite_assignment_arrive_in *in)
{
	instant at = in->arrived_at == NO_INSTANT ? req->now : in->arrived_at;
	struct service_request r;
	struct decision d;
	struct row row;

	TRY(lock_own(req, in->id, SERVICE_REQUEST_STATE_ONSITE_DEPARTED, &r, &row));
	d = onsite_arrived(
	    row_instant(&row, "departed_at"), row_instant(&row, "arrive_due_at"), at, req->now);
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_onsite_assignment_save_arrived(
	    req, in->id, at, same(d.outcome, "ARRIVED_LATE")));
	TRY(deadline_done_at(req, r.id, "ARRIVE", in->id, at, NULL));
	TRY(sql_service_request_save_state(req, r.id, "ONSITE_ARRIVED"));
	TRY(inform_of_step(req, &r, INFORMATION_KIND_ARRIVED, NULL));
	return reply_one(req, sql_onsite_assignment_get, in->id);
}

MAY_FAIL
onsite_assignment_finish(struct request *req, const struct onsite_assignment_finish_in *in)
{
	bool solved = same(in->outcome, tier_outcome_names[TIER_OUTCOME_SOLVED]);
	struct service_request r;
	struct row row;

	TRY(lock_own(req, in->id, SERVICE_REQUEST_STATE_ONSITE_ARRIVED, &r, &row));
	TRY(sql_onsite_assignment_save_finished(req, in->id, in->outcome, in->result));
	if (solved) {
		TRY(service_request_resolved(req, &r, in->result, req->now, NO_INSTANT));
		return reply_one(req, sql_onsite_assignment_get, in->id);
	}
	TRY(sql_service_request_save_escalated(req, r.id));
	TRY(inform(req, &(struct information) {
			    .subject = "service_request",
			    .subject_id = r.id,
			    .kind = INFORMATION_KIND_TIER_CHANGED,
			    .text = arena_print(req->arena,
				"服务请求%lld现场未能解决，请主管处理。", (long long)r.number),
			    .role = "tech_service_supervisor",
			}));
	return reply_one(req, sql_onsite_assignment_get, in->id);
}
