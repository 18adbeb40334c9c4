/* Tier 2: remote service, only with the customer's authorisation (R6.28). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
remote_authorisation_list_guard(struct request *req, const struct remote_authorisation_list_in *in)
{
	return service_request_exists(req, in->id);
}

MAY_FAIL
remote_session_list_guard(struct request *req, const struct remote_session_list_in *in)
{
	return service_request_exists(req, in->id);
}

MAY_FAIL
remote_authorisation_create(struct request *req, const struct remote_authorisation_create_in *in)
{
	bool acts = in->engineer_may_act && *in->engineer_may_act;
	const char *id = new_id(req);
	const struct parameters *p;
	struct service_request r;
	struct tiers tiers;
	struct decision d;

	TRY(service_request_lock(req, in->id, &r));
	tiers = tiers_of(req, &r);
	d = remote_tier(&tiers);
	TRY(require(req, "service_request", r.id, &d));
	TRY(service_request_parameters(req, &r, &p));
	d = authorisation_recorded(
	    &(struct authorisation) { .valid_from = in->valid_from, .valid_to = in->valid_to },
	    in->evidence_kind ? in->evidence : NULL,
	    parameter_period(p, &parameter_remote_authorisation_max));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_remote_authorisation_create(req, id, r.id, in->authorised_by,
	    in->authorised_function, in->channel, in->evidence_kind, in->evidence, in->systems_json,
	    acts, in->valid_from, in->valid_to, in->symptoms, in->fault_description));
	TRY(timer_set(req, "remote_authorisation_over", id, in->valid_to));
	return reply_one(req, sql_remote_authorisation_get, id);
}

MAY_FAIL
remote_authorisation_withdraw(
    struct request *req, const struct remote_authorisation_withdraw_in *in)
{
	struct service_request r;
	struct row row;

	TRY(sql_remote_authorisation_get(req, in->id, &row));
	TRY(service_request_lock(req, row_text(req, &row, "request_id"), &r));
	TRY(sql_remote_authorisation_lock(req, in->id, &row));
	if (!row_is_null(&row, "withdrawn_at") || row_instant(&row, "valid_to") <= req->now)
		return problem_rule(
		    req, &problem_invalid_state, &R6_28, "The authorisation has ended.");
	TRY(sql_remote_authorisation_save_withdrawn(req, in->id));
	TRY(sql_remote_sessions_cut(
	    req, in->id, req->now, session_end_names[SESSION_END_WITHDRAWN]));
	TRY(timer_cancel(req, "remote_authorisation_over", in->id));
	return reply_one(req, sql_remote_authorisation_get, in->id);
}

/* It expires: what runs is ended at that instant. */
MAY_FAIL
remote_authorisation_over(struct request *req, const char *id)
{
	struct service_request r;
	struct row row;

	TRY(sql_remote_authorisation_get(req, id, &row));
	TRY(service_request_lock_itself(req, row_text(req, &row, "request_id"), &r));
	return sql_remote_sessions_cut(
	    req, id, row_instant(&row, "valid_to"), session_end_names[SESSION_END_EXPIRED]);
}

MAY_FAIL
service_request_skip_remote(struct request *req, const struct service_request_skip_remote_in *in)
{
	struct service_request r;
	struct tiers tiers;
	struct decision d;

	TRY(service_request_lock(req, in->id, &r));
	tiers = tiers_of(req, &r);
	d = remote_tier(&tiers);
	TRY(require(req, "service_request", r.id, &d));
	TRY(sql_service_request_save_remote_failed(req, r.id, in->reason));
	TRY(decide(req, "service_request", r.id, &d));
	return service_request_reply(req, r.id);
}

static MAY_FAIL
find_authorisation(struct request *req, const char *id, const char *request_id, const char *system,
    instant at, struct authorisation *a, const char **found_id)
{
	struct row row;

	*a = (struct authorisation) { .withdrawn_at = NO_INSTANT };
	TRY(sql_remote_authorisation_for(req, id, request_id, system, at, &row, &a->given));
	if (!a->given)
		return NULL;
	*found_id = row_text(req, &row, "id");
	a->in_scope = row_boolean(&row, "in_scope");
	a->engineer_may_act = row_boolean(&row, "engineer_may_act");
	a->valid_from = row_instant(&row, "valid_from");
	a->valid_to = row_instant(&row, "valid_to");
	a->withdrawn_at = row_instant(&row, "withdrawn_at");
	return NULL;
}

MAY_FAIL
remote_session_create(struct request *req, const struct remote_session_create_in *in)
{
	const char *id = new_id(req), *authorisation_id = NULL;
	struct session_facts f = {
		.engineer_acts = in->engineer_acts && *in->engineer_acts,
		.started_at = in->started_at == NO_INSTANT ? req->now : in->started_at,
		.now = req->now,
	};
	enum session_end reason;
	struct service_request r;
	struct decision d;
	instant ended_at;

	TRY(service_request_lock(req, in->id, &r));
	f.tiers = tiers_of(req, &r);
	TRY(find_authorisation(req, in->authorisation_id, r.id, in->system, f.started_at,
	    &f.authorisation, &authorisation_id));
	d = session_started(&f);
	TRY(require(req, "service_request", r.id, &d));
	ended_at = session_end(&f.authorisation, NO_INSTANT, req->now, &reason);
	TRY(sql_remote_session_create(req, id, r.id, authorisation_id, r.caller.id,
	    in->customer_technician, in->system, f.engineer_acts, f.started_at, ended_at,
	    ended_at == NO_INSTANT ? NULL : session_end_names[reason]));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_REMOTE, "remote_session", id,
	    r.customer_id, r.caller.id, f.started_at));
	if (r.state != SERVICE_REQUEST_STATE_REMOTE) {
		TRY(sql_service_request_save_state(req, r.id, "REMOTE"));
		TRY(inform_of_step(req, &r, INFORMATION_KIND_TIER_CHANGED, NULL));
	}
	TRY(decide(req, "service_request", r.id, &d));
	return reply_one(req, sql_remote_session_get, id);
}

/* When it ended, and why: as said, or as it was ended already. */
static MAY_FAIL
end_of_session(struct request *req, const struct remote_session_end_in *in,
    const struct row *session, instant *ended_at, enum session_end *reason)
{
	struct authorisation a;
	const char *id;

	*ended_at = row_instant(session, "ended_at");
	*reason = row_enum(session, "end_reason", session_end_names, SESSION_END_COUNT);
	if (*ended_at != NO_INSTANT)
		return NULL;
	*ended_at = in->ended_at == NO_INSTANT ? req->now : in->ended_at;
	if (*ended_at > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_28, "The session would end later than now.");
	if (*ended_at < row_instant(session, "started_at"))
		return problem_rule(req, &problem_times_inconsistent, &R6_28,
		    "The session would end before it began.");
	TRY(find_authorisation(req, row_text(req, session, "authorisation_id"),
	    row_text(req, session, "request_id"), NULL, *ended_at, &a, &id));
	*ended_at = session_end(&a, *ended_at, req->now, reason);
	return NULL;
}

MAY_FAIL
remote_session_end(struct request *req, const struct remote_session_end_in *in)
{
	enum tier_outcome outcome = enum_index(tier_outcome_names, TIER_OUTCOME_COUNT, in->outcome);
	enum session_end reason;
	struct service_request r;
	struct row session;
	instant ended_at;

	TRY(sql_remote_session_get(req, in->id, &session));
	TRY(service_request_lock(req, row_text(req, &session, "request_id"), &r));
	TRY(sql_remote_session_lock(req, in->id, &session));
	if (!is_caller(&r, row_text(req, &session, "employee_id")) &&
	    !tiers_of(req, &r).tech_service)
		return problem_rule(req, &problem_forbidden_role, &R6_1,
		    "Steps of execution are taken by technical service.");
	if (!outcome)
		return problem_rule(req, &problem_outcome_missing, &R6_28, "Was it solved or not?");
	if (!row_is_null(&session, "outcome") || r.state != SERVICE_REQUEST_STATE_REMOTE)
		return problem_rule(
		    req, &problem_invalid_state, &R6_28, "How it ended is recorded already.");
	TRY(end_of_session(req, in, &session, &ended_at, &reason));
	TRY(sql_remote_session_save_end(
	    req, in->id, ended_at, session_end_names[reason], in->outcome, in->result));
	if (outcome == TIER_OUTCOME_SOLVED)
		TRY(service_request_resolved(req, &r, in->result, ended_at, NO_INSTANT));
	else
		TRY(sql_service_request_save_remote_failed(req, r.id, NULL));
	return reply_one(req, sql_remote_session_get, in->id);
}
