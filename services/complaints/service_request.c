#include "service_request.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "field.h"
#include "rules.h"
#include "rules_text.h"

static struct service_request
request_of(struct request *req, const struct row *row)
{
	return (struct service_request) {
		.id = row_text(req, row, "id"),
		.version = row_integer(row, "version"),
		.number = row_integer(row, "number"),
		.state = row_enum(
		    row, "state", service_request_state_names, SERVICE_REQUEST_STATE_COUNT),
		.source = row_enum(
		    row, "source", service_request_source_names, SERVICE_REQUEST_SOURCE_COUNT),
		.channel = row_enum(row, "channel", service_channel_names, SERVICE_CHANNEL_COUNT),
		.received_at = row_instant(row, "received_at"),
		.recorded_at = row_instant(row, "recorded_at"),
		.contact_ended_at = row_instant(row, "contact_ended_at"),
		.accepted_at = row_instant(row, "accepted_at"),
		.onsite_requested_at = row_instant(row, "onsite_requested_at"),
		.hotline_failed_at = row_instant(row, "hotline_failed_at"),
		.remote_failed_at = row_instant(row, "remote_failed_at"),
		.resolved_at = row_instant(row, "resolved_at"),
		.forwarded_at = row_instant(row, "forwarded_at"),
		.customer_id = row_text(req, row, "customer_id"),
		.caller_name = row_text(req, row, "caller_name"),
		.caller_phone = row_text(req, row, "caller_phone"),
		.category = row_text(req, row, "category"),
		.service_type = row_text(req, row, "service_type"),
		.first_responder_id = row_text(req, row, "first_responder_id"),
		.owner_id = row_text(req, row, "owner_id"),
		.accepted_by_id = row_text(req, row, "accepted_by_id"),
		.engineer_id = row_text(req, row, "engineer_id"),
		.complaint_id = row_text(req, row, "complaint_id"),
		.in_scope = row_boolean(row, "in_scope"),
		.completable_at_once = row_boolean(row, "completable_at_once"),
		.major = row_boolean(row, "major"),
		.onsite_needed = row_boolean(row, "onsite_needed"),
		.wco_owed = row_boolean(row, "wco_owed"),
		.cross_department_transfers = row_integer(row, "cross_department_transfers"),
		.repeat_contacts = row_integer(row, "repeat_contacts"),
	};
}

MAY_FAIL
service_request_lock_itself(struct request *req, const char *id, struct service_request *r)
{
	struct row row;

	TRY(sql_service_request_lock(req, id, &row));
	*r = request_of(req, &row);
	return NULL;
}

MAY_FAIL
service_request_lock(struct request *req, const char *id, struct service_request *r)
{
	struct person caller;

	TRY(directory_caller(req, &caller));
	if (!caller.id)
		return problem_rule(req, &problem_forbidden_role, &R6_11,
		    "Requests are handled by the staff of the company.");
	TRY(service_request_lock_itself(req, id, r));
	r->caller = caller;
	return NULL;
}

MAY_FAIL
service_request_exists(struct request *req, const char *id)
{
	struct row row;

	return sql_service_request_get(req, id, &row);
}

/* With the preferences of the customer: they are shown on every request (R6.30). */
static MAY_FAIL
reply_request(struct request *req, const struct row *row)
{
	const char *customer_id = row_text(req, row, "customer_id");
	struct buffer b = buffer_in(req->arena);
	struct row preferences;
	struct rows others;
	bool found = false;

	if (customer_id)
		TRY(sql_customer_preference_of(req, customer_id, &preferences, &found));
	object_open(&b);
	if (found)
		member_raw(&b, "preferences", row_json(req, &preferences));
	if (customer_id && req->operation->status == 201) {
		TRY(sql_service_requests_open_of(
		    req, customer_id, row_text(req, row, "id"), &others));
		list_open(&b, "suggested");
		for (int i = 0; i < others.count; i++) {
			struct row other = rows_at(&others, i);

			item_text(&b, row_text(req, &other, "id"));
		}
		list_close(&b);
	}
	object_close(&b);
	return reply_row_with(req, row, b.text);
}

MAY_FAIL
service_request_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_service_request_told(req, id, &row));
	return reply_request(req, &row);
}

MAY_FAIL
service_request_get(struct request *req, const struct service_request_get_in *in)
{
	struct row row;

	TRY(sql_service_request_get(req, in->id, &row));
	return reply_request(req, &row);
}

MAY_FAIL
service_request_is_open(
    struct request *req, const struct service_request *r, const struct rule *rule)
{
	if (r->state != SERVICE_REQUEST_STATE_TRANSFERRED_PENDING &&
	    r->state < SERVICE_REQUEST_STATE_RESOLVED)
		return NULL;
	return problem_rule(req, &problem_invalid_state, rule, "The request is %s.",
	    service_request_state_names[r->state]);
}

bool
is_caller(const struct service_request *r, const char *employee_id)
{
	return same(r->caller.id, employee_id);
}

bool
is_of_tech_service(const struct request *req)
{
	return caller_is(&req->caller, "tech_service") ||
	       caller_is(&req->caller, "tech_service_supervisor");
}

bool
is_of_customer_service(const struct request *req)
{
	return caller_is(&req->caller, "customer_service") ||
	       caller_is(&req->caller, "customer_service_manager");
}

MAY_FAIL
service_request_is_owners(
    struct request *req, const struct service_request *r, const struct rule *rule)
{
	return is_caller(r, r->owner_id) ? NULL
					 : problem_rule(req, &problem_forbidden_role, rule,
					       "This is for the owner of the request.");
}

/* Who executes: of technical service, as owner, as who accepted it, or as its engineer or head. */
struct tiers
tiers_of(const struct request *req, const struct service_request *r)
{
	bool executes = is_caller(r, r->owner_id) || is_caller(r, r->accepted_by_id) ||
			is_caller(r, r->engineer_id) ||
			caller_is(&req->caller, "tech_service_supervisor");

	return (struct tiers) {
		.state = r->state,
		.accepted = r->accepted_at != NO_INSTANT,
		.tech_service = is_of_tech_service(req) && executes,
		.hotline_failed = r->hotline_failed_at != NO_INSTANT,
		.remote_failed = r->remote_failed_at != NO_INSTANT,
	};
}

MAY_FAIL
service_request_clock(struct request *req, const struct service_request *r, const char *kind,
    const char *object_id, const struct rule *rule, instant since, struct period within)
{
	return deadline_start(req, &(struct deadline_new) {
				       .subject = "service_request",
				       .subject_id = r->id,
				       .object_id = object_id,
				       .kind = kind,
				       .rule = rule,
				       .started_at = since,
				       .due_at = instant_plus(since, within),
				   });
}

/* C13: as they were in force when it was received. */
MAY_FAIL
service_request_parameters(
    struct request *req, const struct service_request *r, const struct parameters **parameters)
{
	return parameters_on(req, date_of(r->received_at), parameters);
}

/* Ids, codes and times; never what was said. */
MAY_FAIL
service_request_event(
    struct request *req, const struct service_request *r, const char *type, bool late)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "request_id", r->id);
	member_text(&b, "customer_id", r->customer_id);
	member_text(&b, "source", service_request_source_names[r->source]);
	member_text(&b, "channel", service_channel_names[r->channel]);
	member_text(&b, "category", r->category);
	member_text(&b, "state", service_request_state_names[r->state]);
	member_text(&b, "first_responder_id", r->first_responder_id);
	member_text(&b, "owner_id", r->owner_id);
	member_instant(&b, "received_at", r->received_at);
	member_instant(&b, "resolved_at", r->resolved_at);
	member_integer(&b, "repeat_contacts", r->repeat_contacts);
	member_boolean(&b, "late", late);
	object_close(&b);
	return event_emit(req, type, r->id, r->version + 1, b.text);
}

MAY_FAIL
colleague(struct request *req, const char *id, const char *pointer, struct person *person)
{
	TRY(directory_person(req, id, person));
	if (!person->id || !person->at_work)
		return problem_fault(req, pointer, "UNKNOWN", "There is no such employee at work.");
	return NULL;
}

MAY_FAIL
customer_known(struct request *req, const char *id, const char **customer_id)
{
	*customer_id = id;
	return field_customer(req, "/customer_id", customer_id);
}

MAY_FAIL
service_request_deadline_list_guard(
    struct request *req, const struct service_request_deadline_list_in *in)
{
	return service_request_exists(req, in->id);
}
