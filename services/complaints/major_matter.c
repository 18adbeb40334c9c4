/* Major matters go to the general manager at once, past everybody (R6.8). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
service_request_is_major(
    struct request *req, struct service_request *r, const char *reason, instant known_at)
{
	const struct parameters *p;
	struct decision d;
	bool late;

	TRY(service_request_parameters(req, r, &p));
	d = major_reported(
	    reason, known_at, req->now, parameter_period(p, &parameter_service_major_report));
	TRY(decide(req, "service_request", r->id, &d));
	late = same(d.outcome, "REPORTED_LATE");
	r->major = true;
	TRY(sql_major_report_create(req, new_id(req), r->id, reason, known_at, r->caller.id, late));
	TRY(sql_service_request_save_major(req, r->id, reason, late));
	TRY(inform(req, &(struct information) {
			    .subject = "service_request",
			    .subject_id = r->id,
			    .kind = INFORMATION_KIND_MAJOR,
			    .text = arena_print(req->arena, "重大事项：%s", reason),
			    .role = "general_manager",
			}));
	return service_request_event(req, r, "service_request.major_reported", late);
}

MAY_FAIL
service_request_mark_major(struct request *req, const struct service_request_mark_major_in *in)
{
	struct service_request r;

	TRY(service_request_lock(req, in->id, &r));
	if (r.major || r.state == SERVICE_REQUEST_STATE_CLOSED)
		return problem_rule(req, &problem_invalid_state, &R6_8,
		    "It is reported already, or the request is closed.");
	TRY(service_request_is_major(
	    req, &r, in->reason, in->known_at == NO_INSTANT ? req->now : in->known_at));
	return service_request_reply(req, r.id);
}

MAY_FAIL
service_request_clear_major(struct request *req, const struct service_request_clear_major_in *in)
{
	struct service_request r;

	if (!caller_is(&req->caller, "general_manager"))
		return problem_rule(req, &problem_forbidden_role, &R6_8,
		    "Only the general manager takes the mark back.");
	TRY(service_request_lock_itself(req, in->id, &r));
	if (!r.major)
		return problem_rule(req, &problem_invalid_state, &R6_8, "It is not marked.");
	TRY(sql_major_report_save_cleared(req, r.id, in->reason));
	TRY(sql_service_request_save_not_major(req, r.id));
	return service_request_reply(req, r.id);
}
