/* The end of a request: resolved, taken up again, closed (R6.6, R6.9, R6.11, R6.30). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "rules_transfer.h"
#include "service_information.h"
#include "service_request.h"

/* What need not be done any more, and what goes on no longer; an owed order stays owed. */
static MAY_FAIL
end_what_runs(struct request *req, const struct service_request *r, const char *resolution)
{
	static const char *const kinds[] = { "TRANSFER", "FORWARD", "HOTLINE_CALLBACK",
		"ONSITE_REQUEST" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		TRY(deadline_cancel(req, r->id, kinds[i], NULL));
	TRY(sql_remote_sessions_finish(req, r->id));
	return sql_onsite_assignments_finish(req, r->id, resolution);
}

MAY_FAIL
service_request_resolved(struct request *req, struct service_request *r, const char *resolution,
    instant resolved_at, instant contact_ended_at)
{
	struct decision d;
	bool missed;

	if (contact_ended_at == NO_INSTANT)
		contact_ended_at = r->contact_ended_at;
	d = request_resolved(&(struct request_resolving) {
	    .in_scope = r->in_scope,
	    .completable_at_once = r->completable_at_once,
	    .by_first_responder = is_caller(r, r->first_responder_id),
	    .resolved_at = resolved_at,
	    .contact_ended_at = contact_ended_at,
	});
	TRY(decide(req, "service_request", r->id, &d));
	missed = same(d.outcome, "ONE_STOP_MISSED");
	TRY(sql_service_request_save_resolved(
	    req, r->id, resolution, resolved_at, r->caller.id, contact_ended_at, missed));
	TRY(end_what_runs(req, r, resolution));
	r->state = SERVICE_REQUEST_STATE_RESOLVED;
	r->resolved_at = resolved_at;
	TRY(service_request_event(req, r, "service_request.resolved", missed));
	return inform_of_step(req, r, INFORMATION_KIND_RESOLVED, NULL);
}

static MAY_FAIL
may_resolve(struct request *req, const struct service_request *r)
{
	switch (r->state) {
	case SERVICE_REQUEST_STATE_RECORDED:
	case SERVICE_REQUEST_STATE_HOTLINE:
	case SERVICE_REQUEST_STATE_REMOTE:
	case SERVICE_REQUEST_STATE_ONSITE_ARRIVED:
		break;
	default:
		return problem_rule(req, &problem_invalid_state, &R6_6, "The request is %s.",
		    service_request_state_names[r->state]);
	}
	if (is_caller(r, r->owner_id) || is_caller(r, r->engineer_id) ||
	    caller_is(&req->caller, "tech_service_supervisor"))
		return NULL;
	return problem_rule(
	    req, &problem_forbidden_role, &R6_6, "It is resolved by its owner or its engineer.");
}

MAY_FAIL
service_request_resolve(struct request *req, const struct service_request_resolve_in *in)
{
	instant at = in->resolved_at == NO_INSTANT ? req->now : in->resolved_at;
	struct service_request r;
	struct decision d;

	TRY(service_request_lock(req, in->id, &r));
	TRY(may_resolve(req, &r));
	if (at > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_6, "It would be resolved later than now.");
	if (at < r.received_at)
		return problem_rule(req, &problem_times_inconsistent, &R6_6,
		    "It would be resolved before it was received.");
	d = contact_ended(r.received_at, in->contact_ended_at, req->now);
	TRY(require(req, "service_request", r.id, &d));
	TRY(service_request_resolved(req, &r, in->resolution, at, in->contact_ended_at));
	return service_request_reply(req, r.id);
}

static MAY_FAIL
lock_resolved(struct request *req, const char *id, struct service_request *r)
{
	TRY(service_request_lock(req, id, r));
	if (r->state != SERVICE_REQUEST_STATE_RESOLVED)
		return problem_rule(req, &problem_invalid_state, &R6_6,
		    "The request is %s: it has no resolution.",
		    service_request_state_names[r->state]);
	return NULL;
}

MAY_FAIL
service_request_reopen(struct request *req, const struct service_request_reopen_in *in)
{
	struct service_request r;

	TRY(lock_resolved(req, in->id, &r));
	if (!is_of_customer_service(req))
		TRY(service_request_is_owners(req, &r, &R6_11));
	TRY(sql_service_request_save_reopened(req, r.id));
	r.state = SERVICE_REQUEST_STATE_HOTLINE;
	r.resolved_at = NO_INSTANT;
	TRY(service_request_repeated(req, &r,
	    enum_index(service_channel_names, SERVICE_CHANNEL_COUNT, in->channel), in->note));
	TRY(inform_of_step(req, &r, INFORMATION_KIND_REOPENED, NULL));
	return service_request_reply(req, r.id);
}

MAY_FAIL
service_request_close(struct request *req, const struct service_request_close_in *in)
{
	const struct parameters *p;
	struct service_request r;
	struct decision d;
	const char *gap_id;

	TRY(lock_resolved(req, in->id, &r));
	TRY(service_request_is_owners(req, &r, &R6_11));
	TRY(service_request_parameters(req, &r, &p));
	d = request_closed(
	    &(struct closing_facts) { r.wco_owed, in->confirmed, r.resolved_at, req->now },
	    parameter_period(p, &parameter_service_close_without_confirmation));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_service_request_save_closed(req, r.id, d.outcome, in->expectation_met));
	if (in->expectation_met && !*in->expectation_met)
		TRY(expectation_gap_open(req, GAP_SOURCE_CLOSING_QUESTION, r.id, r.customer_id,
		    r.id, in->statement, &gap_id));
	TRY(inform_of_step(req, &r, INFORMATION_KIND_CLOSED, NULL));
	return service_request_reply(req, r.id);
}

/* R6.6: what is in scope and needs a visit is asked for in time. */
MAY_FAIL
service_request_onsite_request(
    struct request *req, const struct service_request_onsite_request_in *in)
{
	const struct parameters *p;
	struct service_request r;
	struct decision d;

	TRY(service_request_lock(req, in->id, &r));
	TRY(service_request_is_open(req, &r, &R6_6));
	TRY(service_request_is_owners(req, &r, &R6_6));
	if (r.onsite_requested_at != NO_INSTANT)
		return problem_rule(
		    req, &problem_invalid_state, &R6_6, "The visit has been asked for already.");
	TRY(service_request_parameters(req, &r, &p));
	d = onsite_requested(
	    r.received_at, parameter_period(p, &parameter_service_onsite_first_action), req->now);
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_service_request_save_onsite_requested(
	    req, r.id, same(d.outcome, "REQUESTED_LATE")));
	TRY(deadline_done(req, r.id, "ONSITE_REQUEST", NULL, NULL));
	TRY(inform(req,
	    &(struct information) {
		.subject = "service_request",
		.subject_id = r.id,
		.kind = INFORMATION_KIND_OTHER,
		.text = arena_print(req->arena, "服务请求%lld申请上门服务。", (long long)r.number),
		.role = "customer_service",
	    }));
	return service_request_reply(req, r.id);
}
