/* The record of a request as it is completed and corrected (R6.4 to R6.6, R6.8). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "service_request.h"

static bool
owes_visit(const struct service_request *r)
{
	return r->in_scope && r->onsite_needed && r->onsite_requested_at == NO_INSTANT;
}

/* Out of scope it is to be handed over, and told (R6.7, R6.11). */
static MAY_FAIL
hand_over_clocks(
    struct request *req, const struct service_request *r, const struct parameters *p)
{
	TRY(service_request_clock(req, r, "TRANSFER", NULL, &R6_7, r->recorded_at,
	    parameter_period(p, &parameter_service_transfer_within)));
	return r->forwarded_at == NO_INSTANT
		   ? service_request_clock(req, r, "FORWARD", NULL, &R6_11, r->recorded_at,
			 parameter_period(p, &parameter_service_forward))
		   : NULL;
}

MAY_FAIL
service_request_scope_clocks(
    struct request *req, const struct service_request *before, const struct service_request *r)
{
	bool was_out = before && !before->in_scope, visit = before && owes_visit(before);
	const struct parameters *p;

	TRY(service_request_parameters(req, r, &p));
	if (!r->in_scope && !was_out && r->state == SERVICE_REQUEST_STATE_RECORDED)
		TRY(hand_over_clocks(req, r, p));
	if (r->in_scope && was_out) {
		TRY(deadline_cancel(req, r->id, "TRANSFER", NULL));
		TRY(deadline_cancel(req, r->id, "FORWARD", NULL));
	}
	if (owes_visit(r) && !visit)
		return service_request_clock(req, r, "ONSITE_REQUEST", NULL, &R6_6, r->received_at,
		    parameter_period(p, &parameter_service_onsite_first_action));
	return visit && !owes_visit(r) ? deadline_cancel(req, r->id, "ONSITE_REQUEST", NULL) : NULL;
}

static MAY_FAIL
may_patch(
    struct request *req, const struct service_request_patch_in *in, const struct service_request *r)
{
	if (in->first_responder_id_given)
		return problem_rule(
		    req, &problem_immutable, &R6_4, "The first responder never changes.");
	if (!is_caller(r, r->owner_id) && !is_caller(r, r->first_responder_id) &&
	    !is_of_customer_service(req))
		return problem_rule(req, &problem_forbidden_role, &R6_5,
		    "The record is completed by its owner, first responder or customer service.");
	if (r->state >= SERVICE_REQUEST_STATE_RESOLVED)
		return problem_rule(req, &problem_invalid_state, &R6_5, "The request is resolved.");
	return NULL;
}

/* What a correction says fits the request. */
static MAY_FAIL
check_patch(
    struct request *req, const struct service_request_patch_in *in, const struct service_request *r)
{
	const char *customer_id;
	struct decision d;
	struct row row;
	bool found;

	TRY(customer_known(req, in->customer_id, &customer_id));
	d = contact_ended(r->received_at, in->contact_ended_at, req->now);
	TRY(require(req, "service_request", r->id, &d));
	if (in->service_type && r->accepted_at != NO_INSTANT &&
	    !same(in->service_type, r->service_type))
		return problem_rule(req, &problem_invalid_state, &R6_1,
		    "The procedure of its type is stored with the acceptance.");
	if (!in->category)
		return NULL;
	if (r->state == SERVICE_REQUEST_STATE_TRANSFERRED_PENDING)
		return problem_rule(req, &problem_transfer_pending, &R6_7,
		    "Who is in charge of its category has not answered yet.");
	TRY(sql_service_category_find(req, in->category, &row, &found));
	return found ? NULL
		     : problem_rule(req, &problem_unknown_category, &R6_5,
			   "There is no category %s.", in->category);
}

static MAY_FAIL
scope_again(struct request *req, struct service_request *r, const char *category)
{
	struct row row, responsible;
	bool found;

	TRY(sql_service_category_find(req, category, &row, &found));
	TRY(sql_is_responsible(
	    req, r->first_responder_id, category, date_of(r->received_at), &responsible));
	r->in_scope = row_boolean(&responsible, "responsible");
	return sql_service_request_save_scope(req, r->id, r->in_scope,
	    r->service_type ? r->service_type : row_text(req, &row, "service_type"));
}

/* R6.8: also where the category is said, or put right, later. */
static MAY_FAIL
major_by_category(struct request *req, struct service_request *r, const char *category)
{
	const struct parameters *p;

	TRY(service_request_parameters(req, r, &p));
	if (r->major || same(r->category, category) ||
	    !parameter_has(p, &parameter_service_major_categories, category))
		return NULL;
	r->category = category;
	return service_request_is_major(
	    req, r, arena_print(req->arena, "属于重大事项的类别：%s", category), req->now);
}

MAY_FAIL
service_request_patch(struct request *req, const struct service_request_patch_in *in)
{
	struct service_request r, before;

	TRY(service_request_lock(req, in->id, &r));
	TRY(may_patch(req, in, &r));
	TRY(check_patch(req, in, &r));
	TRY(sql_service_request_patch(req, in->id, req->body));
	before = r;
	if (in->service_type)
		r.service_type = in->service_type;
	if (in->onsite_needed)
		r.onsite_needed = *in->onsite_needed;
	if (in->category)
		TRY(scope_again(req, &r, in->category));
	TRY(service_request_scope_clocks(req, &before, &r));
	if (in->category)
		TRY(major_by_category(req, &r, in->category));
	return service_request_reply(req, in->id);
}
