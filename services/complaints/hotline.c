/* Tier 1: help by telephone (R6.1, R6.27). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "parameter.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
hotline_attempt_list_guard(struct request *req, const struct hotline_attempt_list_in *in)
{
	return service_request_exists(req, in->id);
}

/* The first attempt may be the call by which the customer asked. */
static bool
calls_himself(const struct service_request *r)
{
	return r->channel == SERVICE_CHANNEL_PHONE && r->state == SERVICE_REQUEST_STATE_RECORDED;
}

/* Who did not phone is called back; the first attempt is that call. */
static MAY_FAIL
called_back(struct request *req, const struct service_request *r, instant started_at, bool *late)
{
	const struct parameters *p;

	*late = false;
	if (r->channel == SERVICE_CHANNEL_PHONE || r->state != SERVICE_REQUEST_STATE_RECORDED)
		return NULL;
	TRY(service_request_parameters(req, r, &p));
	*late =
	    is_late(r->received_at, parameter_period(p, &parameter_hotline_callback), started_at);
	return deadline_done_at(req, r->id, "HOTLINE_CALLBACK", NULL, started_at, NULL);
}

static MAY_FAIL
proceed(struct request *req, struct service_request *r, const struct hotline_attempt_create_in *in,
    bool solved)
{
	TRY(sql_service_request_save_hotline(req, r->id, !solved));
	/* What is executed is handed over no more (R6.7). */
	TRY(deadline_cancel(req, r->id, "TRANSFER", NULL));
	if (solved)
		return service_request_resolved(req, r, in->guidance, in->ended_at, NO_INSTANT);
	return r->state == SERVICE_REQUEST_STATE_RECORDED
		   ? inform_of_step(req, r, INFORMATION_KIND_TIER_CHANGED, NULL)
		   : NULL;
}

MAY_FAIL
hotline_attempt_create(struct request *req, const struct hotline_attempt_create_in *in)
{
	const char *id = new_id(req);
	struct service_request r;
	struct decision d;
	struct row row;
	bool late, outside;

	TRY(service_request_lock(req, in->id, &r));
	d = hotline_attempted(&(struct hotline_facts) {
	    tiers_of(req, &r), in->outcome, in->started_at, in->ended_at, req->now });
	TRY(require(req, "service_request", r.id, &d));
	TRY(contact_in_window(
	    req, calls_himself(&r) ? NULL : r.customer_id, in->started_at, in->reason, &outside));
	TRY(called_back(req, &r, in->started_at, &late));
	TRY(sql_hotline_attempt_create(req, id, r.id, r.caller.id, in->started_at, in->ended_at,
	    in->guidance, in->outcome, late, outside, outside ? in->reason : NULL));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_HOTLINE, "hotline_attempt", id,
	    r.customer_id, r.caller.id, in->started_at));
	TRY(proceed(req, &r, in, same(d.outcome, "SOLVED")));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_hotline_attempt_get(req, id, &row));
	return reply_row(req, &row);
}
