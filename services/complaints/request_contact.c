/* What happens to a request before it is executed: contacts, completion, acceptance, forwarding
 * (R6.1, R6.4, R6.11). */
#include "complaint_source.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "rules_transfer.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
request_contact_list_guard(struct request *req, const struct request_contact_list_in *in)
{
	return service_request_exists(req, in->id);
}

MAY_FAIL
request_forwarding_list_guard(struct request *req, const struct request_forwarding_list_in *in)
{
	return service_request_exists(req, in->id);
}

static MAY_FAIL
count_repeat(struct request *req, struct service_request *r)
{
	r->repeat_contacts++;
	TRY(sql_service_request_save_repeated(req, r->id));
	return service_request_event(req, r, "service_request.repeat_contact", false);
}

MAY_FAIL
service_request_repeated(
    struct request *req, struct service_request *r, enum service_channel channel, const char *note)
{
	TRY(sql_request_contact_create(req, new_id(req), r->id,
	    contact_direction_names[CONTACT_DIRECTION_INBOUND], service_channel_names[channel],
	    false, r->caller.id, req->now, note, true, false, NULL));
	return count_repeat(req, r);
}

MAY_FAIL
request_contact_create(struct request *req, const struct request_contact_create_in *in)
{
	bool inbound =
	    same(in->direction, contact_direction_names[CONTACT_DIRECTION_INBOUND]);
	bool solicited = in->solicited && *in->solicited, outside = false, repeats;
	instant at = in->contacted_at == NO_INSTANT ? req->now : in->contacted_at;
	const char *id = new_id(req);
	struct service_request r;
	struct decision d;
	struct row row;

	TRY(service_request_lock(req, in->id, &r));
	if (r.state == SERVICE_REQUEST_STATE_CLOSED)
		return problem_rule(req, &problem_invalid_state, &R6_4,
		    "The request is closed: a new matter is a new request.");
	if (at > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_11, "The contact would be later than now.");
	if (!inbound)
		TRY(contact_in_window(req, r.customer_id, at, in->reason, &outside));
	d = contact_counted(inbound, solicited, r.state != SERVICE_REQUEST_STATE_RESOLVED);
	repeats = same(d.outcome, "REPEATED");
	TRY(sql_request_contact_create(req, id, r.id, in->direction, in->channel, solicited,
	    r.caller.id, at, in->note, repeats, outside, outside ? in->reason : NULL));
	if (repeats)
		TRY(count_repeat(req, &r));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_request_contact_get(req, id, &row));
	return reply_row(req, &row);
}

/* R6.1: the procedure, and the work instructions as JSON; in force when it was received. */
static MAY_FAIL
documents_of(struct request *req, const struct service_request *r, const char **procedure,
    const char **instructions)
{
	struct buffer b = buffer_in(req->arena);
	struct rows rows = { 0 };
	int count = 0;

	*procedure = NULL;
	if (r->service_type)
		TRY(sql_service_documents_in_force(
		    req, r->service_type, date_of(r->received_at), &rows));
	list_open(&b, NULL);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct buffer item = buffer_in(req->arena);

		if (same(row_text(req, &row, "kind"), "PROCEDURE")) {
			*procedure = row_text(req, &row, "document_version");
			continue;
		}
		object_open(&item);
		member_text(&item, "code", row_text(req, &row, "code"));
		member_text(&item, "version", row_text(req, &row, "document_version"));
		object_close(&item);
		item_raw(&b, item.text);
		count++;
	}
	list_close(&b);
	*instructions = b.text;
	if (*procedure && count)
		return NULL;
	return problem_members(req,
	    problem_rule(req, &problem_policy_value_missing, &R6_1,
		"The service type has no control procedure, or no work instruction, in force."),
	    "{\"parameter\":\"service.procedures\"}");
}

MAY_FAIL
service_request_accept(struct request *req, const struct service_request_accept_in *in)
{
	const char *procedure, *instructions, *engineer_id = in->engineer_id;
	struct service_request r;
	struct person engineer;

	TRY(service_request_lock(req, in->id, &r));
	TRY(service_request_is_open(req, &r, &R6_1));
	if (r.accepted_at != NO_INSTANT)
		return problem_rule(
		    req, &problem_invalid_state, &R6_1, "It has been accepted already.");
	TRY(documents_of(req, &r, &procedure, &instructions));
	if (engineer_id)
		TRY(colleague(req, engineer_id, "/engineer_id", &engineer));
	else if (is_of_tech_service(req))
		engineer_id = r.caller.id;
	TRY(sql_service_request_save_accepted(
	    req, r.id, r.caller.id, procedure, instructions, engineer_id));
	/* Who is to be told has it already (R6.11). */
	TRY(deadline_cancel(req, r.id, "FORWARD", NULL));
	TRY(inform_of_step(req, &r, INFORMATION_KIND_ACCEPTED, NULL));
	return service_request_reply(req, r.id);
}

MAY_FAIL
service_request_tell(struct request *req, struct service_request *r, const char *department_id)
{
	const struct parameters *p;
	struct decision d;
	struct row row;
	bool found, late;

	TRY(service_request_parameters(req, r, &p));
	TRY(sql_department_find(req, department_id, &row, &found));
	d = forward_decide(
	    found, r->recorded_at, parameter_period(p, &parameter_service_forward), req->now);
	TRY(decide(req, "service_request", r->id, &d));
	/* The first department told in time is what counts. */
	late = r->forwarded_at == NO_INSTANT && same(d.outcome, "FORWARDED_LATE");
	TRY(sql_request_forwarding_create(
	    req, new_id(req), r->id, department_id, r->caller.id, late));
	TRY(sql_service_request_save_forwarded(req, r->id, department_id, late));
	TRY(deadline_done(req, r->id, "FORWARD", NULL, NULL));
	return inform(req, &(struct information) {
			       .subject = "service_request",
			       .subject_id = r->id,
			       .kind = INFORMATION_KIND_FORWARDED,
			       .text = "有一项服务请求转交贵部门，请查看。",
			       .department_id = department_id,
			   });
}

MAY_FAIL
service_request_forward(struct request *req, const struct service_request_forward_in *in)
{
	struct service_request r;

	TRY(service_request_lock(req, in->id, &r));
	if (r.state >= SERVICE_REQUEST_STATE_RESOLVED)
		return problem_rule(
		    req, &problem_invalid_state, &R6_11, "The request is resolved.");
	TRY(service_request_tell(req, &r, in->department_id));
	return service_request_reply(req, r.id);
}

MAY_FAIL
service_request_becomes_complaint(struct request *req, struct service_request *r,
    const char *object, const char *course, const char *respondent_id, const char *department_id)
{
	const char *id;

	TRY(complaint_open(req,
	    &(struct complaint_opening) {
		.source = COMPLAINT_SOURCE_SERVICE_REQUEST,
		.source_id = r->id,
		.department_id = department_id,
		.customer_id = r->customer_id,
		.complainant_name = r->caller_name,
		.complainant_phone = r->caller_phone,
		.received_by_id = r->caller.id,
		.respondent_id = respondent_id,
		.object = object,
		.course = course,
		.kind = COMPLAINT_KIND_COMPLAINT,
		.received_at = r->received_at,
	    },
	    &id));
	r->complaint_id = id;
	return sql_service_request_save_complaint(req, r->id, id);
}

MAY_FAIL
service_request_complain(struct request *req, const struct service_request_complain_in *in)
{
	struct service_request r;

	TRY(service_request_lock(req, in->id, &r));
	if (r.complaint_id)
		return problem_rule(
		    req, &problem_duplicate, &R6_5, "Its complaint is stored already.");
	TRY(service_request_becomes_complaint(
	    req, &r, in->object, in->course, in->respondent_id, in->department_id));
	return service_request_reply(req, r.id);
}
